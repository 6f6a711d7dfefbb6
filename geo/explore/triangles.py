"""A polygon in triangles, so fine along its shores that their sides show how wide it is everywhere."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely

MAX_STRETCH_M = 5_000.0
"""The longest stretch of shore between two corners of triangles."""
MIN_STRETCH_M = 200.0
"""A shorter stretch of shore is not split further."""
ROUNDS = 4
"""How often stretches of shore are split at most."""
KEPT = 0.1
"""A stretch is split no nearer to its ends than this share of its length."""


@dataclass(frozen=True)
class Triangles:
    """A polygon in n triangles.

    `corners` are in metres, shape (n, 3, 2), `area_m2` has the shape (n,). The m sides that two triangles
    share: `beside` are these two, shape (m, 2), `ends` the ends in metres, shape (m, 2, 2), `width_m` the
    lengths, and `way_m` the diameter of the widest disc that passes from one triangle to the other. Where
    the polygon is narrowest between two bodies, a shared side is its width, and `way_m` is `width_m`.
    `shore` are the ends of the stretches of shore, shape (k, 2, 2).
    """

    corners: np.ndarray
    area_m2: np.ndarray
    beside: np.ndarray
    ends: np.ndarray
    width_m: np.ndarray
    way_m: np.ndarray
    shore: np.ndarray

    def across(self, side: int) -> np.ndarray:
        """Find the shortest line between the shores that meet the ends of a shared side.

        Returns
        -------
        ndarray
            Its ends in metres, shape (2, 2), the western one first.
        """
        shores = [shapely.multilinestrings(self.shore[(self.shore == end).all(axis=2).any(axis=1)])
                  for end in self.ends[side]]
        line = shapely.shortest_line(*shores)
        ends = self.ends[side] if line.length == 0 else shapely.get_coordinates(line)
        return ends[np.lexsort(ends.T[::-1])]


def triangles_of(polygon: shapely.Polygon) -> Triangles:
    """Split a polygon in a plane, in metres, into constrained Delaunay triangles.

    Wherever a corner is near to a stretch of shore opposite, that stretch gets a corner as well, so that the
    sides of triangles are about as long as the polygon is wide.
    """
    shore = shapely.segmentize(polygon, MAX_STRETCH_M)
    corners = _corners(shore)
    for _ in range(ROUNDS):
        split = _split(shore, corners)
        if split is None:
            break
        shore = split
        corners = _corners(shore)
    return _with_ways(corners)


def _corners(polygon: shapely.Polygon) -> np.ndarray:
    parts = shapely.get_parts(shapely.constrained_delaunay_triangles(polygon))
    return np.asarray(shapely.get_coordinates(parts).reshape(-1, 4, 2)[:, :3])


def _sides(corners: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the ends of each side (3n, 2, 2), its number, and whether the angle opposite it is obtuse.

    Side 3 t + k is opposite corner k of triangle t; sides with the same ends have the same number.
    """
    flat = np.ascontiguousarray(corners).view(complex).ravel()  # sorted several times faster than pairs
    spots, number = np.unique(flat, return_inverse=True)
    number, spots = number.reshape(-1, 3), spots.view(float).reshape(-1, 2)
    pairs = np.sort(np.stack([number[:, [1, 2]], number[:, [2, 0]], number[:, [0, 1]]], axis=1), axis=2)
    pairs = pairs.reshape(-1, 2)
    ends, apex = spots[pairs], corners.reshape(-1, 2)
    towards = ends - apex[:, None, :]
    return ends, pairs[:, 0] * len(spots) + pairs[:, 1], (towards[:, 0] * towards[:, 1]).sum(axis=1) < 0


def _split(polygon: shapely.Polygon, corners: np.ndarray) -> shapely.Polygon | None:
    """Return the polygon with more corners where a triangle is obtuse over a shore; None if none is."""
    ends, number, obtuse = _sides(corners)
    _, which, count = np.unique(number, return_inverse=True, return_counts=True)
    along = ends[:, 1] - ends[:, 0]
    length = np.hypot(*along.T)
    wide = np.flatnonzero(obtuse & (count[which] == 1) & (length > MIN_STRETCH_M))
    if not len(wide):
        return None
    apex = corners.reshape(-1, 2)[wide]
    share = ((apex - ends[wide, 0]) * along[wide]).sum(axis=1) / length[wide] ** 2
    feet = ends[wide, 0] + np.clip(share, KEPT, 1 - KEPT)[:, None] * along[wide]
    by_ends = {(*first, *second): foot
               for (first, second), foot in zip(ends[wide].tolist(), feet.tolist(), strict=True)}

    def ring(line: shapely.LinearRing) -> np.ndarray:
        spots = shapely.get_coordinates(line).tolist()
        longer = [spots[0]]
        for start, end in pairwise(spots):
            foot = by_ends.get((*start, *end)) or by_ends.get((*end, *start))
            longer += [end] if foot is None else [foot, end]
        return np.array(longer)

    return shapely.Polygon(ring(polygon.exterior), [ring(line) for line in polygon.interiors])


def _with_ways(corners: np.ndarray) -> Triangles:
    ends, number, obtuse = _sides(corners)
    length = np.hypot(*(ends[:, 1] - ends[:, 0]).T)
    first, second = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    area = np.abs(first[:, 0] * second[:, 1] - first[:, 1] * second[:, 0]) / 2
    around = length.reshape(-1, 3).prod(axis=1) / (2 * np.maximum(area, np.finfo(float).tiny))
    order = np.argsort(number, kind="stable")
    same = np.flatnonzero(number[order][1:] == number[order][:-1])
    left, right = order[same], order[same + 1]
    # A disc is narrowest on a side that lies between the centres of the circles around both triangles;
    # elsewhere it only grows from the one centre to the other.
    between = ~obtuse[left] & ~obtuse[right]
    beside = np.stack([left // 3, right // 3], axis=1)
    way = np.where(between, length[left], around[beside].min(axis=1))
    alone = np.setdiff1d(order, np.concatenate([left, right]))
    return Triangles(corners, area, beside, ends[left], length[left], way, ends[alone])
