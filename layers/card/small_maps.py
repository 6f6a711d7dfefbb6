"""The picture of all plans: a small map of each, beside the figures and the legend of all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.crs import to_metres
from geo.explore.ranking import ranked, ranking
from geo.outcomes.outcome import Outcome
from geo.status import Side
from geo.zones.ground import Ground
from layers.frame import AFFECTED, bounds_of
from layers.plate.blocks import foot, heading, key_figures, legend
from layers.plate.canvas import Canvas, area, blank, box, lines, plate_settings, write
from layers.plate.font_coverage import to_supported_glyphs
from layers.plate.fonts import wrapped
from layers.plate.frame import Frame, frame_of
from layers.plate.hatching import paint
from layers.plate.sizes import CARD, layout_of
from layers.plate.text import Sheet
from layers.request import ExportRequest
from layers.style.looks import looks
from layers.style.overlays import overlay_fill, overlay_looks
from layers.style.simplify import thinned
from layers.style.statuses import Look, NotShown, look
from layers.style.styles import INK, LAND, MUTED, SEA, STROKES, Stroke
from layers.svg.small_maps import SHADE_SCALE

DETAIL_DEG = 0.02
COLUMNS, GAP_PT, LEADING = 7, 8.0, 1.15
NAMES = ((10.5, 2), (9.5, 2), (10.5, 3), (9.5, 3), (8.5, 3), (8.5, 4))
"""Sizes of type for the names, each with a number of lines: the first in which all have room is taken."""
MAP_SCALE = 0.55
"""Of lines and patterns."""
BESIDE = 0.78
"""The column beside the maps, as a share of that beside a single map."""


@plate_settings()
def small_maps(outcomes: Mapping[str, Outcome], rank: str, request: ExportRequest, sheet: Sheet) -> Canvas:
    """Draw a small map of each plan, in the order of a rank, beside figures and legend."""
    layout = layout_of(CARD)
    canvas = blank(layout.width, layout.height)
    left, width, gap, text = layout.margin, layout.width - 2 * layout.margin, layout.text, layout.text
    top = layout.margin * 0.8
    with canvas.layer("title"):
        top += heading(canvas, left, top, width, sheet, layout.title * 0.9, text) + gap * 0.5
    tall = foot(None, left, 0, width, sheet, layout.small)
    bottom = layout.height - layout.margin * 0.7 - tall
    with canvas.layer("credits"):
        foot(canvas, left, bottom, width, sheet, layout.small)
    bottom -= gap * 0.5
    column = (layout.beside or 0.0) * BESIDE
    x = layout.width - layout.margin - column
    with canvas.layer("figures-and-legend"):
        key_figures(canvas, x, top, column, sheet.figures, text)
        used = legend(None, 0, 0, column, sheet.legend, text * 0.8)
        legend(canvas, x, bottom - used, column, sheet.legend, text * 0.8)
    order = [str(plan) for plan in ranked(ranking(outcomes), rank).index]
    with canvas.layer("map"):
        _all_maps(canvas, {plan: outcomes[plan] for plan in order}, request, (left, top, x - gap, bottom))
    return canvas


def _all_maps(canvas: Canvas, outcomes: Mapping[str, Outcome], request: ExportRequest,
              rect: tuple[float, float, float, float]) -> None:
    left, top, right, bottom = rect
    rows = -(-len(outcomes) // COLUMNS)
    wide = (right - left - GAP_PT * (COLUMNS - 1)) / COLUMNS
    high = (bottom - top - GAP_PT * (rows - 1)) / rows
    say = request.language.text
    names = [to_supported_glyphs(say(one.scenario.short_title)) for one in outcomes.values()]
    size, most = type_of(names, wide)
    above = size * (most * LEADING + 0.4)
    base = small_base(outcomes, request)
    for number, (name, outcome) in enumerate(zip(names, outcomes.values(), strict=True)):
        x = left + number % COLUMNS * (wide + GAP_PT)
        y = top + number // COLUMNS * (high + GAP_PT)
        words = wrapped(name, wide, size)
        lower = max(0, most - len(words))  # a short name stands right above its map
        for line, text in enumerate(words[:most], start=1):
            write(canvas, x, y + size * (line + lower) * LEADING, text, size)
        _map(canvas, frame_of(x, y + above, wide, high - above, base.bounds), base, outcome, request)


def type_of(names: Sequence[str], width: float) -> tuple[float, int]:
    """Return the size of type and the number of lines in which all names have room in a width."""
    return next(((size, most) for size, most in NAMES
                 if all(len(wrapped(name, width, size)) <= most for name in names)), NAMES[-1])


@dataclass(frozen=True)
class SmallBase:
    """What the small maps have in common, in AREA_CRS."""

    bounds: tuple[float, float, float, float]
    zones: gpd.GeoDataFrame
    country: BaseGeometry
    contact: BaseGeometry


def small_base(outcomes: Mapping[str, Outcome], request: ExportRequest) -> SmallBase:
    """Return zones, country and line of contact for small maps, seen in one frame for all plans."""
    ground, regions = request.ground, request.world.regions
    shown: list[Outcome | Ground] = [*outcomes.values()] if request.frame == AFFECTED else [ground]
    seen = shapely.box(*shapely.total_bounds(np.array(
        [shapely.box(*bounds_of(request.frame, regions, one)) for one in shown])))
    bounds = shapely.total_bounds(to_metres(np.array([shapely.segmentize(seen, DETAIL_DEG)])))
    zones = thinned(ground.zones, DETAIL_DEG)
    zones = zones.set_geometry(to_metres(zones.geometry.to_numpy()))
    return SmallBase(tuple(bounds), zones, shapely.coverage_union_all(zones.geometry.to_numpy()),
                     to_metres(shapely.union_all(ground.contact.geometry.to_numpy())))


def _map(canvas: Canvas, frame: Frame, base: SmallBase, outcome: Outcome, request: ExportRequest) -> None:
    box(canvas, frame.left, frame.top, frame.width, frame.height, fill=SEA)
    area(canvas, frame.placed(base.country), LAND)
    fills: dict[Look, list[str]] = {}
    table, there = outcome.table, looks(outcome)
    for zone in base.zones.index.intersection(table.index):
        if table.at[zone, "region"] in request.hidden:
            fills.setdefault(NotShown.HIDDEN, []).append(zone)
        elif table.at[zone, "side"] != Side.KEEPS:
            fills.setdefault(there[zone], []).append(zone)
    for what, members in fills.items():
        shape = shapely.coverage_union_all(base.zones.geometry[members].to_numpy())
        paint(canvas, frame.placed(shape), *look(what), MAP_SCALE)
    overlay_look = overlay_looks(outcome.scenario)
    for item in outcome.bands:
        style = overlay_fill(overlay_look[item.id])
        area(canvas, frame.placed(to_metres(shapely.simplify(item.shape, DETAIL_DEG))), style.colour,
             style.tint * SHADE_SCALE)
    if "contact" in request.layers:
        lines(canvas, shapely.simplify(frame.placed(base.contact), 0.5), *STROKES["contact"],
              scale=MAP_SCALE)
    lines(canvas, shapely.boundary(frame.placed(base.country)), Stroke(INK, 0.5))
    box(canvas, frame.left, frame.top, frame.width, frame.height, edge=MUTED, edge_pt=0.6)
