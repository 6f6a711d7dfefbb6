"""GeoJSON that somebody else wrote: the polygons in it, or one line with all that is wrong.

Nothing in such a text is trusted. It is read as JSON and checked here, never by GDAL, and what
a message repeats of it is cut short and printable.
"""

import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import SourceError
from geo.tables import joined

MOST_BYTES = 20_000_000
MOST_VERTICES = 500_000
MOST_RINGS = 20_000
MOST_NESTING = 8
MOST_CROSSINGS = 50_000

WGS84 = {"epsg:4326", "urn:ogc:def:crs:epsg::4326", "crs84", "ogc:crs84",
         "urn:ogc:def:crs:ogc:1.3:crs84", "urn:ogc:def:crs:ogc::crs84"}
MEMBERS = {"FeatureCollection": "features", "GeometryCollection": "geometries",
           "Feature": "geometry", "MultiPolygon": "coordinates", "Polygon": "coordinates"}
WITHOUT_AREA = {"Point", "MultiPoint", "LineString", "MultiLineString"}
PAIRS_AT_ONCE = 5_000_000  # segments compared in one step, which bounds the memory it takes


def read_ground(text: bytes, name: str) -> BaseGeometry:
    """Read all polygons of a GeoJSON text as one.

    Parameters
    ----------
    text
        UTF-8; a FeatureCollection, Feature, Polygon, MultiPolygon or GeometryCollection, WGS 84
        longitude before latitude in degrees. Points, lines and features without geometry are
        passed over, heights and properties too.
    name
        What messages call it.

    Returns
    -------
    BaseGeometry
        Valid (multi)polygon in STORE_CRS, not empty. Polygons that cross themselves are
        repaired, and those that overlap merged.

    Raises
    ------
    SourceError
        One line with all faults, the first of each polygon.
    """
    faults: list[str] = []
    tree = _parsed(text, faults)
    found = [] if faults else list(_polygons(tree, "", 0, faults))
    lengths = [len(ring) for _, rings in found for ring in rings if isinstance(ring, list)]
    if len(lengths) > MOST_RINGS or sum(lengths) > MOST_VERTICES:
        raise SourceError(
            f"{name}: has more than {MOST_VERTICES:,} vertices, or more than {MOST_RINGS:,} rings"
        )
    for where, rings in found:
        faults += [f"{where}{fault}" for fault in map(_fault_of, rings) if fault][:1]
    if not found and not faults:
        faults = ["holds no polygon"]
    if not faults:
        polygons = np.array([shapely.Polygon(r[0], r[1:]) for r in map(_flat, found)])
        if _tangled(polygons):
            raise SourceError(f"{name}: its polygons cross or overlap too often")
        ground = shapely.union_all(repaired(polygons))
        faults = ["its polygons enclose no ground"] if ground.is_empty else []
    if faults:
        raise SourceError(f"{name}: {joined(faults)}")
    return ground


def repaired(polygons: np.ndarray) -> np.ndarray:
    """Make (multi)polygons valid; only those that are not, because looking costs far less."""
    wrong = ~shapely.is_valid(polygons)
    fixed = polygons.copy()
    fixed[wrong] = shapely.make_valid(polygons[wrong], method="structure", keep_collapsed=False)
    return fixed


def _parsed(text: bytes, faults: list[str]) -> Any:
    """The text as Python lists and dictionaries, or nothing and a fault."""
    if len(text) > MOST_BYTES:
        faults.append(f"is larger than {MOST_BYTES / 1e6:g} MB")
    elif text.count(b"[") + text.count(b"{") > 2 * MOST_VERTICES:
        # An empty list takes three bytes here and twenty times that once it is parsed.
        faults.append(f"has more than {2 * MOST_VERTICES:,} lists and objects")
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


def _polygons(
    node: Any, where: str, depth: int, faults: list[str]
) -> Iterator[tuple[str, list[Any]]]:
    """Walk the tree: the rings of each polygon as they stand there, and in which feature."""
    kind = node.get("type") if isinstance(node, dict) else None
    if not isinstance(kind, str):
        faults.append(f"{where}is no GeoJSON object")
        return
    crs = node.get("crs")
    if crs is not None and _crs_name(crs).lower() not in WGS84:
        faults.append(f"{where}is in {_crs_name(crs)[:40]!a}; only WGS 84 (EPSG:4326) is read")
    if kind in WITHOUT_AREA:
        return
    if kind not in MEMBERS:
        faults.append(f"{where}has the unknown type {kind[:20]!a}")
        return
    content = node.get(MEMBERS[kind])
    if kind == "Feature":
        content = [] if content is None else [content]
    elif kind == "Polygon" and isinstance(content, list):
        content = [content]
    if not isinstance(content, list):
        faults.append(f"{where}has no list of {MEMBERS[kind]}")
    elif depth > MOST_NESTING:
        faults.append(f"{where}is nested too deeply")
    elif kind in ("Polygon", "MultiPolygon"):
        bodies = (rings for rings in content if rings != [])
        yield from ((where, rings if isinstance(rings, list) else [rings]) for rings in bodies)
    else:
        for number, child in enumerate(content, start=1):
            within = f"feature {number}: " if kind == "FeatureCollection" else where
            yield from _polygons(child, within, depth + 1, faults)


def _crs_name(crs: Any) -> str:
    """The name in a `crs` member of the 2008 specification; empty if it has none."""
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return name if isinstance(name, str) else ""


def _fault_of(ring: Any) -> str:
    """The first thing wrong with a ring; empty if nothing is. Values are not repeated."""
    if not isinstance(ring, list) or len(ring) < 4:
        return "a ring has fewer than four positions"
    for position in ring:
        if not isinstance(position, list) or len(position) < 2:
            return "a position is no pair of numbers"
        lon, lat = position[:2]
        if type(lon) not in (int, float) or type(lat) not in (int, float):
            return "a position is no pair of numbers"
        if not (-180 <= lon <= 180 and -90 <= lat <= 90):
            return "a position is no longitude and latitude in degrees"
    return "" if ring[0][:2] == ring[-1][:2] else "a ring is not closed"


def _flat(found: tuple[str, list[Any]]) -> list[list[list[float]]]:
    """The rings of a checked polygon without heights."""
    return [[position[:2] for position in ring] for ring in found[1]]


def _tangled(polygons: np.ndarray) -> bool:
    """Whether far more segments come close to each other than in any drawing of ground.

    Repairing and merging take time and memory that grow with the crossings, and ten kilobytes
    can hold a hundred thousand of them. Counted are pairs of segments whose boxes meet: three
    per segment in an outline (itself, two neighbours), fourteen in a mosaic of square cells.
    """
    xy, ring = shapely.get_coordinates(shapely.get_rings(polygons), return_index=True)
    follows = ring[1:] == ring[:-1]
    ends = np.stack([xy[:-1][follows], xy[1:][follows]], axis=1)
    segments = np.asarray(shapely.linestrings(ends))
    tree = shapely.STRtree(segments)
    count = len(segments)
    most = min(15 * count + MOST_CROSSINGS, 4 * (count + MOST_CROSSINGS))
    step = max(1, PAIRS_AT_ONCE // count)
    pairs = 0
    for start in range(0, count, step):
        pairs += tree.query(segments[start : start + step]).shape[1]
        if pairs > most:
            return True
    return False
