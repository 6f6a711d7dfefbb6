"""Matching the borders of somebody else's ground to ours, before anything is measured on it.

A file draws coast and international border a little unlike our regions, which leaves false strips.
"""

from functools import lru_cache

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.prepared import prepared

MIN_KM2 = 1.0  # smaller holes and parts are specks, which a margin would turn into discs
MISMATCH_KM2 = 60.0
DEPTH_M = 3_000
BAND_M = 5_000
ISLAND_KM2 = 5.0
SEAM_M = 1
PIECE = 25  # segments of a border whose band is drawn at once
STEP_M = 100  # how finely a border is followed where ground of both holders is near


def matched(held: BaseGeometry, country: BaseGeometry) -> tuple[BaseGeometry, float]:
    """Take out the false strips that arise where a file draws coast and border unlike ours.

    A part of the ground not held is such a strip, and becomes held, if it is smaller than
    MISMATCH_KM2, touches both the outer border and held ground, and no spot of it is further
    than DEPTH_M from the border or BAND_M from held ground. Parts are those of the whole country:
    one that continues in the next region is judged as a whole. An island smaller than ISLAND_KM2
    becomes held if of all larger ground only held ground is within BAND_M of it: a file that does not
    draw it says nothing about it. Then held ground is drawn BAND_M over coast and border, short
    of that distance to ground not held, so that a place on a quay has the holder of the
    ground behind it.

    Larger islands and spits stay Ukraine's, since held ground does not touch them, or only
    at the root. What the rule cannot tell from a mismatch is a small bridgehead against coast
    or border with held ground all around it. False strips the other way, of a file that reaches
    in over the border, stay as well: they look like the real ones in Sumy and Kharkiv.

    Six days of the DeepState archive (2024-08-01 to 2026-10-10) each have 120 to 126 km2 in such
    strips, with no settlement in any; the largest has 20. Kherson's 79 are the shores around Tendra
    and Dzharylhach, spits which the archive has as held too, up to 4.6 km from where they are
    drawn here; hence a distance, and not a share of the outline, says how near held ground must be.

    Parameters
    ----------
    held, country
        (Multi)polygons in AREA_CRS.

    Returns
    -------
    tuple
        The held ground, and how much of the country became held, in square kilometres.
    """
    near = with_surroundings(held)
    free = shapely.get_parts(shapely.difference(country, held))
    false = shapely.area(free) < MISMATCH_KM2 * 1e6
    # The cut leaves parts a rounding error away from what they were cut along.
    false[false] = _beside(free[false], shapely.boundary(country), SEAM_M)
    false[false] = _beside(free[false], held, SEAM_M)
    false[false] = shapely.covers(near, free[false])
    if false.any():
        false[false] = ~shapely.intersects(_core(country), free[false])
    false |= _islands(free, false, held)
    outside = _outside(near, free[~false], country)
    # Without an overlap, hairline gaps would remain and count as line of contact.
    strips = shapely.buffer(free[false], SEAM_M)
    whole = without_specks(shapely.union_all([held, outside, *strips]))
    return whole, float(shapely.area(free[false]).sum()) / 1e6


@lru_cache(maxsize=4)
def _core(country: BaseGeometry) -> BaseGeometry:
    """Return the country less DEPTH_M along its border, which is the same for every file."""
    return shapely.buffer(shapely.simplify(country, STEP_M), -DEPTH_M)


def with_surroundings(ground: BaseGeometry) -> BaseGeometry:
    """Return ground (AREA_CRS) and all within BAND_M of it.

    Its border is taken in short pieces: the band of a long one crosses itself again and again, which takes
    three times as long to resolve. A mosaic may have thousands of holes: no spot of one under MISMATCH_KM2,
    which is less than a disc of that radius, is further than that from its edge.
    """
    whole = without_specks(ground, least_km2=0, hole_km2=MISMATCH_KM2)
    rings = map(shapely.get_coordinates, shapely.get_rings(shapely.get_parts(whole)))
    pieces = [shapely.linestrings(xy[start:start + PIECE + 1])
              for xy in rings for start in range(0, len(xy) - 1, PIECE)]
    return shapely.union_all([whole, *shapely.buffer(np.array(pieces), BAND_M)])


def _islands(free: np.ndarray, false: np.ndarray, held: BaseGeometry) -> np.ndarray:
    """Which parts are small islands off held ground or false strips, and off no other ground."""
    small = shapely.area(free) < ISLAND_KM2 * 1e6
    behind = shapely.MultiPolygon([*shapely.get_parts(held), *free[false]])
    apart = small & ~false
    apart[apart] = ~_beside(free[apart], held, SEAM_M)
    apart[apart] = _beside(free[apart], behind, BAND_M)
    apart[apart] = ~_beside(free[apart], shapely.MultiPolygon(list(free[~small & ~false])), BAND_M)
    return apart


def _beside(parts: np.ndarray, ground: BaseGeometry, within_m: float) -> np.ndarray:
    """Which parts lie near a ground, which is prepared: a file may have thousands of holes."""
    return np.asarray(shapely.dwithin(prepared(ground), parts, within_m), dtype=bool)


def extended(held: BaseGeometry, country: BaseGeometry) -> BaseGeometry:
    """Draw held ground over coast and border, each spot outside with the holder of the nearest ground.

    For ground that was cut along our own borders: there no strip is false, and of a place that
    lies a little outside, the ground behind it is its own.

    Parameters
    ----------
    held, country
        (Multi)polygons in AREA_CRS.

    Returns
    -------
    BaseGeometry
        Held ground, up to BAND_M outside the country; (multi)polygon in AREA_CRS.
    """
    # Coordinates of a file are rounded; the seam closes what that leaves along the border.
    seam = shapely.buffer(held, SEAM_M)
    rim = shapely.difference(seam, shapely.buffer(country, -SEAM_M))
    free = shapely.difference(country, seam)
    around = shapely.difference(with_surroundings(held), country)
    unclear = shapely.intersection(around, with_surroundings(free))
    clear = shapely.difference(around, unclear)
    return shapely.union_all([held, rim, clear, _nearer(unclear, held, country)])


def _nearer(unclear: BaseGeometry, held: BaseGeometry, country: BaseGeometry) -> BaseGeometry:
    """The part of the outside that is nearer to the border of held ground than to any other border."""
    border = shapely.intersection(shapely.boundary(country), shapely.buffer(unclear, BAND_M))
    xy = shapely.get_coordinates(shapely.segmentize(border, STEP_M))
    spots = np.asarray(shapely.points(np.unique(xy.round(2), axis=0)))
    if len(spots) < 2:
        return unclear
    cells = shapely.voronoi_polygons(shapely.multipoints(spots), extend_to=unclear, ordered=True)
    held_cells = shapely.get_parts(cells)[_beside(spots, held, SEAM_M)]
    return shapely.intersection(unclear, shapely.coverage_union_all(held_cells))


def _outside(near: BaseGeometry, free: np.ndarray, country: BaseGeometry) -> BaseGeometry:
    """What lies outside the country, near held ground, and further than BAND_M from free ground."""
    abroad = shapely.difference(near, country)
    reach = shapely.buffer(shapely.simplify(abroad, STEP_M), BAND_M + STEP_M)
    kept = shapely.intersection(shapely.MultiPolygon(list(free)), reach)
    return shapely.difference(abroad, shapely.buffer(kept, BAND_M))


def without_specks(ground: BaseGeometry, least_km2: float = MIN_KM2,
                   hole_km2: float = MIN_KM2) -> BaseGeometry:
    """Drop the parts and fill the holes that are smaller; AREA_CRS."""
    parts = shapely.get_parts(ground)
    parts = parts[shapely.area(parts) >= least_km2 * 1e6]
    kept = []
    for part in parts:
        holes = [ring for ring in part.interiors if shapely.area(shapely.polygons(ring)) >= hole_km2 * 1e6]
        kept.append(shapely.Polygon(part.exterior, holes))
    return shapely.MultiPolygon(kept)
