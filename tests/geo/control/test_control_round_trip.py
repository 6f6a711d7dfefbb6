"""The bundled line of contact, written to a file and read again."""

import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from geo.control.record import control_on
from geo.crs import to_degrees, to_metres
from geo.world import World
from tests.geo.line_sources.test_control_file import DAY, by_region, read
from tests.support.files.specks import specks_km2, specks_of


def country_of(world: World) -> BaseGeometry:
    return shapely.coverage_union_all(world.regions_m.geometry.to_numpy())


def test_a_spit_that_ukraine_holds_is_not_reassigned(world: World) -> None:
    """Kinburn is Mykolaiv region's part of the left bank, Tendra an island: small, flat, and on the sea."""
    mykolaiv = world.regions_m.geometry["UA-48"]
    bundled = control_on(world.record, DAY).held
    kinburn = shapely.intersection(bundled, mykolaiv).area / 1e6
    assert kinburn > 100
    clipped = shapely.intersection(bundled, country_of(world))
    control = read(world, to_degrees(shapely.difference(clipped, mykolaiv)))
    assert by_region(world, control.held)["UA-48"] < 0.01
    tendra = to_metres(shapely.box(31.4, 46.1, 32.4, 46.25))
    control = read(world, to_degrees(shapely.difference(bundled, tendra)))
    island = shapely.intersection(country_of(world), tendra)
    assert shapely.intersection(control.held, island).area < 0.1 * island.area


def test_the_bundled_line_survives_being_written_and_read(world: World) -> None:
    """But for corners of spits and islets whose nearest village lies across the water, and for specks."""
    bundled = control_on(world.record, DAY)
    control = read(world, to_degrees(bundled.held))
    before, after = by_region(world, bundled.held), by_region(world, control.held)
    grown_km2 = sum(after.values()) - sum(before.values())
    left_out_km2 = specks_km2(bundled.held)
    assert 4 < left_out_km2 < 8
    assert grown_km2 == pytest.approx(control.reassigned_km2 - left_out_km2, abs=0.1)
    assert control.reassigned_km2 < 25
    del before["UA-65"], before["UA-48"]
    for region, km2 in before.items():
        assert after[region] == pytest.approx(km2, rel=1e-3, abs=0.01), region


def test_people_on_the_quays_are_kept_if_held_ground_is_clipped_to_the_coast(world: World) -> None:
    """Only those in parts below a square kilometre, such as spots by the former reservoir, are lost."""
    spots = shapely.points(world.places["x_m"], world.places["y_m"])
    bundled = control_on(world.record, DAY).held
    clipped = shapely.intersection(bundled, country_of(world))
    control = read(world, to_degrees(clipped))
    held_before = shapely.contains(bundled, spots)
    people = world.places["population"].to_numpy()
    lost = held_before != shapely.contains(control.held, spots)
    assert shapely.contains(shapely.union_all(specks_of(clipped)), spots[lost]).all()
    assert people[lost].sum() < 2_500
