"""Names on a drawn map: placed one after the other, and left out where they would touch another."""

from collections.abc import Iterable
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from layers.typeface import width_pt

Rect = tuple[float, float, float, float]
"""(left, top, right, bottom) in points, y downwards."""

AIR_PT = 1.5
ASCENT, DESCENT = 0.74, 0.22  # of the size: how far letters reach over and under their baseline


@dataclass(frozen=True)
class Placed:
    """A name with the place where it is written, and whether a dot marks its spot."""

    words: str
    x: float
    baseline: float
    spot: tuple[float, float]


class Plan:
    """What is taken on a map so far; names ask it for room.

    A name never touches another, nor the frame. It keeps off the lines that matter where it can,
    and stands on one where it must.
    """

    def __init__(self, frame: Rect, taken: Iterable[Rect], busy: BaseGeometry) -> None:
        self.frame = frame
        self.taken = list(taken)
        self.busy: BaseGeometry = shapely.MultiPolygon()
        self.keep_off(busy)

    def keep_off(self, ground: BaseGeometry) -> None:
        """Names that come from now on keep off these lines or areas, where they can."""
        self.busy = shapely.union_all([self.busy, ground])
        shapely.prepare(self.busy)

    def beside(self, words: str, spot: tuple[float, float], size_pt: float, dot_pt: float) -> Placed | None:
        """Find room for a town's dot and for its name right, left, above or below of it."""
        x, y = spot
        reach = dot_pt / 2 + AIR_PT
        dot = (x - reach, y - reach, x + reach, y + reach)
        if not self._free(dot):
            return None
        width, middle = width_pt(words, size_pt), y + size_pt * (ASCENT - DESCENT) / 2
        gap = dot_pt / 2 + size_pt * 0.28
        found = self._best(words, spot, width, size_pt, (
            (x + gap, middle), (x - gap - width, middle),
            (x - width / 2, y - gap - size_pt * DESCENT), (x - width / 2, y + gap + size_pt * ASCENT)))
        if found:
            self.taken.append(dot)
        return found

    def over(self, words: str, spot: tuple[float, float], size_pt: float, weight: str,
             shifts: Iterable[tuple[float, float]] = ((0, 0),)) -> Placed | None:
        """Find room for a name centred on a spot, or shifted from it by multiples of the size."""
        width = width_pt(words, size_pt, weight)
        left, baseline = spot[0] - width / 2, spot[1] + size_pt * (ASCENT - DESCENT) / 2
        places = ((left + right * size_pt, baseline + down * size_pt) for right, down in shifts)
        return self._best(words, spot, width, size_pt, places)

    def _best(self, words: str, spot: tuple[float, float], width: float, size_pt: float,
              places: Iterable[tuple[float, float]]) -> Placed | None:
        """Take the first free place that is clear of lines, else the first that is free."""
        rects = [(place, (place[0] - AIR_PT, place[1] - size_pt * ASCENT - AIR_PT,
                          place[0] + width + AIR_PT, place[1] + size_pt * DESCENT + AIR_PT))
                 for place in places]
        free = [item for item in rects if self._free(item[1])]
        clear = [item for item in free if not self.busy.intersects(shapely.box(*item[1]))]
        for (left, baseline), rect in (clear or free)[:1]:
            self.taken.append(rect)
            return Placed(words, left, baseline, spot)
        return None

    def _free(self, rect: Rect) -> bool:
        left, top, right, bottom = self.frame
        inside = rect[0] >= left and rect[1] >= top and rect[2] <= right and rect[3] <= bottom
        return inside and not any(
            rect[0] < other[2] and rect[2] > other[0] and rect[1] < other[3] and rect[3] > other[1]
            for other in self.taken
        )
