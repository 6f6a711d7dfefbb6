"""A reader's own plan in every format: marked as such, and its name remains a name."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from html import unescape
from pathlib import Path

import openpyxl
import pytest
from fastkml import KML

from geo.outcomes.outcome import outcome_of
from geo.plans.custom import CAVEAT, clean_name
from geo.plans.decision_table import Condition, Disposition
from geo.plans.edit.code import draft_code
from geo.plans.edit.draft import Draft, ordered, scenario_of
from geo.plans.library import Library
from geo.plans.overlay import Band, Baseline
from geo.plans.scenario import Scenario
from geo.status import Holder, Status
from geo.world import World
from geo.zones.ground import Ground
from layers.bundle.registry import EXPORTS, file_name
from layers.captions.alt_text import alt_text
from layers.captions.citation import citation, citation_cff
from layers.captions.link import link_of
from layers.language import Language
from layers.one_file.page_context import reading
from layers.plate.sizes import SIZES
from layers.request import ExportRequest
from layers.svg.signs import Signs
from layers.text.headline import kicker, summary, title
from tests.support.files.export_requests import ALL_PARTS, DAY, HOSTILE
from tests.support.files.pdf_reading import bare, said

NAME = "Test of a name"
CHANGES = ordered({
    Condition("UA-14", Holder.UKRAINE): Disposition(Status.UKRAINIAN),
    Condition("UA-65", Holder.RUSSIA): Disposition(Status.OPEN),
})


def draft(name: str = NAME, base: str = "us-28-point") -> Draft:
    return Draft(base, CHANGES, (Band(Baseline.LINE_OF_CONTACT, 5.0, 5.0),), None, name)


def own_request(
    made: Scenario, world: World, library: Library, ground: Ground, english: Language
) -> ExportRequest:
    return ExportRequest(world, library.with_plan(made), ground, outcome_of(world, made, ground), english,
                 parts=ALL_PARTS, address="https://example.org/atlas")


@pytest.fixture(scope="module")
def export_request(
    world: World, library: Library, ground_on: Callable[..., Ground], english: Language
) -> ExportRequest:
    made = scenario_of(draft(), library["us-28-point"], frozenset(world.regions.index))
    return own_request(made, world, library, ground_on(DAY), english)


@pytest.fixture(scope="module")
def nasty(
    world: World, library: Library, ground_on: Callable[..., Ground], english: Language
) -> ExportRequest:
    made = scenario_of(draft(clean_name(HOSTILE)), library["us-28-point"], frozenset(world.regions.index))
    return own_request(made, world, library, ground_on(DAY), english)


def in_one_archive(export_request: ExportRequest) -> dict[str, bytes]:
    """Return the files of a bundle by format, with one picture of each kind instead of all sizes."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("layers.bundle.registry.SIZES", {export_request.size: SIZES[export_request.size]})
        patched.setattr("layers.bundle.registry.SET_FRAMES", [export_request.frame])
        content = EXPORTS["bundle"].write(export_request)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {Path(name).name: archive.read(name) for name in archive.namelist()}
    return {
        kind: members[file_name(export_request, export)]
        for kind, export in EXPORTS.items()
        if kind != "bundle"
    }


@pytest.fixture(scope="module")
def files(export_request: ExportRequest) -> dict[str, bytes]:
    return in_one_archive(export_request)


def test_sentences_attribute_choices_to_the_reader(export_request: ExportRequest) -> None:
    outcome = export_request.plan()
    first, second = (
        make(outcome, export_request.names, export_request.language) for make in (title, summary)
    )
    assert kicker(outcome, export_request.language).startswith(f"Own plan “{NAME}” (edited from ")
    assert "Ukraine would withdraw" not in first
    assert second.endswith("in Donetsk and Kherson is the reader's own choice and nobody's proposal.")
    assert "The text leaves" not in second


@pytest.mark.parametrize("base, said_of_it", [
    ("geneva-19-point", "Neither side would withdraw from the ground it holds"),
    ("e3-counter", "Neither side would withdraw from the ground it holds"),
])
def test_no_choice_of_a_reader_is_attributed_to_a_text(
    base: str, said_of_it: str, world: World, library: Library, english: Language,
    ground_on: Callable[..., Ground],
) -> None:
    made = scenario_of(Draft(base), library[base], frozenset(world.regions.index))
    export_request = own_request(made, world, library, ground_on(DAY), english)
    assert title(export_request.plan(), export_request.names, english) == said_of_it


def test_lines_about_the_plan_mark_it_as_a_readers(export_request: ExportRequest) -> None:
    plain = "Own plan “Test of a name” (edited from United States 28-point plan, November 2025)"
    assert kicker(export_request.plan(), export_request.language) == (
        f"{plain} · no proposal: a reader's own plan · Line of contact: 21 November 2025")
    assert plain in citation(export_request)
    assert plain in alt_text(export_request)
    assert "A reader of the atlas" in alt_text(export_request)
    assert "Own plan" in citation_cff(export_request)
    page = reading(export_request, Signs())
    assert page["short"] == f"Own plan: {NAME}"
    assert page["caveat"].startswith(CAVEAT)
    assert page["by"] == "Proposed by: A reader of the atlas: nobody else proposed this plan"


def test_the_link_back_opens_the_same_plan(export_request: ExportRequest) -> None:
    assert f"?plan=us-28-point&on=2025-11-21&own={draft_code(draft())}&data=" in link_of(export_request).query


@pytest.mark.parametrize("kind", ["svg", "pdf", "geojson", "kml", "csv", "xlsx", "html", "briefing"])
def test_every_format_marks_the_plan_as_a_readers(kind: str, files: dict[str, bytes]) -> None:
    content = files[kind]
    texts = {
        "svg": lambda: bare(unescape(content.decode())), "pdf": lambda: said(content),
        "geojson": lambda: bare(json.loads(content)["metadata"]["title"]),
        "kml": lambda: bare(unescape(content.decode())),
        "csv": lambda: bare(content.decode("utf-8-sig")),
        "xlsx": lambda: bare(" ".join(
            str(cell) for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets
            for row in sheet.iter_rows(values_only=True) for cell in row)),
        "html": lambda: bare(unescape(content.decode())), "briefing": lambda: said(content),
    }
    text = texts[kind]()
    assert bare("Own plan") in text or bare("own plan") in text, text[:500]
    if kind in {"briefing", "xlsx", "html", "csv"}:
        assert bare("This is a reader's own plan and not a proposal that anybody made") in text
    if kind in {"briefing", "xlsx", "html"}:
        assert bare("the reader's own choice") in text


def test_a_briefing_names_the_origin_and_the_sources_of_the_edited_plan(files: dict[str, bytes]) -> None:
    text = said(files["briefing"])
    assert bare("Origin edited by a reader from a plan public since 20 November 2025") in text
    assert bare("A reader of the atlas (own plan)") in text
    assert bare("Public since") not in text.replace(bare("public since"), "")
    assert bare("LIGA.net (reproduction of the text)") in text


def test_a_hostile_name_remains_a_name(nasty: ExportRequest) -> None:
    """All formats are written; the one opened by browsers, spreadsheets and KML viewers holds it as text."""
    files = in_one_archive(nasty)
    for kind in ("svg", "html", "kml"):
        text = files[kind].decode()
        assert "<img src=x" not in text
        assert "</script><img" not in text
    assert KML.from_string(files["kml"])
    for row in csv.reader(io.StringIO(files["csv"].decode("utf-8-sig"))):
        assert not any(cell.startswith(("=", "@")) for cell in row)
    book = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))
    assert not [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row
                if cell.data_type == "f" and "HYPERLINK" in str(cell.value)]
