"""The sides of a plan: on which one its ground is, and its power stations, dams and ports."""

from collections.abc import Sequence
from enum import StrEnum

import pandas as pd

from geo.explore.cells import Cells
from geo.outcomes.outcome import Outcome
from geo.outcomes.plan_line import OTHERS, UKRAINES
from geo.plans.site_clause import SiteClause, SiteControl
from geo.status import Holder, Side
from geo.world import World
from geo.zones.sites import AT_THE_LINE_KM, distances_km, zones_of

GENERATING = ("nuclear_plant", "dam", "power_station")
"""The kinds of sites that generate electricity."""
PORT = "port"


class Under(StrEnum):
    """Who would have a piece of ground: without a plan, who holds it."""

    UKRAINE = "ukraine"
    """Under Ukrainian control."""
    OTHER = "other"
    """Not under Ukrainian control: Russian-held, or left by Ukraine whatever becomes of it."""
    OPEN = "open"
    """Left open by the text."""


DECIDED: dict[SiteControl, Under] = {
    SiteControl.UKRAINE: Under.UKRAINE,
    SiteControl.RUSSIA: Under.OTHER,
    SiteControl.OPEN: Under.OPEN,
}
"""The side that a decision gives a site to; any other leaves it on the side of its ground."""


def sides_of(outcome: Outcome | None, cells: Cells) -> pd.Series:
    """Tell on which side each zone is under a plan, or for None on the line of contact.

    Returns
    -------
    Series
        Index `zone`, that of `Ground.table`; values of Under.
    """
    if outcome is None:
        russian = cells.ground.table["holder"] == Holder.RUSSIA
        return russian.map({True: Under.OTHER.value, False: Under.UKRAINE.value})
    named = {**dict.fromkeys(map(str, UKRAINES), Under.UKRAINE.value),
             **dict.fromkeys(map(str, OTHERS), Under.OTHER.value), Side.OPEN.value: Under.OPEN.value}
    return outcome.table["side"].map(named)


def sites_by_side(world: World, cells: Cells, of_zone: pd.Series,
                  said: Sequence[SiteClause] = ()) -> pd.DataFrame:
    """Return the power stations, dams and ports with their side.

    Parameters
    ----------
    world, cells
        The sites, and the cells of the ground.
    of_zone
        Values of Under; index `zone`.
    said
        What the text says of sites.

    Returns
    -------
    DataFrame
        The rows of `World.sites` with `side` (of Under) and `at_line`: within AT_THE_LINE_KM of the line of
        contact, so that the record cannot tell who holds it, and the text does not give it to a side.
    """
    sites = world.sites[world.sites["kind"].isin([*GENERATING, PORT])]
    given = {clause.site: DECIDED[clause.control].value for clause in said if clause.control in DECIDED}
    away_km = distances_km(cells.ground, sites)
    of_ground = zones_of(cells.ground, sites).map(of_zone).reindex(sites.index).astype(object)
    is_given = sites.index.isin(list(given))
    near = False if away_km is None else (away_km < AT_THE_LINE_KM) & ~is_given
    return sites.assign(side=of_ground.where(~is_given, sites.index.to_series().map(given)), at_line=near)
