"""The workbook (XLSX): figures, settlements, clauses and sources for use in a spreadsheet."""

import io
import re
import textwrap
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from geo.outcomes.figures import FIGURES_CHANGED
from geo.outcomes.outcome import plan_line
from layers.export.metadata import PROJECT, file_title, metadata
from layers.export.workbook_sheets import AREA, DEGREES, LINK, PEOPLE, PROSE, SHARE, WORDS, Sheet, sheets
from layers.language import N_
from layers.request import ExportRequest
from layers.style.styles import LAND
from layers.text.control import control_summary, control_title
from layers.text.credit import line_source
from layers.text.headline import summary, title

A4 = 9
LINE_PT = 15.0
READ_ME_WIDTH = 110
MAX_ADDRESS = 2000  # characters; spreadsheets reject longer links
NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
MAX_NAME = 31

NUMBER_FORMATS = {AREA: "#,##0.00", PEOPLE: "#,##0", SHARE: "0.0%", DEGREES: "0.00000"}
KM = '#,##0.0 "km"'
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
           "strings_to_numbers": False}

READ_ME = N_("Read me")
SHEET_NOTES: dict[str, str] = {
    "Totals": N_("Per status. Rows add up to Ukraine; ranges do not add up, because one line moves all."),
    "Figures": N_("Per region, status and holder, for all regions."),
    "Overlays": N_("Buffers and border strips. They lie over the zones: do not add them to the other "
                   "figures."),
    "Settlements": N_("{count} rows: every settlement but those that would simply stay under Ukrainian "
                      "control. A city that the line cuts has a row for each part."),
    "Clauses": N_("The basis and confidence of each status, and how much ground it covers."),
    "Sources": N_("Of the plan and of the figures, with licences."),
}
"""The note on each sheet, by the sheet's English name."""
HELD_NOTE = N_("{count} rows: every settlement under Russian military control on the day.")


def workbook(request: ExportRequest) -> bytes:
    """Return all figures and settlements of a plan on a line of contact, or of the line alone.

    Text cells never become formulas or links, and numbers are stored as numbers. The first sheet
    and the file properties describe the content. The same input gives the same bytes.
    """
    made, content = sheets(request), io.BytesIO()
    say = request.language.text
    with xlsxwriter.Workbook(content, OPTIONS) as book:
        book.set_properties({
            "title": f"{file_title(request)}, {request.on.isoformat()}", "author": say(PROJECT),
            "subject": say(N_("Area and people by region and status")),
            "comments": metadata(request)["disclaimer"],
            "created": datetime.fromisoformat(FIGURES_CHANGED),
        })
        for name, value in (("scenario", request.id), ("on", request.on.isoformat()),
                            ("data_version", request.world.version)):
            book.set_custom_property(name, value)
        look = _formats(book.add_format)
        _write_read_me(_added(book, READ_ME, request), made, look, request)
        for sheet in made:
            _write(_added(book, sheet.name, request), sheet, look, say)
    return content.getvalue()


def _formats(add: Callable[[dict[str, Any]], Format]) -> dict[str, Format]:
    top, head = {"valign": "top"}, {"bold": True, "text_wrap": True, "bg_color": LAND, "bottom": 1}
    return {
        WORDS: add(top),
        PROSE: add({**top, "text_wrap": True, "align": "left", "indent": 1}),
        LINK: add({**top, "font_color": "#00456B", "underline": 1}),
        "head": add({**top, **head}),
        "number_head": add({**top, **head, "align": "right"}),
        "title": add({**top, "bold": True, "font_size": 15, "text_wrap": True}),
        "label": add({**top, "bold": True, "text_wrap": True}),
        "km": add({**top, "num_format": KM, "align": "left", "indent": 1}),
        **{kind: add({**top, "num_format": shape}) for kind, shape in NUMBER_FORMATS.items()},
    }


def _added(book: Any, name: str, request: ExportRequest) -> Worksheet:
    """Add a sheet set up to print on A4, fitted to the page width."""
    sheet_name = request.language.text(name)
    page = book.add_worksheet(NOT_IN_NAMES.sub(" ", sheet_name)[:MAX_NAME])
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    outcome = request.outcome
    plan = request.id if outcome is None else request.language.text(outcome.scenario.short_title)
    # In a footer an ampersand starts a command unless doubled.
    words = f"{plan}, {request.on.isoformat()}".replace("&", "&&")
    page.set_footer(f"&L{words}&R&P / &N")
    return page


def _write(page: Worksheet, sheet: Sheet, look: Mapping[str, Format], say: Callable[[str], str]) -> None:
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, column.width)
        head = look["number_head" if column.kind in NUMBER_FORMATS else "head"]
        page.write_string(0, at, say(column.heading), head)
    page.set_row(0, 2 * LINE_PT)
    wrapped = [at for at, column in enumerate(sheet.columns) if column.kind == PROSE]
    for number, row in enumerate(sheet.rows, start=1):
        for at, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
            _write_cell(page, number, at, value, column.kind, look)
        lines = [_lines(row[at], sheet.columns[at].width) for at in wrapped]
        if lines:
            page.set_row(number, max(lines) * LINE_PT)
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    page.autofilter(0, 0, max(1, len(sheet.rows)), len(sheet.columns) - 1)


def _write_cell(page: Worksheet, row: int, at: int, value: Any, kind: str,
                look: Mapping[str, Format]) -> None:
    if value is None:
        return
    if kind in NUMBER_FORMATS:
        page.write_number(row, at, value, look[kind])
    elif kind == LINK and value.startswith(("https://", "http://")) and len(value) <= MAX_ADDRESS:
        page.write_url(row, at, value, look[LINK], value)
    else:
        page.write_string(row, at, value, look[PROSE if kind == LINK else kind])


def _lines(value: str | None, width: int) -> int:
    """Estimate generously how many lines a text needs: not every program fits row heights itself."""
    return len(textwrap.wrap(value or "", max(1, width - 2))) or 1


def _write_read_me(
    page: Worksheet, made: list[Sheet], look: Mapping[str, Format], request: ExportRequest
) -> None:
    page.set_column(0, 0, 30)
    page.set_column(1, 1, READ_ME_WIDTH)
    page.merge_range(0, 0, 0, 1, "", look["title"])
    page.write_string(0, 0, file_title(request), look["title"])
    row = 2
    for label, value in _about(request):
        if value in (None, ""):
            continue
        page.write_string(row, 0, request.language.text(label), look["label"])
        if isinstance(value, float):
            page.write_number(row, 1, value, look["km"])
        else:
            page.write_string(row, 1, value, look[PROSE])
            page.set_row(row, _lines(value, READ_ME_WIDTH) * LINE_PT)
        row += 1
    for sheet in made:
        row += 1
        without_plan = sheet.name == "Settlements" and request.outcome is None
        note = HELD_NOTE if without_plan else SHEET_NOTES[sheet.name]
        page.write_string(row, 0, request.language.text(sheet.name), look["label"])
        words = request.language.text(note, count=request.language.number(len(sheet.rows)))
        page.write_string(row, 1, words, look[PROSE])
        page.set_row(row, _lines(words, READ_ME_WIDTH) * LINE_PT)


def _about(request: ExportRequest) -> list[tuple[str, Any]]:
    language, facts, outcome = request.language, metadata(request), request.outcome
    say = language.text
    first: list[tuple[str, Any]]
    if outcome is None:
        first = [(N_("What it says"), control_title(request.ground, request.world, language)),
                 ("", control_summary(request.ground, language))]
    else:
        first = [(N_("What it says"), title(outcome, request.names, language)),
                 ("", summary(outcome, request.names, language)),
                 (N_("Before you quote it"), facts["caveat"]),
                 (N_("New dividing line under the plan"), float(plan_line(outcome)["length_km"].sum()))]
    return [
        *first,
        (N_("Line of contact of"), language.day(request.on)),
        (N_("Source of the line"), line_source(request.ground.control.origin, language)),
        (N_("Length of the line"), float(request.ground.contact_km)),
        (N_("Ranges"), facts["range"]),
        (N_("People"), facts["people"]),
        (N_("Versions"), say(N_("Data version {version}; figures last changed {day}."),
                             version=facts["data_version"], day=facts["figures_changed"])),
        (N_("Disclaimer"), facts["disclaimer"]),
        (N_("Licence"), facts["licence"]),
        (N_("Address"), facts.get("address")),
        (N_("Note on the address"), facts.get("address_note")),
    ]
