"""Map elements: scale bar, north arrow, locator map and QR code."""

import json
from functools import cache

import numpy as np
import segno
import shapely
from shapely.affinity import affine_transform
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geo.crs import points_to_metres, to_degrees, to_metres
from geo.measure import KM_PER_MILE
from geo.paths import DATA
from layers.frame import ALL
from layers.language import N_, Language
from layers.plate.canvas import Canvas, area, box, lines, write
from layers.plate.fonts import width_pt
from layers.plate.frame import Frame
from layers.plate.labels import Rect
from layers.plate.scene import Box, Scene
from layers.request import ExportRequest
from layers.style.styles import INK, MUTED, SEA, Stroke

QUIET = 2
"""The quiet zone around a QR code, in modules."""
PIXEL_PT = 0.5
"""The width of a pixel of a PNG that is shown on a screen, in points."""
NICE = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500)
LOCATOR_LAND = "#C4BFB2"
LOCATOR_M: Box = (-2_700_000, -1_500_000, 900_000, 1_900_000)
"""The extent of the locator map in AREA_CRS: Europe from the Atlantic to the Caspian."""
LOCATOR_SHAPE = (LOCATOR_M[3] - LOCATOR_M[1]) / (LOCATOR_M[2] - LOCATOR_M[0])
"""The ratio of height to width of the locator map."""
IN_QUESTION = 4
"""Ground in question counts as so many times its area where a map element might cover it."""


def corner_elements(canvas: Canvas, frame: Frame, scene: Scene, request: ExportRequest, scale: float,
                    free: Rect | None = None) -> list[Rect]:
    """Draw the map elements in the corners, the locator in the emptiest; return their rectangles."""
    left, top, right, bottom = frame.rect
    edge = 10 * scale
    side = min(118 * scale, frame.width * 0.2)
    tall = side * LOCATOR_SHAPE
    ends, low = (left + edge, right - edge - side), bottom - edge - tall
    country = frame.placed(scene.base["ukraine"])
    in_question = [frame.placed(item.shape) for item in scene.paints]

    def covered(rect: Rect) -> float:
        """Return how much a rectangle covers: of the country, and above all of the ground in question."""
        return area_covered(country, rect, edge / 2) + IN_QUESTION * sum(
            float(shapely.area(shapely.clip_by_rect(shape, *rect))) for shape in in_question)

    corners = [(x, y, x + side, y + tall) for y in (low, top + edge) for x in ends]
    small = min(corners if free is None else corners[:2] + corners[3:], key=covered)
    x, y = small[:2]
    shown = shapely.box(*frame.ground) if request.frame != ALL else None
    locator(canvas, small, scene.base["ukraine"], shown)
    middle = (frame.ground[0] + frame.ground[2]) / 2, (frame.ground[1] + frame.ground[3]) / 2
    corner = small[0] if y < low and x > left + edge else right
    arrow = north_arrow(canvas, corner - edge - 9 * scale, top + edge, 13 * scale, middle, request.language)
    bar = (bottom - edge, frame.points_per_m * 1000, frame.width * 0.2, 10.5 * scale, request.language)
    size = scale_bar(None, 0, *bar)
    starts = [left + edge, right - edge - size[2]]
    if y >= low and x == ends[0]:
        starts[0] = small[2] + 1.6 * edge
    elif y >= low:
        starts[1] = small[0] - 1.6 * edge - size[2]
    start = min(starts, key=lambda at: covered((at, size[1], at + size[2], size[3])))
    return [small, arrow, scale_bar(canvas, start, *bar), *([free] if free else [])]


def scale_bar(canvas: Canvas | None, left: float, bottom: float, points_per_km: float, max_width_pt: float,
              size_pt: float, language: Language) -> Rect:
    """Draw a scale bar in kilometres and miles, both of round lengths; return its rectangle.

    Without a canvas it is only measured.
    """
    widest = 0.0
    # Kilometres are above the line, miles below it.
    for km, way in ((1.0, -1), (KM_PER_MILE, 1)):
        count = max((n for n in NICE if n * km * points_per_km <= max_width_pt), default=NICE[0])
        length, y = count * km * points_per_km, bottom - size_pt * 1.4
        end = left + length + size_pt * 0.4
        words = language.miles(count) if way > 0 else f"{language.number(count)} {language.text(N_('km'))}"
        if canvas is not None:
            tick = y + way * size_pt * 0.5
            bar = shapely.linestrings([[left, tick], [left, y], [left + length, y], [left + length, tick]])
            lines(canvas, bar, Stroke("#FFFFFF", 3.4, opacity=0.8), Stroke(INK, 1.2))
            write(canvas, end, y + size_pt * (0.92 if way > 0 else -0.24), words, size_pt,
                  halo="#FFFFFF")
        widest = max(widest, end - left + width_pt(words, size_pt))
    return left - 4, bottom - size_pt * 2.7, left + widest + 4, bottom + 2


def north_arrow(canvas: Canvas, x: float, top: float, size_pt: float, centre_m: tuple[float, float],
                language: Language) -> Rect:
    """Draw an arrow to geographic north at the centre of the map, which is not quite straight up."""
    lon, lat = shapely.get_coordinates(to_degrees(shapely.Point(centre_m)))[0]
    east, north = points_to_metres(lon, lat + 0.1)
    turn = np.arctan2(float(east[0]) - centre_m[0], float(north[0]) - centre_m[1])
    tip, foot, notch = (0.0, -1.0), (0.42, 0.55), (0.0, 0.3)
    corners = np.array([tip, foot, notch, (-foot[0], foot[1])]) * size_pt * 0.8
    spun = corners @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    middle = top + size_pt * 1.8
    area(canvas, shapely.Polygon(spun + np.array([x, middle])), INK)
    words = language.text(N_("N"))
    write(canvas, x, top + size_pt * 0.75, words, size_pt, weight="bold", anchor="middle", halo="#FFFFFF")
    return x - size_pt, top - 2, x + size_pt, middle + size_pt * 0.7


def locator(canvas: Canvas, rect: Rect, country: BaseGeometry, frame: BaseGeometry | None) -> None:
    """Draw a map of Europe with Ukraine marked, and the extent of a close-up."""
    left, top, right, bottom = rect
    scale = (right - left) / (LOCATOR_M[2] - LOCATOR_M[0])

    def placed(shape_m: BaseGeometry) -> BaseGeometry:
        cut = shapely.clip_by_rect(shape_m, *LOCATOR_M)
        return affine_transform(cut, [scale, 0, 0, -scale, left - LOCATOR_M[0] * scale,
                                      bottom + LOCATOR_M[1] * scale])

    box(canvas, left, top, right - left, bottom - top, fill=SEA)
    area(canvas, placed(_europe()), LOCATOR_LAND)
    outline = placed(shapely.simplify(country, 8_000))
    area(canvas, outline, INK if frame is None else MUTED)
    if frame is not None:
        lines(canvas, shapely.boundary(placed(frame)), Stroke("#FFFFFF", 2.6), Stroke(INK, 1.2))
    box(canvas, left, top, right - left, bottom - top, edge="#FFFFFF", edge_pt=3)
    box(canvas, left, top, right - left, bottom - top, edge=INK, edge_pt=0.8)


@cache
def _europe() -> BaseGeometry:
    text = (DATA / "boundaries" / "locator.geojson").read_text(encoding="utf-8")
    land = shape(json.loads(text)["features"][0]["geometry"])
    return to_metres(shapely.segmentize(land, 1.0))


def code_width(words: str) -> int:
    """Return the width in modules of a text's QR code, with its quiet zone."""
    return len(_modules(words)) + 2 * QUIET


def _modules(words: str) -> np.ndarray:
    return np.array(segno.make(words, error="m", micro=False, boost_error=False).matrix, dtype=bool)


def code(canvas: Canvas, left: float, top: float, side: float, words: str) -> None:
    """Draw a text's QR code, dark on white, with the quiet zone that scanners need.

    Modules are as wide as whole pixels of a PNG where there is room, because scanners fail on others.
    """
    rows, quiet = _modules(words), QUIET
    module = side / (len(rows) + 2 * quiet)
    box(canvas, left, top, side, side, fill="#FFFFFF")
    if module >= 2 * PIXEL_PT:
        room, module = module * (len(rows) + 2 * quiet), module // PIXEL_PT * PIXEL_PT
        room -= module * (len(rows) + 2 * quiet)
        left, top = (round((start + room / 2) / PIXEL_PT) * PIXEL_PT for start in (left, top))
    squares = [shapely.box(left + (c + quiet) * module, top + (r + quiet) * module,
                           left + (c + quiet + 1) * module, top + (r + quiet + 1) * module)
               for r, c in np.argwhere(rows)]
    # The modules are one shape, because separate shapes would show hairlines between them.
    area(canvas, shapely.coverage_union_all(squares), "#000000")


def area_covered(country: BaseGeometry, rect: Rect, air_pt: float) -> float:
    """Return how much of a rectangle the country covers, with some air around it."""
    # What is further away than the air needs no buffer.
    about = shapely.intersection(country, shapely.buffer(shapely.box(*rect), 2 * air_pt, join_style="mitre"))
    return float(shapely.area(shapely.intersection(shapely.buffer(about, air_pt), shapely.box(*rect))))
