"""A drawn zone: consistency with the plans' own figures, towns, and its boundary."""

from collections.abc import Callable
from datetime import date

import pandas as pd
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.crs import to_degrees
from geo.errors import ZoneError
from geo.gazetteer.cities import KINDS
from geo.measure import areas_km2
from geo.outcomes.drawn_vertices import Corner
from geo.outcomes.drawn_zone import drawn_zone, overlay_km2, overlay_zone, under, under_all
from geo.outcomes.outcome import Outcome, country
from geo.plans.assign import assign
from geo.plans.interpretations import library_as
from geo.plans.library import Library
from geo.world import World
from geo.zones.ground import Ground
from tests.conftest import DAYS
from tests.support.files.export_requests import PLANS
from tests.support.worlds import toy
from tests.support.worlds.overlays import buffer_of

FEW = settings(max_examples=25, deadline=None, derandomize=True, database=None,
               suppress_health_check=[HealthCheck.function_scoped_fixture])
EVERYTHING = ((20.0, 43.0), (42.0, 43.0), (42.0, 54.0), (20.0, 54.0))
DONBAS = ((37.0, 48.0), (38.5, 48.0), (38.5, 49.3), (37.0, 49.3))
TOLERANCE_KM2 = 0.05
"""Clipping moves vertices by rounding errors along thousands of kilometres of border."""


def toy_box(west: float, south: float, east: float, north: float) -> tuple[Corner, ...]:
    """A rectangle in the toy world, in kilometres."""
    ring = to_degrees(toy.box_km(west, south, east, north)).exterior.coords[:-1]
    return tuple((float(lon), float(lat)) for lon, lat in ring)


def boxes() -> st.SearchStrategy[tuple[Corner, ...]]:
    def made(west: int, south: int, wide: int, high: int) -> tuple[Corner, ...]:
        w, s, e, n = west / 10, south / 10, (west + wide) / 10, (south + high) / 10
        return ((w, s), (e, s), (e, n), (w, n))

    return st.builds(made, st.integers(300, 390), st.integers(460, 500), st.integers(2, 40),
                     st.integers(2, 20))


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("name", PLANS)
def test_a_zone_around_the_country_has_the_plans_own_figures(
    name: str, day: date, world: World, library: Library, ground_on: Callable[[date], Ground],
    outcome_on: Callable[[str, date], Outcome],
) -> None:
    """Each status has the area and the people of the plan, and the total is that of the country."""
    drawn = drawn_zone(world, EVERYTHING)
    rows = under(overlay_zone(world, drawn, ground_on(day)), library[name])
    table = outcome_on(name, day).table.groupby("status")[["area_km2", "people"]].sum()
    ours = rows.groupby("status")[["area_km2", "people"]].sum()
    assert set(ours.index) == set(table.index[(table > 0).any(axis=1)])
    for status, row in ours.iterrows():
        assert row["area_km2"] == pytest.approx(table.at[status, "area_km2"], abs=TOLERANCE_KM2)
        assert row["people"] == table.at[status, "people"]
    assert drawn.area_km2 == pytest.approx(country(world)["area_km2"], abs=TOLERANCE_KM2)
    assert drawn.people == country(world)["people"]


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_what_a_plan_does_to_a_zone_adds_up_to_the_zone(
    day: date, world: World, library: Library, ground_on: Callable[[date], Ground]
) -> None:
    drawn = drawn_zone(world, DONBAS)
    rows = under_all(overlay_zone(world, drawn, ground_on(day)), library)
    sums = rows.groupby("scenario", sort=False)[["area_km2", "people"]].sum()
    assert list(sums.index) == list(library.plans)
    for row in sums.itertuples():
        assert row.area_km2 == pytest.approx(drawn.area_km2, abs=TOLERANCE_KM2)
        assert row.people == drawn.people
    assert drawn.regions["area_km2"].sum() == pytest.approx(drawn.area_km2, abs=TOLERANCE_KM2)
    assert drawn.regions["people"].sum() == drawn.people
    assert drawn.settlements()["population"].sum() == drawn.people
    assert sum(drawn.counts().values()) == len(drawn.settlements())


@pytest.mark.slow
@FEW
@given(corners=boxes(), part=st.integers(1, 9))
def test_two_halves_are_the_whole(
    corners: tuple[Corner, ...], part: int, world: World, library: Library,
    ground_on: Callable[[date], Ground],
) -> None:
    """The cut runs along a meridian without settlements, as it has four decimals and they have three.

    Edges of the outlines are measured as geodesics but cut as straight lines in degrees, so cutting
    a long edge may change the area by the ground between the two.
    """
    (west, south), (east, _), (_, north), _ = corners
    middle = round(round(west + (east - west) * part / 10, 3) + 0.0005, 4)
    try:
        whole = drawn_zone(world, corners)
        left = drawn_zone(world, ((west, south), (middle, south), (middle, north), (west, north)))
        right = drawn_zone(world, ((middle, south), (east, south), (east, north), (middle, north)))
    except ZoneError:
        return
    straight_km2, geodesic_km2 = areas_km2([shapely.segmentize(whole.inside, 0.002), whole.inside])
    tolerance_km2 = TOLERANCE_KM2 + abs(straight_km2 - geodesic_km2)
    assert left.area_km2 + right.area_km2 == pytest.approx(whole.area_km2, abs=tolerance_km2)
    assert left.outside_km2 + right.outside_km2 == pytest.approx(whole.outside_km2, abs=tolerance_km2)
    assert left.people + right.people == whole.people
    ground, plan = ground_on(DAYS[2]), library["us-28-point"]
    parts = pd.concat([under(overlay_zone(world, half, ground), plan) for half in (left, right)])
    ours = parts.groupby("status")["area_km2"].sum()
    undivided = under(overlay_zone(world, whole, ground), plan).groupby("status")["area_km2"].sum()
    for status, area_km2 in undivided.items():
        assert ours[status] == pytest.approx(area_km2, abs=0.1)


def test_the_order_of_corners_and_where_they_start_do_not_matter(world: World) -> None:
    one = drawn_zone(world, DONBAS)
    for corners in (DONBAS[::-1], (*DONBAS[2:], *DONBAS[:2])):
        other = drawn_zone(world, corners)
        assert other.area_km2 == pytest.approx(one.area_km2, abs=1e-6)
        pd.testing.assert_frame_equal(other.settlements(), one.settlements())


def test_a_toy_zone_can_be_checked_by_eye(toy_world: World, toy_ground: Ground) -> None:
    """The right half of the country: all of NE and SE; b, d and e lie there, and Russia holds half of SE."""
    plan = toy.plan({"regions": [toy.SE], "holder": "russia", "status": "returned"}, {"status": "open"})
    drawn = drawn_zone(toy_world, toy_box(0, -10, 10, 10))
    assert drawn.area_km2 == pytest.approx(200, rel=1e-3)
    assert list(drawn.places.index) == ["b", "d", "e"]
    rows = under(overlay_zone(toy_world, drawn, toy_ground), plan).set_index("status")
    assert rows["area_km2"].to_dict() == pytest.approx({"open": 150, "returned": 50}, rel=1e-3)
    assert rows["people"].to_dict() == {"open": 200, "returned": 100}
    quarter = drawn_zone(toy_world, toy_box(2.5, -7.5, 7.5, -2.5))
    rows = under(overlay_zone(toy_world, quarter, toy_ground), plan).set_index("status")
    assert rows["area_km2"].to_dict() == pytest.approx({"open": 12.5, "returned": 12.5}, rel=2e-3)


def test_what_lies_outside_is_measured_and_not_counted(world: World, toy_world: World) -> None:
    drawn = drawn_zone(toy_world, toy_box(5, -5, 15, 5))
    assert drawn.area_km2 == pytest.approx(50, rel=1e-3)
    assert drawn.outside_km2 == pytest.approx(50, rel=1e-3)
    coast = drawn_zone(world, ((30.0, 45.0), (33.0, 45.0), (33.0, 47.0), (30.0, 47.0)))
    assert coast.area_km2 + coast.outside_km2 == pytest.approx(
        areas_km2([shapely.segmentize(coast.shape, 0.002)])[0], rel=1e-6)
    assert coast.outside_km2 > 10_000
    assert shapely.is_valid(coast.inside)
    assert areas_km2([coast.inside])[0] == pytest.approx(coast.area_km2, abs=TOLERANCE_KM2)


@pytest.mark.parametrize("corners", [
    ((20.0, 50.0), (21.0, 50.0), (21.0, 51.0)), ((30.0, 44.5), (31.0, 44.5), (31.0, 44.8)),
    ((39.0, 47.0), (39.2, 47.0), (39.2, 46.9)),
])
def test_a_zone_without_ground_in_ukraine_is_rejected(corners: tuple[Corner, ...], world: World) -> None:
    with pytest.raises(ZoneError, match="The zone lies outside Ukraine"):
        drawn_zone(world, corners)


def test_long_sides_are_straight_on_the_map(world: World) -> None:
    """A side along 49 degrees follows the parallel; a single geodesic would bulge north by kilometres."""
    flat = drawn_zone(world, ((24.0, 49.0), (40.0, 49.0), (40.0, 49.5), (24.0, 49.5)))
    many = [(24.0 + n / 10, 49.0) for n in range(161)] + [(40.0 - n / 10, 49.5) for n in range(161)]
    assert drawn_zone(world, tuple(many)).area_km2 == pytest.approx(flat.area_km2, rel=1e-6)


def test_the_people_of_a_zone_are_those_of_its_places(world: World) -> None:
    """Each place counts by its own point; a city partly inside counts with the parts inside."""
    drawn = drawn_zone(world, DONBAS)
    inside = world.places["lon"].between(37.0, 38.5, inclusive="neither")
    inside &= world.places["lat"].between(48.0, 49.3, inclusive="neither")
    assert drawn.people == world.places.loc[inside, "population"].sum()
    assert "Kramatorsk" in drawn.settlements()["name_en"].head(6).to_list()
    assert set(drawn.settlements()["kind"]) <= set(KINDS)


def test_places_in_a_zone_are_assigned_as_everywhere(
    world: World, library: Library, ground_on: Callable[[date], Ground]
) -> None:
    """By holder and earlier holder for each plan, against the places one by one."""
    zone_on_ground = overlay_zone(world, drawn_zone(world, DONBAS), ground_on(DAYS[2]))
    for plan in library.plans.values():
        places = zone_on_ground.places.seen_by(plan.reference_date)
        people = places["population"].groupby(assign(places, plan)["status"]).sum()
        ours = under(zone_on_ground, plan).groupby("status")["people"].sum()
        assert {s: n for s, n in ours.items() if n} == {s: n for s, n in people.items() if n}


def test_the_strip_in_a_zone(
    world: World, outcome_on: Callable[[str, date], Outcome]
) -> None:
    kellogg, freeze = outcome_on("kellogg-buffer", DAYS[2]), outcome_on("freeze", DAYS[2])
    buffer = buffer_of(kellogg)
    whole = overlay_km2(drawn_zone(world, EVERYTHING), buffer)
    assert whole == pytest.approx(buffer.table["area_km2"].sum(), abs=TOLERANCE_KM2)
    assert 0 < overlay_km2(drawn_zone(world, DONBAS), buffer) < whole
    assert freeze.bands == ()


def test_another_interpretation_changes_the_zone(
    world: World, library: Library, ground_on: Callable[[date], Ground]
) -> None:
    kinburn = ((31.4, 46.4), (32.2, 46.4), (32.2, 46.7), (31.4, 46.7))
    zone_on_ground = overlay_zone(world, drawn_zone(world, kinburn), ground_on(DAYS[2]))
    read = library_as(library, "us-28-point", {"kinburn": "left-open"})
    before, after = (under_all(zone_on_ground, plans).set_index("scenario").loc["us-28-point"]
                     for plans in (library, read))
    assert "returned" in set(before["status"])
    assert "returned" not in set(after["status"])
