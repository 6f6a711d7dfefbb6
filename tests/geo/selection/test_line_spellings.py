"""Spellings and forms that services and programs write, and formats that are named when they are not read."""

import io
import json
from collections.abc import Callable
from typing import Any

import geopandas as gpd
import pytest

from geo.errors import SourceError
from geo.line_sources.notes import NoteKind
from geo.world import World
from tests.geo.line_sources.test_line_forms import GROUND, PARTS, TWO, collection, named, rings, text
from tests.geo.line_sources.test_line_kinds import kml, read
from tests.geo.line_sources.test_line_reader import gap_km2
from tests.support.files import line_files
from tests.support.files.line_files import placemark, zipped

SYSTEMS = ("4326", "EPSG 4326", "EPSG-4326", "EPSG:4326 - WGS 84", "WGS84 / EPSG:4326", "[EPSG:4326]",
           "+proj=longlat +datum=WGS84 +no_defs", "+init=epsg:4326", "https://epsg.io/4326",
           "http://spatialreference.org/ref/epsg/4326/", "World Geodetic System 1984", "WGS 84 (CRS84)")
MEMBERS: dict[str, Any] = {
    "a link": {"type": "link", "properties": {"href": "http://www.opengis.net/def/crs/EPSG/0/4326"}},
    "of 2005": {"type": "OGC", "properties": {"urn": "urn:ogc:def:crs:OGC:1.3:CRS84"}},
    "a text": "EPSG:4326", "a number": 4326, "a name alone": {"name": "EPSG:4326"},
    **{name: named(name) for name in SYSTEMS}}


@pytest.mark.parametrize("case", MEMBERS)
def test_a_system_is_known_by_any_of_its_names(world: World, case: str) -> None:
    found = read(world, text(collection(crs=MEMBERS[case])))
    assert gap_km2(found, read(world, line_files.geojson(GROUND))) < 1e-6
    assert found.notes == ()


@pytest.mark.parametrize("crs", [named(""), named("unknown"), {}, {"type": "unlinked"}, {"type": "name",
                                                                                         "properties": {}}])
def test_a_member_that_names_no_system_is_told(world: World, crs: Any) -> None:
    found = read(world, text(collection(crs=crs)))
    assert gap_km2(found, read(world, line_files.geojson(GROUND))) < 1e-6
    assert [note.kind for note in found.notes] == [NoteKind.ASSUMED]


@pytest.mark.parametrize("name", ["+proj=longlat +nadgrids=/etc/passwd", "+init=/etc/passwd:1", "Pulkovo",
                                  "EPSG:32637 + EPSG:5773", "+proj=pipeline +step +proj=longlat"])
def test_an_unknown_system_is_refused(world: World, name: str) -> None:
    with pytest.raises(SourceError, match="only WGS 84 and other EPSG codes are read"):
        read(world, text(collection(crs=named(name))))


FORMS: dict[str, bytes] = {
    "a list": text(PARTS), "a list in a member": text({"data": PARTS}), "no type": text({"features": PARTS}),
    "wrapped twice": text({"status": "ok", "result": {"data": collection(*PARTS)}}),
    "a text in a member": text({"map": json.dumps(collection(*PARTS))}),
    "an empty collection beside": text({"a": {"type": "FeatureCollection", "features": []},
                                        "b": collection(*PARTS)}),
    "UTF-16": json.dumps(collection(*PARTS)).encode("utf-16"),
    "a geometry per line": b"\n".join(text(part["geometry"]) for part in PARTS),
    "features over several lines": b"\n".join(json.dumps(part, indent=1).encode() for part in PARTS),
}


@pytest.mark.parametrize("case", FORMS)
def test_answers_of_services_are_read(world: World, case: str) -> None:
    found = read(world, FORMS[case])
    assert gap_km2(found, read(world, line_files.geojson(TWO))) < 1e-6
    assert found.notes == ()


@pytest.mark.parametrize("suffix", ["geojsonl", "geojsons", "GeoJSONL"])
def test_records_are_read_in_an_archive(world: World, suffix: str) -> None:
    data = zipped({f"a/line.{suffix}": b"\n".join(map(text, PARTS)), "about.json": b"{}"})
    assert gap_km2(read(world, data), read(world, line_files.geojson(TWO))) < 1e-6


def test_lines_and_links_beside_polygons_in_an_archive_are_no_fault(world: World) -> None:
    links = kml("<NetworkLink><Link><href>layers/a.kml</href></Link></NetworkLink>",
                "<Placemark><LineString><coordinates>37,48 38,49</coordinates></LineString></Placemark>")
    data = zipped({"doc.kml": links, "layers/a.kml": kml(placemark(TWO))})
    assert gap_km2(read(world, data), read(world, line_files.geojson(TWO))) < 1e-6


def gml() -> bytes:
    out = io.BytesIO()
    gpd.GeoDataFrame({"a": [1]}, geometry=[GROUND], crs="EPSG:4326").to_file(out, driver="GML")
    return out.getvalue()


NAMED: dict[str, tuple[bytes | Callable[[], bytes], str]] = {
    "GML": (gml, "is GML, which is not read; bring it as GeoJSON"),
    "a page": (b"<!DOCTYPE html>\n<html><body>404</body></html>", "is a web page"),
    "an exception": (b'<?xml version="1.0"?><ows:ExceptionReport xmlns:ows="x"/>', "error message of a map"),
    "GPX": (b'<?xml version="1.0"?>\n<gpx version="1.1"></gpx>', "is GPX"),
    "SVG": (b'<svg xmlns="http://www.w3.org/2000/svg"></svg>', "is an SVG picture"),
    "a PDF": (b"%PDF-1.7", "is a PDF"), "a picture": (b"\x89PNG\r\n", "is a picture"),
    "a table": (b'WKT,id\n"POLYGON ((37 48,38 48,38 49,37 48))",1', "is a table with WKT"),
    "WKT": (b"POLYGON ((37 48,38 48,38 49,37 48))", "is a table with WKT"),
    "a script": (b"var held = {};", "is a script around JSON"),
    "a call": (b'callback({"type": "x"});', "is a script around JSON"),
    "a geodatabase": (zipped({"a.gdb/a00000001.gdbtable": b"x"}), "holds an Esri file geodatabase ('a.gdb/"),
    "MapInfo": (zipped({"a.tab": b"x", "a.dat": b""}), "holds a MapInfo table ('a.tab')"),
    "a workbook": (zipped({"xl/workbook.xml": b"<x/>"}), "holds a workbook"),
    "no .shp": (zipped({"a.shx": b"x", "a.dbf": b""}), "holds a Shapefile without its .shp"),
    "links": (kml("<NetworkLink><Link><href>x</href></Link></NetworkLink>"), "only links to other files"),
    "a ring of KML": (kml("<Placemark><LinearRing/></Placemark>"), "only lines; draw the ground"),
    "Overpass": (text({"version": 0.6, "elements": []}), "an answer of OpenStreetMap's Overpass"),
    "an error": (text({"error": {"code": 400, "message": "Invalid query"}}), "error message of a service"),
    "quantised": (text({"geometryType": "esriGeometryPolygon", "transform": {"scale": [1]}, "features": []}),
                  "quantizationParameters"),
    "JSON-FG": (text(collection({"type": "Feature", "geometry": None, "place": {"type": "Polygon"}})),
                "of JSON-FG, which is not read; export it as GeoJSON"),
    "half a file": (text(collection())[:-40], "it may be cut off: fetch or export it again"),
    "an open ring": (text({"type": "Polygon", "coordinates": [rings(GROUND)[0][:-1]]}),
                     "end it with the position that it begins with"),
}


@pytest.mark.parametrize("case", NAMED)
def test_a_message_names_the_format_and_what_to_do(world: World, case: str) -> None:
    made, said = NAMED[case]
    with pytest.raises(SourceError) as fault:
        read(world, made if isinstance(made, bytes) else made())
    assert said in str(fault.value)
    assert str(fault.value).isprintable()
