"""Polygons from untrusted files: size limits, repair and merging.

Each reader of a format returns a `Layer`, whose polygons are counted, repaired and merged here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from pyproj import CRS
from shapely.geometry.base import BaseGeometry

from geo.errors import N_, SourceError, Words
from geo.line_sources.shapes.holes import as_drawn

MAX_BYTES = 30_000_000  # all plans of this atlas on one day take 22 MB in GeoJSON
MAX_READ = 1_500_000  # vertices of a whole file, of which a part may be chosen
MAX_VERTICES = 500_000  # vertices that are merged into one ground
MAX_RINGS = 100_000
MAX_CROSSINGS = 50_000
MOSAIC = 1_000  # polygons
PAIRS_IN_MOSAIC = 30  # per segment; a mosaic of triangles has up to twenty-four, one of squares fourteen
SAME_DECIMALS = 9  # of a degree: a tenth of a millimetre
MAX_UNITS = 1e9  # larger than any coordinate on Earth, in any unit
PAIRS_AT_ONCE = 5_000_000  # pairs of segments compared in one step, to limit memory

NO_POLYGON = Words(N_("holds no polygon; bring the ground that Russia holds as polygons"))
NO_PAIR = Words(N_("a position is no pair of numbers; write each as numbers, longitude before latitude"))
NOT_CLOSED = Words(N_("a ring is not closed; end it with the position that it begins with"))
NO_GROUND = Words(N_("its polygons enclose no ground; bring the ground that Russia holds as polygons"))

@dataclass(frozen=True)
class Repairs:
    """What was wrong with polygons: whether any crossed itself, and what false holes there were."""

    crossed: bool
    beyond: BaseGeometry
    """Ground in rings given as holes that lie outside or around their polygon; may be empty."""


Rings = list[np.ndarray]
"""The exterior ring, then the holes; each an array of one row per position, columns x and y."""


@dataclass(frozen=True)
class Layer:
    """The polygons of one layer of a file.

    `name` is taken from the file and must be made printable before it is shown. `polygons` may cross
    themselves. `rows` has, for each polygon, the columns that identify the project's own exports
    (see `geo.line_sources.own_export`) and a few others as short texts, by which features are told apart
    (see `geo.line_sources.selection`). `system` is the declared coordinate system, if any.
    """

    name: str
    polygons: tuple[Rings, ...]
    rows: tuple[Mapping[str, str], ...]
    system: CRS | None = None
    assumed: bool = False
    """Whether the format requires a system to be declared, but the file declares none."""
    empty: int = 0
    """How many outlines beside the polygons have too few positions to enclose anything."""
    links: bool = False
    """Whether the file that it is in also links to other files or images, which are never fetched."""


class SizeLimits:
    """A running count of the rings and vertices of a file, with limits.

    Parameters
    ----------
    name
        The name of the file in messages.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.rings = self.vertices = 0

    def spend(self, vertices: int, rings: int = 1) -> None:
        """Add rings with the given number of vertices in total.

        Raises
        ------
        SourceError
            If the file now exceeds a limit.
        """
        self.rings += rings
        self.vertices += vertices
        if self.rings > MAX_RINGS or self.vertices > MAX_READ:
            raise SourceError(N_("{name}: has more than {most:,} vertices, or more than {most_rings:,} "
                                 "rings; simplify it"), name=self.name, most=MAX_READ, most_rings=MAX_RINGS)


def ring_fault(ring: np.ndarray) -> str:
    """Return the first fault of a ring, one row per position (shape (n, 2)), or an empty string."""
    if len(ring) < 4:
        return Words(N_("a ring has fewer than four positions"))
    if not np.isfinite(ring).all():
        return NO_PAIR
    if not (np.abs(ring) <= MAX_UNITS).all():
        return Words(N_("a position does not fit any coordinate system"))
    return "" if (ring[0] == ring[-1]).all() else NOT_CLOSED


def union_of(polygons: Iterable[Rings], name: str) -> tuple[BaseGeometry, Repairs]:
    """Repair polygons and merge them into one geometry.

    Parameters
    ----------
    polygons
        Closed rings with finite coordinates.
    name
        The name of the file in messages.

    Returns
    -------
    tuple
        A valid, non-empty (multi)polygon in the system of the rings, and what was repaired.

    Raises
    ------
    SourceError
        If the polygons enclose nothing, have more than MAX_VERTICES vertices, or cross so often that
        merging would take too long.
    """
    ground, repairs = merged(polygons, name)
    if ground.is_empty:
        raise SourceError(N_("{name}: {fault}"), name=name, fault=NO_GROUND)
    return ground, repairs


def merged(polygons: Iterable[Rings], name: str) -> tuple[BaseGeometry, Repairs]:
    """Repair and merge polygons as `union_of` does; the ground is empty if they enclose nothing.

    Returns
    -------
    tuple
        A valid (multi)polygon in the system of the rings, and what was repaired.

    Raises
    ------
    SourceError
        If the polygons have more than MAX_VERTICES vertices, or cross so often that merging would take
        too long.
    """
    polygons = tuple(polygons)
    if are_many(polygons):
        raise SourceError(N_("{name}: draws ground with more than {most:,} vertices; simplify it"), name=name,
                          most=MAX_VERTICES)
    drawn = np.array([shapely.Polygon(rings[0], rings[1:]) for rings in polygons])
    if _tangled(drawn):
        raise SourceError(N_("{name}: its polygons cross or overlap too often; merge or simplify "
                             "them"), name=name)
    drawn, beyond = as_drawn(drawn)
    crossed = not shapely.is_valid(drawn).all()
    return _united(repaired(drawn)), Repairs(crossed, beyond)


def _united(polygons: np.ndarray) -> BaseGeometry:
    """Merge valid polygons, those of a mosaic that fit without gap or overlap in half the time."""
    mosaic = len(polygons) >= MOSAIC and shapely.coverage_is_valid(polygons)
    return shapely.coverage_union_all(polygons) if mosaic else shapely.union_all(polygons)


def are_many(polygons: Iterable[Rings]) -> bool:
    """Return whether polygons have more vertices than are merged into one ground."""
    return sum(len(ring) for rings in polygons for ring in rings) > MAX_VERTICES


def repaired(polygons: np.ndarray) -> np.ndarray:
    """Make (multi)polygons valid, touching only the invalid ones, since the check is far cheaper.

    Returns
    -------
    ndarray
        As many geometries in the same order and system; empty where nothing is enclosed.
    """
    wrong = ~shapely.is_valid(polygons)
    fixed = polygons.copy()
    fixed[wrong] = shapely.make_valid(polygons[wrong], method="structure", keep_collapsed=False)
    return fixed


def _tangled(polygons: np.ndarray) -> bool:
    """Return whether far more pairs of segments are close to each other than in any real map.

    Repairing and merging take time and memory in proportion to the crossings, and ten kilobytes can
    contain a hundred thousand of them. The check counts pairs of segments whose bounding boxes meet:
    three per segment in an outline (itself and two neighbours), fourteen in a grid of square cells.
    Segments with a common end can't cross, so that these pairs only count towards a higher limit:
    cells of a mosaic touch each other at every corner.
    """
    xy, ring = shapely.get_coordinates(shapely.get_rings(polygons), return_index=True)
    follows = ring[1:] == ring[:-1]
    # Corners that two cells share differ in the last digits if each was worked out by itself.
    _, spot = np.unique(xy.round(SAME_DECIMALS), axis=0, return_inverse=True)
    spot = spot.reshape(-1)
    ends = np.stack([xy[:-1][follows], xy[1:][follows]], axis=1)
    from_, to = spot[:-1][follows], spot[1:][follows]
    segments = np.asarray(shapely.linestrings(ends))
    tree = shapely.STRtree(segments)
    count = len(segments)
    most_apart = min(15 * count + MAX_CROSSINGS, 4 * (count + MAX_CROSSINGS))
    most_near = PAIRS_IN_MOSAIC * count + MAX_CROSSINGS
    step = max(1, PAIRS_AT_ONCE // count)
    near = apart = 0
    for start in range(0, count, step):
        one, other = tree.query(segments[start : start + step])
        one = one + start
        joined = ((from_[one] == from_[other]) | (from_[one] == to[other])
                  | (to[one] == from_[other]) | (to[one] == to[other]))
        near += len(one)
        apart += len(one) - int(joined.sum())
        if apart > most_apart or near > most_near:
            return True
    return False
