"""Adding a plan, a date or a language takes one data file each: all are added to a single copy and run."""

import shutil
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po

from geo.control.record import holders
from geo.paths import LOCALE
from geo.plans.library import SCENARIOS, load_library
from geo.world import World
from tests.support.worlds.project_copy import PLAN, Said, copied, terminal

pytestmark = pytest.mark.slow

OPEN, CLOSE = "\u2039", "\u203a"
"""Brackets around every translated text, so that untranslated text shows."""

IN_UKRAINIAN = ("figures us-28-point", "compare us-28-point e3-counter", "place Kramatorsk",
                "readings us-28-point", "claims")
SVG = "export us-28-point --language uk --format svg --out plan.svg"
CLAIMS = 12
"""The number of claims in the copy; their sentences cover all kinds."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="module")
def town(world: World) -> str:
    """The largest town of Zaporizhzhia that Ukraine holds on the last day."""
    ours = holders(world.record, world.periods[-1].last)[world.places.index] == "ukraine"
    towns = world.places[ours & (world.places["region"] == "UA-23") & (world.places["kind"] == "city")]
    return str(towns["population"].idxmax())


@pytest.fixture(scope="module")
def said(folder: Path, town: str) -> dict[str, Said]:
    """The output of the modified copy in one process: one more plan, one more day, one more language."""
    (folder / "data/scenarios/mine.toml").write_text(PLAN, encoding="utf-8")
    with (folder / "data/control/changes.csv").open("a", encoding="utf-8") as file:
        file.write(f"2026-10-11,{town},russia,D\n")
    (folder / "locale/uk.po").write_bytes(bracketed(LOCALE / "atlas.pot"))
    claims = folder / "data/claims/published.csv"
    rows = claims.read_text(encoding="utf-8").splitlines(keepends=True)
    claims.write_text("".join(rows[:CLAIMS + 1]), encoding="utf-8")
    return terminal(
        folder, "figures mine --json", "scenarios --json", "dates --json",
        *(f"figures freeze --on 2026-10-{day} --json" for day in (10, 11)),
        *(f"{line} --language uk" for line in IN_UKRAINIAN), "figures us-28-point", SVG)


def test_adding_a_plan_takes_one_file(said: dict[str, Said]) -> None:
    """The plan is listed, has figures, and leaves open what it says."""
    value, plans = said["figures mine --json"].object, said["scenarios --json"].object
    assert set(value["totals"]) == {"demilitarised", "open"}
    assert value["totals"]["demilitarised"]["area_km2"] == pytest.approx(110, abs=1)
    listed = {row["id"]: row["title"] for row in plans["scenarios"]}
    assert listed["mine"] == "A plan of a test"


def test_a_date_is_a_row(said: dict[str, Said], town: str, world: World) -> None:
    """One town changes hands on a later day: the day is known, and its people have moved over."""
    before, after = (said[f"figures freeze --on 2026-10-{day} --json"].object for day in (10, 11))
    moved = after["totals"]["frozen"]["people"] - before["totals"]["frozen"]["people"]
    assert moved == world.places.at[town, "population"]
    assert after["totals"]["frozen"]["area_km2"] > before["totals"]["frozen"]["area_km2"]
    assert said["dates --json"].object["last"] == "2026-10-11"


def bracketed(template: Path) -> bytes:
    """A catalogue that translates every text of the template to itself in brackets."""
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


def test_adding_a_language_takes_one_catalogue(said: dict[str, Said], folder: Path) -> None:
    """Every sentence of every command comes from it, with the names and numbers of that language."""
    texts = {line: said[f"{line} --language uk"].out for line in IN_UKRAINIAN}
    assert {(item.code, item.err) for item in said.values()} == {(0, "")}
    for line, text in texts.items():
        assert text.count(OPEN) == text.count(CLOSE) > 4, line
    title, sentence, summary = texts["figures us-28-point"].splitlines()[:3]
    assert all(OPEN in words for words in (title, sentence, summary))
    assert "Донецька" in sentence + summary + texts["figures us-28-point"]
    assert "6\N{NO-BREAK SPACE}330" in sentence
    under_plans = [row for row in texts["place Kramatorsk"].splitlines() if OPEN in row]
    assert len(under_plans) > 27, "what each plan would do"
    assert OPEN not in said["figures us-28-point"].out, "English is left alone"
    assert (folder / "plan.svg").read_text(encoding="utf-8").count(OPEN) > 10


@pytest.mark.parametrize("spoil", [
    lambda text: text.replace('status = "open"', 'status = "shut"'),
    lambda text: text.replace("[[rules]]", "reference_date = 2026-09-02\n\n[[rules]]", 1),
], ids=["an unknown status", "a reference date nobody knows"])
def test_an_invalid_plan_does_not_affect_the_others(
    spoil: Callable[[str], str], run: Callable[..., tuple[int, str, str]], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others have their figures; the invalid one is reported with its fault in the list of plans."""
    plans = Path(shutil.copytree(SCENARIOS, tmp_path / "scenarios"))
    (plans / "mine.toml").write_text(spoil(PLAN), encoding="utf-8")
    monkeypatch.setattr("terminal.workspace.load_library", partial(load_library, folder=plans))
    code, out, err = run("figures", "freeze", "--json")
    assert (code, err) == (0, "")
    code, out, err = run("scenarios")
    assert code == 2
    assert err.startswith("mine.toml: ")
    assert err.count("\n") == 1
    assert "freeze" in out
