"""Who holds what on a date: dated events replayed over settlements, then drawn as ground."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.control.dates import Period, known_day, recorded_periods, written_day
from geo.control.origin import Origin
from geo.errors import SourceError
from geo.paths import DATA
from geo.status import Holder
from geo.tables import SHOWN, joined, read_table, unknown

CONTROL = DATA / "control"
MAX_AHEAD_DAYS = 366
"""How long after the last recorded period an event may extend it; later ones are slips of the pen."""
CELL_MARGIN_M = 60_000  # metres of sea and neighbouring ground that the outer cells reach over


@dataclass(frozen=True)
class Control:
    """The ground of one holder on one date; all other ground is the other holder's.

    `held` is what Russia holds, as (multi)polygon in AREA_CRS. It may reach over the coast and
    the border, so that a place on a quay lies inside; zones are clipped to the regions.
    """

    on: date
    held: BaseGeometry
    origin: Origin
    reassigned_km2: float = 0.0
    """Area of the source's outer strips that were counted as a mismatch of borders."""


@dataclass(frozen=True)
class Record:
    """Everything known about control, ready to be replayed to any known day.

    `whole` lists regions that one holder held as a whole, and when; `origin` is what a line drawn from it
    credits.
    """

    places: pd.DataFrame
    regions: dict[str, BaseGeometry]
    changes: pd.DataFrame
    whole: pd.DataFrame
    periods: tuple[Period, ...]
    origin: Origin

    @cached_property
    def cells(self) -> np.ndarray:
        """The Voronoi cell of each place, in the order of `places`, AREA_CRS; drawn when first asked for."""
        return cells_of(self.places)


def load_changes(places: pd.DataFrame, path: Path = CONTROL / "changes.csv") -> pd.DataFrame:
    """Read the events: on `date`, `place` is held by `held_by`; ordered by date.

    Raises
    ------
    SourceError
        If there is no event, a date, place or holder is unknown, two events contradict each
        other, or one is dated so late that it would make years known that nobody recorded.
    """
    table = read_table(path, ("date", "place", "held_by"))
    faults = [] if len(table) else ["there is no event in it"]
    days = {value: written_day(value) for value in table["date"].unique()}
    faults += [f"'{value[:SHOWN]}' is no date; write it as YYYY-MM-DD"
               for value, day in days.items() if day is None]
    recorded = recorded_periods()[-1].last
    faults += [f"the event on {day} is over {MAX_AHEAD_DAYS} days after the last recorded day, {recorded}"
               for day in days.values() if day and (day - recorded).days > MAX_AHEAD_DAYS]
    faults += unknown(table["place"], places.index, "place")
    faults += unknown(table["held_by"], list(Holder), "holder")
    twice = table[table.duplicated(["date", "place"])]
    faults += [f"two events for '{row.place}' on {row.date}" for row in twice.itertuples()]
    if faults:
        raise SourceError(f"{path.name}: {joined(faults)}")
    table["date"] = table["date"].map(days)
    return table.sort_values(["date", "place"], ignore_index=True)


def load_whole(regions: Iterable[str], path: Path = CONTROL / "whole_regions.csv") -> pd.DataFrame:
    """Read which regions one holder held as a whole.

    Returns
    -------
    DataFrame
        One row per span: columns `region`, `held_by`, `first` and `last` (dates; `date.max` where the
        file leaves `last` empty: until further notice) and `reason`.

    Raises
    ------
    SourceError
        If a region, holder or date is unknown, a span ends before it begins, or two spans of a
        region share a day.
    """
    table = read_table(path, ("region", "held_by", "first", "last", "reason"))
    faults = unknown(table["region"], regions, "region")
    faults += unknown(table["held_by"], list(Holder), "holder")
    spans: dict[str, list[tuple[date, date]]] = {}
    read: list[tuple[date | None, date | None]] = []
    for row in table.itertuples():
        first, last = written_day(row.first), written_day(row.last) if row.last else date.max
        read.append((first, last))
        faults += [f"'{value[:SHOWN]}' is no date; write it as YYYY-MM-DD"
                   for value, day in ((row.first, first), (row.last, last)) if day is None]
        if first and last:
            spans.setdefault(row.region, []).append((first, last))
    for region, told in spans.items():
        if any(last < first for first, last in told):
            faults.append(f"a span of '{region[:SHOWN]}' ends before it begins")
        if any(before[1] >= after[0] for before, after in pairwise(sorted(told))):
            faults.append(f"two spans of '{region[:SHOWN]}' share a day")
    if faults:
        raise SourceError(f"{path.name}: {joined(faults)}")
    return table.assign(first=[first for first, _ in read], last=[last for _, last in read])


def cells_of(places: pd.DataFrame) -> np.ndarray:
    """Give every place the ground that is nearer to it than to any other place.

    Parameters
    ----------
    places
        Rows with `x_m`, `y_m`; no two at the same spot.

    Returns
    -------
    ndarray
        One polygon per row, in the same order, AREA_CRS. Together they are a coverage.
    """
    points = shapely.points(places["x_m"], places["y_m"])
    frame = shapely.box(*shapely.total_bounds(points)).buffer(CELL_MARGIN_M)
    diagram = shapely.voronoi_polygons(
        shapely.multipoints(points), extend_to=frame, ordered=True
    )
    return shapely.get_parts(diagram)


def holders(record: Record, on: date) -> pd.Series:
    """Replay the events to the end of a day: index `place`, values 'ukraine' or 'russia'."""
    past = record.changes[record.changes["date"] <= on]
    latest = past.drop_duplicates("place", keep="last").set_index("place")["held_by"]
    return latest.reindex(record.places.index).fillna(Holder.UKRAINE.value)


def control_on(record: Record, on: date) -> Control:
    """Draw who holds what at the end of a day.

    Raises
    ------
    DateError
        If nothing is known about that day.
    """
    known_day(on, record.periods)
    russian_held = (holders(record, on) == Holder.RUSSIA).to_numpy()
    held = shapely.coverage_union_all(record.cells[russian_held])
    for row in record.whole.itertuples():
        if row.first <= on <= row.last:
            ground = record.regions[row.region]
            whole = row.held_by == Holder.RUSSIA
            held = held.union(ground) if whole else held.difference(ground)
    return Control(on=on, held=held, origin=record.origin)
