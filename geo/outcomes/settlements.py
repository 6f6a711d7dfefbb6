"""Settlements under a plan: which towns and villages a status touches, and what happens to one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd
import shapely

from geo.control.dates import open_starts
from geo.control.origin import OriginKind
from geo.control.record import Control
from geo.crs import to_metres
from geo.gazetteer.cities import KINDS, together
from geo.outcomes.outcome import Outcome
from geo.outcomes.overlays import drawn_line, places_inside
from geo.plans.assign import assign
from geo.plans.overlay import Band
from geo.plans.scenario import Scenario
from geo.schema import LATE
from geo.status import Holder
from geo.world import World
from geo.zones.ground import HOLDERS, Ground, with_before


@dataclass(frozen=True)
class HeldPlaces:
    """Who holds every place on a line of contact, and who held it on earlier days.

    `table` has the index and columns of `World.places`, and `holder`; `held_before` says by earlier
    day who held each place then.
    """

    table: pd.DataFrame
    held_before: Mapping[date, pd.Series]

    def seen_by(self, day: date | None) -> pd.DataFrame:
        """`table` as a plan with this reference date asks for it (see `Ground.seen_by`)."""
        return with_before(self.table, self.held_before, day)


def held_places(world: World, control: Control, earlier: Mapping[date, Control]) -> HeldPlaces:
    """Find who holds every place, on a line and on the earlier days that plans refer to."""
    spots = world.spots

    def holders(line: Control) -> pd.Series:
        return pd.Series(shapely.contains(line.held, spots), world.places.index).map(HOLDERS)

    return HeldPlaces(world.places.assign(holder=holders(control)),
                      {day: holders(line) for day, line in earlier.items()})


def listed(places: pd.DataFrame, scenario: Scenario, cities: pd.DataFrame) -> pd.DataFrame:
    """All settlements with their status under a plan.

    Parameters
    ----------
    places
        From `HeldPlaces.seen_by` the plan's reference date, or some rows of it.
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
    return listed(places_of(outcome, world), outcome.scenario, world.cities)


def places_of(outcome: Outcome, world: World) -> pd.DataFrame:
    """All places as the plan of an outcome asks for them: with holder, and HELD_BEFORE if it has a date."""
    held = held_places(world, outcome.ground.control, outcome.ground.earlier)
    return held.seen_by(outcome.scenario.reference_date)


def counts(rows: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """How many cities, urban-type settlements and villages: index `by`, one column per kind."""
    table = rows.groupby([*by, "kind"]).size().unstack(fill_value=0)
    return table.reindex(columns=list(KINDS), fill_value=0)


@dataclass(frozen=True)
class Tenure:
    """Who holds a settlement, and since when the record has it so.

    `since` is None if no event says otherwise than Ukraine. If `exact` is false the change came
    on or before that day: the first after a gap of the record, or read off a source whose dates may be late.
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
        The rows of `HeldPlaces.table` that make up the settlement.
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
        exact=since is not None and since not in open_starts(world.record.periods)
        and not latest.loc[latest["date"] == since, "source"].isin(LATE).any(),
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
        The rows of `HeldPlaces.table` that make up the settlement.
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


@dataclass(frozen=True)
class Inside:
    """How many people of a settlement, or of a part of it, lived in a plan's band."""

    band: Band
    people: int
    population: int
    places: int
    parts: int

    @property
    def share(self) -> float:
        """The share of its people; where nobody lived, of its parts."""
        return self.people / self.population if self.population else self.places / self.parts


def inside_band(world: World, scenario: Scenario, ground: Ground, band: Band,
                parts: pd.DataFrame) -> Inside | None:
    """Count the people of a settlement's parts inside one of a plan's bands; None if there is no line.

    `parts` are rows of `HeldPlaces.seen_by` the plan's reference date.
    """
    if drawn_line(world, scenario, ground, band).is_empty:
        return None
    here = parts[places_inside(world, scenario, ground, band, parts)]
    return Inside(band, int(here["population"].sum()), int(parts["population"].sum()), len(here), len(parts))


def settlements_in(outcome: Outcome, world: World, band: Band) -> pd.DataFrame:
    """The settlements in one of a plan's bands, as `listed`.

    A city that the band's edge cuts counts with the people of its parts inside, so that the people
    add up to those of `OverlayGround.table`.
    """
    places = places_of(outcome, world)
    inside = places_inside(world, outcome.scenario, outcome.ground, band, places)
    return listed(places[inside], outcome.scenario, world.cities)
