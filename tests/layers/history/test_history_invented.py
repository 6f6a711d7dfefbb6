"""The chart over time of invented histories: every status, flat lines, single days, any range of values."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from xml.etree import ElementTree

import pandas as pd
import pytest

from geo.outcomes.history import history
from geo.plans.library import Library
from geo.status import Side, Status
from geo.world import World
from layers.history.chart import drawing_of
from layers.history.marks import spread
from layers.history.panels import STEPS, axes, chart
from layers.language import Language
from tests.support.worlds import toy

GAP = timedelta(days=1)


def test_numbers_of_plans_do_not_overlap_and_are_in_order() -> None:
    for wanted in ([5], [10, 10, 10, 10], [0, 1, 99, 100], [85, 100, 100, 100], [50, 51, 80, 81, 82],
                   range(0, 100, 3)):
        places = spread([float(x) for x in wanted], 6, 0, 100)
        assert len(places) == len(wanted)
        assert all(b - a >= 6 - 1e-9 for a, b in pairwise(places))
    assert spread([5.0, 50.0], 6, 0, 100) == [5.0, 50.0]
    assert spread([], 6, 0, 100) == []


@pytest.mark.parametrize("status", list(Status))
def test_every_status_can_be_drawn(status: Status, toy_world: World, english: Language) -> None:
    ours = {Status.UKRAINIAN, Status.DEMILITARISED, Status.SPECIAL_ZONE, Status.HANDED_OVER, Status.OPEN}
    rule: dict[str, object] = {"holder": "ukraine" if status in ours else "russia", "status": status.value}
    if status is Status.RECOGNISED:
        rule["level"] = "de_jure"
    rest = {"holder": "russia", "status": "frozen"} if status in ours else {"status": "ukrainian"}
    last = [] if status not in ours else [{"status": "open"}]
    scenario = toy.plan(rule, rest, *last)
    data = chart(history(toy_world, scenario), scenario, Library({}), toy_world.periods, toy.DAY, english)
    for wide in (True, False):
        assert ElementTree.fromstring(drawing_of(data, english, wide).svg) is not None  # noqa: S314 - trusted input
    assert data.panels


def test_a_flat_line_and_a_gap_can_be_drawn(toy_world: World, english: Language) -> None:
    """An isolated day is drawn as a dot-like line, not joined to the others."""
    rows = history(toy_world)
    later = rows[rows["on"] == toy.DAY].assign(on=toy.DAY + 30 * GAP)
    data = chart(pd.concat([rows, later]), None, Library({}), toy_world.periods, toy.DAY, english)
    assert [len(panel.runs) for panel in data.panels] == [2, 2]
    svg = drawing_of(data, english).svg
    assert svg.count("stroke-linejoin") == 4
    assert replace(data, marks=()).marks == ()


@pytest.mark.parametrize("line", [[0, 0], [5, 5], [1e6, 1e6 + 1], [0, 600_000], [0.2, 0.4]])
def test_any_range_has_an_axis(line: list[float]) -> None:
    ticks = axes({(Side.LEAVES, "area_km2"): pd.Series(line)})[Side.LEAVES, "area_km2"]
    assert len(ticks) == STEPS + 1
    assert ticks[0] <= min(line)
    assert max(line) <= ticks[-1]
