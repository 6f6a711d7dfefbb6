"""Reading polygons from untrusted GeoJSON, or reporting all faults in one line.

The text is parsed as JSON and checked here, never by GDAL. Messages quote it only in short, printable
excerpts.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any

import numpy as np
from pyproj import CRS

from geo.errors import N_, SourceError, Words
from geo.line_sources.coordinate_systems import by_name, is_nameless, is_wgs84
from geo.line_sources.json_forms.rings import NO_DEGREES, TOO_SHORT, is_short, ring_fault_of
from geo.line_sources.json_forms.text import parsed
from geo.line_sources.own_export import MARKS
from geo.line_sources.polygons import NO_POLYGON, Layer, SizeLimits
from geo.line_sources.selection.days import quoted
from geo.line_sources.selection.texts import attributes, short
from geo.tables import MANY_FAULTS, joined

MAX_NESTING = 8
SUFFIXES = (".geojson", ".json", ".geojsonl", ".geojsons", ".topojson")
"""Of files in JSON, of every form in `geo.line_sources.json_forms`."""

MEMBERS = {"FeatureCollection": "features", "GeometryCollection": "geometries",
           "Feature": "geometry", "MultiPolygon": "coordinates", "Polygon": "coordinates"}
IN_METRES = Words(N_(" (GeoJSON is in degrees; export it in EPSG:4326, or name its system in a member "
                     "'crs')"))
OF_FEATURE = {"type", "geometry", "properties", "bbox", "crs", "place", "coordRefSys", "links", "conformsTo"}
"""Members of a feature that say nothing of its ground."""
WITHOUT_AREA = {"Point", "MultiPoint", "LineString", "MultiLineString"}


@dataclass(frozen=True)
class _Place:
    """A position in the tree, with the coordinate system and properties that apply there."""

    where: str = ""
    depth: int = 0
    system: str | None = None
    unnamed: bool = False
    row: tuple[tuple[str, str], ...] = ()
    around: tuple[tuple[str, str], ...] = ()
    """What the collection around a feature says of all in it."""


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
    tree = parsed(text, faults)
    if faults:
        raise SourceError(N_("{name}: {fault}"), name=name, fault=joined(faults))
    return layer_of(tree, name)


def layer_of(tree: Any, name: str) -> Layer:
    """Read all polygons of a parsed GeoJSON text, as `read_geojson` does.

    An outer ring of fewer than four positions encloses nothing; beside good polygons it is left out.

    Raises
    ------
    SourceError
        If there is no polygon, or with the first fault of each.
    """
    faults: list[str] = []
    found = list(_polygons(tree, _Place(), faults))
    budget = SizeLimits(name)
    for _, rings in found:
        for ring in rings:
            budget.spend(len(ring) if isinstance(ring, list) else 0)
    system = _system(found, faults)
    named = any(place.system is not None for place, _ in found)
    degrees = not named or (system is not None and is_wgs84(system))
    good: list[tuple[_Place, list[Any]]] = []
    empty, wrong_rings = 0, []
    for place, rings in found if system is not None or not named else []:
        wrong = list(filter(None, (ring_fault_of(ring, degrees=degrees) for ring in rings)))
        wrong_rings += [Words(N_("{where}{fault}"), where=place.where, fault=fault) for fault in wrong[:1]]
        if wrong:
            empty += wrong[0] == TOO_SHORT and is_short(rings[0])
        else:
            good.append((place, rings))
    if empty < len(wrong_rings) or not good:
        faults += wrong_rings
    if not found and not faults:
        faults = [NO_POLYGON]
    if faults:
        metres = not named and any(fault.endswith(NO_DEGREES) for fault in faults)
        raise SourceError(N_("{name}: {fault}{hint}"), name=name, fault=joined(faults),
                          hint=IN_METRES if metres else "")
    polygons = tuple([np.array([position[:2] for position in ring], float) for ring in rings]
                     for _, rings in good)
    return Layer("", polygons, tuple(dict(place.row) for place, _ in good), system, empty=empty,
                 assumed=not named and any(place.unnamed for place, _ in good))


def _polygons(node: Any, at: _Place, faults: list[str]) -> Iterator[tuple[_Place, list[Any]]]:
    """Walk the tree and yield the unchecked rings of each polygon with their position."""
    kind = node.get("type") if isinstance(node, dict) else None
    where = at.where
    if not isinstance(kind, str):
        faults.append(Words(N_("{where}is no GeoJSON object; export it as GeoJSON"), where=where) if where
                      else Words(N_("is no GeoJSON object; export it as GeoJSON")))
        return
    if node.get("crs") is not None:
        name = named_system(node["crs"])
        at = replace(at, system=name or at.system, unnamed=not name)
    if kind in WITHOUT_AREA:
        return
    if kind not in MEMBERS:
        faults.append(Words(N_("{where}has the unknown type {kind}; export it as GeoJSON"), where=where,
                            kind=quoted(kind, 20)))
        return
    content, at = node.get(MEMBERS[kind]), _told(at, node)
    if kind == "Feature":
        if content is None and isinstance(node.get("place"), dict):
            faults.append(Words(N_("{where}has its ground in the member 'place' of JSON-FG, which is not "
                                   "read; export it as GeoJSON"), where=where))
        content = [] if content is None or content == {} else [content]
    elif kind == "Polygon" and isinstance(content, list):
        content = [content]
    if not isinstance(content, list):
        faults.append(Words(N_("{where}has no list of {members}; export it as GeoJSON"), where=where,
                            members=MEMBERS[kind]))
    elif at.depth > MAX_NESTING:
        faults.append(Words(N_("{where}is nested too deeply"), where=where))
    elif kind in ("Polygon", "MultiPolygon"):
        bodies = (rings for rings in content if rings != [])
        yield from ((at, rings if isinstance(rings, list) else [rings]) for rings in bodies)
    else:
        # A fault takes a thousand times the bytes of what is wrong.
        children = takewhile(lambda _: len(faults) <= MANY_FAULTS, enumerate(content, start=1))
        for number, child in children:
            within = Words(N_("feature {number}: "), number=number) if kind == "FeatureCollection" else where
            yield from _polygons(child, replace(at, where=within, depth=at.depth + 1), faults)


def _system(found: list[tuple[_Place, list[Any]]], faults: list[str]) -> CRS | None:
    """Return the system shared by all polygons; None if none is named."""
    named = {place.system: place.where for place, _ in reversed(found)}
    if len(named) > 1:
        faults.append(Words(N_("names more than one coordinate system; export it in EPSG:4326")))
    name = next(iter(named), None)
    if name is None or len(named) > 1:
        return None
    system = by_name(name)
    if system is None:
        faults.append(Words(N_("{named}is in {name}; only WGS 84 and other EPSG codes are read; export "
                               "it in EPSG:4326"), named=named[name], name=quoted(name)))
    return system


def _told(at: _Place, node: dict[str, Any]) -> _Place:
    """Return a place with what a feature, or a collection, says of itself."""
    if node["type"] == "Feature":
        return replace(at, row=tuple({**dict(at.around), **dict(_row(node))}.items()))
    if node["type"] == "FeatureCollection":
        return replace(at, around=_of_all(node, nested=at.depth > 0))
    return at


def _of_all(collection: dict[str, Any], *, nested: bool) -> tuple[tuple[str, str], ...]:
    """Return what a collection says of all its features; one within another is a layer of its name."""
    properties, called = collection.get("properties"), collection.get("name")
    told = attributes(properties) if isinstance(properties, dict) else {}
    if nested and isinstance(called, str) and called.strip():
        told["layer"] = short(called)
    return tuple((column, text) for column, text in told.items() if column not in MARKS)


def _row(feature: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return what a feature says of itself as short texts, and marks of the project's own exports as such.

    Some programs write members such as 'status' or 'id' beside the properties, which go before them.
    """
    properties = feature.get("properties")
    properties = properties if isinstance(properties, dict) else {}
    beside = {key: value for key, value in feature.items() if key not in OF_FEATURE and key not in properties
              and not (key == "id" and not isinstance(value, str))}
    marked = {mark: f"{properties[mark]:.80}" if isinstance(properties[mark], str) else "a number"
              for mark in MARKS if isinstance(properties.get(mark), (str, int, float))}
    told = {column: text for column, text in attributes({**properties, **beside}).items()
            if column not in MARKS}
    return tuple({**told, **marked}.items())


def named_system(crs: Any) -> str:
    """Return the name in a `crs` member as in the 2008 specification or before; empty if there is none."""
    properties = crs.get("properties", crs) if isinstance(crs, dict) else {"name": crs}
    if not isinstance(properties, dict):
        return ""
    named = [properties.get(key) for key in ("name", "code", "urn", "href", "latestWkid", "wkid")]
    name = next((text for text in named if isinstance(text, (str, int))), "")
    if isinstance(name, int):
        return f"EPSG:{name:d}" if 0 < name < 10**6 else ""
    return "" if is_nameless(name) else name
