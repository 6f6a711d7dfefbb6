"""The colours of pages and maps, light and dark; pictures, files and paper are always light.

Drawings name the light colours, as attributes. A style sheet has the last word over attributes, so that one
sheet of dark counterparts is enough for the map, its patterns, legends and charts.
"""

from collections.abc import Mapping

from layers.style.chart import OVER_TIME_MARKS
from layers.style.styles import (
    BED,
    BED_EDGE,
    HIDDEN,
    INK,
    LAND,
    MUTED,
    NEIGHBOUR,
    PLAN_LINE,
    RIVER,
    RUSSIAN_HELD,
    RUSSIAN_INK,
    SEA,
    UKRAINIAN_HELD,
    UKRAINIAN_INK,
    WITHDRAWAL_BAND,
)

BORDER = "#9AA0A6"
"""The borders of neighbouring countries."""

DARK: dict[str, str] = {
    LAND: "#23282D", NEIGHBOUR: "#191C20", SEA: "#15303F", RIVER: "#4B6E83", BED: "#3B372C",
    BED_EDGE.colour: "#8398A3", BORDER: "#6B737C", HIDDEN[0].colour: "#50565D",
    INK: "#F6F7F8", MUTED: "#C3C9D0", "#FFFFFF": "#121518", "#000000": "#FFFFFF",
    UKRAINIAN_HELD: "#D29100", UKRAINIAN_INK: "#FFE2A6", RUSSIAN_HELD: "#BB789E", RUSSIAN_INK: "#FFF0F8",
    PLAN_LINE: "#F07C2B", WITHDRAWAL_BAND: "#B8955B", OVER_TIME_MARKS["grid"].colour: "#3D444D",
}
"""By each light colour of a drawing its dark counterpart: the hues stay, light and dark change places."""

TOKENS: dict[str, tuple[str, str]] = {
    "ink": (INK, "#E8EAED"),
    "quiet": (MUTED, "#B9C0C8"),
    "page": ("#FFFFFF", "#16191D"),
    "paper": ("#FAF9F6", "#22272E"),
    "field": ("#FFFFFF", "#22272E"),
    "panel": ("rgba(255, 255, 255, .97)", "rgba(22, 25, 29, .97)"),
    "rule": ("#C9C5BA", "#444C56"),
    "hair": ("#E3E0D8", "#343B43"),
    "edge": ("#8C959F", "#6E7781"),
    "link": ("#0B5E8E", "#8CC4F0"),
    "focus": ("#0072B2", "#56B4E9"),
    "sea": (SEA, DARK[SEA]),
    "halo": ("#FFFFFF", "#121518"),
    "dot": ("#424A53", "#C3C9D0"),
    "small-name": ("#32383F", "#D5D9DE"),
    "unit-name": ("#3F4A57", "#C3CBD4"),
    "water-name": ("#3A5A6B", "#A3C4D6"),
    "country": ("#C4BFB2", "#59616A"),
    "veil": ("rgba(255, 255, 255, .35)", "rgba(255, 255, 255, .2)"),
    "tiles": ("none", "invert(1) hue-rotate(180deg)"),
}
"""Light and dark values of the style sheets' own colours, by the name of the custom property."""

ON_SCREEN = "@media screen"
SYSTEM = "@media screen and (prefers-color-scheme: dark)"
LIGHT_FLAG, DARK_FLAG = "light", "dark"
"""The classes of a page's root that say which colours it has, whatever the reader's system asks for."""


def colours_css() -> str:
    """Return the style sheet with the colours of a page: by its root's class, else by the reader's system."""
    light = " ".join(f"--{name}: {value};" for name, (value, _dark) in TOKENS.items())
    dark = " ".join([*(f"--{name}: {value};" for name, (_light, value) in TOKENS.items()),
                     *(f"--{colour[1:]}: {value};" for colour, value in DARK.items())])
    drawn = {colour: f"var(--{colour[1:]}, {colour})" for colour in DARK}
    return "\n".join([
        f":root {{ color-scheme: light; {light} }}",
        f"{SYSTEM} {{ :root:not(.{LIGHT_FLAG}) {{ color-scheme: dark; {dark} }} }}",
        f"{ON_SCREEN} {{ :root.{DARK_FLAG} {{ color-scheme: dark; {dark} }} }}",
        recoloured(drawn),
        "",
    ])


def recoloured(colours: Mapping[str, str], drawing: str | None = None) -> str:
    """Return rules that draw in other colours: any drawing, or what there is in one.

    They name no ancestor, so that they match inside of a `<use>`, too.
    """
    found = [(f'{part}="{old}"', part, new) for old, new in colours.items() for part in ("fill", "stroke")]
    return "".join(f"[{drawn}]{{{part}:{new}}}" for drawn, part, new in found
                   if drawing is None or drawn in drawing)
