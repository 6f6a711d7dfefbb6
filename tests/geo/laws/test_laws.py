"""Laws of cutting, measuring and summing in the toy world, where they can be checked by hand."""

from dataclasses import replace
from datetime import date, timedelta
from math import pi

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geo.control.margin import RIVER_KM, RIVER_SINCE
from geo.control.record import control_on
from geo.crs import to_degrees
from geo.errors import CrsMismatch
from geo.measure import areas_km2
from geo.outcomes.figures import tally, total
from geo.outcomes.outcome import apply, plan_line, report
from geo.outcomes.overlays import overlays_of
from geo.plans.overlay import Band, Baseline
from geo.world import World
from geo.zones.cut import cut
from geo.zones.faces import SLIVER_KM2
from geo.zones.ground import Ground
from geo.zones.survey import survey
from tests.support.worlds import toy
from tests.support.worlds.overlays import entry
from tests.support.worlds.toy import AREA_TOLERANCE, NE, NW, SE, SW

LENGTH_TOLERANCE = 1e-5


def near(value: float) -> object:
    return pytest.approx(value, rel=AREA_TOLERANCE)


def sums(table: pd.DataFrame, name: str, by: str = "region") -> dict[str, float]:
    return table.groupby(by)[name].sum().to_dict()


def test_the_toy_world_is_as_drawn(toy_ground: Ground) -> None:
    """Five zones of 100, 100, 100, 50 and 50 km², with 100 people each."""
    drawn = toy_ground.table.loc[toy_ground.zones.index]
    assert drawn["area_km2"].to_dict() == near({
        f"{NW}.ukraine": 100, f"{NE}.ukraine": 100, f"{SW}.ukraine": 100,
        f"{SE}.ukraine": 50, f"{SE}.russia": 50,
    })
    assert set(drawn["people"]) == {100}
    assert shapely.coverage_is_valid(toy_ground.zones.geometry.to_numpy())


def test_the_line_of_contact_is_where_the_holder_changes(toy_ground: Ground) -> None:
    """10 km through SE and 5 km between SE and NE, without coast and border."""
    lengths = {
        frozenset((row.left, row.right)): row.length_km for row in toy_ground.contact.itertuples()
    }
    assert lengths == pytest.approx({
        frozenset((f"{SE}.russia", f"{SE}.ukraine")): 10,
        frozenset((f"{NE}.ukraine", f"{SE}.russia")): 5,
    }, rel=LENGTH_TOLERANCE)
    assert toy_ground.contact_km == pytest.approx(15, rel=LENGTH_TOLERANCE)


def test_replaying_events_gives_the_same_ground(toy_world: World, toy_ground: Ground) -> None:
    """The Voronoi cell of the one place that changed hands is the held half, from that day on."""
    replayed = survey(toy_world, control_on(toy_world.record, toy.DAY))
    pd.testing.assert_frame_equal(replayed.table, toy_ground.table)
    before = survey(toy_world, control_on(toy_world.record, toy.DAY_BEFORE))
    assert set(before.table["holder"]) == {"ukraine"}
    assert before.contact_km == 0


def test_moving_the_line_by_a_kilometre_moves_what_the_picture_says(toy_ground: Ground) -> None:
    """Wider: a strip of 10 x 1 in SE, 5 x 1 and a quarter disc in NE. Narrower: 4 x 9 remains."""
    table = toy_ground.table
    assert table.at[f"{SE}.russia", "area_km2_wider"] == near(60)
    assert table.at[f"{SE}.russia", "area_km2_narrower"] == near(36)
    # The corner is approximated by chords: slightly less than a quarter of a disc.
    corner = table.at[f"{NE}.russia", "area_km2_wider"] - 5
    assert 0.99 * pi / 4 < corner < pi / 4
    assert table.at[f"{NW}.ukraine", "area_km2_wider"] == near(100)
    figures = tally(table, ["region", "holder"]).set_index(["region", "holder"]).loc[SE, "ukraine"]
    assert (figures["area_km2_low"], figures["area_km2_high"]) == (near(40), near(64))


@pytest.mark.parametrize("margin_km", [0.0, 0.5, 1.0, 3.0])
def test_each_variant_of_the_line_conserves_area_and_people(
    toy_world: World, margin_km: float
) -> None:
    """On the line as drawn and on the moved lines, the zones of a region sum to the region."""
    table = survey(toy_world, toy.right_half(), margin_km).table
    for suffix in ("", "_wider", "_narrower"):
        assert sums(table, f"area_km2{suffix}") == near({NW: 100, NE: 100, SW: 100, SE: 100})
        assert sums(table, f"people{suffix}") == {NW: 100, NE: 100, SW: 100, SE: 200}


def test_a_margin_of_zero_moves_nothing(toy_world: World) -> None:
    table = survey(toy_world, toy.right_half(), 0.0).table
    for suffix in ("_wider", "_narrower"):
        assert table[f"area_km2{suffix}"].to_list() == near(table["area_km2"].to_list())


@pytest.mark.parametrize("on, margin_km, moved_km", [
    (RIVER_SINCE, 3.0, RIVER_KM), (RIVER_SINCE, 0.2, 0.2), (RIVER_SINCE - timedelta(days=1), 3.0, 3.0),
])
def test_the_line_along_water_moves_by_less(
    toy_world: World, on: date, margin_km: float, moved_km: float
) -> None:
    """If the whole line follows a river, it moves by at most RIVER_KM, from RIVER_SINCE on."""
    wet = replace(toy_world, water=toy.box_km(-20, -20, 20, 20))
    half = replace(toy.right_half(), on=on)
    table, dry = survey(wet, half, margin_km).table, survey(toy_world, half, moved_km).table
    for name in ("area_km2_wider", "area_km2_narrower"):
        assert table[name].to_list() == near(dry[name].to_list())
        assert table[name].to_list() != near(table["area_km2"].to_list())


def test_the_border_of_a_region_held_as_a_whole_is_not_moved(toy_world: World) -> None:
    """If Russia has all of SE on that day, the line is its border: a margin changes nothing."""
    whole = pd.DataFrame({"region": [SE], "held_by": ["russia"], "first": [toy.DAY], "last": [toy.DAY]})
    exact = replace(toy_world, record=replace(toy_world.record, whole=whole))
    all_of_it = toy.held(toy.box_km(0, -10, 10, 0))
    table = survey(exact, all_of_it, 3.0).table
    for name in ("area_km2_wider", "area_km2_narrower"):
        assert table[name].to_list() == near(table["area_km2"].to_list())
    day_before = survey(exact, replace(all_of_it, on=toy.DAY_BEFORE), 3.0).table
    assert (day_before["area_km2_wider"] - day_before["area_km2"]).abs().max() > 20


def buffer_table(world: World, ground: Ground, km: float) -> pd.DataFrame:
    (found,) = overlays_of(world, toy.plan({"status": "open"}, overlays=[
        entry(Band(Baseline.LINE_OF_CONTACT, km, km))]), ground)
    return found.table


def test_a_strip_has_its_width_on_both_sides(toy_world: World, toy_ground: Ground) -> None:
    """1 km on each side: 10 x 1 in SE.u; 10 x 1 and 4 x 1 in SE.r; 5 x 1 and a corner in NE."""
    table = buffer_table(toy_world, toy_ground, 1.0)
    assert table.at[f"{SE}.ukraine", "area_km2"] == near(10)
    assert table.at[f"{SE}.russia", "area_km2"] == near(14)
    assert 5 + 0.99 * pi / 4 < table.at[f"{NE}.ukraine", "area_km2"] < 5 + pi / 4
    assert table["people"].sum() == 0, "no place stands within a kilometre of the line"
    wide = buffer_table(toy_world, toy_ground, 3.0)
    people = wide.loc[wide["people"] > 0, "people"].to_dict()
    assert people == {f"{SE}.russia": 100, f"{SE}.ukraine": 100}, "d and e stand 2.5 km away"


def test_a_sliver_is_merged_into_its_longest_neighbour_and_counted(toy_world: World) -> None:
    """Half a metre between the control polygon and the coast does not make a zone."""
    ground = survey(toy_world, toy.held(toy.box_km(5, -10, 9.9995, 0)))
    assert ground.slivers == 1
    assert ground.slivers_km2 == pytest.approx(10 * 0.0005, rel=1e-3)
    assert ground.table.at[f"{SE}.russia", "area_km2"] == near(50)
    assert ground.contact_km == pytest.approx(15, rel=LENGTH_TOLERANCE)


def test_a_small_piece_above_the_sliver_size_is_kept(toy_world: World) -> None:
    """Twice the area of the largest sliver is a zone."""
    side_km = (2 * SLIVER_KM2) ** 0.5
    ground = survey(toy_world, toy.held(toy.box_km(2, -5, 2 + side_km, -5 + side_km)))
    assert ground.slivers == 0
    assert ground.table.at[f"{SE}.russia", "area_km2"] == near(side_km**2)


def test_figures_do_not_depend_on_the_order_of_rows(toy_ground: Ground) -> None:
    shuffled = survey(toy.make_world("4213", "ecadb"), toy.right_half())
    pd.testing.assert_frame_equal(shuffled.table, toy_ground.table, rtol=1e-12)
    assert shuffled.contact_km == pytest.approx(toy_ground.contact_km, rel=1e-12)


def test_rules_that_share_no_ground_can_be_in_any_order(toy_world: World, toy_ground: Ground) -> None:
    north = {"regions": [NE], "status": "open"}
    south = {"regions": [SE], "holder": "ukraine", "status": "handed_over"}
    rest = {"status": "open"}
    totals = [
        report(apply(toy.plan(*rules, rest), toy_ground), toy_world)["totals"]
        for rules in ((north, south), (south, north))
    ]
    assert totals[0] == totals[1]


def test_another_crs_is_rejected_before_any_work(
    toy_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message names both systems, and no overlay was attempted."""
    def reached(*args: object, **more: object) -> None:
        raise AssertionError("the cutting began")

    monkeypatch.setattr("geo.zones.faces.shapely.union_all", reached)
    with pytest.raises(CrsMismatch, match=r"EPSG:4326.*laea"):
        cut(toy_world.regions, {})
    with pytest.raises(CrsMismatch):
        cut(gpd.GeoDataFrame(geometry=toy_world.regions_m.geometry.to_numpy()), {})
    with pytest.raises(CrsMismatch):
        cut(toy_world.regions.iloc[:0], {})


def test_the_identity_plan_reproduces_control(toy_ground: Ground) -> None:
    outcome = apply(toy.identity(), toy_ground)
    for status, holder in (("frozen", "russia"), ("ukrainian", "ukraine")):
        by_status = total(outcome.table[outcome.table["status"] == status])
        assert by_status == total(toy_ground.table[toy_ground.table["holder"] == holder])
    assert plan_line(outcome)["length_km"].sum() == toy_ground.contact_km


def test_cutting_along_a_second_line_changes_no_total(toy_world: World, toy_ground: Ground) -> None:
    """An earlier line through other ground makes more zones but does not change the figures."""
    earlier = toy.held(toy.box_km(-3, -7, 7, 7), toy.DAY_BEFORE)
    twice = survey(toy_world, toy.right_half(), earlier_days={toy.DAY_BEFORE: earlier})
    assert len(twice.zones) > len(toy_ground.zones)
    for by in (["holder"], ["region", "holder"]):
        first, second = tally(toy_ground.table, by), tally(twice.table, by)
        pd.testing.assert_frame_equal(first, second, rtol=1e-6)
    assert twice.contact_km == pytest.approx(toy_ground.contact_km, rel=1e-6)


def test_no_shapes_cut_nothing(toy_world: World) -> None:
    part = cut(toy_world.regions_m, {})
    assert list(part.zones["region"]) == [NW, NE, SW, SE]
    assert areas_km2(part.zones.geometry) == near([100, 100, 100, 100])


def test_cutting_equals_intersecting_each_pair(toy_world: World, toy_ground: Ground) -> None:
    """Reference computation: one intersection or difference per region."""
    shape = toy.right_half().held
    for region, square in toy_world.regions_m.geometry.items():
        for holder, part in (("russia", square & shape), ("ukraine", square - shape)):
            zone = f"{region}.{holder}"
            there = zone in toy_ground.zones.index
            assert there == (part.area > 0)
            if there:
                clever, naive = toy_ground.zones.geometry[zone], to_degrees(part)
                assert clever.symmetric_difference(naive).area < 1e-9  # in square degrees; some m²
