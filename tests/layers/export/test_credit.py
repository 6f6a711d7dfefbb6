"""The credit of a line of contact matches its origin in every output, and names no other origin."""

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook
from pptx import Presentation

from geo.control.origin import Origin, OriginKind, archive_origin, dated_file_origin, upload_origin
from geo.outcomes.difference import difference
from geo.outcomes.drawn_zone import drawn_zone, overlay_zone
from geo.outcomes.outcome import report
from geo.outcomes.provenance import lines_behind
from geo.plans.library import Library
from geo.world import World, control_for
from layers.bundle.briefing import contents
from layers.bundle.slide import slide
from layers.bundle.zip import bundle
from layers.captions.alt_text import alt_text
from layers.captions.citation import citation, citation_cff
from layers.export.csv import table_csv
from layers.export.drawn_geojson import drawn_geojson
from layers.export.geojson import geojson
from layers.export.geopackage import geopackage
from layers.export.kml import kml
from layers.export.metadata import metadata
from layers.export.workbook import workbook
from layers.history.table import history_csv
from layers.html.provenance import explain_all, table_sources
from layers.language import Language
from layers.plate.comparison import compared_plans, difference_csv, difference_sheet
from layers.plate.text import Sheet, sheet_of
from layers.request import ExportRequest
from layers.text.credit import credits_of, held_note, map_credit
from layers.text.outcome import line_day
from tests.conftest import DAYS
from tests.support.browsing.one_day import of_its_day
from tests.support.files.export_requests import PLAN, RequestOf

REFERRING = "istanbul-2022"
"""A plan that refers to an earlier day of the record."""

FILE = "mine.geojson"
DATED = "2025-11-21.geojson"
ARCHIVED = "deepstatemap_data_20251121.geojson"

OWN_WORDS: dict[OriginKind, tuple[str, ...]] = {
    OriginKind.RECORD: ("DeepStateMap.live settlement status", "data/control/changes.csv",
                        "The record is of settlements: "),
    OriginKind.SECOND_RECORD: ("Liveuamap settlement status", "data/control/liveuamap.csv",
                               "Liveuamap's record", "second observer"),
    OriginKind.DATED_FILE: (DATED, "dated file"),
    OriginKind.ARCHIVE: (ARCHIVED, "DeepStateMap archive", "GPL-3.0", "cyterat", "public archive"),
    OriginKind.UPLOAD: (FILE, "brought by the reader", "the reader's own", "the reader brought"),
}
"""Words found only in the credit of this kind of origin; every output has at least one of them."""


def second_of(world: World) -> Origin:
    assert world.second_record is not None
    return world.second_record.origin


def origin_of(kind: OriginKind, world: World) -> Origin:
    return {
        OriginKind.RECORD: world.record.origin,
        OriginKind.SECOND_RECORD: second_of(world),
        OriginKind.DATED_FILE: dated_file_origin(DATED),
        OriginKind.ARCHIVE: archive_origin(world.sources, ARCHIVED),
        OriginKind.UPLOAD: upload_origin(FILE),
    }[kind]


def from_origin(export_request: ExportRequest, origin: Origin, observers: int = 1) -> ExportRequest:
    """Return the same request with a line of another origin, and ranges over so many observers."""
    control = replace(export_request.ground.control, origin=origin)
    ground = replace(export_request.ground, control=control, observers=observers)
    outcome = None if export_request.outcome is None else replace(export_request.outcome, ground=ground)
    library = Library(
        {name: plan for name, plan in export_request.library.plans.items() if name == export_request.id}
    )
    return replace(export_request, ground=ground, outcome=outcome, library=library)


def cells(export_request: ExportRequest) -> str:
    book = load_workbook(io.BytesIO(workbook(export_request)))
    return "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)


def printed(sheet: Sheet) -> str:
    """Return the text of a plate around its figures and legend, which do not print their provenance."""
    return "\n".join([sheet.kicker, sheet.title, sheet.summary, *sheet.notes, sheet.disclaimer, sheet.stamp])


def compared(export_request: ExportRequest) -> str:
    outcome = export_request.plan()
    it = compared_plans(difference(outcome.ground, None, outcome.scenario), export_request)
    return f"{printed(difference_sheet(it))}\n{difference_csv(it).decode()}"


def zipped(export_request: ExportRequest) -> str:
    """Return the files of a bundle, without the methods and the list of all sources."""
    with zipfile.ZipFile(io.BytesIO(bundle(export_request, []))) as archive:
        return "\n".join(archive.read(name).decode() for name in archive.namelist()
                         if Path(name).name in ("README.txt", "alt-text.txt", "citation.txt", "CITATION.cff"))


def drawn(export_request: ExportRequest) -> str:
    zone = drawn_zone(export_request.world, ((37.0, 48.4), (38.0, 48.4), (38.0, 49.0)))
    on_ground = overlay_zone(export_request.world, zone, export_request.ground)
    return drawn_geojson(
        on_ground,
        export_request.ground,
        export_request.library,
        export_request.world,
        export_request.language,
    ).decode()


def explained(export_request: ExportRequest) -> str:
    return json.dumps(explain_all(export_request.plan(), export_request.world, export_request.language))


def sources_opened(export_request: ExportRequest) -> str:
    return str(table_sources(export_request.plan(), export_request.world, export_request.language))


def foot(export_request: ExportRequest) -> str:
    lines = lines_behind(export_request.ground, export_request.world, export_request.plan().scenario)
    return f"{credits_of(lines, export_request.language)} {held_note(lines, export_request.language)}"


def spoken(export_request: ExportRequest) -> str:
    page = Presentation(io.BytesIO(slide(export_request))).slides[0]
    shown = [shape.text_frame.text for shape in page.shapes if shape.has_text_frame]
    return "\n".join((*shown, page.notes_slide.notes_text_frame.text)).replace("\N{NO-BREAK SPACE}", " ")


OUTPUTS: dict[str, Callable[[ExportRequest], str]] = {
    "plate": lambda export_request: printed(sheet_of(export_request)),
    "geojson": lambda export_request: geojson(export_request).decode(),
    "gpkg": lambda export_request: geopackage(export_request).decode("utf-8", "ignore"),
    "kml": lambda export_request: kml(export_request).decode(),
    "csv": lambda export_request: table_csv(export_request).decode(),
    "xlsx": cells,
    "pptx": spoken,
    "metadata": lambda export_request: json.dumps(metadata(export_request)),
    "briefing": lambda export_request: json.dumps(contents(export_request)),
    "citation": citation,
    "citation.cff": citation_cff,
    "alt text": alt_text,
    "standalone": of_its_day,
    "bundle": zipped,
    "comparison": compared,
    "drawn zone": drawn,
    "explain": explained,
    "provenance": sources_opened,
    "page foot": foot,
    "report": lambda export_request: json.dumps(report(export_request.plan(), export_request.world)),
}


LINE_SHOWN = {"alt text", "citation"}
"""Outputs that name the line shown and no source of a range."""


@pytest.mark.parametrize("kind", OriginKind)
@pytest.mark.parametrize("output", OUTPUTS)
def test_every_output_credits_the_origin_of_its_line_and_no_other(
    output: str, kind: OriginKind, request_of: RequestOf, world: World
) -> None:
    export_request = from_origin(request_of(PLAN), origin_of(kind, world))
    text = OUTPUTS[output](export_request)
    assert any(word in text for word in OWN_WORDS[kind])
    others = [word for other, words in OWN_WORDS.items() if other is not kind
              for word in words if word in text]
    assert not others


@pytest.mark.parametrize("kind", [OriginKind.RECORD, OriginKind.SECOND_RECORD])
@pytest.mark.parametrize("output", OUTPUTS)
def test_both_observers_are_credited_where_a_range_is_over_both(
    output: str, kind: OriginKind, request_of: RequestOf, world: World
) -> None:
    """The sentences that name one line only name the line shown."""
    text = OUTPUTS[output](from_origin(request_of(PLAN), origin_of(kind, world), observers=2))
    other, = {OriginKind.RECORD, OriginKind.SECOND_RECORD} - {kind}
    assert any(word in text for word in OWN_WORDS[kind])
    assert any(word in text for word in OWN_WORDS[other]) == (output not in LINE_SHOWN)


@pytest.mark.parametrize("kind", OriginKind)
def test_the_corner_of_the_map_and_the_sentence_name_the_origin(
    kind: OriginKind, request_of: RequestOf, world: World, english: Language
) -> None:
    export_request = from_origin(request_of(PLAN), origin_of(kind, world))
    corners = {
        each: map_credit(((export_request.on, origin_of(each, world)),), english) for each in OriginKind
    }
    assert len(set(corners.values())) == len(OriginKind)
    assert FILE not in corners[OriginKind.UPLOAD]  # a file name would be inserted as HTML there
    day = line_day(export_request.ground.control, english)
    assert ("(from " in day) == (kind is not OriginKind.RECORD)


def test_two_compared_lines_are_both_credited_with_their_days(
    request_of: RequestOf, world: World, english: Language
) -> None:
    """So is the earlier recorded line that a plan refers to, along with a reader's own line."""
    export_request = request_of(REFERRING)
    brought = from_origin(export_request, upload_origin(FILE))
    earlier = credits_of(lines_behind(brought.ground, world, brought.plan().scenario), english)
    assert "Line of contact of 21 November 2025: file mine.geojson, brought by the reader." in earlier
    assert "Line of contact of 23 February 2022: Raions outside government control since 2014–15" in earlier
    assert [item["title"] for item in metadata(brought)["data_sources"]][:2] == [
        "file mine.geojson", world.origin_on(DAYS[0]).title]
    later = control_for(world, date(2026, 8, 22))
    second = replace(export_request.ground, control=brought.ground.control, second=later)
    both = credits_of(lines_behind(second, world), english)
    assert "22 August 2026: DeepStateMap.live" in both
    assert "21 November 2025: file mine.geojson" in both


def test_the_history_credits_each_day_to_its_file_or_the_record(world: World) -> None:
    day = date(2025, 11, 21)
    filed = replace(world, dated={day: Path(DATED)})
    rows = [{"on": on, "region": "UA-14", "status": "", "holder": "russia", "area_km2": 1.0, "people": 2}
            for on in (day, date(2025, 11, 22))]
    first, second = history_csv(pd.DataFrame(rows), None, filed).decode().splitlines()[1:]
    assert f"dated file {DATED}" in first
    assert "settlement status" not in first
    assert "settlement status" in second
    assert "dated file" not in second


def test_only_the_archive_and_the_two_records_have_an_address(world: World) -> None:
    origins = {kind: origin_of(kind, world) for kind in OriginKind}
    assert {kind for kind, origin in origins.items() if origin.url} == {
        OriginKind.RECORD, OriginKind.SECOND_RECORD, OriginKind.ARCHIVE}
    assert all(origin.licence and origin.title for origin in origins.values())
    assert [origin.as_dict()["origin"] for origin in origins.values()] == [
        "record", "second_record", "dated_file", "archive", "upload"]
