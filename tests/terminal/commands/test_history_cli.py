"""`cli.py history`: one row per date, in text and in JSON; errors are one sentence."""

import json
from collections.abc import Callable
from datetime import date

import pytest

from geo.control.dates import days
from geo.errors import DateError, GeoError
from geo.world import World
from terminal import history as command
from terminal import workspace
from terminal.parser import parser
from tests.conftest import DAYS

PLAN = "us-28-point"


@pytest.fixture
def ask(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., str]:
    """Run the command on the loaded world and return its output."""
    monkeypatch.setattr(command, "loaded", lambda: world)

    def once(plan: str = PLAN, first: str | None = None, last: str | None = None, step: object = 1,
             json: bool = True) -> str:
        argv = ["history", plan, f"--step={step}", *([f"--from={first}"] if first is not None else []),
                *([f"--to={last}"] if last is not None else []), *(["--json"] if json else [])]
        command.history(parser().parse_args(argv))
        return capsys.readouterr().out

    return once


def test_there_is_exactly_one_row_per_known_day(ask: Callable[..., str], world: World) -> None:
    value = json.loads(ask())
    assert [row["on"] for row in value["rows"]] == [day.isoformat() for day in days(world.periods)]
    assert (value["scenario"], value["from"], value["to"], value["step"]) == (
        PLAN, "2022-02-23", "2026-10-10", 1)
    assert value["data_version"] == world.version


@pytest.mark.parametrize("plan", [PLAN, "istanbul-2022", "kellogg-buffer"])
@pytest.mark.parametrize("day", [DAYS[0], DAYS[2]], ids=str)
def test_totals_are_those_of_figures(
    plan: str, day: date, ask: Callable[..., str], run: Callable[..., tuple[int, str, str]]
) -> None:
    row, = json.loads(ask(plan, day.isoformat(), day.isoformat()))["rows"]
    figures = json.loads(run("figures", plan, "--on", day.isoformat(), "--json")[1])["totals"]
    assert set(row["totals"]) == set(figures)
    for status, numbers in row["totals"].items():
        assert numbers["people"] == figures[status]["people"]
        assert numbers["area_km2"] == pytest.approx(figures[status]["area_km2"], abs=0.02)


def test_today_is_listed_by_holder(ask: Callable[..., str]) -> None:
    value = json.loads(ask("today", "2025-11-21", "2025-11-21"))
    held = value["rows"][0]["totals"]["russia"]
    assert held["area_km2"] == pytest.approx(113_034, abs=1)
    assert set(value["rows"][0]["totals"]) == {"ukraine", "russia"}


def test_a_step_starts_again_after_the_gap(ask: Callable[..., str]) -> None:
    """From one period to the next without a day between them, it goes on."""
    on = [row["on"] for row in json.loads(ask(step="7", first="2026-08-10"))["rows"]]
    assert on == ["2026-08-10", "2026-08-17", "2026-09-22", "2026-10-10"]
    on = [row["on"] for row in json.loads(ask(step=1000))["rows"]]
    assert on == ["2022-02-23", "2024-11-19", "2026-09-22", "2026-10-10"]


def test_the_text_has_the_same_numbers(ask: Callable[..., str]) -> None:
    value = json.loads(ask(first="2025-11-21", last="2025-11-23"))
    lines = ask(first="2025-11-21", last="2025-11-23", json=False).splitlines()
    for row in value["rows"]:
        line = next(line for line in lines if line.startswith(row["on"]))
        for numbers in row["totals"].values():
            assert f"{numbers['people']:,}" in line
            assert f"{numbers['area_km2']:,.0f}" in line


def test_omissions_are_mentioned(ask: Callable[..., str]) -> None:
    assert "without a range" in " ".join(json.loads(ask(step=500))["notes"])
    assert "buffer" in ask("kellogg-buffer", step=500, json=False)
    assert "buffer" not in ask(PLAN, step=500, json=False)


def test_what_changed_hands_is_the_difference_of_the_ends(ask: Callable[..., str], world: World) -> None:
    """In all and by region, whatever the plan; and the text says it in the same figures."""
    span = {"first": "2025-10-21", "last": "2025-11-21"}
    value = json.loads(ask("today", **span, step=31))
    hands = value["changed_hands"]
    assert json.loads(ask(PLAN, **span, step=31))["changed_hands"] == hands
    begin, end = (row["totals"]["russia"] for row in (value["rows"][0], value["rows"][-1]))
    for measure, within in (("area_km2", 0.03), ("people", 0)):
        net = hands["totals"]["russia"][measure] - hands["totals"]["ukraine"][measure]
        assert net == pytest.approx(end[measure] - begin[measure], abs=within)
        for holder in ("russia", "ukraine"):
            parts = sum(row[measure] for row in hands["rows"] if row["held_by_after"] == holder)
            assert parts == pytest.approx(hands["totals"][holder][measure], abs=within * 10)
    assert hands["totals"]["russia"]["area_km2"] > 100
    largest = hands["settlements"]["russia"]["largest"]
    assert [town["population"] for town in largest] == sorted(
        (town["population"] for town in largest), reverse=True)
    assert len(largest) <= hands["settlements"]["russia"]["count"]
    text = ask("today", **span, step=31, json=False)
    assert f"{hands['totals']['russia']['people']:,} residents before 2022) came under Russian" in text
    assert "Donetsk" in text
    same = json.loads(ask("today", "2025-11-21", "2025-11-21"))["changed_hands"]
    assert same["rows"] == []
    assert same["totals"]["russia"] == {"area_km2": 0.0, "people": 0}


@pytest.mark.parametrize("words, said", [
    ({"first": "2025-11-21", "last": "2025-11-20"}, "2025-11-21, comes after the last day, 2025-11-20"),
    ({"first": "2026-09-02"}, "2026-09-02 is not known"),
    ({"last": "2202-01-01"}, "2202-01-01 is not known"),
    ({"first": "yesterday"}, "'yesterday' is no date"),
    ({"last": ""}, "'' is no date"),
    ({"plan": "no-such-plan"}, "There is no plan 'no-such-plan'"),
    ({"plan": "../freeze"}, "There is no plan '../freeze'"),
    *(({"step": step}, "whole number of days between 1 and 1000")
      for step in ("0", "-1", "1001", "9" * 5000, "1e3", "1.5", "nan", "", " 7", "٧", "seven\n", "--")),
], ids=lambda value: str(value)[:40])
def test_bad_input_is_one_sentence(
    words: dict[str, str], said: str, ask: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(GeoError) as fault:
        ask(**words)
    assert said in str(fault.value)
    assert len(str(fault.value)) < 600
    assert capsys.readouterr().out == ""


def test_the_library_is_that_of_the_other_commands() -> None:
    assert command.library_of is workspace.library_of
    assert command.read_step("30") == 30
    with pytest.raises(DateError):
        command.read_step(None)
