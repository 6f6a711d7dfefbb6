"""Adding a format, a plate size or a status takes the documented changes; tested in a single copy."""

import struct
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.worlds.project_copy import PLAN, Said, copied, terminal

pytestmark = pytest.mark.slow  # the program and its tools run on the copy

FORMAT = '''

def names_txt(request: ExportRequest) -> bytes:
    """Regions and statuses, one a line."""
    rows = request.plan().table
    return "".join(f"{r.region} {r.status}\\n" for r in rows.itertuples()).encode()


EXPORTS["txt"] = Export("txt", "txt", "text/plain", "Text", names_txt)
'''

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
"""The trace of a new status in a file of each format."""


LINE = "figures freeze --control line.corners --json"
TEXT = "export freeze --format txt --out plan.txt"
PICTURE = "export freeze --format png --size 4x3 --out plan.png"
NO_PICTURE = "export freeze --format png --size 5x5 --out other.png"
VALID = "validate data/scenarios/mine.toml"
STATUS_FILES = [f"export mine --format {name} --out mine.{name}" for name in SEEN_IN]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="module")
def said(folder: Path) -> dict[str, Said]:
    """The output of the modified copy in one process."""
    _append(folder / "layers/bundle/registry.py", FORMAT)
    _append(folder / "layers/plate/sizes.py", SIZE)
    (folder / "geo/line_sources/corner_list.py").write_text(CORNER_LIST, encoding="utf-8")
    formats = folder / "geo/line_sources/formats.py"
    text = formats.read_text(encoding="utf-8")
    text = text.replace("READERS: tuple[Reader, ...] = (", READER)
    formats.write_text(text.replace("import geojson,", "import corner_list, geojson,"), encoding="utf-8")
    corners = "corners:\n36 47\n37 47\n37 48\n36 48\n36 47\n"
    (folder / "line.corners").write_text(corners, encoding="utf-8")
    _insert(folder / "geo/status.py", '    OPEN = "open", StatusRecord', STATUS_RECORD)
    _insert(folder / "layers/style/statuses.py", "    Status.OPEN: StatusDisplay(", STATUS_DISPLAY)
    subprocess.run([sys.executable, "-m", "tools.write_schema"], cwd=folder, check=True, capture_output=True)
    plan = PLAN.replace('status = "demilitarised"', 'status = "mandate"').replace("UA-09", "UA-14")
    (folder / "data/scenarios/mine.toml").write_text(plan, encoding="utf-8")
    return terminal(
        folder, "export --help", TEXT, PICTURE, NO_PICTURE,
        "figures --help", "validate line.corners", LINE,
        "figures mine --json", "compare freeze mine --json", "place Kramatorsk --json", VALID, *STATUS_FILES)


def test_adding_a_format_takes_one_function_and_one_record(said: dict[str, Said], folder: Path) -> None:
    assert "txt" in said["export --help"].out
    assert said[TEXT].code == 0
    lines = (folder / "plan.txt").read_text(encoding="utf-8").splitlines()
    assert "UA-14 frozen" in lines
    assert "UA-14 ukrainian" in lines


def test_adding_a_format_of_uploads_takes_one_module_and_one_record(said: dict[str, Said]) -> None:
    assert "Corner list" in " ".join(said["figures --help"].out.split())
    assert said["validate line.corners"].code == 0, said
    held = said[LINE].object["totals"]["frozen"]["area_km2"]
    assert held == pytest.approx(8_400, rel=0.03), "a square of one degree at 47.5 N"


def test_adding_a_plate_size_takes_one_record(said: dict[str, Said], folder: Path) -> None:
    assert "4x3" in said["export --help"].out
    assert said[PICTURE].code == 0, said[PICTURE]
    assert "4x3" in said[NO_PICTURE].err
    width, height = struct.unpack(">II", (folder / "plan.png").read_bytes()[16:24])
    assert (width, height) == (2 * 960, 2 * 720)


def test_adding_a_status_takes_two_records(said: dict[str, Said], folder: Path) -> None:
    """Map, legend, plate, files, tables, sentences and schema include it."""
    assert said[VALID][:2] == (0, "data/scenarios/mine.toml: ok\n")
    area_km2 = said["figures mine --json"].object["totals"]["mandate"]["area_km2"]
    assert area_km2 == pytest.approx(6330, abs=1)
    rows = {(row["region"], row["status"]): row for row in said["compare freeze mine --json"].object["rows"]}
    assert rows["UA-14", "mandate"]["area_km2"] == area_km2
    assert said["place Kramatorsk --json"].object["under"]["mine"]["sentence"] == (
        "Ukrainian forces would withdraw from Kramatorsk; it would be under an international mandate.")
    assert [said[line].code for line in STATUS_FILES] == [0] * len(SEEN_IN)
    for name, words in SEEN_IN.items():
        assert words in (folder / f"mine.{name}").read_text(encoding="utf-8"), name


def _append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


def _insert(path: Path, before: str, record: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, record + before), encoding="utf-8")
