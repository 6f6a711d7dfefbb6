"""The edges between zones: one per pair of neighbours, and one per zone for its outer border."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.crs import STORE_CRS
from geo.measure import length_km

OUTSIDE = ""
"""The id used for the far side of the coast and of the international border."""


def edges_of(zones: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Find the shared border of each pair of zones.

    Parameters
    ----------
    zones
        A coverage in STORE_CRS with a unique index; neighbours must share their vertices.

    Returns
    -------
    GeoDataFrame
        One row per pair of neighbours; columns `left` and `right` (index values of `zones`, `left`
        being the earlier one; `right` is OUTSIDE for the outer border), `geometry` (lines, STORE_CRS)
        and `length_km` (geodesic).
    """
    table = borders_of(zones)
    table["length_km"] = [length_km(line) for line in table.geometry]
    return table


def borders_of(zones: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Find the shared border of each pair of zones, as `edges_of` does, without measuring it.

    Returns
    -------
    GeoDataFrame
        As from `edges_of` (STORE_CRS), without `length_km`: for lines that are only drawn.
    """
    segments = _segments(zones.geometry.to_numpy())
    owners = segments.groupby(["x1", "y1", "x2", "y2"], sort=False)["zone"]
    pairs = owners.agg(low="min", high="max", count="size").reset_index()
    pairs.loc[pairs["count"] == 1, "high"] = -1
    names = zones.index.to_numpy()
    low, high = pairs["low"].to_numpy(), pairs["high"].to_numpy()
    order = np.lexsort((high, low))
    lines = shapely.linestrings(pairs[["x1", "y1", "x2", "y2"]].to_numpy().reshape(-1, 2, 2))
    low, high = low[order], high[order]
    starts = np.diff(low, prepend=-1).astype(bool) | np.diff(high, prepend=-2).astype(bool)
    merged = shapely.line_merge(shapely.multilinestrings(lines[order], indices=np.cumsum(starts) - 1))
    sides = {"left": list(names[low[starts]]),
             "right": [OUTSIDE if other < 0 else names[other] for other in high[starts]]}
    return gpd.GeoDataFrame(sides, geometry=merged, crs=STORE_CRS)


def _segments(geometries: np.ndarray) -> pd.DataFrame:
    """Return every segment of every ring, directed so that both sides give the same coordinates."""
    parts, zone = shapely.get_parts(geometries, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    follows = ring[1:] == ring[:-1]
    start, end = xy[:-1][follows], xy[1:][follows]
    turn = (start[:, 0] > end[:, 0]) | ((start[:, 0] == end[:, 0]) & (start[:, 1] > end[:, 1]))
    start[turn], end[turn] = end[turn], start[turn]
    return pd.DataFrame({
        "x1": start[:, 0], "y1": start[:, 1], "x2": end[:, 0], "y2": end[:, 1],
        "zone": zone[part[ring[:-1][follows]]],
    })


def border_between(edges: gpd.GeoDataFrame, first: set[str], second: set[str]) -> gpd.GeoDataFrame:
    """Select the edges with a zone of `first` on one side and a zone of `second` on the other.

    Returns
    -------
    GeoDataFrame
        Rows of `edges`, which are from `edges_of` (STORE_CRS).
    """
    left, right = edges["left"], edges["right"]
    there = left.isin(first) & right.isin(second)
    back = left.isin(second) & right.isin(first)
    return edges[there | back]


def border_around(edges: gpd.GeoDataFrame, zones: set[str]) -> gpd.GeoDataFrame:
    """Select the edges with a zone of this set on exactly one side.

    Returns
    -------
    GeoDataFrame
        Rows of `edges`, which are from `edges_of` (STORE_CRS).
    """
    return edges[edges["left"].isin(zones) != edges["right"].isin(zones)]
