"""The necks of a polygon: where it is narrowest between two bodies of ground."""

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.explore.triangles import Triangles, triangles_of

BODY_KM2 = 200.0
"""What lies on either side of a neck is at least this large before the polygon is narrower than the neck."""
WIDER = 1.5
"""Both bodies are somewhere at least this many times as wide as the neck."""
HOLE_KM2 = 10.0
"""Smaller holes are no obstacle."""


@dataclass(frozen=True)
class Neck:
    """A place where a polygon is narrowest between two bodies of at least BODY_KM2.

    `width_m` is the length of the straight line across, `ends` are its ends on both shores in metres, shape
    (2, 2), the western one first. `smaller` is the ground on the side of the smaller body, to the nearest
    corners of the outline.
    """

    width_m: float
    ends: np.ndarray
    smaller: BaseGeometry


def necks_in(polygon: shapely.Polygon, most: int, body_km2: float = BODY_KM2) -> list[Neck]:
    """Find the narrowest necks of a polygon.

    A disc is pushed from one body to the other on the way that lets the widest one through; the neck is
    where the disc touches both shores. Where a hole leaves several ways, the widest counts, and a neck does
    not part the polygon alone.

    Parameters
    ----------
    polygon
        In AREA_CRS.
    most
        How many are returned.
    body_km2
        The least area of both bodies.

    Returns
    -------
    list of Neck
        The narrowest first. The width is that of the outline, exact to MIN_STRETCH_M at the worst.
    """
    if polygon.area < 2e6 * body_km2:
        return []
    holes = [ring for ring in polygon.interiors if shapely.Polygon(ring).area >= HOLE_KM2 * 1e6]
    triangles = triangles_of(shapely.Polygon(polygon.exterior, holes))
    tree, found = _joined(triangles, body_km2 * 1e6)
    lines = [(triangles.across(side), side) for side in found]
    chosen = sorted((float(np.hypot(*(ends[1] - ends[0]))), *ends.ravel(), side)
                    for ends, side in lines)[:most]
    return [Neck(width_m, np.array(ends).reshape(2, 2), _smaller(triangles, tree, side))
            for width_m, *ends, side in chosen]


def _joined(triangles: Triangles, body_m2: float) -> tuple[list[int], list[int]]:
    """Join triangles by the widest ways first; return the sides that join them, and which are necks."""
    parent = list(range(len(triangles.corners)))
    area, widest = triangles.area_m2.tolist(), [0.0] * len(parent)
    tree, found = [], []

    def root(one: int) -> int:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    beside, ways = triangles.beside.tolist(), triangles.way_m.tolist()
    for side in np.argsort(-triangles.way_m, kind="stable").tolist():
        one, other = map(root, beside[side])
        if one == other:
            continue
        if min(area[one], area[other]) >= body_m2 and (
                min(widest[one], widest[other]) >= WIDER * triangles.width_m[side]):
            found.append(side)
        parent[other] = one
        area[one] += area[other]
        widest[one] = max(widest[one], widest[other], ways[side])
        tree.append(side)
    return tree, found


def _smaller(triangles: Triangles, tree: list[int], neck: int) -> BaseGeometry:
    """Return the smaller of the two grounds that a neck joins."""
    label = np.arange(len(triangles.corners))
    one, other = triangles.beside[[side for side in tree if side != neck]].T
    while True:  # Labels spread along the tree, and jump to the label of their label.
        least = np.minimum(label[one], label[other])
        np.minimum.at(label, label[one], least)
        np.minimum.at(label, label[other], least)
        label = label[label]
        if (label[one] == label[other]).all():
            break
    inside = label == label[triangles.beside[neck, 0]]
    if triangles.area_m2[inside].sum() > triangles.area_m2.sum() / 2:
        inside = ~inside
    return shapely.coverage_union_all(shapely.polygons(triangles.corners[inside]))
