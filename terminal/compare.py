"""The command that compares two plans, a plan with the line alone, or one plan on two days."""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from geo.control.dates import read_day
from geo.control.margin import read_km
from geo.errors import N_, InterpretationError
from geo.outcomes.difference import Difference
from geo.outcomes.side_changes import is_one_plan_on_two_days
from geo.plans.library import TODAY, Library
from geo.plans.scenario import Scenario
from geo.world import World
from layers.bundle.registry import COMPARISON_EXPORTS, one_of
from layers.export.files import may_be_written, write_whole
from layers.frame import ALL, read_frame
from layers.html.difference_ledger import as_dict, lines_of
from layers.plate.comparison import ComparedPlans, compared_plans
from layers.plate.sizes import SIZES
from layers.request import ExportRequest, read_address, read_title
from layers.text.difference import second_sentence, sentence
from layers.text.side_changes import two_day_table
from terminal.answers import language_of, plan_interpreted, show
from terminal.columns import columns, file_words
from terminal.files import layers_on
from terminal.workspace import front_of, opened

HEADS = (N_("Region"), N_("Status"), N_("First, km²"), N_("Second, km²"), N_("Difference"), N_("Range"),
         N_("People"), N_("Range"))


def compare(arguments: argparse.Namespace) -> None:
    """Print how the second differs: by region and status, the balance, and one sentence."""
    margin_km = read_km(arguments.margin, "margin")
    work = opened(arguments)
    world, library = work.world, work.library
    first = case(world, library, arguments.first, arguments.reading)
    second = case(world, library, arguments.second, arguments.second_reading)
    line = front_of(arguments, world, margin_km)
    then = line.on if arguments.second_on is None else read_day(arguments.second_on, world.periods)
    other = line.on_day(then) if then != line.on else None
    found = work.compare(line, first, second, other)
    if arguments.out is not None:
        _write(arguments, compared_plans(found, ExportRequest(
            world, library, found.ground, None, language_of(arguments),
            layers=layers_on(arguments.show, arguments.hide), address=read_address(arguments.address),
            title=read_title(arguments.title), map_only=arguments.map_only,
            frame=read_frame(arguments.frame or ALL, world.regions.index))))
        return
    _show(arguments, found, world)


def _write(arguments: argparse.Namespace, compared: ComparedPlans) -> None:
    """Write the comparison as a file instead of printing it."""
    out = Path(arguments.out)
    kind = one_of(arguments.format, COMPARISON_EXPORTS, N_("format"))
    size = one_of(arguments.size or compared.request.size, SIZES, N_("size"))
    compared = replace(compared, request=replace(compared.request, size=size))
    may_be_written(out, replace=arguments.force)
    content = COMPARISON_EXPORTS[kind][1](compared)
    write_whole(out, content, replace=arguments.force)
    show(arguments, {"file": str(out), "format": kind, "bytes": len(content)},
         [file_words(str(out), len(content), language_of(arguments))])


def case(world: World, library: Library, name: str, asked: Sequence[str] | None) -> Scenario | None:
    """Return a plan by id or from a file, with interpretations; None for TODAY.

    Raises
    ------
    UnknownScenario, ScenarioError, InterpretationError
        If the plan is unknown, its file cannot be read, or it lacks the interpretation.
    """
    if name != TODAY:
        return plan_interpreted(name, asked, world, library)
    if asked:
        raise InterpretationError(N_("'{today}' is no plan and has no clauses to interpret."), today=TODAY)
    return None


def _show(arguments: argparse.Namespace, found: Difference, world: World) -> None:
    language = language_of(arguments)
    names = language.regions(world.regions)
    sentences = [sentence(found, names, language), second_sentence(found, names, language)]
    value = {
        "first": found.ids[0], "second": found.ids[1], "on": found.line_1.on.isoformat(),
        "second_on": found.line_2.on.isoformat(), "margin_km": found.ground.margin_km,
        **as_dict(found, sentences), "data_version": world.version,
    }
    heads = tuple(language.text(words) for words in HEADS)
    rows = [(row.region, row.status, *row.numbers) for row in lines_of(found, names, language)]
    statuses = two_day_table(found, language) if is_one_plan_on_two_days(found) else []
    text = [*filter(None, sentences), "",
            *columns(statuses, right=range(1, 8)), *([""] if statuses else []),
            *columns([heads, *rows], right=range(2, 8))]
    show(arguments, value, text)
