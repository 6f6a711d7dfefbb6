"""The command that works out every plan on many days."""

import argparse
import re
from pathlib import Path

from geo.control.dates import read_step
from geo.control.margin import DEFAULT_KM, read_km
from geo.errors import N_, SweepError
from geo.sweep.question import question, swept_days
from geo.sweep.run import sweep as run_sweep
from layers.progress import progress
from terminal.answers import language_of, plan_interpreted, show
from terminal.sweep.lists import day_of, listed
from terminal.workspace import library_of, loaded

WHOLE = re.compile(r"[1-9][0-9]{0,3}", re.ASCII)


def sweep(arguments: argparse.Namespace) -> None:
    """Write the figures of all plans on many days, a file per day; complete days are not worked out again."""
    step, workers = read_step(arguments.step), _workers(arguments.workers)
    margins = [read_km(text, "margin") for text in listed(arguments.margins) or [str(DEFAULT_KM)]]
    first, last = day_of(arguments.first), day_of(arguments.last)
    world, language = loaded(), language_of(arguments)
    library = library_of(world)
    plans = [plan_interpreted(name, None, world, library) for name in
             listed(arguments.plans) or list(library.plans)]
    records = listed(arguments.records)
    asked = question(world, plans, margins) if records is None else question(world, plans, margins, records)
    days = swept_days(world, asked.records, first, last, step)
    with progress(language.text(N_("day"))) as report:
        done = run_sweep(asked, days, Path(arguments.out), workers=workers, scheduler=arguments.scheduler,
                         force=arguments.force, report=report)
    value = {
        "folder": str(done.folder), "days": len(done.days), "made": len(done.made),
        "first": done.days[0].isoformat(), "last": done.days[-1].isoformat(),
        "plans": [plan.id for plan in asked.plans], "margins_km": list(asked.margins_km),
        "records": list(asked.records), "data_version": asked.data_version,
    }
    said = language.plural(
        "{folder}: {count} day ({span}), {new} of them new",
        "{folder}: {count} days ({span}), {new} of them new", len(done.days), folder=done.folder,
        span=language.span(language.day(done.days[0]), language.day(done.days[-1])),
        new=language.number(len(done.made)))
    show(arguments, value, [said])


def _workers(text: str | None) -> int | None:
    if text is not None and not WHOLE.fullmatch(text):
        raise SweepError(N_("The number of workers must be a whole number from 1 on, not '{text}'."),
                         text=text[:40])
    return None if text is None else int(text)
