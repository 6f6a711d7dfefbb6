"""A strict GeoJSON validator: every requirement of RFC 7946 that a file of zones can violate."""

import json
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Any

MAX_DECIMALS = 7
GROUND = ("Polygon", "MultiPolygon")
LINES = ("LineString", "MultiLineString")
POINT = "Point"

Position = list[Decimal]


def faults(content: bytes, kinds: tuple[str, ...] = (*GROUND, *LINES)) -> list[str]:
    """List all violations; none for a valid file that has geometries of these types only."""
    tree = json.loads(content.decode("utf-8"), parse_float=Decimal, parse_constant=_no_constant)
    found = [] if tree.get("type") == "FeatureCollection" else ["is no FeatureCollection (3.3)"]
    found += ["has a crs member (4)"] if "crs" in tree else []
    found += [f"has a '{name}' of another type (7.1)" for name in ("geometry", "coordinates", "properties")
              if name in tree]
    features = tree.get("features", [])
    for number, feature in enumerate(features, start=1):
        found += [f"feature {number}: {fault}" for fault in _feature(feature, kinds)]
    ids = [feature.get("id") for feature in features]
    found += ["two features share an id"] if len(set(ids)) != len(ids) else []
    if features and tree.get("bbox") != _bbox([p for f in features for p in _positions(f["geometry"])]):
        found.append("the bbox of the file is not that of its features (5)")
    return found


def _no_constant(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


def _feature(feature: dict[str, Any], kinds: tuple[str, ...]) -> Iterator[str]:
    if feature.get("type") != "Feature":
        yield "is no Feature (3.2)"
    if not isinstance(feature.get("id"), (str, int)):
        yield "has no id"
    if not isinstance(feature.get("properties"), dict):
        yield "has no properties (3.2)"
    geometry = feature["geometry"]
    if geometry["type"] not in kinds:
        yield f"is a {geometry['type']}"
        return
    positions = list(_positions(geometry))
    if any(len(position) != 2 for position in positions):
        yield "has positions with more than longitude and latitude"
    if any(not (-180 <= lon <= 180 and -90 <= lat <= 90) for lon, lat in positions):
        yield "lies outside the world (3.1.1)"
    if any(-number.as_tuple().exponent > MAX_DECIMALS for p in positions for number in p):
        yield f"has more than {MAX_DECIMALS} decimals (11.2)"
    if feature.get("bbox") != _bbox(positions):
        yield "has another bbox than its coordinates (5)"
    if geometry["type"] in LINES and any(len(line) < 2 for line in _parts(geometry)):
        yield "has a line of fewer than two positions (3.1.4)"
    for rings in _parts(geometry) if geometry["type"] in GROUND else []:
        yield from _rings(rings)


def _rings(rings: list[list[Position]]) -> Iterator[str]:
    for number, ring in enumerate(rings):
        if len(ring) < 4:
            yield "has a ring of fewer than four positions (3.1.6)"
        elif ring[0] != ring[-1]:
            yield "has a ring that is not closed (3.1.6)"
        elif any(first == second for first, second in pairwise(ring)):
            yield "has a position twice in a row"
        elif (_signed_area(ring) > 0) != (number == 0):
            yield "has a ring that turns the wrong way (3.1.6)"


def _parts(geometry: dict[str, Any]) -> list[Any]:
    """Return the polygons of a geometry, or its lines; a point counts as a line of one position."""
    if geometry["type"] == POINT:
        return [[geometry["coordinates"]]]
    single = geometry["type"] in ("Polygon", "LineString")
    return [geometry["coordinates"]] if single else geometry["coordinates"]


def _positions(geometry: dict[str, Any]) -> Iterator[Position]:
    for part in _parts(geometry):
        yield from part if geometry["type"] in (*LINES, POINT) else [spot for ring in part for spot in ring]


def _bbox(positions: list[Position]) -> list[Decimal]:
    lons, lats = [p[0] for p in positions], [p[1] for p in positions]
    return [min(lons), min(lats), max(lons), max(lats)]


def _signed_area(ring: list[Position]) -> Decimal:
    """Return twice the area by the shoelace formula; positive if the ring runs counter-clockwise."""
    return sum((x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)), Decimal())
