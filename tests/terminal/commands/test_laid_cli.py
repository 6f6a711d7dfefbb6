"""`export` and `series` with a pull-back and a shift: the picture of the page, and a link that leads back."""

import argparse
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from geo.case import LineChoice
from geo.explore.front_shift import FrontShift
from geo.explore.solver import Whose
from geo.plans.library import Library
from geo.plans.overlay import Band, Baseline
from geo.world import World
from layers.address import read_query
from layers.captions.link import link_of
from layers.explore.laid_over import laid_over
from layers.language import Language
from layers.parameter import Offered
from layers.request import PULL_BACK, SWEPT
from terminal.files import requests
from terminal.options import laid_by
from terminal.parser import parser
from terminal.workspace import opened
from tests.conftest import DAYS

Run = Callable[..., tuple[int, str, str]]
BAND, BY = Band(Baseline.LINE_OF_CONTACT, 10.0, 5.0), FrontShift(Whose.UKRAINE, 6.25)
ASKED = ("--pull-back", "10-5", "--shift", "ukraine-6.25")


@pytest.fixture
def offered(world: World, library: Library) -> Offered:
    return Offered(library, world.periods, ("en", "uk"), world.regions.index)


def arguments(*more: str) -> argparse.Namespace:
    return parser().parse_args(["export", "freeze", "--format", "svg", "--out", "x.svg", *more])


def test_a_picture_has_what_the_page_lays_over_the_map(run: Run, offered: Offered) -> None:
    """Its link has both, and its shapes are those of the page, which measures on the line as drawn."""
    from page.state.explored import laid_of  # the page's own way to the same

    (request,) = requests(arguments(*ASKED))
    assert [item.kind for item in request.laid] == [PULL_BACK, SWEPT]
    query = dict(part.split("=") for part in link_of(request).query.removeprefix("?").split("&"))
    choice, faults = read_query(query, offered, request.world.version)
    assert (choice.pull_back, choice.shift, faults) == (BAND, BY, [])
    for ours, of_page in zip(request.laid, laid_of(choice), strict=True):
        assert ours.words == of_page.words
        assert ours.ground.symmetric_difference(of_page.ground).area < 1e-9
        assert ours.line.equals(of_page.line)


def test_nothing_is_laid_over_a_picture_unless_it_is_asked_for(run: Run) -> None:
    (request,) = requests(arguments())
    assert request.laid == ()
    (nothing,) = requests(arguments("--pull-back", "0"))
    assert nothing.laid == ()
    assert laid_by(arguments()).shift is None


def test_the_file_says_it_and_links_back(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "freeze.svg"
    code, _, err = run("export", "freeze", "--format", "svg", "--out", str(out), "--size", "1x1",
                       "--address", "https://atlas.example", "--pull-back", "10")
    assert (code, err) == (0, "")
    words = " ".join(re.sub(r"<[^>]*>", " ", out.read_text(encoding="utf-8")).split())
    assert "Pull-back set by a reader, not by the plan" in words
    assert "pull=10" in words.replace(" ", "")


@pytest.mark.parametrize(("argv", "said"), [
    (("--pull-back", "ten"), "'ten' is no pull-back"),
    (("--pull-back", "41"), "at most 40 km"),
    (("--shift", "5"), "'5' is no shift of the front"),
    (("--shift", "ukraine-0"), "is no shift of the front"),
])
@pytest.mark.parametrize("command", ["export", "series"])
def test_what_cannot_be_is_one_sentence(
    command: str, argv: tuple[str, ...], said: str, run: Run, tmp_path: Path
) -> None:
    out, kind = tmp_path / "x", {"export": "png", "series": "gif"}[command]
    code, printed, err = run(command, "freeze", "--format", kind, "--out", str(out), *argv)
    assert (code, printed) == (2, "")
    assert said in err
    assert len(err.splitlines()) == 1
    assert not out.exists()


def test_files_of_shapes_refuse_it_and_the_line_alone_has_no_plan_line(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "x"
    code, _, err = run("export", "freeze", "--format", "geojson", "--out", str(out), "--pull-back", "10")
    assert (code, "drawn on pictures" in err) == (2, True)
    code, _, err = run("export", "today", "--format", "png", "--out", str(out), "--pull-back", "10.plan")
    assert (code, "no line of a plan" in err) == (2, True)
    assert not out.exists()


def test_each_day_of_a_series_has_the_pull_back_of_its_own_line(run: Run, english: Language) -> None:
    """What lies over the map follows the line of the day, or a film would show a line that is not there."""
    work = opened(arguments())
    first, second = (laid_over(work, LineChoice(day, 1.0), None, BAND, None, english)
                     for day in (DAYS[1], date(2025, 11, 21)))
    assert not first[0].ground.equals(second[0].ground)
