"""Exports in QGIS: they load without errors, and the GeoPackage's styles look like the plates.

QGIS comes with its own Python, which runs in a separate process; without QGIS these tests are
skipped.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from geo.plans.library import TODAY
from geo.plans.rule import Level
from geo.status import Holder, Status
from layers.export.geojson import geojson
from layers.export.geopackage import geopackage, geopackage_stack
from layers.export.kml import kml
from layers.export.qgis_style import CONTROL_STYLES
from layers.export.shape_tables import shape_tables
from layers.export.stack import Stack
from layers.language import Language
from layers.plate.canvas import blank
from layers.plate.hatching import paint
from layers.style.looks import looks
from layers.style.statuses import ALL_LOOKS, Shade, look, look_of
from layers.style.styles import LAND, PATTERNS, STROKES
from layers.text.legend import PLAN_LINE_WORDS, Fill, Line, entries
from layers.text.wording import HOLDER_LONG, status_words
from tests.conftest import ROOT
from tests.support.files.export_requests import STRIP_PLAN, RequestOf
from tests.support.seeing import Picture, lab, picture_of, pixels

SCRIPT = ROOT / "tests" / "outside" / "read_qgis.py"
PLACES = {"us-28-point": ("demilitarised", 37.55, 48.75), "russia-june-2024": ("handed_over", 37.55, 48.75),
          "istanbul-2022": ("returned", 38.8, 49.25), "20-point-zone": ("special_zone", 37.55, 48.75),
          STRIP_PLAN: ("frozen", 38.8, 48.3), "e3-counter": ("deferred", 38.8, 48.3),
          "monaco-model-april-2026": ("open_held", 38.8, 48.3),
          "russia-memorandum-june-2025": ("recognised_in_law", 38.8, 48.3)}
"""A plan, a look, and a point in the picture away from any line (longitude, latitude)."""
STACKED_THINGS = ("us-28-point", STRIP_PLAN, TODAY)
SIDE = 44  # pixels around that point
WEST, NORTH, PER_DEGREE = 36, 49.625, 400 / 3.5


def python_of_qgis() -> str | None:
    """Return the system's Python if it can import QGIS."""
    found = shutil.which("python3", path=os.defpath)
    asked = found and subprocess.run([found, "-c", "import qgis.core"], capture_output=True, check=False)
    return found if asked and asked.returncode == 0 else None


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("qgis")


@pytest.fixture(scope="module")
def said(request_of: RequestOf, drawn: Path) -> dict[str, Any]:
    """Return QGIS's output for the files of several plans, and of the line without a plan."""
    python = python_of_qgis()
    if python is None:
        pytest.skip("no Python with QGIS")
    paths = []
    for thing in (*PLACES, TODAY):
        for suffix, write in (("gpkg", geopackage), ("geojson", geojson), ("kml", kml)):
            path = drawn / f"{thing}.{suffix}"
            path.write_bytes(write(request_of(thing)))
            paths.append(str(path))
    stack = drawn / "stack.gpkg"
    geopackage_stack(Stack([request_of(thing) for thing in STACKED_THINGS]), stack)
    paths.append(str(stack))
    # This environment must not affect that Python, and no screen is needed.
    clean = {"PATH": os.defpath, "HOME": str(drawn), "QT_QPA_PLATFORM": "offscreen",
             "XDG_RUNTIME_DIR": str(drawn)}
    done = subprocess.run([python, "-I", str(SCRIPT), str(drawn), *paths], capture_output=True,
                          check=True, text=True, env=clean)
    return dict(json.loads(done.stdout))


@pytest.mark.parametrize("thing", [*PLACES, TODAY])
def test_every_layer_loads_completely(said: dict[str, Any], request_of: RequestOf, thing: str) -> None:
    tables = shape_tables(request_of(thing))
    assert said["complaints"] == []
    for suffix in ("gpkg", "geojson", "kml"):
        layers = said[f"{thing}.{suffix}"]["layers"]
        for name, layer in layers.items():
            assert (layer["valid"], layer["error"], layer["crs"], layer["bad"]) == (
                True, "", "EPSG:4326", 0), (suffix, name)
        # QGIS shows a GeoJSON file with several geometry types as one layer per type, or as one.
        if suffix != "geojson":
            assert [layer["count"] for layer in layers.values()] == [len(table) for table in tables.values()]
        else:
            assert sum(layer["count"] for layer in layers.values()) >= sum(map(len, tables.values()))


@pytest.mark.parametrize("thing", [*PLACES, TODAY])
def test_a_geopackage_brings_its_legend(
    said: dict[str, Any], request_of: RequestOf, english: Language, thing: str
) -> None:
    found = said[f"{thing}.gpkg"]
    assert found["errors"] == []
    zones = found["layers"]["zones"]
    assert zones["renderer"] == "categorizedSymbol"
    labels = {value: label for value, label, _colour in zones["legend"]}
    if thing == TODAY:
        assert labels == {str(holder.value): words for holder, words in HOLDER_LONG.items()}
        return
    request = request_of(thing)
    legend = entries(request.plan(), english, request.layers, frozenset(request.world.regions.index))
    assert labels == {entry.sign.what.value: entry.words for entry in legend
                      if isinstance(entry.sign, Fill) and entry.sign.what in ALL_LOOKS}, "as beside the map"
    assert {value: colour for value, _label, colour in zones["legend"]} == {
        what.value: look(what)[0].colour.lower() for what in looks(request.plan()).values()}
    lines = {label for name in ("contact", "plan_line") for label, _ in found["layers"][name]["rules"]}
    there = {entry.words for entry in legend for kind in ("contact", "plan_line", "wall")
             if entry.sign == Line(STROKES[kind])}
    assert there <= lines <= there | {PLAN_LINE_WORDS}
    walled = [rule for rule in found["layers"]["contact"]["rules"] if rule[1] == '"wall"']
    assert len(walled) == (thing == "us-28-point")


@pytest.mark.parametrize("thing", [*PLACES, TODAY])
def test_every_zone_is_drawn_and_as_large_as_the_file_says(said: dict[str, Any], thing: str) -> None:
    """Measured by QGIS on the ellipsoid, to a hundredth of a km2 for each zone."""
    for suffix in ("gpkg", "geojson", "kml"):
        for layer in said[f"{thing}.{suffix}"]["layers"].values():
            assert layer["without"] == 0
            assert layer["km2"] == pytest.approx(layer["stated_km2"], abs=0.01)
        assert sum(len(layer["km2"]) for layer in said[f"{thing}.{suffix}"]["layers"].values()) > 30


@pytest.mark.parametrize("thing", [*PLACES, TODAY])
def test_a_kml_has_the_colours_of_the_map(said: dict[str, Any], request_of: RequestOf, thing: str) -> None:
    """As GDAL reads them, with Google's own library for KML."""
    request = request_of(thing)
    colours = said[f"{thing}.kml"]["layers"]["Zones"]["colours"]
    for row in shape_tables(request)["zones"].to_dict("records"):
        holder = Holder(row["holder"])
        if thing == TODAY:
            style, words = CONTROL_STYLES[holder][0], HOLDER_LONG[holder]
        else:
            status, level = Status(row["status"]), Level(row["level"]) if row["level"] else None
            style = look(look_of(status, holder, level))[0]
            words = status_words(request.language, status, level)
        fill = f"#{round(style.tint * 255):02x}{style.colour[1:].lower()}"
        assert colours[f"{row['region_name']}: {words}"] == fill


def test_a_geopackage_of_several_plans_draws_every_row_in_its_look(
    said: dict[str, Any], request_of: RequestOf, english: Language
) -> None:
    """Those of every plan, and by holder those without one; the caller chooses which are shown."""
    found = said["stack.gpkg"]
    assert found["errors"] == []
    tables = [shape_tables(request_of(thing)) for thing in STACKED_THINGS]
    assert found["layers"].keys() == {part for table in tables for part in table}
    for part, layer in found["layers"].items():
        assert layer["count"] == sum(len(table[part]) for table in tables if part in table)
        assert (layer["valid"], layer["bad"], layer["without"], layer["crs"]) == (True, 0, 0, "EPSG:4326")
        assert layer["km2"] == pytest.approx(layer["stated_km2"], abs=0.01)
    labels = {value: label for value, label, _colour in found["layers"]["zones"]["legend"]}
    assert labels.items() >= {str(holder.value): words for holder, words in HOLDER_LONG.items()}.items()
    there = {what.value for thing in STACKED_THINGS if thing != TODAY
             for what in looks(request_of(thing).plan()).values()}
    assert set(labels) == there | {holder.value for holder in HOLDER_LONG}
    assert [label for value, label, _ in found["layers"]["strip"]["legend"]
            if value == f"{STRIP_PLAN}/buffer" and ": " in label]


@pytest.mark.parametrize("plan", PLACES)
def test_qgis_draws_the_fills_of_the_plates(said: dict[str, Any], drawn: Path, plan: str) -> None:
    """The same flat colour, the same share of ink, and lines with the same slant."""
    name, lon, lat = PLACES[plan]
    assert f"{plan}.gpkg" in said
    picture = picture_of((drawn / f"{plan}.png").read_bytes())
    x, y = round((lon - WEST) * PER_DEGREE), round((NORTH - lat) * PER_DEGREE)
    rendered = picture[y - SIDE // 2:y + SIDE // 2, x - SIDE // 2:x + SIDE // 2]
    what = next(what for what in ALL_LOOKS if what.value == name)
    expected = swatch(what)
    assert flat(rendered) == pytest.approx(flat(expected), abs=0.02)
    assert lab(rendered)[..., 0].mean() == pytest.approx(lab(expected)[..., 0].mean(), abs=3)
    if PATTERNS[look(what)[0].pattern] is not None:  # a flat fill has no slant
        assert slant(rendered) == pytest.approx(slant(expected), abs=0.35)


def swatch(what: Status | Shade) -> Picture:
    canvas = blank(80, 80, LAND)
    paint(canvas, shapely.box(-80, -80, 160, 160), *look(what))
    return pixels(canvas, 1.0)


def flat(picture: Picture) -> Picture:
    """Return the most frequent colour."""
    colours, counts = np.unique(picture.reshape(-1, 3), axis=0, return_counts=True)
    return colours[counts.argmax()]


def slant(picture: Picture) -> float:
    """Return the slant of edges: 1 rising to the right, -1 to the left, 0 for none or mixed."""
    down, right = np.gradient(lab(picture)[..., 0])
    return float(2 * (down * right).sum() / (down**2 + right**2).sum())
