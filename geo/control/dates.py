"""Which days the line of contact is known for, and reading a day from text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from geo.errors import DateError, SourceError
from geo.paths import DATA
from geo.tables import SHOWN, joined, read_table

PERIODS_FILE = DATA / "control" / "periods.csv"
WRITTEN = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)

DEFAULT_DAY = date(2025, 11, 21)
"""The day after the 28-point plan leaked: the line everyone argued about."""


@dataclass(frozen=True)
class Period:
    """Days from `first` to `last`, both included, on which control is recorded."""

    first: date
    last: date


def load_periods(last_change: date, path: Path = PERIODS_FILE) -> tuple[Period, ...]:
    """Read the recorded periods; a change dated after the last one extends it to that day.

    Raises
    ------
    SourceError
        If a date cannot be read or the periods are not in order.
    """
    periods = recorded_periods(path)
    end = periods[-1]
    periods[-1] = Period(end.first, max(end.last, last_change))
    return tuple(periods)


def recorded_periods(path: Path = PERIODS_FILE) -> list[Period]:
    """Read the periods as they are written, at least one.

    Raises
    ------
    SourceError
        If a date cannot be read or the periods are not in order.
    """
    table = read_table(path, ("first", "last"))
    spans = [(written_day(row.first), written_day(row.last)) for row in table.itertuples()]
    periods = [Period(first, last) for first, last in spans if first and last]
    faults = [f"'{value[:SHOWN]}' is no date; write it as YYYY-MM-DD" for value in
              dict.fromkeys([*table["first"], *table["last"]]) if written_day(value) is None]
    apart = all(a.last < b.first for a, b in pairwise(periods))
    if not faults and (not periods or not apart or any(p.last < p.first for p in periods)):
        faults.append("periods must be in order and must not overlap, and there must be one")
    if faults:
        raise SourceError(f"{path.name}: {joined(faults)}")
    return periods


def with_days(periods: tuple[Period, ...], more: Iterable[date]) -> tuple[Period, ...]:
    """The periods and some further single days, in order and without overlap."""
    single = {d for d in more if not any(p.first <= d <= p.last for p in periods)}
    return tuple(sorted([*periods, *(Period(d, d) for d in single)], key=lambda p: p.first))


def days(periods: tuple[Period, ...]) -> list[date]:
    """Every known day, in order."""
    return [
        period.first + timedelta(days=n)
        for period in periods
        for n in range((period.last - period.first).days + 1)
    ]


def known_day(day: date, periods: tuple[Period, ...]) -> date:
    """Return the day if control is recorded for it.

    Raises
    ------
    DateError
        With the nearest days that are known.
    """
    if any(period.first <= day <= period.last for period in periods):
        return day
    spans = " and ".join(
        f"{p.first}" if p.first == p.last else f"{p.first} to {p.last}" for p in periods
    )
    raise DateError(
        f"The line of contact on {day} is not known: this project has {spans}, "
        "and does not guess the days between."
    )


def read_day(text: str, periods: tuple[Period, ...]) -> date:
    """Read a day written YYYY-MM-DD.

    Raises
    ------
    DateError
        If the text is no such date, or nothing is known about that day.
    """
    return known_day(any_day(text), periods)


def any_day(text: str) -> date:
    """Read a day written YYYY-MM-DD, whether or not anything is known about it.

    Raises
    ------
    DateError
        If the text is no such date.
    """
    day = written_day(text)
    if day is None:
        raise DateError(f"'{text[:40]}' is no date; write it as YYYY-MM-DD.")
    return day


def written_day(text: str) -> date | None:
    """The day that a text writes as YYYY-MM-DD, and in no other way; else None."""
    try:
        return date.fromisoformat(text) if WRITTEN.fullmatch(text) else None
    except ValueError:
        return None
