"""A line of contact that a reader brings: the ground held by Russia, as polygons in GeoJSON.

Its borders are matched to ours before anything is measured on it.
"""

from datetime import date
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.control import Control
from geo.crs import to_degrees, to_metres
from geo.errors import SourceError
from geo.geojson import MOST_BYTES, read_ground, repaired
from geo.tables import DATA, joined

CONTROL_FILES = DATA / "boundaries" / "control"

LEAST_KM2 = 1.0  # smaller holes and parts are specks, which a margin would turn into discs
MISMATCH_KM2 = 150.0
BAND_M = 5_000
SEAM_M = 1
WINDOW_M = 100_000  # ground further than this outside Ukraine is cut off before projecting


def dated_files(folder: Path = CONTROL_FILES) -> dict[date, Path]:
    """List the committed lines of contact, one `YYYY-MM-DD.geojson` per day, in order.

    No folder means no files; hidden files are passed over.

    Raises
    ------
    SourceError
        Naming every file that is called otherwise.
    """
    paths = sorted(folder.iterdir()) if folder.is_dir() else []
    days = {path: _day(path) for path in paths if not path.name.startswith(".")}
    strangers = [f"'{_shown(path.name)}'" for path, day in days.items() if day is None]
    if strangers:
        raise SourceError(
            f"{folder.name}: files must be called YYYY-MM-DD.geojson, not {joined(strangers)}"
        )
    return {day: path for path, day in days.items() if day is not None}


def _day(path: Path) -> date | None:
    """The day in a file's name; none if it has another form, such as 20251121 or 2025-W47-5."""
    try:
        day = date.fromisoformat(path.stem)
    except ValueError:
        return None
    return day if path.is_file() and path.name == f"{day}.geojson" else None


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
        See `read_ground`.
    name
        What the file is called; folders are left out of messages and of `Control.source`.
    on
        The day it is about; the file itself is not asked.
    regions_m
        One row per region, AREA_CRS, a coverage (`World.regions_m`).

    Returns
    -------
    Control
        `held` has no holes or parts under LEAST_KM2 and is matched to our borders (see
        `matched`); `reassigned_km2` says how much ground that moved.

    Raises
    ------
    SourceError
        One line with all faults: what `read_ground` refuses, or nothing inside Ukraine.
    """
    name = _shown(name)
    ground = read_ground(text, name)
    country = shapely.coverage_union_all(regions_m.geometry.to_numpy())
    held = _in_metres(ground, country)
    if not _overlaps(held, country):
        swapped = _in_metres(shapely.transform(ground, np.fliplr), country)
        hint = "; are longitude and latitude swapped?" if _overlaps(swapped, country) else ""
        raise SourceError(f"{name}: lies outside Ukraine{hint}")
    held, reassigned_km2 = matched(held, country)
    return Control(on=on, held=held, source=f"file {name}", reassigned_km2=reassigned_km2)


def matched(held: BaseGeometry, country: BaseGeometry) -> tuple[BaseGeometry, float]:
    """Take out the false strips that arise where a file draws coast and border unlike ours.

    A part of the ground not held is such a strip, and becomes held, if it is smaller than
    MISMATCH_KM2, touches both the outer border and held ground, and no spot of it is further
    than BAND_M from either. Parts are those of the whole country: one that continues in the
    next region is judged as a whole. Then held ground is drawn BAND_M over coast and border,
    short of that distance to ground not held, so that a place on a quay has the holder of the
    ground behind it.

    Ukraine's islands and spits stay Ukraine's, since held ground does not touch them, or only
    at the root. What the rule cannot tell from a mismatch is a small bridgehead against coast
    or border with held ground all around it. False strips the other way, of a file that reaches
    in over the border, stay as well: they look like the real ones in Sumy and Kharkiv.

    Four days of the DeepState archive (2024-08-01 to 2026-06-01) each have 937 to 939 km2 in
    some 155 such strips, with no settlement in any. Crimea and Sevastopol lose all their free
    ground, Luhansk 228 km2, Donetsk 116. Kherson's 203 and Mykolaiv's 27 are the spits Kinburn,
    Tendra and Dzharylhach, which the archive has as held too, up to 4.4 km from where we draw
    them; hence a distance, and not a share of the outline, says how near held ground must be.

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
    free = shapely.get_parts(shapely.difference(country, held))
    false = shapely.area(free) < MISMATCH_KM2 * 1e6
    # The cut leaves parts a rounding error away from what they were cut along.
    false &= shapely.dwithin(free, shapely.boundary(country), SEAM_M)
    false &= shapely.dwithin(free, held, SEAM_M)
    false &= ~shapely.intersects(free, shapely.buffer(country, -BAND_M))
    false &= shapely.covers(near, free)
    kept = shapely.buffer(shapely.MultiPolygon(list(free[~false])), BAND_M)
    outside = shapely.difference(near, shapely.union(country, kept))
    # Without an overlap, hairline gaps would remain and count as line of contact.
    strips = shapely.buffer(free[false], SEAM_M)
    whole = _without_specks(shapely.union_all([held, outside, *strips]))
    return whole, float(shapely.area(free[false]).sum()) / 1e6


def _in_metres(ground: BaseGeometry, country: BaseGeometry) -> BaseGeometry:
    """Project what lies near Ukraine; beyond, an equal-area plane ends at the antipode."""
    around = shapely.buffer(shapely.envelope(country), WINDOW_M)
    window = shapely.envelope(to_degrees(around))
    held = to_metres(shapely.intersection(ground, window))
    return _without_specks(repaired(np.array([held]))[0])


def _overlaps(held: BaseGeometry, country: BaseGeometry) -> bool:
    return bool(shapely.area(shapely.intersection(held, country)) >= LEAST_KM2 * 1e6)


def _without_specks(ground: BaseGeometry) -> BaseGeometry:
    """Drop the parts under LEAST_KM2 and fill the holes under it; AREA_CRS."""
    least = LEAST_KM2 * 1e6
    parts = shapely.get_parts(ground)
    parts = parts[shapely.area(parts) >= least]
    kept = []
    for part in parts:
        holes = [ring for ring in part.interiors if shapely.area(shapely.polygons(ring)) >= least]
        kept.append(shapely.Polygon(part.exterior, holes))
    return shapely.MultiPolygon(kept)


def _shown(name: str) -> str:
    """The last part of a file's name, fit to be printed."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2][-80:]
    return "".join(c if c.isprintable() else "?" for c in last) or "unnamed"
