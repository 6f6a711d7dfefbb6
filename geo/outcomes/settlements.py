"""Settlements under a plan: which towns and villages a status touches, and what happens to one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd
import shapely

from geo.control.origin import OriginKind
from geo.control.record import Control
from geo.crs import to_metres
from geo.gazetteer.cities import KINDS, together
from geo.outcomes.outcome import Outcome
from geo.plans.assign import assign
from geo.plans.scenario import Scenario
from geo.status import Holder
from geo.world import World, control_for
from geo.zones.ground import HOLDERS, contact_reach


def held_places(world: World, control: Control, earlier_controls: Mapping[date, Control]) -> pd.DataFrame:
    """Who holds every place, on the date and on the earlier dates that plans refer to.

    Returns
    -------
    DataFrame
        Index `place`; columns of `World.places`, `holder`, and one column per earlier date (its
        ISO text).
    """
    spots = shapely.points(world.places["x_m"], world.places["y_m"])
    lines = {"holder": control, **{day.isoformat(): line for day, line in earlier_controls.items()}}
    held = {
        name: pd.Series(shapely.contains(line.held, spots), world.places.index).map(HOLDERS)
        for name, line in lines.items()
    }
    return world.places.assign(**held)


def listed(places: pd.DataFrame, scenario: Scenario, cities: pd.DataFrame) -> pd.DataFrame:
    """All settlements with their status under a plan.

    Parameters
    ----------
    places
        From `held_places`.
    scenario
        The plan.
    cities
        `World.cities`, for names and positions.

    Returns
    -------
    DataFrame
        One row per settlement and rule (a city that the line cuts has two), the largest first;
        columns as of `together`, with `holder`, `rule`, `status`, `side`. `population` (reference
        year) is that of the parts in this row; the position is that of the whole city.
    """
    return together(places.join(assign(places, scenario)), cities, ("holder", "rule", "status", "side"))


def settlements_of(outcome: Outcome, world: World) -> pd.DataFrame:
    """All settlements with their status in an outcome (see `listed`)."""
    day = outcome.scenario.reference_date
    earlier_controls = {day: control_for(world, day)} if day else {}
    places = held_places(world, outcome.ground.control, earlier_controls)
    return listed(places, outcome.scenario, world.cities)


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


@dataclass(frozen=True)
class Distance:
    """How far a settlement is from the line of contact, in kilometres.

    `km` is the distance of its one position (`World.cities`), which is where map, list and search
    show it and which stands for where its people lived: whoever measures on the map gets the same.
    The part nearest to the line would be a wrong answer: of Kramatorsk that is an outlying part with
    1 in 118 of its people. Where the line runs between its parts, `km` is 0. `nearest_km` and
    `furthest_km` are those of its parts; of a settlement without parts, the same as `km`.
    """

    km: float
    nearest_km: float
    furthest_km: float
    parts: int

    @property
    def cut(self) -> bool:
        """Whether the line runs through the settlement."""
        return self.km == 0


def distance(outcome: Outcome, parts: pd.DataFrame, city: pd.Series) -> Distance | None:
    """Measure from a settlement to the line of contact; None if there is no line.

    In AREA_CRS, whose scale is within 0.3 % of true anywhere in Ukraine.

    Parameters
    ----------
    outcome
        Any plan on the line.
    parts
        The rows of `held_places` that make up the settlement.
    city
        Its row of `World.cities`.
    """
    if outcome.ground.contact.empty:
        return None
    line = to_metres(outcome.ground.contact.geometry.union_all())
    away_km = shapely.distance(line, shapely.points(parts["x_m"], parts["y_m"])) / 1000
    centre_km = float(shapely.distance(line, to_metres(shapely.Point(city["lon"], city["lat"])))) / 1000
    cut = parts["holder"].nunique() > 1
    return Distance(0.0 if cut else centre_km, float(away_km.min()), float(away_km.max()), len(parts))


def within_reach(world: World, control: Control, places: pd.DataFrame, width_km: float) -> pd.Series:
    """Which places lie within so many kilometres of the line of contact.

    By the very shape that a strip is measured on and drawn from, so that sentences, lists, figures
    and map agree.
    """
    reach = contact_reach(control, world, width_km)
    inside = shapely.contains(reach, shapely.points(places["x_m"], places["y_m"]))
    return pd.Series(inside, index=places.index)


@dataclass(frozen=True)
class Inside:
    """How many people of a settlement, or of a part of it, lived within reach of the line."""

    width_km: float
    people: int
    population: int
    places: int
    parts: int

    @property
    def share(self) -> float:
        """The share of its people; where nobody lived, of its parts."""
        return self.people / self.population if self.population else self.places / self.parts


def inside_strip(world: World, control: Control, parts: pd.DataFrame, width_km: float) -> Inside:
    """Count the people of a settlement's parts inside a strip of so many kilometres per side."""
    here = parts[within_reach(world, control, parts, width_km)]
    return Inside(width_km, int(here["population"].sum()), int(parts["population"].sum()),
                  len(here), len(parts))


def settlements_in_strip(outcome: Outcome, world: World) -> pd.DataFrame:
    """The settlements in a plan's strip along the line, as `listed`; none if there is no strip.

    A city that the strip's edge cuts counts with the people of its parts inside, so that the
    people add up to those of `Outcome.strip`.
    """
    day, width_km = outcome.scenario.reference_date, outcome.strip_km
    earlier_controls = {day: control_for(world, day)} if day else {}
    places = held_places(world, outcome.ground.control, earlier_controls)
    inside = within_reach(world, outcome.ground.control, places, width_km or 0.0)
    return listed(places[inside], outcome.scenario, world.cities)
