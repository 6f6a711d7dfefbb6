"""The command that follows a plan, or the line without one, through the recorded days."""

import argparse
from typing import Any

import pandas as pd

from geo.control.dates import days, read_day, read_step, spanned
from geo.outcomes.figures import plain
from geo.outcomes.history import history as history_of
from geo.outcomes.history import totals
from geo.plans.scenario import Scenario
from geo.schema import MEASURES
from geo.status import Holder, Status
from layers.language import Language
from layers.text.difference import id_of
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
    sums = totals(history_of(world, scenario, chosen), "status" if scenario else "holder")
    value = {
        "scenario": id_of(scenario),
        "from": first.isoformat(),
        "to": last.isoformat(),
        "step": step,
        "rows": [{"on": day.isoformat(), "totals": _present(row, scenario)} for day, row in sums.iterrows()],
        "notes": notes(scenario),
        "data_version": world.version,
    }
    show(arguments, value, _table(value, scenario, language_of(arguments)))


def notes(scenario: Scenario | None) -> list[str]:
    """Return the notes on the rows."""
    notes = ["Areas are those of the line as drawn, without a range; 'figures' gives the range of one day.",
            "Days that are not in the record are left out, never filled in."]
    if scenario is not None and scenario.bands:
        notes.append("What the plan lays over the ground, such as a buffer, is left out; 'figures' gives it "
                    "for one day.")
    return notes


def _present(row: pd.Series, scenario: Scenario | None) -> dict[str, dict[str, float]]:
    """Return the figures of each status or holder with any ground or people on the day."""
    kinds: Any = Holder if scenario is None else Status
    found = {}
    for kind in kinds:
        figures = plain({name: row.get((name, kind.value), 0.0) for name in MEASURES})
        if any(figures.values()):
            found[kind.value] = {"area_km2": figures["area_km2"], "people": int(figures["people"])}
    return found


def _table(value: dict[str, Any], scenario: Scenario | None, language: Language) -> list[str]:
    """Format the rows as text, two columns for each status."""
    kinds = [kind.value for kind in (Holder if scenario is None else Status)
             if any(kind.value in row["totals"] for row in value["rows"])]
    name = language.text(scenario.title) if scenario else "The line of contact without a plan"
    none = {"area_km2": 0.0, "people": 0}
    rows = [["", *(cell for kind in kinds for cell in ("", kind))],
            ["date", *(cell for _ in kinds for cell in ("km2", "people"))]]
    for row in value["rows"]:
        figures = [row["totals"].get(kind, none) for kind in kinds]
        rows.append([row["on"], *(cell for each in figures
                                  for cell in (f"{each['area_km2']:,.0f}", f"{each['people']:,}"))])
    return [f"{name}, {value['from']} to {value['to']}", "",
            *columns(rows, right=range(1, 1 + 2 * len(kinds))), "", *value["notes"]]
