"""Overlays on the toy world, where every number can be checked by eye, and laws that hold of all of them."""

from dataclasses import replace
from datetime import date
from math import pi

import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry.base import BaseGeometry

from geo.control.record import Control
from geo.outcomes import overlays as overlays_module
from geo.outcomes.figures import MEASURED as NAMES
from geo.outcomes.outcome import Outcome, new_dividing_line, outcome_of, plan_line, report, wall_line
from geo.outcomes.overlays import laid, overlays_of
from geo.outcomes.sensitivity import Kind, sensitivity
from geo.outcomes.settlements import settlements_in
from geo.plans.assign import BEFORE, assign
from geo.plans.overlay import Band, Baseline, Neighbour
from geo.plans.scenario import Scenario
from geo.schema import OVERLAY, STATUSES, check
from geo.status import Holder
from geo.world import World
from geo.zones import overlay as overlay_module
from geo.zones.cut import SLIVER_KM2
from geo.zones.ground import Ground
from geo.zones.overlay import reach_of
from geo.zones.survey import survey
from tests.support import toy
from tests.support.overlays import band as one_band
from tests.support.overlays import bands, entry
from tests.support.toy import NE, NW, SE, SW

FEW = settings(max_examples=40, deadline=None, derandomize=True, database=None)
WORLD = toy.make_world()
GROUND = survey(WORLD, toy.right_half())
CONTACT, PLAN_LINE, BORDER = Baseline.LINE_OF_CONTACT, Baseline.PLAN_LINE, Baseline.INTERNATIONAL_BORDER
SE_LEFT = {"regions": [SE], "holder": "ukraine", "status": "handed_over"}
"""Ukraine leaves its half of SE: the plan's line is then the border of SE with NE and SW."""

depths = st.sampled_from([0.5, 1.0, 2.0, 3.5, 6.0, 12.0])
boxes = st.tuples(st.integers(-9, 6), st.integers(-9, 6), st.integers(2, 9), st.integers(2, 9)).map(
    lambda it: toy.box_km(it[0] + 0.5, it[1] + 0.5, it[0] + it[2] + 0.25, it[1] + it[3] + 0.25))


def plan(*laid_over: Band, rules: tuple[dict[str, object], ...] = (), **more: object) -> Scenario:
    """A plan that freezes the line, with other rules before and these bands over it."""
    return toy.plan(*rules, {"holder": "russia", "status": "frozen"}, {"status": "ukrainian"},
                    overlays=[entry(band) for band in laid_over], **more)


def table(band: Band, ground: Ground = GROUND, world: World = WORLD, **more: object) -> pd.DataFrame:
    (found,) = overlays_of(world, plan(band, **more), ground)
    check(found.table, OVERLAY)
    return found.table


def near(km2: float) -> object:
    return pytest.approx(km2, rel=toy.AREA_TOLERANCE)


@pytest.mark.parametrize("km, kept, held", [(5, 50, 50), (10, 50, 50), (40, 50, 50)])
def test_mutual_pull_backs_of_5_10_and_40_km(km: float, kept: float, held: float) -> None:
    """From 5 km on both halves of SE lie in the buffer whole; at 40 km the whole country does."""
    found = table(Band(CONTACT, km, km))
    assert found.at[f"{SE}.ukraine", "area_km2"] == near(kept)
    assert found.at[f"{SE}.russia", "area_km2"] == near(held)
    if km == 40:
        whole = GROUND.table.loc[found.index, list(NAMES)]
        pd.testing.assert_frame_equal(found[list(NAMES)], whole, check_exact=False, rtol=1e-9)


def test_each_side_has_a_depth_of_its_own() -> None:
    """2 km of Ukraine's side, 1 of the other: strips of 10 x 2 in SE.u, 10 x 1 and 4 x 1 in SE.r."""
    found = table(Band(CONTACT, 2, 1))
    assert found.at[f"{SE}.ukraine", "area_km2"] == near(20)
    assert found.at[f"{SE}.russia", "area_km2"] == near(14)
    assert 10 + 0.99 * pi < found.at[f"{NE}.ukraine", "area_km2"] < 10 + pi


@pytest.mark.parametrize("band, holder", [(Band(CONTACT, 3, 0), "ukraine"), (Band(CONTACT, 0, 3), "russia"),
                                          (Band(BORDER, 0, 3, (Neighbour.RUSSIA,)), "russia")])
def test_no_depth_on_a_side_is_no_ground_of_that_side(band: Band, holder: str) -> None:
    found = table(band)
    assert set(found["holder"]) == {holder}
    assert found["area_km2"].sum() > 0


def test_from_the_line_that_the_plan_would_leave() -> None:
    """1 km of what would be Ukraine's along SE's border with NE and SW; 2 km into SE, whoever holds it."""
    found = table(Band(PLAN_LINE, 1, 2), rules=(SE_LEFT,))["area_km2"]
    assert found[f"{SW}.ukraine"] == near(10)
    assert found[f"{NE}.ukraine"] == near(10)
    assert 0.99 * pi / 4 < found[f"{NW}.ukraine"] < pi / 4
    assert found[f"{SE}.ukraine"] + found[f"{SE}.russia"] == near(10 * 2 + 8 * 2)
    other = table(Band(CONTACT, 1, 2), rules=(SE_LEFT,))["area_km2"]
    assert other[f"{SE}.ukraine"] == near(10), "from the line of contact the rules play no part"


def test_a_border_strip_lies_along_the_border_with_those_that_are_named() -> None:
    """Russia lies east of the toy country, Belarus north of it."""
    east = table(Band(BORDER, 2, 2, (Neighbour.RUSSIA,)))["area_km2"]
    round_the_corner_km2 = 0.5 * 2  # what lies within 500 m of Russia's corner counts as border with it
    assert 20 < east[f"{NE}.ukraine"] < 20 + round_the_corner_km2
    assert 20 < east[f"{SE}.russia"] < 20 + round_the_corner_km2
    both = table(Band(BORDER, 2, 2, (Neighbour.RUSSIA, Neighbour.BELARUS)))["area_km2"]
    assert 20 < both[f"{NW}.ukraine"] < 20 + round_the_corner_km2
    assert both[f"{NE}.ukraine"] == near(36)
    assert table(Band(BORDER, 2, 2, (Neighbour.POLAND,))).empty


@FEW
@given(shape=boxes, ukraine=depths, russia=depths)
def test_an_overlay_is_what_lies_near_the_line(shape: BaseGeometry, ukraine: float, russia: float) -> None:
    """Clever = naive: holder by holder, against one buffer clipped to the country."""
    ground = survey(WORLD, toy.held(shape))
    found = table(Band(CONTACT, ukraine, russia), ground)
    line = shapely.intersection(shapely.boundary(shape), WORLD.interior)
    country = shapely.union_all(WORLD.regions_m.geometry.to_numpy())
    near_ukraine = (reach_of(line, ukraine) & country) - shape
    near_russia = reach_of(line, russia) & country & shape
    sums = found.groupby("holder")["area_km2"].sum()
    for holder, naive in ((Holder.UKRAINE, near_ukraine), (Holder.RUSSIA, near_russia)):
        assert sums.get(holder, 0.0) == pytest.approx(naive.area / 1e6, abs=0.03 + 4 * SLIVER_KM2)


@FEW
@given(shape=boxes, band=one_band(depths))
def test_sides_add_up_and_more_depth_is_never_less(shape: BaseGeometry, band: Band) -> None:
    """One side and the other make both; each row grows with its depth; and no row exceeds its zone."""
    rules = (SE_LEFT,)
    ground = survey(WORLD, toy.held(shape))
    both = table(band, ground, rules=rules)[list(NAMES)]
    sides = [table(replace(band, **{side: 0.0}), ground, rules=rules)[list(NAMES)]
             for side in ("depth_ukraine_km", "depth_russia_km")
             if not replace(band, **{side: 0.0}).is_empty]
    if len(sides) == 2:
        added = sides[0].add(sides[1], fill_value=0)
        gap = (added.reindex(both.index, fill_value=0) - both).abs()
        assert gap.to_numpy().max(initial=0) <= 3 * SLIVER_KM2
    deeper = table(replace(band, depth_ukraine_km=2 * band.depth_ukraine_km,
                           depth_russia_km=2 * band.depth_russia_km), ground, rules=rules)[list(NAMES)]
    assert (deeper.reindex(both.index, fill_value=0) >= both - 3 * SLIVER_KM2).to_numpy().all()
    whole = ground.table.loc[both.index, list(NAMES)]
    assert (both <= whole + 3 * SLIVER_KM2).to_numpy().all()
    people = [name for name in NAMES if name.startswith("people")]
    assert (both[people] <= whole[people]).to_numpy().all()


@FEW
@given(shape=boxes, band=one_band(depths))
def test_regions_that_an_overlay_does_not_reach_need_no_cut(shape: BaseGeometry, band: Band) -> None:
    """Cutting only what it reaches gives what cutting everything gives."""
    ground = survey(WORLD, toy.held(shape))
    few = table(band, ground)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(overlay_module, "touched", lambda world, _reach: sorted(world.regions_m.index))
        every = table(band, ground)
    every = every[(every[list(NAMES)] > 0).any(axis=1)]
    pd.testing.assert_frame_equal(few.drop(columns="geometry").loc[every.index],
                                  every.drop(columns="geometry"), check_exact=False, rtol=1e-9)
    assert set(few.index) - set(every.index) == set(few.index[~(few[list(NAMES)] > 0).any(axis=1)])


@pytest.mark.parametrize("regions, places", [("4321", "edcba"), ("2413", "cadbe")])
def test_the_order_of_regions_and_places_is_of_no_account(regions: str, places: str) -> None:
    world = toy.make_world(regions, places)
    ground = survey(world, toy.right_half())
    for band in (Band(CONTACT, 3, 1), Band(PLAN_LINE, 3, 1), Band(BORDER, 2, 3, (Neighbour.RUSSIA,))):
        ours, theirs = (found.drop(columns="geometry")
                        for found in (table(band, ground, world), table(band)))
        pd.testing.assert_frame_equal(ours, theirs, check_exact=False, rtol=1e-9)


@FEW
@given(shape=boxes, band=one_band(depths))
def test_a_moved_line_gives_what_it_would_give_as_drawn(shape: BaseGeometry, band: Band) -> None:
    """Every variant against a survey of the moved line itself."""
    ground = survey(WORLD, toy.held(shape))
    found = table(band, ground, rules=(SE_LEFT,))
    for suffix, control in zip(("_wider", "_narrower"), overlay_module.three_lines(WORLD, ground)[1:],
                               strict=True):
        drawn = table(band, survey(WORLD, control, 0), rules=(SE_LEFT,))
        for measure in ("area_km2", "people"):
            moved = found[measure + suffix]
            gap = moved - drawn[measure].reindex(moved.index, fill_value=0)
            assert gap.abs().max() <= (0 if measure == "people" else 3 * SLIVER_KM2)


DAYS = (date(2020, 1, 1), date(2019, 5, 5))


def earlier() -> dict[date, Control]:
    """On one day Russia held the lower half of SE, on the other everything east of x = 2."""
    return {DAYS[0]: toy.held(toy.box_km(0, -10, 10, -5)), DAYS[1]: toy.held(toy.box_km(2, -10, 10, 10))}


def dated(*laid_over: Band) -> tuple[Outcome, Ground]:
    """A plan that asks who held the ground before, on a ground that is cut along two earlier days."""
    ground = survey(WORLD, toy.right_half(), 1.0, earlier())
    returned = {"holder": "russia", "before": "ukraine", "status": "returned"}
    return outcome_of(WORLD, plan(*laid_over, rules=(returned,), reference_date=DAYS[0]), ground), ground


ALL_LINES = (Band(CONTACT, 2, 2), Band(CONTACT, 2, 1), Band(PLAN_LINE, 1, 3),
             Band(BORDER, 2, 2, (Neighbour.RUSSIA,)))


def test_an_overlay_knows_who_held_the_ground_before() -> None:
    """So rules apply to it, and its zones are those of the plan: none is larger than the plan's own."""
    outcome, _ = dated(*ALL_LINES)
    check(outcome.table, STATUSES)
    whole = outcome.table.groupby(["region", "holder", BEFORE])[list(NAMES)].sum()
    for item in outcome.bands:
        check(item.table, OVERLAY)
        fate = assign(item.table, outcome.scenario)
        assert {"frozen", "returned"} <= set(fate["status"])
        parts = item.table.groupby(["region", "holder", BEFORE])[list(NAMES)].sum()
        assert (parts <= whole.reindex(parts.index) + 3 * SLIVER_KM2).to_numpy().all()
    back = outcome.bands[0].table.join(assign(outcome.bands[0].table, outcome.scenario))
    back = back[back["status"] == "returned"]
    assert back["area_km2"].sum() == near(5 * 2 + 3 * 2), "2 km along the upper half, and along its top"


def test_readings_of_a_plan_with_a_buffer_and_a_reference_date() -> None:
    """It ended in a KeyError once: an overlay had no column for the earlier day."""
    outcome, ground = dated(*ALL_LINES)
    found = sensitivity(WORLD, outcome.scenario, ground)
    rows = found[found["kind"] == Kind.OVERLAY].set_index("option")
    assert list(rows.index.sort_values()) == ["border_strip", "buffer", "buffer-2", "buffer-3"]
    assert rows.at["buffer", "leaves_km2"] == pytest.approx(
        outcome.bands[0].table.query("holder == 'ukraine'")["area_km2"].sum(), abs=0.01)


def test_a_plan_with_one_buffer_says_it_as_before_and_all_overlays_beside_it() -> None:
    said = report(outcome_of(WORLD, plan(Band(CONTACT, 2, 2), Band(PLAN_LINE, 0, 1)), GROUND), WORLD)
    assert said["buffer"]["width_km"] == 2
    assert [(row["id"], row["line"], row["width_km"]) for row in said["overlays"]] == [
        ("buffer", "line_of_contact", 2), ("buffer-2", "plan_line", None)]
    assert "overlays" not in report(outcome_of(WORLD, plan(), GROUND), WORLD)


def test_a_readers_own_depth_is_that_of_the_first_buffer() -> None:
    """On those sides that have any; nothing else of the plan moves, and 0 leaves the buffer out."""
    asked = plan(Band(CONTACT, 10, 5), Band(PLAN_LINE, 0, 4), Band(BORDER, 3, 0, (Neighbour.RUSSIA,)))
    assert [band.depth_russia_km for _, _, band in laid(asked, 7)] == [7, 4, 0]
    assert [(name, band.depth_ukraine_km) for name, _, band in laid(asked, 0)] == [
        ("buffer-2", 0), ("border_strip", 3)]
    one_sided = plan(Band(CONTACT, 0, 4))
    assert [band for _, _, band in laid(one_sided, 7)] == [Band(CONTACT, 0, 7)]


@FEW
@given(shape=boxes, laid_over=bands(depths, 2))
def test_settlements_in_an_overlay_have_its_people(
    shape: BaseGeometry, laid_over: tuple[Band, ...]
) -> None:
    outcome = outcome_of(WORLD, plan(*laid_over, rules=(SE_LEFT,)), survey(WORLD, toy.held(shape)))
    for item in outcome.bands:
        rows = settlements_in(outcome, WORLD, item.band)
        assert rows["population"].sum() == item.table["people"].sum()


def test_the_plans_line_is_drawn_where_it_is_not_the_line_of_contact() -> None:
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


def test_another_interpretation_cuts_only_what_is_measured_from_its_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    outcome = outcome_of(WORLD, plan(Band(CONTACT, 2, 2), Band(PLAN_LINE, 2, 2)), GROUND)
    other = plan(Band(CONTACT, 2, 2), Band(PLAN_LINE, 2, 2), rules=(SE_LEFT,))
    again = overlays_module.laid_again(WORLD, other, GROUND, outcome.overlays)
    assert again[0] is outcome.overlays[0]
    assert not again[1].table["area_km2"].equals(outcome.overlays[1].table["area_km2"])
    fresh = overlays_of(WORLD, other, GROUND)
    pd.testing.assert_frame_equal(again[1].table.drop(columns="geometry"),
                                  fresh[1].table.drop(columns="geometry"))
