"""What a sweep asks: which plans, days, margins and records."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from geo.case import LIVEUAMAP, RECORD, RECORDS
from geo.control.dates import Period, days, spanned
from geo.errors import N_, DateError, SweepError
from geo.outcomes.figures import FIGURES_CHANGED
from geo.plans.key import plan_key
from geo.plans.scenario import Scenario
from geo.world import World

LAYOUT = 1
"""The version of the columns; another one makes another sweep."""


@dataclass(frozen=True)
class Question:
    """The plans, margins and records that every day of a sweep is asked for.

    Attributes
    ----------
    plans
        Each with an id of its own, sorted by id.
    margins_km
        Margins of error of the line, in kilometres, in order.
    records
        Members of RECORDS, in their order.
    data_version
        The version of the data that all figures must come from.
    """

    plans: tuple[Scenario, ...]
    margins_km: tuple[float, ...]
    records: tuple[str, ...]
    data_version: str

    @cached_property
    def mark(self) -> str:
        """Sixteen hexadecimal digits that change with whatever the figures of a day depend on."""
        parts = [str(LAYOUT), self.data_version, FIGURES_CHANGED, *self.records, *map(repr, self.margins_km),
                 *(f"{plan.id}:{plan_key(plan)}" for plan in self.plans)]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def question(
    world: World, plans: Iterable[Scenario], margins_km: Iterable[float], records: Iterable[str] = RECORDS
) -> Question:
    """Return what a sweep asks of each day; order and repetition of the arguments do not matter.

    Raises
    ------
    SweepError
        If there is no plan, margin or record, a record is unknown, or two plans have the same id.
    """
    by_id: dict[str, Scenario] = {}
    for plan in plans:
        if by_id.setdefault(plan.id, plan) != plan:
            raise SweepError(N_("Two different plans are called '{id}'; give one of them another id."),
                             id=plan.id[:60])
    margins, asked = in_order(margins_km, records)
    if not (by_id and margins and asked):
        raise SweepError(N_("A sweep needs at least one plan, one margin and one record."))
    return Question(tuple(by_id[name] for name in sorted(by_id)), margins, asked, world.version)


def in_order(
    margins_km: Iterable[float], records: Iterable[str]
) -> tuple[tuple[float, ...], tuple[str, ...]]:
    """Return margins and records, each in order and without repetition.

    Raises
    ------
    SweepError
        If a record is unknown.
    """
    asked = set(records)
    unknown = sorted(asked - set(RECORDS))
    if unknown:
        raise SweepError(N_("There is no record '{unknown}'; there are {records}."),
                         unknown=unknown[0][:40], records=', '.join(RECORDS))
    return (tuple(sorted({float(margin) for margin in margins_km})),
            tuple(record for record in RECORDS if record in asked))


def periods_of(world: World, record: str) -> tuple[Period, ...]:
    """Return the periods that a record knows; none if there is no such record here."""
    if record == RECORD:
        return world.periods
    second = world.second_record
    return second.periods if record == LIVEUAMAP and second is not None else ()


def swept_days(world: World, records: Sequence[str], first: date | None = None, last: date | None = None,
               step: int = 1) -> list[date]:
    """Return every `step`th day that one of the records knows, counted anew after a gap.

    Raises
    ------
    DateError
        If `first` comes after `last`, or no day between them is known.
    """
    known = sorted({day for record in records for day in days(periods_of(world, record))})
    chosen = spanned(known, first, last, step)
    if not chosen:
        raise DateError(N_("None of these days is known; see 'dates'."))
    return chosen
