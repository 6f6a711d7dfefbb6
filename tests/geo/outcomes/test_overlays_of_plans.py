"""Overlays of plans: earlier holders, several overlays, settlements inside, walls."""


import pandas as pd
import pytest
from hypothesis import given
from shapely.geometry.base import BaseGeometry

from geo.outcomes import overlays as overlays_module
from geo.outcomes.figures import MEASURED as NAMES
from geo.outcomes.outcome import new_dividing_line, outcome_of, plan_line, report, wall_line
from geo.outcomes.overlays import overlays_of, placed_overlays
from geo.outcomes.sensitivity import Kind, sensitivity
from geo.outcomes.settlements import settlements_in
from geo.plans.assign import HELD_BEFORE, assign
from geo.plans.overlay import Band, Baseline, Neighbour
from geo.schema import OVERLAY, STATUSES, check
from geo.zones.faces import SLIVER_KM2
from geo.zones.survey import survey
from tests.geo.zones.test_overlays import (
    ALL_LINES,
    BORDER,
    CONTACT,
    FEW,
    GROUND,
    PLAN_LINE,
    SE_LEFT,
    WORLD,
    boxes,
    dated,
    depths,
    near,
    plan,
)
from tests.support.worlds import toy
from tests.support.worlds.overlays import bands


@pytest.mark.slow
def test_an_overlay_has_the_earlier_holders() -> None:
    """Rules can therefore be applied to it, and none of its zones exceeds the plan's own."""
    outcome, _ = dated(*ALL_LINES)
    check(outcome.table, STATUSES)
    whole = outcome.table.groupby(["region", "holder", HELD_BEFORE])[list(NAMES)].sum()
    for item in outcome.bands:
        check(item.table, OVERLAY)
        under_plan = assign(item.table, outcome.scenario)
        assert {"frozen", "returned"} <= set(under_plan["status"])
        parts = item.table.groupby(["region", "holder", HELD_BEFORE])[list(NAMES)].sum()
        assert (parts <= whole.reindex(parts.index) + 3 * SLIVER_KM2).to_numpy().all()
    back = outcome.bands[0].table.join(assign(outcome.bands[0].table, outcome.scenario))
    back = back[back["status"] == "returned"]
    assert back["area_km2"].sum() == near(5 * 2 + 3 * 2), "2 km along the upper half, and along its top"


@pytest.mark.slow
def test_readings_of_a_plan_with_a_buffer_and_a_reference_date() -> None:
    """Regression test: a KeyError occurred because the overlay had no column for the earlier day."""
    outcome, ground = dated(*ALL_LINES)
    found = sensitivity(WORLD, outcome.scenario, ground)
    rows = found[found["kind"] == Kind.OVERLAY].set_index("option")
    assert list(rows.index.sort_values()) == ["border_strip", "buffer", "buffer-2", "buffer-3"]
    assert rows.at["buffer", "leaves_km2"] == pytest.approx(
        outcome.bands[0].table.query("holder == 'ukraine'")["area_km2"].sum(), abs=0.01)


def test_a_plan_with_one_buffer_has_it_both_in_short_form_and_among_overlays() -> None:
    said = report(outcome_of(WORLD, plan(Band(CONTACT, 2, 2), Band(PLAN_LINE, 0, 1)), GROUND), WORLD)
    assert said["buffer"]["width_km"] == 2
    assert [(row["id"], row["line"], row["width_km"]) for row in said["overlays"]] == [
        ("buffer", "line_of_contact", 2), ("buffer-2", "plan_line", None)]
    assert "overlays" not in report(outcome_of(WORLD, plan(), GROUND), WORLD)


def test_a_readers_own_depth_replaces_that_of_the_first_buffer() -> None:
    """It applies to each side that has any depth; nothing else changes, and 0 removes the buffer."""
    asked = plan(Band(CONTACT, 10, 5), Band(PLAN_LINE, 0, 4), Band(BORDER, 3, 0, (Neighbour.RUSSIA,)))
    assert [band.depth_russia_km for _, _, band in placed_overlays(asked, 7)] == [7, 4, 0]
    assert [(name, band.depth_ukraine_km) for name, _, band in placed_overlays(asked, 0)] == [
        ("buffer-2", 0), ("border_strip", 3)]
    one_sided = plan(Band(CONTACT, 0, 4))
    assert [band for _, _, band in placed_overlays(one_sided, 7)] == [Band(CONTACT, 0, 7)]


@pytest.mark.slow
@FEW
@given(shape=boxes, laid_over=bands(depths, 2))
def test_settlements_in_an_overlay_have_its_people(
    shape: BaseGeometry, laid_over: tuple[Band, ...]
) -> None:
    outcome = outcome_of(WORLD, plan(*laid_over, rules=(SE_LEFT,)), survey(WORLD, toy.held(shape)))
    for item in outcome.bands:
        rows = settlements_in(outcome, WORLD, item.band)
        assert rows["population"].sum() == item.table["people"].sum()


def test_the_plans_line_is_drawn_where_it_differs_from_the_line_of_contact() -> None:
    frozen = outcome_of(WORLD, plan(), GROUND)
    assert plan_line(frozen)["length_km"].sum() == pytest.approx(GROUND.contact_km)
    assert new_dividing_line(frozen).empty
    left = outcome_of(WORLD, plan(rules=(SE_LEFT,)), GROUND)
    assert new_dividing_line(left)["length_km"].sum() == pytest.approx(15, rel=1e-4)
    assert plan_line(left)["length_km"].sum() == pytest.approx(20, rel=1e-4)


@pytest.mark.parametrize("line, km", [(PLAN_LINE, 20), (CONTACT, 15)])
def test_a_wall_runs_along_the_line_that_the_plan_names(line: Baseline, km: float) -> None:
    said = {"kind": "wall", "line": line, "text": "W", "source": "toy", "confidence": "report"}
    scenario = toy.plan(SE_LEFT, {"holder": "russia", "status": "frozen"}, {"status": "ukrainian"},
                        overlays=[said])
    outcome = outcome_of(WORLD, scenario, GROUND)
    assert wall_line(outcome)["length_km"].sum() == pytest.approx(km, rel=1e-4)
    assert outcome.bands == ()
    assert outcome.overlays[0].table.empty
    check(outcome.overlays[0].table, OVERLAY)
    assert wall_line(outcome_of(WORLD, plan(rules=(SE_LEFT,)), GROUND)).empty


@pytest.mark.slow
def test_another_interpretation_recuts_only_what_is_measured_from_its_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    outcome = outcome_of(WORLD, plan(Band(CONTACT, 2, 2), Band(PLAN_LINE, 2, 2)), GROUND)
    other = plan(Band(CONTACT, 2, 2), Band(PLAN_LINE, 2, 2), rules=(SE_LEFT,))
    again = overlays_module.measured_again(WORLD, other, GROUND, outcome.overlays)
    assert again[0] is outcome.overlays[0]
    assert not again[1].table["area_km2"].equals(outcome.overlays[1].table["area_km2"])
    fresh = overlays_of(WORLD, other, GROUND)
    pd.testing.assert_frame_equal(again[1].table.drop(columns="geometry"),
                                  fresh[1].table.drop(columns="geometry"))
