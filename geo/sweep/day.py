"""The figures of one day of a sweep: the ground is surveyed once per record and margin, for all plans."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypeVar

import pandas as pd

from geo.cache import Key, Step, remembering
from geo.case import LIVEUAMAP, RECORD, LineChoice
from geo.control.dates import period_of
from geo.control.second import independent_on
from geo.errors import N_, SweepError
from geo.outcomes.figures import NUMBERS, tally
from geo.outcomes.outcome import apply
from geo.plans.library import load_library
from geo.plans.scenario import Scenario
from geo.sweep.question import Question, periods_of
from geo.workspace import Workspace
from geo.world import load_world
from geo.zones.ground import Ground

T = TypeVar("T")

Opener = Callable[[], Workspace]
"""A function of a module, called once in each process, that loads the world and the plans."""

KEYS = ("plan", "on", "margin_km", "record", "region", "status", "side")
COLUMNS = (*KEYS, *NUMBERS)


def open_committed() -> Workspace:
    """Return a workspace of the committed data and plans."""
    world = load_world()
    library = load_library(world.regions.index, periods=world.periods, sites=frozenset(world.sites.index))
    return Workspace(world, library, remembering())


def swept_day(work: Workspace, question: Question, day: date) -> pd.DataFrame:
    """Return the figures of all plans on one day.

    Parameters
    ----------
    work
        The world and the plans. Its cache keeps the lines of reference dates only, so that memory does
        not grow with the days.
    question
        The plans, margins and records.
    day
        A day that one of the records knows; a record that does not know it has no rows.

    Returns
    -------
    DataFrame
        One row per plan, margin, record, region and status with any ground or people, in this order, also
        where there is none on the line as drawn but some within the range. Columns COLUMNS: `on` (date),
        `side` (that of the status), and NUMBERS: square kilometres and residents in the reference year, each
        with `_low` and `_high`, the range over the margin and the observers of the day, as in `figures`.
        Overlays, such as buffers, are left out, since they change no status.

    Raises
    ------
    SweepError
        If the workspace has other data than the question is about.
    """
    if work.world.version != question.data_version:
        raise SweepError(N_("A worker has data {there}, and the sweep is of data {asked}; bring "
                            "all workers to the same version."), there=work.world.version,
                         asked=question.data_version)
    here = replace(work, cache=_for_one_day(work))
    tables = []
    for record in question.records:
        if period_of(day, periods_of(work.world, record)) is None:
            continue
        for margin_km in question.margins_km:
            front = LineChoice(day, margin_km, _drawn_as(here, record, day))
            tables += [_rows(plan, here.ground(front, plan)).assign(margin_km=margin_km, record=record)
                       for plan in question.plans]
    if not tables:
        return pd.DataFrame(columns=list(COLUMNS))
    rows = pd.concat(tables, ignore_index=True).assign(on=day)
    ordered = rows.sort_values(["plan", "margin_km", "record", "region", "status"], kind="stable")
    return ordered[list(COLUMNS)].reset_index(drop=True)


def _rows(plan: Scenario, ground: Ground) -> pd.DataFrame:
    """Return the figures of a plan, rounded as `figures` publishes them."""
    rows = tally(apply(plan, ground).table, ["region", "status", "side"], in_range=True)
    decimals = {name: 2 for name in NUMBERS if name.startswith("area")}
    people = {name: "int64" for name in NUMBERS if name.startswith("people")}
    return rows.round(decimals).astype(people).assign(plan=plan.id)


def _drawn_as(work: Workspace, record: str, day: date) -> str:
    """Return the record whose line is surveyed: the project's own where the two are one and the same."""
    world, second = work.world, work.world.second_record
    if (record != LIVEUAMAP or second is None or day in world.dated
            or period_of(day, world.periods) is None or independent_on(day, world.record, second)):
        return record
    own, other = (work.control(LineChoice(day, 0.0, name)) for name in (RECORD, LIVEUAMAP))
    return RECORD if own.held.equals_exact(other.held, 0.0) else record


def _for_one_day(work: Workspace) -> Callable[[Key, Callable[[], T]], T]:
    """Return a cache for one day; the lines of the reference dates outlive it."""
    of_day = remembering()
    always = set(work.reference_days())

    def lookup(key: Key, make: Callable[[], T]) -> T:
        lasts = key.step == Step.CONTROL and key.parts[0] in always
        return (work.cache if lasts else of_day)(key, make)

    return lookup
