"""The plate, a picture for publication: map, legend, figures, date, source and disclaimer on one page."""

from collections.abc import Callable

from layers.plate.blocks import foot, heading, key_figures, legend, paragraph
from layers.plate.canvas import Canvas, blank, plate_settings
from layers.plate.frame import frame_of
from layers.plate.map import draw_map
from layers.plate.scene import Scene, scene_of
from layers.plate.sizes import A4_PT, SIZES, PlateSize, layout_of
from layers.plate.text import Sheet, sheet_of
from layers.request import ExportRequest
from layers.style.styles import MUTED

MIN_SCALE = 0.62  # below this scale type is too small to print; the layouts stay well above it
MIN_MAP_PT = 0.3  # of the page height, reserved for the map


@plate_settings()
def plate(request: ExportRequest, scene: Scene | None = None, sheet: Sheet | None = None) -> Canvas:
    """Draw the plate of a request.

    Parameters
    ----------
    request
        What to show, in which size and view.
    scene
        `scene_of(request)`, if already computed for another size.
    sheet
        The text, if different from `sheet_of(request)`.
    """
    layout, sheet = layout_of(request.size), sheet or sheet_of(request)
    scene = scene or scene_of(request)
    canvas = blank(layout.width, layout.height)
    if request.map_only:
        return _map_alone(canvas, layout, request, scene, sheet)
    left, width = layout.margin, layout.width - 2 * layout.margin
    gap = layout.text
    size = _largest(lambda k: _room_for_map(layout, sheet, width, gap, k) >= layout.height * MIN_MAP_PT)
    top = layout.margin * 0.8
    with canvas.layer("title"):
        top += heading(canvas, left, top, width, sheet, layout.title * size, layout.text * size) + gap * 0.7
    bottom = layout.height - layout.margin * 0.7 - foot(None, 0, 0, width, sheet, layout.small)
    with canvas.layer("credits"):
        foot(canvas, left, bottom, width, sheet, layout.small)
    bottom -= gap * 0.8
    if layout.beside is not None:
        with canvas.layer("figures-and-legend"):
            _beside(canvas, layout, sheet, top, bottom)
        map_width, map_bottom = width - layout.beside - gap * 1.5, bottom
    else:
        map_width = width
        map_bottom = bottom - _below(None, layout, sheet, 0, width, size) - gap * 0.6
        with canvas.layer("figures-and-legend"):
            _below(canvas, layout, sheet, map_bottom + gap * 0.6, width, size)
    frame = frame_of(left, top, map_width, map_bottom - top, scene.bounds)
    with canvas.layer("map"):
        draw_map(canvas, frame, scene, request, layout.map_scale)
    return canvas


def _map_alone(canvas: Canvas, layout: PlateSize, request: ExportRequest, scene: Scene,
               sheet: Sheet) -> Canvas:
    """Fill the page with the map; only the day, the sources and the disclaimer stand below it."""
    width, edge = layout.width, layout.small
    credit = f"{sheet.kicker}. {sheet.credit} {sheet.disclaimer}"
    tall = paragraph(None, 0, 0, width - 2 * edge, credit, layout.small) + edge
    with canvas.layer("credits"):
        paragraph(canvas, edge, layout.height - tall + edge / 2, width - 2 * edge, credit, layout.small,
                  colour=MUTED)
    with canvas.layer("map"):
        frame = frame_of(0.5, 0.5, width - 1, layout.height - tall - 1, scene.bounds)
        draw_map(canvas, frame, scene, request, layout.map_scale)
    return canvas


@plate_settings()
def map_only(request: ExportRequest, width_pt: float, height_pt: float, scene: Scene | None = None) -> Canvas:
    """Draw only the map and its legend, for a page that has its own title and figures."""
    layout, sheet = SIZES["a4-portrait"], sheet_of(request)
    scene = scene or scene_of(request)
    canvas = blank(width_pt, height_pt)
    text, columns = 8.2, 3
    tall = legend(None, 0, 0, width_pt, sheet.legend, text, columns)
    frame = frame_of(0.5, 0.5, width_pt - 1, height_pt - tall - 9, scene.bounds)
    draw_map(canvas, frame, scene, request, layout.map_scale * width_pt / (A4_PT[0] - 2 * layout.margin))
    with canvas.layer("legend"):
        legend(canvas, 0, height_pt - tall, width_pt, sheet.legend, text, columns)
    return canvas


def _room_for_map(layout: PlateSize, sheet: Sheet, width: float, gap: float, size: float) -> float:
    """Return the height left for the map with text at this scale."""
    used = heading(None, 0, 0, width, sheet, layout.title * size, layout.text * size)
    used += foot(None, 0, 0, width, sheet, layout.small) + layout.margin * 1.5 + gap * 1.5
    if layout.beside is None:
        used += _below(None, layout, sheet, 0, width, size) + gap * 0.6
    return layout.height - used


def _beside(canvas: Canvas, layout: PlateSize, sheet: Sheet, top: float, bottom: float) -> None:
    """Draw figures and legend in a column right of the map, as large as fits."""
    column = layout.beside or 0.0
    x = layout.width - layout.margin - column

    def tall(size: float) -> float:
        text = layout.text * size
        return (key_figures(None, 0, 0, column, sheet.figures, text, layout.columns) + text * 0.7
                + legend(None, 0, 0, column, sheet.legend, text * 0.86))

    size = _largest(lambda k: tall(k) <= bottom - top)
    text = layout.text * size
    used = key_figures(canvas, x, top, column, sheet.figures, text, layout.columns)
    used += text * 0.7
    low = legend(None, 0, 0, column, sheet.legend, text * 0.86)
    legend(canvas, x, max(top + used, bottom - low), column, sheet.legend, text * 0.86)


def _below(canvas: Canvas | None, layout: PlateSize, sheet: Sheet, top: float, width: float,
           size: float) -> float:
    """Draw legend and figures below the map; return their height."""
    text = layout.text * size
    used = legend(canvas, layout.margin, top, width, sheet.legend, text * 0.86, layout.columns)
    used += text * 0.6
    used += key_figures(canvas, layout.margin, top + used, width, sheet.figures, text * 0.94,
                        3 if layout.brief else layout.columns)
    return used


def _largest(fits: Callable[[float], bool]) -> float:
    """Return the largest scale, in steps down from 1, at which the content fits; otherwise the minimum."""
    size = 1.0
    while size > MIN_SCALE and not fits(size):
        size -= 0.02
    return size
