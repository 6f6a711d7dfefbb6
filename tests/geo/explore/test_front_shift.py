"""A shift of the front, and the shapes of what a line moves or forces would leave."""

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.crs import to_metres
from geo.explore.depths import SIDES, Depths
from geo.explore.front_shift import DECIMALS, FrontShift, shift_front
from geo.explore.own_plan import band_of, with_pull_back
from geo.explore.solver import AREA, Goal, Whose, solve_shift
from geo.measure import areas_km2
from geo.plans.edit.overlays import bands_of
from geo.plans.overlay import Band, Baseline, Neighbour
from geo.world import World
from geo.zones.ground import Ground
from tests.support.worlds import toy

FEW = settings(max_examples=25, deadline=None, derandomize=True, database=None)
ONE_WAY = st.sampled_from([Whose.UKRAINE, Whose.RUSSIA])
REGIONS = frozenset({toy.NW, toy.NE, toy.SW, toy.SE})
CONTACT = Baseline.LINE_OF_CONTACT


def km2(shape: shapely.Geometry) -> float:
    return float(areas_km2([shape])[0])


@FEW
@given(km=st.floats(0.01, 30), side=st.sampled_from(SIDES))
def test_a_shape_has_the_area_of_its_figures(km: float, side: str, toy_depths: Depths) -> None:
    strips = dict(zip(SIDES, toy_depths.strips(km, km), strict=True))
    wanted = strips[side].area_km2
    assert km2(toy_depths.shape(side, km)) == pytest.approx(wanted, rel=toy.AREA_TOLERANCE, abs=1e-4)


def test_no_depth_has_no_shape_and_sides_do_not_overlap(toy_depths: Depths) -> None:
    assert toy_depths.shape(SIDES[0], 0).is_empty
    both = [to_metres(toy_depths.shape(side, 3)) for side in SIDES]
    assert shapely.area(shapely.intersection(*both)) < 10
    assert shapely.get_type_id(toy_depths.shape(SIDES[0], 3)) == shapely.GeometryType.MULTIPOLYGON


@FEW
@given(whose=ONE_WAY, km=st.floats(0.01, 4.9))
def test_what_one_side_loses_the_other_gains(
    whose: Whose, km: float, toy_world: World, toy_drawn: Ground,
) -> None:
    found = shift_front(toy_world, toy_drawn, FrontShift(whose, km))
    # A moved line may end beyond the border.
    country = shapely.union_all(toy_world.regions_m.geometry.to_numpy())
    before, after = (shapely.area(shapely.intersection(control.held, country)) / 1e6
                     for control in (toy_drawn.control, found.control))
    gained = after - before if whose is Whose.UKRAINE else before - after
    assert found.strip.area_km2 == pytest.approx(gained, rel=1e-4, abs=1e-4)
    assert km2(found.swept) == pytest.approx(found.strip.area_km2, rel=toy.AREA_TOLERANCE, abs=1e-4)
    assert found.strip.side == whose


@FEW
@given(whose=ONE_WAY, wanted=st.floats(1, 40))
def test_a_solved_shift_written_to_the_centimetre_moves_what_was_asked(
    whose: Whose, wanted: float, toy_world: World, toy_drawn: Ground,
) -> None:
    solved = solve_shift(toy_world, toy_drawn, whose, Goal(AREA, wanted))
    found = shift_front(toy_world, toy_drawn, FrontShift(whose, round(solved.found.km, DECIMALS)))
    assert found.strip.area_km2 == pytest.approx(wanted, abs=0.06)
    as_solved = found.as_solved()
    assert (as_solved.goal.amount, as_solved.found.amount) == (found.strip.area_km2,) * 2


def test_the_toy_front_by_hand(toy_world: World, toy_drawn: Ground) -> None:
    """The held half, 50 km2, has a front of 15 km; by 1 km inwards its corner counts once."""
    found = shift_front(toy_world, toy_drawn, FrontShift(Whose.RUSSIA, 1.0))
    assert found.strip.area_km2 == pytest.approx(14, rel=1e-3)
    assert found.line(toy_world.interior).length / 1000 == pytest.approx(13, rel=1e-2)


@pytest.mark.parametrize("km, written", [(7.341, 7.35), (7.35, 7.35), (0.0001, 0.01), (40.0, 40.0)])
def test_a_depth_is_written_to_ten_metres_and_still_reaches(km: float, written: float) -> None:
    assert band_of(CONTACT, Whose.BOTH, km) == Band(CONTACT, written, written)
    assert band_of(CONTACT, Whose.UKRAINE, km) == Band(CONTACT, written, 0.0)
    assert band_of(CONTACT, Whose.RUSSIA, km) == Band(CONTACT, 0.0, written)


def test_a_pull_back_replaces_the_buffers_and_keeps_the_border_strips() -> None:
    strip = Band(Baseline.INTERNATIONAL_BORDER, 5.0, 5.0, (Neighbour.RUSSIA,))
    overlays = [{"kind": "buffer", "line": "line_of_contact", "depth_ukraine_km": 3, "depth_russia_km": 3,
                 "clause": "x", "confidence": "text"},
                {"kind": "border_strip", "line": "international_border", "depth_ukraine_km": 5,
                 "depth_russia_km": 5, "neighbours": ["RU"], "clause": "x", "confidence": "text"}]
    plan = toy.plan({"status": "frozen", "holder": "russia"}, {"status": "ukrainian"}, overlays=overlays)
    own, km = with_pull_back(plan, CONTACT, Whose.UKRAINE, 2.0, REGIONS)
    assert (bands_of(own), km) == ((Band(CONTACT, 2.0, 0.0), strip), 2.0)
