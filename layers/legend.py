"""What a reader sees beside and on the map: legend entries and the words of a hover."""

import base64
from dataclasses import dataclass
from html import escape

from geo.outcome import Outcome, pieces
from geo.status import Holder, Side, Status
from layers.language import N_, Language
from layers.styles import INK, LAND, WALL, WITHDRAWAL, pattern_svg
from layers.wording import HOLDER_WORDS, STATUS_SHORT, status_words

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="34" height="20"'


@dataclass(frozen=True)
class Entry:
    """One line of a legend: a swatch as SVG, and what it means."""

    swatch: str
    words: str


def tips(outcome: Outcome, names: dict[str, str], language: Language) -> dict[str, list[str]]:
    """For every piece: region, what happens there, and who holds how much, as plain text."""
    day = language.day(outcome.ground.control.on)
    return {
        str(piece): [
            names[row["region"]],
            status_words(language, row["status"], outcome.scenario.rules[row["rule"]].level),
            language.text(
                N_("{holder} on {day}: {area}"),
                holder=language.text(HOLDER_WORDS[Holder(row["holder"])]), day=day,
                area=language.area(row["area_km2"]),
            ),
        ]
        for piece, row in pieces(outcome).iterrows()
    }


def fill_swatch(status: Status) -> str:
    """A box in the colour and pattern of a status."""
    name = f"legend-{status}"
    dash = ' stroke-dasharray="2 3"' if status is Status.OPEN else ""
    shape = f'fill="url(#{name})" stroke="{INK}" stroke-width="1"{dash}'
    return (f'{SVG}><defs>{pattern_svg(status, name)}'
            f'</defs><rect x="1" y="1" width="32" height="18" fill="{LAND}"/>'
            f'<rect x="1" y="1" width="32" height="18" {shape}/></svg>')


def line_swatch(*strokes: tuple[str, float, str]) -> str:
    """A short line, drawn once per (colour, width, dash pattern)."""
    lines = "".join(
        f'<path d="M1 10H33" stroke="{colour}" stroke-width="{width}" stroke-dasharray="{dash}"/>'
        for colour, width, dash in strokes
    )
    return f'{SVG} fill="none">{lines}</svg>'


def entries(outcome: Outcome, language: Language, layers: frozenset[str],
            shown: frozenset[str]) -> list[Entry]:
    """The legend of what is on the map: statuses present in the regions shown, then lines."""
    table = outcome.table
    visible = table[table["region"].isin(shown) & (table["area_km2"] > 0)]
    there = set(visible["status"])
    result = [
        Entry(fill_swatch(status), language.text(STATUS_SHORT[status]))
        for status in Status if status.value in there
    ]
    if outcome.strip_km is not None:
        box = (f'{SVG}><rect x="1" y="1" width="32" '
               f'height="18" fill="#000" fill-opacity=".16" stroke="{INK}" '
               'stroke-dasharray="2 4"/></svg>')
        words = language.text(N_("Strip of {km} km on each side of the line"),
                              km=language.decimal(outcome.strip_km))
        result.append(Entry(box, words))
    if "contact" in layers:
        words = language.text(N_("Line of contact, {day}"),
                              day=language.day(outcome.ground.control.on))
        result.append(Entry(line_swatch((INK, 2.4, "7 5")), words))
    if "wall" in layers and has_line(outcome):
        words = (N_("Line the plan would leave (“security wall”, as reported)")
                 if outcome.scenario.wall else N_("Line the plan would leave"))
        result.append(Entry(line_swatch((WALL, 6, "")), language.text(words)))
    if "withdrawal" in layers and (visible["side"] == Side.LEAVES).any():
        words = language.text(N_("Outline of the area Ukraine would withdraw from"))
        result.append(Entry(line_swatch((WITHDRAWAL, 2.4, "")), words))
    outline = language.text(N_("Ukraine's border of 1991 (UNGA 68/262) and coast"))
    result.append(Entry(line_swatch((INK, 1.8, "")), outline))
    return result


def has_line(outcome: Outcome) -> bool:
    """Whether the plan says enough for a line between the two sides to be drawn."""
    sides = set(outcome.table["side"])
    return bool(sides & {Side.KEEPS, Side.RETURNS}) and bool(sides & {Side.LEAVES, Side.STAYS_OUT})


def as_html(items: list[Entry]) -> str:
    """The legend as a list; words escaped, swatches as images, which no sanitiser strips."""
    rows = "".join(
        f'<li><img alt="" width="34" height="20" src="data:image/svg+xml;base64,'
        f'{base64.b64encode(item.swatch.encode()).decode()}"><span>{escape(item.words)}</span></li>'
        for item in items
    )
    return f'<ul class="legend">{rows}</ul>'
