"""Areas and lengths on the WGS 84 ellipsoid, and the units people read them in."""

from collections.abc import Iterable

import numpy as np
import shapely
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

_GEOD = Geod(ellps="WGS84")

KM2_PER_SQUARE_MILE = 2.589988110336
KM_PER_MILE = 1.609344


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
    oriented = [shapely.orient_polygons(geometry) for geometry in geometries]
    return np.array([abs(_GEOD.geometry_area_perimeter(g)[0]) / 1e6 for g in oriented], float)


def length_km(line: BaseGeometry) -> float:
    """Measure the geodesic length of a line in STORE_CRS, in kilometres."""
    return 0.0 if line.is_empty else float(_GEOD.geometry_length(line)) / 1000
