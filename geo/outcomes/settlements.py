"""Settlements on a line of contact and under a plan: holder, status, distance to the line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd
import shapely

from geo.control.dates import open_starts
from geo.control.record import Control
from geo.crs import to_metres
from geo.gazetteer.cities import KINDS, together
from geo.outcomes.outcome import Outcome
from geo.outcomes.overlays import drawn_line, places_inside
from geo.plans.assign import assign
from geo.plans.overlay import Band
from geo.plans.scenario import Scenario
from geo.prepared import prepared
from geo.schema import LATE
from geo.status import Holder
from geo.world import World, record_of
from geo.zones.ground import HOLDERS, Ground, with_before


@dataclass(frozen=True)
class HeldPlaces:
    """The holder of every place on a line of contact, and on earlier days.

    `table` has the index and columns of `World.places`, and `holder`. `held_before` maps each earlier day
    to the holders on that day, with the same index.
    """

    table: pd.DataFrame
    held_before: Mapping[date, pd.Series]

    def seen_by(self, day: date | None) -> pd.DataFrame:
        """Give `table` to a plan with this reference date.

        Returns
        -------
        DataFrame
            `table`, with HELD_BEFORE unless the day is None; see `Ground.seen_by`, also for errors.
        """
        return with_before(self.table, self.held_before, day)


def held_places(world: World, control: Control, earlier: Mapping[date, Control]) -> HeldPlaces:
    """Determine the holder of every place on a line, and on the earlier days that plans refer to."""
    def holders(line: Control) -> pd.Series:
        return pd.Series(shapely.contains(prepared(line.held), world.spots), world.places.index).map(HOLDERS)

    return HeldPlaces(world.places.assign(holder=holders(control)),
                      {day: holders(line) for day, line in earlier.items()})


def listed(places: pd.DataFrame, scenario: Scenario, cities: pd.DataFrame) -> pd.DataFrame:
    """List settlements with their status under a plan.

    Parameters
    ----------
    places
        All or some rows of `HeldPlaces.seen_by` for the plan's reference date.
    cities
        `World.cities`, for names and positions.

    Returns
    -------
    DataFrame
        One row per settlement, holder and rule, largest first, so that a city cut by the line has two;
        columns as for `together`, with `holder`, `rule`, `status` and `side`. `population` (reference
        year) counts the parts in the row; the position is that of the whole settlement.
    """
    return together(places.join(assign(places, scenario)), cities, ("holder", "rule", "status", "side"))


def settlements_of(outcome: Outcome, world: World) -> pd.DataFrame:
    """List all settlements with their status in an outcome.

    Returns
    -------
    DataFrame
        As from `listed`.
    """
    return listed(places_of(outcome, world), outcome.scenario, world.cities)


def places_of(outcome: Outcome, world: World) -> pd.DataFrame:
    """Give all places their holder in an outcome.

    Returns
    -------
    DataFrame
        `World.places` with `holder`, and HELD_BEFORE if the outcome's plan has a reference date.
    """
    held = held_places(world, outcome.ground.control, outcome.ground.earlier)
    return held.seen_by(outcome.scenario.reference_date)


def counts(rows: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Count settlements by kind; `rows` as from `listed`.

    Returns
    -------
    DataFrame
        One row per combination of `by`, its index; one column per kind (of KINDS), whole numbers.
    """
    table = rows.groupby([*by, "kind"]).size().unstack(fill_value=0)
    return table.reindex(columns=list(KINDS), fill_value=0)


@dataclass(frozen=True)
class Tenure:
    """The holder of a settlement, and since when according to the record.

    `since` is None if no event says otherwise than Ukraine. If `exact` is false the change came
    on or before that day: the first after a gap of the record, or read off a source whose dates may be late.
    """

    holder: Holder
    since: date | None
    exact: bool
    shares: Mapping[Holder, int]
    """Residents in the reference year by holder; two entries if the line cuts the settlement."""
    recorded: bool = True
    """Whether the line of contact comes from the record."""
    together: bool = True
    """Whether the holder has held all its parts since one day; otherwise `since` is the last."""


def tenure(world: World, places: pd.DataFrame, control: Control) -> Tenure:
    """Determine the holder of a settlement, and since when, from the events of the record.

    Parameters
    ----------
    world
        Provides the record.
    places
        The rows of `HeldPlaces.table` that make up the settlement.
    control
        The line of contact. If it does not come from the record, `since` is None.
    """
    people = places.groupby("holder")["population"].sum()
    sizes = places.groupby("holder").size()
    # Without residents, the holder of most parts counts.
    most = str((people if people.sum() else sizes).idxmax())
    ours = places.index[places["holder"] == most]
    record = record_of(world, control)
    changes = (record or world.record).changes
    recorded = record is not None
    past = changes[changes["place"].isin(ours) & (changes["date"] <= control.on) & recorded]
    latest = past.drop_duplicates("place", keep="last")
    latest = latest[latest["held_by"] == most]
    since = latest["date"].max() if len(latest) else None
    return Tenure(
        holder=Holder(most),
        since=since,
        exact=since is not None and since not in open_starts((record or world.record).periods)
        and not latest.loc[latest["date"] == since, "source"].isin(LATE).any(),
        shares={Holder(str(name)): int(count) for name, count in people.items()},
        recorded=recorded,
        together=latest.set_index("place")["date"].reindex(ours).nunique(dropna=False) == 1,
    )


@dataclass(frozen=True)
class Distance:
    """The distance of a settlement from the line of contact, in kilometres.

    `km` is measured from the settlement's single position (`World.cities`), the one shown by map, lists
    and search and the centre of its population. The nearest part would be misleading: that of Kramatorsk
    is an outlying place with 1 in 118 of its residents. `km` is 0 if the line runs between the parts.
    `nearest_km` and `furthest_km` are the distances of the nearest and the furthest part.
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
    """Measure the distance from a settlement to the line of contact; None if there is no line.

    Distances are planar in AREA_CRS, where the scale error is below 0.3 % anywhere in Ukraine.

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
    """The part of a settlement inside a plan's band, in residents and in places."""

    band: Band
    people: int
    population: int
    places: int
    parts: int

    @property
    def share(self) -> float:
        """The share of residents inside, or of parts if there are no residents."""
        return self.people / self.population if self.population else self.places / self.parts


def inside_band(world: World, scenario: Scenario, ground: Ground, band: Band,
                parts: pd.DataFrame) -> Inside | None:
    """Count the people of a settlement inside one of a plan's bands; None if the band has no baseline.

    `parts` are rows of `HeldPlaces.seen_by` for the plan's reference date.
    """
    if drawn_line(world, scenario, ground, band).is_empty:
        return None
    here = parts[places_inside(world, scenario, ground, band, parts)]
    return Inside(band, int(here["population"].sum()), int(parts["population"].sum()), len(here), len(parts))


def settlements_in(outcome: Outcome, world: World, band: Band) -> pd.DataFrame:
    """List the settlements in one of a plan's bands.

    Returns
    -------
    DataFrame
        As from `listed`. Of a settlement that the edge of the band cuts, only the people of the parts inside
        count, so that they sum to those of `OverlayGround.table`.
    """
    places = places_of(outcome, world)
    inside = places_inside(world, outcome.scenario, outcome.ground, band, places)
    return listed(places[inside], outcome.scenario, world.cities)
