"""Adding a format, a plate size or a status touches what it is said to touch: each is done in a copy."""

import json
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.project_copy import PLAN, terminal

FORMAT = '''

def names_txt(order: ExportRequest) -> bytes:
    """Regions and statuses, one a line."""
    rows = order.plan().table
    return "".join(f"{r.region} {r.status}\\n" for r in rows.itertuples()).encode()


EXPORTS["txt"] = Export("txt", "txt", "text/plain", "Text", names_txt)
'''


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


STATUS_RECORD = """\
    MANDATE = "mandate", StatusRecord(Side.LEAVES, rank=25)
"""

STATUS_DISPLAY = """\
    Status.MANDATE: StatusDisplay(
        phrase=N_("Ukraine would withdraw; international mandate"),
        short=N_("International mandate"),
        town=N_("Ukrainian forces would withdraw from {town}; it would be under an international mandate."),
        style=Style("#E69F00", "diagonal", tint=0.1),
        ink="#7A4F00",
    ),
"""

SEEN_IN = {
    "svg": "International mandate",  # the legend of a plate
    "html": 'id=\\"mandate\\"',  # the pattern of a map
    "geojson": '"mandate"',
    "kml": "#style.mandate",
    "csv": ",mandate,",
}
"""What of a new status stands in a file of each format."""


def test_a_status_is_one_record_and_one_of_words_and_look(copy: Path) -> None:
    """Map, legend, plate, files, tables, sentences and schema know it."""
    _insert(copy / "geo/status.py", '    OPEN = "open", StatusRecord', STATUS_RECORD)
    _insert(copy / "layers/style/statuses.py", "    Status.OPEN: StatusDisplay(", STATUS_DISPLAY)
    subprocess.run([sys.executable, "-m", "tools.write_schema"], cwd=copy, check=True, capture_output=True)
    plan = PLAN.replace('status = "demilitarised"', 'status = "mandate"').replace("UA-09", "UA-14")
    (copy / "data/scenarios/mine.toml").write_text(plan, encoding="utf-8")
    figures, compared, place, valid, *written = terminal(
        copy, "figures mine --json", "compare freeze mine --json", "place Kramatorsk --json",
        "validate data/scenarios/mine.toml",
        *(f"export mine --format {name} --out mine.{name}" for name in SEEN_IN))
    assert valid[:2] == (0, "data/scenarios/mine.toml: ok\n")
    area_km2 = json.loads(figures[1])["totals"]["mandate"]["area_km2"]
    assert area_km2 == pytest.approx(6267, abs=1)
    rows = {(row["region"], row["status"]): row for row in json.loads(compared[1])["rows"]}
    assert rows["UA-14", "mandate"]["area_km2"] == area_km2
    assert json.loads(place[1])["under"]["mine"]["sentence"] == (
        "Ukrainian forces would withdraw from Kramatorsk; it would be under an international mandate.")
    assert [code for code, *_ in written] == [0] * len(SEEN_IN), written
    for name, words in SEEN_IN.items():
        assert words in (copy / f"mine.{name}").read_text(encoding="utf-8"), name


def _insert(path: Path, before: str, record: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, record + before), encoding="utf-8")
