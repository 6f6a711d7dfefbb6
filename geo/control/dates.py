"""Which days the line of contact is known for, and reading a day from text."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from geo.errors import N_, DateError, SourceError, Words, chained, listed
from geo.paths import DATA
from geo.schema import EventSource
from geo.tables import SHOWN, joined, read_table, unknown
from geo.writing.staged import current

PERIODS_FILE = DATA / "control" / "periods.csv"
A_DAY = timedelta(days=1)
WRITTEN = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
WHOLE = re.compile(r"[0-9]{1,4}", re.ASCII)

MAX_STEP = 1000
"""The maximum number of days from one row of a history or sweep to the next."""

DEFAULT_DAY = date(2025, 11, 21)
"""The day after the 28-point plan leaked: the line everyone argued about."""

BACK_DAYS = 31
"""How many days back the other day lies that a day is compared with, unless a reader chooses one."""

OWN = Words(N_("this project"))
"""Whose record a message speaks of, unless told otherwise."""


@dataclass(frozen=True)
class Period:
    """Days from `first` to `last`, both included, on which control is recorded.

    `source` is what the events of these days are read off, `note` what a reader of one of them should
    know, in English, or ''.
    """

    first: date
    last: date
    source: EventSource = EventSource.DEEPSTATE
    note: str = ""

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def load_periods(changed: Iterable[date] = (), path: Path = PERIODS_FILE) -> tuple[Period, ...]:
    """Read the recorded periods; each change dated after the last one makes its own day known.

    Parameters
    ----------
    changed
        Days of events. Nothing becomes known of a day between two of them.

    Raises
    ------
    SourceError
        If a date or source cannot be read or the periods are not in order.
    """
    periods = recorded_periods(path)
    return with_days(tuple(periods), (day for day in changed if day > periods[-1].last))


def recorded_periods(path: Path = PERIODS_FILE) -> list[Period]:
    """Read the periods as they are written, at least one.

    Raises
    ------
    SourceError
        If a date or source cannot be read or the periods are not in order.
    """
    table = read_table(current(path), ("first", "last", "source", "note"))
    faults: list[str] = [
        Words(N_("'{value}' is no date; write it as YYYY-MM-DD"), value=value[:SHOWN]) for value in
              dict.fromkeys([*table["first"], *table["last"]]) if written_day(value) is None]
    faults += unknown(table["source"], list(EventSource), N_("source"))
    spans = [(written_day(row.first), written_day(row.last)) for row in table.itertuples()]
    days = [(first, last) for first, last in spans if first and last]
    apart = all(a[1] < b[0] for a, b in pairwise(days))
    if not faults and (not days or not apart or any(last < first for first, last in days)):
        faults.append(Words(N_("periods must be in order and must not overlap, and there must be one")))
    if faults:
        raise SourceError(N_("{name}: {fault}"), name=path.name, fault=joined(faults))
    told = zip(days, table["source"], table["note"], strict=True)
    return [Period(first, last, EventSource(source), note) for (first, last), source, note in told]


def with_days(periods: tuple[Period, ...], more: Iterable[date]) -> tuple[Period, ...]:
    """The periods and some further single days, in order and without overlap."""
    single = {d for d in more if period_of(d, periods) is None}
    return tuple(sorted([*periods, *(Period(d, d) for d in single)], key=lambda p: p.first))


def days(periods: tuple[Period, ...]) -> list[date]:
    """Every known day, in order."""
    return [
        period.first + timedelta(days=n)
        for period in periods
        for n in range((period.last - period.first).days + 1)
    ]


def every(known: Sequence[date], step: int) -> list[date]:
    """Take every `step`th day, counting anew after each gap in the record."""
    gaps = [number + 1 for number, (a, b) in enumerate(pairwise(known)) if (b - a).days > 1]
    runs = [known[a:b] for a, b in pairwise([0, *gaps, len(known)])]
    return [day for run in runs for day in run[::step]]


def spanned(known: Sequence[date], first: date | None, last: date | None, step: int) -> list[date]:
    """Take every `step`th known day from the first to the last; None means as far as they go.

    Raises
    ------
    DateError
        If the first comes after the last.
    """
    if first is not None and last is not None and first > last:
        raise DateError(N_("The first day, {first}, comes after the last day, {last}."), first=first,
                        last=last)
    return every([day for day in known if (first is None or day >= first) and (last is None or day <= last)],
                 step)


def read_step(text: object) -> int:
    """Read the number of days from one to the next.

    Raises
    ------
    DateError
        If it is not a whole number from 1 to MAX_STEP.
    """
    if not WHOLE.fullmatch(str(text)) or not 1 <= int(str(text)) <= MAX_STEP:
        raise DateError(N_("The step must be a whole number of days between 1 and {most}, not '{text}'."),
                        most=MAX_STEP, text=str(text)[:40])
    return int(str(text))


def period_of(day: date, periods: Iterable[Period]) -> Period | None:
    """The period that a day lies in; None if nothing is recorded on that day."""
    return next((period for period in periods if day in period), None)


def unbroken(periods: tuple[Period, ...]) -> list[Period]:
    """The periods, with those joined that follow each other day after day."""
    runs: list[Period] = []
    for period in periods:
        if runs and period.first - runs[-1].last == A_DAY:
            runs[-1] = Period(runs[-1].first, period.last)
        else:
            runs.append(Period(period.first, period.last))
    return runs


def nearest_known(day: date, periods: tuple[Period, ...], before: date) -> date:
    """The known day that is nearest to a day, as seen from a known day before it or after it.

    Where `before` itself is nearest, it is the next known day in the direction of `day`, so that a step of
    any length gets over a gap of the record; there is none beyond either end.
    """
    if day == before:
        return before
    runs = unbroken(periods)
    nearest = min((min(max(day, run.first), run.last) for run in runs), key=lambda known: abs(known - day))
    if nearest != before:
        return nearest
    if day > before:
        return min((run.first for run in runs if run.first > before), default=before)
    return max((run.last for run in runs if run.last < before), default=before)


def open_starts(periods: tuple[Period, ...]) -> set[date]:
    """First days of periods on which a change may have come earlier.

    They follow days of which nothing is known, or days on which the record follows another source,
    whose last word may be older. What is first seen the day after a single known day is of that day.
    """
    followed = {after.first for before, after in pairwise(periods)
                if before.first == before.last and after.first - before.last == A_DAY}
    return {period.first for period in periods} - followed


def known_day(day: date, periods: tuple[Period, ...], whose: str = OWN) -> date:
    """Return the day if control is recorded for it; `whose` names the record in the error.

    Raises
    ------
    DateError
        With the nearest days that are known.
    """
    if period_of(day, periods) is not None:
        return day
    spans = [Words(N_("{first} to {last}"), first=run.first, last=run.last) if run.first < run.last
             else Words("{day}", day=run.first) for run in unbroken(periods)]
    known = chained(N_("{head} and {last}"), [*([listed(spans[:-1])] if spans[:-1] else []), spans[-1]])
    raise DateError(N_("The line of contact on {day} is not known: {whose} has {known}, and does not "
                       "guess the days between."), day=day, whose=whose, known=known)


def read_day(text: str, periods: tuple[Period, ...], whose: str = OWN) -> date:
    """Read a day written YYYY-MM-DD; `whose` names the record in the error.

    Raises
    ------
    DateError
        If the text is no such date, or nothing is known about that day.
    """
    return known_day(any_day(text), periods, whose)


def any_day(text: str) -> date:
    """Read a day written YYYY-MM-DD, whether or not anything is known about it.

    Raises
    ------
    DateError
        If the text is no such date.
    """
    day = written_day(text)
    if day is None:
        raise DateError(N_("'{text}' is no date; write it as YYYY-MM-DD."), text=text[:40])
    return day


def written_day(text: str) -> date | None:
    """The day that a text writes as YYYY-MM-DD, and in no other way; else None."""
    try:
        return date.fromisoformat(text) if WRITTEN.fullmatch(text) else None
    except ValueError:
        return None


def month_before(day: date, known: Sequence[date]) -> date:
    """Return the last known day at least BACK_DAYS before a day, or the first known day."""
    return max((d for d in known if (day - d).days >= BACK_DAYS), default=known[0])
