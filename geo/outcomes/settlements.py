"""Settlements under a plan: which towns and villages a status touches, and what happens to one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd
import shapely

from geo.control.origin import OriginKind
from geo.control.record import Control
from geo.crs import to_metres
from geo.gazetteer.places import CITY_ID_LENGTH
from geo.outcomes.outcome import Outcome
from geo.plans.assign import assign
from geo.plans.scenario import Scenario
from geo.status import Holder
from geo.world import World, control_for
from geo.zones.ground import HOLDERS, contact_reach

KINDS = ("city", "settlement", "village")
"""Cities, urban-type settlements, villages; what is left of a hromada counts as villages."""


def held_places(world: World, control: Control, earlier_controls: Mapping[date, Control]) -> pd.DataFrame:
    """Who holds every place, on the date and on the earlier dates that plans refer to.

    Returns
    -------
    DataFrame
        Index `place`; columns of `World.places`, `settlement` (id of the whole, where the place is
        part of a city), `holder`, and one column per earlier date (its ISO text).
    """
    spots = shapely.points(world.places["x_m"], world.places["y_m"])
    lines = {"holder": control, **{day.isoformat(): line for day, line in earlier_controls.items()}}
    held = {
        name: pd.Series(shapely.contains(line.held, spots), world.places.index).map(HOLDERS)
        for name, line in lines.items()
    }
    settlement = world.places.index.str[:CITY_ID_LENGTH]
    return world.places.assign(settlement=settlement, **held)


def listed(places: pd.DataFrame, scenario: Scenario) -> pd.DataFrame:
    """All settlements with their status under a plan.

    Parameters
    ----------
    places
        From `held_places`.
    scenario
        The plan.

    Returns
    -------
    DataFrame
        One row per settlement and rule (a city that the line cuts has two), the largest first;
        columns `settlement`, `name_en`, `name_uk`, `kind`, `region`, `raion`, `hromada`, `lon`,
        `lat` (degrees), `population` (reference year), `holder`, `rule`, `status`, `side`.
    """
    table = places.join(assign(places, scenario))
    table["kind"] = table["kind"].where(table["kind"].isin(KINDS), KINDS[-1])
    keys = ["settlement", "region", "holder", "rule", "status", "side"]
    rows = table.groupby(keys, as_index=False).agg(
        name_en=("name_en", "first"), name_uk=("name_uk", "first"), kind=("kind", "first"),
        raion=("raion", "first"), hromada=("hromada", "first"), lon=("lon", "mean"),
        lat=("lat", "mean"), population=("population", "sum"),
    )
    return rows.sort_values(["population", "settlement"], ascending=[False, True],
                            ignore_index=True)


def settlements_of(outcome: Outcome, world: World) -> pd.DataFrame:
    """All settlements with their status in an outcome (see `listed`)."""
    day = outcome.scenario.reference_date
    earlier_controls = {day: control_for(world, day)} if day else {}
    return listed(held_places(world, outcome.ground.control, earlier_controls), outcome.scenario)


def counts(rows: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """How many cities, urban-type settlements and villages: index `by`, one column per kind."""
    table = rows.groupby([*by, "kind"]).size().unstack(fill_value=0)
    return table.reindex(columns=list(KINDS), fill_value=0)


@dataclass(frozen=True)
class Tenure:
    """Who holds a settlement, and since when the record has it so.

    `since` is None if no event says otherwise than Ukraine. If `exact` is false the change came
    on or before that day, the first of a period of the record.
    """

    holder: Holder
    since: date | None
    exact: bool
    shares: Mapping[Holder, int]
    """People of the reference year by holder; two entries where the line cuts a city."""
    recorded: bool = True
    """Whether the record says so, and not a line of another origin."""
    together: bool = True
    """Whether all parts that this holder has came to it on one day (`since` is the last)."""


def tenure(world: World, places: pd.DataFrame, control: Control) -> Tenure:
    """Read from the events who holds a settlement and since when.

    Parameters
    ----------
    world
        For the record.
    places
        The rows of `held_places` that make up the settlement.
    control
        The line of contact. Of one that does not come from the record nobody knows since when.
    """
    people = places.groupby("holder")["population"].sum()
    sizes = places.groupby("holder").size()
    # Of a settlement without people, the holder of most of its parts.
    most = str((people if people.sum() else sizes).idxmax())
    ours = places.index[places["holder"] == most]
    changes = world.record.changes
    recorded = control.origin.kind is OriginKind.RECORD
    past = changes[changes["place"].isin(ours) & (changes["date"] <= control.on) & recorded]
    latest = past.drop_duplicates("place", keep="last")
    latest = latest[latest["held_by"] == most]
    since = latest["date"].max() if len(latest) else None
    return Tenure(
        holder=Holder(most),
        since=since,
        exact=since is not None and since not in {p.first for p in world.record.periods},
        shares={Holder(str(name)): int(count) for name, count in people.items()},
        recorded=recorded,
        together=latest.set_index("place")["date"].reindex(ours).nunique(dropna=False) == 1,
    )


def distance_km(outcome: Outcome, places: pd.DataFrame) -> float | None:
    """Kilometres from a settlement to the line of contact, 0 if the line cuts it.

    Measured in AREA_CRS, whose scale is within 0.3 % of true anywhere in Ukraine. None if there
    is no line.
    """
    if outcome.ground.contact.empty:
        return None
    if places["holder"].nunique() > 1:
        return 0.0
    line = to_metres(outcome.ground.contact.geometry.union_all())
    spots = shapely.points(places["x_m"], places["y_m"])
    return float(shapely.distance(line, spots).min()) / 1000


def settlements_in_strip(outcome: Outcome, world: World) -> pd.DataFrame:
    """The settlements in a plan's strip along the line, as `listed`; none if there is no strip.

    A city that the strip's edge cuts counts with the people of its parts inside, so that the
    people add up to those of `Outcome.strip`.
    """
    day, width_km = outcome.scenario.reference_date, outcome.strip_km
    earlier_controls = {day: control_for(world, day)} if day else {}
    places = held_places(world, outcome.ground.control, earlier_controls)
    reach = contact_reach(outcome.ground.control, world, width_km or 0.0)
    spots = shapely.points(world.places["x_m"], world.places["y_m"])
    return listed(places[shapely.contains(reach, spots)], outcome.scenario)
