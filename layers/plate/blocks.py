"""The blocks of a plate other than its map: heading, key figures, legend, footer.

Blocks return their height in points; without a canvas they are only measured.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from layers.plate.canvas import Canvas, area, lines, marks, write
from layers.plate.fonts import breakable, width_pt, wrapped
from layers.plate.hatching import paint
from layers.plate.map_elements import code, code_width
from layers.plate.text import Sheet
from layers.style.statuses import look
from layers.style.styles import INK, LAND, MUTED, Stroke
from layers.text.legend import Entry, Flat, Line, Sign, Spot
from layers.text.outcome import Headline

LEADING = 1.28
SIGN = (34.0, 20.0)  # points at scale 1
CODE_SIDE, MODULE = 7.4, 0.087
"""The minimum side of a QR code and of one of its modules, in multiples of the small font size: in a
PNG a module is then two pixels wide, the least that a phone can read from a screen."""


@dataclass(frozen=True)
class Stamp:
    """The day of a picture in a series, and where it lies between the first (0) and the last (1)."""

    words: str
    share: float | None = None


def paragraph(canvas: Canvas | None, left: float, top: float, width: float, words: str, size_pt: float,
              weight: str = "regular", colour: str = INK, leading: float = LEADING) -> float:
    """Draw a paragraph and return its height; without a canvas only measure it."""
    rows = wrapped(words, width, size_pt, weight)
    if canvas is not None:
        for number, row in enumerate(rows):
            baseline = top + size_pt * (0.96 + number * leading)
            write(canvas, left, baseline, row, size_pt, weight=weight, colour=colour)
    return len(rows) * size_pt * leading


def heading(canvas: Canvas | None, left: float, top: float, width: float, sheet: Sheet, title_pt: float,
            text_pt: float, corner: tuple[float, float] = (0.0, 0.0)) -> float:
    """Draw kicker, title and summary below one another; the `corner` (width, height) top right stays free."""
    y = top + paragraph(canvas, left, top, width - corner[0], sheet.kicker, text_pt * 0.84, colour=MUTED)
    y = max(y + text_pt * 0.25, top + corner[1])
    # A slightly smaller title is better than a last line of two words.
    sizes = [title_pt * step / 100 for step in range(100, 85, -2)]
    size = min(sizes, key=lambda pt: (len(wrapped(sheet.title, width, pt, "bold")), -pt))
    y += paragraph(canvas, left, y, width, sheet.title, size, "bold", leading=1.16) + title_pt * 0.22
    if sheet.summary:
        y += paragraph(canvas, left, y, width, sheet.summary, text_pt, leading=1.34)
    return y - top


def key_figures(canvas: Canvas | None, left: float, top: float, width: float, figures: Sequence[Headline],
                text_pt: float, columns: int = 1) -> float:
    """Draw label, figure with range, people and share, in one or more columns."""
    gap = text_pt * 1.6
    column = (width - gap * (columns - 1)) / columns
    y = top
    for start in range(0, len(figures), columns):
        row = figures[start:start + columns]
        tall = max(_figure(None, 0, 0, column, item, text_pt) for item in row)
        for number, item in enumerate(row):
            _figure(canvas, left + number * (column + gap), y, column, item, text_pt)
        y += tall
    return y - top


def _figure(canvas: Canvas | None, left: float, top: float, width: float, item: Headline,
            text_pt: float) -> float:
    value_pt, small_pt = text_pt * 1.62, text_pt * 0.88
    if canvas is not None:
        lines(canvas, shapely.linestrings([[left, top + 1], [left + width, top + 1]]), Stroke(INK, 0.7))
    y = top + text_pt * 0.34
    y += paragraph(canvas, left, y, width, item.label, text_pt)
    if canvas is not None:
        write(canvas, left, y + value_pt * 0.92, item.value, value_pt, weight="bold")
    after = width_pt(item.value, value_pt, "bold") + text_pt * 0.6
    if after + width_pt(item.spread, text_pt) <= width:
        if canvas is not None:
            write(canvas, left + after, y + value_pt * 0.92, item.spread, text_pt)
        y += value_pt * 1.2
    else:
        y += value_pt * 1.2
        y += paragraph(canvas, left, y, width, item.spread, text_pt)
    detail = "; ".join(item.notes)
    if detail:
        y += paragraph(canvas, left, y, width, detail, small_pt, colour=MUTED)
    return y - top + text_pt * 0.5


def legend(canvas: Canvas | None, left: float, top: float, width: float, items: Sequence[Entry],
           text_pt: float, columns: int = 1) -> float:
    """Draw the legend entries, filling one column after another."""
    scale = text_pt / 12
    gap = text_pt * 1.6
    column = (width - gap * (columns - 1)) / columns
    indent = SIGN[0] * scale + text_pt * 0.7
    tall = [max(SIGN[1] * scale, paragraph(None, 0, 0, column - indent, item.words, text_pt))
            + text_pt * 0.42 for item in items]
    per_column = -(-len(items) // columns)
    deepest = 0.0
    for number, item in enumerate(items):
        x = left + number // per_column * (column + gap)
        above = sum(tall[number // per_column * per_column:number])
        if canvas is not None:
            sign(canvas, x, top + above, scale, item.sign)
            one = len(wrapped(item.words, column - indent, text_pt)) == 1
            down = (SIGN[1] * scale - text_pt * LEADING) / 2 if one else 0.0
            paragraph(canvas, x + indent, top + above + down, column - indent, item.words, text_pt)
        deepest = max(deepest, above + tall[number])
    return deepest


def draw_stamp(canvas: Canvas, right: float, top: float, size_pt: float, stamp: Stamp,
               track_pt: float) -> None:
    """Write the day, and below it draw a line of this length with the place of the day in the series."""
    wide = width_pt(stamp.words, size_pt, "bold")
    write(canvas, right - wide, top + size_pt * 0.9, stamp.words, size_pt, weight="bold")
    if stamp.share is not None:
        y, start = top + size_pt * 1.32, right - track_pt
        lines(canvas, shapely.linestrings([[start, y], [right, y]]), Stroke("#C9C5BA", size_pt * 0.13))
        here = start + (right - start) * stamp.share
        lines(canvas, shapely.linestrings([[start, y], [here, y]]), Stroke(INK, size_pt * 0.13))


def sign(canvas: Canvas, left: float, top: float, scale: float, what: Sign) -> None:
    """Draw a legend swatch: a box, a short line, or the mark of a site."""
    width, height = SIGN[0] * scale, SIGN[1] * scale
    if isinstance(what, Spot):
        marks(canvas, np.array([[left + width / 2, top + height / 2]]), 8 * scale, what.by)
        return
    if isinstance(what, Line):
        stroke = shapely.linestrings([[left, top + height / 2], [left + width, top + height / 2]])
        lines(canvas, stroke, *what.strokes, scale=scale * 0.85)
        return
    rect = shapely.box(left + 1, top + 1, left + width - 1, top + height - 1)
    if isinstance(what, Flat):
        area(canvas, rect, LAND)
        area(canvas, rect, what.colour, what.opacity)
        edge = what.strokes
    else:
        style, ink = look(what.what)
        edge = (Stroke(INK, 1, (2, 3) if style.dashed else ()),)
        area(canvas, rect, LAND)
        paint(canvas, rect, style, ink, scale * 0.8)
    lines(canvas, shapely.boundary(rect), *edge, scale=scale)


def foot(canvas: Canvas | None, left: float, top: float, width: float, sheet: Sheet,
         small_pt: float) -> float:
    """Draw sources, notes, disclaimer, versions and link, with the link's QR code next to them."""
    side = small_pt * max(CODE_SIDE, code_width(sheet.code) * MODULE) if sheet.code else 0.0
    column = width - side - small_pt * 2
    y = top + small_pt * 0.7
    for words in sheet.notes:
        y += paragraph(canvas, left, y, column, words, small_pt, colour=MUTED) + small_pt * 0.2
    y += paragraph(canvas, left, y, column, sheet.disclaimer, small_pt, "bold") + small_pt * 0.2
    y += paragraph(canvas, left, y, column, sheet.stamp, small_pt, colour=MUTED)
    y += paragraph(canvas, left, y, column, breakable(sheet.link, column, small_pt), small_pt, colour=MUTED)
    tall = max(y - top, side + small_pt * 0.9)
    if canvas is not None:
        lines(canvas, shapely.linestrings([[left, top], [left + width, top]]), Stroke(INK, 0.7))
        if sheet.code:
            code(canvas, left + width - side, top + small_pt * 0.9, side, sheet.code)
    return tall


