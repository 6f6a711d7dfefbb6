"""The cells of settlements in slices that never split: whatever the day, each has one holder."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely

from geo.control.nearest import nearest

NEAREST = 12
"""How many settlements decide on a slice, each with the inverse square of its distance (Shepard 1968)."""
AROUND = 3
"""Those nearest to a slice are looked for first among this many times as many around the settlement."""
RINGS = (0.0, 0.5, 0.75, 1.0)
"""Where a cell is cut, as shares of the way from its settlement to its edge; the first ring is its own."""
UNITS = 1_000_000
"""The weights of a slice add up to this: whole numbers, so that sums do not depend on their order."""
NEEDED = 0.6
"""The share of the weights that Russian-held settlements must have: a field from -1 to 1 at +0.2."""


@dataclass(frozen=True)
class Slices:
    """Slices of some cells, in the order of their cells; together they cover each of these cells once.

    `cell` (n) is the position of the settlement in whose cell a slice lies, `shape` (n) its polygon in
    AREA_CRS. `near` (n, k) are the positions of the settlements that decide on it, and `weight` (n, k) how
    much each counts, in UNITS.
    """

    cell: np.ndarray
    shape: np.ndarray
    near: np.ndarray
    weight: np.ndarray

    def russian_held(self, settlements: np.ndarray) -> np.ndarray:
        """Tell which slices Russia holds where it holds these settlements.

        Parameters
        ----------
        settlements
            Boolean, shape (m,), in the order of the record's settlements.

        Returns
        -------
        ndarray
            Boolean, shape (n,), in the order of the slices.
        """
        return decided((self.weight * settlements[self.near]).sum(axis=1), self.weight.sum(axis=1))


def decided(russian: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """Tell where Russian-held settlements have more than NEEDED of the weights.

    Parameters
    ----------
    russian, whole
        The weights of Russian-held settlements and of all, in UNITS: whole numbers of one shape.

    Returns
    -------
    ndarray
        Boolean, of the same shape.
    """
    return 10 * russian > round(10 * NEEDED) * whole


def slices_of(cells: np.ndarray, spots: np.ndarray, which: np.ndarray, count: int = NEAREST) -> Slices:
    """Cut cells into triangles from the settlement to each edge, and these into slices along the edge.

    Parameters
    ----------
    cells
        The convex cell of each settlement, AREA_CRS.
    spots
        Where the settlements are, shape (m, 2), AREA_CRS.
    which
        Positions of the cells to cut.
    count
        How many settlements decide on a slice.

    Returns
    -------
    Slices
        Of each cell the inner half, which has the holder of its settlement, and one slice per edge and
        further ring, decided at its centre.
    """
    corners, ring = shapely.get_coordinates(cells[which], return_index=True)
    edge = np.flatnonzero(ring[1:] == ring[:-1])
    cell, middle = ring[edge], spots[which][ring[edge]]
    here, there = corners[edge], corners[edge + 1]
    inner_rings = shapely.linearrings(_at(RINGS[1], spots[which][ring], corners), indices=ring)
    shapes = [np.asarray(shapely.polygons(inner_rings))]
    centres, owners = [spots[which]], [np.arange(len(which))]
    for inner, outer in pairwise(RINGS[1:]):
        rim = [_at(share, middle, end) for share, end in (
            (inner, here), (outer, here), (outer, there), (inner, there), (inner, here))]
        shapes.append(np.asarray(shapely.polygons(np.stack(rim, axis=1))))
        centres.append(_at((inner + outer) / 2, middle, (here + there) / 2))
        owners.append(cell)
    owner = np.concatenate(owners)
    order = np.argsort(owner, kind="stable")
    near, square_m2 = _deciding(np.concatenate(centres)[order], owner[order], spots, which, count)
    own = order < len(which)  # at the settlement itself, which is nearest
    square_m2[own] = np.inf
    square_m2[own, 0] = 1.0
    share = 1 / square_m2
    weight = np.rint(UNITS * share / share.sum(axis=1, keepdims=True)).astype(np.int64)
    return Slices(which[owner[order]], np.concatenate(shapes)[order], near, weight)


def _deciding(centres: np.ndarray, owner: np.ndarray, spots: np.ndarray, which: np.ndarray,
              count: int) -> tuple[np.ndarray, np.ndarray]:
    """What `nearest` finds, looked for first among the settlements around that of the cell."""
    if not len(which):
        return nearest(centres, spots, count)
    around, away_m2 = nearest(spots[which], spots, AROUND * count)
    about = np.sort(around, axis=1)[owner]
    square_m2 = (centres[:, :1] - spots[about, 0]) ** 2 + (centres[:, 1:] - spots[about, 1]) ** 2
    few = np.argsort(square_m2, axis=1, kind="stable")[:, :count]
    near, square_m2 = (np.take_along_axis(table, few, axis=1) for table in (about, square_m2))
    # All that is not around the settlement is at least this far from the centre.
    beyond_m = np.sqrt(away_m2[owner, -1]) - np.hypot(*(centres - spots[which][owner]).T)
    unsure = np.flatnonzero((np.sqrt(square_m2[:, -1]) >= beyond_m) & (about.shape[1] < len(spots)))
    near[unsure], square_m2[unsure] = nearest(centres[unsure], spots, count)
    return near, square_m2


def _at(share: float, middle: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Spots a share of the way; at 1, the very end, so that slices of two cells share their corners."""
    return end if share == 1 else middle + share * (end - middle)


def reach_m(cells: np.ndarray, spots: np.ndarray, count: int = NEAREST) -> np.ndarray:
    """How far from its settlement all that decide on the slices of a cell are, at most.

    A slice's centre is at most the cell's radius r from the settlement, and `count` settlements are within
    their distance R from the settlement, so those nearest to the centre are within 2 r + R.

    Parameters
    ----------
    cells
        Polygons of shape (m,), AREA_CRS.
    spots
        Where the settlements are, shape (m, 2), AREA_CRS.
    count
        How many settlements decide on a slice.

    Returns
    -------
    ndarray
        Metres, shape (m,).
    """
    corners, cell = shapely.get_coordinates(cells, return_index=True)
    radius_m = np.zeros(len(cells))
    np.maximum.at(radius_m, cell, np.hypot(*(corners - spots[cell]).T))
    return 2 * radius_m + np.sqrt(nearest(spots, spots, count)[1][:, -1])


def contested(spots: np.ndarray, reach: np.ndarray, course: np.ndarray) -> np.ndarray:
    """The cells on whose slices settlements of different course may decide.

    Parameters
    ----------
    spots
        Where the settlements are, shape (m, 2), AREA_CRS.
    reach
        From `reach_m`, shape (m,).
    course
        A whole number for who held a settlement when, shape (m,); 0 for Ukraine, always.

    Returns
    -------
    ndarray
        Positions of cells, in order.
    """
    points = np.asarray(shapely.points(spots))
    ever, never = np.flatnonzero(course), np.flatnonzero(course == 0)
    found = np.zeros(len(spots), bool)
    for some, others in ((ever, never), (never, ever)):
        if len(some) and len(others):
            _, away = shapely.STRtree(points[others]).query_nearest(
                points[some], return_distance=True, all_matches=False)
            found[some] = away <= reach[some]
    rest = ever[~found[ever]]
    if len(np.unique(course[ever])) > 1 and len(rest):
        which, other = shapely.STRtree(points).query(points[rest], predicate="dwithin", distance=reach[rest])
        found[rest[which[course[rest[which]] != course[other]]]] = True
    return np.flatnonzero(found)


def uneven(slices: Slices, course: np.ndarray) -> Slices:
    """Only the slices of cells that are ever divided or other than their settlement, for all that is known.

    Where all that decide on a cell have one course, its slices always have one holder. `course` is as for
    `contested`.
    """
    differ = (course[slices.near] != course[slices.cell][:, None]) & (slices.weight > 0)
    kept = np.isin(slices.cell, slices.cell[differ.any(axis=1)])
    return Slices(slices.cell[kept], slices.shape[kept], slices.near[kept], slices.weight[kept])
