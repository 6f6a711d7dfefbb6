"""Options mean the same in every command that accepts them."""

import argparse
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import geo
from geo.tables import data_version
from layers.language import languages
from terminal.parser import parser

PLAN = "us-28-point"
BUFFERED = "kellogg-buffer"

READING = ("glossary", "corrections", "check-plate")
TAKES: dict[str, set[str]] = {
    "--json": {"scenarios", "dates", "figures", "place", "claims", "compare", "readings", "zone", "history",
               "observers", "export", "publish", "validate", "check", "update", "together", "pullback",
               "solve", "alike", "sweep", "holds", "series", "rank", "edit", *READING},
    "--on": {"figures", "place", "compare", "readings", "zone", "observers", "export", "publish", "together",
             "pullback", "solve", "alike", "series", "rank"},
    "--record": {"figures", "place", "compare", "readings", "zone", "export", "publish", "together",
                 "pullback", "solve", "alike", "series", "rank"},
    "--control": {"figures", "place", "compare", "readings", "zone", "export", "publish", "together",
                  "pullback", "solve", "alike", "series", "rank"},
    "--margin": {"figures", "compare", "readings", "export", "publish", "pullback", "series"},
    "--reading": {"figures", "compare", "readings", "history", "export", "together",
                  "pullback", "solve", "alike", "series", "holds"},
    "--interpretation": {"figures", "compare", "readings", "history", "export", "together",
                  "pullback", "solve", "alike", "series", "holds"},
    "--strip": {"figures", "readings", "export", "series"},
    "--language": {"scenarios", "dates", "figures", "place", "claims", "compare", "readings", "zone",
                   "history", "observers", "export", "publish", "together", "pullback", "solve", "alike",
                   "holds", "series", "rank", "sweep", "validate", "check", "update", "edit", *READING},
    "--from": {"history", "sweep", "holds", "pullback", "solve", "series"},
    "--to": {"history", "sweep", "holds", "series"},
    "--step": {"history", "sweep", "series", "holds"},
    "--pull-back": {"export", "series"},
    "--shift": {"export", "series"},
    "--size": {"compare", "export", "series"},
    "--show": {"compare", "export", "series"},
    "--hide": {"compare", "export", "series"},
    "--force": {"compare", "zone", "export", "publish", "solve", "sweep", "series", "edit"},
    "--address": {"compare", "export", "publish", "series"},
}
"""The commands that accept an option; `history` sums days of the record, so it accepts no single line."""

Run = Callable[..., tuple[int, str, str]]


def commands() -> dict[str, argparse.ArgumentParser]:
    (found,) = (action for action in parser()._actions
                if isinstance(action, argparse._SubParsersAction))
    return dict(found.choices)


def answer(run: Run, *argv: str) -> dict[str, Any]:
    code, out, err = run(*argv, "--json")
    assert (code, err) == (0, ""), err
    return dict(json.loads(out))


@pytest.mark.parametrize("option", list(TAKES))
def test_an_option_is_accepted_by_all_commands_that_can_use_it(option: str) -> None:
    found = {name for name, command in commands().items()
             if option in command._option_string_actions}
    assert found - {"interpretations"} == TAKES[option]


def test_an_option_has_the_same_help_in_every_command() -> None:
    """There is a single help text for each, except for those about output files, and --from: a day or a line.

    The day of `observers` is that of no plan, so it has no word for the day on which a plan was proposed.
    """
    texts: dict[str, set[str]] = {}
    for name, command in commands().items():
        for action in command._actions:
            for option in action.option_strings:
                if (name, option) != ("observers", "--on"):
                    texts.setdefault(option, set()).add(str(action.help))
    several = {option for option, said in texts.items() if len(said) > 1}
    assert several <= {"--out", "--format", "--plans", "--from", "--all", "--step", "--margins", "--records"}


def test_the_version_has_code_and_data(run: Run) -> None:
    assert run("--version") == (0, f"Ukraine plan atlas {geo.__version__}, data {data_version()}\n", "")


@pytest.mark.parametrize("argv", [
    ("figures", PLAN, "--language", "tlh"),
    ("export", PLAN, "--format", "csv", "--out", "a", "--units", "ell"),
    ("compare", PLAN),
    ("history", PLAN, "--control", "a.geojson"),
    ("compare", "today", PLAN, "--reading", "a=b"),
    ("pullback", "--ukraine", "41"),
    ("pullback", "--preset", "nobody"),
    ("solve", "shift", "--people", "many"),
    ("solve", "depth", "--km2", "1", "--region", "UA-99"),
    ("solve", "depth", "--km2", "1", "--out", "a.toml"),
    ("solve", "depth", "--holds", "50"),
    ("alike",),
    ("alike", "today"),
], ids=["language", "units", "one plan", "a line for history", "a clause of no plan", "too deep", "no preset",
        "no number", "no region", "no plan to write", "a share of a depth", "nothing to compare",
        "no plan to compare"])
def test_invalid_options_are_one_sentence(argv: tuple[str, ...], run: Run) -> None:
    code, out, err = run(*argv)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert re.search(r"[.'] *\n$|\.\n$", err), err


def test_the_old_and_the_new_name_of_the_readings_command_are_equivalent(run: Run) -> None:
    known = commands()
    assert known["interpretations"] is known["readings"]


def first_reading(run: Run) -> str:
    """Return a reading of the plan with an option other than the default."""
    for reading in answer(run, "readings", PLAN)["readings"]:
        for option in reading["options"]:
            if not option["default"]:
                return f"{reading['id']}={option['id']}"
    raise AssertionError


def test_a_reading_applies_in_compare_as_in_figures(run: Run) -> None:
    """For either case: a plan compared with its own interpretation differs by what 'figures' gives."""
    asked = first_reading(run)
    plain, otherwise = answer(run, "figures", PLAN), answer(run, "figures", PLAN, "--reading", asked)
    assert plain["totals"] != otherwise["totals"]
    there = answer(run, "compare", PLAN, PLAN, "--second-reading", asked)
    back = answer(run, "compare", PLAN, PLAN, "--interpretation", asked)
    assert there["rows"]
    for value, sign in ((there, 1), (back, -1)):
        sums: dict[str, float] = {}
        for row in value["rows"]:
            sums[row["status"]] = sums.get(row["status"], 0) + row["area_km2"] * sign
        for status in {*plain["totals"], *otherwise["totals"]}:
            before, after = (figures["totals"].get(status, {"area_km2": 0})["area_km2"]
                             for figures in (plain, otherwise))
            assert sums.get(status, 0) == pytest.approx(after - before, abs=0.05)


def test_a_reading_applies_in_history_as_in_figures(run: Run) -> None:
    asked = first_reading(run)
    day = ("--from", "2025-11-21", "--to", "2025-11-21")
    (row,) = answer(run, "history", PLAN, *day, "--reading", asked)["rows"]
    totals = answer(run, "figures", PLAN, "--reading", asked)["totals"]
    for status, numbers in row["totals"].items():
        assert numbers["area_km2"] == pytest.approx(totals[status]["area_km2"], abs=0.1)


def test_a_line_from_a_file_applies_in_compare_as_in_figures(run: Run, tmp_path: Path) -> None:
    """Against the line alone: what a freeze freezes is the ground held according to the file."""
    ring = [[34.0, 46.6], [35.0, 46.6], [35.0, 47.1], [34.0, 47.1], [34.0, 46.6]]
    path = tmp_path / "mine.geojson"
    path.write_text(json.dumps({"type": "Polygon", "coordinates": [ring]}), encoding="utf-8")
    figures = answer(run, "figures", "freeze", "--control", str(path))
    compared = answer(run, "compare", "today", "freeze", "--control", str(path))
    frozen = sum(row["area_km2_2"] for row in compared["rows"] if row["status"] == "frozen")
    assert frozen == pytest.approx(figures["totals"]["frozen"]["area_km2"], abs=0.05)


def test_the_width_of_a_strip_applies_in_figures(run: Run) -> None:
    usual, wide = answer(run, "figures", BUFFERED), answer(run, "figures", BUFFERED, "--strip", "40")
    assert usual["totals"] == wide["totals"]
    assert wide["buffer"]["width_km"] == 40
    assert wide["buffer"]["total"]["area_km2"] > 1.5 * usual["buffer"]["total"]["area_km2"]


def test_english_is_available() -> None:
    assert "en" in languages()
