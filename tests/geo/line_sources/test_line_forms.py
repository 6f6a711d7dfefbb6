"""What services and other programs write: read like plain GeoJSON, or refused with what to do."""

import gzip
import json
import sqlite3
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
import shapely
from pyproj import Transformer

from geo.errors import SourceError
from geo.line_sources import formats, polygons
from geo.line_sources.notes import NoteKind
from geo.line_sources.reader import ParsedControl, parse_control
from geo.world import World
from tests.geo.line_sources.test_line_reader import gap_km2
from tests.support.files import line_files
from tests.support.files.line_files import KML_BEGIN, KML_END, changed, placemark, zipped

DAY = date(2025, 11, 21)
HOLE = shapely.box(37.4, 48.35, 37.6, 48.5)
GROUND = shapely.box(37.2, 48.2, 37.9, 48.7) - HOLE
TWO = shapely.MultiPolygon([GROUND, shapely.box(38.2, 48.2, 38.4, 48.4)])


def read(world: World, data: bytes) -> ParsedControl:
    return parse_control(data, "line.x", DAY, world.regions_m)


def rings(shape: Any) -> list[Any]:
    return json.loads(shapely.to_geojson(shape))["coordinates"]  # type: ignore[no-any-return]


def feature(shape: Any = GROUND, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": json.loads(shapely.to_geojson(shape))}


def collection(*features: Any, **members: Any) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features or [feature()]), **members}


def text(tree: Any) -> bytes:
    return json.dumps(tree).encode()


PARTS = [feature(part) for part in TWO.geoms]


def named(name: str) -> dict[str, Any]:
    return {"type": "name", "properties": {"name": name}}


def mercator(shape: Any) -> Any:
    change = Transformer.from_crs("EPSG:4326", "EPSG:3857", always_xy=True)
    return shapely.transform(shape, lambda xy: np.column_stack(change.transform(xy[:, 0], xy[:, 1])))


def esri(shape: Any, *, turned: bool = False) -> dict[str, Any]:
    parts = shapely.get_parts(mercator(shape))
    outlines = [ring[::-1] if turned and number else ring
                for part in parts for number, ring in enumerate(rings(part))]
    return {"geometryType": "esriGeometryPolygon", "spatialReference": {"wkid": 102100, "latestWkid": 3857},
            "features": [{"attributes": {"OBJECTID": 1}, "geometry": {"rings": outlines}},
                         {"attributes": {}, "geometry": None}]}


def topology(*, quantised: bool) -> dict[str, Any]:
    """Two squares that share an arc, the second of which runs against it."""
    arcs = [[[37.5, 48.2], [37.5, 48.7]], [[37.5, 48.7], [37.2, 48.7], [37.2, 48.2], [37.5, 48.2]],
            [[37.5, 48.2], [37.9, 48.2], [37.9, 48.7], [37.5, 48.7]]]
    more: dict[str, Any] = {}
    if quantised:
        whole = [[[round((x - 37) * 10), round((y - 48) * 10)] for x, y in arc] for arc in arcs]
        arcs = [[arc[0], *([b[0] - a[0], b[1] - a[1]] for a, b in pairwise(arc))]
                for arc in whole]
        more = {"transform": {"scale": [0.1, 0.1], "translate": [37, 48]}}
    squares = [{"type": "Polygon", "arcs": [[0, 1]]}, {"type": "MultiPolygon", "arcs": [[[~0, 2]]]},
               {"type": "Point", "coordinates": [1, 1]}]
    return {"type": "Topology", "arcs": arcs, **more,
            "objects": {"held": {"type": "GeometryCollection", "geometries": squares}}}


def with_nan() -> bytes:
    return text(collection(feature(depth="x"))).replace(b'"x"', b"NaN")


READ: dict[str, tuple[bytes | Callable[[], bytes], Any]] = {
    "a feature per line": (b"\n".join(map(text, PARTS)) + b"\n\r\n", TWO),
    "records": (b"".join(b"\x1e" + text(part) + b"\n" for part in PARTS), TWO),
    "records over several lines": (
        b"".join(b"\x1e" + json.dumps(part, indent=1).encode() for part in PARTS), TWO),
    "gzip": (gzip.compress(text(collection())), GROUND),
    "gzip in two parts": (gzip.compress(text(PARTS[0])) + gzip.compress(b"\n" + text(PARTS[1])), TWO),
    "KML in gzip": (gzip.compress(line_files.kml(GROUND)), GROUND),
    "wrapped": (text({"id": 7, "map": collection(), "note": {}}), GROUND),
    "GeoJSON in a zip": (lambda: zipped({"a/line.geojson": text(collection()), "read.me": b"x"}), GROUND),
    "JSON in a zip": (lambda: zipped({"line.json": text(collection())}), GROUND),
    "KMZ in a zip": (lambda: zipped({"map.kmz": line_files.kmz(GROUND)}), GROUND),
    "another archive beside": (lambda: zipped(
        {**line_files.shapefile(GROUND), "photos.zip": zipped({}), "about.json": b"[]"}), GROUND),
    "NaN in a property": (with_nan, GROUND),
    "empty geometries": (text(collection(
        {"type": "Feature", "id": 1}, {"type": "Feature", "geometry": {}}, feature(),
        {"type": "Feature", "properties": None, "geometry": None},
        {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": []}})), GROUND),
    "Esri JSON": (text(esri(TWO)), TWO),
    "Esri JSON with rings of one direction": (text(esri(TWO, turned=True)), TWO),
    "Esri geometry alone": (text({"rings": rings(GROUND)}), GROUND),
    "TopoJSON": (text(topology(quantised=False)), shapely.box(37.2, 48.2, 37.9, 48.7)),
    "TopoJSON with whole numbers": (text(topology(quantised=True)), shapely.box(37.2, 48.2, 37.9, 48.7)),
    "undeclared prefixes": (
        (KML_BEGIN + placemark(GROUND) + KML_END).replace(
            "<Document>", '<Document xsi:schemaLocation="x"><gx:Tour/>').encode(),
        GROUND),
    "a declared prefix": (line_files.kml(GROUND).replace(b"<", b"<k:").replace(b"<k:/", b"</k:")
                          .replace(b"xmlns=", b"xmlns:k="), GROUND),
}


@pytest.mark.parametrize("case", READ)
def test_other_forms_are_read_like_geojson(world: World, case: str) -> None:
    made, shape = READ[case]
    found = read(world, made if isinstance(made, bytes) else made())
    assert gap_km2(found, read(world, line_files.geojson(shape))) < 1e-3
    assert {note.kind for note in found.notes} <= {NoteKind.CONVERTED}


EMPTY = "<Placemark><Polygon><outerBoundaryIs><LinearRing><coordinates> </coordinates></LinearRing>" \
        "</outerBoundaryIs></Polygon></Placemark>"


@pytest.mark.parametrize("data", [
    (KML_BEGIN + EMPTY + placemark(GROUND) + EMPTY + KML_END).encode(),
    text(collection({"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [[[1, 2], [3, 4]]]}},
                    feature(),
                    {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [[[1, 2]]]}})),
], ids=["KML", "GeoJSON"])
def test_outlines_that_enclose_nothing_are_left_out_and_noted(world: World, data: bytes) -> None:
    found = read(world, data)
    assert gap_km2(found, read(world, line_files.geojson(GROUND))) < 1e-6
    assert [(note.kind, dict(note.values)["count"]) for note in found.notes] == [(NoteKind.EMPTY, "2")]


def test_a_multisurface_of_plain_polygons_is_read(world: World) -> None:
    def surface(blob: bytes) -> bytes:
        at = blob.index(b"\x01\x06\x00\x00\x00")
        return blob[:at] + b"\x01\x0c\x00\x00\x00" + blob[at + 5:]

    data = line_files.gpkg(TWO)
    base = sqlite3.connect(":memory:")
    base.deserialize(data)
    blob = base.execute("SELECT geom FROM line").fetchone()[0]
    base.close()
    found = read(world, changed(data, f"UPDATE line SET geom = x'{surface(blob).hex()}'"))  # noqa: S608
    assert gap_km2(found, read(world, line_files.geojson(TWO))) < 1e-6


CUT_OFF = {
    "of a feature service": {"exceededTransferLimit": True},
    "of its properties": {"properties": {"exceededTransferLimit": True}},
    "counted": {"numberMatched": 5, "numberReturned": 1},
    "counted all": {"totalFeatures": 2},
    "linked": {"links": [{"rel": "self", "href": "x"}, {"rel": "next", "href": "y"}]},
    "the next page": {"next": "https://example.org/?page=2"},
}


@pytest.mark.parametrize("case", CUT_OFF)
def test_a_file_that_says_it_is_cut_off_is_refused(world: World, case: str) -> None:
    whole = collection()
    for tree in (whole | CUT_OFF[case], {"data": whole | CUT_OFF[case]}, esri(GROUND) | CUT_OFF[case]):
        if tree.get("type") or "data" in tree or "totalFeatures" not in CUT_OFF[case]:
            with pytest.raises(SourceError, match=r"says that it is cut off .*; ask the service for"):
                read(world, text(tree))


def test_a_file_that_says_it_is_whole_is_read(world: World) -> None:
    whole = {"exceededTransferLimit": False, "numberMatched": 1, "numberReturned": 1,
             "totalFeatures": "unknown", "links": [{"rel": "self"}], "next": None}
    assert read(world, text(collection(**whole)))


BOMB_ARCS = {"type": "Topology", "arcs": [[[37, 48]] * 50_000],
             "objects": {"x": {"type": "Polygon", "arcs": [[0] * 100_000]}}}

REFUSED: dict[str, tuple[bytes | Callable[[], bytes], str]] = {
    "a view": (lambda: changed(line_files.gpkg(GROUND), "ALTER TABLE line RENAME TO other",
                               "CREATE VIEW line AS SELECT * FROM other"), "views are not read; save"),
    "a view beside a table": (lambda: changed(
        line_files.gpkg(GROUND, layers=("line", "held")), "DROP TABLE held",
        "CREATE VIEW held AS SELECT * FROM line WHERE fid > 5"), "a view beside its tables: views are not"),
    "FlatGeobuf": (b"fgb\x03fgb\x00", "cut off or broken; save it again, or as GeoJSON"),
    "Parquet": (b"PAR1\x00", "is a GeoParquet that is cut off or broken; save it again, or as GeoJSON"),
    "lines of KML": (f"{KML_BEGIN}<Placemark><LineString><coordinates>1,2 3,4</coordinates></LineString>"
                     f"</Placemark>{KML_END}".encode(), "only lines; draw the ground"),
    "metres": (text(collection(feature(mercator(GROUND)))), "export it in EPSG:4326"),
    "an unknown system": (text(collection(feature(mercator(GROUND)), crs=named("Pulkovo"))),
                          "only WGS 84 and other EPSG codes are read; export it in EPSG:4326"),
    "two wrapped": (text({"a": collection(), "b": collection()}), "several members hold features ('a', 'b')"),
    "half a gzip": (lambda: gzip.compress(text(collection(*PARTS * 50)))[:-20], "gzip file that is cut off"),
    "a gzip that grows": (lambda: gzip.compress(b" " * (polygons.MAX_BYTES + 1)), "unpacks to more than"),
    "a gzip of many parts": (lambda: gzip.compress(b" ") * (formats.MAX_PARTS + 1), "more than 100 parts"),
    "a gzip in a gzip": (lambda: gzip.compress(gzip.compress(text(collection()))), "is none of GeoJSON"),
    "KMZ that grow": (lambda: zipped({f"{n}.kmz": zipped({"a.kml": b"<kml/>" + b" " * 6_000_000})
                                      for n in range(5)}), "unpacks to more than"),
    "a KMZ in a KMZ": (lambda: zipped({"a.kmz": zipped({"b.kmz": line_files.kmz(GROUND)})}),
                       "has another archive inside"),
    "arcs without end": (text(BOMB_ARCS), "has more than 1,500,000 vertices"),
    "arcs that are not there": (text({"type": "Topology", "arcs": [], "objects": {
        "x": {"type": "Polygon", "arcs": [[3]]}}}), "is no readable TopoJSON; export it as GeoJSON"),
    "a topology of nothing": (b'{"type": "Topology"}', "is no readable TopoJSON"),
    "curves of Esri": (text({"rings": [], "curveRings": [[]]}), "holds curves, which are not read"),
    "an Esri system": (text(esri(GROUND) | {"spatialReference": {"wkid": 5}}), "export it in EPSG:4326"),
    "a line that is no feature": (text(PARTS[0]) + b"\n[1]\n", "is no JSON"),
    "a record cut off": (text(PARTS[0]) + b"\n" + text(PARTS[1])[:50], "is no JSON"),
    "NaN for a position": (text(collection()).replace(b"48.2", b"NaN"), "holds NaN, Infinity"),
    "an open hole": (text({"type": "Polygon", "coordinates": [*rings(GROUND), [[37, 48]]]}), "fewer than"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_read_is_refused_with_what_to_do(world: World, case: str) -> None:
    made, said = REFUSED[case]
    with pytest.raises(SourceError) as fault:
        read(world, made if isinstance(made, bytes) else made())
    assert said in str(fault.value)
    assert str(fault.value).isprintable()
