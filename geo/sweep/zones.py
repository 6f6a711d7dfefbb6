"""The zones of one day by record and margin, without their shapes: all that figures of any plan need."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

import pandas as pd

from geo.cache import Key, Step, remembering
from geo.case import LIVEUAMAP, RECORD, LineChoice
from geo.control.dates import period_of
from geo.control.second import independent_on
from geo.plans.scenario import Scenario
from geo.sweep.question import periods_of
from geo.workspace import Workspace
from geo.zones.ground import with_before

T = TypeVar("T")


@dataclass(frozen=True)
class DayZones:
    """The zones of one day, record and margin: `table` and `held_before` are those of a `Ground`."""

    on: date
    record: str
    margin_km: float
    table: pd.DataFrame
    held_before: Mapping[date, pd.Series]

    def seen_by(self, day: date | None) -> pd.DataFrame:
        """Return `table` for a plan with this reference date.

        Returns
        -------
        DataFrame
            As from `Ground.seen_by`.

        Raises
        ------
        DateError
            If the zones are not cut along that day.
        """
        return with_before(self.table, self.held_before, day)


def day_zones(work: Workspace, day: date, records: Iterable[str], margins_km: Iterable[float],
              plan: Scenario | None = None) -> tuple[DayZones, ...]:
    """Survey a day for records and margins, for all plans with the reference dates of `plan` or the library.

    A record that does not know the day is left out.
    """
    margins, found = tuple(margins_km), []
    for record in records:
        if period_of(day, periods_of(work.world, record)) is None:
            continue
        for margin_km in margins:
            ground = work.ground(LineChoice(day, margin_km, _drawn_as(work, record, day)), plan)
            found.append(DayZones(day, record, margin_km, ground.table, ground.held_before))
    return tuple(found)


def kept_zones(work: Workspace, day: date, records: tuple[str, ...], margins_km: tuple[float, ...],
               plan: Scenario | None = None) -> tuple[DayZones, ...]:
    """Survey a day as `day_zones` does; the cache of `work` keeps the zones, but none of the shapes."""
    key = Key(Step.SWEPT, (day, records, margins_km, work.reference_days(plan)))
    return work.cache(key, lambda: day_zones(for_one_day(work), day, records, margins_km, plan))


def for_one_day(work: Workspace) -> Workspace:
    """Return a workspace that forgets what it surveys; only the lines of reference dates outlive it."""
    of_day = remembering()
    always = set(work.reference_days())

    def lookup(key: Key, make: Callable[[], T]) -> T:
        lasts = key.step == Step.CONTROL and key.parts[0] in always
        return (work.cache if lasts else of_day)(key, make)

    return replace(work, cache=lookup)


def _drawn_as(work: Workspace, record: str, day: date) -> str:
    """Return the record whose line is surveyed: the project's own where the two are one and the same."""
    world, second = work.world, work.world.second_record
    if (record != LIVEUAMAP or second is None or day in world.dated
            or period_of(day, world.periods) is None or independent_on(day, world.record, second)):
        return record
    own, other = (work.control(LineChoice(day, 0.0, name)) for name in (RECORD, LIVEUAMAP))
    return RECORD if own.held.equals_exact(other.held, 0.0) else record
