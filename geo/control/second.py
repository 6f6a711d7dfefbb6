"""The record of a second observer: the same settlements, as another map has them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd

from geo.control.dates import recorded_periods
from geo.control.events import CONTROL, load_changes
from geo.control.mosaic import Mosaic
from geo.control.origin import Origin
from geo.control.record import Record
from geo.errors import N_, Words

EVENTS_FILE = CONTROL / "liveuamap.csv"
PERIODS_FILE = CONTROL / "liveuamap_periods.csv"

SECOND = Words(N_("Liveuamap's record"))
"""What the record is called in an error."""


def load_second(first: Record, origin: Origin, events: Path = EVENTS_FILE,
                periods: Path = PERIODS_FILE) -> Record:
    """Read the record of the second observer.

    Until the day on which it begins, the project's own record follows the same observer, so its events are
    taken over.

    Parameters
    ----------
    first
        The project's record, for its settlements, its regions and its events of earlier days.
    origin
        What a line of the second observer is credited to.
    events, periods
        The tables.

    Raises
    ------
    SourceError
        If a table is wrong; see `load_changes` and `recorded_periods`.
    """
    known = recorded_periods(periods)
    start = known[0].first
    earlier = first.changes[first.changes["date"] < start]
    changes = pd.concat([earlier, load_changes(first.settlements, events, periods)], ignore_index=True)
    before = [period for period in first.periods if period.last < start]
    origins = dict.fromkeys(first.origins, origin)
    return replace(first, changes=changes, periods=(*before, *known), origin=origin, origins=origins)


def on_shared_ground(first: Record, second: Record) -> tuple[Record, Record]:
    """Return two records that draw their ground from the same pieces, which are cut once."""
    shared = Mosaic(first.settlements, (first.changes, second.changes), first.nearest, first.river)
    return replace(first, shared=shared), replace(second, shared=shared)


def independent_on(day: date, first: Record, second: Record) -> bool:
    """Return whether both records know a day, each from an observer of its own."""
    sources = [next((period.source for period in record.periods if day in period), None)
               for record in (first, second)]
    return None not in sources and sources[0] is not sources[1]
