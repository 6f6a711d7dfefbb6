"""The border between Crimea and Sevastopol, which the drawing does not have.

The drawing gives Sevastopol only the built-up city, without what its six rural and town councils had
until 2020; the codifier files them under Bakhchysarai raion. Their ground is told by the settlements:
each spot goes with the nearest one. That gives 871 km², official are 864 with inland water.
"""

import csv
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from tools.data.mercator import to_pixels

CITY = "UA85"
COUNCILS = ("UA0102001", "UA0102007", "UA0102021", "UA0102023", "UA0102031", "UA0102043")
"""Andriivka, Verkhnosadove, Inkerman, Kacha, Orlyne and Ternivka, as codes of hromadas begin."""

PENINSULA = ("UA01", CITY)
TABLES = (("places.csv", "id"), ("control_points.csv", "place"))


def city_px(facts: Path) -> BaseGeometry:
    """The cells of Sevastopol's settlements, in pixels of the drawing; they reach into the sea."""
    spots: dict[tuple[float, float], str] = {}
    for name, key in TABLES:
        with (facts / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row[key].startswith(PENINSULA):
                    spots.setdefault((float(row["lon"]), float(row["lat"])), row[key])
    # Mercator keeps angles, so that over a few kilometres the nearest here is the nearest.
    points = shapely.multipoints(to_pixels(np.array(list(spots))))
    cells = np.asarray(shapely.get_parts(shapely.voronoi_polygons(points, ordered=True)))
    ours = np.array([place.startswith((CITY, *COUNCILS)) for place in spots.values()])
    return shapely.coverage_union_all(cells[ours])
