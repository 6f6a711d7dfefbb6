"""Rivers, reservoirs and lakes for the map: GSHHG's lakes and the courses of the World Data Bank II.

Both are drawn for small scales and up to a kilometre off. Natural Earth's lakes stand where GSHHG has none,
and abroad. What was water until June 2023 is no part of them: the bed of the former Kakhovka Reservoir is
drawn as `held_by_nobody.geojson` has it, which the figures rest on. No figure rests on anything here.

OpenStreetMap's water in the npm package `@geo-maps/earth-waterbodies-10m` 0.6.0 was tried: small lakes are
triangles in it, shores are cut along tiles, and the Kamianske Reservoir is missing.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from tools.data.basemap import AREA_CRS, DRAW_DECIMALS
from tools.data.shores import FOLDER
from tools.data.writing import feature, write_geojson

FRAME = shapely.box(21.5, 43.8, 41.0, 52.9)  # degrees: Ukraine with some room
LAKE, ISLAND = 2, 3  # levels of GSHHG
MIN_KM2 = 1.0
TOLERANCE_DEG = 0.0008
COURSE_TOLERANCE_DEG = 0.001
OFF_M = 3_000
"""GSHHG's shore of the former reservoir lies within this distance of Natural Earth's."""
GSHHG, NATURAL_EARTH, WDB = "GSHHG", "Natural Earth", "World Data Bank II"


def write_water(folder: Path, boundaries: Path) -> None:
    """Write `water.geojson`; `boundaries` has regions, base map and bed, `folder` the packages."""
    regions = gpd.read_file(boundaries / "regions.geojson")
    ukraine = shapely.union_all(regions.geometry.to_numpy())
    bed = gpd.read_file(boundaries / "held_by_nobody.geojson")
    around = shapely.clip_by_rect(bed.to_crs(AREA_CRS).buffer(OFF_M).to_crs(4326).iloc[0], *bed.total_bounds)
    lakes = _lakes(folder, ukraine, around)
    others = _other_lakes(boundaries, lakes, around)
    courses = _courses(folder, shapely.union_all([lakes, others, around]))
    write_geojson(boundaries / "water.geojson", [
        feature(shapely.orient_polygons(lakes), kind="water", source=GSHHG),
        feature(shapely.orient_polygons(others), kind="water", source=NATURAL_EARTH),
        feature(courses, kind="river", source=WDB),
    ], DRAW_DECIMALS)


def _strings(folder: Path, name: str) -> Iterator[tuple[int, np.ndarray]]:
    """Yield the rings of GSHHG (`gshhs`) or the courses (`rivers`) that touch FRAME, each with its level."""
    west, south, east, north = FRAME.bounds
    points = np.memmap(folder / FOLDER / f"{name}_f.dat", dtype="<f4", mode="r")
    for line in (folder / FOLDER / f"{name}meta_f.dat").read_text("ascii").splitlines():
        level, _area, count, low, high, offset, _size, _name = line.split()
        if float(low) > north or float(high) < south:
            continue
        first = int(offset) // 4
        string = np.asarray(points[first:first + 2 * int(count)], float).reshape(-1, 2)
        if string[:, 0].max() >= west and string[:, 0].min() <= east:
            yield int(level), string


def _polygons(shape: BaseGeometry, least_km2: float = MIN_KM2) -> BaseGeometry:
    parts = np.array([part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"])
    km2 = gpd.GeoSeries(parts, crs=4326).to_crs(AREA_CRS).area.to_numpy() / 1e6
    return shapely.multipolygons(parts[km2 >= least_km2])


def _lakes(folder: Path, ukraine: BaseGeometry, gone: BaseGeometry) -> BaseGeometry:
    """Lakes and reservoirs of GSHHG in Ukraine, with the Dnipro between them, less their islands."""
    rings: dict[int, list[BaseGeometry]] = {LAKE: [], ISLAND: []}
    for level, ring in _strings(folder, "gshhs"):
        if level in rings and len(ring) > 3:
            rings[level].append(shapely.make_valid(shapely.Polygon(ring)))
    water = shapely.difference(shapely.union_all(rings[LAKE]), shapely.union_all([*rings[ISLAND], gone]))
    parts = shapely.get_parts(water)
    here = shapely.multipolygons(parts[shapely.intersects(ukraine, parts)])
    return _polygons(shapely.make_valid(shapely.simplify(here, TOLERANCE_DEG)))


def _other_lakes(boundaries: Path, lakes: BaseGeometry, gone: BaseGeometry) -> BaseGeometry:
    """Lakes of the base map where GSHHG has none."""
    tree = json.loads((boundaries / "basemap.geojson").read_text(encoding="utf-8"))
    coarse = next(item["geometry"] for item in tree["features"] if item["properties"]["kind"] == "lake")
    parts = shapely.get_parts(shapely.geometry.shape(coarse))
    return shapely.multipolygons(parts[~shapely.intersects(shapely.union(lakes, gone), parts)])


def _courses(folder: Path, wet: BaseGeometry) -> BaseGeometry:
    """Courses of rivers where no area shows them."""
    lines = [shapely.clip_by_rect(shapely.LineString(course), *FRAME.bounds)
             for _level, course in _strings(folder, "rivers")]
    apart = shapely.difference(shapely.line_merge(shapely.union_all(lines)), wet)
    return shapely.simplify(shapely.line_merge(apart), COURSE_TOLERANCE_DEG)
