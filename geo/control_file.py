"""A line of contact that a reader brings: GeoJSON polygons of the ground held by Russia.

Nothing in such a file is trusted. It is read as JSON and checked here, never by GDAL, and its
borders are matched to ours before anything is measured on it.
"""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.control import Control
from geo.crs import to_degrees, to_metres
from geo.errors import SourceError
from geo.tables import DATA, joined

CONTROL_FILES = DATA / "boundaries" / "control"

MOST_BYTES = 20_000_000
MOST_VERTICES = 500_000
MOST_NESTING = 8
MOST_CROSSINGS = 50_000  # overlapping boxes of segments; what repairing costs grows with these

WGS84 = {"epsg:4326", "urn:ogc:def:crs:epsg::4326", "crs84", "ogc:crs84",
         "urn:ogc:def:crs:ogc:1.3:crs84", "urn:ogc:def:crs:ogc::crs84"}
NO_POLYGON = {"Point", "MultiPoint", "LineString", "MultiLineString"}

LEAST_KM2 = 1.0  # smaller holes and parts are specks: a margin would turn them into discs
MISMATCH_KM2 = 150.0
BAND_M = 5_000
WINDOW_M = 100_000  # what lies further than this outside Ukraine is cut off before projecting


def dated_files(folder: Path = CONTROL_FILES) -> dict[date, Path]:
    """List the committed lines of contact, one `YYYY-MM-DD.geojson` per day, in order.

    Raises
    ------
    SourceError
        Naming every file in the folder that is not called so (hidden files aside).
    """
    paths = sorted(folder.iterdir()) if folder.is_dir() else []
    days = {p: _day(p.name) for p in paths if not p.name.startswith(".")}
    strangers = [f"'{_shown(path.name)}'" for path, day in days.items() if day is None]
    if strangers:
        raise SourceError(
            f"{folder.name}: files must be called YYYY-MM-DD.geojson, not {joined(strangers)}"
        )
    return {day: path for path, day in days.items() if day is not None}


def _day(name: str) -> date | None:
    try:
        day = date.fromisoformat(name.removesuffix(".geojson"))
    except ValueError:
        return None
    return day if name == f"{day}.geojson" else None


def read_control(path: Path, on: date, regions_m: gpd.GeoDataFrame) -> Control:
    """Read a file as `control_from_text` does.

    Raises
    ------
    SourceError
        Also if there is no such file, or it cannot be opened.
    """
    try:
        if not path.is_file():
            raise SourceError(f"{_shown(path.name)}: there is no such file")
        with path.open("rb") as file:
            text = file.read(MOST_BYTES + 1)
    except OSError as fault:
        raise SourceError(f"{_shown(path.name)}: cannot be read ({fault.strerror})") from fault
    return control_from_text(text, path.name, on, regions_m)


def control_from_text(text: bytes, name: str, on: date, regions_m: gpd.GeoDataFrame) -> Control:
    """Read the ground held by Russia from GeoJSON.

    Parameters
    ----------
    text
        UTF-8, WGS 84 longitudes and latitudes: a FeatureCollection, Feature, Polygon,
        MultiPolygon or GeometryCollection. Features without polygons are passed over, and
        polygons that overlap are merged.
    name
        What the file is called; folders are left out of messages and of `Control.source`.
    on
        The day it is about; the file itself is not asked.
    regions_m
        One row per region, AREA_CRS, a coverage (`World.regions_m`).

    Returns
    -------
    Control
        `held` in AREA_CRS without holes or parts under LEAST_KM2, matched to our borders (see
        `matched`); `reassigned_km2` says how much ground that moved.

    Raises
    ------
    SourceError
        One line with all faults: no GeoJSON, too large, not WGS 84, no polygons, outside Ukraine.
    """
    name = _shown(name)
    polygons, faults = _read(text)
    if not faults:
        country = shapely.coverage_union_all(regions_m.geometry.to_numpy())
        ground = shapely.union_all(shapely.make_valid(polygons, method="structure"))
        held = _in_metres(ground, country)
        faults = _misplaced(ground, held, country)
    if faults:
        raise SourceError(f"{name}: {joined(faults)}")
    held, reassigned_km2 = matched(held, country)
    return Control(on=on, held=held, source=f"file {name}", reassigned_km2=reassigned_km2)


def matched(held: BaseGeometry, country: BaseGeometry) -> tuple[BaseGeometry, float]:
    """Take out the false strips that arise where a file draws coast and border unlike ours.

    A part of the ground not held is such a strip, and becomes held, if it is smaller than
    MISMATCH_KM2, touches both the outer border and held ground, and no spot of it is further
    than BAND_M from either. Parts are those of the whole country: one that continues in the
    next region is judged as a whole. Held ground is then drawn BAND_M over coast and border,
    short of that distance to ground not held, so that a place on a quay has the holder of the
    ground behind it.

    Ukraine's islands and spits stay Ukraine's: held ground does not touch them, or only at the
    root. What the rule cannot tell from a mismatch is a small bridgehead against the coast or
    the border with held ground all around. False strips the other way, of a file that reaches
    over the border from outside, stay too: they look like the real ones in Sumy and Kharkiv.

    Parameters
    ----------
    held, country
        (Multi)polygons in AREA_CRS.

    Returns
    -------
    tuple
        The held ground, and how much of the country became held, in square kilometres.
    """
    near = shapely.buffer(held, BAND_M)
    border = shapely.boundary(country)
    free = shapely.get_parts(shapely.difference(country, held))
    false = shapely.area(free) < MISMATCH_KM2 * 1e6
    # Cutting leaves the parts off their borders by rounding, hence a metre.
    false &= shapely.dwithin(free, border, 1) & shapely.dwithin(free, held, 1)
    false &= ~shapely.intersects(free, shapely.buffer(country, -BAND_M))
    shapely.prepare(near)
    false &= shapely.covers(near, free)
    kept = shapely.buffer(shapely.multipolygons(free[~false]), BAND_M)
    outside = shapely.difference(near, shapely.union(country, kept))
    # A metre of overlap closes the seams, which would count as line of contact.
    strips = shapely.buffer(free[false], 1)
    whole = _without_specks(shapely.union_all([held, outside, *strips]))
    return whole, float(shapely.area(free[false]).sum()) / 1e6


def _read(text: bytes) -> tuple[list[shapely.Polygon], list[str]]:
    """Parse and check; the polygons in STORE_CRS, perhaps invalid, and all faults found."""
    if len(text) > MOST_BYTES:
        return [], [f"is larger than {MOST_BYTES / 1e6:g} MB"]
    if text.count(b"[") + text.count(b"{") > 2 * MOST_VERTICES:
        return [], [f"has more than {2 * MOST_VERTICES:,} lists and objects"]
    try:
        tree = json.loads(text.decode("utf-8-sig"), parse_constant=_no_number)
    except json.JSONDecodeError as fault:
        return [], [f"is no JSON ({fault.msg} in line {fault.lineno})"]
    except UnicodeDecodeError:
        return [], ["is no text in UTF-8"]
    except RecursionError:
        return [], ["is nested too deeply"]
    except ValueError:
        return [], ["holds NaN, Infinity or a number of thousands of digits"]
    faults: list[str] = []
    found = list(_polygons(tree, "", 0, faults))
    rings = [ring for _, polygon in found for ring in polygon]
    if sum(len(ring) for ring in rings if isinstance(ring, list)) > MOST_VERTICES:
        return [], [f"has more than {MOST_VERTICES:,} vertices"]
    for where, polygon in found:
        wrong = [fault for fault in map(_fault_of, polygon) if fault]
        faults += [f"{where}{wrong[0]}"] if wrong else []
    if not found and not faults:
        faults = ["holds no polygon"]
    if not faults and _crossings(rings) > MOST_CROSSINGS:
        faults = ["crosses or overlaps itself too often"]
    if faults:
        return [], faults
    flat = [[[position[:2] for position in ring] for ring in polygon] for _, polygon in found]
    return [shapely.Polygon(polygon[0], polygon[1:]) for polygon in flat], []


def _no_number(constant: str) -> None:
    raise ValueError(constant)


def _polygons(
    node: Any, where: str, depth: int, faults: list[str]
) -> Iterator[tuple[str, list[Any]]]:
    """Walk the tree: each polygon's rings as they stand there, and in which feature."""
    kind = node.get("type") if isinstance(node, dict) else None
    if not isinstance(kind, str):
        faults.append(f"{where}is no GeoJSON object")
    elif depth > MOST_NESTING:
        faults.append(f"{where}is nested too deeply")
    elif (crs := node.get("crs")) is not None and _crs_name(crs).lower() not in WGS84:
        faults.append(
            f"{where}is in the coordinate reference system {ascii(_crs_name(crs)[:40])}, "
            "but must be in WGS 84 (EPSG:4326)"
        )
    elif kind == "Feature":
        if node.get("geometry") is not None:
            yield from _polygons(node["geometry"], where, depth + 1, faults)
    elif kind not in NO_POLYGON:
        member = {"FeatureCollection": "features", "GeometryCollection": "geometries"}
        children = node.get(member.get(kind, "coordinates"))
        if kind not in member and kind not in ("Polygon", "MultiPolygon"):
            faults.append(f"{where}has the unknown type {ascii(kind[:40])}")
        elif not isinstance(children, list):
            faults.append(f"{where}has no {member.get(kind, 'coordinates')}")
        elif kind in member:
            for number, child in enumerate(children, start=1):
                inner = f"feature {number}: " if kind == "FeatureCollection" else where
                yield from _polygons(child, inner, depth + 1, faults)
        else:
            for polygon in [children] if kind == "Polygon" else children:
                if isinstance(polygon, list):
                    yield from [(where, polygon)] if polygon else []
                else:
                    faults.append(f"{where}has a polygon that is no list of rings")
