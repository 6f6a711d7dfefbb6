"""Untrusted GeoJSON: what is rejected and how, and equivalent ways to describe the same ground."""

import json
import math
import tracemalloc
from typing import Any

import numpy as np
import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import SourceError
from geo.line_sources import geojson
from geo.line_sources import polygons as outlines
from geo.line_sources.coordinate_systems import STORE, in_degrees
from geo.line_sources.geojson import read_geojson
from geo.line_sources.polygons import union_of

NAME = "line.geojson"

SQUARE = [[34, 49], [35, 49], [35, 49.5], [34, 49.5], [34, 49]]
POINT = {"type": "Point", "coordinates": [34, 49]}


def polygon(*rings: Any, **more: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings), **more}


def feature(geometry: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": {}, "geometry": geometry}


def features(*geometries: Any) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": [feature(g) for g in geometries]}


def crs(name: Any) -> dict[str, Any]:
    return {"type": "name", "properties": {"name": name}}


def box(west: float, south: float, east: float, north: float) -> list[list[float]]:
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def mercator(lon: float, lat: float) -> list[float]:
    """A position in EPSG:3857, from the formula."""
    north = math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))
    return [6378137 * math.radians(lon), 6378137 * north]


def nested(levels: int) -> dict[str, Any]:
    node = polygon(SQUARE)
    for _ in range(levels):
        node = {"type": "GeometryCollection", "geometries": [node]}
    return node


def scribble(vertices: int) -> list[list[float]]:
    """A ring that crosses itself everywhere; the cost of repairing it is quadratic in its length."""
    spots = np.random.default_rng(7).uniform([34, 49], [35, 50], (vertices, 2)).tolist()
    return [*spots, spots[0]]


def as_bytes(tree: Any) -> bytes:
    """Encode the tree as text; "HUGE" stands for a number too large for a float."""
    text = tree if isinstance(tree, bytes) else json.dumps(tree).encode()
    return text.replace(b'"HUGE"', b"1e999")


def read(tree: Any) -> BaseGeometry:
    """Return the polygons of a text as one geometry in degrees on WGS 84."""
    layer = read_geojson(as_bytes(tree), NAME)
    polygons = in_degrees(layer.polygons, layer.system or STORE)
    assert polygons is not None
    return union_of(polygons, NAME)[0]


HOSTILE: dict[str, tuple[Any, str]] = {
    "empty": (b"", "is no JSON"),
    "a web page": (b"<html><script>alert(1)</script></html>", "is no JSON"),
    "cut off": (b'{"type": "Polygon", "coordinates": [[[34, 49], [35', "is no JSON"),
    "second text behind": (json.dumps(polygon(SQUARE)).encode() + b" 5", "is no JSON"),
    "another encoding": ('{"type": "Ü"}'.encode("latin-1"), "is no text in UTF-8"),
    "bytes": (bytes(range(256)), "is no text in UTF-8"),
    "NaN": (b'{"type": "Polygon", "coordinates": [[[NaN, 49]]]}', "holds NaN"),
    "infinity": (b'{"type": "Polygon", "coordinates": [[[34, -Infinity]]]}', "holds NaN, Infinity"),
    "infinite by size": (polygon([[34, 49], ["HUGE", 49], [35, 50], [34, 49]]), "in degrees"),
    "4,000 digits": (polygon([[34, 49], [10**4000, 49], [35, 50], [34, 49]]), "in degrees"),
    "6,000 digits": (b'{"type": "Polygon", "coordinates": [[[' + b"9" * 6000 + b"]]]}", "digits"),
    "deep lists": (b"[" * 200_000 + b"]" * 200_000, "nested too deeply"),
    "deep objects": (b'{"a":' * 200_000 + b"1" + b"}" * 200_000, "nested too deeply"),
    "deep collections": (nested(9), "nested too deeply"),
    "nothing": (b"null", "is no GeoJSON object"),
    "a number": (b"5", "is no GeoJSON object"),
    "a list": ([polygon(SQUARE)], "is no GeoJSON object"),
    "no type": ({"coordinates": [SQUARE]}, "is no GeoJSON object"),
    "type is a list": ({"type": ["Polygon"], "coordinates": [SQUARE]}, "is no GeoJSON object"),
    "TopoJSON": ({"type": "Topology", "arcs": []}, "unknown type 'Topology'"),
    "type with lines": ({"type": "Poly\ngon\u2028\ud800"}, "unknown type 'Poly?gon??'; export it"),
    "a point": (POINT, "holds no polygon"),
    "a line": ({"type": "LineString", "coordinates": SQUARE}, "holds no polygon"),
    "points only": (features(POINT, POINT), "holds no polygon"),
    "no features": (features(), "holds no polygon"),
    "null geometry": (features(None), "holds no polygon"),
    "no geometries": ({"type": "GeometryCollection", "geometries": []}, "holds no polygon"),
    "no polygons": ({"type": "MultiPolygon", "coordinates": []}, "holds no polygon"),
    "no rings": (polygon(), "holds no polygon"),
    "features missing": ({"type": "FeatureCollection"}, "no list of features"),
    "features an object": ({"type": "FeatureCollection", "features": {}}, "no list of features"),
    "features of numbers": ({"type": "FeatureCollection", "features": [1]}, "feature 1: is no GeoJSON"),
    "geometry is text": (features("POLYGON((0 0))"), "feature 1: is no GeoJSON object"),
    "coordinates missing": ({"type": "Polygon"}, "no list of coordinates"),
    "coordinates are text": ({"type": "MultiPolygon", "coordinates": "x"}, "no list of coordinates"),
    "polygon is a number": ({"type": "MultiPolygon", "coordinates": [4]}, "fewer than four"),
    "polygon is null": ({"type": "MultiPolygon", "coordinates": [None]}, "fewer than four"),
    "ring is null": (polygon(None), "fewer than four"),
    "ring is an object": (polygon({"0": 1}), "fewer than four"),
    "ring is empty": (polygon([]), "fewer than four"),
    "ring of three": (polygon(SQUARE[:3]), "fewer than four"),
    "second ring wrong": (polygon(SQUARE, [[34, 49]]), "fewer than four"),
    "one level too few": ({"type": "MultiPolygon", "coordinates": [SQUARE]}, "too few or too many brackets"),
    "one level too many": (polygon([SQUARE, SQUARE, SQUARE, SQUARE]), "too few or too many brackets"),
    "text for numbers": (polygon([[str(x), str(y)] for x, y in SQUARE]), "no pair of numbers"),
    "text for latitude": (polygon([[x, str(y)] for x, y in SQUARE]), "no pair of numbers"),
    "truth for longitude": (polygon([[True, 49]] * 4), "no pair of numbers"),
    "null for numbers": (polygon([[None, None]] * 4), "no pair of numbers"),
    "one number": (polygon([[34]] * 4), "no pair of numbers"),
    "position is text": (polygon(["34"] * 4), "no pair of numbers"),
    "not closed": (polygon(SQUARE[:-1]), "not closed"),
    "too far east": (polygon(box(34, 49, 180.5, 50)), "in degrees"),
    "too far north": (polygon(box(34, 49, 35, 90.5)), "in degrees"),
    "metres": (polygon(box(3_700_000, 6_200_000, 3_800_000, 6_300_000)), "in degrees"),
    "no such system": (polygon(SQUARE, crs=crs("urn:ogc:def:crs:EPSG::999999")), "only WGS 84"),
    "a system of heights": (polygon(SQUARE, crs=crs("EPSG:5773")), "only WGS 84"),
    "a definition": (polygon(SQUARE, crs=crs("+proj=longlat +nadgrids=x +type=crs")), "only WGS 84"),
    "two systems": (features(polygon(SQUARE, crs=crs("EPSG:32636")), polygon(SQUARE)),
                    "more than one coordinate system"),
    "far off the system": (polygon(box(0, 0, 1e10, 1e10), crs=crs("EPSG:3857")), "does not fit"),
    "system by link": (polygon(SQUARE, crs={"type": "link", "properties": {"href": "x"}}), "only WGS 84"),
    "system is text": (polygon(SQUARE, crs="Pulkovo"), "only WGS 84"),
    "system is a number": (polygon(SQUARE, crs=crs(5)), "only WGS 84"),
    "no area": (polygon([[34, 49]] * 5), "enclose no ground"),
    "flat": (polygon([[34, 49], [35, 49], [34.5, 49], [34, 49]]), "enclose no ground"),
    "scribble": (polygon(scribble(3000)), "cross or overlap too often"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_an_invalid_text_is_rejected_in_one_line(case: str) -> None:
    tree, phrase = HOSTILE[case]
    with pytest.raises(SourceError) as fault:
        read(tree)
    message = str(fault.value)
    assert message.startswith(f"{NAME}: ")
    assert phrase in message
    assert message.isprintable()
    assert len(message) < 200


def test_all_faults_are_in_one_message() -> None:
    wrong = features(polygon(SQUARE[:-1]), polygon(SQUARE), polygon(SQUARE[:2]), 5)
    with pytest.raises(SourceError) as fault:
        read(wrong)
    assert str(fault.value) == (
        "line.geojson: feature 4: is no GeoJSON object; export it as GeoJSON; feature 1: a ring is not "
        "closed; end it with the position that it begins with; feature 3: a ring has fewer than four "
        "positions"
    )


ACCEPTED: dict[str, Any] = {
    "Polygon": polygon(SQUARE),
    "clockwise": polygon(SQUARE[::-1]),
    "with heights": polygon([[*position, 120.5] for position in SQUARE]),
    "with a height somewhere": polygon([*SQUARE[:2], [*SQUARE[2], "high", None], *SQUARE[3:]]),
    "MultiPolygon": {"type": "MultiPolygon", "coordinates": [[SQUARE]]},
    "Feature": feature(polygon(SQUARE)),
    "FeatureCollection": features(polygon(SQUARE)),
    "GeometryCollection": nested(3),
    "points beside": features(POINT, None, polygon(SQUARE), polygon()),
    "twice the same": features(polygon(SQUARE), polygon(SQUARE)),
    "two halves": features(polygon(box(34, 49, 34.6, 49.5)), polygon(box(34.4, 49, 35, 49.5))),
    "byte order mark": b"\xef\xbb\xbf" + json.dumps(polygon(SQUARE)).encode(),
    "old system": features(polygon(SQUARE)) | {"crs": crs("urn:ogc:def:crs:OGC:1.3:CRS84")},
    "EPSG": polygon(SQUARE, crs=crs("EPSG:4326")),
    "EPSG as URN": polygon(SQUARE, crs=crs("urn:ogc:def:crs:EPSG::4326")),
    "no system": polygon(SQUARE, crs=None),
    "another system": polygon([mercator(*position) for position in SQUARE],
                              crs=crs("urn:ogc:def:crs:EPSG::3857")),
    "system of a feature": features(polygon(SQUARE, crs=crs("EPSG:4258"))),
    "spike": polygon([*SQUARE[:2], [36, 49], [35, 49], *SQUARE[2:]]),
}


@pytest.mark.parametrize("case", ACCEPTED)
def test_every_notation_of_a_square_is_the_same_ground(case: str) -> None:
    ground = read(ACCEPTED[case])
    assert ground.is_valid
    assert shapely.symmetric_difference(ground, shapely.Polygon(SQUARE)).area < 1e-12


def test_a_polygon_that_crosses_itself_keeps_both_halves() -> None:
    ground = read(polygon([[34, 49], [35, 49.5], [35, 49], [34, 49.5], [34, 49]]))
    assert ground.is_valid
    assert ground.area == pytest.approx(shapely.Polygon(SQUARE).area / 2)


def test_a_hole_stays_a_hole() -> None:
    hole = box(34.4, 49.2, 34.5, 49.3)
    assert read(polygon(SQUARE, hole)).equals(shapely.Polygon(SQUARE, [hole]))


def test_the_faults_of_a_file_take_no_more_room_than_the_file() -> None:
    """A number in the place of a feature takes four bytes, and a sentence on it thousands."""
    data = b'{"type": "FeatureCollection", "features": [' + b"1.5," * 50_000 + b"1]}"
    tracemalloc.start()
    with pytest.raises(SourceError, match=r"feature 1: is no GeoJSON object.*; and many more$"):
        read(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20 * len(data)


@pytest.mark.parametrize(
    ("cap", "most", "phrase"),
    [
        ("MAX_BYTES", 800, "larger than"),
        ("MAX_VERTICES", 60, "more than 60 vertices"),
        ("MAX_READ", 60, "more than 60 vertices, or more than"),
        ("MAX_READ", 20, "more than 30 lists"),
        ("MAX_VERTICES", 0, "more than 0 objects"),
        ("MAX_RINGS", 0, "more than 0 rings"),
        ("MAX_CROSSINGS", -5_000, "too often"),
    ],
)
def test_what_is_too_large_is_refused(
    monkeypatch: pytest.MonkeyPatch, cap: str, most: int, phrase: str
) -> None:
    round_ground = shapely.Point(34, 49).buffer(0.5, quad_segs=16)
    text = shapely.to_geojson(round_ground).encode()
    assert read(text).equals(round_ground)
    for module in (geojson, outlines):
        if hasattr(module, cap):
            monkeypatch.setattr(module, cap, most)
    with pytest.raises(SourceError, match=phrase):
        read(text)
