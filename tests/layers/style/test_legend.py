"""Swatches of the legend, and the drawing order of lines."""

from collections.abc import Callable
from datetime import date
from xml.etree import ElementTree

import pytest

from geo.outcomes.outcome import Outcome
from geo.status import Status
from geo.world import World
from layers.language import Language
from layers.style.changes import CHANGES, ChangeLook
from layers.style.statuses import look
from layers.style.styles import PATTERNS, STROKES, drawing_order
from layers.svg.signs import swatch
from layers.text.legend import Fill
from layers.text.outcome import headlines
from tests.support.files.export_requests import DAY, STRIP_PLAN
from tests.support.worlds.overlays import buffer_of

SPACE = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("what", [*Status, *CHANGES])
def test_a_swatch_has_no_tiles_and_no_ids(what: Status | ChangeLook) -> None:
    """Seams between tiles show as a grid in some viewers, and ids clash if several swatches are on a page."""
    tree = ElementTree.fromstring(swatch(Fill(what)))  # noqa: S314 - trusted input
    assert not list(tree.iter(f"{SPACE}pattern"))
    assert not [item for item in tree.iter() if item.get("id")]
    marks = PATTERNS[look(what)[0].pattern]
    dots, paths = list(tree.iter(f"{SPACE}circle")), list(tree.iter(f"{SPACE}path"))
    assert bool(dots) == (marks is not None and marks.angle_deg is None)
    assert bool(paths) == (marks is not None and marks.angle_deg is not None)
    for path in paths:
        assert path.get("transform") == f"rotate({-(marks.angle_deg or 0) if marks else 0})"
        assert bool(path.get("stroke-dasharray")) == (marks is not None and marks.dash is not None)


def test_the_white_casing_of_a_line_never_covers_another_line() -> None:
    drawn = drawing_order(STROKES)
    assert sorted(map(str, drawn)) == sorted(
        str((kind, stroke)) for kind, strokes in STROKES.items() for stroke in strokes)
    cased = {kind for kind, strokes in STROKES.items() if len(strokes) > 1}
    inks = [
        at
        for at, (kind, stroke) in enumerate(drawn)
        if kind in cased and stroke == STROKES[kind][-1]
    ]
    behind = [
        at
        for at, (kind, stroke) in enumerate(drawn)
        if kind in cased and stroke != STROKES[kind][-1]
    ]
    assert max(behind) < min(inks)
    assert {"contact", "plan_line", "wall"} <= cased
    two = drawing_order({"contact", "region"})
    assert [kind for kind, _stroke in two] == ["region", "contact", "contact"]


def test_a_strip_left_by_both_sides_has_no_misleading_zero(
    outcome_on: Callable[[str, date], Outcome], world: World, english: Language
) -> None:
    """The two halves of the strip, by holder, add up to the whole."""
    outcome = outcome_on(STRIP_PLAN, DAY)
    found = {item.label: item for item in headlines(outcome, world, english)}
    assert not [label for label in found if "withdraw" in label]
    strip = found["Buffer: within 15 km of the line of contact, on both sides"]
    assert "of it held by Ukraine and" in strip.detail
    halves = buffer_of(outcome).table.groupby("holder")["area_km2"].sum()
    for area in halves:
        assert english.area(float(area)) in strip.detail
    assert strip.value == english.area(float(halves.sum()))
