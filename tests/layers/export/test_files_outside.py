"""Exports read by third-party software: three GeoJSON libraries, and GDAL's command-line tool.

The libraries are those in `tests/outside/package-lock.json`; these tests are skipped if they are not
installed (`npm ci` in that folder), or if there is no `ogrinfo`.
"""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from geo.plans.library import TODAY
from layers.export.csv import figure_rows, table_csv
from layers.export.geojson import geojson
from layers.export.geopackage import geopackage
from layers.export.kml import kml
from layers.export.shape_tables import shape_tables
from layers.export.workbook import workbook
from layers.export.workbook_sheets import sheets
from layers.request import PARTS
from tests.conftest import ROOT
from tests.support.files.export_requests import PLAN, STRIP_PLAN, THINGS, RequestOf

OUTSIDE = ROOT / "tests" / "outside"
NODE, OGRINFO = shutil.which("node"), shutil.which("ogrinfo")
COUNT = re.compile(r"^Layer name: (.*?)\n.*?^Feature Count: (\d+)$", re.MULTILINE | re.DOTALL)

with_node = pytest.mark.skipif(NODE is None or not (OUTSIDE / "node_modules").is_dir(),
                               reason="no node, or `npm ci` was not run in tests/outside")
with_gdal = pytest.mark.skipif(OGRINFO is None, reason="no ogrinfo on PATH")


def read_outside(*paths: Path, cleaned: tuple[Path, ...] = ()) -> dict[str, Any]:
    """Return the libraries' output for some files, and the number of shapes after cleaning by Mapshaper."""
    done = subprocess.run([str(NODE), str(OUTSIDE / "read_geojson.mjs"), *map(str, paths),
                           "--clean", *map(str, cleaned)],
                          check=True, capture_output=True, text=True)
    return {Path(path).stem: said for path, said in json.loads(done.stdout).items()}


@with_node
def test_three_libraries_find_nothing_wrong_with_any_plan(request_of: RequestOf, tmp_path: Path) -> None:
    """No checker complains, and no feature is lost when Mapshaper reads and cleans a file."""
    paths, to_clean, expected, zones = [], [], {}, {}
    for thing in THINGS:
        whole, alone = tmp_path / f"{thing}.geojson", tmp_path / f"{thing}-zones.geojson"
        export_request = request_of(thing)
        whole.write_bytes(geojson(export_request))
        alone.write_bytes(geojson(request_of(thing, parts=frozenset({"zones"}))))
        paths.append(whole)
        to_clean.append(alone)
        expected[thing] = sum(len(table) for table in shape_tables(export_request).values())
        expected[f"{thing}-zones"] = zones[thing] = len(shape_tables(export_request)["zones"])
    said = read_outside(*paths, cleaned=tuple(to_clean))
    assert {name: (found["check"], found["hint"]) for name, found in said.items()} == dict.fromkeys(
        expected, ([], []))
    assert {name: found["read"] for name, found in said.items()} == expected
    assert {thing: said[f"{thing}-zones"]["cleaned"] for thing in THINGS} == zones


@with_node
def test_the_libraries_can_find_faults(request_of: RequestOf, tmp_path: Path) -> None:
    tree = json.loads(geojson(request_of(PLAN)))
    tree["features"][0]["geometry"]["coordinates"][0].pop()
    path = tmp_path / "bad.geojson"
    path.write_text(json.dumps(tree), encoding="utf-8")
    said = read_outside(path)["bad"]
    assert said["check"]
    assert said["hint"]


def counted(path: Path) -> dict[str, int]:
    """Return the layers with their numbers of rows; any warning from GDAL is a failure.

    If all cells of a sheet are text, GDAL has to be told that the first row is a header.
    """
    options = ["--config", "OGR_XLSX_HEADERS", "FORCE"] if path.suffix == ".xlsx" else []
    done = subprocess.run([str(OGRINFO), "-so", "-al", *options, str(path)], check=True,
                          capture_output=True, text=True)
    assert done.stderr == ""
    return {name: int(count) for name, count in COUNT.findall(done.stdout)}


@with_gdal
@pytest.mark.parametrize("thing", [STRIP_PLAN, TODAY])
def test_gdal_opens_every_format_without_complaint(thing: str, request_of: RequestOf, tmp_path: Path) -> None:
    export_request = request_of(thing)
    sizes = {part: len(table) for part, table in shape_tables(export_request).items()}
    writers = {"geojson": geojson, "gpkg": geopackage, "kml": kml, "csv": table_csv, "xlsx": workbook}
    found = {}
    for suffix, write in writers.items():
        path = tmp_path / f"plan.{suffix}"
        path.write_bytes(write(export_request))
        found[suffix] = counted(path)
    assert found["geojson"] == {"plan": sum(sizes.values())}
    assert found["gpkg"] == {**sizes, "layer_styles": len(sizes)}
    assert found["kml"] == {PARTS[part]: size for part, size in sizes.items()}
    assert found["csv"] == {"plan": len(figure_rows(export_request))}
    made = {sheet.name: len(sheet.rows) for sheet in sheets(export_request)}
    assert {name: found["xlsx"][name] for name in made} == made
