"""The command that follows a plan, or the line without one, through the recorded days."""

import argparse
from datetime import date
from typing import Any

from geo.control.dates import days, read_day, read_step, spanned
from geo.outcomes.fragments import Fragments
from geo.outcomes.handovers import ground_handed_over, handovers
from geo.outcomes.history import history as history_of
from geo.outcomes.history import pieces_for
from geo.plans.scenario import Scenario
from geo.status import Holder
from geo.world import World
from layers.data.history import changed_hands, history_value, kinds_of, notes
from layers.history.handovers import ground_table, ground_words, handovers_words
from layers.language import N_, Language
from layers.text.wording import HOLDER_WORDS, status_words
from terminal.answers import language_of, show
from terminal.columns import columns
from terminal.compare import case
from terminal.workspace import library_of, loaded


def history(arguments: argparse.Namespace) -> None:
    """Print one row per date: area and people by status, or by holder without a plan."""
    step = read_step(arguments.step)
    world = loaded()
    known = days(world.periods)
    first = known[0] if arguments.first is None else read_day(arguments.first, world.periods)
    last = known[-1] if arguments.last is None else read_day(arguments.last, world.periods)
    chosen = spanned(known, first, last, step)
    scenario = case(world, library_of(world), arguments.plan, arguments.reading)
    pieces, refers = pieces_for(world), None if scenario is None else scenario.reference_date
    rows = history_of(world, scenario, chosen, None if refers in world.dated else pieces)
    hands = changed_hands(world, (first, last), pieces)
    value = history_value(rows, scenario, (first, last), step, hands, world.version)
    language = language_of(arguments)
    name = language.text(scenario.title if scenario else N_("The line of contact without a plan"))
    span = language.text(N_("{what}, {first} to {last}"), what=name, first=language.day(first),
                         last=language.day(last))
    show(arguments, value, [span, "", *_table(value, scenario, language), "",
                            *map(language.text, notes(scenario)), "",
                            *_hands(world, first, last, pieces, language)])


def _hands(world: World, first: date, last: date, pieces: Fragments, language: Language) -> list[str]:
    """Say what changed hands from the first day to the last, by region and direction."""
    ground = ground_handed_over(world, first, last, pieces)
    grid = ground_table(ground, world.regions[language.name_column].to_dict(), language)
    return [ground_words(ground, first, last, language),
            handovers_words(handovers(world, first, last), first, last, language), "",
            *columns(grid, right=range(1, len(grid[0])))]


def _table(value: dict[str, Any], scenario: Scenario | None, language: Language) -> list[str]:
    """Format the rows as text, two columns for each status."""
    say = language.text
    kinds = [kind for kind in kinds_of(scenario)
             if any(kind.value in row["totals"] for row in value["rows"])]
    heads = [say(HOLDER_WORDS[kind]) if isinstance(kind, Holder) else status_words(language, kind, short=True)
             for kind in kinds]
    none = {"area_km2": 0.0, "people": 0}
    rows = [["", *(cell for head in heads for cell in ("", head))],
            [say(N_("Day")), *(cell for _ in kinds for cell in (say(N_("km²")), say(N_("people"))))]]
    for row in value["rows"]:
        figures = [row["totals"].get(kind.value, none) for kind in kinds]
        rows.append([row["on"], *(language.number(each[measure]) for each in figures
                                  for measure in ("area_km2", "people"))])
    return columns(rows, right=range(1, 1 + 2 * len(kinds)))
