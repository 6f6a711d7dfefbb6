"""A reader's own line in the terminal: every format, the same figures, and the notes about it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import shapely

from geo.control.dates import DEFAULT_DAY
from geo.line_sources.dated_files import read_control_path
from geo.outcomes.outcome import outcome_of, report
from geo.plans.library import Library, reference_days
from geo.world import World
from geo.zones.survey import ground_for
from tests.support.files import line_files
from tests.support.files.line_files import FORMATS
from tests.terminal.test_cli import answer

Run = Callable[..., tuple[int, str, str]]

STEPPE = shapely.box(34.0, 46.6, 35.0, 47.1)
MENDED = "Its polygons crossed themselves and were repaired."


@pytest.fixture(scope="module")
def expected(world: World, library: Library, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The figures of the line as GeoJSON, computed without the terminal."""
    path = tmp_path_factory.mktemp("line") / "expected.geojson"
    path.write_bytes(line_files.geojson(STEPPE))
    control = read_control_path(path, DEFAULT_DAY, world.regions_m).control
    ground = ground_for(world, control, reference_days(library), 0.0)
    value = json.loads(json.dumps(report(outcome_of(world, library["freeze"], ground), world)))
    assert isinstance(value, dict)
    return value


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_same_figures(
    name: str, run: Run, expected: dict[str, Any], tmp_path: Path
) -> None:
    found = tmp_path / name
    found.write_bytes(FORMATS[name](STEPPE))
    answered = answer(run, "figures", "freeze", "--margin", "0", "--control", str(found))
    assert answered["control"]["source"] == f"file {name}"
    assert answered["rows"] == expected["rows"]
    assert answered["line_of_contact_km"] == expected["line_of_contact_km"]
    assert "notes" not in answered, "there is nothing to say"
    assert answer(run, "validate", str(found))["files"] == [{"file": str(found), "ok": True}]


def test_repairs_are_noted_once(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "crossed.kml"
    corners = [[34, 46.6], [35, 47.1], [35, 46.6], [34, 47.1], [34, 46.6]]
    path.write_bytes(line_files.kml(shapely.Polygon(corners)))
    argv = ("figures", "freeze", "--margin", "0", "--control", str(path))
    assert answer(run, *argv)["notes"] == [MENDED]
    code, out, err = run(*argv)
    assert (code, err) == (0, "")
    assert out.count(MENDED) == 1
    assert out.splitlines()[-1] == MENDED
    assert answer(run, "validate", str(path))["files"] == [
        {"file": str(path), "ok": True, "notes": [MENDED]}]
    assert run("validate", str(path))[1] == f"{path}: ok {MENDED}\n"


def test_a_hostile_line_is_one_sentence(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "line.kml"
    path.write_bytes(b"<!DOCTYPE kml><kml/>")
    for argv in (("figures", "freeze", "--control", str(path)), ("validate", str(path))):
        code, _, err = run(*argv)
        assert code == 2
        assert err == ("line.kml: has a document type, which is not read for safety; "
                       "save it without <!DOCTYPE …>\n")


def test_a_readers_own_line_can_be_of_a_day_that_the_record_lacks(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "own.geojson"
    path.write_bytes(line_files.geojson(STEPPE))
    argv = ("figures", "freeze", "--margin", "0", "--on")
    found = answer(run, *argv, "2026-09-02", "--control", str(path))
    assert found["on"] == "2026-09-02"
    assert found["rows"] == answer(run, *argv, "2025-11-21", "--control", str(path))["rows"]
    code, out, err = run(*argv, "2026-09-02")
    assert (code, out) == (2, "")
    assert "not known" in err
    code, out, err = run(*argv, "2 September 2026", "--control", str(path))
    assert (code, out) == (2, "")
    assert "is no date" in err


def test_layers_are_chosen_by_name(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "two.gpkg"
    path.write_bytes(line_files.gpkg(STEPPE, layers=("north", "south")))
    argv = ("figures", "freeze", "--margin", "0", "--control", str(path))
    assert "--where layer=NAME" in run(*argv)[2]
    chosen = answer(run, *argv, "--layer", "north")
    assert chosen == answer(run, *argv, "--where", "layer=north")
    assert "its layers are 'north', 'south'" in run(*argv, "--layer", "east")[2]
    assert "need --control FILE" in run("figures", "freeze", "--layer", "north")[2]
