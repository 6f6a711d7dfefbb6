"""Legend swatches and map patterns, drawn from their styles."""

from xml.etree import ElementTree as ET

from geo.zones.sites import DecidedBy
from layers.style.statuses import ALL_LOOKS, Look, look
from layers.style.styles import INK, LAND, PATTERNS, PITCH, Stroke, Style
from layers.svg.dark_image import knows_dark
from layers.svg.element import as_image, drawing, element, text_of
from layers.text.legend import Entry, Fill, Flat, Line, Sign, Spot

WIDTH, HEIGHT = 34, 20
HALVES = {DecidedBy.FIRST: "M17 4L11 10L17 16Z", DecidedBy.SECOND: "M17 4L23 10L17 16Z"}
"""The filled half of the mark of a site that one of two plans decides on."""
BOX = {"x": 1, "y": 1, "width": 32, "height": 18}


def swatch(sign: Sign) -> str:
    """Return a swatch as an SVG of 34 by 20 pixels."""
    return text_of(_swatch(sign))


def signs_css() -> str:
    """Return the CSS rules that draw the swatch of each look, as a sign or as the smaller mark of a row."""
    images = {what: as_image(knows_dark(swatch(Fill(what)))) for what in ALL_LOOKS}
    return "".join(f".sign.{what}, .chip.{what} {{ background-image: url({image}); }}\n"
                   for what, image in images.items())


def _swatch(sign: Sign) -> ET.Element:
    if isinstance(sign, Line):
        lines = [element("path", d="M1 10H33", **_stroke(stroke)) for stroke in sign.strokes]
        return drawing(*lines, width=WIDTH, height=HEIGHT, fill="none")
    if isinstance(sign, Spot):
        diamond = element("path", d="M17 4L23 10L17 16L11 10Z", fill="#FFFFFF", **_stroke(Stroke(INK, 2.4)))
        half = HALVES.get(sign.by)
        return drawing(diamond, *([element("path", d=half, fill=INK)] if half else []), width=WIDTH,
                       height=HEIGHT)
    ground = element("rect", **BOX, fill=LAND)
    if isinstance(sign, Flat):
        flat = element("rect", **BOX, fill=sign.colour, fill_opacity=sign.opacity, **_stroke(sign.strokes[0]))
        return drawing(ground, flat, width=WIDTH, height=HEIGHT)
    style, ink = look(sign.what)
    tint = element("rect", **BOX, fill=style.colour, fill_opacity=style.tint)
    edge = element("rect", **BOX, fill="none", **_stroke(Stroke(INK, 1, (2, 3) if style.dashed else ())))
    # Drawn, not tiled: some PDF viewers show the seams between tiles as a grid.
    inside = element("svg", ground, tint, *_marks(style, ink), **BOX, viewBox="1 1 32 18")
    return drawing(inside, edge, width=WIDTH, height=HEIGHT)


def _marks(style: Style, ink: str) -> list[ET.Element]:
    """Return the elements of a pattern across a whole swatch."""
    marks, steps = PATTERNS[style.pattern], range(-4, 5)
    if marks is None:
        return []
    if marks.angle_deg is None:
        spots = [(5 + PITCH * column, 5 + PITCH * row) for row in range(2) for column in range(4)]
        return [element("circle", cx=x, cy=y, r=f"{marks.width / 2:g}", fill=ink) for x, y in spots]
    dash = (marks.dash, PITCH - marks.dash) if marks.dash else ()
    drawn = "".join(f"M{-4 * PITCH} {PITCH * step + 5}H{4 * PITCH}" for step in steps)
    angles = (marks.angle_deg, marks.angle_deg + 90) if marks.crossed else (marks.angle_deg,)
    return [element("path", d=drawn, transform=f"rotate({-angle})", **_stroke(Stroke(ink, marks.width, dash)))
            for angle in angles]


def _stroke(stroke: Stroke) -> dict[str, str | None]:
    return {"stroke": stroke.colour, "stroke_width": f"{stroke.width:g}",
            "stroke_dasharray": " ".join(f"{part:g}" for part in stroke.dash) or None,
            "stroke_opacity": None if stroke.opacity == 1 else f"{stroke.opacity:g}"}


def pattern_svg(what: Look, name: str) -> str:
    """Return the `<pattern>` of a status or change as text."""
    return text_of(pattern(what, name))


def pattern(what: Look, name: str) -> ET.Element:
    """Return the `<pattern>` of a status or change, for `<defs>`; `name` becomes its id."""
    style, ink = look(what)
    marks, half = PATTERNS[style.pattern], PITCH / 2
    drawn, transform = None, None
    if marks is not None and marks.angle_deg is None:
        drawn = element("circle", cx=f"{half:g}", cy=f"{half:g}", r=f"{marks.width / 2:g}", fill=ink)
    elif marks is not None:
        across = f"M{half:g} 0V{PITCH}" if marks.crossed else ""
        drawn = element("path", d=f"M0 {half:g}H{marks.dash or PITCH:g}{across}", stroke=ink,
                        stroke_width=f"{marks.width:g}")
        # SVG measures angles clockwise.
        transform = f"rotate({-marks.angle_deg})" if marks.angle_deg else None
    flat = element("rect", width=PITCH, height=PITCH, fill=style.colour, fill_opacity=style.tint)
    return element("pattern", flat, drawn, id=name, width=PITCH, height=PITCH, patternUnits="userSpaceOnUse",
                   patternTransform=transform)


class Signs:
    """Legend swatches, each drawn once under an id, in order of first use."""

    def __init__(self) -> None:
        self._drawn: dict[str, tuple[str, ET.Element]] = {}

    def id_of(self, entry: Entry) -> str:
        """Return the id of an entry's swatch, and add the swatch if new."""
        drawn = _swatch(entry.sign)
        return self._drawn.setdefault(text_of(drawn), (f"sign-{len(self._drawn) + 1}", drawn))[0]

    @property
    def symbols(self) -> str:
        """Return the swatches as `<symbol>` elements for a page; they contain no outside text."""
        return text_of(*(element("symbol", *drawn, id=name, viewBox=f"0 0 {WIDTH} {HEIGHT}")
                         for name, drawn in self._drawn.values()))
