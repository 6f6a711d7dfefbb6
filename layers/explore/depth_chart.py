"""The curve of a pull-back by depth: area and people, a line for each side, and the same as a table.

The lines are an image, which no sanitiser strips; all words are the page's own, in its typeface.
"""

import math
from dataclasses import dataclass
from xml.etree import ElementTree as ET

import pandas as pd

from geo.explore.depths import SIDES, Strip
from geo.explore.pull_back import MAX_KM, PullBack
from geo.explore.sides import Under
from geo.measure import KM2_PER_SQUARE_MILE
from geo.plans.overlay import Baseline
from layers.explore.answer import Grid
from layers.explore.pull_back import CONTACT_SIDES, curve_table, line_name
from layers.explore.tables import table_of
from layers.explore.together import PLAN_SIDES
from layers.html.render import render
from layers.language import N_, Language
from layers.style.chart import BY_DEPTH, OVER_TIME_MARKS
from layers.style.styles import Stroke
from layers.svg.dark_image import knows_dark
from layers.svg.element import as_image, drawing, element, text_of

MEASURES: dict[str, str] = {"area_km2": N_("Area"), "people": N_("Residents before 2022")}
TICKS_KM = (0, 10, 20, 30, 40)
DESCRIBED_KM = (5.0, 10.0, 20.0, 40.0)
"""The depths that the description of the chart tells."""
STEPS, ROUND_STEPS = 4, (1.0, 2.0, 2.5, 5.0)
WIDTH, HEIGHT = 400, 150
"""The plot area in units of its drawing, which the style sheet stretches."""


@dataclass(frozen=True)
class Panel:
    """One measure (of MEASURES): the line of each side from 0 to MAX_KM, and the values asked for."""

    measure: str
    lines: dict[str, tuple[tuple[float, float], ...]]
    asked: dict[str, tuple[float, float]]
    ticks: tuple[float, ...]

    def share(self, value: float) -> float:
        """Return how high a value stands, as a share of the axis."""
        return value / self.ticks[-1]


def depth_chart_html(table: pd.DataFrame, found: PullBack, language: Language) -> str:
    """Return the chart and its table.

    Parameters
    ----------
    table
        From `geo.explore.pull_back.curve`, of the same line as `found`.
    found
        The pull-back asked for; its depths are marked.
    language
        The reader's.
    """
    rows, say = curve_table(table, found.line, language), language.text
    title = say(N_("Ground and people by depth, measured from {line}"), line=line_name(found.line, language))
    swatches = {side: as_image(knows_dark(_swatch(BY_DEPTH[side]))) for side in SIDES}
    panels = [{
        "name": say(MEASURES[panel.measure]),
        "image": as_image(knows_dark(_plot(panel))),
        "sides": [(swatches[side], _key(panel, side, found.line, language)) for side in SIDES],
        "across": [(_percent(km / MAX_KM), say(N_("{km} km"), km=language.decimal(km))) for km in TICKS_KM],
        "up": [(_percent(panel.share(tick)), _number(panel, tick, language)) for tick in panel.ticks],
        "dots": [(_percent(km / MAX_KM), _percent(panel.share(value)), BY_DEPTH[side].colour)
                 for side, (km, value) in panel.asked.items() if km > 0],
    } for panel in panels_of(table, found, language)]
    return render(
        "depth_chart", title=title, panels=panels, alt=f"{title}. {described(table, found, language)}",
        key=say(N_("Measured at {count} depths and joined by straight lines; the dots are the depths "
                   "chosen."), count=language.number(table["km"].nunique())),
        summary=say(N_("The same figures as a table")),
        table=table_of(Grid(title, rows, tuple(range(1, len(rows[0])))), "ledger depths"))


def panels_of(table: pd.DataFrame, found: PullBack, language: Language) -> list[Panel]:
    """Return both panels; the depths asked for are points of the lines, too."""
    panels = []
    for measure in MEASURES:
        asked = {strip.side: (strip.km, _value(strip, measure)) for strip in found.strips}
        lines = {}
        for side in SIDES:
            rows = table[table["side"] == side]
            known = {float(km): float(value) for km, value in zip(rows["km"], rows[measure], strict=True)}
            lines[side] = tuple(sorted({**known, asked[side][0]: asked[side][1]}.items()))
        most = max(value for line in lines.values() for _km, value in line)
        unit = KM2_PER_SQUARE_MILE if measure == "area_km2" and language.units != "km2" else 1.0
        panels.append(Panel(measure, lines, asked, tuple(tick * unit for tick in ticks(most / unit))))
    return panels


def ticks(most: float) -> tuple[float, ...]:
    """Return round values from zero to at least `most`."""
    steps = (digit * 10.0**power for power in range(9) for digit in ROUND_STEPS)
    step = next(step for step in steps if STEPS * step >= most)
    return tuple(n * step for n in range(max(1, math.ceil(most / step)) + 1))


def described(table: pd.DataFrame, found: PullBack, language: Language) -> str:
    """Describe the chart in sentences, for readers who cannot see it."""
    sentences = []
    for side in SIDES:
        rows = table[table["side"] == side].set_index("km")
        sentences.append(language.text(
            N_("{side}: {figures}."), side=_side(side, found.line, language), figures="; ".join(
                language.text(N_("{area} and {people} residents within {km} km"),
                              area=language.area(rows.at[km, "area_km2"], exact=True),
                              people=language.people(rows.at[km, "people"], exact=True),
                              km=language.decimal(km)) for km in DESCRIBED_KM)))
    return " ".join(sentences)


def _plot(panel: Panel) -> str:
    """Draw grid and lines; the drawing is stretched to its place, and its strokes are not."""

    def at(km: float, value: float) -> str:
        return f"{WIDTH * km / MAX_KM:.1f} {HEIGHT * (1 - panel.share(value)):.2f}"

    marks = OVER_TIME_MARKS
    grid = [_path(f"M{at(0, tick)}L{at(MAX_KM, tick)}", marks["grid" if tick else "axis"])
            for tick in panel.ticks]
    lines = [_path("M" + "L".join(at(km, value) for km, value in panel.lines[side]), BY_DEPTH[side])
             for side in SIDES]
    return text_of(drawing(*grid, *lines, viewBox=f"0 0 {WIDTH} {HEIGHT}", preserveAspectRatio="none",
                           width=WIDTH, height=HEIGHT, overflow="visible"))


def _swatch(look: Stroke) -> str:
    return text_of(drawing(_path("M0 5H28", look), width=28, height=10))


def _path(d: str, look: Stroke) -> ET.Element:
    return element("path", d=d, fill="none", stroke=look.colour, stroke_width=f"{look.width:g}",
                   stroke_linejoin="round", vector_effect="non-scaling-stroke",
                   stroke_dasharray=" ".join(f"{part:g}" for part in look.dash) or None)


def _key(panel: Panel, side: str, line: Baseline, language: Language) -> str:
    """Return what the chart says of one side: its name, the value asked for, and the depth."""
    km, value = panel.asked[side]
    write = language.area if panel.measure == "area_km2" else language.people
    return language.text(N_("{side}: {value} ({km} km)"), side=_side(side, line, language),
                         value=write(value, exact=True), km=language.decimal(km))


def _number(panel: Panel, value: float, language: Language) -> str:
    write = language.area_number if panel.measure == "area_km2" else language.people
    return write(value, exact=True)


def _percent(share: float) -> str:
    return f"{100 * share:.2f}"


def _side(side: str, line: Baseline, language: Language) -> str:
    plan = dict(zip(SIDES, (PLAN_SIDES[Under.UKRAINE], PLAN_SIDES[Under.OTHER]), strict=True))
    return language.text((plan if line is Baseline.PLAN_LINE else CONTACT_SIDES)[side])


def _value(strip: Strip, measure: str) -> float:
    return strip.area_km2 if measure == "area_km2" else float(strip.people)
