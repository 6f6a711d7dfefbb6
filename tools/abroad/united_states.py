"""The states of the United States and the District of Columbia."""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.measure import areas_km2
from tools.abroad.names import UNITED_STATES
from tools.abroad.row import Row
from tools.abroad.spdata import tables

STATES = "us-atlas/package/states-10m.json"


def united_states(folder: Path) -> Iterator[Row]:
    """Yield outlines of the Census Bureau, measured, with residents of its survey of 2011 to 2015."""
    people = {str(name): int(count) for table in tables(folder, "us_states", "alaska", "hawaii")
              for name, count in zip(table["NAME"], table["total_pop_15"], strict=True)}
    shapes = _shapes(folder)
    for name, area in zip(shapes, areas_km2(list(shapes.values())), strict=True):
        if name in UNITED_STATES:
            code, ukrainian = UNITED_STATES[name]
            yield Row(f"US-{code}", "", name, ukrainian, round(float(area)), "yes", people[name])


def _shapes(folder: Path) -> dict[str, BaseGeometry]:
    """Decode the outlines of the states from TopoJSON."""
    tree = json.loads((folder / STATES).read_text(encoding="utf-8"))
    scale, shift = np.array(tree["transform"]["scale"]), np.array(tree["transform"]["translate"])
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in tree["arcs"]]

    def ring(numbers: list[int]) -> np.ndarray:
        return np.concatenate([arcs[one] if one >= 0 else arcs[~one][::-1] for one in numbers])

    shapes = {}
    for item in tree["objects"]["states"]["geometries"]:
        polygons = item["arcs"] if item["type"] == "MultiPolygon" else [item["arcs"]]
        shapes[item["properties"]["name"]] = shapely.make_valid(shapely.multipolygons(
            [shapely.Polygon(ring(outer), [ring(one) for one in holes]) for outer, *holes in polygons]))
    return shapes
