"""Labels of a drawn map: their candidates, and their placement, which leaves out what would overlap."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from math import inf
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geo.crs import points_to_metres, to_degrees
from geo.prepared import prepared
from geo.zones.sites import DecidedBy
from layers.plate.font_coverage import to_supported_glyphs
from layers.plate.fonts import width_pt
from layers.request import ExportRequest
from layers.style.settlements import FROM_ZOOM, settlements, unit_names
from layers.style.simplify import site_list, town_list

Rect = tuple[float, float, float, float]
"""(left, top, right, bottom) in points, with y downwards."""

NOWHERE = shapely.Polygon()
CLOSE_M = 300_000
"""A frame up to this width names settlements of all sizes, as the web map does from FROM_ZOOM."""
AIR_PT = 1.5
ASCENT, DESCENT = 0.74, 0.22  # of the font size, above and below the baseline
MAX_SHARE_ELSEWHERE = 0.3  # of a town's name may lie in ground that a plan is about and the town is not in
MIN_FROM_THERE = 0.3  # of the name of a town in such ground must lie in it, if it crosses a line
MIN_AT_HOME = 0.5  # of a region's name must lie in it, if the region is larger than its name

SHIFTS = ((0, 0), (0, 1.6), (0, -1.6), (3, 0), (-3, 0), (0, 3.2), (0, -3.2), (4, 2), (-4, 2), (4, -2))
"""Candidate offsets of a name from its spot, in multiples of its font size: right, down."""

STEPS = sorted(((x / 2, y / 2) for x in range(-12, 13) for y in range(-8, 9)),
               key=lambda step: (step[0]**2 / 2 + step[1]**2, step))
"""Candidate offsets of a name that must stay within its region: a grid, the nearest first."""

@dataclass(frozen=True)
class Label:
    """A label candidate at a spot in AREA_CRS.

    `rank` is the web map zoom from which a town may appear; `moved` whether under the plan a side
    would withdraw from there or the plan leaves it open; `home` is the shape of a named region; `by` says
    which of the plans shown decide on a site.
    """

    words: str
    x_m: float
    y_m: float
    rank: int = 0
    moved: bool = False
    home: BaseGeometry = NOWHERE
    by: DecidedBy = DecidedBy.EVERY

    @property
    def spot(self) -> tuple[str, float, float]:
        """The name and where it is, by which labels of several maps are matched."""
        return self.words, self.x_m, self.y_m


@dataclass(frozen=True)
class Placed:
    """A placed name with its position, and whether a dot marks its spot."""

    words: str
    x: float
    baseline: float
    spot: tuple[float, float]


class Plan:
    """The space already used on a map, in which names look for room.

    A name never touches another name or the frame. Where possible it avoids the important lines,
    and the name of a town outside the ground affected by a plan avoids that ground; otherwise it
    covers as little of them as possible.
    """

    def __init__(self, frame: Rect, taken: Iterable[Rect], lines: BaseGeometry,
                 ground: BaseGeometry) -> None:
        self.frame = frame
        self.taken = list(taken)
        self.lines, self.ground = prepared(lines), prepared(ground)

    def beside(self, words: str, spot: tuple[float, float], size_pt: float, dot_pt: float,
               from_there: bool = False) -> Placed | None:
        """Find room for a town's dot and for its name on one of eight sides of it.

        `from_there` says whether the town lies in the ground affected by a plan. The name of such a
        town should lie there too, and is left out if it would lie outside and across a line. The
        name of any other town is left out if it would appear to belong to that ground.
        """
        x, y = spot
        reach = dot_pt / 2 + AIR_PT
        dot = (x - reach, y - reach, x + reach, y + reach)
        if not self._free(dot):
            return None
        width, middle = width_pt(words, size_pt), y + size_pt * (ASCENT - DESCENT) / 2
        gap = dot_pt / 2 + size_pt * 0.28

        def cost(box: BaseGeometry) -> float:
            inside, crossed = _share(box, self.ground), self._crossed(box)
            if from_there:
                return inf if crossed and inside < MIN_FROM_THERE else crossed + (1 - inside) * width / 2
            return inf if inside > MAX_SHARE_ELSEWHERE else crossed + inside * width

        right, left = x + gap, x - gap - width
        over, under = y - gap - size_pt * DESCENT, y + gap + size_pt * ASCENT
        slant = gap * 0.7
        found = self._best(words, spot, width, size_pt, (
            (right, middle), (left, middle), (x - width / 2, over), (x - width / 2, under),
            (right - slant, over + slant), (right - slant, under - slant),
            (left + slant, over + slant), (left + slant, under - slant)), cost)
        if found:
            self.taken.append(dot)
        return found

    def within(self, words: str, spot: tuple[float, float], size_pt: float, weight: str,
               home: BaseGeometry) -> Placed | None:
        """Find room for a name near a spot, inside the region that it names."""
        width = width_pt(words, size_pt, weight)
        home = prepared(home)
        small = shapely.area(home) < width * size_pt * 3

        def cost(box: BaseGeometry) -> float:
            inside = _share(box, home)
            if inside < MIN_AT_HOME and not (small and box.distance(home) < size_pt / 2):
                return inf
            return self._crossed(box) + (0 if small else (1 - inside) * width)

        return self._best(words, spot, width, size_pt, _around(spot, width, size_pt, STEPS), cost)

    def clear(self, words: str, spot: tuple[float, float], size_pt: float, weight: str) -> Placed | None:
        """Find room near a spot where a name covers no important line."""
        width = width_pt(words, size_pt, weight)
        return self._best(words, spot, width, size_pt, _around(spot, width, size_pt, SHIFTS),
                          lambda box: inf if self._crossed(box) else 0.0)

    def _best(self, words: str, spot: tuple[float, float], width: float, size_pt: float,
              places: Iterable[tuple[float, float]], cost: Callable[[BaseGeometry], float]) -> Placed | None:
        """Return the first free place without cost, otherwise the one with the lowest cost."""
        best: tuple[float, float, float, Rect] | None = None
        for left, baseline in places:
            rect = (left - AIR_PT, baseline - size_pt * ASCENT - AIR_PT,
                    left + width + AIR_PT, baseline + size_pt * DESCENT + AIR_PT)
            price = cost(shapely.box(*rect)) if self._free(rect) else inf
            if price < (inf if best is None else best[0]):
                best = (price, left, baseline, rect)
            if price == 0:
                break
        if best is None:
            return None
        self.taken.append(best[3])
        return Placed(words, best[1], best[2], spot)

    def _crossed(self, box: BaseGeometry) -> float:
        """Return the length of important lines under a name, in points."""
        if not shapely.intersects(self.lines, box):  # most names; prepared, this is much quicker
            return 0.0
        return float(shapely.length(shapely.intersection(self.lines, box)))

    def _free(self, rect: Rect) -> bool:
        left, top, right, bottom = self.frame
        inside = rect[0] >= left and rect[1] >= top and rect[2] <= right and rect[3] <= bottom
        return inside and not any(
            rect[0] < other[2] and rect[2] > other[0] and rect[1] < other[3] and rect[3] > other[1]
            for other in self.taken
        )


def _around(spot: tuple[float, float], width: float, size_pt: float,
            shifts: Iterable[tuple[float, float]]) -> Iterable[tuple[float, float]]:
    """Yield the start of a name for each offset of its centre from a spot."""
    left, baseline = spot[0] - width / 2, spot[1] + size_pt * (ASCENT - DESCENT) / 2
    return ((left + right * size_pt, baseline + down * size_pt) for right, down in shifts)


def _share(box: BaseGeometry, ground: BaseGeometry) -> float:
    """Return the share of a name's box inside a prepared shape, from 0 to 1."""
    if not shapely.intersects(ground, box):
        return 0.0
    return float(shapely.area(shapely.intersection(ground, box)) / shapely.area(box))


def region_labels(request: ExportRequest, regions: set[str]) -> tuple[Label, ...]:
    """Return a label at the most central point of each region, the largest region first."""
    shapes = request.world.regions_m.geometry
    table = sorted(regions, key=lambda region: -shapes[region].area)
    result = []
    for region in table:
        home = shapely.simplify(shapes[region], 2000)
        spot = shapely.maximum_inscribed_circle(home, 2000).coords[0]
        result.append(Label(to_supported_glyphs(request.names[region]), spot[0], spot[1], home=home))
    return tuple(result)


def town_labels(request: ExportRequest, moved: BaseGeometry, bounds: Rect) -> tuple[Label, ...]:
    """Return the labels of towns, and in a close frame of all settlements that may be in it."""
    names = request.language.town_column
    towns = town_list(request.world.cities, names)
    if bounds[2] - bounds[0] <= CLOSE_M:
        there = {(town["lon"], town["lat"]) for town in towns}
        west, south, east, north = to_degrees(shapely.box(*bounds)).bounds
        rows = settlements(request.world)
        rows = rows[rows["lon"].between(west, east) & rows["lat"].between(south, north)]
        towns += [{"name": row[names], "lon": row["lon"], "lat": row["lat"], "zoom": FROM_ZOOM}
                  for row in rows.to_dict("records") if (row["lon"], row["lat"]) not in there]
    return _labels(towns, moved)


def unit_labels(request: ExportRequest) -> tuple[Label, ...]:
    """Return the labels of raions and hromadas."""
    return _labels(unit_names(request.world, request.language), NOWHERE)


def site_labels(request: ExportRequest, moved: BaseGeometry) -> tuple[Label, ...]:
    """Return the labels of sites."""
    return _labels(site_list(request.world.sites, request.language.name_column), moved)


def decided_labels(request: ExportRequest, decided: Mapping[str, DecidedBy],
                   moved: BaseGeometry) -> tuple[Label, ...]:
    """Return the labels of the sites that plans themselves decide on."""
    sites = request.world.sites
    chosen = sites[sites.index.isin(decided)]
    labels = _labels(site_list(chosen, request.language.name_column), moved)
    return tuple(replace(label, by=decided[str(site)])
                 for site, label in zip(chosen.index, labels, strict=True))


def _labels(towns: list[dict[str, Any]], moved: BaseGeometry) -> tuple[Label, ...]:
    if not towns:
        return ()
    x_m, y_m = points_to_metres([town["lon"] for town in towns], [town["lat"] for town in towns])
    inside = shapely.contains_xy(moved, x_m, y_m)
    return tuple(Label(to_supported_glyphs(town["name"]), float(x), float(y), int(town["zoom"]), bool(there))
                 for town, x, y, there in zip(towns, x_m, y_m, inside, strict=True))
