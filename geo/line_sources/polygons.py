"""Polygons that somebody else drew: how many may be read, and how they become one ground.

Whoever reads a file hands over a `Layer`; here its polygons are counted, repaired and merged.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from pyproj import CRS
from shapely.geometry.base import BaseGeometry

from geo.errors import SourceError

MAX_BYTES = 20_000_000
MAX_VERTICES = 500_000
MAX_RINGS = 20_000
MAX_CROSSINGS = 50_000
MAX_UNITS = 1e9  # no position on Earth is further from its origin, in any unit of a system
PAIRS_AT_ONCE = 5_000_000  # segments compared in one step, which bounds the memory it takes

NO_POLYGON = "holds no polygon"

Rings = list[np.ndarray]
"""Exterior, then holes; each with one row per position and the columns x and y."""


@dataclass(frozen=True)
class Layer:
    """The polygons of one layer of a file.

    `name` is what the file calls it, not yet fit to be shown. `polygons` may cross themselves.
    `rows` has, for each polygon, what our own exports say of a zone (see `geo.own_export`) and
    nothing else. `system` is what the file declares; None if it declares nothing.
    """

    name: str
    polygons: tuple[Rings, ...]
    rows: tuple[Mapping[str, str], ...]
    system: CRS | None = None
    assumed: bool = False
    """Whether the format wants a system to be declared, and none is."""


class SizeLimits:
    """Counts the rings and vertices of a file while they are read.

    Parameters
    ----------
    name
        What messages call the file.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.rings = self.vertices = 0

    def spend(self, vertices: int, rings: int = 1) -> None:
        """Count rings with so many vertices in all.

        Raises
        ------
        SourceError
            If there are now more than may be read.
        """
        self.rings += rings
        self.vertices += vertices
        if self.rings > MAX_RINGS or self.vertices > MAX_VERTICES:
            raise SourceError(f"{self.name}: has more than {MAX_VERTICES:,} vertices, "
                              f"or more than {MAX_RINGS:,} rings")


def ring_fault(ring: np.ndarray) -> str:
    """The first thing wrong with a ring of numbers; empty if nothing is."""
    if len(ring) < 4:
        return "a ring has fewer than four positions"
    if not np.isfinite(ring).all():
        return "a position is no pair of numbers"
    if not (np.abs(ring) <= MAX_UNITS).all():
        return "a position does not fit any coordinate system"
    return "" if (ring[0] == ring[-1]).all() else "a ring is not closed"


def union_of(polygons: Iterable[Rings], name: str) -> tuple[BaseGeometry, bool]:
    """Make one ground of polygons.

    Parameters
    ----------
    polygons
        Rings that are closed and finite.
    name
        What messages call the file.

    Returns
    -------
    tuple
        A valid (multi)polygon, not empty, and whether a polygon crossed itself and was repaired.

    Raises
    ------
    SourceError
        If they enclose nothing, or cross each other so often that merging would take too long.
    """
    drawn = np.array([shapely.Polygon(rings[0], rings[1:]) for rings in polygons])
    if _tangled(drawn):
        raise SourceError(f"{name}: its polygons cross or overlap too often")
    mended = not shapely.is_valid(drawn).all()
    ground = shapely.union_all(repaired(drawn))
    if ground.is_empty:
        raise SourceError(f"{name}: its polygons enclose no ground")
    return ground, mended


def repaired(polygons: np.ndarray) -> np.ndarray:
    """Make (multi)polygons valid; only those that are not, because looking costs far less."""
    wrong = ~shapely.is_valid(polygons)
    fixed = polygons.copy()
    fixed[wrong] = shapely.make_valid(polygons[wrong], method="structure", keep_collapsed=False)
    return fixed


def _tangled(polygons: np.ndarray) -> bool:
    """Whether far more segments come close to each other than in any drawing of ground.

    Repairing and merging take time and memory that grow with the crossings, and ten kilobytes
    can hold a hundred thousand of them. Counted are pairs of segments whose boxes meet: three
    per segment in an outline (itself, two neighbours), fourteen in a mosaic of square cells.
    """
    xy, ring = shapely.get_coordinates(shapely.get_rings(polygons), return_index=True)
    follows = ring[1:] == ring[:-1]
    ends = np.stack([xy[:-1][follows], xy[1:][follows]], axis=1)
    segments = np.asarray(shapely.linestrings(ends))
    tree = shapely.STRtree(segments)
    count = len(segments)
    most = min(15 * count + MAX_CROSSINGS, 4 * (count + MAX_CROSSINGS))
    step = max(1, PAIRS_AT_ONCE // count)
    pairs = 0
    for start in range(0, count, step):
        pairs += tree.query(segments[start : start + step]).shape[1]
        if pairs > most:
            return True
    return False
