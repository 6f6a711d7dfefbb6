"""Colours, patterns and strokes for screen and print, distinguishable without colour."""

from collections.abc import Collection
from dataclasses import dataclass

LAND = "#F4F2EC"
SEA = "#D9E6EC"
RIVER = "#A9C6D6"
INK = "#1F2328"
MUTED = "#57606A"
NEIGHBOUR = "#E7E4DB"
PLAN_LINE = "#D55E00"
WITHDRAWAL = "#7A4F00"
WITHDRAWAL_BAND = "#94713B"
"""The colour of the band along withdrawals, wide enough to show on both sides of the lines over it."""


# The hues of the holders are Okabe and Ito's orange and a darker tone of their reddish purple: neither side's
# flag. Ukrainian-held ground has its hue where a plan changes something, and is plain land elsewhere.
UKRAINIAN_HELD, UKRAINIAN_INK = "#E69F00", "#7A4F00"
RUSSIAN_HELD, RUSSIAN_INK = "#9F5E82", "#4F1A3D"


@dataclass(frozen=True)
class Style:
    """A fill as drawn on map, legend and plate.

    `pattern` is one of PATTERNS; `tint` is the opacity of the flat colour under the pattern.
    """

    colour: str
    pattern: str
    tint: float = 0.35
    dashed: bool = False


@dataclass(frozen=True)
class Marks:
    """The element that a pattern repeats every PITCH screen pixels or page points.

    `angle_deg` is the direction of its lines, counter-clockwise from east, and `width` their width;
    without an angle the pattern has dots of that diameter. `dash` is the drawn length of a dash per
    pitch. `crossed` adds the same lines at right angles.
    """

    width: float
    angle_deg: int | None = None
    dash: float | None = None
    crossed: bool = False


@dataclass(frozen=True)
class Stroke:
    """A line: width and dashes in screen pixels or page points."""

    colour: str
    width: float
    dash: tuple[float, ...] = ()
    opacity: float = 1.0


BED = "#ECE4CE"
BED_EDGE = Stroke("#8C9FA8", 0.8, (3, 3))
"""The fill and edge of a reservoir that has run dry."""

PITCH = 10

PATTERNS: dict[str, Marks | None] = {
    "none": None,
    "solid": None,
    "diagonal": Marks(2.8, angle_deg=45),
    "broken_diagonal": Marks(1.8, angle_deg=45, dash=6),
    "back_diagonal": Marks(2.0, angle_deg=135),
    "dots": Marks(3.8),
    "level": Marks(1.2, angle_deg=0),
    "broken_level": Marks(2.2, angle_deg=0, dash=5),
    "upright": Marks(1.2, angle_deg=90),
    "broken_upright": Marks(1.8, angle_deg=90, dash=4),
    "grid": Marks(1.0, angle_deg=0, crossed=True),
}

HELD = Style(RUSSIAN_HELD, "solid", tint=0.36)
"""Russian-held ground on a map without a plan."""

HIDDEN = Style("#CDCECC", "grid", tint=1.0), MUTED
"""Fill and ink of a region that is switched off: an opaque grey used for no status."""

OVERLAY_SHADES: dict[str, float] = {
    "buffer": 0.16, "border_strip": 0.3, "overlay_3": 0.16, "overlay_4": 0.3, "overlay_5": 0.3,
    "overlay_6": 0.16, "overlay_7": 0.44,
}
"""The opacity of black over the ground for each look of an overlay; its outline is in STROKES.

Hues belong to the ground below. Two looks differ in dashes and in width or shade, so that they are told
apart where files have no dashes.
"""

LAID_SHADES: dict[str, float] = {"pull_back": 0.16, "swept": 0.16, "drawn": 0.08}
"""The same for ground that a reader laid over the map."""

UNCERTAIN, UNCERTAIN_OPACITY = "#FFFFFF", 0.6
"""The wash over ground whose holder is in doubt: what lies under it shows through, paler."""

STROKES: dict[str, tuple[Stroke, ...]] = {
    "region": (Stroke(INK, 0.8, opacity=0.55),),
    "withdrawal": (Stroke(WITHDRAWAL_BAND, 7.5),),
    "outline": (Stroke(INK, 1.4),),
    "open": (Stroke(MUTED, 1.8, (2, 5)),),
    "second": (Stroke("#FFFFFF", 3.4, opacity=0.8), Stroke(MUTED, 2, (1.5, 3.5))),
    "plan_line": (Stroke("#FFFFFF", 4.6, opacity=0.9), Stroke(PLAN_LINE, 3.2)),
    "wall": (Stroke("#FFFFFF", 5.6, opacity=0.9), Stroke(PLAN_LINE, 4, (2, 2))),
    "contact": (Stroke("#FFFFFF", 4, opacity=0.8), Stroke(INK, 2.4, (7, 5))),
    "buffer": (Stroke(INK, 1.2, (2, 4)),),
    "border_strip": (Stroke(INK, 1.2, (6, 3)),),
    "pull_back": (Stroke(INK, 1.6, (9, 3, 2, 3)),),
    "swept": (Stroke(INK, 1.0, (1, 3)),),
    "drawn": (Stroke(INK, 2.5, (8, 4)),),
    "shifted": (Stroke(INK, 4.4), Stroke("#FFFFFF", 2.2)),
    "uncertain": (Stroke(INK, 0.8),),
    "overlay_3": (Stroke(INK, 2.4, (10, 3, 2, 3)),),
    "overlay_4": (Stroke(INK, 3.6, (3, 6)),),
    "overlay_5": (Stroke(INK, 2.4, (14, 5)),),
    "overlay_6": (Stroke(INK, 3.6, (6, 2, 2, 2, 2, 2)),),
    "overlay_7": (Stroke(INK, 1.2, (3, 2)),),
}
"""The strokes of each line, bottom to top; lines are listed in drawing order."""


UNCERTAIN_SIGN = (Stroke(INK, 11, opacity=0.8), Stroke("#FFFFFF", 9.4), STROKES["contact"][-1])
"""The band in a legend: a strip along the line, unlike the box of a status."""


def drawing_order(kinds: Collection[str]) -> list[tuple[str, Stroke]]:
    """Return the strokes of lines in drawing order, for pages where lines overlap.

    Casings come before the inks of all lines, because the white casing of one must not cover
    another that runs along it.
    """
    there = [(kind, STROKES[kind]) for kind in STROKES if kind in kinds]
    plain = [(kind, strokes[0]) for kind, strokes in there if len(strokes) == 1]
    behind = [(kind, stroke) for kind, strokes in there for stroke in strokes[:-1]]
    return [*plain, *behind, *((kind, strokes[-1]) for kind, strokes in there if len(strokes) > 1)]
