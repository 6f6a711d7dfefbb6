"""The effect of each assumption: every row against the figures of the interpreted plan."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest

from geo.outcomes.figures import MEASURED, net_change, with_range
from geo.outcomes.outcome import Outcome, outcome_of
from geo.outcomes.sensitivity import MAX_DAYS, NUMBERS, Kind, sensitivity, sensitivity_of
from geo.plans.interpretations import interpreted, variants
from geo.plans.library import Library
from geo.plans.scenario import Scenario
from geo.schema import VARIANTS
from geo.status import Holder, Side
from geo.world import World
from geo.zones.ground import Ground
from geo.zones.survey import survey
from tests.conftest import DAYS
from tests.geo.plans.test_interpretations import HELD_RETURNS, NE_OPEN, SE_LEFT, reading
from tests.support.files.export_requests import PLANS
from tests.support.worlds import toy
from tests.support.worlds.overlays import buffer_of

SHARE = {"regions": [toy.SE], "holder": "ukraine", "share": 40, "on": toy.DAY}


def toy_plan(*readings: dict[str, Any], **more: Any) -> Scenario:
    """Ukraine would leave its half of SE; nothing else would change."""
    return toy.plan({"regions": [toy.SE], "holder": "ukraine", "status": "demilitarised"},
                    {"holder": "russia", "status": "frozen"}, {"status": "ukrainian"},
                    readings=list(readings), **more)


def row(table: pd.DataFrame, **values: str) -> pd.Series:
    """Return the only row with these values."""
    found = table
    for name, value in values.items():
        found = found[found[name] == value]
    assert len(found) == 1
    return found.iloc[0]


@pytest.mark.parametrize("name", PLANS)
def test_each_row_is_the_difference_of_two_plans(
    name: str, library: Library, world: World, ground_on: Callable[[date], Ground],
    outcome_on: Callable[[str, date], Outcome],
) -> None:
    """Reference computation: the interpreted plan minus the plan in its file, figure by figure."""
    scenario, ground = library[name], ground_on(DAYS[2])
    if scenario.main_buffer is not None:
        scenario = scenario.model_copy(update={"buffer": None, "overlays": ()})
    table = sensitivity(world, scenario, ground)
    plain = outcome_of(world, scenario, ground)
    for found, option in variants(scenario):
        if option.figure is not None:
            continue
        other = outcome_of(world, interpreted(scenario, {found.id: option.id}), ground)
        ours = row(table, reading=found.id, option=option.id)
        expected = with_range(net_change(other.table) - net_change(plain.table))
        assert {number: ours[number] for number in NUMBERS} == pytest.approx(expected)
        for side in Side:
            more = other.on_sides(side)["area_km2"].sum() - plain.on_sides(side)["area_km2"].sum()
            assert ours[f"{side.value}_km2"] == pytest.approx(more, abs=0.01)
        assert sum(ours[f"{side.value}_people"] for side in Side) == 0
    assert len(table) == len(variants(scenario)) + 2


@pytest.mark.parametrize("name", PLANS)
def test_the_largest_effect_comes_first(
    name: str, library: Library, world: World, ground_on: Callable[[date], Ground]
) -> None:
    table = sensitivity(world, library[name], ground_on(DAYS[2]))
    figures = table["kind"] == Kind.FIGURE
    assert figures.is_monotonic_increasing
    areas = table["area_km2"].abs()
    for kind in (figures, ~figures):
        known = areas[kind & areas.notna()]
        assert known.is_monotonic_decreasing
        assert areas[kind].notna().to_list() == [True] * len(known) + [False] * (kind.sum() - len(known))
    inside = table["area_km2"].between(table["area_km2_low"], table["area_km2_high"])
    assert inside[areas.notna()].all()


def test_what_changes_the_28_points_most(
    library: Library, world: World, ground_on: Callable[[date], Ground]
) -> None:
    """On the day of the plan, checked against the figures of its ledger."""
    table = sensitivity(world, library["us-28-point"], ground_on(DAYS[2]))
    readings = table[table["kind"] == Kind.READING]
    assert readings["option"].to_list() == ["none-listed", "left-open", "withdrawn", "not-named"]
    first = readings.iloc[0]
    assert first["area_km2"] == pytest.approx(-(1375.8 + 114.7 + 206.3), abs=1)
    assert (first["returns_km2"], first["leaves_km2"]) == (pytest.approx(first["area_km2"]), 0)
    assert first["open_km2"] == pytest.approx(-first["area_km2"], abs=0.02)
    assert readings.iloc[-1]["area_km2"] == 0
    assert readings.iloc[-1]["open_people"] == 385_870
    quarter = row(table, option="quarter")
    assert quarter["area_km2"] == pytest.approx(-(0.25 * 26_499.4 - 6_329.5), abs=1)
    held = row(table, option="quarter-of-held")
    assert held["area_km2"] == pytest.approx(0.75 * 6_329.5, abs=1)
    assert row(table, option="afp-areas")["area_km2"] == pytest.approx(2_770 + first["area_km2"], abs=0.1)


def test_a_published_figure_has_no_people_and_affects_one_side(toy_world: World, toy_ground: Ground) -> None:
    """40 % of SE is 40 km2, where the map measures 50: Ukraine would leave 10 km2 less."""
    plan = toy_plan(reading("share", {"figure": SHARE}))
    ours = row(sensitivity(toy_world, plan, toy_ground), kind=Kind.FIGURE)
    assert ours["area_km2"] == pytest.approx(10, abs=0.01)
    assert ours["leaves_km2"] == pytest.approx(-10, abs=0.01)
    assert np.isnan(ours["people"])
    assert ours["area_km2_low"] < ours["area_km2"] < ours["area_km2_high"]
    of_held = {**SHARE, "share": 40, "of_held": True}
    ours = row(sensitivity(toy_world, toy_plan(reading("share", {"figure": of_held})), toy_ground),
               kind=Kind.FIGURE)
    assert ours["area_km2"] == pytest.approx(30, abs=0.01)
    area = {"regions": [toy.SE], "holder": "russia", "area_km2": 55, "on": toy.DAY}
    ours = row(sensitivity(toy_world, toy_plan(reading("area", {"figure": area})), toy_ground),
               kind=Kind.FIGURE)
    assert ours["area_km2"] == 0, "frozen ground is in no net"
    assert ours["stays_out_km2"] == pytest.approx(5, abs=0.01)


@pytest.mark.parametrize("days, there", [(0, True), (MAX_DAYS, True), (-MAX_DAYS, True),
                                         (MAX_DAYS + 1, False), (-MAX_DAYS - 1, False)])
def test_a_published_figure_is_compared_only_with_a_line_of_its_time(
    days: int, there: bool, toy_world: World, toy_ground: Ground
) -> None:
    figure = {**SHARE, "on": toy.DAY + timedelta(days=days)}
    ours = row(sensitivity(toy_world, toy_plan(reading("share", {"figure": figure})), toy_ground),
               kind=Kind.FIGURE)
    assert np.isnan(ours["area_km2"]) == (not there)


def test_the_line_is_moved_each_way(toy_world: World, toy_ground: Ground) -> None:
    """1 km along 10 km of front, and along the 5 km where NE meets the held half."""
    plan = toy_plan()
    table = sensitivity(toy_world, plan, toy_ground)
    assert set(table["kind"]) == {Kind.WIDER, Kind.NARROWER}
    sums = net_change(outcome_of(toy_world, plan, toy_ground).table)
    for kind, variant in ((Kind.WIDER, VARIANTS[1]), (Kind.NARROWER, VARIANTS[2])):
        ours = row(table, kind=kind)
        assert ours["area_km2"] == pytest.approx(sums["area_km2" + variant] - sums["area_km2"], abs=0.01)
        assert ours["area_km2_low"] == ours["area_km2"] == ours["area_km2_high"]
    assert row(table, kind=Kind.WIDER)["area_km2"] > 0, "less ground left for Ukraine to leave"


def test_without_a_margin_the_line_is_not_an_assumption(toy_world: World) -> None:
    ground = survey(toy_world, toy.right_half(), 0)
    assert sensitivity(toy_world, toy_plan(), ground).empty
    assert list(sensitivity(toy_world, toy_plan(), ground).columns)[:3] == ["kind", "reading", "option"]


def test_a_strip_counts_with_its_ukrainian_held_part(
    library: Library, world: World, ground_on: Callable[[date], Ground],
    outcome_on: Callable[[str, date], Outcome],
) -> None:
    """A strip does not change control; the row shows the change if pulling back were withdrawal."""
    outcome = outcome_on("kellogg-buffer", DAYS[2])
    table = buffer_of(outcome).table
    ours = row(sensitivity(world, library["kellogg-buffer"], ground_on(DAYS[2])), kind=Kind.OVERLAY)
    ukrainian_held = table[table["holder"] == Holder.UKRAINE][list(MEASURED)].sum()
    assert ours["area_km2"] == pytest.approx(-ukrainian_held["area_km2"], abs=0.01)
    assert ours["people"] == -ukrainian_held["people"]
    assert ours["leaves_km2"] == pytest.approx(-ours["keeps_km2"])
    assert ours["returns_km2"] == 0


def test_an_interpreted_plan_is_compared_with_the_plan_in_its_file(
    toy_world: World, toy_ground: Ground
) -> None:
    plan = toy_plan(reading("north", NE_OPEN), reading("held", HELD_RETURNS),
                    reading("south", {**SE_LEFT, "id": "given"}))
    read = interpreted(plan, {"held": "other-1"})
    expected = sensitivity(toy_world, plan, toy_ground)
    pd.testing.assert_frame_equal(sensitivity(toy_world, read, toy_ground), expected)
    pd.testing.assert_frame_equal(
        sensitivity_of(toy_world, outcome_of(toy_world, read, toy_ground)), expected)
