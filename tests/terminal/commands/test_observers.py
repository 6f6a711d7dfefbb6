"""Two observers in the terminal: where they differ on a day, and any figure on the other one's record."""

from collections.abc import Callable
from datetime import date
from gettext import NullTranslations
from pathlib import Path

import pytest
from babel import Locale

from geo.control.dates import DEFAULT_DAY
from geo.outcomes.observers import two_observers
from geo.world import World
from layers.language import Language
from tests.terminal.test_cli import PLAN, answer

Run = Callable[..., tuple[int, str, str]]

LATE = ("Dates of changes may be late by up to twelve days: the map they are read off shows periods of one "
        "to twelve days.")


def test_the_text_has_a_sentence_the_ground_and_every_settlement(run: Run, world: World) -> None:
    code, out, err = run("observers", "--on", "2025-11-21")
    assert (code, err) == (0, "")
    found = two_observers(world, DEFAULT_DAY)
    lines = out.splitlines()
    assert lines[0] == ("On 21 November 2025 the two observers differ on 95 settlements, where 96,331 lived "
                        "before 2022.")
    assert len(found.settlements) == 95
    assert found.settlements["people"].sum() == 96_331
    ground, _, towns = out.partition("\nSettlement ")
    assert all("This atlas's record  Liveuamap's record" in part for part in (ground, towns))
    (donetsk,) = (line.split() for line in ground.splitlines() if line.startswith("Donetsk"))
    sides = ("first_km2", "second_km2", "only_first_km2", "only_second_km2")
    assert donetsk[1:] == [f"{found.ground.at['UA-14', side]:,.0f}" for side in sides]
    assert len(towns.splitlines()) == 1 + len(found.settlements)
    largest = towns.splitlines()[1].split()
    assert largest == ["Pokrovsk", "Donetsk", "Ukrainian-held", "Russian-held", "40,395"]


def test_the_object_has_the_ground_that_each_record_gives_alone(run: Run, world: World) -> None:
    value = answer(run, "observers")
    assert set(value) == {"on", "observers", "regions", "settlements", "data_version"}
    assert (value["on"], value["data_version"]) == ("2025-11-21", world.version)
    assert [one["origin"] for one in value["observers"]] == ["record", "second_record"]
    for side, record in (("first_km2", "deepstate"), ("second_km2", "liveuamap")):
        alone = answer(run, "figures", "freeze", "--record", record)["totals"]["frozen"]["area_km2"]
        assert sum(row[side] for row in value["regions"]) == pytest.approx(alone, abs=0.2)
    for row in value["regions"]:
        assert row["first_km2"] - row["only_first_km2"] == pytest.approx(
            row["second_km2"] - row["only_second_km2"], abs=0.03), "what both have"
    for town in value["settlements"]:
        assert {town["first"], town["second"]} == {"russia", "ukraine"}
    assert sum(town["people"] for town in value["settlements"]) == 96_331


@pytest.mark.parametrize("day, said", [
    ("2022-02-23", "Only one observer is recorded for 2022-02-23."),
    ("2023-05-01", "Only one observer is recorded for 2023-05-01."),
    ("2026-10-10", "Only one observer is recorded for 2026-10-10."),
    ("2026-09-02", "2026-09-02 is not known"), ("soon", "'soon' is no date"),
])
@pytest.mark.parametrize("more", [(), ("--json",)], ids=["text", "json"])
def test_a_day_without_two_observers_is_one_sentence(
    day: str, said: str, more: tuple[str, ...], run: Run
) -> None:
    code, out, err = run("observers", "--on", day, *more)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert said in err


def test_the_language_is_that_of_words_and_names(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("observers", "--language", "en") == run("observers")
    code, out, err = run("observers", "--language", "tlh")
    assert (code, out, err.count("\n")) == (2, "", 1)
    ukrainian = Language("uk", Locale("uk"), NullTranslations())
    monkeypatch.setattr("terminal.observers.language_of", lambda _: ukrainian)
    assert "\nПокровськ  " in run("observers")[1]
    assert "\nДонецька область  " in run("observers")[1]


def test_figures_on_the_other_record_are_its_own_and_the_range_is_that_of_both(run: Run) -> None:
    """Donetsk measures 26,499 km²; Liveuamap has 20,520 of them as Russian-held on that day."""
    own, second = answer(run, "figures", PLAN), answer(run, "figures", PLAN, "--record", "liveuamap")
    assert own == answer(run, "figures", PLAN, "--record", "deepstate")
    assert second["control"]["origin"] == "second_record"
    assert second["control"]["source"].startswith("Liveuamap settlement status as shown by NZZ (facts)")
    assert second["notes"] == [LATE]
    zone, other = (value["totals"]["demilitarised"] for value in (own, second))
    assert (zone["area_km2"], other["area_km2"]) == pytest.approx((6_330, 5_979), abs=1)
    for name in ("area_km2", "people"):
        for end in ("_low", "_high"):
            assert other[name + end] == zone[name + end]
        assert zone[name + "_low"] < other[name] < zone[name]


def test_both_records_are_told_beside_the_figures_of_either(run: Run) -> None:
    """What each holds as Russian-held is the sum of the rows on its own line."""
    for record in ("deepstate", "liveuamap"):
        value = answer(run, "figures", PLAN, "--record", record)
        rows = [row for row in value["rows"] if row["holder"] == "russia"]
        for name in ("area_km2", "people"):
            assert value["records"][record][name] == pytest.approx(sum(row[name] for row in rows), abs=0.2)
    assert answer(run, "figures", PLAN, "--on", "2026-10-10")["records"] == {}


def test_the_holder_of_a_place_is_the_other_records(run: Run) -> None:
    """Rodynske, north of Pokrovsk, changed hands there before 21 November 2025."""
    own, second = (answer(run, "place", "Rodynske", "--record", name) for name in ("deepstate", "liveuamap"))
    assert (own["holder"], second["holder"]) == ("ukraine", "russia")
    assert own["held_since"] is None
    assert date.fromisoformat(second["held_since"]) <= DEFAULT_DAY
    assert second["under"]["freeze"]["status"] == "frozen"


@pytest.mark.parametrize("argv", [("figures", PLAN), ("place", "Kramatorsk"), ("compare", "today", PLAN)])
def test_a_day_that_only_the_atlas_knows_is_one_sentence(argv: tuple[str, ...], run: Run) -> None:
    for day in ("2026-08-22", "2026-10-10"):
        assert run(*argv, "--on", day)[0] == 0
        for more in ((), ("--json",)):
            code, out, err = run(*argv, "--on", day, "--record", "liveuamap", *more)
            assert (code, out, err.count("\n")) == (2, "", 1)
            assert err == (f"The line of contact on {day} is not known: Liveuamap's record has 2022-02-23 to "
                           "2026-08-18, and does not guess the days between.\n")


@pytest.mark.parametrize("more", [("--record", "nobody"), ("--record", "liveuamap", "--control", "a.kml")])
def test_one_line_is_asked_for(more: tuple[str, ...], run: Run) -> None:
    code, out, err = run("figures", PLAN, *more)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "--record" in err


def test_what_is_written_names_the_other_observer(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "plan.csv"
    code, _, err = run("export", PLAN, "--format", "csv", "--out", str(file), "--record", "liveuamap")
    assert (code, err) == (0, "")
    assert "Liveuamap settlement status as shown by NZZ" in file.read_text(encoding="utf-8")
