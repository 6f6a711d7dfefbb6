"""One plan on a few days, with every margin and record: what a front end works out while a reader waits."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from geo.case import RECORDS
from geo.plans.scenario import Scenario
from geo.sweep.day import COLUMNS, ORDER, plan_rows
from geo.sweep.question import in_order, swept_days
from geo.sweep.survey import MAX_MARGIN_KM, STEP, Survey
from geo.sweep.zones import DayZones, kept_zones
from geo.workspace import Workspace
from geo.world import World

SPAN_DAYS = 365
"""How long before the last day the first one is unless told otherwise."""
MARGINS_KM = tuple(float(km) for km in range(MAX_MARGIN_KM + 1))

Report = Callable[[int, int], None]
"""Called with the number of days that are done, and of all."""


@dataclass(frozen=True)
class Cases:
    """The days, margins and records that a plan is looked at; each in order and without repetition."""

    days: tuple[date, ...]
    margins_km: tuple[float, ...]
    records: tuple[str, ...]


def cases_of(world: World, first: date | None = None, last: date | None = None, step: int = STEP,
             margins_km: Iterable[float] = MARGINS_KM, records: Iterable[str] = RECORDS) -> Cases:
    """Return the days from one to another by steps, with margins and records.

    Parameters
    ----------
    world
        Says which days the records know; the step is counted anew after a gap (`swept_days`).
    first, last
        None means the last day that is known, and a year before the last day.
    step
        Days from one to the next.
    margins_km, records
        In any order.

    Raises
    ------
    SweepError, DateError
        If a record is unknown, or no day is known.
    """
    margins, asked = in_order(margins_km, records)
    known = swept_days(world, asked, last=last)
    end = known[-1] if last is None else last
    start = end - timedelta(days=SPAN_DAYS) if first is None else first
    return Cases(tuple(swept_days(world, asked, start, end, step)), margins, asked)


def usual_survey(world: World) -> Survey:
    """Return the days and margins that a reader is offered first: those of `cases_of`."""
    return Survey(cases_of(world).days[0], swept_days(world, RECORDS)[-1])


def surveyed(world: World, survey: Survey) -> Cases:
    """Return the cases of a reader's choice, by all records.

    Raises
    ------
    DateError
        If its days are in the wrong order, or none of them is known.
    """
    return cases_of(world, survey.first, survey.last, survey.step, range(survey.most_km + 1))


def brief_cases(world: World) -> Cases:
    """Return the cases of a document: the days of `cases_of`, and only the largest margin.

    The range of a margin lies within that of a larger one, so what holds with the largest holds with all.
    """
    return cases_of(world, margins_km=(MAX_MARGIN_KM,))


def survey_days(work: Workspace, plan: Scenario, cases: Cases, report: Report | None = None
                ) -> tuple[DayZones, ...]:
    """Return the zones of all cases; days that the cache of `work` does not have yet take seconds each.

    What is surveyed serves all plans with the same reference dates.
    """
    tell, found = report or (lambda _done, _all: None), list[DayZones]()
    for done, day in enumerate(cases.days):
        tell(done, len(cases.days))
        found += kept_zones(work, day, cases.records, cases.margins_km, plan)
    tell(len(cases.days), len(cases.days))
    return tuple(found)


def brief_zones(work: Workspace, plan: Scenario) -> tuple[DayZones, ...]:
    """Return the zones of `brief_cases` for a plan."""
    return survey_days(work, plan, brief_cases(work.world))


def rows_on(plan: Scenario, zones: Iterable[DayZones]) -> pd.DataFrame:
    """Return the figures of a plan, which need not be in the library, on zones of any days.

    Returns
    -------
    DataFrame
        Rows and columns of a sweep (`geo.sweep.day.swept_day`) of the same days, by day.
    """
    rows = pd.concat([plan_rows(plan, one) for one in zones], ignore_index=True)
    return rows.sort_values(["on", *ORDER], kind="stable")[list(COLUMNS)].reset_index(drop=True)


def swept_plan(work: Workspace, plan: Scenario, cases: Cases, report: Report | None = None) -> pd.DataFrame:
    """Return the figures of a plan in all cases.

    Returns
    -------
    DataFrame
        As from `rows_on`.
    """
    return rows_on(plan, survey_days(work, plan, cases, report))
