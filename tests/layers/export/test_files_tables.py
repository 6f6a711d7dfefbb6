"""The CSV and the workbook: the figures of the report, typed, and never a formula."""

import csv
import io
import re
from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from geo.control.origin import LINE_SOURCES, RECORD_SOURCES, SECOND_SOURCE
from geo.outcomes.figures import FIGURES_CHANGED, NUMBERS, total
from geo.outcomes.outcome import report
from geo.outcomes.settlements import settlements_of
from geo.plans.library import TODAY
from geo.schema import EventSource
from geo.status import Holder, Side, Status
from geo.world import World
from layers.bundle.registry import EXPORTS
from layers.export.csv import FORMULA_STARTS, table_csv
from layers.export.hxl import TAGS
from layers.export.workbook import workbook
from layers.export.workbook_sheets import sheets
from layers.request import ExportRequest
from layers.style.statuses import STATUSES
from layers.text.wording import DISCLAIMER
from tests.support.files.export_requests import PLAN, STRIP_PLAN, THINGS, RequestOf
from tests.support.worlds.overlays import buffer_of

BookOf = Callable[[str], dict[str, Worksheet]]

HXL = r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*"


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))


def opened(export_request: ExportRequest) -> dict[str, Worksheet]:
    book = openpyxl.load_workbook(io.BytesIO(workbook(export_request)))
    return {sheet.title: sheet for sheet in book.worksheets}


LISTED = (PLAN, STRIP_PLAN, "istanbul-2022", TODAY)
"""Whose settlements are looked at, and whose workbooks several tests read."""


@pytest.fixture(scope="module")
def book_of(request_of: RequestOf) -> BookOf:
    """Open the workbook of a plan on the day of all tests, once for those of LISTED."""
    kept = cache(lambda thing: opened(request_of(thing)))
    return lambda thing: kept(thing) if thing in LISTED else opened(request_of(thing))


def table(sheet: Worksheet) -> list[dict[str, Any]]:
    heads, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, heads), row, strict=True)) for row in rows]


@pytest.mark.parametrize("thing", THINGS)
def test_csv_adds_up_to_the_report(thing: str, request_of: RequestOf, world: World) -> None:
    export_request = request_of(thing, regions=frozenset({"UA-14"}))
    content = table_csv(export_request)
    assert content.count(b"\n") == content.count(b"\r\n")
    heads, *rows = rows_of(content)
    records = [dict(zip(heads, row, strict=True)) for row in rows]
    assert sum(int(row["people"]) for row in records) == int(world.places["population"].sum())
    assert sum(float(row["area_km2"]) for row in records) == pytest.approx(
        world.regions["area_km2"].sum(), abs=0.3)
    if export_request.outcome is not None:
        published = report(export_request.outcome, world)["rows"]
        keys = ("region", "status", "holder", *NUMBERS)
        assert sorted(tuple(row[key] for key in keys) for row in records) == sorted(
            tuple(str(row[key]) for key in keys) for row in published)
    assert {row["status"] for row in records} == ({""} if thing == TODAY else set(
        export_request.plan().table["status"]))
    assert {(row["scenario"], row["line_date"], row["margin_km"], row["disclaimer"]) for row in records} == {
        (thing, "2025-11-21", "1.0", DISCLAIMER)}


def test_labels_and_sides_are_those_of_the_table(request_of: RequestOf) -> None:
    export_request = request_of(PLAN)
    heads, *rows = rows_of(table_csv(export_request))
    records = [dict(zip(heads, row, strict=True)) for row in rows]
    for row in records:
        assert row["side"] == Status(row["status"]).side
        short = STATUSES[Status(row["status"])].short
        assert row["status_label"].startswith(export_request.language.text(short))
    assert "Demilitarised zone (internationally recognised as Russian)" in {
        row["status_label"] for row in records}


def test_a_mark_comes_first_for_excel_and_nothing_else_differs(request_of: RequestOf) -> None:
    plain, marked = (EXPORTS[name].write(request_of(PLAN)) for name in ("csv", "csv-excel"))
    assert marked == b"\xef\xbb\xbf" + plain


def test_a_second_row_is_hxl_where_it_is_asked_for(request_of: RequestOf) -> None:
    content = EXPORTS["csv-hxl"].write(request_of(PLAN))
    heads, tags, *rows = rows_of(content)
    assert [heads, *rows] == rows_of(EXPORTS["csv"].write(request_of(PLAN)))
    assert dict(zip(heads, tags, strict=True)) == TAGS
    assert len(set(tags)) == len(tags)
    for tag in tags:
        assert re.fullmatch(HXL, tag), tag
    for name, tag in {"region": "#adm1+code", "region_name": "#adm1+name", "people": "#population",
                      "area_km2": "#indicator+area+km2", "line_date": "#date+asof"}.items():
        assert TAGS[name] == tag


def test_no_cell_of_the_csv_starts_a_formula(hostile: ExportRequest) -> None:
    rows = rows_of(table_csv(hostile))
    assert {len(row) for row in rows} == {len(TAGS)}
    assert any("HYPERLINK" in cell for row in rows for cell in row)
    for row in rows:
        assert not any(cell.startswith(FORMULA_STARTS) for cell in row), row


@pytest.mark.parametrize("thing", THINGS)
def test_figures_and_totals_are_those_of_the_report(
    thing: str, request_of: RequestOf, book_of: BookOf, world: World
) -> None:
    export_request, book = request_of(thing), book_of(thing)
    figures, totals = table(book["Figures"]), table(book["Totals"])
    assert sum(row["Area, km²"] for row in figures) == pytest.approx(world.regions["area_km2"].sum(), abs=0.3)
    last = totals.pop()
    assert last["Area, km²"] == pytest.approx(sum(row["Area, km²"] for row in totals), abs=0.05)
    assert last["Residents before 2022"] == sum(row["Residents before 2022"] for row in totals)
    assert sum(row["Share of Ukraine"] for row in totals) == pytest.approx(1, abs=1e-6)
    if export_request.outcome is None:
        assert [row["Holder id"] for row in totals] == list(Holder)
        return
    published = report(export_request.outcome, world)
    assert {row["Status id"]: row["Area, least"] for row in totals} == {
        status: round(figures["area_km2_low"], 2) for status, figures in published["totals"].items()}
    for row in totals:
        assert row["Under the plan"] == STATUSES[row["Status id"]].phrase
        assert sum(r["Area, km²"] for r in figures if r["Status id"] == row["Status id"]) == pytest.approx(
            row["Area, km²"], abs=0.2)
    clauses = [row for row in table(book["Clauses"]) if row["Area, km²"] is not None]
    assert len(clauses) == len(export_request.outcome.scenario.rules)
    assert sum(row["Area, km²"] for row in clauses) == pytest.approx(last["Area, km²"], abs=0.1)


@pytest.mark.parametrize("thing", LISTED)
def test_every_settlement_with_more_than_no_change_is_listed(
    thing: str, request_of: RequestOf, book_of: BookOf, world: World
) -> None:
    export_request, book = request_of(thing), book_of(thing)
    rows = table(book["Settlements"])
    people = sum(row["Residents before 2022"] for row in rows)
    ground = export_request.ground.table
    if export_request.outcome is None:
        assert people == total(ground[ground["holder"] == Holder.RUSSIA])["people"]
    else:
        towns = settlements_of(export_request.outcome, world)
        moved = towns[towns["side"] != Side.KEEPS]
        assert [row["Code"] for row in rows] == moved["settlement"].tolist()
        assert people == total(export_request.outcome.on_sides(*set(Side) - {Side.KEEPS}))["people"]
    notes = {row[0]: str(row[1]) for row in book["Read me"].iter_rows(values_only=True)}
    assert f"{len(rows):,} rows" in notes["Settlements"]


def test_a_strip_has_its_own_sheet(request_of: RequestOf, book_of: BookOf) -> None:
    export_request = request_of(STRIP_PLAN)
    rows = table(book_of(STRIP_PLAN)["Overlays"])
    strip = buffer_of(export_request.plan()).table
    assert sum(row["Residents before 2022"] for row in rows) == total(strip)["people"]
    assert "Overlays" not in book_of(PLAN)


def test_the_workbook_describes_itself_and_prints(request_of: RequestOf) -> None:
    export_request = request_of(PLAN, address="https://atlas.example.org")
    book = openpyxl.load_workbook(io.BytesIO(workbook(export_request)))
    assert [sheet.title for sheet in book.worksheets] == [
        "Read me", "Totals", "Figures", "Settlements", "Clauses", "Sources"]
    words = " ".join(str(cell) for row in book["Read me"].iter_rows(values_only=True) for cell in row)
    for part in (DISCLAIMER, "Ukraine would leave its last 6,330 km²", "CC BY 4.0", FIGURES_CHANGED,
                 "https://atlas.example.org", export_request.world.version, "21 November 2025",
                 "each ± 1 km"):
        assert part in words, part
    assert book.properties.created == datetime.fromisoformat(FIGURES_CHANGED)
    assert book.properties.title == f"{export_request.plan().scenario.title}, 2025-11-21"
    assert {item.name: item.value for item in book.custom_doc_props.props}["scenario"] == PLAN
    for sheet in book.worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.fitToHeight == 0
    for name in ("Totals", "Figures", "Settlements", "Clauses", "Sources"):
        assert book[name].freeze_panes == "A2"
        assert book[name].auto_filter.ref == book[name].dimensions


def test_cells_have_types_and_formats(book_of: BookOf) -> None:
    sheet = book_of(PLAN)["Figures"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    area, people = (sheet.cell(2, heads[name]) for name in ("Area, km²", "Residents before 2022"))
    assert (area.data_type, area.number_format) == ("n", "#,##0.00")
    assert (people.data_type, people.number_format) == ("n", "#,##0")


def test_links_are_those_of_the_sources(request_of: RequestOf) -> None:
    export_request = request_of(PLAN)
    sheet = opened(export_request)["Sources"]
    links = [cell.hyperlink.target for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    expected = [str(source.url) for source in export_request.plan().scenario.sources if source.url]
    sources = export_request.world.sources
    lines = [sources[RECORD_SOURCES[EventSource.DEEPSTATE]]["url"], sources[SECOND_SOURCE]["url"]]
    figures = [source["url"] for name, source in sources.items() if name not in LINE_SOURCES]
    assert links == [*expected, *lines, *figures]


def test_hostile_text_remains_text(hostile: ExportRequest) -> None:
    """There are no formulas, no links except to web addresses, and every sheet has the expected length."""
    book = opened(hostile)
    for sheet in sheets(hostile):
        assert book[sheet.name].max_row == len(sheet.rows) + 1
    cells = [cell for sheet in book.values() for row in sheet.iter_rows() for cell in row]
    assert any("HYPERLINK" in str(cell.value) for cell in cells)
    for cell in cells:
        assert cell.data_type != "f", cell.value
        assert not cell.hyperlink or cell.hyperlink.target.startswith("https://example.org/")
