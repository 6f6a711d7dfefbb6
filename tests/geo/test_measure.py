"""Areas and lengths on the ellipsoid, and the equal-area projection."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.crs import points_to_metres, to_degrees, to_metres
from geo.measure import areas_km2, length_km

FEW = settings(max_examples=100, deadline=None, derandomize=True, database=None)

DEGREE_KM = 110.574  # of latitude, at the equator
SQUARE = [(33.0, 48.0), (34.0, 48.0), (34.0, 49.0), (33.0, 49.0)]
HOLE = [(33.4, 48.4), (33.6, 48.4), (33.6, 48.6), (33.4, 48.6)]

lons, lats = st.floats(22.0, 40.5), st.floats(44.0, 52.5)


def test_known_lengths_and_areas() -> None:
    """A degree of the meridian, and the whole ellipsoid from one eighth of it: 510,065,622 km²."""
    assert length_km(shapely.LineString([(0, 0), (0, 1)])) == pytest.approx(DEGREE_KM, abs=0.001)
    assert length_km(shapely.LineString()) == 0
    octant = shapely.Polygon([(0, 0), (45, 0), (90, 0), (0, 90)])
    assert areas_km2([octant])[0] == pytest.approx(510_065_622 / 8, rel=1e-6)


def test_the_direction_of_rings_does_not_matter() -> None:
    """Shells and holes in both directions, alone and in a multipolygon, give the same area."""
    solid, hole = areas_km2([shapely.Polygon(SQUARE), shapely.Polygon(HOLE)])
    for shell in (SQUARE, SQUARE[::-1]):
        for inner in (HOLE, HOLE[::-1]):
            ring = shapely.Polygon(shell, [inner])
            assert areas_km2([ring])[0] == pytest.approx(solid - hole, rel=1e-12)
            both = shapely.MultiPolygon([ring, shapely.Polygon(inner)])
            assert areas_km2([both])[0] == pytest.approx(solid, rel=1e-12)


def test_areas_come_in_the_order_given() -> None:
    sizes = areas_km2([shapely.Polygon(HOLE), shapely.Polygon(SQUARE), shapely.Polygon(HOLE)])
    assert sizes[0] == sizes[2] < sizes[1]
    assert areas_km2([]).shape == (0,)


@FEW
@given(lon=lons, lat=lats)
def test_projecting_and_inverting_gives_the_same_spot(lon: float, lat: float) -> None:
    """To a millimetre, the accuracy of PROJ's inverse of this projection; points agree with shapes."""
    spot = shapely.Point(lon, lat)
    there = to_metres(spot)
    back = to_degrees(there)
    assert back.distance(spot) < 1e-8
    x_m, y_m = points_to_metres(lon, lat)
    assert (x_m[0], y_m[0]) == pytest.approx((there.x, there.y), abs=1e-4)


@FEW
@given(lon=lons, lat=lats)
def test_the_projection_preserves_areas_and_nearly_preserves_distances(lon: float, lat: float) -> None:
    """For a box of 0.05 degrees anywhere in Ukraine: area to 0.01 %, a side to half a per cent."""
    box = shapely.box(lon, lat, lon + 0.05, lat + 0.05)
    assert to_metres(box).area / 1e6 == pytest.approx(areas_km2([box])[0], rel=1e-4)
    side = shapely.LineString([(lon, lat), (lon, lat + 0.05)])
    assert to_metres(side).length / 1000 == pytest.approx(length_km(side), rel=0.005)


def test_arrays_of_geometries_are_projected_one_by_one() -> None:
    shapes = np.array([shapely.Polygon(SQUARE), shapely.Polygon(HOLE)])
    together = to_metres(shapes)
    assert [shape.equals(to_metres(one)) for shape, one in zip(together, shapes, strict=True)] == [True] * 2
