"""QGIS styles (QML) for exported layers, derived from the styles of map and plate."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from xml.etree import ElementTree as ET

from geo.outcomes.outcome import Outcome
from geo.plans.rule import Level
from geo.status import Holder, Status
from layers.language import Language
from layers.style.overlays import overlay_edge, overlay_fill, overlay_looks
from layers.style.statuses import ALL_LOOKS, SHADE_OF_LEVEL, STATUSES, Shade, look
from layers.style.styles import (
    HELD,
    INK,
    PATTERNS,
    PITCH,
    STROKES,
    Marks,
    Stroke,
    Style,
)
from layers.text.legend import look_words
from layers.text.overlays import overlay_names
from layers.text.wording import HOLDER_LONG

MM_PER_PIXEL = 25.4 / 96
OUTLINE = Stroke(INK, 0.9)
OPEN_OUTLINE = Stroke(INK, 1.6, (2, 3))
CONTROL_STYLES: dict[Holder, tuple[Style, str]] = {
    Holder.RUSSIA: (HELD, INK),
    Holder.UKRAINE: (STATUSES[Status.UKRAINIAN].style, INK),
}
LOOK = " ".join((
    "CASE",
    f"WHEN \"status\" = '{Status.OPEN}' AND \"holder\" = '{Holder.RUSSIA}' THEN '{Shade.OPEN_HELD}'",
    *(f"WHEN \"status\" = '{Status.RECOGNISED}' AND \"level\" = '{level}' THEN '{shade}'"
      for level, shade in SHADE_OF_LEVEL.items()),
    "ELSE \"status\" END"))
"""The look of a zone (`look_of`) as an expression of QGIS over its columns."""
Filled = tuple[str, str, Style, str]
"""A value, its label, and the style and ink of its fill."""
LINE_STROKES = {"contact": "contact", "plan_line": "plan_line"}
"""The entry of STROKES with which each line is drawn."""


def zones_qml(there: Mapping[Status | Shade, Collection[Level | None]], language: Language) -> str:
    """Return a fill for each look that occurs, named as in the map's legend and patterned as on the map.

    `there` has the levels of recognition that occur with each look.
    """
    return _categorised(LOOK, _fills(there, language))


def control_qml(language: Language) -> str:
    """Return a fill for each holder, for a map without a plan."""
    return _categorised("holder", _held_fills(language))


def line_qml(part: str, label: str, wall: str | None) -> str:
    """Return the symbol of a line, and below it that of a security wall along it, each with its label.

    `wall` is the label of the wall, None if nobody speaks of one.
    """
    renderer = ET.Element("renderer-v2", type="RuleRenderer", symbollevels="0", enableorderby="0")
    rules = ET.SubElement(renderer, "rules", key="{line}")
    symbols = ET.SubElement(renderer, "symbols")
    drawn = [("wall", wall, '"wall"')] if wall else []
    for number, (kind, words, condition) in enumerate([*drawn, (LINE_STROKES[part], label, "")]):
        rule = ET.SubElement(rules, "rule", key=f"{{{kind}}}", symbol=str(number), label=words)
        if condition:
            rule.set("filter", condition)
        symbol = ET.SubElement(symbols, "symbol", _symbol_keys(str(number), "line"))
        *behind, ink = STROKES[kind]
        for stroke in behind:
            # Whole layers are stacked, so a wider white casing would cover lines in the layer below.
            narrow = replace(stroke, width=ink.width, opacity=1.0) if ink.dash else stroke
            _simple_line(symbol, narrow)
        _simple_line(symbol, ink, level=number + 1)  # as in `drawing_order`, inks lie over all casings
    return _document(renderer)


def overlays_qml(outcome: Outcome, language: Language) -> str:
    """Return a symbol for each buffer and border strip of a plan, named for the legend."""
    names = overlay_names(outcome, language)
    return _overlays("overlay", {name: (names[name], drawn)
                                 for name, drawn in overlay_looks(outcome.scenario).items() if name in names})


def stacked_zones_qml(there: Mapping[Status | Shade, Collection[Level | None]], language: Language, *,
                      held: bool) -> str:
    """Return the fills of `zones_qml`; if `held`, also those of `control_qml` for zones without a plan."""
    return _categorised(f"coalesce({LOOK}, \"holder\")",
                        [*_fills(there, language), *(_held_fills(language) if held else [])])


def stacked_overlays_qml(there: Mapping[tuple[str, str], tuple[str, str]]) -> str:
    """Return a symbol for each overlay of several plans.

    `there` has the label and the name of the look of each by the ids of plan and overlay.
    """
    return _overlays(""" "scenario" || '/' || "overlay" """.strip(),
                     {"/".join(ids): drawn for ids, drawn in there.items()})


def _overlays(column: str, there: Mapping[str, tuple[str, str]]) -> str:
    renderer, categories, symbols = _renderer(column)
    for number, (value, (label, look_name)) in enumerate(there.items()):
        symbol = _category(categories, symbols, number, value, label)
        _simple_fill(symbol, overlay_fill(look_name), None)
        _simple_line(symbol, overlay_edge(look_name))
    return _document(renderer)


def _renderer(column: str) -> tuple[ET.Element, ET.Element, ET.Element]:
    """Return a renderer by the values of a column, with its empty lists of categories and symbols."""
    renderer = ET.Element("renderer-v2", type="categorizedSymbol", attr=column, symbollevels="0",
                          enableorderby="0")
    return renderer, ET.SubElement(renderer, "categories"), ET.SubElement(renderer, "symbols")


def _category(categories: ET.Element, symbols: ET.Element, number: int, value: str, label: str) -> ET.Element:
    ET.SubElement(categories, "category", value=value, symbol=str(number), label=label, render="true")
    return ET.SubElement(symbols, "symbol", _symbol_keys(str(number), "fill"))


def _fills(there: Mapping[Status | Shade, Collection[Level | None]], language: Language) -> list[Filled]:
    return [(what.value, look_words(language, what, there[what]), *look(what))
            for what in ALL_LOOKS if what in there]


def _held_fills(language: Language) -> list[Filled]:
    return [(holder.value, language.text(HOLDER_LONG[holder]), *style)
            for holder, style in CONTROL_STYLES.items()]


def _categorised(column: str, fills: list[Filled]) -> str:
    renderer, categories, symbols = _renderer(column)
    for number, (value, label, style, ink) in enumerate(fills):
        symbol = _category(categories, symbols, number, value, label)
        _simple_fill(symbol, style, OPEN_OUTLINE if style.dashed else OUTLINE)
        marks = PATTERNS[style.pattern]
        if marks is not None:
            _pattern(symbol, marks, ink, f"@{number}@1")
    return _document(renderer)


def _document(renderer: ET.Element) -> str:
    root = ET.Element("qgis", version="3.22", styleCategories="Symbology")
    root.append(renderer)
    return ET.tostring(root, encoding="unicode")


def _symbol_keys(name: str, kind: str) -> dict[str, str]:
    return {"name": name, "type": kind, "alpha": "1", "clip_to_extent": "1", "force_rhr": "0"}


def _layer(symbol: ET.Element, kind: str, level: int = 0, **properties: str) -> ET.Element:
    keys = {"class": kind, "enabled": "1", "locked": "0", "pass": str(level)}
    layer = ET.SubElement(symbol, "layer", keys)
    options = ET.SubElement(layer, "Option", type="Map")
    for name, value in properties.items():
        ET.SubElement(options, "Option", name=name, type="QString", value=value)
    return layer


def _simple_fill(symbol: ET.Element, style: Style, edge: Stroke | None) -> None:
    if edge is None:
        _layer(symbol, "SimpleFill", color=_rgba(style.colour, style.tint), style="solid", outline_style="no")
        return
    _layer(symbol, "SimpleFill", color=_rgba(style.colour, style.tint),
           style="solid" if style.tint else "no", joinstyle="round",
           outline_color=_rgba(edge.colour, edge.opacity), outline_style="dash" if edge.dash else "solid",
           outline_width=_mm(edge.width), outline_width_unit="MM")


def _simple_line(symbol: ET.Element, stroke: Stroke, level: int = 0) -> None:
    # The dash pattern is given in millimetres, not in multiples of the line width.
    dash = ";".join(_mm(part) for part in stroke.dash) or "1;1"
    _layer(symbol, "SimpleLine", level, line_color=_rgba(stroke.colour, stroke.opacity), line_style="solid",
           line_width=_mm(stroke.width), line_width_unit="MM", joinstyle="round", capstyle="flat",
           use_custom_dash=str(int(bool(stroke.dash))), customdash=dash, customdash_unit="MM")


def _pattern(symbol: ET.Element, marks: Marks, ink: str, name: str) -> None:
    if marks.angle_deg is None:
        layer = _layer(symbol, "PointPatternFill", distance_x=_mm(PITCH), distance_y=_mm(PITCH),
                       distance_x_unit="MM", distance_y_unit="MM")
        inner = ET.SubElement(layer, "symbol", _symbol_keys(name, "marker"))
        _layer(inner, "SimpleMarker", name="circle", color=_rgba(ink, 1), outline_style="no",
               size=_mm(marks.width), size_unit="MM")
        return
    layer = _layer(symbol, "LinePatternFill", angle=str(marks.angle_deg), distance=_mm(PITCH),
                   distance_unit="MM")
    inner = ET.SubElement(layer, "symbol", _symbol_keys(name, "line"))
    dash = (marks.dash, PITCH - marks.dash) if marks.dash else ()
    _simple_line(inner, Stroke(ink, marks.width, dash))


def _mm(pixels: float) -> str:
    return f"{pixels * MM_PER_PIXEL:.3f}"


def _rgba(colour: str, opacity: float) -> str:
    red, green, blue = (int(colour[at:at + 2], 16) for at in (1, 3, 5))
    return f"{red},{green},{blue},{round(opacity * 255)}"
