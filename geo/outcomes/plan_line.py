"""The line that a plan would leave between Ukrainian-controlled and other ground."""

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.control.record import Control
from geo.crs import to_metres
from geo.plans.assign import HELD_BEFORE, assign
from geo.plans.scenario import Scenario
from geo.status import Holder, Side
from geo.world import World
from geo.zones.cut import cut
from geo.zones.edges import border_between, borders_of
from geo.zones.ground import HELD, HOLDERS

UKRAINES = (Side.KEEPS, Side.RETURNS)
OTHERS = (Side.LEAVES, Side.STAYS_OUT)


def dividing(edges: gpd.GeoDataFrame, sides: pd.Series) -> gpd.GeoDataFrame:
    """Select the edges that form a plan's line.

    Parameters
    ----------
    edges
        From `geo.zones.edges.edges_of`.
    sides
        The side (of Side) of each zone, by id.

    Returns
    -------
    GeoDataFrame
        The rows of `edges` (STORE_CRS) between ground that would be under Ukrainian control and ground that
        would not.
    """
    ours, others = (set(sides.index[sides.isin(wanted)]) for wanted in (UKRAINES, OTHERS))
    return border_between(edges, ours, others)


def beyond(table: pd.DataFrame, scenario: Scenario) -> pd.Series:
    """Tell which zones or places would not be under Ukrainian control under a plan.

    What the plan leaves open is included if Russia holds it.

    Parameters
    ----------
    table
        As for `geo.plans.assign.assign`.
    scenario
        The plan.

    Returns
    -------
    Series
        Boolean, index of `table`.
    """
    sides = assign(table, scenario)["side"]
    unsaid = (sides == Side.OPEN) & (table["holder"] == Holder.RUSSIA)
    return sides.isin(OTHERS) | unsaid


def plan_line_on(world: World, scenario: Scenario, control: Control, before: Control | None) -> BaseGeometry:
    """Return the line that a plan would leave on a given line of contact, in AREA_CRS.

    Parameters
    ----------
    world
        Provides the regions.
    scenario
        The plan.
    control
        The line of contact.
    before
        Control on the plan's reference date, if it has one.
    """
    shapes = {HELD: control.held, **({HELD_BEFORE: before.held} if before is not None else {})}
    zones = cut(world.regions_m, shapes).zones
    held = {name: zones[name].map(HOLDERS) for name in shapes}
    table = pd.DataFrame({"region": zones["region"], "holder": held.pop(HELD), **held})
    return joined_line(dividing(borders_of(zones), assign(table, scenario)["side"]))


def joined_line(edges: gpd.GeoDataFrame) -> BaseGeometry:
    """Join edges (STORE_CRS) into one multilinestring in AREA_CRS."""
    return to_metres(shapely.multilinestrings(shapely.get_parts(edges.geometry.to_numpy())))
