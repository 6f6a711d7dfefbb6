"""The faces between the borders of regions and of shapes, noded once; specks go to a neighbour."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.crs import AREA_CRS
from geo.errors import N_, CrsMismatch
from geo.prepared import prepared

GRID_M = 0.001  # vertices are snapped to a millimetre, so that every crossing is noded exactly once
SLIVER_KM2 = 0.01  # faces smaller than a hectare are merged into a neighbour


@dataclass(frozen=True)
class Faces:
    """Regions cut along the borders of shapes.

    Attributes
    ----------
    polygons
        Shape (n,), AREA_CRS: a coverage of the regions.
    region
        The position of the region that each lies in, shape (n,).
    within
        Whether each lies in each of the shapes, shape (n, shapes).
    """

    polygons: np.ndarray
    region: np.ndarray
    within: np.ndarray

    @cached_property
    def area_km2(self) -> np.ndarray:
        """The area of each in the plane of AREA_CRS, shape (n,): what slivers are told by."""
        return np.asarray(shapely.area(self.polygons)) / 1e6

    @cached_property
    def _beside_small(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Faces smaller than SLIVER_KM2, their neighbours in the same region, and the metres they share."""
        small = np.flatnonzero(self.area_km2 < SLIVER_KM2)
        here, there = shapely.STRtree(self.polygons).query(self.polygons[small], predicate="intersects")
        here = small[here]
        same = (here != there) & (self.region[here] == self.region[there])
        here, there = here[same], there[same]
        shared_m = shapely.length(shapely.intersection(self.polygons[here], self.polygons[there]))
        beside = shared_m > 0
        return here[beside], there[beside], shared_m[beside]

    def without_slivers(self, shapes: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
        """Tell which faces count as within some of the shapes, as if no other shape had cut the ground.

        What these shapes leave undivided and is smaller than SLIVER_KM2 goes to the neighbour in its region
        with which it shares the longest border. An islet has no neighbour, and stays as it is.

        Parameters
        ----------
        shapes
            Positions of shapes.

        Returns
        -------
        tuple
            Boolean, shape (n, len(shapes)); and the areas of the slivers, square kilometres.
        """
        within = self.within[:, shapes]
        here, there, shared_m = self._beside_small
        undivided = (within[here] == within[there]).all(axis=1)
        piece = _joined(len(within), here[undivided], there[undivided])
        area_km2 = np.bincount(piece, self.area_km2, len(within))
        small = area_km2[piece] < SLIVER_KM2
        pair = small[here] & ~small[there]
        sides, side = np.unique(np.column_stack([piece[here[pair]], within[there[pair]]]), axis=0,
                                return_inverse=True)
        longest = np.argsort(-np.bincount(side, shared_m[pair], len(sides)), kind="stable")
        pieces, first = np.unique(sides[longest, 0], return_index=True)
        moves = np.flatnonzero(np.isin(piece, pieces))
        settled = within.copy()
        settled[moves] = sides[longest[first], 1:][np.searchsorted(pieces, piece[moves])]
        return settled, area_km2[pieces]


def _joined(count: int, first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Number the faces so that what pairs join, directly or through others, has one number."""
    number = np.arange(count)
    while True:
        lower = number.copy()
        np.minimum.at(lower, first, number[second])
        np.minimum.at(lower, second, number[first])
        lower = lower[lower]
        if np.array_equal(lower, number):
            return number
        number = lower


def faces_of(regions: gpd.GeoDataFrame, shapes: Sequence[BaseGeometry]) -> Faces:
    """Cut regions along the borders of shapes.

    Parameters
    ----------
    regions
        One row per region, AREA_CRS, a coverage.
    shapes
        Polygons in AREA_CRS, which may extend beyond the regions.

    Raises
    ------
    CrsMismatch
        If the regions are not in AREA_CRS.
    """
    if regions.crs != AREA_CRS:
        raise CrsMismatch(N_("regions are in {crs}, not in {area_crs}"), crs=regions.crs, area_crs=AREA_CRS)
    if regions.empty:
        return Faces(np.empty(0, object), np.empty(0, int), np.empty((0, len(shapes)), bool))
    borders = shapely.boundary(regions.geometry.to_numpy())
    frame = shapely.box(*regions.total_bounds)
    edges = [shapely.intersection(shapely.boundary(shape), frame) for shape in shapes]
    network = shapely.union_all(np.append(borders, edges), grid_size=GRID_M)
    polygons = shapely.get_parts(shapely.polygonize([network]))
    spots = shapely.point_on_surface(polygons)
    face, region = regions.sindex.query(spots, predicate="within")
    within = np.empty((len(face), len(shapes)), bool)
    for number, shape in enumerate(shapes):
        within[:, number] = shapely.contains(prepared(shape), spots[face])
    return Faces(polygons[face], region, within)
