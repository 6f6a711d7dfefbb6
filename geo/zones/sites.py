"""Sites on a line of contact: which zone each stands in, and what the zones of a plan hold."""

from collections.abc import Collection
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd
import shapely

from geo.crs import to_metres
from geo.errors import Name
from geo.gazetteer.sites import SiteKind
from geo.plans.scenario import Scenario
from geo.zones.ground import Ground

AT_THE_LINE_KM = 0.5
"""A site this near to the line of contact is held by neither side alone as far as the record can tell."""

GROUPS = ["region", "status", "holder", "kind"]


class DecidedBy(StrEnum):
    """Which plans of a map decide on a site: every one, or of two the first or the second alone."""

    EVERY = "every"
    FIRST = "first"
    SECOND = "second"


def zones_of(ground: Ground, sites: pd.DataFrame) -> pd.Series:
    """Return the zone that each site stands in, or off a coast the nearest.

    `sites` is `World.sites` or some rows of it; so it is for all functions here.

    Returns
    -------
    Series
        Zone ids (index of `Ground.table`), index `site`; without zones, empty.
    """
    zones = ground.zones
    if not len(sites) or not len(zones):
        return pd.Series([], pd.Index([], dtype="str", name="site"), dtype="str")
    spots = shapely.points(sites["lon"], sites["lat"])
    site, zone = zones.sindex.nearest(spots, return_all=False)
    return pd.Series(zones.index.to_numpy()[zone], sites.index[site])


def distances_km(ground: Ground, sites: pd.DataFrame) -> np.ndarray | None:
    """Measure how far each site is from the line of contact.

    Returns
    -------
    ndarray
        Kilometres in the plane of AREA_CRS, shape (n,), in the order of `sites`; None without a line.
    """
    if ground.contact.empty:
        return None
    line = to_metres(ground.contact.geometry.union_all())
    return np.asarray(shapely.distance(line, shapely.points(sites["x_m"], sites["y_m"]))) / 1000


def decided_in(plan: Scenario, ground: Ground, regions: Collection[str]) -> list[str]:
    """Return the ids of the sites in these regions that a plan itself decides on, in its order."""
    return [item.site for item in plan.sites if ground.site_regions.get(item.site) in regions]


def decided_by(first: Scenario | None, second: Scenario | None, ground: Ground,
               regions: Collection[str]) -> dict[str, DecidedBy]:
    """Return which of two plans decide on each site in these regions that either decides on.

    Without a second plan (None), or a first, the other is every plan there is.
    """
    one, other = (decided_in(plan, ground, regions) if plan else [] for plan in (first, second))
    sites = dict.fromkeys([*one, *other], DecidedBy.EVERY)
    if first and second:
        for site in sites:
            if site not in other:
                sites[site] = DecidedBy.FIRST
            elif site not in one:
                sites[site] = DecidedBy.SECOND
    return sites


def sites_in(table: pd.DataFrame, ground: Ground, sites: pd.DataFrame) -> pd.DataFrame:
    """Return the sites with the columns of the zones that they stand in.

    Parameters
    ----------
    table
        One row per zone, such as `Outcome.table`; its columns win where a site has one of that name.
    ground, sites
        The ground of these zones, and `World.sites`.

    Returns
    -------
    DataFrame
        One row per site, in the order of kinds and then of the table.
    """
    where = zones_of(ground, sites)
    here = table.loc[where.to_numpy()].set_index(where.index)
    both = sites.loc[where.index].drop(columns=[name for name in here if name in sites]).join(here)
    order = [list(SiteKind).index(SiteKind(kind)) for kind in both["kind"]]
    return both.iloc[np.argsort(order, kind="stable")] if order else both


def site_rows(table: pd.DataFrame, ground: Ground, sites: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the sites of a plan's zones, one entry per region, status, holder and kind.

    `table` is as for `sites_in`, with `status`. `capacity_mw` is the sum of what is stated, as built; None if
    nothing is.
    """
    there = sites_in(table, ground, sites)
    rows = []
    for keys, group in there.groupby(GROUPS, sort=True, observed=True):
        rows.append({
            **dict(zip(GROUPS, map(str, keys), strict=True)),
            "capacity_mw": summed_mw(group),
            "sites": [{"id": str(site), "name": Name(str(name), uk=str(ukrainian)),
                       "capacity_mw": None if np.isnan(mw) else float(mw)}
                      for site, name, ukrainian, mw in zip(group.index, group["name_en"], group["name_uk"],
                                                           group["capacity_mw"], strict=True)],
        })
    return rows


def summed_mw(sites: pd.DataFrame) -> float | None:
    """Return the `capacity_mw` of sites together, in MW as built; None if none is stated."""
    stated = sites["capacity_mw"].dropna()
    return float(stated.sum()) if len(stated) else None
