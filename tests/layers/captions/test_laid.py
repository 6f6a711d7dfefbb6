"""What a reader lays over the map of a plan: in addresses, on pictures, in their links and alt text."""

from collections.abc import Callable
from dataclasses import replace

import pytest
import shapely

from geo.explore.front_shift import FrontShift
from geo.explore.pull_back import NO_PULL_BACK
from geo.explore.solver import Whose
from geo.plans.overlay import Band, Baseline
from layers.address import read_query
from layers.captions.alt_text import alt_text
from layers.captions.link import link_of
from layers.choice import Choice
from layers.explore.laid import pull_back_words, shift_words
from layers.language import Language
from layers.parameter import ChoiceError, Offered
from layers.plate.scene import scene_of
from layers.plate.text import sheet_of
from layers.request import PULL_BACK, SWEPT, ExportRequest, Laid
from layers.style.styles import STROKES
from layers.web.map_files import map_config
from tests.support.files.export_requests import PLAN

BAND = Band(Baseline.LINE_OF_CONTACT, 10.0, 5.0)
BY = FrontShift(Whose.UKRAINE, 6.25)
GROUND, LINE = shapely.box(37.2, 48.3, 37.9, 48.6), shapely.LineString([(37.2, 48.3), (37.9, 48.6)])


def laid(english: Language) -> tuple[Laid, ...]:
    return (Laid(PULL_BACK, GROUND, shapely.MultiPolygon(), pull_back_words(BAND, english)),
            Laid(SWEPT, GROUND, LINE, shift_words(BY, english)))


@pytest.fixture
def both(request_of: Callable[..., ExportRequest], english: Language) -> ExportRequest:
    request = request_of(PLAN)
    return replace(request, laid=laid(english), choice=replace(request.choice, pull_back=BAND, shift=BY))


def test_a_picture_says_that_it_is_the_readers_and_not_the_plans(both: ExportRequest) -> None:
    first, second = (item.words for item in both.laid)
    assert first == ("Pull-back set by a reader, not by the plan: Ukrainian-held ground within 10 km and "
                     "Russian-held ground within 5 km of the line of contact")
    assert second == "Front shifted by a reader, not by the plan: 6.25 km into Ukrainian-held ground"
    assert [entry.words for entry in sheet_of(both).legend[:2]] == [first, second]
    assert f"{first}. {second}." in alt_text(both)
    bare = replace(both, laid=())
    assert sheet_of(bare).legend == sheet_of(both).legend[2:]
    assert sheet_of(bare).figures == sheet_of(both).figures, "no figure of the plan changes"


def test_a_picture_draws_it_over_the_zones(both: ExportRequest) -> None:
    scene, plain = scene_of(both), scene_of(replace(both, laid=()))
    added = [item for item in scene.overlays if item.look in (PULL_BACK, SWEPT)]
    assert [item.look for item in added] == [PULL_BACK, SWEPT]
    assert len(scene.overlays) == len(plain.overlays) + 2
    assert scene.lines["shifted"].length > 0
    assert "shifted" not in plain.lines


@pytest.mark.parametrize("kept", [(0, 1), (0,), (1,), ()], ids=str)
def test_the_link_of_a_picture_has_what_the_picture_shows(
    kept: tuple[int, ...], both: ExportRequest, offered: Offered,
) -> None:
    shown = replace(both, laid=tuple(both.laid[number] for number in kept))
    query = dict(part.split("=") for part in link_of(shown).query.removeprefix("?").split("&"))
    choice, faults = read_query(query, offered, both.world.version)
    assert faults == []
    assert choice.pull_back == (BAND if 0 in kept else NO_PULL_BACK)
    assert choice.shift == (BY if 1 in kept else None)


@pytest.mark.parametrize("text", ["", "10.", "-1", "nan", "10-", "40.01", "10-41", "10.by", "1e1", "٣",
                                  "10.123"])
def test_a_pull_back_that_no_slider_has_is_one_fault(text: str, offered: Offered) -> None:
    choice, faults = read_query({"pull": text}, offered, "")
    assert (choice.pull_back, [type(fault) for fault in faults]) == (NO_PULL_BACK, [ChoiceError])


@pytest.mark.parametrize("text", ["", "6", "ukraine", "ukraine-0", "ukraine-0.00000", "both-5", "russia--5",
                                  "russia-100.1", "russia-nan", "ukraine-1.123456"])
def test_a_shift_that_cannot_be_is_one_fault(text: str, offered: Offered) -> None:
    choice, faults = read_query({"shift": text}, offered, "")
    assert (choice.shift, [type(fault) for fault in faults]) == (None, [ChoiceError])


def test_the_web_map_has_a_look_for_all_of_it(english: Language) -> None:
    config = map_config(english)
    assert {PULL_BACK, SWEPT} <= set(config["styles"])
    assert len(config["lines"]["shifted"]) == len(STROKES["shifted"]) == 2


def test_a_readers_own_plan_can_be_the_second_of_a_comparison(offered: Offered) -> None:
    choice, faults = read_query({"plan": "freeze", "view": "compare", "against": "today",
                                 "against_own": "1~kellogg-buffer~returned.14r"}, offered, "")
    assert (choice.against, faults) == ("kellogg-buffer", [])
    assert choice.cases == (Choice(plan="freeze").case, Choice("kellogg-buffer", own=choice.against_own).case)
