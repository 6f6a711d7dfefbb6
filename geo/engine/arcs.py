"""The borders between pieces, each once, in whole parts of a degree, so that no seams open."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.zones.edges import OUTSIDE, borders_of

NOBODY = 65535
"""Stands for what lies outside the country."""


@dataclass(frozen=True)
class Arcs:
    """Lines between two pieces, or between one and the outside.

    `left` and `right` (n) are positions of the pieces on either side, in the direction of the line; `right`
    is NOBODY outside. `count` (n) is how many spots each line has. `spots` (sum of counts, 2) are longitude
    and latitude in whole parts of a degree.
    """

    left: np.ndarray
    right: np.ndarray
    count: np.ndarray
    spots: np.ndarray


def arcs_of(shapes: gpd.GeoSeries, per_degree: int) -> Arcs:
    """Return each border between two pieces once.

    Parameters
    ----------
    shapes
        A coverage in STORE_CRS; its index has positions from 0.
    per_degree
        Into how many parts a degree is divided.
    """
    # What no vertex needs that lies on a straight line is left out on both sides of it.
    thin = shapely.orient_polygons(shapely.coverage_simplify(shapes.to_numpy(), 0))
    edges = borders_of(gpd.GeoDataFrame(geometry=gpd.GeoSeries(thin, index=shapes.index, crs=shapes.crs)))
    lines, edge = shapely.get_parts(edges.geometry.to_numpy(), return_index=True)
    right = edges["right"].replace(OUTSIDE, NOBODY).to_numpy(dtype=np.int64)[edge]
    left = edges["left"].to_numpy(dtype=np.int64)[edge]
    lines = np.where(_goes_round(lines, left, thin), lines, shapely.reverse(lines))
    spots, line = shapely.get_coordinates(lines, return_index=True)
    whole = np.rint(spots * per_degree).astype(np.int64)
    # What becomes one spot in rounding is kept once.
    keep = np.ones(len(whole), dtype=bool)
    keep[1:] = (line[1:] != line[:-1]) | (whole[1:] != whole[:-1]).any(axis=1)
    count = np.bincount(line[keep], minlength=len(lines))
    there = count > 1
    keep &= there[line]
    return Arcs(left[there], right[there], count[there], whole[keep])


def _goes_round(lines: np.ndarray, left: np.ndarray, shapes: np.ndarray) -> np.ndarray:
    """Return which lines run as the rings of their pieces do: round these, with them on the left."""
    parts, piece = shapely.get_parts(shapes, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    follows = ring[1:] == ring[:-1]
    of = piece[part[ring[:-1][follows]]]
    sides = pd.MultiIndex.from_arrays([*xy[:-1][follows].T, *xy[1:][follows].T, of])
    starts = np.append(0, np.cumsum(shapely.get_num_coordinates(lines))[:-1])
    spots = shapely.get_coordinates(lines)
    first, second = spots[starts], spots[starts + 1]
    return pd.MultiIndex.from_arrays([*first.T, *second.T, left]).isin(sides)
