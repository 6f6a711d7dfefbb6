"""The command that says what is true of each plan on every day of a sweep, and what is not."""

import argparse
from pathlib import Path

from geo.errors import N_, SweepError
from geo.sweep.facts import robustness
from geo.sweep.folder import read_about, read_sweep
from layers.history.robustness import Statement, statements
from terminal.answers import language_of, show
from terminal.columns import columns
from terminal.sweep.lists import day_of, listed
from terminal.workspace import loaded


def holds(arguments: argparse.Namespace) -> None:
    """Print which statements about each plan hold on every day, margin and record, and which do not."""
    folder, chosen = Path(arguments.folder), listed(arguments.plans)
    about = read_about(folder)
    unknown = [name for name in chosen or [] if name not in about.get("plans", [])]
    if unknown:
        raise SweepError(N_("There is no plan '{unknown}' in this sweep; there are {plans}."),
                         unknown=unknown[0][:40], plans=", ".join(about.get("plans", [])))
    rows = read_sweep(folder, chosen, day_of(arguments.first), day_of(arguments.last))
    world, language = loaded(), language_of(arguments)
    said = statements(robustness(rows), language.regions(world.regions), language)
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
    lines = [language.plural("{count} day: {span}", "{count} days: {span}", len(days),
                             span=language.span(language.day(days[0]), language.day(days[-1]))),
             language.text(N_("A statement holds in a case (a day, a margin and a record) if it is true over "
                              "the whole range of the case."))]
    for plan, own in by_plan.items():
        ordered = sorted(own, key=lambda one: not one.always)
        lines += ["", plan, *columns([(f"  {one.sentence}", one.amount, one.kept) for one in ordered])]
    show(arguments, value, lines)
