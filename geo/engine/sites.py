"""On which piece each site stands, and which borders of pieces run at it."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.crs import to_metres
from geo.engine.pieces import Pieces
from geo.zones.edges import OUTSIDE, borders_of
from geo.zones.sites import AT_THE_LINE_KM

NEAR_DEG = 0.02
"""Wider than AT_THE_LINE_KM in either direction anywhere in the country."""


@dataclass(frozen=True)
class SitesOnPieces:
    """The pieces of sites.

    `piece` has the position in `Pieces.table` of the piece that each site stands on, or off a coast of the
    nearest (index `site`). `borders` has one row per site and border of two pieces nearer to it than
    AT_THE_LINE_KM: columns `site`, `one` and `other` (positions). The line of contact runs at a site if
    Russia holds one of these two and not the other.
    """

    piece: pd.Series
    borders: pd.DataFrame


def sites_on(pieces: Pieces, sites: pd.DataFrame) -> SitesOnPieces:
    """Find the pieces of sites.

    Parameters
    ----------
    pieces
        Their shapes are in STORE_CRS.
    sites
        `World.sites` or some rows of it.
    """
    shapes, spots = pieces.shapes, shapely.points(sites["lon"], sites["lat"])
    if not len(sites):
        return SitesOnPieces(pd.Series([], sites.index, dtype=int), _borders([]))
    site, nearest = shapes.sindex.nearest(spots, return_all=False)
    piece = pd.Series(shapes.index.to_numpy()[nearest], sites.index[site])
    near = np.unique(shapes.sindex.query(shapely.buffer(spots, NEAR_DEG), predicate="intersects")[1])
    edges = borders_of(gpd.GeoDataFrame(geometry=shapes.iloc[near].rename_axis(None)))
    edges = edges[edges["right"] != OUTSIDE]
    lines = to_metres(edges.geometry.to_numpy())
    at, edge = shapely.STRtree(lines).query(
        shapely.points(sites["x_m"], sites["y_m"]), predicate="dwithin", distance=AT_THE_LINE_KM * 1000)
    return SitesOnPieces(piece.reindex(sites.index), _borders(list(zip(
        sites.index[at], edges["left"].to_numpy()[edge], edges["right"].to_numpy()[edge], strict=True))))


def _borders(rows: list[tuple[str, int, int]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["site", "one", "other"])
