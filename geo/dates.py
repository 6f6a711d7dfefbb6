"""Which days the line of contact is known for, and reading a day from text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from geo.errors import DateError, SourceError
from geo.tables import DATA, read_table

WRITTEN = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)

DEFAULT_DAY = date(2025, 11, 21)
"""The day after the 28-point plan leaked: the line everyone argued about."""


@dataclass(frozen=True)
class Period:
    """Days from `first` to `last`, both included, on which control is recorded."""

    first: date
    last: date


def load_periods(
    last_change: date, path: Path = DATA / "control" / "periods.csv"
) -> tuple[Period, ...]:
    """Read the recorded periods; a change dated after the last one extends it to that day.

    Raises
    ------
    SourceError
        If a date cannot be read or the periods are not in order.
    """
    table = read_table(path, ("first", "last"))
    try:
        periods = [
            Period(date.fromisoformat(row.first), date.fromisoformat(row.last))
            for row in table.itertuples()
        ]
    except ValueError as fault:
        raise SourceError(f"{path.name}: {fault}") from fault
    apart = all(a.last < b.first for a, b in pairwise(periods))
    if not periods or not apart or any(p.last < p.first for p in periods):
        raise SourceError(f"{path.name}: periods must be in order and must not overlap")
    end = periods[-1]
    periods[-1] = Period(end.first, max(end.last, last_change))
    return tuple(periods)


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
    try:
        if not WRITTEN.fullmatch(text):
            raise ValueError
        day = date.fromisoformat(text)
    except ValueError:
        raise DateError(f"'{text[:40]}' is no date; write it as YYYY-MM-DD.") from None
    return known_day(day, periods)
