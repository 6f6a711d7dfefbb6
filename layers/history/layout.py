"""Where the parts of a chart over time stand: its layouts, the place of a panel, and the words over it."""

from dataclasses import dataclass
from datetime import date

from layers.history.panels import Chart, Panel


@dataclass(frozen=True)
class Layout:
    """Dimensions of a chart in SVG user units (pixels at its natural width).

    `columns` is the number of panels side by side; `plot` the height of a panel's plot area; `size`
    the font size, `row` the line height; `axis` the width reserved for axis labels left of a plot
    area, and `gap` the space between panels.
    """

    width: float
    columns: int
    plot: float
    size: float
    row: float
    axis: float
    gap: float

    @property
    def field(self) -> float:
        """The width of a panel's plot area."""
        return (self.width - (self.columns - 1) * self.gap) / self.columns - self.axis - self.size


WIDE = Layout(width=1000, columns=2, plot=132, size=14, row=19, axis=84, gap=28)
NARROW = Layout(width=360, columns=1, plot=104, size=13, row=17, axis=80, gap=0)


@dataclass(frozen=True)
class Spot:
    """The top left corner of a panel's plot area."""

    left: float
    top: float
    layout: Layout

    @property
    def right(self) -> float:
        return self.left + self.layout.field

    @property
    def bottom(self) -> float:
        return self.top + self.layout.plot

    def x(self, day: date, data: Chart) -> float:
        return self.left + self.layout.field * (day - data.first).days / max((data.last - data.first).days, 1)

    def y(self, value: float, panel: Panel) -> float:
        low, high = panel.ticks[0], panel.ticks[-1]
        return self.bottom - self.layout.plot * (value - low) / (high - low)


@dataclass(frozen=True)
class Word:
    """A line of text over a chart: the place of its baseline in SVG user units, and its look.

    `anchor` is the part of the text that stands at `x`: 'start', 'middle' or 'end'. `look` is one of
    'plain', 'heading', 'plan' and 'own', where the last two are the numbers of plans.
    """

    text: str
    x: float
    y: float
    anchor: str = "start"
    look: str = "plain"


@dataclass(frozen=True)
class Drawing:
    """A chart in one layout: a complete `<svg>` element of a height in user units, and its words."""

    svg: str
    layout: Layout
    height: float
    words: tuple[Word, ...]
