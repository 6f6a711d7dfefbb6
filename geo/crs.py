"""The project's two coordinate reference systems and the conversion between them."""

from typing import Any

import numpy as np
import shapely
from pyproj import Transformer

STORE_CRS = "EPSG:4326"
"""For files, drawing and geodesic measurements: longitude and latitude in degrees on WGS 84."""

AREA_CRS = "+proj=laea +lat_0=48.5 +lon_0=34 +datum=WGS84 +units=m +no_defs"
"""For overlays, buffers and distances: an equal-area projection centred on Ukraine, in metres."""

_to_metres = Transformer.from_crs(STORE_CRS, AREA_CRS, always_xy=True)
_to_degrees = Transformer.from_crs(AREA_CRS, STORE_CRS, always_xy=True)


def to_metres(geometry: Any) -> Any:
    """Project a geometry, or an array of them, from STORE_CRS (longitude, latitude) to AREA_CRS (metres)."""
    return _projected(geometry, _to_metres)


def to_degrees(geometry: Any) -> Any:
    """Project a geometry, or an array of them, from AREA_CRS back to STORE_CRS (longitude, latitude)."""
    return _projected(geometry, _to_degrees)


def _projected(geometry: Any, transformer: Transformer) -> Any:
    def project(xy: np.ndarray) -> np.ndarray:
        return np.column_stack(transformer.transform(xy[:, 0], xy[:, 1]))

    return shapely.transform(geometry, project)


def points_to_metres(lon: Any, lat: Any) -> tuple[np.ndarray, np.ndarray]:
    """Project spots from STORE_CRS to AREA_CRS.

    Parameters
    ----------
    lon, lat
        Longitudes and latitudes in degrees, n of each, or one of each.

    Returns
    -------
    tuple of ndarray
        Eastings and northings in metres, each of shape (n,).
    """
    x_m, y_m = _to_metres.transform(np.asarray(lon, float), np.asarray(lat, float))
    return np.atleast_1d(x_m), np.atleast_1d(y_m)
