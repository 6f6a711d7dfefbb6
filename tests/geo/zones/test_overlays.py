"""Overlays in the toy world, where every number can be checked by hand, and laws of all overlays."""

from dataclasses import replace
from datetime import date
from math import pi

import pandas as pd
import pytest
import shapely
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from shapely.geometry.base import BaseGeometry

from geo.control.record import Control
from geo.outcomes.figures import MEASURED as NAMES
from geo.outcomes.outcome import Outcome, outcome_of
from geo.outcomes.overlays import overlays_of
from geo.plans.overlay import Band, Baseline, Neighbour
from geo.plans.scenario import Scenario
from geo.schema import OVERLAY, VARIANTS, check
from geo.status import Holder
from geo.world import World
from geo.zones import overlay as overlay_module
from geo.zones.faces import SLIVER_KM2
from geo.zones.ground import Ground
from geo.zones.overlay import reach_of
from geo.zones.survey import survey
from tests.support.worlds import toy
from tests.support.worlds.overlays import band as one_band
from tests.support.worlds.overlays import entry
from tests.support.worlds.toy import NE, NW, SE, SW

FEW = settings(max_examples=20, deadline=None, derandomize=True, database=None,
               phases=[Phase.explicit, Phase.generate])
"""Shapes are small anyway; shrinking a failure would take minutes."""
FEWER = settings(FEW, max_examples=8)
"""For laws that cut the country many times per example."""
WORLD = toy.make_world()
GROUND = survey(WORLD, toy.right_half())
CONTACT, PLAN_LINE, BORDER = Baseline.LINE_OF_CONTACT, Baseline.PLAN_LINE, Baseline.INTERNATIONAL_BORDER
SE_LEFT = {"regions": [SE], "holder": "ukraine", "status": "handed_over"}
"""Ukraine leaves its half of SE, so that the plan's line is the border of SE with NE and SW."""

depths = st.sampled_from([0.5, 1.0, 2.0, 3.5, 6.0, 12.0])
boxes = st.tuples(st.integers(-9, 6), st.integers(-9, 6), st.integers(2, 9), st.integers(2, 9)).map(
    lambda it: toy.box_km(it[0] + 0.5, it[1] + 0.5, it[0] + it[2] + 0.25, it[1] + it[3] + 0.25))


def plan(*laid_over: Band, rules: tuple[dict[str, object], ...] = (), **more: object) -> Scenario:
    """A plan that freezes the line, with other rules before that and these bands as overlays."""
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
    """From 5 km on the buffer contains both halves of SE; at 40 km it contains the whole country.

    On moved lines, sides of ten kilometres bulge by 1e-6 less where vertices of others are on them.
    """
    found = table(Band(CONTACT, km, km))
    assert found.at[f"{SE}.ukraine", "area_km2"] == near(kept)
    assert found.at[f"{SE}.russia", "area_km2"] == near(held)
    if km == 40:
        whole = GROUND.table.loc[found.index, list(NAMES)]
        pd.testing.assert_frame_equal(found[list(NAMES)], whole, check_exact=False, rtol=1e-6)
        pd.testing.assert_series_equal(found["area_km2"], whole["area_km2"], rtol=1e-9)


def test_each_side_has_a_depth_of_its_own() -> None:
    """2 km on Ukraine's side and 1 on the other: strips of 10 x 2 in SE.u, 10 x 1 and 4 x 1 in SE.r."""
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


def test_a_buffer_along_the_line_that_the_plan_would_leave() -> None:
    """1 km of Ukrainian-controlled ground along SE's border with NE and SW; 2 km into SE on both halves."""
    found = table(Band(PLAN_LINE, 1, 2), rules=(SE_LEFT,))["area_km2"]
    assert found[f"{SW}.ukraine"] == near(10)
    assert found[f"{NE}.ukraine"] == near(10)
    assert 0.99 * pi / 4 < found[f"{NW}.ukraine"] < pi / 4
    assert found[f"{SE}.ukraine"] + found[f"{SE}.russia"] == near(10 * 2 + 8 * 2)
    other = table(Band(CONTACT, 1, 2), rules=(SE_LEFT,))["area_km2"]
    assert other[f"{SE}.ukraine"] == near(10), "from the line of contact the rules play no part"


def test_a_border_strip_lies_along_the_border_with_the_named_states() -> None:
    """Russia lies east of the toy world, Belarus north of it."""
    east = table(Band(BORDER, 2, 2, (Neighbour.RUSSIA,)))["area_km2"]
    round_the_corner_km2 = 0.5 * 2  # border within 500 m of Russia's corner counts as border with Russia
    assert 20 < east[f"{NE}.ukraine"] < 20 + round_the_corner_km2
    assert 20 < east[f"{SE}.russia"] < 20 + round_the_corner_km2
    both = table(Band(BORDER, 2, 2, (Neighbour.RUSSIA, Neighbour.BELARUS)))["area_km2"]
    assert 20 < both[f"{NW}.ukraine"] < 20 + round_the_corner_km2
    assert both[f"{NE}.ukraine"] == near(36)
    assert table(Band(BORDER, 2, 2, (Neighbour.POLAND,))).empty


@pytest.mark.slow
@FEW
@given(shape=boxes, ukraine=depths, russia=depths)
def test_an_overlay_is_the_ground_near_the_line(shape: BaseGeometry, ukraine: float, russia: float) -> None:
    """Reference computation: a single buffer clipped to the country, by holder."""
    ground = survey(WORLD, toy.held(shape))
    found = table(Band(CONTACT, ukraine, russia), ground)
    line = shapely.intersection(shapely.boundary(shape), WORLD.interior)
    country = shapely.union_all(WORLD.regions_m.geometry.to_numpy())
    near_ukraine = (reach_of(line, ukraine) & country) - shape
    near_russia = reach_of(line, russia) & country & shape
    sums = found.groupby("holder")["area_km2"].sum()
    for holder, naive in ((Holder.UKRAINE, near_ukraine), (Holder.RUSSIA, near_russia)):
        assert sums.get(holder, 0.0) == pytest.approx(naive.area / 1e6, abs=0.03 + 4 * SLIVER_KM2)


@pytest.mark.slow
@FEWER
@given(shape=boxes, band=one_band(depths))
def test_sides_add_up_and_greater_depth_never_gives_less(shape: BaseGeometry, band: Band) -> None:
    """The two sides sum to both, each row grows with its depth, and no row exceeds its zone."""
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


@pytest.mark.slow
@FEWER
@given(shape=boxes, band=one_band(depths))
def test_regions_that_an_overlay_does_not_reach_need_no_cut(shape: BaseGeometry, band: Band) -> None:
    """Cutting only the regions that the overlay reaches gives the same result as cutting all."""
    ground = survey(WORLD, toy.held(shape))
    few = table(band, ground)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(overlay_module, "touched", lambda world, _reach: sorted(world.regions_m.index))
        every = table(band, ground)
    every = every[(every[list(NAMES)] > 0).any(axis=1)]
    pd.testing.assert_frame_equal(few.drop(columns="geometry").loc[every.index],
                                  every.drop(columns="geometry"), check_exact=False, rtol=1e-9,
                                  check_index_type=False)  # pandas infers no type without rows
    assert set(few.index) - set(every.index) == set(few.index[~(few[list(NAMES)] > 0).any(axis=1)])


@pytest.mark.slow
@pytest.mark.parametrize("regions, places", [("4321", "edcba"), ("2413", "cadbe")])
def test_the_order_of_regions_and_places_does_not_matter(regions: str, places: str) -> None:
    world = toy.make_world(regions, places)
    ground = survey(world, toy.right_half())
    for band in (Band(CONTACT, 3, 1), Band(PLAN_LINE, 3, 1), Band(BORDER, 2, 3, (Neighbour.RUSSIA,))):
        shuffled, usual = (found.drop(columns="geometry")
                        for found in (table(band, ground, world), table(band)))
        pd.testing.assert_frame_equal(shuffled, usual, check_exact=False, rtol=1e-9)


@pytest.mark.slow
@FEWER
@given(shape=boxes, band=one_band(depths))
def test_a_moved_line_gives_what_it_would_give_if_drawn(shape: BaseGeometry, band: Band) -> None:
    """Each variant equals a survey of the moved line itself."""
    ground = survey(WORLD, toy.held(shape))
    found = table(band, ground, rules=(SE_LEFT,))
    for suffix, control in zip(VARIANTS, overlay_module.all_lines(WORLD, ground), strict=True):
        drawn = table(band, survey(WORLD, control, 0), rules=(SE_LEFT,))
        for measure in ("area_km2", "people"):
            moved = found[measure + suffix]
            gap = moved - drawn[measure].reindex(moved.index, fill_value=0)
            assert (gap.abs() <= (0 if measure == "people" else 3 * SLIVER_KM2)).all()


DAYS = (date(2020, 1, 1), date(2019, 5, 5))


def earlier() -> dict[date, Control]:
    """On one day Russia held the lower half of SE, on the other everything east of x = 2."""
    return {DAYS[0]: toy.held(toy.box_km(0, -10, 10, -5)), DAYS[1]: toy.held(toy.box_km(2, -10, 10, 10))}


def dated(*laid_over: Band) -> tuple[Outcome, Ground]:
    """A plan that depends on earlier holders, on a ground cut along two earlier days."""
    ground = survey(WORLD, toy.right_half(), 1.0, earlier())
    returned = {"holder": "russia", "before": "ukraine", "status": "returned"}
    return outcome_of(WORLD, plan(*laid_over, rules=(returned,), reference_date=DAYS[0]), ground), ground


ALL_LINES = (Band(CONTACT, 2, 2), Band(CONTACT, 2, 1), Band(PLAN_LINE, 1, 3),
             Band(BORDER, 2, 2, (Neighbour.RUSSIA,)))
