"""The commands that work out every plan on many days, and say what is true on all of them."""

import argparse
import re
from datetime import date
from pathlib import Path

from geo.control.dates import any_day, read_step
from geo.control.margin import DEFAULT_KM, read_km
from geo.errors import SweepError
from geo.sweep.facts import robustness
from geo.sweep.folder import read_about, read_sweep
from geo.sweep.question import question, swept_days
from geo.sweep.run import sweep as run_sweep
from layers.history.robustness import Statement, statements
from layers.progress import progress
from terminal.answers import language_of, plan_interpreted, show
from terminal.columns import columns
from terminal.workspace import library_of, loaded

WHOLE = re.compile(r"[1-9][0-9]{0,3}", re.ASCII)


def sweep(arguments: argparse.Namespace) -> None:
    """Write the figures of all plans on many days, a file per day; complete days are not worked out again."""
    step, workers = read_step(arguments.step), _workers(arguments.workers)
    margins = [read_km(text, "margin") for text in listed(arguments.margins) or [str(DEFAULT_KM)]]
    first, last = _day(arguments.first), _day(arguments.last)
    world = loaded()
    library = library_of(world)
    plans = [plan_interpreted(name, None, world, library) for name in
             listed(arguments.plans) or list(library.plans)]
    records = listed(arguments.records)
    asked = question(world, plans, margins) if records is None else question(world, plans, margins, records)
    days = swept_days(world, asked.records, first, last, step)
    with progress("day") as report:
        done = run_sweep(asked, days, Path(arguments.out), workers=workers, scheduler=arguments.scheduler,
                         force=arguments.force, report=report)
    value = {
        "folder": str(done.folder), "days": len(done.days), "made": len(done.made),
        "first": done.days[0].isoformat(), "last": done.days[-1].isoformat(),
        "plans": [plan.id for plan in asked.plans], "margins_km": list(asked.margins_km),
        "records": list(asked.records), "data_version": asked.data_version,
    }
    show(arguments, value, [f"{done.folder}: {len(done.days):,} days, {done.days[0]} to {done.days[-1]}, "
                            f"{len(done.made):,} of them new"])


def holds(arguments: argparse.Namespace) -> None:
    """Print which statements about each plan hold on every day, margin and record, and which do not."""
    folder, chosen = Path(arguments.folder), listed(arguments.plans)
    about = read_about(folder)
    unknown = [name for name in chosen or [] if name not in about.get("plans", [])]
    if unknown:
        raise SweepError(f"There is no plan '{unknown[0][:40]}' in this sweep; there are "
                         f"{', '.join(about.get('plans', []))}.")
    rows = read_sweep(folder, chosen, _day(arguments.first), _day(arguments.last))
    world, language = loaded(), language_of(arguments)
    said = statements(robustness(rows), world.regions[language.name_column].to_dict(), language)
    by_plan: dict[str, list[Statement]] = {}
    for one in said:
        by_plan.setdefault(one.plan, []).append(one)
    days = sorted(rows["on"].unique())
    value = {
        "days": len(days), "first": days[0].isoformat(), "last": days[-1].isoformat(),
        "margins_km": about.get("margins_km"), "records": about.get("records"),
        "data_version": about.get("data_version"),
        "plans": {plan: {"always": [one.as_dict() for one in own if one.always],
                         "not_always": [one.as_dict() for one in own if not one.always]}
                  for plan, own in by_plan.items()},
    }
    lines = [f"{len(days):,} days, {days[0]} to {days[-1]}; a statement holds in a case (a day, a margin and "
             "a record) if it is true over the whole range of the case."]
    for plan, own in by_plan.items():
        ordered = sorted(own, key=lambda one: not one.always)
        lines += ["", plan, *columns([(f"  {one.sentence}", one.amount, one.kept) for one in ordered])]
    show(arguments, value, lines)


def listed(text: str | None) -> list[str] | None:
    """Read names separated by commas; None if the option is absent.

    Raises
    ------
    SweepError
        If there is no name in the list.
    """
    if text is None:
        return None
    names = [name.strip() for name in text.split(",") if name.strip()]
    if not names:
        raise SweepError("There is nothing in the list; names are separated by commas.")
    return names


def _day(text: str | None) -> date | None:
    return None if text is None else any_day(text)


def _workers(text: str | None) -> int | None:
    if text is not None and not WHOLE.fullmatch(text):
        raise SweepError(f"The number of workers must be a whole number from 1 on, not '{text[:40]}'.")
    return None if text is None else int(text)
