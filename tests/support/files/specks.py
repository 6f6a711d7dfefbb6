"""What reading a line leaves out: parts and holes below a square kilometre."""

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

SPECK_M2 = 1e6
"""As MIN_KM2 in `geo.line_sources.border_match`."""


def specks_of(held: BaseGeometry) -> np.ndarray:
    """Return the parts too small to be read; AREA_CRS."""
    parts = shapely.get_parts(held)
    return np.asarray(parts[shapely.area(parts) < SPECK_M2])


def specks_km2(held: BaseGeometry) -> float:
    """Return the area of parts that are left out, less that of holes that are filled."""
    holes = [shapely.Polygon(hole) for part in shapely.get_parts(held) for hole in part.interiors]
    filled_m2 = sum(hole.area for hole in holes if hole.area < SPECK_M2)
    return float(shapely.area(specks_of(held)).sum() - filled_m2) / 1e6
