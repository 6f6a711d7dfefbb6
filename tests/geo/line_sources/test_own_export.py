"""Uploading an export of this project reproduces its figures, in every geodata format."""

import io
import json
import tempfile
import warnings
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest

from geo.errors import SourceError
from geo.line_sources.notes import Note, NoteKind
from geo.line_sources.own_export import MARKS
from geo.line_sources.reader import ParsedControl, parse_control
from geo.outcomes.figures import NUMBERS
from geo.outcomes.outcome import Outcome, report
from geo.plans.library import TODAY, Library, reference_days
from geo.world import World
from geo.zones.ground import Ground
from geo.zones.survey import ground_for
from layers.export.geojson import geojson
from layers.export.geopackage import geopackage
from layers.export.kml import kml
from layers.export.parquet import parquet
from layers.export.shape_tables import COLUMNS
from layers.request import ExportRequest
from tests.support.files.export_requests import ALL_PARTS, PLAN, STRIP_PLAN
from tests.support.files.line_files import zipped

DAYS = tuple(map(date.fromisoformat, ("2022-02-23", "2025-11-21", "2026-08-22")))
DAY = DAYS[1]
ZONES = frozenset({"zones"})

HECTARES_KM2 = 0.02
"""Coordinates are rounded to a centimetre and figures to a hectare in both files."""
MOVED_KM2 = 0.1
"""Ends of a range: the front moved by a kilometre along rounded vertices."""

BESIDE_A_SLIVER_KM2, SLIVER_IN = 2.0, "UA-63"
"""On DAY the line also runs along 280 m of border with less than a hectare between: zones leave that out,
so a file of them does, and the front moved there by a kilometre differs by half a disc."""

RequestOf = Callable[..., ExportRequest]


def kmz(export_request: ExportRequest) -> bytes:
    return zipped({"doc.kml": kml(export_request)})


def shapefile(export_request: ExportRequest) -> bytes:
    """GDAL's conversion of the GeoJSON export, with column names shortened for a Shapefile."""
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that column names were shortened
        gpd.read_file(io.BytesIO(geojson(export_request))).to_file(Path(folder) / "plan.shp")
        return zipped({path.name: path.read_bytes() for path in Path(folder).iterdir()})


FORMATS: dict[str, Callable[[ExportRequest], bytes]] = {
    "geojson": geojson, "gpkg": geopackage, "parquet": parquet, "kml": kml, "kmz": kmz,
    "shapefile": shapefile}

LINES = ((PLAN, DAYS[0]), (PLAN, DAYS[1]), (STRIP_PLAN, DAYS[2]), (TODAY, DAY))
BRIEFLY = ("kmz", "parquet")
"""A KMZ is the same KML in an archive, and GeoParquet has the shapes of GeoPackage, so one of each does."""
CASES = [(name, thing, day) for name in FORMATS
         for thing, day in (LINES[1:2] if name in BRIEFLY else LINES)]


def read(world: World, data: bytes, on: date = DAY) -> ParsedControl:
    return parse_control(data, "plan.x", on, world.regions_m)


def rows_of(table: list[dict[str, Any]]) -> dict[tuple[str, ...], dict[str, Any]]:
    return {(row["region"], row["status"], row["holder"]): row for row in table}


@pytest.fixture(scope="module")
def alone(world: World, library: Library) -> Callable[[Ground], Ground]:
    """The same line without the other observer."""
    known: dict[date, Ground] = {}

    def of(ground: Ground) -> Ground:
        if ground.observers == 1:
            return ground
        day = ground.control.on
        if day not in known:
            single = replace(world, second_record=None)
            known[day] = ground_for(single, ground.control, reference_days(library))
        return known[day]

    return of


@pytest.mark.parametrize("name, thing, day", CASES)
def test_an_export_reproduces_its_figures(
    name: str, thing: str, day: date, request_of: RequestOf, world: World, library: Library,
    surveyed: Callable[..., Ground], alone: Callable[[Ground], Ground], outcome_for: Callable[..., Outcome],
) -> None:
    """A reader's line has one observer, so that its ranges are those of the record by itself."""
    parts = ZONES if name == "shapefile" else ALL_PARTS
    export_request = request_of(thing, day, parts=parts)
    parsed = read(world, FORMATS[name](export_request), day)
    assert parsed.notes == (Note(NoteKind.OURS),)
    assert parsed.control.reassigned_km2 == 0
    ground = surveyed(world, parsed.control, reference_days(library))
    plan = library[PLAN if thing == TODAY else thing]
    recorded = export_request.ground
    assert (recorded.observers, ground.observers) == (2 if day == DAY else 1, 1)
    before, after = (report(outcome_for(plan, each), world) for each in (alone(recorded), ground))
    written, read_back = rows_of(before["rows"]), rows_of(after["rows"])
    assert read_back.keys() == written.keys()
    for key, row in written.items():
        for number in NUMBERS:
            moved_km2 = BESIDE_A_SLIVER_KM2 if key[0] == SLIVER_IN and day == DAY else MOVED_KM2
            loose = moved_km2 if number.endswith(("low", "high")) else HECTARES_KM2
            most = loose if number.startswith("area") else 0
            assert read_back[key][number] == pytest.approx(row[number], abs=most), (key, number)
    assert after["line_of_contact_km"] == pytest.approx(before["line_of_contact_km"], abs=0.5)


def test_every_format_has_the_columns_that_identify_a_zone() -> None:
    assert set(MARKS) - {"on"} <= set(COLUMNS["zones"])
    assert all(len(mark) <= 10 for mark in MARKS), "a Shapefile cuts longer names"
    assert "area_km2" not in COLUMNS["strip"], "a strip would be taken for a zone"


def test_another_day_and_missing_regions_are_noted(request_of: RequestOf, world: World) -> None:
    export_request = request_of(PLAN, DAY, parts=ZONES, regions=frozenset({"UA-14", "UA-09"}))
    parsed = read(world, geojson(export_request), DAYS[2])
    assert parsed.notes[1:] == (Note(NoteKind.OUR_DAY, (("day", "2025-11-21"),)),
                                Note(NoteKind.OUR_REGIONS, (("count", "2"),)))
    assert parsed.control.on == DAYS[2]


@pytest.fixture(scope="module")
def tree(request_of: RequestOf) -> Callable[[], dict[str, Any]]:
    text = geojson(request_of(PLAN, DAY))
    return lambda: json.loads(text)


Tree = Callable[[], dict[str, Any]]


def refused(world: World, tree: dict[str, Any]) -> str:
    with pytest.raises(SourceError) as fault:
        read(world, json.dumps(tree).encode())
    return str(fault.value)


def test_zones_among_other_polygons_are_rejected(world: World, tree: Tree) -> None:
    """The meaning of the other polygons is unknown."""
    mixed = tree()
    next(f for f in mixed["features"] if f["properties"]["layer"] == "zones")["properties"] = {"a": 1}
    assert refused(world, mixed) == ("plan.x: mixes zones exported from this atlas with other polygons; "
                                     "bring one or the other")


def test_a_file_from_before_the_columns_were_renamed_is_recognised(world: World, tree: Tree) -> None:
    former = tree()
    for feature in former["features"]:
        del feature["properties"]["line_date"]
    now, then = (read(world, json.dumps(one).encode()) for one in (tree(), former))
    assert now.notes == then.notes
    assert then.control.held.equals(now.control.held)


def test_an_export_without_held_zones_is_rejected(world: World, tree: Tree) -> None:
    free = tree()
    free["features"] = [f for f in free["features"] if f["properties"].get("holder") == "ukraine"]
    assert refused(world, free) == ("plan.x: is an export of this atlas without a zone held by "
                                     "Russia; export all regions")


def test_a_strip_alone_is_not_a_line(world: World, request_of: RequestOf) -> None:
    strip = json.loads(geojson(request_of(STRIP_PLAN, DAY, parts=frozenset({"strip"}))))
    assert "but has no zones" in refused(world, strip)


@pytest.mark.parametrize("column, value", [
    ("region", "UA-1"), ("region", ["UA-14"]), ("holder", "both"), ("holder", None),
    ("line_date", "yesterday"), ("line_date", 5), ("scenario", ""), ("scenario", {"a": 1}),
    ("region", "UA-14" * 10_000),
])
def test_a_file_that_only_resembles_an_export_is_read_as_any_other(
    world: World, tree: Tree, column: str, value: object
) -> None:
    other = tree()
    zones = [f for f in other["features"] if f["properties"]["layer"] == "zones"]
    other["features"] = [f for f in zones if f["properties"]["holder"] == "russia"]
    for feature in other["features"]:
        feature["properties"][column] = value
    parsed = read(world, json.dumps(other).encode())
    assert NoteKind.OURS not in {note.kind for note in parsed.notes}
    assert parsed.control.reassigned_km2 > 1


def test_a_bundle_is_read_from_whichever_of_its_formats(
    request_of: RequestOf, world: World
) -> None:
    """They have the same zones; those of two plans or days have not, and the reader chooses."""
    one, other = (request_of(PLAN, day, parts=ALL_PARTS) for day in DAYS[1:])
    same = {"a/zones.geojson": geojson(one), "a/zones.gpkg": geopackage(one), "a/zones.kml": kml(one),
            "a/zones.parquet": parquet(one),
            "a/table.csv": b"region,area_km2\n", "a/README.txt": b"what this is"}
    alone, together = (read(world, data) for data in (same["a/zones.geojson"], zipped(same)))
    assert together.notes == (Note(NoteKind.OURS),)
    assert together.control.held.equals(alone.control.held)
    with pytest.raises(SourceError, match=r"several plans or days .*\('a', 'b'\); unpack it and bring one"):
        read(world, zipped({"a.geojson": geojson(one), "b.geojson": geojson(other)}))
