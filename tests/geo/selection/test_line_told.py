"""What a file says of its features elsewhere than in plain columns: within others, by codes, switched off."""

import json
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely

from geo.errors import AmbiguousFile
from geo.line_sources.notes import NoteKind
from geo.line_sources.reader import offer_in
from geo.world import World
from tests.geo.line_sources.test_line_reader import gap_km2
from tests.geo.selection.test_line_selection import EAST, MIDDLE, WEST, read, told
from tests.support.files.line_files import KML_BEGIN, KML_END, geojson, placemark

HELD, OTHER = "Occupied", "Liberated"


def feature(shape: Any, **members: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": {}, "geometry": json.loads(shapely.to_geojson(shape)), **members}


def collection(*features: dict[str, Any]) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


PLACES: dict[str, Any] = {
    "within a column": lambda word: {"properties": {"data": {"attributes": {"status": word}}}},
    "a list of words": lambda word: {"properties": {"tags": ["area", word]}},
    "beside the properties": lambda word: {"status": word},
    "beside no properties": lambda word: {"properties": None, "status": word},
    "an id in words": lambda word: {"id": f"{word.lower()}-1"},
}


@pytest.mark.parametrize("case", PLACES)
def test_a_status_counts_wherever_a_feature_has_it(world: World, case: str) -> None:
    made = PLACES[case]
    found = read(world, collection(feature(EAST, **made(HELD)), feature(MIDDLE, **made(OTHER))))
    assert gap_km2(found, read(world, geojson(EAST))) < 1e-6
    assert [kind for kind, _ in told(found)] == [NoteKind.COUNTED, NoteKind.LEFT_OUT]


def test_a_column_of_its_own_goes_before_one_within_another(world: World) -> None:
    found = read(world, collection(
        feature(EAST, properties={"status": HELD, "before": {"status": OTHER}}, status=OTHER),
        feature(MIDDLE, properties={"status": OTHER, "before": {"status": HELD}}, status=HELD)))
    assert gap_km2(found, read(world, geojson(EAST))) < 1e-6


def test_the_day_of_a_feature_in_json_fg_is_its_day(world: World) -> None:
    rows = [feature(EAST, time={"date": "2024-11-21"}), feature(MIDDLE, time={"date": "2025-11-21"})]
    with pytest.raises(AmbiguousFile, match="several dates"):
        read(world, collection(*rows))


COLLECTIONS = {
    "a list of named ones": lambda word, *features: {"type": "FeatureCollection", "name": word.lower(),
                                                     "features": features},
    "properties of one": lambda word, *features: {"type": "FeatureCollection", "features": features,
                                                  "properties": {"status": word}},
}


@pytest.mark.parametrize("case", COLLECTIONS)
def test_what_a_collection_says_counts_for_all_in_it(world: World, case: str) -> None:
    made = COLLECTIONS[case]
    both = [made(HELD, feature(EAST)), made(OTHER, feature(MIDDLE), feature(WEST))]
    for data in (both, {"type": "FeatureCollection", "features": both}):
        assert gap_km2(read(world, json.dumps(data).encode()), read(world, geojson(EAST))) < 1e-6


def test_collections_of_two_days_are_asked_about(world: World) -> None:
    made = COLLECTIONS["a list of named ones"]
    days = [made("area 2024-11-21", feature(EAST)), made("area 2025-11-21", feature(MIDDLE))]
    with pytest.raises(AmbiguousFile, match="several dates"):
        read(world, json.dumps(days).encode())


def test_columns_within_each_other_without_end_are_passed_over(world: World) -> None:
    deep: dict[str, Any] = {"status": OTHER}
    for _ in range(50):
        deep = {"x": deep}
    assert read(world, collection(feature(EAST, properties=deep))).notes == ()


def esri(*rows: tuple[Any, Any], field: dict[str, Any]) -> bytes:
    return json.dumps({
        "geometryType": "esriGeometryPolygon", "spatialReference": {"wkid": 4326},
        "fields": [None, {}, field],
        "features": [{"attributes": {field["name"]: value}, "geometry": {
            "rings": [shapely.get_coordinates(shape)[::-1].tolist()]}} for shape, value in rows]}).encode()


CODES = {"name": "status", "type": "esriFieldTypeInteger", "domain": {
    "type": "codedValue", "codedValues": [{"name": HELD, "code": 1}, {"name": OTHER, "code": 2}, "x", {}]}}


def test_codes_of_esri_are_what_they_stand_for(world: World) -> None:
    found = read(world, esri((EAST, 1), (MIDDLE, 2), (WEST, 1), field=CODES))
    assert gap_km2(found, read(world, geojson(shapely.union_all([EAST, WEST])))) < 1e-6
    assert [value for _, value in told(found)] == [f"'status' '{HELD}'", f"'status' '{OTHER}'"]


def test_types_of_esri_are_what_they_are_called(world: World) -> None:
    tree = json.loads(esri((EAST, 1), (MIDDLE, 2), field={"name": "kind", "type": "esriFieldTypeInteger"}))
    types = [{"id": 1, "name": HELD}, {"id": 2, "name": OTHER}, None, {"id": [], "name": "x"}]
    found = read(world, json.dumps({**tree, "typeIdField": "kind", "types": types}).encode())
    assert gap_km2(found, read(world, geojson(EAST))) < 1e-6


def test_a_code_without_a_meaning_stays_and_so_do_broken_lists(world: World) -> None:
    for domain in (None, [], {"codedValues": None}, {"codedValues": [{"name": OTHER, "code": [1]}]}):
        found = read(world, esri((EAST, 1), (MIDDLE, 7), field={**CODES, "domain": domain}))
        assert [value for _, value in told(found)] == ["'status' '1'", "'status' '7'"]


def test_days_of_esri_are_told_as_days(world: World) -> None:
    field = {"name": "Day", "type": "esriFieldTypeDate"}
    with pytest.raises(AmbiguousFile, match="'2024-11-21', '2025-11-21' in column 'Day'"):
        read(world, esri((EAST, 1732147200000), (MIDDLE, 1763683200000), field=field))
    same = read(world, esri((EAST, 1763683200000), (MIDDLE, 1763726400000), field=field))
    assert same.notes == ()
    for value in (float("inf"), 1e300, -1e300):
        assert read(world, esri((EAST, value), field=field)).notes == ()


def coded_package(kind: str) -> bytes:
    frame = gpd.GeoDataFrame({"status": [1, 2]}, geometry=[EAST, MIDDLE], crs="EPSG:4326")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "line.gpkg"
        frame.to_file(path, layer="line", driver="GPKG")
        with closing(sqlite3.connect(path)) as base:
            base.executescript("""
                CREATE TABLE gpkg_data_columns (table_name TEXT, column_name TEXT, name TEXT, title TEXT,
                                                description TEXT, mime_type TEXT, constraint_name TEXT);
                CREATE TABLE gpkg_data_column_constraints (constraint_name TEXT, constraint_type TEXT,
                                                           value TEXT, description TEXT);
                INSERT INTO gpkg_data_columns VALUES ('line', 'status', '', '', '', '', 'who');
            """)
            base.executemany("INSERT INTO gpkg_data_column_constraints VALUES ('who', ?, ?, ?)",
                             [(kind, "1", HELD), (kind, "2", OTHER)])
            base.commit()
        return path.read_bytes()


def test_codes_of_a_geopackage_are_what_they_stand_for(world: World) -> None:
    assert gap_km2(read(world, coded_package("enum")), read(world, geojson(EAST))) < 1e-6
    both = read(world, geojson(shapely.union_all([EAST, MIDDLE])))
    assert gap_km2(read(world, coded_package("range")), both) < 1e-6


SWITCHED_OFF = "<visibility>0</visibility>"
INK = "<Style><LineStyle><color>ff000000</color></LineStyle><PolyStyle><color>{}</color></PolyStyle></Style>"
PARTLY = {
    "a placemark": placemark(EAST) + placemark(MIDDLE, SWITCHED_OFF),
    "both held": "<Folder><name>Occupied 1</name>" + placemark(EAST) + "</Folder><Folder>"
                 f"<name>Occupied 2</name>{SWITCHED_OFF}" + placemark(MIDDLE) + "</Folder>",
    "a folder around": "<Folder>" + placemark(EAST) + placemark(WEST, SWITCHED_OFF) + "</Folder>",
}


@pytest.mark.parametrize("case", PARTLY)
def test_what_is_in_part_switched_off_in_kml_is_asked_about(world: World, case: str) -> None:
    data = (KML_BEGIN + PARTLY[case] + KML_END).encode()
    with pytest.raises(AmbiguousFile, match=r"switched off \(visibility 0\), others shown"):
        read(world, data)
    assert "visibility" in {column.name for column in offer_in(data, "line.kml")}
    shown = read(world, data, where=(("visibility", "1"),))
    assert gap_km2(shown, read(world, geojson(EAST))) < 1e-6


@pytest.mark.parametrize("body", [
    placemark(EAST, SWITCHED_OFF) + placemark(MIDDLE, SWITCHED_OFF), placemark(EAST) + placemark(MIDDLE),
    f"<Folder>{SWITCHED_OFF}{placemark(EAST)}{placemark(MIDDLE)}</Folder>"])
def test_what_is_shown_or_switched_off_as_a_whole_is_read(world: World, body: str) -> None:
    both = read(world, geojson(shapely.union_all([EAST, MIDDLE])))
    found = read(world, (KML_BEGIN + body + KML_END).encode())
    assert gap_km2(found, both) < 1e-6
    assert found.notes == ()


def test_what_is_not_held_may_be_switched_off(world: World) -> None:
    body = placemark(EAST, f"<name>{HELD}</name>") + placemark(MIDDLE, f"<name>{OTHER}</name>{SWITCHED_OFF}")
    found = read(world, (KML_BEGIN + body + KML_END).encode())
    assert gap_km2(found, read(world, geojson(EAST))) < 1e-6


def test_colours_of_placemarks_are_told(world: World) -> None:
    body = placemark(EAST, INK.format("7f0000ff")) + placemark(MIDDLE, INK.format("7f00ff00"))
    found = read(world, (KML_BEGIN + body + KML_END).encode())
    assert {value for _, value in told(found)} == {"'color' '7f0000ff'", "'color' '7f00ff00'"}
