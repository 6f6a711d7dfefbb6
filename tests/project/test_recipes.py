"""Adding a plan, a date or a language touches one file of data: each is done in a copy."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from geo.control.record import holders
from geo.paths import LOCALE
from geo.world import World
from tests.conftest import ROOT
from tests.support.project_copy import PLAN, answers, terminal

READ_IN_UKRAINIAN = """
import json
from datetime import date
from geo.control.dates import Period
from geo.plans.library import load_library
from layers.language import languages, load_language
from layers.address import read_query
from layers.parameter import Offered
periods = (Period(date(2025, 1, 1), date(2026, 1, 1)),)
regions = [f"UA-{number:02}" for number in range(100)]
choice, faults = read_query({"language": "uk"}, Offered(load_library(regions), periods, languages()), "0")
text = load_language(choice.language)
print(json.dumps([languages(), [str(f) for f in faults], text.text("Line of contact"),
                  text.text("{people} residents before 2022", people=text.people(730092)),
                  text.text("Left open")]))
"""


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


def test_a_language_is_one_catalogue(copy: Path) -> None:
    """Ukrainian, with two texts translated; the rest stays English until somebody does it."""
    template = (LOCALE / "atlas.pot").read_text(encoding="utf-8")
    translations = {"Line of contact": "Лінія зіткнення",
                    "{people} residents before 2022": "там жило {people} людей"}
    for message, translation in translations.items():
        assert f'msgid "{message}"\nmsgstr ""' in template
        template = template.replace(f'msgid "{message}"\nmsgstr ""',
                                    f'msgid "{message}"\nmsgstr "{translation}"')
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    (copy / "locale/uk.po").write_text(header + template, encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", READ_IN_UKRAINIAN], cwd=copy, capture_output=True,
                          text=True, encoding="utf-8", check=True)
    codes, faults, line, people, unsaid = json.loads(done.stdout)
    assert codes == ["en", "uk"]
    assert faults == []
    assert (line, unsaid) == ("Лінія зіткнення", "Left open")
    assert people == "там жило 730\N{NO-BREAK SPACE}000 людей"


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


README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [
    "data/scenarios/<id>.toml", "data/control/changes.csv", "layers/bundle/registry.py", "locale/<code>.po",
    "locale/atlas.pot", "geo/plans/scenario.py",
])
def test_the_readme_names_the_place_of_each_recipe(path: str) -> None:
    assert f"`{path}`" in README
    folder, _, name = path.rpartition("/")
    known = ROOT / folder if "<" in name else ROOT / path
    assert known.exists()


def test_every_path_in_the_readme_exists() -> None:
    """Between back quotes, in links and in pictures."""
    quoted = re.findall(r"`([\w.-]+(?:/[\w.-]+)+/?)`", README)
    linked = re.findall(r"\]\((?!https?:)([^)#]+)", README)
    assert len(quoted) > 8
    for name in {*quoted, *linked}:
        assert (ROOT / name).exists() or "YYYY" in name, name


def test_the_readme_names_both_commands_and_every_terminal_command() -> None:
    for words in ("make run", "make test", "cli.py figures", "cli.py export", "cli.py scenarios",
                  "cli.py dates", "cli.py validate"):
        assert words in README
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^run:", makefile, re.MULTILINE)
    assert re.search(r"^test:", makefile, re.MULTILINE)
