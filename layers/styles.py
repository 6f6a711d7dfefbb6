"""How each status looks: one colour-blind-safe colour and one pattern, so that neither is needed."""

from dataclasses import dataclass

from geo.status import Status

LAND = "#F4F2EC"
SEA = "#D9E6EC"
INK = "#1F2328"
MUTED = "#57606A"
NEIGHBOUR = "#E7E4DB"
WALL = "#D55E00"
WITHDRAWAL = "#7A4F00"


@dataclass(frozen=True)
class Style:
    """A fill as drawn in map, legend and plate.

    `pattern` is one of PATTERNS; `tint` is the opacity of the flat colour below its lines.
    """

    colour: str
    pattern: str
    tint: float = 0.35
    dashed: bool = False


PATTERNS = ("none", "solid", "diagonal", "back_diagonal", "dots", "level", "upright")

# Okabe and Ito's palette. Diagonal lines rising to the right (45 degrees) mean that Ukraine
# leaves, rising to the left (135 degrees) that Russia does; dots are a zone without armies.
STYLES: dict[Status, Style] = {
    Status.UKRAINIAN: Style("#FFFFFF", "none", tint=0.0),
    Status.RETURNED: Style("#009E73", "back_diagonal"),
    Status.DEMILITARISED: Style("#E69F00", "dots", tint=0.45),
    Status.SPECIAL_ZONE: Style("#F0E442", "diagonal", tint=0.6),
    Status.HANDED_OVER: Style("#CC79A7", "diagonal", tint=0.4),
    Status.RECOGNISED: Style("#0072B2", "solid", tint=0.62),
    Status.FROZEN: Style("#56B4E9", "level", tint=0.45),
    Status.DEFERRED: Style("#000000", "upright", tint=0.1),
    Status.OPEN: Style("#FFFFFF", "none", tint=0.0, dashed=True),
}

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

TILE_PX = 10


def pattern_svg(status: Status, name: str) -> str:
    """The `<pattern>` of a status, for a page's `<defs>`; `name` becomes its id."""
    style, ink, size = STYLES[status], LINE_INK[status], TILE_PX
    turn = {"diagonal": 45, "back_diagonal": 135}.get(style.pattern)
    transform = f' patternTransform="rotate({turn})"' if turn is not None else ""
    marks = {
        # A vertical line in a turned tile: rotate(45) makes it rise to the right on screen.
        "diagonal": f'<path d="M{size / 2} 0V{size}" stroke="{ink}" stroke-width="2"/>',
        "back_diagonal": f'<path d="M{size / 2} 0V{size}" stroke="{ink}" stroke-width="2"/>',
        "upright": f'<path d="M{size / 2} 0V{size}" stroke="{ink}" stroke-width="1.2"/>',
        "level": f'<path d="M0 {size / 2}H{size}" stroke="{ink}" stroke-width="1.2"/>',
        "dots": f'<circle cx="{size / 2}" cy="{size / 2}" r="1.9" fill="{ink}"/>',
    }.get(style.pattern, "")
    flat = (f'<rect width="{size}" height="{size}" fill="{style.colour}" '
            f'fill-opacity="{style.tint}"/>')
    return (f'<pattern id="{name}" width="{size}" height="{size}" '
            f'patternUnits="userSpaceOnUse"{transform}>{flat}{marks}</pattern>')
