"""The briefing as a file: accessible, self-contained, reproducible, and thread-safe."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from layers.bundle import briefing as module
from layers.bundle.briefing import briefing
from layers.captions.alt_text import alt_text
from layers.language import load_language
from tests.layers.bundle.test_briefing import SMALL_MAP
from tests.layers.conftest import SET
from tests.support.files.export_requests import PLANS, RequestOf
from tests.support.files.pdf_reading import bare, fonts_of, links, pages_said, read, tags


@pytest.mark.parametrize("key", SET, ids=lambda key: key[0])
def test_pages_are_a4_numbered_and_headed(
    key: tuple[str, date], briefings: dict[tuple[str, date], bytes], request_of: RequestOf
) -> None:
    pages = read(briefings[key]).pages
    assert 2 <= len(pages) <= 5
    export_request = request_of(*key)
    for number, (page, text) in enumerate(zip(pages, pages_said(briefings[key]), strict=True), 1):
        assert f"Page{number}of{len(pages)}" in text
        assert bare(f"Line of contact of {export_request.language.day(export_request.on)}") in text
        assert (
            bare(export_request.plan().scenario.short_title if number > 1 else "Ukraine plan atlas") in text
        )
        assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842]


@pytest.mark.parametrize("key", SET, ids=lambda key: key[0])
def test_only_sources_are_linked_and_nothing_is_executable(
    key: tuple[str, date], briefings: dict[tuple[str, date], bytes], request_of: RequestOf
) -> None:
    export_request = request_of(*key)
    sources = {str(source.url) for source in export_request.plan().scenario.sources if source.url}
    allowed = sources | {source["url"] for source in export_request.world.sources.values()}
    linked = set(links(briefings[key]))
    assert linked <= allowed
    assert sources <= linked
    catalogue = read(briefings[key]).trailer["/Root"]
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(catalogue)
    assert b"/JavaScript" not in briefings[key]
    assert b"/EmbeddedFile" not in briefings[key]


@pytest.mark.parametrize("key", SET, ids=lambda key: key[0])
def test_it_is_accessible_to_screen_readers(
    key: tuple[str, date], briefings: dict[tuple[str, date], bytes], request_of: RequestOf
) -> None:
    """PDF/UA-1: tagged, with a language, a title, bookmarks, and alternative text for the map."""
    reader, export_request = read(briefings[key]), request_of(*key)
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()
    assert reader.metadata is not None
    assert (
        reader.metadata.title
        == f"{export_request.plan().scenario.title} – {export_request.language.day(export_request.on)}"
    )
    assert reader.metadata.creation_date is None
    marks = [str(mark.title) for mark in reader.outline if not isinstance(mark, list)]
    assert marks[:3] == ["The plan", "Area and people by region", "Towns and villages"]
    assert marks[-1] == "Sources of the figures"
    tree = list(tags(root["/StructTreeRoot"]))
    told = [str(item["/Alt"]) for item in tree if "/Alt" in item and item["/S"] == "/Figure"]
    assert told == [alt_text(export_request)]
    kinds = {str(item.get("/S")) for item in tree}
    assert {"/Table", "/TH", "/H1", "/Figure", "/Link"} <= kinds


@pytest.mark.parametrize("key", SET, ids=lambda key: key[0])
def test_headings_and_tables_have_their_structure(
    key: tuple[str, date], briefings: dict[tuple[str, date], bytes]
) -> None:
    """No level of headings is left out, every column has a heading, and tabs follow the tags."""
    reader = read(briefings[key])
    root: Any = reader.trailer["/Root"]
    tree = [item for item in tags(root["/StructTreeRoot"]) if "/S" in item]
    kinds = [str(item["/S"]) for item in tree]
    assert kinds.count("/Title") == 1
    levels = [int(kind[2:]) for kind in kinds if kind[:2] == "/H" and kind[2:].isdecimal()]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    tables = [item for item in tree if item["/S"] == "/Table"]
    assert tables
    for table in tables:
        rows = [item for item in tags(table) if item.get("/S") == "/TR"]
        cells = [[part for part in tags(row) if part.get("/S") in ("/TH", "/TD")] for row in rows]
        assert {cell["/S"] for cell in cells[0]} == {"/TH"}
        for cell in cells[0]:
            assert "/Column" in {part.get_object().get("/Scope") for part in cell["/A"]}
        assert {sum(_columns(cell) for cell in row) for row in cells} == {len(cells[0])}
    assert all(page["/Tabs"] == "/S" for page in reader.pages)


def _columns(cell: Any) -> int:
    """Return over how many columns a cell extends."""
    parts = cell.get("/A", [])
    spans = [part.get_object().get("/ColSpan", 1) for part in (parts if isinstance(parts, list) else [parts])]
    return int(max(spans, default=1))


def test_the_document_is_in_the_language_of_the_reader(request_of: RequestOf) -> None:
    asked = replace(request_of(*SET[0]), language=load_language("uk"))
    reader = read(briefing(asked))
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "uk"
    alt = [bare(str(item["/Alt"])) for item in tags(root["/StructTreeRoot"]) if "/Alt" in item]
    assert alt == [bare(alt_text(asked))]


@pytest.mark.parametrize("key", SET, ids=lambda key: key[0])
def test_the_typeface_is_embedded_and_text_can_be_copied(
    key: tuple[str, date], briefings: dict[tuple[str, date], bytes]
) -> None:
    fonts = [font for page in read(briefings[key]).pages for font in fonts_of(page["/Resources"])]
    assert fonts
    for font in fonts:
        assert "FiraSans" in font["/BaseFont"]
        assert "/ToUnicode" in font
        inner = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert {"/FontFile2", "/FontFile3"} & set(inner)


def test_eight_threads_get_their_own_files(
    request_of: RequestOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "map_svg", lambda *_: SMALL_MAP)
    export_requests = [request_of(plan) for plan in PLANS[:4] * 2]
    alone = [briefing(export_request) for export_request in export_requests[:4]]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(briefing, export_requests))
    assert together == alone * 2
    assert len(set(together)) == 4
