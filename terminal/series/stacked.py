"""Writing one file of shapes or figures: one plan over days, or all plans on one day."""

import argparse
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from geo.case import LineChoice
from geo.control.dates import read_step, spanned
from geo.control.margin import read_km
from geo.errors import N_, DateError
from geo.plans.library import TODAY
from geo.workspace import Workspace
from layers.bundle.registry import EXPORTS, Export, Report
from layers.export.files import may_be_written
from layers.export.stack import Stack
from layers.progress import counted
from layers.request import ExportRequest, read_address
from terminal.answers import language_of, plan_named, strip_of
from terminal.files import all_plans, nothing_laid, parts_of, regions_of, write_stack
from terminal.series.days import day_by_day, days_asked


def stacked(arguments: argparse.Namespace) -> None:
    """Write one plan over days, or all plans on one day, into one file."""
    chosen = EXPORTS[arguments.format]
    may_be_written(Path(arguments.out), replace=arguments.force)
    nothing_laid(arguments)
    if arguments.all:
        write_stack(arguments, chosen, lambda report: Stack(all_plans(arguments, chosen, report)))
        return
    work = day_by_day(arguments)
    known, first, last = days_asked(arguments, work.world)
    days = spanned(known, first, last, 1 if arguments.step is None else read_step(arguments.step))
    if not days:
        raise DateError(N_("From {first} to {last} no day is known."), first=first, last=last)
    write_stack(arguments, chosen,
                lambda report: Stack(_requests(arguments, work, days, chosen, report), by_day=True))


def _requests(arguments: argparse.Namespace, work: Workspace, days: Sequence[date], chosen: Export,
              report: Report) -> Iterator[ExportRequest]:
    margin_km, strip_km = read_km(arguments.margin, "margin"), strip_of(arguments)
    language, address = language_of(arguments), read_address(arguments.address)
    parts, regions = parts_of(arguments), regions_of(arguments, work.world)
    scenario = None if arguments.plan == TODAY else plan_named(arguments, arguments.plan, work.world,
                                                               work.library)
    library = work.library if scenario is None else work.library.with_plan(scenario)
    for day in counted(days, report):
        front = LineChoice(day, margin_km, arguments.record)
        outcome = None if scenario is None else work.apply(front, scenario, strip_km)
        ground = work.ground(front) if outcome is None else outcome.ground
        yield ExportRequest(work.world, library, ground, outcome, language, regions=regions, address=address,
                            parts=chosen.parts if parts is None else parts)
