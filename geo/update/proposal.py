"""What new observations would add to the record: events and known days, never a change of earlier ones."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import pandas as pd

from geo.control.dates import Period
from geo.control.record import Record, russian_held
from geo.errors import N_, SourceError, Words
from geo.schema import EventSource
from geo.status import Holder
from geo.tables import joined

MIN_STAY_DAYS = 10
"""Shorter excursions are left out, as everywhere in the record."""

MAX_CHANGES_A_DAY = 500
"""More settlements than changed hands on any recorded day since July 2024, many times over."""

SINGLE_DAY = "A single day: the line of contact is not recorded on the days around it."


@dataclass(frozen=True)
class Proposal:
    """Additions to the record.

    `events` has one row per event, columns `date`, `place`, `held_by`, `source`, ordered by date and
    place; `periods` are all periods of the record with the new days.
    """

    days: tuple[date, ...]
    events: pd.DataFrame
    periods: tuple[Period, ...]

    def applied(self, record: Record) -> Record:
        """The record with the additions."""
        changes = pd.concat([record.changes, self.events], ignore_index=True)
        return replace(record, changes=changes, periods=self.periods)


def propose(record: Record, held: Mapping[date, np.ndarray]) -> Proposal:
    """Derive events from observed days by the rules of the record.

    A settlement changes hands on the first day on which it is seen on the other side, unless it is seen
    back within MIN_STAY_DAYS. A change that is not yet that old at the end counts.

    Parameters
    ----------
    record
        The record to carry on.
    held
        For each day after its end, which settlements lie in ground held by Russia.

    Raises
    ------
    SourceError
        If a day is not after the end of the record, or so many settlements change hands on one that it
        must be a picture of something else.
    """
    days = tuple(sorted(held))
    last = record.periods[-1].last
    faults = [Words(N_("{day} is not after {last}, the end of the record"), day=day, last=last)
              for day in days if day <= last]
    if faults:
        raise SourceError(joined(faults))
    before = russian_held(record, last)
    seen = np.array([before, *(held[day] for day in days)])
    settled = without_excursions(seen, (last, *days))
    rows = [
        (day, place, (Holder.RUSSIA if now else Holder.UKRAINE).value, EventSource.DEEPSTATE.value)
        for day, was, is_ in zip(days, settled[:-1], settled[1:], strict=True)
        for place, now in zip(record.settlements.index[was != is_], is_[was != is_], strict=True)
    ]
    events = pd.DataFrame(rows, columns=["date", "place", "held_by", "source"])
    faults = [Words(N_("{count:,} settlements would change hands on {day}, which no line of contact does "
                       "in a day"), count=count, day=day)
              for day, count in events.groupby("date").size().items() if count > MAX_CHANGES_A_DAY]
    if faults:
        raise SourceError(joined(faults))
    events = events.sort_values(["date", "place"], ignore_index=True)
    return Proposal(days, events, with_observed(record.periods, days))


def without_excursions(seen: np.ndarray, days: tuple[date, ...]) -> np.ndarray:
    """Leave out changes that are taken back within MIN_STAY_DAYS.

    Parameters
    ----------
    seen
        Truth values, a row per day and a column per settlement; the first row is the record's end.
    days
        The days, in order.

    Returns
    -------
    ndarray
        As `seen`, with the excursions levelled.
    """
    settled = seen.copy()
    for column in np.flatnonzero((seen[1:] != seen[:-1]).any(axis=0)):
        course = settled[:, column]
        at = 1
        while at < len(days):
            if course[at] != course[at - 1]:
                later = np.flatnonzero(course[at:] != course[at])
                back = at + int(later[0]) if len(later) else None
                if back is not None and (days[back] - days[at]).days < MIN_STAY_DAYS:
                    course[at:back] = course[at - 1]
                    at = back
            at += 1
    return settled


def with_observed(periods: tuple[Period, ...], days: tuple[date, ...]) -> tuple[Period, ...]:
    """Return the periods with further days: the day after an end extends it, others stand alone.

    A period that was a single day loses the note that says so when it is extended.
    """
    result = list(periods)
    for day in days:
        end = result[-1]
        if day - end.last == timedelta(days=1) and end.source is EventSource.DEEPSTATE:
            note = "" if end.note == SINGLE_DAY else end.note
            result[-1] = replace(end, last=day, note=note)
        else:
            result.append(Period(day, day, EventSource.DEEPSTATE, SINGLE_DAY))
    return tuple(result)
