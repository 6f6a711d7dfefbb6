"""Reading polygons from untrusted GeoJSON, or reporting all faults in one line.

The text is parsed as JSON and checked here, never by GDAL. Messages quote it only in short, printable
excerpts.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from pyproj import CRS

from geo.errors import SourceError
from geo.line_sources.coordinate_systems import by_name, is_wgs84
from geo.line_sources.own_export import MARKS
from geo.line_sources.polygons import MAX_BYTES, MAX_UNITS, MAX_VERTICES, NO_POLYGON, Layer, SizeLimits
from geo.tables import joined

MAX_NESTING = 8

MEMBERS = {"FeatureCollection": "features", "GeometryCollection": "geometries",
           "Feature": "geometry", "MultiPolygon": "coordinates", "Polygon": "coordinates"}
WITHOUT_AREA = {"Point", "MultiPoint", "LineString", "MultiLineString"}


@dataclass(frozen=True)
class _Place:
    """A position in the tree, with the coordinate system and properties that apply there."""

    where: str = ""
    depth: int = 0
    system: str | None = None
    row: tuple[tuple[str, str], ...] = ()


def read_geojson(text: bytes, name: str) -> Layer:
    """Read all polygons of a GeoJSON text.

    Parameters
    ----------
    text
        UTF-8; a FeatureCollection, Feature, Polygon, MultiPolygon or GeometryCollection, longitude
        before latitude. Points, lines, features without geometry and heights are ignored, and so are
        all properties except those that identify the project's own exports.
    name
        The name of the file in messages.

    Returns
    -------
    Layer
        At least one polygon, in the system named by a `crs` member as in the 2008 specification;
        without one, in degrees on WGS 84, and `system` is None.

    Raises
    ------
    SourceError
        If the text is invalid; the message is one line with the first fault of each polygon.
    """
    faults: list[str] = []
    tree = _parsed(text, faults)
    found = [] if faults else list(_polygons(tree, _Place(), faults))
    budget = SizeLimits(name)
    for _, rings in found:
        for ring in rings:
            budget.spend(len(ring) if isinstance(ring, list) else 0)
    system = _system(found, faults)
    degrees = system is None or is_wgs84(system)
    for place, rings in found:
        wrong = (_fault_of(ring, degrees=degrees) for ring in rings)
        faults += [f"{place.where}{fault}" for fault in wrong if fault][:1]
    if not found and not faults:
        faults = [NO_POLYGON]
    if faults:
        raise SourceError(f"{name}: {joined(faults)}")
    polygons = tuple([np.array([position[:2] for position in ring], float) for ring in rings]
                     for _, rings in found)
    return Layer("", polygons, tuple(dict(place.row) for place, _ in found), system)


def _parsed(text: bytes, faults: list[str]) -> Any:
    """Parse the text into lists and dictionaries, or return None and add a fault."""
    if len(text) > MAX_BYTES:
        faults.append(f"is larger than {MAX_BYTES / 1e6:g} MB")
    elif text.count(b"[") + text.count(b"{") > 2 * MAX_VERTICES:
        # An empty list takes three bytes in the text and about twenty times as many once parsed.
        faults.append(f"has more than {2 * MAX_VERTICES:,} lists and objects")
    else:
        try:
            return json.loads(text.decode("utf-8-sig"), parse_constant=_no_number)
        except json.JSONDecodeError as fault:
            faults.append(f"is no JSON ({fault.msg} in line {fault.lineno})")
        except UnicodeDecodeError:
            faults.append("is no text in UTF-8")
        except RecursionError:
            faults.append("is nested too deeply")
        except ValueError:
            faults.append("holds NaN, Infinity or a number of thousands of digits")
    return None


def _no_number(constant: str) -> None:
    raise ValueError(constant)


def _polygons(node: Any, at: _Place, faults: list[str]) -> Iterator[tuple[_Place, list[Any]]]:
    """Walk the tree and yield the unchecked rings of each polygon with their position."""
    kind = node.get("type") if isinstance(node, dict) else None
    where = at.where
    if not isinstance(kind, str):
        faults.append(f"{where}is no GeoJSON object")
        return
    if node.get("crs") is not None:
        at = replace(at, system=_crs_name(node["crs"]))
    if kind in WITHOUT_AREA:
        return
    if kind not in MEMBERS:
        faults.append(f"{where}has the unknown type {kind[:20]!a}")
        return
    content = node.get(MEMBERS[kind])
    if kind == "Feature":
        content = [] if content is None else [content]
        at = replace(at, row=_row(node.get("properties")))
    elif kind == "Polygon" and isinstance(content, list):
        content = [content]
    if not isinstance(content, list):
        faults.append(f"{where}has no list of {MEMBERS[kind]}")
    elif at.depth > MAX_NESTING:
        faults.append(f"{where}is nested too deeply")
    elif kind in ("Polygon", "MultiPolygon"):
        bodies = (rings for rings in content if rings != [])
        yield from ((at, rings if isinstance(rings, list) else [rings]) for rings in bodies)
    else:
        for number, child in enumerate(content, start=1):
            within = f"feature {number}: " if kind == "FeatureCollection" else where
            yield from _polygons(child, replace(at, where=within, depth=at.depth + 1), faults)


def _system(found: list[tuple[_Place, list[Any]]], faults: list[str]) -> CRS | None:
    """Return the system shared by all polygons; None if none is named."""
    named = {place.system: place.where for place, _ in reversed(found)}
    if len(named) > 1:
        faults.append("names more than one coordinate system")
    name = next(iter(named), None)
    if name is None or len(named) > 1:
        return None
    system = by_name(name)
    if system is None:
        faults.append(f"{named[name]}is in {name[:40]!a}; only WGS 84 and other EPSG codes are read")
    return system


def _row(properties: Any) -> tuple[tuple[str, str], ...]:
    """Return the properties of a feature that identify the project's own exports."""
    marked = properties if isinstance(properties, dict) else {}
    return tuple((mark, f"{marked[mark]:.80}" if isinstance(marked[mark], str) else "a number")
                 for mark in MARKS if isinstance(marked.get(mark), (str, int, float)))


def _crs_name(crs: Any) -> str:
    """Return the name in a `crs` member as in the 2008 specification, or an empty string."""
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return name if isinstance(name, str) else ""


def _fault_of(ring: Any, *, degrees: bool) -> str:
    """Return the first fault of a ring, or an empty string; values are not quoted."""
    if not isinstance(ring, list) or len(ring) < 4:
        return "a ring has fewer than four positions"
    for position in ring:
        if not isinstance(position, list) or len(position) < 2:
            return "a position is no pair of numbers"
        x, y = position[:2]
        if type(x) not in (int, float) or type(y) not in (int, float):
            return "a position is no pair of numbers"
        if degrees and not (-180 <= x <= 180 and -90 <= y <= 90):
            return "a position is no longitude and latitude in degrees"
        if not (abs(x) <= MAX_UNITS and abs(y) <= MAX_UNITS):
            return "a position does not fit the coordinate system"
    return "" if ring[0][:2] == ring[-1][:2] else "a ring is not closed"
