"""A small static map as SVG, shown by pages where no script runs."""

from xml.etree import ElementTree as ET

import numpy as np
import shapely
from shapely.affinity import affine_transform
from shapely.geometry.base import BaseGeometry

from layers.plate.scene import Scene, scene_of
from layers.request import ExportRequest
from layers.style.overlays import overlay_edge, overlay_fill
from layers.style.statuses import SHADES, STATUSES, Look, NotShown
from layers.style.styles import (
    BED,
    HIDDEN,
    INK,
    LAND,
    NEIGHBOUR,
    RIVER,
    SEA,
    STROKES,
    UNCERTAIN,
    UNCERTAIN_OPACITY,
    Stroke,
    Style,
    drawing_order,
)
from layers.svg.element import element, text_of
from layers.svg.signs import pattern

WIDTH = 900
GRID = 0.5  # of a unit: finer than a screen can show, coarse enough for a small file
CITY = 4  # the rank of towns that are labelled: 400,000 people and more
TEXT = {"font_size": 14, "font_weight": 500, "fill": INK, "stroke": "#FFFFFF", "stroke_width": 3,
        "paint_order": "stroke"}

LOOKS: dict[Style, Look] = {**{shown.style: status for status, shown in STATUSES.items()},
                            **{style: shade for shade, style in SHADES.items()},
                            HIDDEN[0]: NotShown.HIDDEN}


def still(request: ExportRequest, scene: Scene | None = None) -> str:
    """Draw the map of a request as an `<svg>` element for an HTML page.

    Parameters
    ----------
    request
        A plan on a line of contact, or the line alone.
    scene
        `scene_of(request)`, if already computed.

    Returns
    -------
    str
        Markup without style sheet or script; ids start with 'still-'. It is hidden from screen
        readers, since the page says the same in text.
    """
    scene = scene or scene_of(request)
    left, bottom, right, top = scene.bounds
    scale = WIDTH / (right - left)
    height = round((top - bottom) * scale)
    frame = shapely.box(*scene.bounds)

    def placed(shape: BaseGeometry) -> BaseGeometry:
        return affine_transform(shapely.intersection(shape, frame),
                                [scale, 0, 0, -scale, -left * scale, top * scale])

    used = dict.fromkeys(LOOKS[item.style] for item in scene.paints if item.style in LOOKS)
    parts = [
        element("defs", *(pattern(what, f"still-{what}") for what in used)),
        element("rect", width=WIDTH, height=height, fill=SEA),
        _area(placed(scene.base["land"]), NEIGHBOUR),
        _line(placed(scene.base["country"]), Stroke("#9AA0A6", 0.8)),
        _area(placed(scene.base["ukraine"]), LAND),
        *(_area(placed(item.shape), *_fill(item.style)) for item in scene.paints),
        _line(shapely.simplify(placed(scene.base["river"]), 1), Stroke(RIVER, 1)),
        _area(shapely.simplify(placed(scene.base["water"]), 1), SEA),
        _area(placed(scene.base["bed"]), BED if scene.drained else SEA),
    ]
    for overlay in scene.overlays:
        style = overlay_fill(overlay.look)
        parts += [_area(placed(overlay.shape), style.colour, style.tint),
                  _line(shapely.boundary(placed(overlay.shape)), overlay_edge(overlay.look))]
    if not scene.uncertain.is_empty:
        parts.append(_area(placed(scene.uncertain), UNCERTAIN, UNCERTAIN_OPACITY))
        parts += [_line(shapely.boundary(placed(scene.uncertain)), stroke) for stroke in STROKES["uncertain"]]
    if scene.overlays:
        parts += [_area(placed(item.shape), *_fill(item.style)) for item in scene.hidden]
    parts += [_line(placed(scene.lines[kind]), stroke) for kind, stroke in drawing_order(scene.lines)]
    for item in scene.paints:
        if item.style.dashed:
            edge = shapely.boundary(placed(item.shape))
            parts += [_line(edge, stroke) for stroke in STROKES["open"]]
    for town in scene.towns:
        if town.rank <= CITY:
            x, y = (town.x_m - left) * scale, (top - town.y_m) * scale
            parts += [element("circle", cx=f"{x:.0f}", cy=f"{y:.0f}", r="2.5", fill=INK),
                      element("text", town.words, x=f"{x + 6:.0f}", y=f"{y + 5:.0f}", **TEXT)]
    return text_of(element("svg", *parts, class_="still", viewBox=f"0 0 {WIDTH} {height}", width=WIDTH,
                           height=height, aria_hidden="true", focusable="false"))


def _fill(style: Style) -> tuple[str, float]:
    """Return the fill and opacity of a style: its pattern, or a flat colour."""
    return (f"url(#still-{LOOKS[style]})", 1.0) if style in LOOKS else (style.colour, style.tint)


def _area(shape: BaseGeometry, fill: str, opacity: float = 1.0) -> ET.Element | None:
    drawn = _path(shapely.boundary(shape))
    thin = f"{opacity:g}" if opacity < 1 else None
    return element("path", d=drawn, fill=fill, fill_rule="evenodd", fill_opacity=thin) if drawn else None


def _line(shape: BaseGeometry, stroke: Stroke) -> ET.Element | None:
    drawn = _path(shape)
    if not drawn:
        return None
    return element(
        "path", d=drawn, fill="none", stroke=stroke.colour, stroke_width=f"{stroke.width:g}",
        stroke_linejoin="round", stroke_dasharray=" ".join(f"{part:g}" for part in stroke.dash) or None,
        stroke_opacity=f"{stroke.opacity:g}" if stroke.opacity < 1 else None)


def _path(lines: BaseGeometry) -> str:
    """Return lines as path data, snapped to a grid so that neighbours keep shared vertices."""
    pieces = []
    for line in shapely.get_parts(lines):
        steps = np.rint(shapely.get_coordinates(line) / GRID).astype(int)
        moved = np.diff(steps, axis=0)
        moved = moved[moved.any(axis=1)]
        if len(moved):
            drawn = "".join(_pair(*step) for step in moved.tolist())
            pieces.append(f"M{_pair(*steps[0].tolist()).lstrip()}l{drawn.lstrip()}")
    return "".join(pieces)


def _pair(x: int, y: int) -> str:
    """Format two numbers as path data, in which a sign or a second point begins a new number."""
    first, second = _short(x * GRID), _short(y * GRID)
    parted = second.startswith("-") or ("." in first and second.startswith("."))
    return (first if first.startswith("-") else f" {first}") + (second if parted else f" {second}")


def _short(value: float) -> str:
    """Format a number without a zero before its point."""
    words = f"{value:g}"
    return words.replace("0.", ".", 1) if words.startswith(("0.", "-0.")) else words
