"""The contract of the terminal: one JSON object and nothing else, with the numbers of the page."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from geo.control.dates import DEFAULT_DAY, days
from geo.outcomes.figures import NUMBERS
from geo.outcomes.outcome import Outcome, report
from geo.plans.library import SCENARIOS, Library
from geo.status import Status
from geo.world import World
from layers.language import Language
from layers.text.headline import title
from tests.conftest import ROOT

PLAN = "us-28-point"
FILES = [str(path) for path in sorted(SCENARIOS.glob("*.toml"))]

Run = Callable[..., tuple[int, str, str]]
OutcomeOn = Callable[[str, date], Outcome]


def answer(run: Run, *argv: str) -> dict[str, Any]:
    """Return the object a command prints with --json, on one line, with nothing on stderr."""
    code, out, err = run(*argv, "--json")
    assert (code, err) == (0, "")
    assert out.count("\n") == 1
    value = json.loads(out, parse_constant=pytest.fail)
    assert isinstance(value, dict)
    return value


def test_scenarios_lists_every_plan(run: Run, library: Library) -> None:
    rows = answer(run, "scenarios")["scenarios"]
    assert [row["id"] for row in rows] == list(library.plans)
    for row in rows:
        assert set(row) >= {"id", "title", "published", "status_of_text"}
        assert date.fromisoformat(row["published"])
        assert row["title"] == library[row["id"]].title


def test_dates_lists_every_known_day(run: Run, world: World) -> None:
    value = answer(run, "dates")
    assert value["dates"] == [day.isoformat() for day in days(world.periods)]
    assert value["default"] == DEFAULT_DAY.isoformat()
    assert (value["first"], value["last"]) == (value["dates"][0], value["dates"][-1])


def test_figures_prints_the_documented_object(
    run: Run, outcome_on: OutcomeOn, world: World
) -> None:
    """Every documented key, and the numbers that the page computes."""
    value = answer(run, "figures", PLAN)
    assert set(value.pop("records")) == {"deepstate", "liveuamap"}
    assert value == json.loads(json.dumps(report(outcome_on(PLAN, DEFAULT_DAY), world)))
    assert set(value) >= {"scenario", "on", "control", "rows", "totals", "country", "line_of_contact_km"}
    assert value["scenario"] == PLAN
    assert value["on"] == "2025-11-21"
    assert value["control"]["source"]
    for row in value["rows"]:
        assert set(row) == {"region", "status", "holder", *NUMBERS}
        assert re.fullmatch(r"UA-\d\d", row["region"])
    assert set(value["totals"]) == {row["status"] for row in value["rows"]} <= set(Status)
    assert all(set(numbers) == set(NUMBERS) for numbers in value["totals"].values())
    assert set(value["country"]) >= {"area_km2", "people"}


@pytest.mark.parametrize("plan, day, note", [
    ("freeze", "2022-02-23", "The day before the full-scale invasion, by raion."),
    ("istanbul-2022", "2023-05-01", "Dates of changes before 8 July 2024 may be late by up to twelve days: "
     "the map they are read off shows periods of one to twelve days."),
    ("kellogg-buffer", "2026-08-22", ""),
    ("freeze", "2026-10-10",
     "A single day: the line of contact is not recorded on the days around it."),
])
def test_figures_answers_for_any_plan_and_day(
    plan: str, day: str, note: str, run: Run, outcome_on: OutcomeOn, world: World
) -> None:
    """With what a reader should know of the day, and nothing else besides the figures of the page."""
    value = answer(run, "figures", plan, "--on", day)
    notes = value.pop("notes", [])
    assert value.pop("records") == {}, "one observer alone"
    assert value == json.loads(json.dumps(report(outcome_on(plan, date.fromisoformat(day)), world)))
    assert notes == [note] if note else notes == []


def test_a_margin_widens_the_range_and_changes_no_figure(run: Run) -> None:
    for narrow, wide in ((answer(run, "figures", "freeze", "--margin", "0"),
                          answer(run, "figures", "freeze", "--margin", "2.5")),):
        for status in ("frozen", "ukrainian"):
            before, after = narrow["totals"][status], wide["totals"][status]
            assert before["area_km2"] == after["area_km2"]
            assert before["area_km2_low"] == before["area_km2_high"]
            assert after["area_km2_low"] < after["area_km2"] < after["area_km2_high"]


def test_text_output_begins_with_the_sentence_of_the_page(
    run: Run, outcome_on: OutcomeOn, names: dict[str, str], english: Language
) -> None:
    code, out, err = run("figures", PLAN)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0].endswith("Line of contact: 21 November 2025")
    assert lines[1] == title(outcome_on(PLAN, DEFAULT_DAY), names, english)
    assert any(line.startswith("Donetsk") and "Demilitarised zone" in line for line in lines)
    assert lines[-1].startswith("Line of contact: 1,406 km; ")


def test_a_line_from_a_file_is_used_instead(run: Run, tmp_path: Path) -> None:
    """A square degree of steppe in Kherson and Zaporizhzhia is held, and nothing else."""
    ring = [[34.0, 46.6], [35.0, 46.6], [35.0, 47.1], [34.0, 47.1], [34.0, 46.6]]
    path = tmp_path / "mine.geojson"
    path.write_text(json.dumps({"type": "Polygon", "coordinates": [ring]}), encoding="utf-8")
    value = answer(run, "figures", "freeze", "--control", str(path))
    assert value["control"]["source"] == "file mine.geojson"
    assert value["totals"]["frozen"]["area_km2"] == pytest.approx(4230, rel=0.02)
    held = {row["region"] for row in value["rows"] if row["holder"] == "russia"}
    assert held == {"UA-65", "UA-23"}
    assert answer(run, "validate", str(path))["files"] == [{"file": str(path), "ok": True}]


def test_validate_accepts_all_plans_of_the_project(run: Run) -> None:
    value = answer(run, "validate", *FILES)
    assert value == {"files": [{"file": name, "ok": True} for name in FILES]}


def test_validate_reports_each_broken_file_and_accepts_the_others(run: Run, tmp_path: Path) -> None:
    """With --json the object says which are which; stderr has one line with all faults."""
    bad = tmp_path / "bad.toml"
    bad.write_text("id = 1\ncolour = 2\n", encoding="utf-8")
    code, out, err = run("validate", FILES[0], str(bad), str(tmp_path / "none.toml"), "--json")
    assert code == 2
    assert [item["ok"] for item in json.loads(out)["files"]] == [True, False, False]
    assert err.count("\n") == 1
    for part in ("bad.toml: ", "id: ", "none.toml: "):
        assert part in err


def test_export_replaces_a_file_only_if_asked_to(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "plan.csv"
    out.write_bytes(b"mine")
    argv = ("export", PLAN, "--format", "csv", "--out", str(out))
    code, said, err = run(*argv)
    assert (code, said, out.read_bytes()) == (2, "", b"mine")
    assert "plan.csv is already there; add --force" in err
    assert answer(run, *argv, "--force")["bytes"] == len(out.read_bytes()) > 1000


def test_a_written_file_has_default_permissions(run: Run, tmp_path: Path) -> None:
    """They are not those of a temporary file, which only its owner may read."""
    out, plain = tmp_path / "plan.csv", tmp_path / "plain"
    plain.touch()
    answer(run, "export", PLAN, "--format", "csv", "--out", str(out))
    assert out.stat().st_mode == plain.stat().st_mode


def test_help_lists_every_command(run: Run) -> None:
    code, out, err = run("--help")
    assert (code, err) == (0, "")
    for command in ("scenarios", "dates", "figures", "export", "validate"):
        assert command in out
        assert run(command, "--help")[0] == 0


def real(*argv: str) -> subprocess.CompletedProcess[str]:
    """Run the program in a separate process, as users do."""
    return subprocess.run([sys.executable, "cli.py", *argv], cwd=ROOT, capture_output=True, text=True,
                          encoding="utf-8", check=False)


def test_as_a_program_it_prints_the_same_object(outcome_on: OutcomeOn, world: World) -> None:
    done = real("figures", PLAN, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    value = json.loads(done.stdout)
    assert list(value.pop("records")) == ["deepstate", "liveuamap"]
    assert value == json.loads(json.dumps(report(outcome_on(PLAN, DEFAULT_DAY), world)))


def test_as_a_program_it_exits_with_two_on_an_error(tmp_path: Path) -> None:
    done = real("figures", "no-such-plan", "--json")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("There is no plan 'no-such-plan'; the plans are ")
    assert done.stderr.count("\n") == 1
