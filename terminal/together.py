"""The command that shows what hangs together under a plan, or under all plans."""

import argparse
from functools import partial
from typing import Any

from geo.explore.part_necks import NecksOf, narrowest, necks_report
from geo.explore.report import together_report
from geo.explore.sides import Under
from geo.explore.together import Together
from geo.plans.library import TODAY
from geo.plans.scenario import Scenario
from layers.explore.answer import answer_of
from layers.explore.necks import note as neck_note
from layers.explore.overview import overview_rows
from layers.explore.together import NOTES
from layers.language import N_, Language
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
    necks = necks_report(found, world, partial(work.necks, front, found))
    answer = answer_of(found, before, necks, world, language.regions(world.regions), language)
    value = {**_named(plan, found, language), **together_report(found, world, before), "necks": necks,
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
    widths = {name: _narrowest_km(item, partial(work.necks, front, item))
              for name, (_, item) in found.items()}
    value = {"plans": [{**_named(plan, item, language),
                        **together_report(item, world, None if plan is None else today),
                        "narrowest_neck_km": widths[name]}
                       for name, (plan, item) in found.items()], "data_version": world.version}
    lines = [dateline(today.cells.ground.control, language), "",
             *columns(overview_rows(found, widths, language), right=range(1, 10)), "",
             *(language.text(note) for note in NOTES), neck_note(language)]
    show(arguments, value, lines)


def _narrowest_km(found: Together, necks: NecksOf) -> float | None:
    """Return the width of the narrowest neck of the ground under Ukrainian control; None without one."""
    first = next(iter(narrowest(found, Under.UKRAINE, necks)), None)
    return None if first is None else round(first[1].width_m / 1000, 2)


def _named(plan: Scenario | None, found: Together, language: Language) -> dict[str, Any]:
    control = found.cells.ground.control
    return {"scenario": TODAY if plan is None else plan.id,
            "title": language.text(LINE if plan is None else plan.title),
            "on": control.on.isoformat(), "control": control.origin.as_dict()}
