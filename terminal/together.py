"""The command that shows what hangs together under a plan, or under all plans."""

import argparse
from typing import Any

from geo.explore.report import together_report
from geo.explore.together import Together
from geo.plans.library import TODAY
from geo.plans.scenario import Scenario
from layers.explore.answer import answer_of
from layers.explore.together import NOTES, overview_rows
from layers.language import N_
from layers.text.headline import dateline
from terminal.answers import language_of, show
from terminal.columns import columns
from terminal.compare import case
from terminal.workspace import front_of, opened

LINE = N_("Line of contact, without a plan")


def together(arguments: argparse.Namespace) -> None:
    """Print what each side would hold in connected parts, what these border, and which towns are cut off."""
    work = opened(arguments)
    world, language = work.world, language_of(arguments)
    front = front_of(arguments, world, 0.0)
    if arguments.plan is None:
        _all(arguments)
        return
    plan = case(world, work.library, arguments.plan, arguments.reading)
    found, before = work.together(front, plan), None if plan is None else work.together(front, None)
    answer = answer_of(found, before, world, language.regions(world.regions), language)
    value = {**_named(plan, found), **together_report(found, world, before),
             "notes_on_figures": [*answer.notes], "data_version": world.version}
    title = language.text(LINE if plan is None else plan.title)
    lines = [f"{title}. {dateline(found.cells.ground.control, language)}", *answer.sentences, "",
             *columns(answer.sides.rows, right=answer.sides.numbers), "", *answer.lines, ""]
    for grid in answer.more:
        lines += [*columns(grid.rows, right=grid.numbers), ""]
    show(arguments, value, [*lines, *answer.notes])


def _all(arguments: argparse.Namespace) -> None:
    """Print one row per plan."""
    work = opened(arguments)
    world, language = work.world, language_of(arguments)
    front = front_of(arguments, world, 0.0)
    plans: dict[str, Scenario | None] = {TODAY: None, **work.library.plans}
    found = {name: (plan, work.together(front, plan)) for name, plan in plans.items()}
    today = found[TODAY][1]
    value = {"plans": [{**_named(plan, item),
                        **together_report(item, world, None if plan is None else today)}
                       for plan, item in found.values()], "data_version": world.version}
    lines = [dateline(today.cells.ground.control, language), "",
             *columns(overview_rows(found, world, language), right=range(1, 9)), "",
             *(language.text(note) for note in NOTES)]
    show(arguments, value, lines)


def _named(plan: Scenario | None, found: Together) -> dict[str, Any]:
    control = found.cells.ground.control
    return {"scenario": TODAY if plan is None else plan.id, "title": LINE if plan is None else plan.title,
            "on": control.on.isoformat(), "control": control.origin.as_dict()}
