"""The edges between zones: one per pair of neighbours, and one per zone for its outer border."""

import geopandas as gpd
import numpy as np
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
    if zones.empty:
        return gpd.GeoDataFrame({"left": [], "right": []}, geometry=[], crs=STORE_CRS)
    start, end, zone, ring = _segments(zones.geometry.to_numpy())
    first, high = _sides(start, end, zone)
    start, end, low, ring = start[first], end[first], zone[first], ring[first]
    # One line per stretch of a ring with the same neighbour; only where stretches meet is left to be merged.
    goes_on = ((np.diff(first) == 1) & (np.diff(low) == 0) & (np.diff(high) == 0) & (np.diff(ring) == 0))
    stretch = np.cumsum(np.append(True, ~goes_on)) - 1
    last = np.flatnonzero(np.append(~goes_on, True))
    xy, of = np.insert(start, last + 1, end[last], axis=0), np.insert(stretch, last + 1, stretch[last])
    lines = shapely.linestrings(xy, indices=of)
    low, high = low[last], high[last]
    order = np.lexsort((high, low))
    low, high = low[order], high[order]
    new = np.diff(low, prepend=-1).astype(bool) | np.diff(high, prepend=-2).astype(bool)
    merged = shapely.line_merge(shapely.multilinestrings(lines[order], indices=np.cumsum(new) - 1))
    names = zones.index.to_numpy()
    sides = {"left": list(names[low[new]]),
             "right": [OUTSIDE if other < 0 else names[other] for other in high[new]]}
    return gpd.GeoDataFrame(sides, geometry=merged, crs=STORE_CRS)


def _segments(geometries: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return start and end of every segment of every ring, and the numbers of its zone and its ring."""
    parts, zone = shapely.get_parts(geometries, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    follows = ring[1:] == ring[:-1]
    ring = ring[:-1][follows]
    return xy[:-1][follows], xy[1:][follows], zone[part[ring]], ring


def _sides(start: np.ndarray, end: np.ndarray, zone: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Find the segments that two zones share, whichever way each goes round.

    Returns
    -------
    tuple
        The numbers of the segments as the first zone has them, ascending, and the number of the zone on the
        other side of each, -1 if there is none.
    """
    turned = (start[:, 0] > end[:, 0]) | ((start[:, 0] == end[:, 0]) & (start[:, 1] > end[:, 1]))
    ways = np.where(turned[:, None], np.hstack([end, start]), np.hstack([start, end]))
    order = np.lexsort(ways.T)  # stable, so that the first zone's comes first
    ways = ways[order]
    new = np.append(True, (ways[1:] != ways[:-1]).any(axis=1))
    first, last = np.flatnonzero(new), np.append(np.flatnonzero(new)[1:], len(new)) - 1
    high = np.where(first == last, -1, zone[order[last]])
    ascending = np.argsort(order[first])
    return order[first][ascending], high[ascending]


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
