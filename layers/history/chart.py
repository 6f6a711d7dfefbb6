"""The chart of a history: small panels with one line each, as SVG without scripts, and the words over it.

The words are apart from the drawing, so that the page can set them in its own typeface: it shows the
drawing as an image, which has no access to the fonts of the page.
"""

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

from geo.status import Holder
from layers.history.layout import NARROW, WIDE, Drawing, Layout, Spot, Word
from layers.history.marks import spread
from layers.history.panels import Chart, Panel, figure, label
from layers.language import N_, Language
from layers.style.chart import OVER_TIME, OVER_TIME_MARKS, OVER_TIME_TINT
from layers.style.styles import INK, Stroke
from layers.svg.element import drawing, element, text_of
from layers.text.wording import HOLDER_LONG

ROOM = 1.1
"""The distance of two numbers in a row as a multiple of the font size."""

GLYPH = 0.6
"""Average glyph width as a share of the font size, used to wrap text."""


def drawing_of(data: Chart, language: Language, wide: bool = True) -> Drawing:
    """Draw a chart.

    Parameters
    ----------
    data
        From `chart`.
    language
        The reader's.
    wide
        Two columns for 880 pixels or more, or one column for a phone; see WIDE, NARROW.
    """
    layout = WIDE if wide else NARROW
    heads = [_head(panel, data, language, layout) for panel in data.panels]
    body: list[ET.Element | Word] = []
    top = 0.0
    for start in range(0, len(data.panels), layout.columns):
        part = range(start, min(start + layout.columns, len(data.panels)))
        above = 0.6 if start else 0.6 + _rows_of_numbers(data, layout)
        tall = (max(len(heads[n]) for n in part) + above) * layout.row
        for column, n in enumerate(part):
            left = column * (layout.width + layout.gap) / layout.columns
            spot = Spot(left + layout.axis, top + tall, layout)
            body += [Word(words, left, top + (row + 0.8) * layout.row, look=look)
                     for row, (words, look) in enumerate(heads[n])]
            body += _panel(data.panels[n], data, spot, language)
            body += [] if start else _numbers(data, spot)
        top += tall + layout.plot + layout.row * (0.9 + _rows_of_days(data))
    shapes = [part for part in body if not isinstance(part, Word)]
    svg = text_of(drawing(*shapes, viewBox=f"0 0 {layout.width:g} {top:g}", width=f"{layout.width:g}",
                          height=f"{top:g}"))
    return Drawing(svg, layout, top, tuple(part for part in body if isinstance(part, Word)))


def title_of(data: Chart, language: Language) -> str:
    """Return the title of the chart."""
    first, last = language.day(data.first), language.day(data.last)
    if data.scenario is None or data.silent:
        return language.text(N_("{what}, {first} to {last}"), first=first, last=last,
                             what=language.text(HOLDER_LONG[Holder.RUSSIA]))
    return language.text(N_("{plan}: area and people, {first} to {last}"), first=first, last=last,
                         plan=language.text(data.scenario.title))


def _head(panel: Panel, data: Chart, language: Language, layout: Layout) -> list[tuple[str, str]]:
    """Return the lines above a panel with their look: label, value, start of the axis."""
    value = language.text(N_("{value} on {day}"), value=figure(panel, panel.value, language),
                          day=language.day(data.chosen))
    start = "" if panel.ticks[0] == 0 else language.text(
        N_("axis starts at {value}"), value=figure(panel, panel.ticks[0], language))
    whole = layout.field + layout.axis
    title = [(row, "heading") for row in _wrapped(label(panel, language), whole, layout)]
    notes = [f"{value}; {start}"] if start else [value]
    if start and len(notes[0]) * layout.size * GLYPH > whole:
        notes = [value, start]
    return [*title, *((row, "plain") for note in notes for row in _wrapped(note, whole, layout))]


def _wrapped(text: str, width: float, layout: Layout) -> list[str]:
    """Wrap a text to a width."""
    most = int(width / (layout.size * GLYPH))
    rows = [""]
    for word in text.split():
        if rows[-1] and len(rows[-1]) + 1 + len(word) > most:
            rows.append(word)
        else:
            rows[-1] = f"{rows[-1]} {word}".strip()
    return rows


def _panel(panel: Panel, data: Chart, spot: Spot, language: Language) -> Iterator[ET.Element | Word]:
    yield from _grid(panel, spot, language)
    for mark in data.marks:
        x = spot.x(mark.day, data)
        yield _rule(x, spot.top, x, spot.bottom, OVER_TIME_MARKS["own" if mark.own else "plan"])
    yield from _line(panel, data, spot)
    yield from _days(data, spot, language)


def _grid(panel: Panel, spot: Spot, language: Language) -> Iterator[ET.Element | Word]:
    """Yield the grid lines with labels; the lowest is the axis, broken if it does not start at zero."""
    for tick in panel.ticks:
        y = spot.y(tick, panel)
        look = OVER_TIME_MARKS["axis" if tick == panel.ticks[0] else "grid"]
        yield _rule(spot.left, y, spot.right, y, look)
        written = (language.people if panel.measure == "people" else language.area_number)(tick, exact=True)
        yield Word(written, spot.left - 8, y + spot.layout.size * 0.35, "end")
    if panel.ticks[0] != 0:
        # A short zigzag marks an axis that does not start at zero.
        yield element("path", d=f"M{spot.left:.1f} {spot.bottom - 14:.1f}l4 2.5l-8 4l8 4l-4 2.5", fill="none",
                      stroke=INK)


def _line(panel: Panel, data: Chart, spot: Spot) -> Iterator[ET.Element]:
    """Yield the stepped line and a marker for the value on the chosen day."""
    look = OVER_TIME[panel.kind]
    for run in panel.runs:
        x, y = spot.x(run[0][0], data), spot.y(run[0][1], panel)
        steps = "".join(f"H{spot.x(day, data):.1f}V{spot.y(value, panel):.1f}" for day, value in run[1:])
        path = f"M{x:.1f} {y:.1f}{steps or 'h0'}"  # a single day is a dot: the ends of a line are round
        if panel.ticks[0] == 0:
            yield element("path", d=f"{path}V{spot.bottom:.1f}H{x:.1f}Z", fill=look.colour,
                          fill_opacity=f"{OVER_TIME_TINT:g}")
        yield element("path", d=path, fill="none", stroke=look.colour, stroke_width=f"{look.width:g}",
                      stroke_linejoin="round", stroke_linecap="round")
    if data.first <= data.chosen <= data.last:
        x = spot.x(data.chosen, data)
        yield _rule(x, spot.top - 4, x, spot.bottom, OVER_TIME_MARKS["day"])
        yield element("circle", cx=f"{x:.1f}", cy=f"{spot.y(panel.value, panel):.1f}", r="4.5",
                      fill=look.colour, stroke="#FFFFFF", stroke_width="1.5")


def _rows_of_numbers(data: Chart, layout: Layout) -> int:
    """Return how many rows the numbers of all marks need above a plot."""
    return max(1, math.ceil(len(data.marks) * layout.size * ROOM / layout.field))


def _numbers(data: Chart, spot: Spot) -> Iterator[ET.Element | Word]:
    """Yield the number of each mark above its line, spaced so that numbers do not overlap.

    Where one row is too short for them, they take turns in several.
    """
    size, rows = spot.layout.size, _rows_of_numbers(data, spot.layout)
    wanted = [spot.x(mark.day, data) for mark in data.marks]
    places = spread(wanted, size * ROOM / rows, spot.left, spot.right)
    for number, (mark, x, at) in enumerate(zip(data.marks, wanted, places, strict=True)):
        y = spot.top - spot.layout.row * (0.95 + number % rows)
        look = OVER_TIME_MARKS["own" if mark.own else "plan"]
        yield _rule(at, y + size * 0.45, x, spot.top, replace(look, dash=()))
        yield Word(str(mark.number), at, y + size * 0.3, "middle", "own" if mark.own else "plan")


def _years(data: Chart) -> list[date]:
    """Return the first days of the years that begin after the first day drawn."""
    return [date(year, 1, 1) for year in range(data.first.year + 1, data.last.year + 1)]


def _days(data: Chart, spot: Spot, language: Language) -> Iterator[ET.Element | Word]:
    """Yield the years below the axis, where they begin, and below them the first and the last day."""
    row, years = spot.layout.row, _years(data)
    for day in (data.first, *years, data.last):
        x = spot.x(day, data)
        yield _rule(x, spot.bottom, x, spot.bottom + 5, OVER_TIME_MARKS["axis"])
    for day in years:
        yield Word(str(day.year), spot.x(day, data), spot.bottom + row, "middle")
    ends = spot.bottom + row * _rows_of_days(data)
    yield Word(language.day(data.first), spot.left - 8, ends)
    if data.first < data.last:
        yield Word(language.day(data.last), spot.right + 8, ends, "end")


def _rows_of_days(data: Chart) -> int:
    return 2 if _years(data) else 1


def _rule(x1: float, y1: float, x2: float, y2: float, look: Stroke) -> ET.Element:
    return element(
        "path", d=f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}", stroke=look.colour, stroke_width=f"{look.width:g}",
        stroke_dasharray=" ".join(f"{part:g}" for part in look.dash) or None)
