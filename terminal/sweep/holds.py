"""The command that says what is true of a plan on every day, margin and record, and what is not."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from geo.control.dates import read_step
from geo.control.margin import read_km
from geo.errors import N_, SweepError
from geo.sweep.folder import read_about, read_sweep
from geo.sweep.one_plan import MARGINS_KM, cases_of, swept_plan
from geo.sweep.survey import STEP
from layers.explore.holds import Holds, holds_of
from layers.progress import progress
from terminal.answers import language_of, plan_interpreted, show
from terminal.columns import columns
from terminal.sweep.lists import day_of, listed
from terminal.workspace import loaded, opened

OF_A_PLAN = ("step", "margins", "records", "reading")


def holds(arguments: argparse.Namespace) -> None:
    """Print which statements about a plan, or about each plan of a sweep, hold in every case."""
    folder = Path(arguments.what)
    if folder.is_dir() or (len(folder.parts) > 1 and folder.suffix != ".toml"):
        _of_a_sweep(arguments, folder)
    else:
        _of_a_plan(arguments)


def _of_a_sweep(arguments: argparse.Namespace, folder: Path) -> None:
    if any(getattr(arguments, name) is not None for name in OF_A_PLAN):
        raise SweepError(N_("A sweep has its own steps, margins, records and readings; they are chosen for a "
                            "plan only."))
    about, chosen = read_about(folder), listed(arguments.plans)
    unknown = [name for name in chosen or [] if name not in about.get("plans", [])]
    if unknown:
        raise SweepError(N_("There is no plan '{unknown}' in this sweep; there are {plans}."),
                         unknown=unknown[0][:40], plans=", ".join(about.get("plans", [])))
    rows = read_sweep(folder, chosen, day_of(arguments.first), day_of(arguments.last))
    if rows.empty:
        raise SweepError(N_("The sweep has no rows of these plans."))
    language = language_of(arguments)
    names = language.regions(loaded().regions)
    answers = {str(plan): holds_of(part, names, language) for plan, part in rows.groupby("plan", sort=True)}
    _show(arguments, rows, answers, {"margins_km": about.get("margins_km"), "records": about.get("records"),
                                     "data_version": about.get("data_version")})


def _of_a_plan(arguments: argparse.Namespace) -> None:
    if arguments.plans is not None:
        raise SweepError(N_("--plans chooses among the plans of a sweep; name one plan, or the folder of a "
                            "sweep."))
    step = STEP if arguments.step is None else read_step(arguments.step)
    margins, records = listed(arguments.margins), listed(arguments.records)
    chosen = {} if records is None else {"records": records}
    first, last = day_of(arguments.first), day_of(arguments.last)
    work, language = opened(arguments), language_of(arguments)
    world = work.world
    if arguments.what not in work.library.plans and Path(arguments.what).suffix != ".toml":
        raise SweepError(N_("'{name}' is neither a plan, a plan file nor the folder of a sweep."),
                         name=arguments.what[:40])
    plan = plan_interpreted(arguments.what, arguments.reading, world, work.library)
    cases = cases_of(world, first, last, step, MARGINS_KM if margins is None else
                     [read_km(text, "margin") for text in margins], **chosen)
    with progress(language.text(N_("day"))) as report:
        rows = swept_plan(work, plan, cases, report)
    _show(arguments, rows, {plan.id: holds_of(rows, language.regions(world.regions), language)},
          {"margins_km": list(cases.margins_km), "records": list(cases.records),
           "data_version": world.version})


def _show(arguments: argparse.Namespace, rows: pd.DataFrame, answers: Mapping[str, Holds],
          about: Mapping[str, Any]) -> None:
    days = sorted(rows["on"].unique())
    value = {
        "days": len(days), "first": days[0].isoformat(), "last": days[-1].isoformat(), **about,
        "plans": {plan: {"always": [one.as_dict() for one in found.statements if one.always],
                         "not_always": [one.as_dict() for one in found.statements if not one.always]}
                  for plan, found in answers.items()},
    }
    lines: list[str] = []
    for plan, found in answers.items():
        lines += [f"{plan}. {found.summary}", *_table(found), ""]
    show(arguments, value, [*lines, *next(iter(answers.values())).notes])


def _table(found: Holds) -> list[str]:
    """Format the statements as text, below each the days on which it does not hold."""
    head, *rows = columns([(f"  {words}", amount, kept) for words, amount, kept, _ in found.grid.rows])
    lines = [head]
    for row, one in zip(rows, found.statements, strict=True):
        lines += [row, *(f"      {missed}" for missed in one.missed)]
    return lines

