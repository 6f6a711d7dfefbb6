"""Rings given as holes that are none: they lie outside their polygon, or around it.

Most come from a MultiPolygon whose parts were written as rings of one polygon, or from rings in the wrong
order. Programs draw such a polygon by the even-odd rule, and these rings are ground to whoever looks at it.
"""

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.prepared import prepared

SHARE_INSIDE = 0.01  # of a ring's area: parts that touch may overlap a little where they were drawn by hand
MAX_COMPARED = 20_000_000  # vertices; rings past this stay the holes that they are given as


def as_drawn(polygons: np.ndarray) -> tuple[np.ndarray, BaseGeometry]:
    """Take polygons with such rings by the even-odd rule, and leave all others as they are.

    Parameters
    ----------
    polygons
        Polygons that may cross themselves.

    Returns
    -------
    tuple
        As many geometries in the same order and system, and the ground among them that would not be any if
        these rings were holes; empty if there is none.
    """
    wrong = np.flatnonzero((shapely.get_num_interior_rings(polygons) > 0) & ~shapely.is_valid(polygons))
    drawn, beyond = polygons.copy(), []
    for at in wrong:
        shell = shapely.make_valid(shapely.Polygon(polygons[at].exterior), method="structure",
                                   keep_collapsed=False)
        holes = np.array([shapely.Polygon(ring) for ring in polygons[at].interiors])
        around, false = _false(holes[shapely.is_valid(holes)], shell)
        if around or false:
            drawn[at] = _of_rings(polygons[at])
            beyond.append(drawn[at] if around else shapely.difference(drawn[at], shell))
    return drawn, shapely.union_all(beyond)


def _of_rings(polygon: shapely.Polygon) -> BaseGeometry:
    """Return the ground within an odd number of the rings of a polygon."""
    whole = shapely.make_valid(polygon, method="linework")
    parts = shapely.get_parts(whole)
    return shapely.union_all(parts[shapely.get_dimensions(parts) == 2])


def _false(holes: np.ndarray, shell: BaseGeometry) -> tuple[bool, bool]:
    """Tell whether any hole lies around a polygon, and whether any lies outside it."""
    asked = prepared(shell)
    apart = not shapely.intersects(asked, holes).all()
    spots = shapely.point_on_surface(holes)
    doubtful = holes[~shapely.intersects(asked, spots) | _are_around(holes, shell)]
    if shapely.get_num_coordinates(shell) * len(doubtful) > MAX_COMPARED:
        return False, apart
    inside = shapely.area(shapely.intersection(shell, doubtful))
    return (bool(shapely.covers(doubtful, shell).any()),
            apart or bool((inside <= SHARE_INSIDE * shapely.area(doubtful)).any()))


def _are_around(holes: np.ndarray, shell: BaseGeometry) -> np.ndarray:
    """Which holes may lie around a polygon, by the least and the largest of their coordinates."""
    least, own = shapely.bounds(holes), shapely.bounds(shell)
    return np.asarray((least[:, :2] <= own[:2]).all(axis=1) & (least[:, 2:] >= own[2:]).all(axis=1))
