"""KML 2.2 (OGC 07-147r2) for Google Earth: one folder per part, map colours, all properties."""

import re
from typing import Any
from xml.etree import ElementTree as ET

import geopandas as gpd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.plans.scenario import Confidence, Level
from geo.status import Holder, Status
from layers.export.metadata import file_title, metadata
from layers.export.shape_tables import COLUMNS, DAY, FLAG, POLYGONS, REAL, TEXT, WHOLE, shape_tables
from layers.html.render import render
from layers.language import N_
from layers.request import PARTS, ExportRequest
from layers.style.looks import looks
from layers.style.overlays import overlay_edge, overlay_fill, overlay_looks
from layers.style.statuses import STATUSES, look, look_of, looks_with
from layers.style.styles import HELD, INK, PLAN_LINE, STROKES, Style
from layers.text.credit import credited_lines, line_source
from layers.text.overlays import overlay_names
from layers.text.wording import CONFIDENCE_WORDS, HOLDER_LONG, status_words

NAMESPACE = "http://www.opengis.net/kml/2.2"
DECIMALS = 7
UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 forbids."""

DESCRIBED_BY = ("title", "on", "control_source", "control_origin", "control_licence",
        "margin_km", "data_version", "figures_changed", "licence")
"""The metadata repeated in the document's ExtendedData."""

FIELD_TYPES = {TEXT: "string", REAL: "double", WHOLE: "int", DAY: "string", FLAG: "bool"}

Row = dict[str, Any]


def kml(request: ExportRequest) -> bytes:
    """Return the requested shapes as KML in full detail.

    Google Earth reads descriptions as HTML, so their text is escaped and line breaks are the only
    tags. Every placemark carries all its columns (see COLUMNS) as ExtendedData.

    Raises
    ------
    FormatError
        If none of the requested parts exists.
    """
    root = ET.Element("kml", xmlns=NAMESPACE)
    document = ET.SubElement(root, "Document")
    _add(document, "name", f"{file_title(request)}, {request.language.day(request.on)}")
    _add(document, "open", "1")
    ET.SubElement(document, "Snippet", maxLines="0")
    facts = metadata(request)
    _describe(document, _about(request, facts))
    _add(ET.SubElement(document, "TimeStamp"), "when", request.on.isoformat())
    _styles(document, request)
    extended = ET.SubElement(document, "ExtendedData")
    for name in DESCRIBED_BY:
        _add(ET.SubElement(extended, "Data", name=name), "value", str(facts[name]))
    tables = shape_tables(request)
    for part in tables:
        schema = ET.SubElement(document, "Schema", name=part, id=f"schema.{part}")
        for name, kind in COLUMNS[part].items():
            ET.SubElement(schema, "SimpleField", type=FIELD_TYPES[kind], name=name)
    for part, table in tables.items():
        folder = ET.SubElement(document, "Folder", id=f"folder.{part}")
        _add(folder, "name", request.language.text(PARTS[part]))
        for name, row, shape in _rows(part, table):
            _placemark(folder, part, name, row, shape, request)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _rows(part: str, table: gpd.GeoDataFrame) -> list[tuple[str, Row, BaseGeometry]]:
    rows = table[list(COLUMNS[part])].to_dict("records")
    return list(zip(map(str, table.index), rows, table.geometry, strict=True))


def _lines(request: ExportRequest) -> list[str]:
    """Return the credit of every line behind the figures and their ranges, with its note."""
    say = request.language.text
    words = []
    for day, origin in credited_lines(request):
        words += [say(N_("Line of contact of {day}: {source}."), day=request.language.day(day),
                      source=line_source(origin, request.language)), say(origin.note)]
    return words


def _about(request: ExportRequest, facts: Row) -> list[str]:
    say = request.language.text
    return [
        *_lines(request),
        facts["caveat"] or "", facts["range"], facts["people"], facts.get("strip", ""),
        say(N_("Data version {version}; figures last changed {day}."), version=facts["data_version"],
            day=facts["figures_changed"]),
        facts["disclaimer"], facts["licence"], facts.get("address", ""), facts.get("address_note", ""),
    ]


def _placemark(folder: ET.Element, part: str, name: str, row: Row, shape: BaseGeometry,
               request: ExportRequest) -> None:
    mark = ET.SubElement(folder, "Placemark", id=name)
    title, style, lines = WRITERS[part](row, request)
    _add(mark, "name", title)
    ET.SubElement(mark, "Snippet", maxLines="0")
    _describe(mark, lines)
    _add(mark, "styleUrl", f"#style.{style}")
    fields = ET.SubElement(ET.SubElement(mark, "ExtendedData"), "SchemaData", schemaUrl=f"#schema.{part}")
    for column, value in row.items():
        if value is not None:
            text = str(int(value)) if isinstance(value, bool) else str(value)
            _add(fields, "SimpleData", text).set("name", column)
    rounded = shapely.transform(shape, lambda xy: xy.round(DECIMALS))
    parts = shapely.get_parts(shapely.orient_polygons(rounded))
    holder = mark if len(parts) == 1 else ET.SubElement(mark, "MultiGeometry")
    for piece in parts:
        (_polygon if part in POLYGONS else _line)(holder, piece)


def _zone(row: Row, request: ExportRequest) -> tuple[str, str, list[str]]:
    say = request.language.text
    if row["status"] is None:
        held = say(HOLDER_LONG[Holder(row["holder"])])
        return f"{row['region_name']}: {held}", str(row["holder"]), _figures(row, request)
    level = Level(row["level"]) if row["level"] else None
    words = status_words(request.language, row["status"], level)
    lines = [*_figures(row, request), _basis(row, request), row["note"] or ""]
    look_there = look_of(Status(row["status"]), Holder(row["holder"]), level)
    return f"{row['region_name']}: {words}", look_there.value, lines


def _overlay(row: Row, request: ExportRequest) -> tuple[str, str, list[str]]:
    title = overlay_names(request.plan(), request.language)[row["overlay"]]
    lines = [*_figures(row, request, "strip_"), _basis(row, request), row["note"] or ""]
    return f"{row['region_name']}: {title}", row["overlay"], lines


def _contact(row: Row, request: ExportRequest) -> tuple[str, str, list[str]]:
    say = request.language.text
    words = say(N_("Line of contact, {day}"), day=request.language.day(request.on))
    return f"{_between(row)}: {words}", "contact", [request.language.length(row["length_km"]), *_wall(row)]


def _plan_line(row: Row, request: ExportRequest) -> tuple[str, str, list[str]]:
    say = request.language.text
    title = f"{_between(row)}: {say(N_('New dividing line under the plan'))}"
    return title, "plan_line", [request.language.length(row["plan_line_km"]), *_wall(row)]


def _wall(row: Row) -> list[str]:
    return [row["wall_text"], row["wall_source"], row["wall_url"] or ""] if row["wall"] else []


WRITERS = {"zones": _zone, "contact": _contact, "plan_line": _plan_line, "strip": _overlay}
"""Functions that return the name, style and description lines of a placemark, by part."""


def _between(row: Row) -> str:
    names = dict.fromkeys((row["region_name"], row["region_beyond_name"]))
    return " – ".join(names)


def _basis(row: Row, request: ExportRequest) -> str:
    if row["clause"] is None:
        return ""
    return f"{row['clause']} – {request.language.text(CONFIDENCE_WORDS[Confidence(row['confidence'])])}"


def _figures(row: Row, request: ExportRequest, start: str = "") -> list[str]:
    """State area and people, each with its range if there is one."""
    language = request.language
    area, people = row[f"{start}area_km2"], row[f"{start}people"]
    ends = row[f"{start}area_km2_low"], row[f"{start}area_km2_high"]
    words = language.area(area, exact=True)
    if language.area(ends[0], exact=True) != language.area(ends[1], exact=True):
        low, high = (language.area_number(end, exact=True) for end in ends)
        words = f"{words} ({language.span(low, high)} {language.area_unit})"
    return [words, language.text(N_("{people} residents before 2022"), people=language.people(people))]


def _styles(document: ET.Element, request: ExportRequest) -> None:
    if request.outcome is None:
        _style(document, Holder.RUSSIA.value, INK, 1, HELD)
        _style(document, Holder.UKRAINE.value, INK, 1, STATUSES[Status.UKRAINIAN].style)
    else:
        there = set(looks(request.outcome).values())
        for what in (what for status in Status for what in looks_with(status) if what in there):
            style, ink = look(what)
            _style(document, what.value, ink, 1.4, style)
        for name, look_name in overlay_looks(request.outcome.scenario).items():
            edge = overlay_edge(look_name)
            _style(document, name, edge.colour, edge.width, overlay_fill(look_name))
    _style(document, "contact", INK, STROKES["contact"][-1].width)
    _style(document, "plan_line", PLAN_LINE, STROKES["plan_line"][-1].width)

def _style(document: ET.Element, name: str, ink: str, width: float, fill: Style | None = None) -> None:
    style = ET.SubElement(document, "Style", id=f"style.{name}")
    line = ET.SubElement(style, "LineStyle")
    _add(line, "color", _colour(ink, 1))
    _add(line, "width", f"{width:g}")
    if fill is not None:
        poly = ET.SubElement(style, "PolyStyle")
        _add(poly, "color", _colour(fill.colour, fill.tint))
        _add(poly, "fill", str(int(fill.tint > 0)))


def _colour(colour: str, opacity: float) -> str:
    """Return a KML colour: opacity, then blue, green and red, in hexadecimal."""
    red, green, blue = (colour[at:at + 2] for at in (1, 3, 5))
    return f"{round(opacity * 255):02x}{blue}{green}{red}".lower()


def _describe(parent: ET.Element, lines: list[str]) -> None:
    _add(parent, "description", render("kml_description", lines=[line for line in lines if line]))


def _polygon(parent: ET.Element, shape: BaseGeometry) -> None:
    polygon = ET.SubElement(parent, "Polygon")
    for ring in shapely.get_rings(shape):
        kind = "innerBoundaryIs" if polygon.find("outerBoundaryIs") is not None else "outerBoundaryIs"
        linear = ET.SubElement(ET.SubElement(polygon, kind), "LinearRing")
        _add(linear, "coordinates", _coordinates(ring))


def _line(parent: ET.Element, shape: BaseGeometry) -> None:
    line = ET.SubElement(parent, "LineString")
    _add(line, "tessellate", "1")
    _add(line, "coordinates", _coordinates(shape))


def _coordinates(shape: BaseGeometry) -> str:
    return " ".join(f"{lon!r},{lat!r}" for lon, lat in shapely.get_coordinates(shape).tolist())


def _add(parent: ET.Element, tag: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, tag)
    element.text = UNWRITABLE.sub("", text)
    return element
