"""Parsing the corners of a reader's zone: (longitude, latitude) in degrees."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

import shapely

from geo.errors import N_, Words, ZoneError
from geo.line_sources.coordinate_systems import by_name, is_wgs84
from geo.line_sources.geojson import named_system
from geo.measure import areas_km2
from geo.outcomes.figures import MIN_KM2
from geo.zones.corner_table import from_table
from geo.zones.listed_corners import listed_corners
from geo.zones.pasted_text import cleaned
from geo.zones.typed_corners import LARGE, LAT, LON, Corner, no_pair, typed_corners

__all__ = ["MAX_BYTES", "MAX_CORNERS", "Corner", "checked", "corners_from", "corners_text", "read_corners"]

MAX_BYTES = 20_000
MAX_CORNERS = 500
MAX_NESTING = 4
DECIMALS = 4  # of a degree: about ten metres
SHOWN = 40  # characters of an address quoted in a message
WINDOW = (15.0, 40.0, 50.0, 60.0)
"""West, south, east and north limits of corners; Ukraine lies well inside."""

HEADED = re.compile(r"\s*wkt_geom\b[^\n]*\n", re.IGNORECASE)
"""The first line of features copied in QGIS; each other has WKT and attributes with tabs between."""
SRID = re.compile(r"(?:SRID\s*=|EPSG:)\s*(\d{1,9})\s*;\s*", re.IGNORECASE)
WKT = re.compile(r"(?:POLYGON\s*(?:ZM|Z|M)?\s*\(\s*\(([^()]*)\)\s*\)"
                 r"|MULTIPOLYGON\s*(?:ZM|Z|M)?\s*\(\s*\(\s*\(([^()]*)\)\s*\)\s*\))", re.ASCII | re.IGNORECASE)
ANY_WKT = re.compile(r"(?:(?:MULTI)?(?:POLYGON|POINT|LINESTRING|CURVE|SURFACE|GEOMETRY(?:COLLECTION)?)"
                     r"|CURVEPOLYGON|COMPOUNDCURVE|CIRCULARSTRING|TRIANGLE|TIN|POLYHEDRALSURFACE)\s*(?:ZM|Z|M)?\s*(?:\(|EMPTY)",
                     re.IGNORECASE)
POSITION = re.compile(r"[+-]?\d{1,3}(?:\.\d{0,20})?", re.ASCII)
FOUR_NUMBERS = re.compile(r"(?:MULTI)?POLYGON\s*ZM\b", re.IGNORECASE)
WITH_POINTS = Words(N_("write 37.6 48.5, with decimal points and a comma between corners"))
DEGREES_SRID = "4326"
CODED = re.compile(r"-?\d{1,3}(?:\.\d{1,4})?_-?\d{1,2}(?:\.\d{1,4})?", re.ASCII)
BETWEEN = "~"


def read_corners(text: str) -> tuple[Corner, ...]:
    """Read the corners of a zone from coordinates, a table, GeoJSON or WKT.

    Parameters
    ----------
    text
        Corners as `geo.zones.typed_corners.typed_corners` or `geo.zones.listed_corners.listed_corners` read
        them; or a GeoJSON polygon (alone or in a
        feature); or a WKT POLYGON or MULTIPOLYGON of one part, also as copied in QGIS with its attributes.
        A closing corner equal to the first is dropped.

    Returns
    -------
    tuple
        Corners as (longitude, latitude), as returned by `checked`.

    Raises
    ------
    ZoneError
        If the text or the corners are invalid, or longitude and latitude are swapped.
    """
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise ZoneError(N_("The coordinates are longer than {most} kB."), most=MAX_BYTES // 1000)
    bare = text.strip().lstrip("\ufeff")
    if not bare:
        raise ZoneError(N_("No coordinates are given."))
    listed = listed_corners(bare)
    if listed is not None:
        return checked(listed)
    if bare[0] in "{[":
        return checked(list(_from_geojson(bare)))
    bare = from_table(bare)
    wkt = _only_wkt(cleaned(bare))
    return checked(typed_corners(bare) if wkt is None else list(_from_wkt(wkt)))


def checked(corners: Sequence[Corner]) -> tuple[Corner, ...]:
    """Validate corners and return them in the order given, rounded and without repeats in a row.

    Raises
    ------
    ZoneError
        If there are fewer than three or more than MAX_CORNERS, one lies far from Ukraine, all have
        latitude first, the sides cross, or they enclose less than MIN_KM2.
    """
    if len(corners) > MAX_CORNERS + 1:
        raise ZoneError(N_("A zone may have at most {most} corners."), most=MAX_CORNERS)
    if corners and all(_inside(lon, LAT) and _inside(lat, LON) for lon, lat in corners):
        raise ZoneError(N_("These are latitudes before longitudes: write the longitude first, such as "
                           "37.6 48.5, or mark them with N and E."))
    kept: list[Corner] = []
    for number, (lon, lat) in enumerate(corners, start=1):
        if not (_inside(lon, (WINDOW[0], WINDOW[2])) and _inside(lat, (WINDOW[1], WINDOW[3]))):
            raise ZoneError(N_("Corner {number} lies far from Ukraine: longitude {lon:g}, latitude "
                               "{lat:g}."), number=number, lon=lon, lat=lat)
        corner = round(float(lon), DECIMALS), round(float(lat), DECIMALS)
        if not kept or corner != kept[-1]:
            kept.append(corner)
    if len(kept) > 1 and kept[0] == kept[-1]:
        kept.pop()
    if len(kept) < 3:
        raise ZoneError(N_("A zone needs at least three corners."))
    if len(kept) > MAX_CORNERS:
        raise ZoneError(N_("A zone may have at most {most} corners."), most=MAX_CORNERS)
    # Test for collinear corners first: their sides overlap and would be reported as crossing.
    if areas_km2([shapely.convex_hull(shapely.MultiPoint(kept))])[0] < MIN_KM2:
        raise ZoneError(N_("The corners enclose no ground."))
    if not shapely.is_simple(shapely.LinearRing(kept)):
        raise ZoneError(N_("Its sides cross: list the corners in their order along its edge."))
    if areas_km2([shapely.Polygon(kept)])[0] < MIN_KM2:
        raise ZoneError(N_("The corners enclose no ground."))
    return tuple(kept)


def corners_text(corners: Sequence[Corner]) -> str:
    """Encode corners for an address, such as '37.6_48.5~37.9_48.5~37.9_48.7'."""
    return BETWEEN.join(f"{_short(lon)}_{_short(lat)}" for lon, lat in corners)


def corners_from(text: str) -> tuple[Corner, ...]:
    """Decode corners from an address, which is untrusted input.

    Raises
    ------
    ZoneError
        If the text is malformed, or `checked` rejects the corners.
    """
    if len(text) > MAX_BYTES:
        raise ZoneError(N_("The coordinates are longer than {most} kB."), most=MAX_BYTES // 1000)
    corners = []
    for part in text.split(BETWEEN):
        if not CODED.fullmatch(part):
            raise ZoneError(N_("'{part}' is no corner of a zone."), part=part[:SHOWN])
        lon, lat = part.split("_")
        corners.append((float(lon), float(lat)))
    return checked(corners)


def _short(degrees: float) -> str:
    return f"{degrees:.{DECIMALS}f}".rstrip("0").rstrip(".")


def _inside(value: float, ends: tuple[float, float]) -> bool:
    return ends[0] <= value <= ends[1]


def _only_wkt(text: str) -> str | None:
    """Return the WKT in a text, without SRID and attributes, or None if it is no WKT."""
    headed = HEADED.match(text)
    if headed:
        rows = [row for row in text[headed.end():].splitlines()
                if ANY_WKT.match(SRID.sub("", row.strip(), 1))]
        if len(rows) != 1:
            raise ZoneError(N_("One polygon is read, and {count} were copied."), count=len(rows))
        text = rows[0]
    srid = SRID.match(text)
    if srid and srid[1].lstrip("0") != DEGREES_SRID:
        raise ZoneError(N_("The coordinates are in SRID {number}: only longitude and latitude in degrees "
                           "(SRID {degrees}) are read, so convert them first."), number=srid[1],
                        degrees=DEGREES_SRID)
    text = (text[srid.end():] if srid else text).strip().strip('"')
    # Lines end inside WKT, and the expression has optional blanks side by side: a run costs its square.
    return re.sub(r"\s+", " ", text.split("\t")[0]).rstrip(" ;") if ANY_WKT.match(text) else None


def _from_wkt(text: str) -> Iterator[Corner]:
    found = WKT.fullmatch(text)
    positions = (found[1] or found[2]).split(",") if found else []
    if found is None or (found[2] and len(positions) < 3):
        raise ZoneError(N_("Of WKT only a POLYGON without holes is read: bring one outline."))
    most, words = (4, N_("four")) if FOUR_NUMBERS.match(text) else (3, N_("three"))
    for number, position in enumerate(positions, start=1):
        values = position.split()
        if len(values) > most:
            raise ZoneError(N_("A corner of the WKT has more than {most} numbers; put a comma between "
                               "corners."), most=Words(words))
        if len(values) < 2 or not all(POSITION.fullmatch(value) for value in values[:2]):
            raise no_pair(Words(N_("Corner {number}"), number=number), position,
                          "" if LARGE.search(position) else WITH_POINTS)
        yield float(values[0]), float(values[1])


def _from_geojson(text: str) -> Iterator[Corner]:
    try:
        node = json.loads(text)
    except (ValueError, RecursionError):
        raise ZoneError(N_("The text looks like GeoJSON, but is none that can be read.")) from None
    _refuse_system(node)
    for position in _ring(node):
        if isinstance(position, list) and len(position) > 3:
            raise ZoneError(N_("A position in the GeoJSON is no pair of longitude and latitude: it has "
                               "{count} numbers, and a height as the third is the last allowed."),
                            count=len(position))
        good = isinstance(position, list) and len(position) in (2, 3) and all(
            type(value) in (int, float) and abs(value) <= 1e6 for value in position[:2])
        if not good:
            raise ZoneError(N_("A position in the GeoJSON is no pair of longitude and latitude."))
        yield float(position[0]), float(position[1])


def _refuse_system(node: Any, depth: int = 0) -> None:
    """Refuse GeoJSON that names a coordinate system other than longitude and latitude on WGS 84."""
    for child in [node, *node] if isinstance(node, list) else [node]:
        if not isinstance(child, dict):
            continue
        name = "" if child.get("crs") is None else named_system(child["crs"])
        system = by_name(name) if name else None
        if name and (system is None or not is_wgs84(system)):
            raise ZoneError(N_("The coordinates are in {system}: only longitude and latitude in degrees "
                               "(EPSG:{degrees}) are read, so convert them first."),
                            system="".join(one if one.isprintable() else "?" for one in name[:SHOWN]),
                            degrees=DEGREES_SRID)
        if depth <= MAX_NESTING:
            for key in ("features", "geometry", "geometries"):
                _refuse_system(child.get(key), depth + 1)


def _ring(node: Any) -> list[Any]:
    """Return the outer ring of the only polygon in a GeoJSON tree, ignoring points and lines."""
    polygons = list(_polygons(node, 0))
    if len(polygons) != 1 or not isinstance(polygons[0], list) or not polygons[0]:
        raise ZoneError(N_("Of GeoJSON one polygon is read, alone or in a feature."))
    if len(polygons[0]) > 1:
        raise ZoneError(N_("A zone with holes is not read: leave them out."))
    return polygons[0][0] if isinstance(polygons[0][0], list) else []


def _polygons(node: Any, depth: int) -> Iterator[Any]:
    """Yield the unchecked rings of every polygon."""
    if not isinstance(node, dict) or depth > MAX_NESTING:
        return
    kind = node.get("type")
    if kind == "Polygon":
        yield node.get("coordinates")
    elif kind == "Feature":
        yield from _polygons(node.get("geometry"), depth + 1)
    elif kind in ("FeatureCollection", "GeometryCollection", "MultiPolygon"):
        name = {"FeatureCollection": "features", "GeometryCollection": "geometries"}.get(kind, "coordinates")
        parts = node.get(name)
        for part in parts if isinstance(parts, list) else []:
            if kind == "MultiPolygon":
                yield part
            else:
                yield from _polygons(part, depth + 1)
