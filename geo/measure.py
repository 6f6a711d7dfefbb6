"""Areas and lengths on the WGS 84 ellipsoid, and conversion factors to miles."""

from collections.abc import Iterable

import numpy as np
import shapely
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

_GEOD = Geod(ellps="WGS84")

KM2_PER_SQUARE_MILE = 2.589988110336
KM_PER_MILE = 1.609344

STEP_DEG = 0.02
"""Distance between vertices along long sides of what a reader draws or brings. Its sides are straight in
longitude and latitude (RFC 7946), areas are measured between geodesics and in AREA_CRS; in steps of about two
kilometres all of these coincide."""

MAX_WIDTH_DEG = 120


def areas_km2(geometries: Iterable[BaseGeometry]) -> np.ndarray:
    """Measure geodesic areas.

    Parameters
    ----------
    geometries
        Polygons or multipolygons in STORE_CRS.

    Returns
    -------
    ndarray
        Square kilometres, in the order given. Rings are oriented first, because the geodesic
        area is signed by ring direction (Karney 2013, as implemented in PROJ).
    """
    return np.array([sum(abs(_signed_m2(shapely.orient_polygons(part))) for part in _narrow(geometry)) / 1e6
                     for geometry in geometries], float)


def _narrow(geometry: BaseGeometry) -> list[BaseGeometry]:
    """Cut what may cover more than half of the Earth, as a ring's area is that of its smaller side."""
    west, _, east, _ = shapely.bounds(geometry)
    return ([geometry] if not east - west > MAX_WIDTH_DEG
            else [shapely.intersection(geometry, shapely.box(at, -90, at + MAX_WIDTH_DEG, 90))
                  for at in range(-180, 180, MAX_WIDTH_DEG)])


def _signed_m2(geometry: BaseGeometry) -> float:
    """Compute the area as `Geod.geometry_area_perimeter` does, but without its copying of every vertex."""
    total = 0.0
    for polygon in shapely.get_parts(geometry):
        part = 0.0
        for ring in shapely.get_rings(polygon):
            lon, lat = shapely.get_coordinates(ring).T
            part += _GEOD.polygon_area_perimeter(lon, lat)[0]
        total += part
    return total


def length_km(line: BaseGeometry) -> float:
    """Measure the geodesic length of a line in STORE_CRS, in kilometres (Karney 2013, as in PROJ)."""
    total = 0.0
    for part in shapely.get_parts(line):
        lon, lat = shapely.get_coordinates(part).T
        total += float(_GEOD.line_length(lon, lat))
    return total / 1000


def segments_km(starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Measure the geodesic lengths of straight segments (Karney 2013, as implemented in PROJ).

    Parameters
    ----------
    starts, ends
        Arrays of shape (n, 2): longitude and latitude in degrees.

    Returns
    -------
    ndarray
        Kilometres, shape (n,).
    """
    _, _, metres = _GEOD.inv(starts[:, 0], starts[:, 1], ends[:, 0], ends[:, 1])
    return np.asarray(metres, float) / 1000
