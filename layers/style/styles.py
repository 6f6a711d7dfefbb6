"""How things look on screen and on paper: colours, patterns and strokes, so that none needs colour."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from geo.outcomes.difference import Change
from geo.status import Holder, Side, Status

LAND = "#F4F2EC"
SEA = "#D9E6EC"
INK = "#1F2328"
MUTED = "#57606A"
NEIGHBOUR = "#E7E4DB"
WALL = "#D55E00"
WITHDRAWAL = "#7A4F00"
WITHDRAWAL_BAND = "#94713B"
"""Wide enough to show on both sides of the lines that run along it."""


@dataclass(frozen=True)
class Style:
    """A fill as drawn in map, legend and plate.

    `pattern` is one of PATTERNS; `tint` is the opacity of the flat colour below its marks.
    """

    colour: str
    pattern: str
    tint: float = 0.35
    dashed: bool = False


@dataclass(frozen=True)
class Marks:
    """What a pattern repeats every PITCH pixels of a screen, or points of a page.

    `angle_deg` is the direction in which its lines rise, counter-clockwise from the east, and
    `width` how wide they are; without an angle there are dots of that diameter. `dash` breaks
    the lines: so long drawn, then nothing until the pitch is full. `crossed` lays the same lines
    once more, at right angles.
    """

    width: float
    angle_deg: int | None = None
    dash: float | None = None
    crossed: bool = False


@dataclass(frozen=True)
class Stroke:
    """A line: width and dashes in pixels of a screen, or points of a page."""

    colour: str
    width: float
    dash: tuple[float, ...] = ()
    opacity: float = 1.0


PITCH = 10

PATTERNS: dict[str, Marks | None] = {
    "none": None,
    "solid": None,
    "diagonal": Marks(2.8, angle_deg=45),
    "broken_diagonal": Marks(1.8, angle_deg=45, dash=6),
    "back_diagonal": Marks(2.0, angle_deg=135),
    "dots": Marks(3.8),
    "level": Marks(1.2, angle_deg=0),
    "upright": Marks(1.2, angle_deg=90),
    "grid": Marks(1.0, angle_deg=0, crossed=True),
}

# Okabe and Ito's palette. Diagonal lines rising to the right (45 degrees) mean that Ukraine
# leaves, whole ones to Russian control, broken ones to a zone of its own; rising to the left
# (135 degrees) that Russia does; dots are a zone without armies.
STYLES: dict[Status, Style] = {
    Status.UKRAINIAN: Style("#FFFFFF", "none", tint=0.0),
    Status.RETURNED: Style("#009E73", "back_diagonal"),
    Status.DEMILITARISED: Style("#E69F00", "dots", tint=0.45),
    Status.SPECIAL_ZONE: Style("#F0E442", "broken_diagonal", tint=0.6),
    Status.HANDED_OVER: Style("#CC79A7", "diagonal", tint=0.4),
    Status.RECOGNISED: Style("#0072B2", "solid", tint=0.62),
    Status.FROZEN: Style("#56B4E9", "level", tint=0.45),
    Status.DEFERRED: Style("#000000", "upright", tint=0.1),
    Status.OPEN: Style("#FFFFFF", "none", tint=0.0, dashed=True),
}

HELD = Style("#000000", "solid", tint=0.3)
"""Ground that Russia holds, on a map without a plan."""


class NotShown(StrEnum):
    """Ground of which a map says nothing, because a reader left it out."""

    HIDDEN = "hidden"


HIDDEN = Style("#CDCECC", "grid", tint=1.0), MUTED
"""Fill and ink of a region that is switched off: a grey that hides what lies below, and no status."""

Look = Status | Change | NotShown
"""What has a fill of its own."""

CHANGES: dict[Change, tuple[Style, str]] = {
    Change.TO_UKRAINE: (Style("#009E73", "back_diagonal"), "#00694D"),
    Change.FROM_UKRAINE: (Style("#CC79A7", "diagonal", tint=0.4), "#8A2F63"),
    Change.UNSAID: (Style("#FFFFFF", "dots", tint=0.5), "#57606A"),
    Change.STATUS: (Style("#56B4E9", "level", tint=0.45), "#0B5E8E"),
    Change.SAME: (Style("#000000", "solid", tint=0.12), "#57606A"),
}
"""How a comparison of two plans looks: fill and ink; ground that both treat alike is shaded only
where both leave it out of Ukrainian control. The diagonals rise as they do for statuses."""

LINE_INK: dict[Status, str] = {
    Status.RETURNED: "#00694D",
    Status.DEMILITARISED: "#7A4F00",
    Status.SPECIAL_ZONE: "#6B6300",
    Status.HANDED_OVER: "#8A2F63",
    Status.RECOGNISED: "#00456B",
    Status.FROZEN: "#0B5E8E",
    Status.DEFERRED: "#3D444D",
    Status.OPEN: "#57606A",
    Status.UKRAINIAN: "#57606A",
}
"""A darker shade of each colour for its lines: at least 3:1 against land and tint."""

OVER_TIME: dict[Side | Holder, Stroke] = {
    Side.LEAVES: Stroke(WITHDRAWAL, 2.2),
    Side.RETURNS: Stroke(LINE_INK[Status.RETURNED], 2.2),
    Side.STAYS_OUT: Stroke(LINE_INK[Status.FROZEN], 2.2),
    Side.OPEN: Stroke(MUTED, 2.2),
    Holder.RUSSIA: Stroke(LINE_INK[Status.DEFERRED], 2.2),
}
"""The lines of a chart over time; each has a panel and words of its own, so none needs its colour."""

OVER_TIME_TINT = 0.14
"""The opacity of the flat colour below a line whose axis starts at zero."""

OVER_TIME_MARKS: dict[str, Stroke] = {
    "grid": Stroke("#DDD9CE", 0.8),
    "axis": Stroke(INK, 1.0),
    "plan": Stroke(MUTED, 0.8, (2, 3)),
    "own": Stroke(INK, 1.1, (2, 3)),
    "day": Stroke(INK, 1.3),
}
"""Thin lines of a chart over time: where plans became public, and the day that is chosen."""

STRIP_OPACITY = 0.16

STROKES: dict[str, tuple[Stroke, ...]] = {
    "region": (Stroke(INK, 0.8, opacity=0.55),),
    "withdrawal": (Stroke(WITHDRAWAL_BAND, 7.5),),
    "outline": (Stroke(INK, 1.4),),
    "open": (Stroke(MUTED, 1.8, (2, 5)),),
    "second": (Stroke("#FFFFFF", 3.4, opacity=0.8), Stroke(MUTED, 2, (1.5, 3.5))),
    "wall": (Stroke("#FFFFFF", 4.6, opacity=0.9), Stroke(WALL, 3.2)),
    "contact": (Stroke("#FFFFFF", 4, opacity=0.8), Stroke(INK, 2.4, (7, 5))),
    "strip": (Stroke(INK, 1.2, (2, 4)),),
}
"""How each line is drawn, one stroke over the other; in the order in which lines are laid."""


def laid(kinds: Collection[str]) -> list[tuple[str, Stroke]]:
    """The strokes of some lines, first to last, on a page where several lie over each other.

    What is put behind a line comes before the inks of all such lines: the white behind one must
    not pale another that runs the same way.
    """
    there = [(kind, STROKES[kind]) for kind in STROKES if kind in kinds]
    plain = [(kind, strokes[0]) for kind, strokes in there if len(strokes) == 1]
    behind = [(kind, stroke) for kind, strokes in there for stroke in strokes[:-1]]
    return [*plain, *behind, *((kind, strokes[-1]) for kind, strokes in there if len(strokes) > 1)]


def look(what: Look) -> tuple[Style, str]:
    """The fill and the ink of a status, of a change between two plans, or of what is not shown."""
    if isinstance(what, NotShown):
        return HIDDEN
    return CHANGES[what] if isinstance(what, Change) else (STYLES[what], LINE_INK[what])
