"""Cutting the regions into zones with an overlay in which all borders are noded once."""

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.crs import AREA_CRS, STORE_CRS, to_degrees
from geo.errors import N_, CrsMismatch
from geo.prepared import prepared

GRID_M = 0.001  # vertices are snapped to a millimetre, so that every crossing is noded exactly once
SLIVER_KM2 = 0.01  # faces smaller than a hectare are merged into a neighbour


@dataclass(frozen=True)
class Cut:
    """The `zones` (see `cut`), with the number and total area of the slivers merged into them."""

    zones: gpd.GeoDataFrame
    slivers: int
    slivers_km2: float


def cut(regions: gpd.GeoDataFrame, inside: Mapping[str, BaseGeometry]) -> Cut:
    """Cut every region along the border of each named shape.

    Parameters
    ----------
    regions
        One row per region, index `region`, AREA_CRS, a coverage.
    inside
        Shapes in AREA_CRS by name, for example `{"russia": held}`. They may extend beyond the regions.

    Returns
    -------
    Cut
        `zones` has one row per combination of region and shapes with any ground: columns `region`, one
        boolean column per shape, and `geometry` in STORE_CRS. The zones form a coverage: neighbours
        share their vertices, and together they cover the regions exactly. Faces smaller than
        SLIVER_KM2 are merged into the neighbour in the same region with the longest shared border,
        and counted.

    Raises
    ------
    CrsMismatch
        If the regions are not in AREA_CRS.
    """
    if regions.crs != AREA_CRS:
        raise CrsMismatch(N_("regions are in {crs}, not in {area_crs}"), crs=regions.crs, area_crs=AREA_CRS)
    if regions.empty:
        nothing = {name: pd.Series(dtype=bool) for name in inside}
        empty = pd.DataFrame({"region": pd.Series(dtype=str), **nothing})
        return Cut(gpd.GeoDataFrame(empty, geometry=[], crs=STORE_CRS), 0, 0.0)
    borders = shapely.boundary(regions.geometry.to_numpy())
    frame = shapely.box(*regions.total_bounds)
    edges = [shapely.intersection(shapely.boundary(shape), frame) for shape in inside.values()]
    network = shapely.union_all(np.append(borders, edges), grid_size=GRID_M)
    faces = shapely.get_parts(shapely.polygonize([network]))
    spots = shapely.point_on_surface(faces)
    face, region = regions.sindex.query(spots, predicate="within")
    spots, faces = spots[face], faces[face]
    within = np.empty((len(faces), len(inside)), bool)
    for number, shape in enumerate(inside.values()):
        within[:, number] = shapely.contains(prepared(shape), spots)
    slivers = _merge_slivers(faces, region, within)
    # Zones in the order of their regions' names, then of the shapes.
    names = regions.index.to_numpy()
    zone = np.argsort(np.argsort(names, kind="stable"))[region]
    for column in within.T:
        zone = zone * 2 + column
    _, first, member = np.unique(zone, return_index=True, return_inverse=True)
    parts = np.split(faces[np.argsort(member, kind="stable")], np.cumsum(np.bincount(member))[:-1])
    merged = np.array([shapely.coverage_union_all(part) for part in parts])
    table = {"region": names[region[first]], **dict(zip(inside, within[first].T, strict=True))}
    return Cut(
        zones=gpd.GeoDataFrame(pd.DataFrame(table), geometry=to_degrees(merged), crs=STORE_CRS),
        slivers=len(slivers),
        slivers_km2=float(slivers.sum()),
    )


def _merge_slivers(faces: np.ndarray, region: np.ndarray, within: np.ndarray) -> np.ndarray:
    """Put each sliver within the shapes of the neighbour in its region with the longest shared border.

    Changes `within`; returns the areas of the slivers in square kilometres.
    """
    area_km2 = shapely.area(faces) / 1e6
    merged = []
    for row in np.flatnonzero(area_km2 < SLIVER_KM2):
        same = np.flatnonzero((region == region[row]) & (area_km2 >= SLIVER_KM2))
        shared = shapely.length(shapely.intersection(faces[same], faces[row]))
        # An islet has no neighbour to be merged into and keeps its flags.
        if len(same) and shared.max() > 0:
            merged.append(row)
            within[row] = within[same[shared.argmax()]]
    return np.asarray(area_km2[merged])
