"""The plate, a picture for publication: map, legend, figures, date, source and disclaimer on one page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from layers.plate.blocks import Stamp, draw_stamp, foot, heading, key_figures, legend, paragraph
from layers.plate.canvas import Canvas, blank, box, plate_settings
from layers.plate.fonts import width_pt
from layers.plate.frame import frame_of
from layers.plate.map import draw_map
from layers.plate.scene import Scene, scene_of
from layers.plate.sizes import A4_PT, SIZES, PlateSize, layout_of
from layers.plate.text import Sheet, sheet_of
from layers.request import ExportRequest
from layers.style.styles import MUTED

MIN_SCALE = 0.62  # below this scale type is too small to print; the layouts stay well above it
MIN_MAP_PT = 0.3  # of the page height, reserved for the map
BRIEF_SCALE, BRIEF_MAP_PT = 0.86, 0.4
"""The same for a brief picture: its type must be legible at half its size, and its map is seen first."""
LEGEND_SHARES = (0.26, 0.32, 0.38, 0.44)  # of the width of a map with its legend beside it
STAMP_TALL, STAMP_SHARE = 1.6, 0.4
"""Of a stamp: its height in multiples of its type, and the most of a page's width that it takes from text."""


@dataclass(frozen=True)
class Room:
    """The heights in points of the text around a map, and the scales of its type.

    `size` is the scale of all type but that of a column beside the map, which is `column`; `stamp` is the
    width of the widest stamp, 0 without one. With `low` only the first line of the heading stands beside it.
    """

    size: float
    column: float
    stamp: float
    heading: float
    foot: float
    figures: float
    legend: float
    low: bool = False


@dataclass(frozen=True)
class Alike:
    """What the plates of a series have in common, so that nothing moves from one to the next.

    `room` is kept for the text, and `scene` decides where names and the elements of the map stand.
    """

    room: Room
    scene: Scene
    stamp: Stamp


@plate_settings()
def plate(request: ExportRequest, scene: Scene | None = None, sheet: Sheet | None = None,
          alike: Alike | None = None) -> Canvas:
    """Draw the plate of a request.

    Parameters
    ----------
    request
        What to show, in which size and view.
    scene
        `scene_of(request)`, if already computed for another size.
    sheet
        The text, if different from `sheet_of(request)`.
    alike
        What it has in common with the other plates of a series.
    """
    layout, sheet = layout_of(request.size), sheet or sheet_of(request)
    scene = scene or scene_of(request)
    room = alike.room if alike else room_of(layout, [sheet], map_only=request.map_only)
    canvas = blank(layout.width, layout.height)
    if request.map_only:
        return _map_alone(canvas, layout, request, scene, sheet, room, alike)
    left, width, gap = layout.margin, layout.width - 2 * layout.margin, layout.text
    top = layout.margin * 0.8
    if alike:
        with canvas.layer("stamp"):
            draw_stamp(canvas, left + width, top, layout.title, alike.stamp, room.stamp)
    with canvas.layer("title"):
        _heading(canvas, layout, top, sheet, room)
    top += room.heading + gap * 0.7
    bottom = layout.height - layout.margin * 0.7 - room.foot
    with canvas.layer("credits"):
        foot(canvas, left, bottom, width, sheet, layout.small)
    bottom -= gap * 0.8
    if layout.beside is not None:
        with canvas.layer("figures-and-legend"):
            _beside(canvas, layout, sheet, room, top, bottom)
        map_width, map_bottom = width - layout.beside - gap * 1.5, bottom
    else:
        map_width = width
        map_bottom = bottom - _below_pt(layout, room) - gap * 0.6
        with canvas.layer("figures-and-legend"):
            _below(canvas, layout, sheet, room, map_bottom + gap * 0.6)
    frame = frame_of(left, top, map_width, map_bottom - top, scene.bounds)
    with canvas.layer("map"):
        draw_map(canvas, frame, scene, request, layout.map_scale, alike.scene if alike else None)
    return canvas


def _map_alone(canvas: Canvas, layout: PlateSize, request: ExportRequest, scene: Scene,
               sheet: Sheet, room: Room, alike: Alike | None) -> Canvas:
    """Fill the page with the map; only the day, the sources and the disclaimer stand below it."""
    width, edge = layout.width, layout.small
    with canvas.layer("credits"):
        paragraph(canvas, edge, layout.height - room.foot + edge / 2, width - 2 * edge, _credit(sheet),
                  layout.small, colour=MUTED)
    frame = frame_of(0.5, 0.5, width - 1, layout.height - room.foot - 1, scene.bounds)
    label = (edge, edge, edge * 2.6 + room.stamp, edge * 1.6 + layout.title * STAMP_TALL)
    with canvas.layer("map"):
        draw_map(canvas, frame, scene, request, layout.map_scale, alike.scene if alike else None,
                 label if alike else None)
    if alike:
        with canvas.layer("stamp"):
            box(canvas, label[0], label[1], label[2] - label[0], label[3] - label[1], fill="#FFFFFF",
                edge=MUTED, edge_pt=0.6)
            draw_stamp(canvas, label[2] - edge * 0.8, edge * 1.4, layout.title, alike.stamp, room.stamp)
    return canvas


def _credit(sheet: Sheet) -> str:
    return f"{sheet.kicker}. {sheet.credit} {sheet.disclaimer}"


@plate_settings()
def map_only(request: ExportRequest, width_pt: float, height_pt: float, scene: Scene | None = None, *,
             may_stand_beside: bool = False) -> Canvas:
    """Draw only the map and its legend, for a page that has its own title and figures.

    The legend stands below the map or, if it may, beside it where that leaves more room to the ground.
    """
    layout, sheet = SIZES["a4-portrait"], sheet_of(request)
    scene = scene or scene_of(request)
    canvas = blank(width_pt, height_pt)
    text, gap = 8.2, 9
    tall = legend(None, 0, 0, width_pt, sheet.legend, text, 3)
    frame = frame_of(0.5, 0.5, width_pt - 1, height_pt - tall - gap, scene.bounds)
    place = (0.0, height_pt - tall, width_pt, sheet.legend, text, 3)
    for aside in [width_pt * share for share in LEGEND_SHARES if may_stand_beside]:
        other = frame_of(0.5, 0.5, width_pt - aside - gap, height_pt - 1, scene.bounds)
        fits = legend(None, 0, 0, aside, sheet.legend, text) <= height_pt
        if fits and other.points_per_m > frame.points_per_m:
            frame, place = other, (width_pt - aside, 0.0, aside, sheet.legend, text, 1)
    draw_map(canvas, frame, scene, request, layout.map_scale * width_pt / (A4_PT[0] - 2 * layout.margin))
    with canvas.layer("legend"):
        legend(canvas, *place)
    return canvas


def room_of(layout: PlateSize, sheets: Sequence[Sheet], stamps: Sequence[Stamp] = (), *,
            map_only: bool = False) -> Room:
    """Return the room for the text of a plate, or for that of each of several plates alike."""
    left_pt = layout.margin
    width, text = layout.width - 2 * left_pt, layout.text
    stamp = max((width_pt(item.words, layout.title, "bold") for item in stamps), default=0.0)
    if map_only:
        inside = layout.width - 2 * layout.small
        below = _most(lambda one: paragraph(None, 0, 0, inside, _credit(one), layout.small), sheets)
        return Room(1.0, 1.0, stamp, 0.0, below + layout.small, 0.0, 0.0)
    foot_pt = _most(lambda one: foot(None, 0, 0, width, one, layout.small), sheets)

    def at(size: float) -> Room:
        """Return the room with type of this scale, but for a column beside the map."""
        rooms = [Room(size, size, stamp, 0.0, foot_pt, 0.0, 0.0, low) for low in (False, True)]
        tall = [max(_heading(None, layout, 0, one, room) for one in sheets) for room in rooms]
        room = replace(rooms[tall[1] < tall[0]], heading=min(tall))
        return room if layout.beside is not None else _with_text(layout, room, sheets, width, size)

    def left(room: Room) -> float:
        """Return the height left for the map."""
        used = room.heading + room.foot + layout.margin * 1.5 + text * 1.5
        return layout.height - used - (_below_pt(layout, room) + text * 0.6 if layout.beside is None else 0.0)

    share, least = (BRIEF_MAP_PT, BRIEF_SCALE) if layout.brief else (MIN_MAP_PT, MIN_SCALE)
    size = _largest(lambda k: left(at(k)) >= layout.height * share, least)
    room = at(size)
    if layout.beside is None:
        return room
    column, height = layout.beside, left(room)

    def tall(room: Room) -> float:
        return room.figures + text * room.column * 0.7 + room.legend

    best = _largest(lambda k: tall(_with_text(layout, room, sheets, column, k)) <= height)
    return _with_text(layout, room, sheets, column, best)


def _most(tall: Callable[[Sheet], float], sheets: Sequence[Sheet]) -> float:
    return max(map(tall, sheets))


def _with_text(layout: PlateSize, room: Room, sheets: Sequence[Sheet], width: float, size: float) -> Room:
    """Return the room with that for figures and legend of this scale, beside the map or below it."""
    text, beside = layout.text * size, layout.beside is not None
    figures_pt, columns = (text, layout.columns) if beside else (text * 0.94, _figure_columns(layout))
    return replace(
        room, column=size,
        figures=_most(lambda one: key_figures(None, 0, 0, width, one.figures, figures_pt, columns), sheets),
        legend=_most(lambda one: legend(None, 0, 0, width, one.legend, text * 0.86,
                                        1 if beside else layout.columns), sheets))


def _figure_columns(layout: PlateSize) -> int:
    return 3 if layout.brief else layout.columns


def _heading(canvas: Canvas | None, layout: PlateSize, top: float, sheet: Sheet, room: Room) -> float:
    """Draw the heading beside the stamp, if there is one, or below it; return the height of both."""
    left, width = layout.margin, layout.width - 2 * layout.margin
    aside, tall = (room.stamp + layout.title, layout.title * STAMP_TALL) if room.stamp else (0.0, 0.0)
    type_pt = layout.title * room.size, layout.text * room.size
    if aside > width * STAMP_SHARE:
        return tall + heading(canvas, left, top + tall, width, sheet, *type_pt)
    if room.low:
        return heading(canvas, left, top, width, sheet, *type_pt, (aside, tall))
    return max(tall, heading(canvas, left, top, width - aside, sheet, *type_pt))


def _beside(canvas: Canvas, layout: PlateSize, sheet: Sheet, room: Room, top: float, bottom: float) -> None:
    """Draw figures and legend in a column right of the map, as large as fits."""
    column, text = layout.beside or 0.0, layout.text * room.column
    x = layout.width - layout.margin - column
    key_figures(canvas, x, top, column, sheet.figures, text, layout.columns)
    low = max(top + room.figures + text * 0.7, bottom - room.legend)
    legend(canvas, x, low, column, sheet.legend, text * 0.86)


def _below_pt(layout: PlateSize, room: Room) -> float:
    """Return the height of legend and figures below the map."""
    return room.legend + layout.text * room.size * 0.6 + room.figures


def _below(canvas: Canvas, layout: PlateSize, sheet: Sheet, room: Room, top: float) -> None:
    """Draw legend and figures below the map."""
    width, text = layout.width - 2 * layout.margin, layout.text * room.size
    legend(canvas, layout.margin, top, width, sheet.legend, text * 0.86, layout.columns)
    key_figures(canvas, layout.margin, top + room.legend + text * 0.6, width, sheet.figures, text * 0.94,
                _figure_columns(layout))


def _largest(fits: Callable[[float], bool], least: float = MIN_SCALE) -> float:
    """Return the largest scale, in steps down from 1, at which the content fits; otherwise the least."""
    size = 1.0
    while size > least and not fits(size):
        size -= 0.02
    return size
