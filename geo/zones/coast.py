"""The outer border of zones: which of it is coast, and which a border with which state."""

from collections.abc import Mapping

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.cache import Itself
from geo.crs import to_metres
from geo.measure import segments_km
from geo.zones.edges import OUTSIDE
from geo.zones.ground import Ground
from geo.zones.overlay import NEAR_BORDER_M

COAST = ""
"""Stands for the sea and lagoons where a neighbouring state is named."""


def outer_lengths(edges: gpd.GeoDataFrame, neighbours: Mapping[str, BaseGeometry]) -> pd.DataFrame:
    """Measure the outer border by what lies on its far side, segment by segment.

    A segment belongs to the nearest neighbour whose generalised outline is within NEAR_BORDER_M of its
    middle, and otherwise to the coast.

    Parameters
    ----------
    edges
        Rows of `geo.zones.edges.edges_of`; those between two zones are left out.
    neighbours
        The outlines of the neighbouring states in AREA_CRS by ISO 3166-1 code (`World.neighbours`).

    Returns
    -------
    DataFrame
        One row per zone and far side: columns `left` (zone), `neighbour` (code, or COAST) and `length_km`
        (geodesic).
    """
    outer = edges[edges["right"] == OUTSIDE]
    lines, line = shapely.get_parts(outer.geometry.to_numpy(), return_index=True)
    xy, part = shapely.get_coordinates(lines, return_index=True)
    follows = part[1:] == part[:-1]
    starts, ends = xy[:-1][follows], xy[1:][follows]
    zone = outer["left"].to_numpy()[line[part[:-1][follows]]]
    middles = to_metres(shapely.points((starts + ends) / 2))
    states = np.array(list(neighbours.values()), dtype=object)
    state, near = shapely.STRtree(middles).query(states, predicate="dwithin", distance=NEAR_BORDER_M)
    # Where three states meet, two are near; elsewhere it does not matter how far away the one is.
    several = np.bincount(near)[near] > 1
    away_m = np.zeros(len(near))
    away_m[several] = shapely.distance(states[state[several]], middles[near[several]])
    order = np.argsort(-away_m, kind="stable")
    neighbour = np.full(len(starts), COAST, dtype=object)
    neighbour[near[order]] = np.array(list(neighbours), dtype=object)[state[order]]
    table = pd.DataFrame({"left": zone, "neighbour": neighbour, "length_km": segments_km(starts, ends)})
    return table.groupby(["left", "neighbour"], as_index=False)["length_km"].sum()


def coasts_km(ground: Ground, neighbours: Mapping[str, BaseGeometry]) -> pd.Series:
    """Measure the coast of each zone; parameters as for `outer_lengths`.

    Returns
    -------
    Series
        Kilometres (geodesic), index of `Ground.table`; 0 without a coast.
    """
    def measured() -> pd.Series:
        outer = outer_lengths(ground.edges, neighbours)
        coast = outer[outer["neighbour"] == COAST].set_index("left")["length_km"]
        return coast.reindex(ground.table.index, fill_value=0.0)

    return ground.once(("coasts", Itself(neighbours)), measured)
