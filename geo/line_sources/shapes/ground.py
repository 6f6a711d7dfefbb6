"""The ground of a file in degrees and in metres, and how it lies to Ukraine."""

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.crs import to_degrees, to_metres
from geo.errors import N_, SourceError
from geo.line_sources.border_match import MIN_KM2
from geo.line_sources.notes import Note, NoteKind
from geo.line_sources.polygons import MAX_VERTICES, repaired
from geo.measure import STEP_DEG, areas_km2

WINDOW_M = 100_000  # ground further than this outside Ukraine is cut off before projecting
LONG_DEG = 0.25  # a shorter edge is never more than ten metres off, less than a file is drawn to
WIDE = 0.4  # share of Ukraine; Russia has held less than three tenths on every day of the record


def in_metres(ground: BaseGeometry, country: BaseGeometry) -> BaseGeometry:
    """Project the part near Ukraine; the equal-area projection is singular at the antipode.

    Returns
    -------
    BaseGeometry
        A (multi)polygon in AREA_CRS, which may be empty; `ground` is in STORE_CRS.
    """
    near = shapely.intersection(ground, _window(country))
    parts = shapely.get_parts(near)
    parts = parts[shapely.get_dimensions(parts) == 2]
    return shapely.union_all(repaired(np.array(to_metres(parts))))


def in_steps(ground: BaseGeometry, name: str) -> BaseGeometry:
    """Add vertices along edges, which are straight in longitude and latitude (RFC 7946).

    Returns
    -------
    BaseGeometry
        The same ground, in STORE_CRS, too.

    Raises
    ------
    SourceError
        If the outline is so long that it would have more than MAX_VERTICES vertices.
    """
    # Few vertices can draw an outline that takes gigabytes in steps.
    if shapely.length(ground) / STEP_DEG > MAX_VERTICES:
        raise SourceError(N_("{name}: its outline is far longer than that of any ground; simplify it"),
                          name=name)
    parts = [shapely.Polygon(_stepped(part.exterior), list(map(_stepped, part.interiors)))
             for part in shapely.get_parts(ground)]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def _stepped(ring: BaseGeometry) -> np.ndarray:
    """Return the positions of a ring, with steps of STEP_DEG along edges longer than LONG_DEG."""
    xy = shapely.get_coordinates(ring)
    along = np.diff(xy, axis=0)
    length = np.hypot(*along.T)
    steps = np.where(length > LONG_DEG, np.ceil(length / STEP_DEG), 1).astype(int)
    number = np.arange(steps.sum()) - np.repeat(np.cumsum(steps) - steps, steps)
    share = (number / np.repeat(steps, steps))[:, None]
    return np.vstack([np.repeat(xy[:-1], steps, axis=0) + np.repeat(along, steps, axis=0) * share, xy[-1:]])


def _window(country: BaseGeometry) -> BaseGeometry:
    return shapely.envelope(to_degrees(shapely.buffer(shapely.envelope(country), WINDOW_M)))


def overlaps(held: BaseGeometry, country: BaseGeometry) -> bool:
    return bool(shapely.area(shapely.intersection(held, country)) >= MIN_KM2 * 1e6)


def outside_km2(ground: BaseGeometry, country: BaseGeometry) -> float:
    """How much of a ground (STORE_CRS) lies in the sea or in other countries."""
    return float(areas_km2([shapely.difference(ground, to_degrees(country))])[0])


def about_width(held: BaseGeometry, country: BaseGeometry) -> list[Note]:
    """Note ground so wide that the file may be of another kind, such as the ground that Ukraine holds."""
    inside, whole = shapely.area(shapely.intersection(held, country)), shapely.area(country)
    if inside < WIDE * whole:
        return []
    return [Note(NoteKind.WIDE, (("area", inside / 1e6), ("share", f"{100 * inside / whole:.0f}")))]
