"""Adding a plan, a date, a format or a language touches one place: each is done in a copy."""

import json
import re
import shutil
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from geo.control.record import holders
from geo.paths import LOCALE
from geo.world import World
from tests.conftest import ROOT

LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "tests", "docs", "benchmarks")

PLAN = """\
id = "mine"
title = "A plan of a test"
short_title = "Mine"
sentence_title = "the plan of a test"
group = "text"
proposed_by = "a test"
published = 2026-01-01
text_status = "published"
summary = "Ukraine would leave what it holds of Luhansk."

[[rules]]
regions = ["UA-09"]
holder = "ukraine"
status = "demilitarised"
clause = "clause 1"
confidence = "text"

[[rules]]
status = "open"
clause = "the text says no more"
confidence = "text"

[[sources]]
id = "a-test"
publisher = "A test"
url = "https://example.org/plan"
"""

FORMAT = '''

def names_txt(order: ExportRequest) -> bytes:
    """Regions and statuses, one a line."""
    rows = order.plan().table
    return "".join(f"{r.region} {r.status}\\n" for r in rows.itertuples()).encode()


EXPORTS["txt"] = Export("txt", "txt", "text/plain", "Text", names_txt)
'''

RUN = """
import contextlib, io, json, sys
import cli
results = []
for argv in json.loads(sys.argv[1]):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = cli.main(argv)
        except SystemExit as end:
            code = end.code
    results.append([code, out.getvalue(), err.getvalue()])
print(json.dumps(results))
"""

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
                  text.text("{people} people lived there", people=text.people(730092)),
                  text.text("Left open")]))
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of what a user clones, less tests and documents."""
    return Path(shutil.copytree(ROOT, tmp_path / "copy", ignore=LEFT_OUT))


def terminal(folder: Path, *lines: str) -> list[tuple[int, str, str]]:
    """Run some command lines of a copy's cli.py in one process: exit code, stdout, stderr of each."""
    done = subprocess.run([sys.executable, "-c", RUN, json.dumps([line.split() for line in lines])],
                          cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return [tuple(result) for result in json.loads(done.stdout)]


def answers(folder: Path, *lines: str) -> list[dict[str, Any]]:
    """What each command line prints with --json."""
    results = terminal(folder, *(f"{line} --json" for line in lines))
    assert [(code, err) for code, _out, err in results] == [(0, "")] * len(lines)
    return [json.loads(out) for _code, out, _err in results]


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


def test_a_format_is_one_function_and_one_record(copy: Path) -> None:
    with (copy / "layers/bundle/registry.py").open("a", encoding="utf-8") as file:
        file.write(FORMAT)
    help_of_export, written = terminal(
        copy, "export --help", "export freeze --format txt --out plan.txt")
    assert "txt" in help_of_export[1]
    assert written[0] == 0
    lines = (copy / "plan.txt").read_text(encoding="utf-8").splitlines()
    assert "UA-14 frozen" in lines
    assert "UA-14 ukrainian" in lines


SIZE = """

SIZES["4x3"] = PlateSize(N_("4:3 (projector)"), 960, 720, 30, 22, 13, 8.8, 0.9, columns=3, close_up=True)
"""


READER = '''READERS: tuple[Reader, ...] = (
    Reader(("Corner list",), (".corners",), lambda data, _: data.startswith(b"corners:"),
           corner_list.read),'''
CORNER_LIST = '''"""One polygon as corners, longitude and latitude, a line each."""

import numpy as np

from geo.line_sources.polygons import Layer


def read(data: bytes, name: str) -> list[Layer]:
    ring = np.array([line.split() for line in data.decode().splitlines()[1:]], float)
    return [Layer(name, ((ring,),), ({},))]
'''


def test_a_format_of_uploads_is_one_module_and_one_record(copy: Path) -> None:
    (copy / "geo/line_sources/corner_list.py").write_text(CORNER_LIST, encoding="utf-8")
    formats = copy / "geo/line_sources/formats.py"
    text = formats.read_text(encoding="utf-8")
    text = text.replace("READERS: tuple[Reader, ...] = (", READER)
    formats.write_text(text.replace("import geojson,", "import corner_list, geojson,"), encoding="utf-8")
    corners = "corners:\n36 47\n37 47\n37 48\n36 48\n36 47\n"
    (copy / "line.corners").write_text(corners, encoding="utf-8")
    help_of_figures, valid, figures = terminal(
        copy, "figures --help", "validate line.corners", "figures freeze --control line.corners --json")
    assert "Corner list" in " ".join(help_of_figures[1].split())
    assert valid[0] == 0, valid
    held = json.loads(figures[1])["totals"]["frozen"]["area_km2"]
    assert held == pytest.approx(8_400, rel=0.03), "a square of one degree at 47.5 N"


def test_a_size_of_a_plate_is_one_record(copy: Path) -> None:
    with (copy / "layers/plate/sizes.py").open("a", encoding="utf-8") as file:
        file.write(SIZE)
    help_of_export, written, wrong = terminal(
        copy, "export --help", "export freeze --format png --size 4x3 --out plan.png",
        "export freeze --format png --size 5x5 --out other.png")
    assert "4x3" in help_of_export[1]
    assert written[0] == 0, written
    assert "4x3" in "".join(wrong[1:])
    width, height = struct.unpack(">II", (copy / "plan.png").read_bytes()[16:24])
    assert (width, height) == (2 * 960, 2 * 720)


def test_a_language_is_one_catalogue(copy: Path) -> None:
    """Ukrainian, with two texts translated; the rest stays English until somebody does it."""
    template = (LOCALE / "atlas.pot").read_text(encoding="utf-8")
    translations = {"Line of contact": "Лінія зіткнення",
                    "{people} people lived there": "там жило {people} людей"}
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
