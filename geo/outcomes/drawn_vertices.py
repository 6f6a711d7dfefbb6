"""Parsing the corners of a reader's zone: (longitude, latitude) in degrees."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

import shapely

from geo.errors import ZoneError
from geo.measure import areas_km2
from geo.outcomes.figures import MIN_KM2

Corner = tuple[float, float]

MAX_BYTES = 20_000
MAX_CORNERS = 500
MAX_NESTING = 4
DECIMALS = 4  # of a degree: about ten metres
SHOWN = 40  # characters of a reader's text quoted in a message
WINDOW = (15.0, 40.0, 50.0, 60.0)
"""West, south, east and north limits of corners; Ukraine lies well inside."""
LON, LAT = (22.0, 40.5), (44.0, 52.5)
"""The extent of Ukraine in degrees; the two ranges are disjoint, so swapped corners can be detected."""

NUMBER = r"\d{1,3}(?:\.\d{1,20})?"
ANGLE = rf"[+-]?{NUMBER}(?:\s?[°º])?(?:\s?{NUMBER}\s?['′’])?(?:\s?{NUMBER}\s?(?:\"|″|”))?"
PART = rf"(?:[NSEWnsew]\s?{ANGLE}|{ANGLE}\s?[NSEWnsew]|{ANGLE})"
PAIR = re.compile(rf"({PART})(?:\s*[,;]\s*|\s+|(?<=[NSEWnsew])\s*)({PART})", re.ASCII)
PIECES = re.compile(NUMBER, re.ASCII)
WKT = re.compile(r"(?:SRID=4326;)?\s*POLYGON\s*(?:Z\s*)?\(\s*\(([^()]*)\)\s*\)", re.ASCII | re.IGNORECASE)
ANY_WKT = re.compile(r"(?:SRID=\d+;)?\s*(?:MULTI)?(?:POLYGON|POINT|LINESTRING|CURVE|GEOMETRY)", re.IGNORECASE)
CODED = re.compile(r"-?\d{1,3}(?:\.\d{1,4})?_-?\d{1,2}(?:\.\d{1,4})?", re.ASCII)
BETWEEN = "~"


def read_corners(text: str) -> tuple[Corner, ...]:
    """Read the corners of a zone from coordinates, GeoJSON or WKT.

    Parameters
    ----------
    text
        One corner per line as 'longitude latitude', optionally separated by a comma, or in either order
        with N and E, in degrees or in degrees, minutes and seconds; or a GeoJSON polygon (alone or in a
        feature); or a WKT POLYGON. A closing corner equal to the first is dropped.

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
        raise ZoneError(f"The coordinates are longer than {MAX_BYTES // 1000} kB.")
    bare = text.strip().lstrip("\ufeff")
    if not bare:
        raise ZoneError("No coordinates are given.")
    if bare[0] in "{[":
        corners = list(_from_geojson(bare))
    elif WKT.fullmatch(bare):
        corners = [_pair(part, f"Corner {number}")
                   for number, part in enumerate(_wkt_parts(bare), start=1)]
    elif ANY_WKT.match(bare):
        raise ZoneError("Of WKT only a POLYGON without holes is read.")
    else:
        lines = [(number, line.strip()) for number, line in enumerate(bare.splitlines(), start=1)]
        corners = [_pair(line, f"Line {number}") for number, line in lines if line]
    return checked(corners)


def checked(corners: Sequence[Corner]) -> tuple[Corner, ...]:
    """Validate corners and return them in the order given, rounded and without repeats in a row.

    Raises
    ------
    ZoneError
        If there are fewer than three or more than MAX_CORNERS, one lies far from Ukraine, all have
        latitude first, the sides cross, or they enclose less than MIN_KM2.
    """
    if len(corners) > MAX_CORNERS + 1:
        raise ZoneError(f"A zone may have at most {MAX_CORNERS} corners.")
    if corners and all(_inside(lon, LAT) and _inside(lat, LON) for lon, lat in corners):
        raise ZoneError("These are latitudes before longitudes: write the longitude first, such as "
                        "37.6 48.5, or mark them with N and E.")
    kept: list[Corner] = []
    for number, (lon, lat) in enumerate(corners, start=1):
        if not (_inside(lon, (WINDOW[0], WINDOW[2])) and _inside(lat, (WINDOW[1], WINDOW[3]))):
            raise ZoneError(f"Corner {number} lies far from Ukraine: longitude {lon:g}, latitude {lat:g}.")
        corner = round(float(lon), DECIMALS), round(float(lat), DECIMALS)
        if not kept or corner != kept[-1]:
            kept.append(corner)
    if len(kept) > 1 and kept[0] == kept[-1]:
        kept.pop()
    if len(kept) < 3:
        raise ZoneError("A zone needs at least three corners.")
    if len(kept) > MAX_CORNERS:
        raise ZoneError(f"A zone may have at most {MAX_CORNERS} corners.")
    # Test for collinear corners first: their sides overlap and would be reported as crossing.
    if areas_km2([shapely.convex_hull(shapely.MultiPoint(kept))])[0] < MIN_KM2:
        raise ZoneError("The corners enclose no ground.")
    if not shapely.is_simple(shapely.LinearRing(kept)):
        raise ZoneError("Its sides cross.")
    if areas_km2([shapely.Polygon(kept)])[0] < MIN_KM2:
        raise ZoneError("The corners enclose no ground.")
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
        raise ZoneError(f"The coordinates are longer than {MAX_BYTES // 1000} kB.")
    corners = []
    for part in text.split(BETWEEN):
        if not CODED.fullmatch(part):
            raise ZoneError(f"'{part[:SHOWN]}' is no corner of a zone.")
        lon, lat = part.split("_")
        corners.append((float(lon), float(lat)))
    return checked(corners)


def _short(degrees: float) -> str:
    return f"{degrees:.{DECIMALS}f}".rstrip("0").rstrip(".")


def _inside(value: float, ends: tuple[float, float]) -> bool:
    return ends[0] <= value <= ends[1]


def _pair(text: str, where: str) -> Corner:
    """Parse one corner: longitude first, or either order if marked with N and E."""
    found = PAIR.fullmatch(text.strip()) if len(text) <= 200 else None
    if found is None:
        shown = "".join(letter if letter.isprintable() else "?" for letter in text.strip()[:SHOWN])
        raise ZoneError(f"{where} is no pair 'longitude latitude': '{shown}'.")
    (first, one), (second, two) = _angle(found[1]), _angle(found[2])
    if first in ("", "EW") and second in ("", "NS") and (first == "") == (second == ""):
        return one, two
    if first == "NS" and second == "EW":
        return two, one
    raise ZoneError(f"{where} needs one number with N or S and one with E or W, or no letters at all.")


def _angle(text: str) -> tuple[str, float]:
    """Parse an angle into its axis ('NS', 'EW' or an empty string) and decimal degrees."""
    letter = next((mark for mark in text.upper() if mark in "NSEW"), "")
    pieces = [float(piece) for piece in PIECES.findall(text)]
    degrees = sum(piece / 60**power for power, piece in enumerate(pieces))
    if any(piece >= 60 for piece in pieces[1:]):
        raise ZoneError("Minutes and seconds of an angle must be less than 60.")
    minus = letter in ("S", "W") or text.lstrip("NSEWnsew ").startswith("-")
    return {"N": "NS", "S": "NS", "E": "EW", "W": "EW", "": ""}[letter], -degrees if minus else degrees


def _wkt_parts(text: str) -> list[str]:
    found = WKT.fullmatch(text)
    parts = found[1].split(",") if found else []
    if any(len(part.split()) > 3 for part in parts):
        raise ZoneError("A corner of the WKT has more than three numbers; put a comma between the corners.")
    return [" ".join(part.split()[:2]) for part in parts]


def _from_geojson(text: str) -> Iterator[Corner]:
    try:
        node = json.loads(text)
    except (ValueError, RecursionError):
        raise ZoneError("The text looks like GeoJSON, but is none that can be read.") from None
    for position in _ring(node):
        good = isinstance(position, list) and len(position) in (2, 3) and all(
            type(value) in (int, float) and abs(value) <= 1e6 for value in position[:2])
        if not good:
            raise ZoneError("A position in the GeoJSON is no pair of longitude and latitude.")
        yield float(position[0]), float(position[1])


def _ring(node: Any) -> list[Any]:
    """Return the outer ring of the only polygon in a GeoJSON tree, ignoring points and lines."""
    polygons = list(_polygons(node, 0))
    if len(polygons) != 1 or not isinstance(polygons[0], list) or not polygons[0]:
        raise ZoneError("Of GeoJSON one polygon is read, alone or in a feature.")
    if len(polygons[0]) > 1:
        raise ZoneError("A zone with holes is not read.")
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
