"""The figures of one day of a sweep: the ground is surveyed once per record and margin, for all plans."""

from collections.abc import Callable
from datetime import date

import pandas as pd

from geo.cache import remembering
from geo.errors import N_, SweepError
from geo.outcomes.figures import NUMBERS, tally
from geo.plans.assign import assign
from geo.plans.library import load_library
from geo.plans.scenario import Scenario
from geo.sweep.question import Question
from geo.sweep.zones import DayZones, day_zones, for_one_day
from geo.workspace import Workspace
from geo.world import load_world

Opener = Callable[[], Workspace]
"""A function of a module, called once in each process, that loads the world and the plans."""

KEYS = ("plan", "on", "margin_km", "record", "region", "status", "side")
COLUMNS = (*KEYS, *NUMBERS)
ORDER = ["plan", "margin_km", "record", "region", "status"]


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
    here = for_one_day(work)
    tables = [plan_rows(plan, zones) for plan in question.plans
              for zones in day_zones(here, day, question.records, question.margins_km, plan)]
    if not tables:
        return pd.DataFrame(columns=list(COLUMNS))
    ordered = pd.concat(tables, ignore_index=True).sort_values(ORDER, kind="stable")
    return ordered[list(COLUMNS)].reset_index(drop=True)


def plan_rows(plan: Scenario, zones: DayZones) -> pd.DataFrame:
    """Return the figures of a plan on a day, record and margin, rounded as `figures` publishes them.

    Returns
    -------
    DataFrame
        Columns COLUMNS in any order; rows as in `swept_day`.
    """
    table = zones.seen_by(plan.reference_date)
    rows = tally(table.join(assign(table, plan)), ["region", "status", "side"], in_range=True)
    decimals = {name: 2 for name in NUMBERS if name.startswith("area")}
    people = {name: "int64" for name in NUMBERS if name.startswith("people")}
    return rows.round(decimals).astype(people).assign(
        plan=plan.id, on=zones.on, margin_km=zones.margin_km, record=zones.record)
