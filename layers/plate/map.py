"""The map of a plate: a scene drawn into a frame on the page, with names and map elements."""

from collections.abc import Sequence
from contextlib import nullcontext

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.crs import points_to_metres
from geo.status import Status
from layers.language import N_, Language
from layers.plate.canvas import Canvas, area, box, lines, marks, spots, write
from layers.plate.frame import Frame
from layers.plate.hatching import inner_edge, paint
from layers.plate.labels import Label, Plan, Rect
from layers.plate.map_elements import corner_elements
from layers.plate.scene import Paint, Scene
from layers.request import ExportRequest
from layers.style.base_shapes import AROUND, BED_PLACES, BED_ZOOM, Around
from layers.style.base_shapes import BED as BED_NAME
from layers.style.overlays import overlay_edge, overlay_fill
from layers.style.statuses import Shade
from layers.style.styles import (
    BED,
    BED_EDGE,
    INK,
    LAND,
    MUTED,
    NEIGHBOUR,
    RIVER,
    SEA,
    STROKES,
    UNCERTAIN,
    UNCERTAIN_OPACITY,
    Stroke,
    drawing_order,
)

PIXELS_PER_KM_AT_0 = 256 / 40_075 / np.cos(np.radians(48.5))
"""Scale of a web map at zoom 0 and 48.5° N, so that towns appear at the same scales as on the page."""

COARSE_PT = 0.2
LARGE_PT2 = 1_500  # ground left open or hidden that is larger than this on the page is labelled
KEPT_CLEAR = ("contact", "withdrawal", "plan_line", "wall", "outline")
ZOOM_MORE = 0.9  # added because print is read from closer than a screen
LARGEST = 4  # the rank of cities labelled before regions
CITY_M2 = 3e9  # a smaller region is a city and needs only one name
MARK, MARK_ROOM = 7, 15  # the side of the mark of a site, and the width of a standing one with its edge
MAX_NAMES = 200  # towns and villages that ask for room
MOVED_FIRST = 3  # towns labelled before all others on ground that a plan moves


def draw_map(canvas: Canvas, frame: Frame, scene: Scene, request: ExportRequest, scale: float = 1.0,
             placing: Scene | None = None, free: Rect | None = None) -> None:
    """Draw a scene into a frame.

    Parameters
    ----------
    canvas, frame
        The page and the rectangle on it.
    scene, request
        What to draw: a request and its `scene_of(request)`.
    scale
        Scale factor of type, lines and patterns; 1 suits a page of 1280 by 720 points.
    placing
        The scene that decides where names and map elements stand, if it is another.
    free
        A rectangle at the top left that names and map elements leave free.
    """
    placing = placing or scene
    with canvas.layer("base-map"):
        box(canvas, frame.left, frame.top, frame.width, frame.height, fill=SEA)
        area(canvas, _coarse(frame, scene.base["land"]), NEIGHBOUR)
        lines(canvas, _coarse(frame, scene.base["country"]), Stroke("#9AA0A6", 0.8), scale=scale)
        area(canvas, frame.placed(scene.base["ukraine"]), LAND)
    for item in scene.paints:
        with canvas.layer(f"zone-{item.name}"):
            paint(canvas, frame.placed(item.shape), item.style, item.ink, scale * 0.8)
    with canvas.layer("water"):
        _water(canvas, frame, scene, scale)
    for overlay in scene.overlays:
        style = overlay_fill(overlay.look)
        with canvas.layer(f"overlay-{overlay.look}"):
            area(canvas, frame.placed(overlay.shape), style.colour, style.tint)
            outline = shapely.boundary(frame.placed(overlay.shape))
            lines(canvas, outline, overlay_edge(overlay.look), scale=scale * 0.85)
    if not scene.uncertain.is_empty:
        with canvas.layer("uncertain"):
            area(canvas, frame.placed(scene.uncertain), UNCERTAIN, UNCERTAIN_OPACITY)
            lines(canvas, shapely.boundary(frame.placed(scene.uncertain)), *STROKES["uncertain"],
                  scale=scale * 0.85)
    if scene.overlays:
        for item in scene.hidden:  # hidden regions also hide overlays
            with canvas.layer(f"zone-{item.name}"):
                paint(canvas, frame.placed(item.shape), item.style, item.ink, scale * 0.8)
    for kind, stroke in drawing_order(scene.lines):
        with canvas.layer(f"line-{kind.replace('_', '-')}"):
            lines(canvas, frame.placed(scene.lines[kind]), stroke, scale=scale * 0.85)
    for item in scene.paints:
        if item.style.dashed:
            with canvas.layer(f"edge-{item.name}"):
                lines(canvas, inner_edge(frame.placed(item.shape), scale), *STROKES["open"],
                      scale=scale * 0.85)
    with canvas.layer("scale-and-locator"):
        taken = corner_elements(canvas, frame, placing, request, scale, free)
    with canvas.layer("names"):
        _names(canvas, frame, scene, placing, request, scale, taken)
    with canvas.layer("frame"):
        box(canvas, frame.left, frame.top, frame.width, frame.height, edge=MUTED, edge_pt=0.6)


def _water(canvas: Canvas, frame: Frame, scene: Scene, scale: float) -> None:
    """Draw rivers, lakes and reservoirs, and the bed of the former one."""
    lines(canvas, _coarse(frame, scene.base["river"]), Stroke(RIVER, 1.1), scale=scale)
    area(canvas, _coarse(frame, scene.base["water"]), SEA)
    area(canvas, bed := _coarse(frame, scene.base["bed"]), BED if scene.drained else SEA)
    if scene.drained:
        lines(canvas, shapely.boundary(bed), BED_EDGE, scale=scale)


def _coarse(frame: Frame, shape_m: BaseGeometry) -> BaseGeometry:
    """Convert a background shape to points, simplified to what a page can show."""
    return shapely.simplify(frame.placed(shape_m), COARSE_PT)


def _names(canvas: Canvas, frame: Frame, scene: Scene, placing: Scene, request: ExportRequest, scale: float,
           taken: list[Rect]) -> None:
    """Write names of large towns and sites, then regions, other towns and neighbours, where there is room."""
    left, top, right, bottom = frame.rect
    language = request.language
    matter = [frame.placed(placing.lines[kind]) for kind in KEPT_CLEAR if kind in placing.lines]
    plan = Plan((left + 4, top + 4, right - 4, bottom - 4), taken, shapely.union_all(matter),
                frame.placed(placing.moved))
    zoom = np.log2(frame.points_per_m * 1000 / scale / PIXELS_PER_KM_AT_0) + ZOOM_MORE
    sites = [label for label in placing.sites if label.rank <= zoom and _within(frame, label.x_m, label.y_m)]
    marked = [label for label in scene.marked(request.size) if _within(frame, label.x_m, label.y_m)]
    decided = [label for label in placing.marked(request.size) if _within(frame, label.x_m, label.y_m)]
    named = {label.spot for label in (*marked, *sites)}
    with_mark = {label.spot: label for label in (*decided, *marked)}
    sites = [label for label in sites if label.spot not in with_mark]
    towns = [label for label in placing.towns if label.rank <= zoom and _within(frame, label.x_m, label.y_m)]
    moved = [label for label in placing.towns if label.moved and _within(frame, label.x_m, label.y_m)]
    large = [label for label in towns if label.rank <= LARGEST]
    first = list(dict.fromkeys([*with_mark.values(), *moved[:MOVED_FIRST], *large, *sites]))
    others = with_mark.keys() - named  # which other pictures of a series mark
    dots = [_town(None if label.spot in others else canvas, plan, frame, label, scale,
                  is_marked=label.spot in with_mark) for label in first]
    written = {label.words for label, dot in zip(first, dots, strict=True) if dot}
    for label in placing.regions:
        if label.words in written and label.home.area < CITY_M2:
            continue
        words, size = label.words.upper(), 10 * scale
        found = plan.within(words, frame.spot(label.x_m, label.y_m), size, "bold",
                            frame.placed(label.home)) if _within(frame, label.x_m, label.y_m) else None
        if found:
            write(canvas, found.x, found.baseline, words, size, weight="bold", colour=MUTED, halo="#FFFFFF")
    open_ground = [item for item in scene.paints if item.name in (Status.OPEN, Shade.OPEN_HELD)]
    for ground, name in ((open_ground, N_("left open by the text")), (scene.hidden, N_("not shown"))):
        for spot, part in _large_parts(frame, ground, scale):
            words, size = language.text(name), 10 * scale
            found = plan.within(words, spot, size, "italic", part)
            if found:
                write(canvas, found.x, found.baseline, words, size, weight="italic", halo="#FFFFFF")
    for label in scene.units:
        if label.rank <= zoom and _within(frame, label.x_m, label.y_m):
            size = 8.5 * scale
            found = plan.clear(label.words, frame.spot(label.x_m, label.y_m), size, "italic")
            if found:
                write(canvas, found.x, found.baseline, label.words, size, weight="italic", colour=MUTED,
                      halo="#FFFFFF")
    if scene.drained and zoom >= BED_ZOOM:
        _around(canvas, plan, frame, (BED_NAME[0], "bed", BED_PLACES), scale, language)
    dots += [_town(canvas, plan, frame, label, scale) for label in towns[:MAX_NAMES] if label not in first]
    there = [dot for dot in dots if dot is not None]
    spots(canvas, np.array(there), 4.4 * scale, INK, edge="#FFFFFF")
    _mark(canvas, frame, marked, scale)
    for around in AROUND:
        _around(canvas, plan, frame, around, scale, language)


def _mark(canvas: Canvas, frame: Frame, sites: Sequence[Label], scale: float) -> None:
    """Draw the marks of sites that plans decide on, in a layer of their own."""
    with canvas.layer("decided-sites") if sites else nullcontext():
        for label in sites:
            marks(canvas, np.array([frame.spot(label.x_m, label.y_m)]), MARK * scale, label.by)


def _around(canvas: Canvas, plan: Plan, frame: Frame, around: Around, scale: float,
            language: Language) -> None:
    """Write a name of AROUND, or that of the bed, at the first of its places that has room."""
    name, kind, places = around
    words, size = language.text(name), (10 if kind == "bed" else 12) * scale
    x_m, y_m = points_to_metres(*np.array(places).T)
    there = [frame.spot(float(x), float(y)) for x, y in zip(x_m, y_m, strict=True)
             if _within(frame, float(x), float(y))]
    found = next(filter(None, (plan.clear(words, spot, size, "italic") for spot in there)), None)
    if found:
        colour, halo = {"country": (MUTED, NEIGHBOUR), "bed": (MUTED, BED)}.get(kind, ("#35607A", SEA))
        write(canvas, found.x, found.baseline, words, size, weight="italic", colour=colour, halo=halo)


def _large_parts(frame: Frame, paints: Sequence[Paint],
                 scale: float) -> list[tuple[tuple[float, float], BaseGeometry]]:
    """Return every larger piece of the fills on the page, with a point at its centre."""
    shapes = [frame.placed(item.shape) for item in paints]
    parts = [part for shape in shapes for part in shapely.get_parts(shape)
             if part.geom_type == "Polygon" and part.area > LARGE_PT2 * scale**2]
    circles = [shapely.maximum_inscribed_circle(part, 1.0).coords[0] for part in parts]
    return [((float(x), float(y)), part) for (x, y), part in zip(circles, parts, strict=True)]


def _town(canvas: Canvas | None, plan: Plan, frame: Frame, label: Label, scale: float, *,
          is_marked: bool = False) -> tuple[float, float] | None:
    """Write a town's name if there is room, and return its dot; without a canvas only keep the room free."""
    size, spot = 11 * scale, frame.spot(label.x_m, label.y_m)
    place = plan.beside(label.words, spot, size, (MARK_ROOM if is_marked else 5) * scale, label.moved)
    if place is None and is_marked:  # a mark needs its name, on whatever ground
        place = plan.beside(label.words, spot, size, MARK_ROOM * scale, not label.moved)
    if place is None or canvas is None:
        return None
    write(canvas, place.x, place.baseline, label.words, size, halo="#FFFFFF")
    return place.spot


def _within(frame: Frame, x_m: float, y_m: float) -> bool:
    left, bottom, right, top = frame.ground
    return left < x_m < right and bottom < y_m < top
