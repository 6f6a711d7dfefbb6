"""The content of a chart over time as plain data: panels, their axes, and marks for plans."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import pandas as pd

from geo.control.dates import Period, unbroken
from geo.measure import KM2_PER_SQUARE_MILE
from geo.outcomes.history import totals
from geo.plans.library import Library
from geo.plans.scenario import Group, Scenario
from geo.status import Holder, Side
from layers.language import N_, Language
from layers.selection import SIDES_ORDERED
from layers.text.wording import HOLDER_LONG

AREA_WORDS: dict[Side, str] = {
    Side.LEAVES: N_("Area Ukraine would withdraw from"),
    Side.RETURNS: N_("Area Russia would withdraw from"),
    Side.OPEN: N_("Area left open by the text"),
    Side.STAYS_OUT: N_("Area that would stay under Russian military control"),
}
"""Panel labels by side; ground that Ukraine simply keeps has no panel."""

STEPS = 4
"""The number of intervals on every axis; they are equal, so that slopes can be compared."""
SMALL = 0.04
"""A line that never rises above this share of the axis is described in text instead."""
ROUND_STEPS = (1, 2, 2.5, 3, 4, 5)

DAY = timedelta(days=1)

Runs = tuple[tuple[tuple[date, float], ...], ...]


@dataclass(frozen=True)
class Panel:
    """One line over time.

    `kind` is a side, or a holder without a plan; `measure` is 'area_km2' or 'people'. `runs` has,
    for each unbroken run of days, its first and last day and every day on which the value changed,
    with the value. `ticks` are the axis values, lowest first; axes of one measure have the same
    length. `value` is the value on the chosen day.
    """

    kind: Side | Holder
    measure: str
    runs: Runs
    ticks: tuple[float, ...]
    value: float

    @property
    def ends(self) -> tuple[float, float]:
        """The values on the first and last day drawn."""
        return self.runs[0][0][1], self.runs[-1][-1][1]

    @property
    def most(self) -> float:
        return max(value for run in self.runs for _, value in run)


@dataclass(frozen=True)
class Mark:
    """A day on which plans were published; `own` if the plan of the chart is among them."""

    number: int
    day: date
    titles: tuple[str, ...]
    own: bool


@dataclass(frozen=True)
class Chart:
    """The content of a chart: two panels for each kind, area first.

    `scenario` is None for the line without a plan. `silent` means that the plan assigns no ground,
    so that the panels show holders instead. `early` has the plans published outside the days drawn,
    and `alone` the isolated earlier days that are not drawn, each with the figures of all panels
    in order. `small` are panels too flat to draw, which are described in text.
    """

    scenario: Scenario | None
    first: date
    last: date
    chosen: date
    panels: tuple[Panel, ...]
    small: tuple[Panel, ...]
    marks: tuple[Mark, ...]
    early: tuple[Mark, ...]
    alone: tuple[tuple[date, tuple[float, ...]], ...]
    silent: bool = False

    @property
    def all_panels(self) -> tuple[Panel, ...]:
        """The panels drawn, then those described in text."""
        return (*self.panels, *self.small)

    @property
    def gaps(self) -> list[tuple[date, date]]:
        """The first and last day of every gap between known days, oldest first."""
        known = [(day, day) for day, _ in self.alone]
        known += [(run[0][0], run[-1][0]) for run in self.all_panels[0].runs]
        return [(end + DAY, start - DAY) for (_, end), (start, _) in pairwise(known) if end + DAY < start]


def chart(rows: pd.DataFrame, scenario: Scenario | None, library: Library, periods: Sequence[Period],
          chosen: date, language: Language) -> Chart:
    """Lay out a history.

    Parameters
    ----------
    rows
        From `history`, all known days.
    scenario
        The plan, or None.
    library
        The plans whose publication is marked.
    periods
        The known days; isolated days before the first longer period are described, not drawn.
    chosen
        The chosen day, one of the known days.
    language
        The reader's; it decides the units of the axes.
    """
    sides = [] if scenario is None else [side for side in SIDES_ORDERED if side in AREA_WORDS]
    there = [side for side in sides if (rows["side"] == side).any()]
    silent = scenario is not None and there == [Side.OPEN] and bool((rows["side"] == Side.OPEN).all())
    kinds: list[Side | Holder] = [Holder.RUSSIA] if scenario is None or silent else [*there]
    sums = totals(rows, "holder" if kinds == [Holder.RUSSIA] else "side")
    first = next((run.first for run in unbroken(tuple(periods)) if run.first < run.last), periods[0].first)
    drawn = sums[[day >= first for day in sums.index]]
    columns = {(kind, measure): (measure, kind.value) for kind in kinds for measure in ("area_km2", "people")}
    factor = 1.0 if language.units == "km2" else KM2_PER_SQUARE_MILE
    ticks: dict[tuple[Side | Holder, str], tuple[float, ...]] = {}
    for measure, unit in (("area_km2", factor), ("people", 1.0)):
        lines = {key: drawn[column] / unit for key, column in columns.items() if key[1] == measure}
        ticks |= {key: tuple(tick * unit for tick in axis) for key, axis in axes(lines).items()}
    panels = [Panel(kind, measure, _runs(drawn[column]), ticks[kind, measure], float(sums.at[chosen, column]))
              for (kind, measure), column in columns.items()]
    small = {panel.kind for panel in panels if panel.measure == "area_km2"
             and panel.most < SMALL * (panel.ticks[-1] - panel.ticks[0])}
    small = set() if len(small) == len(kinds) else small
    panels.sort(key=lambda panel: panel.kind in small)
    last = drawn.index[-1]
    marks, early = _marks(library, scenario, first, last)
    return Chart(
        scenario=scenario, first=first, last=last, chosen=chosen, silent=silent, marks=marks, early=early,
        panels=tuple(panel for panel in panels if panel.kind not in small),
        small=tuple(panel for panel in panels if panel.kind in small),
        alone=tuple((day, tuple(float(row[columns[panel.kind, panel.measure]]) for panel in panels))
                    for day, row in sums.iterrows() if day < first),
    )


def axes(lines: Mapping[tuple[Side | Holder, str], "pd.Series[float]"]) -> dict:
    """Return ticks for each line: equal axis lengths, starting at zero where that costs little."""
    ranges = {key: (float(line.min()), float(line.max())) for key, line in lines.items()}
    step = next(s for s in _round_steps() if all(_fits(low, high, s) for low, high in ranges.values()))
    near = [high for _, high in ranges.values() if STEPS * step < high <= 2.5 * STEPS * step]
    if near:
        step = next(s for s in _round_steps() if max(near) <= STEPS * s)
    result = {}
    for key, (low, high) in ranges.items():
        start = 0.0 if high <= STEPS * step else math.floor(low / step) * step
        if start > 0 and low - start < step / 2 and high <= start + (STEPS - 1) * step:
            start -= step  # keeps the line clear of the axis break
        result[key] = tuple(start + n * step for n in range(STEPS + 1))
    return result


def _fits(low: float, high: float, step: float) -> bool:
    return high <= (0 if high <= STEPS * step else math.floor(low / step) * step) + STEPS * step


def _round_steps() -> Iterable[float]:
    return (digit * 10.0**power for power in range(9) for digit in ROUND_STEPS)


def _runs(line: "pd.Series[float]") -> Runs:
    """Reduce a line to the days on which it changes, split where days are missing."""
    points = [(day, float(value)) for day, value in line.items()]
    gaps = [n + 1 for n, ((a, _), (b, _)) in enumerate(pairwise(points)) if (b - a).days > 1]
    runs = []
    for start, end in pairwise([0, *gaps, len(points)]):
        run = points[start:end]
        kept = [run[0], *(b for a, b in pairwise(run) if a[1] != b[1])]
        runs.append(tuple(kept if kept[-1] == run[-1] else [*kept, run[-1]]))
    return tuple(runs)


def _marks(library: Library, scenario: Scenario | None, first: date,
           last: date) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    """Return the publication dates of plans, oldest first: those drawn, numbered, and the others."""
    texts = [plan for plan in library.plans.values() if plan.group not in {Group.REFERENCE, Group.OWN}]
    plans = sorted(texts, key=lambda plan: (plan.published, plan.id))
    drawn: list[Mark] = []
    others: list[Mark] = []
    for day in sorted({plan.published for plan in plans}):
        here = [plan for plan in plans if plan.published == day]
        own = scenario is not None and scenario.id in {plan.id for plan in here}
        inside = first <= day <= last
        mark = Mark(len(drawn) + 1 if inside else 0, day, tuple(p.short_title for p in here), own)
        (drawn if inside else others).append(mark)
    return tuple(drawn), tuple(others)


def label(panel: Panel, language: Language) -> str:
    """Return the label of a panel."""
    if panel.measure == "people":
        return language.text(N_("Residents before 2022"))
    return language.text(HOLDER_LONG[panel.kind] if isinstance(panel.kind, Holder)
                         else AREA_WORDS[panel.kind])


def figure(panel: Panel, value: float, language: Language) -> str:
    """Format a panel's value exactly; people have no unit, as in the page's tables."""
    if panel.measure == "people":
        return language.people(value, exact=True)
    return language.area(value, exact=True)


def described(data: Chart, language: Language) -> str:
    """Describe the chart in sentences, for readers who cannot see it."""
    sentences = [language.text(N_("From {first} to {last}, day by day."), first=language.day(data.first),
                          last=language.day(data.last))]
    return " ".join([*sentences, *course(data.all_panels, data.chosen, language)])


def course(panels: Sequence[Panel], chosen: date, language: Language) -> list[str]:
    """Describe each pair of panels in a sentence: first value, value on the chosen day, last value."""
    sentences = []
    for area, people in zip(panels[::2], panels[1::2], strict=True):
        written = {f"{name}{end}": figure(panel, value, language)
                   for name, panel in (("area", area), ("people", people))
                   for end, value in zip(("_begin", "", "_end"), (panel.ends[0], panel.value, panel.ends[1]),
                                         strict=True)}
        sentences.append(language.text(
            N_("{what}: {area_begin} on the first day, {area} on {day}, {area_end} on the last; "
               "residents before 2022: {people_begin}, {people} and {people_end}."),
            what=label(area, language), day=language.day(chosen), **written))
    return sentences
