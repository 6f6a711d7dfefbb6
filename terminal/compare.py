"""The command that compares two plans, a plan with the line alone, or one plan on two days."""

import argparse
from dataclasses import replace
from pathlib import Path

from geo.control.dates import DEFAULT_DAY, read_day
from geo.control.margin import read_km
from geo.outcomes.difference import Difference, difference
from geo.outcomes.side_changes import is_one_plan_on_two_days
from geo.plans.library import TODAY, Library, reference_days, scenario_named
from geo.plans.scenario import Scenario
from geo.world import World, control_for, load_world
from geo.zones.ground import ground_for
from layers.bundle.registry import one_of
from layers.export.files import may_be_written, write_whole
from layers.html.difference_ledger import as_dict, lines_of
from layers.language import load_language
from layers.plate.comparison import WRITERS, Comparing, comparing
from layers.plate.sizes import SIZES
from layers.request import ExportRequest, read_address
from layers.text.difference import id_of, second_sentence, sentence
from layers.text.side_changes import two_day_table
from terminal.answers import library_of, show
from terminal.columns import columns


def compare(arguments: argparse.Namespace) -> None:
    """What the second does differently: by region and status, balance, and one sentence."""
    margin_km = read_km(arguments.margin, "margin")
    world = load_world()
    library = library_of(world)
    first, second = (case(world, library, name) for name in (arguments.first, arguments.second))
    on = read_day(arguments.on, world.periods) if arguments.on is not None else DEFAULT_DAY
    then = read_day(arguments.second_on, world.periods) if arguments.second_on is not None else on
    earlier_days = sorted({*reference_days(library, first), *reference_days(library, second)})
    ground = ground_for(world, control_for(world, on), earlier_days, margin_km,
                        control_for(world, then) if then != on else None)
    found = difference(ground, first, second)
    if arguments.out is not None:
        _write(arguments, comparing(found, ExportRequest(world, library, ground, None, load_language("en"),
                                                 address=read_address(arguments.address))))
        return
    _show(arguments, found, world.regions["name_en"].to_dict(), world.version)


def _write(arguments: argparse.Namespace, it: Comparing) -> None:
    """Write the comparison as a file instead of printing it."""
    out = Path(arguments.out)
    kind = one_of(arguments.format, WRITERS, "format")
    it = replace(it, order=replace(it.order, size=one_of(arguments.size, SIZES, "size")))
    may_be_written(out, replace=arguments.force)
    content = WRITERS[kind][1](it)
    write_whole(out, content, replace=arguments.force)
    show(arguments, {"file": str(out), "format": kind, "bytes": len(content)},
         [f"{out} ({len(content):,} bytes)"])


def case(world: World, library: Library, name: str) -> Scenario | None:
    """A plan by its id, or from a plan file; TODAY is the line of contact without a plan.

    Raises
    ------
    UnknownScenario, ScenarioError
        If there is no such plan, or its file cannot be read.
    """
    return None if name == TODAY else scenario_named(name, library, frozenset(world.regions.index),
                                                     world.periods)


def _show(arguments: argparse.Namespace, found: Difference, names: dict[str, str],
          version: str) -> None:
    language = load_language("en")
    sentences = [sentence(found, names, language), second_sentence(found, names, language)]
    value = {
        "first": id_of(found.first), "second": id_of(found.second), "on": found.line_1.on.isoformat(),
        "second_on": found.line_2.on.isoformat(), "margin_km": found.ground.margin_km,
        **as_dict(found, sentences), "data_version": version,
    }
    heads = ("region", "status", "first km2", "second km2", "difference", "range", "people", "range")
    rows = [(row.region, row.status, *row.numbers) for row in lines_of(found, names, language)]
    statuses = two_day_table(found, language) if is_one_plan_on_two_days(found) else []
    text = [*filter(None, sentences), "",
            *columns(statuses, right=range(1, 8)), *([""] if statuses else []),
            *columns([heads, *rows], right=range(2, 8))]
    show(arguments, value, text)
