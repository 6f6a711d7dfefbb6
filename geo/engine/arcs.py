"""The borders between pieces for drawing: each once, in whole parts of a degree, so that no seams open."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely

from geo.zones.edges import OUTSIDE, edges_of

NOBODY = 65535
"""Stands for what lies outside the country."""


@dataclass(frozen=True)
class Arcs:
    """Lines between two pieces, or between one and the outside.

    `left` and `right` (n) are positions of pieces, `right` NOBODY outside; `count` (n) is how many spots
    each line has. `spots` (sum of counts, 2) are longitude and latitude in whole parts of a degree.
    """

    left: np.ndarray
    right: np.ndarray
    count: np.ndarray
    spots: np.ndarray


def arcs_of(shapes: gpd.GeoSeries, tolerance_deg: float, per_degree: int) -> Arcs:
    """Simplify the pieces as one coverage, and return each border between two of them once.

    Parameters
    ----------
    shapes
        A coverage in STORE_CRS; its index has positions from 0.
    tolerance_deg
        As in `shapely.coverage_simplify`.
    per_degree
        Into how many parts a degree is divided.
    """
    thin = shapely.coverage_simplify(shapes.to_numpy(), tolerance_deg)
    edges = edges_of(gpd.GeoDataFrame(geometry=gpd.GeoSeries(thin, index=shapes.index, crs=shapes.crs)))
    lines, edge = shapely.get_parts(edges.geometry.to_numpy(), return_index=True)
    right = edges["right"].replace(OUTSIDE, NOBODY).to_numpy(dtype=np.int64)[edge]
    left = edges["left"].to_numpy(dtype=np.int64)[edge]
    spots, line = shapely.get_coordinates(lines, return_index=True)
    whole = np.rint(spots * per_degree).astype(np.int64)
    # What becomes one spot in rounding is kept once.
    keep = np.ones(len(whole), dtype=bool)
    keep[1:] = (line[1:] != line[:-1]) | (whole[1:] != whole[:-1]).any(axis=1)
    count = np.bincount(line[keep], minlength=len(lines))
    there = count > 1
    keep &= there[line]
    return Arcs(left[there], right[there], count[there], whole[keep])
