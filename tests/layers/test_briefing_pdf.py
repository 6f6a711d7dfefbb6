"""The briefing as a file: accessible, self-contained, reproducible, and thread-safe."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest

from layers.bundle import briefing as module
from layers.bundle.briefing import briefing
from layers.captions.alt_text import alt_text
from tests.layers.test_briefing import SET, SMALL_MAP
from tests.support.export_requests import PLANS, RequestOf
from tests.support.pdf_reading import bare, fonts_of, links, read, tags


@pytest.fixture(scope="module")
def made(request_of: RequestOf) -> dict[tuple[str, date], bytes]:
    return {key: briefing(request_of(*key)) for key in SET}


@pytest.mark.parametrize("key", SET, ids=lambda key: key[0])
def test_pages_are_a4_numbered_and_headed(
    key: tuple[str, date], made: dict[tuple[str, date], bytes], request_of: RequestOf
) -> None:
    pages = read(made[key]).pages
    assert 2 <= len(pages) <= 5
    export_request = request_of(*key)
    for number, page in enumerate(pages, 1):
        text = bare(page.extract_text())
        assert f"Page{number}of{len(pages)}" in text
        assert bare(f"Line of contact of {export_request.language.day(export_request.on)}") in text
        assert (
            bare(export_request.plan().scenario.short_title if number > 1 else "Ukraine plan atlas") in text
        )
        assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842]


@pytest.mark.parametrize("key", SET, ids=lambda key: key[0])
def test_only_sources_are_linked_and_nothing_is_executable(
    key: tuple[str, date], made: dict[tuple[str, date], bytes], request_of: RequestOf
) -> None:
    export_request = request_of(*key)
    sources = {str(source.url) for source in export_request.plan().scenario.sources if source.url}
    allowed = sources | {source["url"] for source in export_request.world.sources.values()}
    linked = set(links(made[key]))
    assert linked <= allowed
    assert sources <= linked
    catalogue = read(made[key]).trailer["/Root"]
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(catalogue)
    assert b"/JavaScript" not in made[key]
    assert b"/EmbeddedFile" not in made[key]


@pytest.mark.parametrize("key", SET, ids=lambda key: key[0])
def test_it_is_accessible_to_screen_readers(
    key: tuple[str, date], made: dict[tuple[str, date], bytes], request_of: RequestOf
) -> None:
    """PDF/UA-1: tagged, with a language, a title, bookmarks, and alternative text for the map."""
    reader, export_request = read(made[key]), request_of(*key)
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
def test_the_typeface_is_embedded_and_text_can_be_copied(
    key: tuple[str, date], made: dict[tuple[str, date], bytes]
) -> None:
    fonts = [font for page in read(made[key]).pages for font in fonts_of(page["/Resources"])]
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
