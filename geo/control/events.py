"""Reading the record's tables: dated events of settlements, and regions that one holder held as a whole."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from pathlib import Path

import pandas as pd

from geo.control.dates import PERIODS_FILE, period_of, recorded_periods, written_day
from geo.errors import N_, SourceError, Words
from geo.paths import DATA
from geo.schema import EventSource
from geo.status import Holder
from geo.tables import SHOWN, joined, read_table, unknown
from geo.writing.staged import current

CONTROL = DATA / "control"
MAX_AHEAD_DAYS = 366
"""How long after the last recorded period an event may make its own day known; later ones are slips of the
pen."""


def load_changes(settlements: pd.DataFrame, path: Path = CONTROL / "changes.csv",
                 periods_path: Path = PERIODS_FILE) -> pd.DataFrame:
    """Read the events: from the end of a day on, a settlement is held by somebody.

    Parameters
    ----------
    settlements
        Index `place`: the settlements that there are.
    path
        The table.
    periods_path
        The recorded periods, on which the events must lie.

    Returns
    -------
    DataFrame
        One row per event, by date and then by place, index 0, 1, ...; columns of `geo.schema.EVENTS`: `date`
        (a `date`), `place` (P-code), `held_by` (of Holder) and `source` (of EventSource).

    Raises
    ------
    SourceError
        If there is no event, a date, place, holder or source is unknown, two events contradict each
        other, or one is dated in a gap of the record or long after its end.
    """
    table = read_table(current(path), ("date", "place", "held_by", "source"))
    faults: list[str] = [] if len(table) else [Words(N_("there is no event in it"))]
    days = {value: written_day(value) for value in table["date"].unique()}
    faults += [Words(N_("'{value}' is no date; write it as YYYY-MM-DD"), value=value[:SHOWN])
               for value, day in days.items() if day is None]
    periods = recorded_periods(periods_path)
    recorded = periods[-1].last
    faults += [Words(N_("the event on {day} is over {most} days after the last recorded day, {recorded}"),
                     day=day, most=MAX_AHEAD_DAYS, recorded=recorded)
               for day in days.values() if day and (day - recorded).days > MAX_AHEAD_DAYS]
    faults += [Words(N_("the event on {day} lies on no recorded day"), day=day)
               for day in days.values() if day and day <= recorded and period_of(day, periods) is None]
    faults += unknown(table["place"], settlements.index, N_("place"))
    faults += unknown(table["held_by"], list(Holder), N_("holder"))
    faults += unknown(table["source"], list(EventSource), N_("source"))
    twice = table[table.duplicated(["date", "place"])]
    faults += [Words(N_("two events for '{place}' on {date}"), place=row.place, date=row.date)
               for row in twice.itertuples()]
    if faults:
        raise SourceError(N_("{name}: {fault}"), name=path.name, fault=joined(faults))
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
    faults = unknown(table["region"], regions, N_("region"))
    faults += unknown(table["held_by"], list(Holder), N_("holder"))
    spans: dict[str, list[tuple[date, date]]] = {}
    read: list[tuple[date | None, date | None]] = []
    for row in table.itertuples():
        first, last = written_day(row.first), written_day(row.last) if row.last else date.max
        read.append((first, last))
        faults += [Words(N_("'{value}' is no date; write it as YYYY-MM-DD"), value=value[:SHOWN])
                   for value, day in ((row.first, first), (row.last, last)) if day is None]
        if first and last:
            spans.setdefault(row.region, []).append((first, last))
    for region, told in spans.items():
        if any(last < first for first, last in told):
            faults.append(Words(N_("a span of '{region}' ends before it begins"), region=region[:SHOWN]))
        if any(before[1] >= after[0] for before, after in pairwise(sorted(told))):
            faults.append(Words(N_("two spans of '{region}' share a day"), region=region[:SHOWN]))
    if faults:
        raise SourceError(N_("{name}: {fault}"), name=path.name, fault=joined(faults))
    return table.assign(first=[first for first, _ in read], last=[last for _, last in read])
