"""Adding a plan, a date or a language touches one file of data: each is done in a copy."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po

from geo.control.record import holders
from geo.paths import LOCALE
from geo.world import World
from tests.support.project_copy import PLAN, answers, terminal

pytestmark = pytest.mark.slow

OPEN, CLOSE = "\u2039", "\u203a"
"""Brackets around every translated text, so that one which nobody translated shows."""

IN_UKRAINIAN = ("figures us-28-point", "compare us-28-point e3-counter", "place Kramatorsk",
                "readings us-28-point", "claims")


def test_a_plan_is_one_file(copy: Path) -> None:
    """It is listed, has figures, and is as open as it says."""
    (copy / "data/scenarios/mine.toml").write_text(PLAN, encoding="utf-8")
    value, plans = answers(copy, "figures mine", "scenarios")
    assert set(value["totals"]) == {"demilitarised", "open"}
    assert value["totals"]["demilitarised"]["area_km2"] == pytest.approx(73, abs=1)
    listed = {row["id"]: row["title"] for row in plans["scenarios"]}
    assert listed["mine"] == "A plan of a test"


def test_a_date_is_a_row(copy: Path, world: World) -> None:
    """One town changes hands on a later day: the day is known, and its people have moved over."""
    ours = holders(world.record, world.periods[-1].last) == "ukraine"
    towns = world.places[ours & (world.places["region"] == "UA-23") & (world.places["kind"] == "city")]
    town = towns["population"].idxmax()
    with (copy / "data/control/changes.csv").open("a", encoding="utf-8") as file:
        file.write(f"2026-09-30,{town},russia\n")
    before, after, dates = answers(
        copy, "figures freeze --on 2026-09-29", "figures freeze --on 2026-09-30", "dates")
    moved = after["totals"]["frozen"]["people"] - before["totals"]["frozen"]["people"]
    assert moved == world.places.at[town, "population"]
    assert after["totals"]["frozen"]["area_km2"] > before["totals"]["frozen"]["area_km2"]
    assert dates["last"] == "2026-09-30"


def bracketed(template: Path) -> bytes:
    """A catalogue in which every text of the template is translated: to itself, between brackets."""
    with template.open("rb") as file:
        catalogue = read_po(file, locale="uk")
    for message in catalogue:
        if message.id:
            texts = message.id if isinstance(message.id, tuple) else (message.id,)
            told = [f"{OPEN}{text}{CLOSE}" for text in texts]
            message.string = told[0] if len(texts) == 1 else tuple(
                told[min(number, 1)] for number in range(catalogue.num_plurals))
    out = BytesIO()
    write_po(out, catalogue)
    return out.getvalue()


def test_a_language_is_one_catalogue(copy: Path) -> None:
    """Every sentence of every command comes from it, with the names and numbers of that language."""
    (copy / "locale/uk.po").write_bytes(bracketed(LOCALE / "atlas.pot"))
    results = terminal(copy, *(f"{line} --language uk" for line in IN_UKRAINIAN), "figures us-28-point",
                       "export us-28-point --language uk --format svg --out plan.svg")
    assert [(code, err) for code, _out, err in results] == [(0, "")] * len(results)
    texts = dict(zip(IN_UKRAINIAN, (out for _code, out, _err in results), strict=False))
    for line, said in texts.items():
        assert said.count(OPEN) == said.count(CLOSE) > 4, line
    title, sentence, summary = texts["figures us-28-point"].splitlines()[:3]
    assert all(OPEN in words for words in (title, sentence, summary))
    assert "Донецька" in sentence + summary + texts["figures us-28-point"]
    assert "6\N{NO-BREAK SPACE}270" in sentence
    fates = [row for row in texts["place Kramatorsk"].splitlines() if OPEN in row]
    assert len(fates) > 15, "what each plan would do"
    assert OPEN not in results[len(IN_UKRAINIAN)][1], "English is left alone"
    assert (copy / "plan.svg").read_text(encoding="utf-8").count(OPEN) > 10


@pytest.mark.parametrize("spoil", [
    lambda text: text.replace('status = "open"', 'status = "shut"'),
    lambda text: text.replace("[[rules]]", "reference_date = 2023-01-01\n\n[[rules]]", 1),
], ids=["an unknown status", "a reference date nobody knows"])
def test_one_bad_plan_takes_no_other_away(spoil: Callable[[str], str], copy: Path) -> None:
    """The others have their figures; the bad one is named with its fault when plans are listed."""
    (copy / "data/scenarios/mine.toml").write_text(spoil(PLAN), encoding="utf-8")
    figures, listed = terminal(copy, "figures freeze --json", "scenarios")
    assert (figures[0], figures[2]) == (0, "")
    code, out, err = listed
    assert code == 2
    assert err.startswith("mine.toml: ")
    assert err.count("\n") == 1
    assert "freeze" in out
