"""Malicious files: each is rejected in one sentence and triggers no other access."""

import ast
import random
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
import shapely

from geo.errors import SourceError
from geo.line_sources import geopackage
from geo.line_sources import polygons as outlines
from geo.line_sources import zip_archive as zip_file
from geo.line_sources.reader import ParsedControl, parse_control
from geo.world import World
from tests.conftest import ROOT
from tests.geo.line_sources.test_control_file import INLAND
from tests.support.files.hostile_lines import CASES, GPKG, HOSTILE, LINK, PARTS, SHP, xml
from tests.support.files.line_files import FORMATS, KML_BEGIN, KML_END, changed, placemark, shp_zip, zipped
from tests.support.source import tree

DAY = date(2025, 11, 21)
NAME = "line.x"

READERS = ("polygons", "own_export", "coordinate_systems", "geojson", "kml",
           "kml_forms/positions", "shapefile", "geometry_blob",
           "geopackage", "zip_archive", "formats", "reader", "selection/choice", "selection/columns",
           "selection/days", "selection/statuses", "selection/texts",
           "json_forms/text", "json_forms/envelope", "json_forms/esri", "json_forms/topojson",
           "json_forms/reader", "selection/offer", "foreign/reader", "foreign/kinds")


def read(world: World, data: bytes) -> ParsedControl:
    return parse_control(data, NAME, DAY, world.regions_m)


_watched: list[list[str] | None] = [None]
WATCHED = ("open", "socket.", "urllib.", "subprocess.", "os.system", "ctypes.", "import")


def _hook(event: str, details: tuple[Any, ...]) -> None:
    if _watched[0] is not None and event.startswith(WATCHED):
        _watched[0].append(f"{event} {details!r:.100}")


@contextmanager
def watched() -> Iterator[list[str]]:
    """Record what Python opens, imports or connects to; hooks cannot be removed, so this one is disabled."""
    if not getattr(sys, "_atlas_hook", False):
        sys.addaudithook(_hook)
        sys._atlas_hook = True  # type: ignore[attr-defined]
    _watched[0] = seen = []
    try:
        yield seen
    finally:
        _watched[0] = None


@pytest.mark.parametrize("case", CASES)
def test_a_hostile_file_is_rejected_in_one_sentence(toy_world: World, case: str) -> None:
    made, said = HOSTILE[case]
    data = made if isinstance(made, bytes) else made()
    with pytest.raises(SourceError) as fault:
        read(toy_world, data)
    message = str(fault.value)
    assert message.startswith(f"{NAME}: ")
    assert said in message
    assert message.isprintable()
    assert len(message) < 200


@pytest.mark.parametrize("name", FORMATS)
def test_reading_opens_nothing(toy_world: World, name: str) -> None:
    """Neither a file on disk nor a connection, so a malicious file cannot redirect either."""
    data = FORMATS[name](INLAND)
    with pytest.raises(SourceError, match="outside"):
        read(toy_world, data)  # the first call loads what Python and PROJ need
    with watched() as seen, pytest.raises(SourceError, match="outside"):
        read(toy_world, data)
    assert seen == []
    with watched() as seen:
        (ROOT / "README.md").read_bytes()
    assert len(seen) == 1, "the watch sees nothing"


@pytest.mark.parametrize("module", READERS)
def test_no_reader_uses_gdal_or_the_disk(module: str) -> None:
    """GDAL picks drivers by content, and some of them open other files or addresses."""
    code = tree(ROOT / "geo" / "line_sources" / f"{module}.py")
    names = {alias.name for node in ast.walk(code) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in ast.walk(code) if isinstance(node, ast.ImportFrom)}
    assert not {name.partition(".")[0] for name in names} & {
        "pyogrio", "osgeo", "fiona", "tempfile", "pathlib", "shutil", "os"}
    calls = {node.attr for node in ast.walk(code) if isinstance(node, ast.Attribute)}
    assert not calls & {"read_file", "from_file", "load_extension", "extractall", "extract"}


@pytest.mark.parametrize("name", FORMATS)
def test_a_damaged_file_is_read_or_rejected(toy_world: World, name: str) -> None:
    """Truncated or modified anywhere, it gives a line or one sentence."""
    chance = random.Random(7)  # noqa: S311
    whole = FORMATS[name](INLAND - shapely.box(34.4, 49.2, 34.5, 49.3))
    said = []
    for number in range(160):
        data = bytearray(whole)
        if number % 4 == 0:
            del data[chance.randrange(len(data)):]
        for _ in range(chance.choice((1, 3, 30))):
            if data:
                data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            read(toy_world, bytes(data))
        except SourceError as fault:
            said.append(str(fault))
    assert len(said) > 100
    assert all(message.startswith(f"{NAME}: ") and message.isprintable() for message in said)


def test_a_package_saved_while_open_is_read(world: World) -> None:
    """QGIS leaves files in a state that refers to a write-ahead log."""
    data = bytearray(GPKG)
    data[18:20] = b"\x02\x02"
    assert read(world, bytes(data)).control.held.equals(read(world, GPKG).control.held)


def test_table_names_are_not_executed(world: World) -> None:
    name = """li"ne'; DROP TABLE gpkg_contents; --"""
    quoted = name.replace('"', '""')
    text = name.replace("'", "''")
    data = changed(GPKG, f'ALTER TABLE line RENAME TO "{quoted}"',
                   f"UPDATE gpkg_geometry_columns SET table_name = '{text}'")  # noqa: S608
    assert read(world, data).control.held.equals(read(world, GPKG).control.held)


def test_a_trigger_does_nothing(world: World) -> None:
    data = changed(GPKG, "CREATE TRIGGER x AFTER UPDATE ON line BEGIN DELETE FROM line; END")
    assert read(world, data).control.held.equals(read(world, GPKG).control.held)


def test_a_query_does_not_run_forever(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(geopackage, "MAX_STEPS", 0)
    monkeypatch.setattr(geopackage, "STEP", 1)
    with pytest.raises(SourceError, match="is no readable GeoPackage"):
        read(world, GPKG)


@pytest.mark.parametrize("name", ["line.gpkg", "line.kml", "line.zip"])
@pytest.mark.parametrize("cap, most", [("MAX_READ", 4), ("MAX_RINGS", 0)])
def test_every_reader_enforces_the_limits(
    toy_world: World, name: str, cap: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = FORMATS[name](INLAND)
    monkeypatch.setattr(outlines, cap, most)
    with pytest.raises(SourceError, match=f"more than {outlines.MAX_READ:,} vertices, or more than"):
        read(toy_world, data)


def test_an_archive_is_never_unpacked_beyond_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """The size is counted while reading in small steps, whatever the directory says."""
    monkeypatch.setattr(zip_file, "MAX_BYTES", 1_000_000)
    archive = zip_file.Archive(zipped({"doc.kml": b" " * 50_000_000}), NAME)
    with pytest.raises(SourceError, match="unpacks to more than 1 MB"):
        archive.read("doc.kml")
    assert archive.unpacked <= 1_000_000 + zip_file.CHUNK


def test_metadata_files_of_macos_are_ignored(world: World) -> None:
    beside = {"__MACOSX/._line.shp": b"\0\x05\x16\x07", "._line.kml": b"\0", "data/": b""}
    packed = zipped(beside | {f"data/{name}": content for name, content in PARTS.items()})
    assert read(world, packed).control.held.equals(read(world, shp_zip(INLAND)).control.held)


def test_too_many_nested_rings_are_rejected(toy_world: World) -> None:
    """Nesting is tested for every pair of rings whose boxes meet; here that is all of them."""
    count = 2_000
    rings = [[(34 - d, 49 - d), (34 - d, 49 + d), (34 + d, 49 + d), (34 + d, 49 - d), (34 - d, 49 - d)]
             for d in (0.0001 * (number + 1) for number in range(count))]
    content = struct.pack("<i4dii", 5, 0, 0, 0, 0, count, 5 * count)
    content += struct.pack(f"<{count}i", *range(0, 5 * count, 5))
    content += b"".join(struct.pack("<2d", *spot) for ring_ in rings for spot in ring_)
    shp = SHP[:100] + struct.pack(">ii", 1, len(content) // 2) + content
    with pytest.raises(SourceError, match="lie in each other too often"):
        read(toy_world, zipped({"a.shp": shp}))


def test_a_network_link_in_a_file_is_ignored(toy_world: World) -> None:
    """A file may contain both a link and ground: the link is ignored and the ground is read."""
    data = xml(f"{KML_BEGIN}{LINK}{placemark(INLAND)}{KML_END}")
    with watched() as seen, pytest.raises(SourceError, match="outside Ukraine"):
        read(toy_world, data)
    assert not [event for event in seen if event.startswith(("socket", "urllib", "open"))]
