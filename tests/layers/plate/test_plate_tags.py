"""The PDF of a plate for readers who hear it: language, title, texts in order, a figure with alt text."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pypdf import PdfWriter
from pypdf.generic import NameObject, StreamObject

from geo.outcomes.difference import difference
from geo.plans.library import TODAY, Library
from geo.world import World
from geo.zones.ground import Ground
from layers.captions.alt_text import alt_text
from layers.language import Language, load_language
from layers.pdf.tags import FIGURE, TEXT, TITLE, closing, opening, tagged
from layers.plate.comparison import compared_plans, description, difference_plate
from layers.plate.render import title_of, write_plate
from layers.plate.sizes import SIZES
from layers.request import ExportRequest
from tests.support.files.export_requests import DAY, HOSTILE, PLAN, RequestOf
from tests.support.files.pdf_reading import bare, read, tags


def tree_of(content: bytes) -> tuple[Any, list[Any]]:
    """Return the catalogue of a PDF, and the elements of its tree in reading order."""
    root: Any = read(content).trailer["/Root"]
    return root, [item for item in tags(root["/StructTreeRoot"]) if item.get("/Type") == "/StructElem"]


def heard(content: bytes) -> dict[int | None, str]:
    """Return the text of each marked part of a page by its number; None for what is in no part."""
    found: dict[int | None, str] = {None: ""}
    within: list[int | None] = []
    page = read(content).pages[0]

    def mark(operator: bytes, operands: Any, *_: Any) -> None:
        if operator in (b"BDC", b"BMC"):
            properties = operands[1] if operator == b"BDC" else {}
            within.append(properties.get("/MCID"))
        elif operator == b"EMC":
            within.pop()

    def text(words: str, *_: Any) -> None:
        number = within[-1] if within else None
        found[number] = found.get(number, "") + words

    page.extract_text(visitor_operand_before=mark, visitor_text=text)
    assert not within, "every mark that is opened is closed"
    return found


@pytest.mark.parametrize("language", ["en", "uk"])
@pytest.mark.parametrize("plan", [PLAN, TODAY])
def test_a_plate_has_language_title_and_a_figure_with_alt_text(
    plan: str, language: str, request_of: RequestOf
) -> None:
    request = replace(request_of(plan), language=load_language(language))
    content = write_plate(request, "pdf")
    root, tree = tree_of(content)
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    metadata = read(content).metadata
    assert metadata is not None
    assert metadata.title == title_of(request)
    assert metadata.creation_date is None
    assert [str(item["/S"])[1:] for item in tree] == ["Document", TITLE, FIGURE, TEXT, TEXT]
    assert [str(item["/Alt"]) for item in tree if "/Alt" in item] == [alt_text(request)]
    assert "/Alt" in tree[2]


@pytest.mark.parametrize("size", SIZES)
def test_every_text_of_a_plate_is_in_a_part_of_the_tree(size: str, request_of: RequestOf) -> None:
    request = request_of(PLAN, size=size)
    content = write_plate(request, "pdf")
    root, tree = tree_of(content)
    parts = [item["/K"] for item in tree[1:]]
    by_number = root["/StructTreeRoot"]["/ParentTree"]["/Nums"][1]
    assert [by_number[number] for number in parts] == [item.indirect_reference for item in tree[1:]]
    assert read(content).pages[0]["/StructParents"] == 0
    words = heard(content)
    assert sorted(number for number in words if number is not None) == sorted(parts)
    assert words[None].strip() == ""
    title, _, figures, credit = (bare(words[number]) for number in parts)
    assert bare(request.plan().scenario.short_title) in title or bare("28-point") in title
    assert "km²" in figures
    assert "DeepStateMap.live" in credit


def test_a_map_alone_is_a_figure_and_its_credit(request_of: RequestOf) -> None:
    request = replace(request_of(PLAN), map_only=True)
    _, tree = tree_of(write_plate(request, "pdf"))
    assert [str(item["/S"])[1:] for item in tree] == ["Document", FIGURE, TEXT]


def test_a_comparison_is_described_too(
    world: World, library: Library, ground_on: Callable[[date], Ground], english: Language
) -> None:
    found = difference(ground_on(DAY), library["e3-counter"], library[PLAN])
    compared = compared_plans(found, ExportRequest(world, library, found.ground, None, english))
    _, tree = tree_of(difference_plate(compared, "pdf"))
    assert [str(item["/Alt"]) for item in tree if "/Alt" in item] == [description(compared)]


def test_words_of_a_file_stay_words(request_of: RequestOf) -> None:
    request, words = request_of(PLAN), "a) >> BDC EMC (\x01\ufffe\U0001f600 \\ " + HOSTILE
    outcome = request.plan()
    scenario = outcome.scenario.model_copy(update={"title": words, "short_title": words})
    hostile = replace(request, outcome=replace(outcome, scenario=scenario))
    root, tree = tree_of(write_plate(hostile, "pdf"))
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(root)
    assert [str(item["/Alt"]) for item in tree if "/Alt" in item] == [alt_text(hostile)]


def test_the_same_plate_has_the_same_bytes_and_says_which_pdf_it_is(request_of: RequestOf) -> None:
    request: ExportRequest = request_of(PLAN, size="1x1")
    content = write_plate(request, "pdf")
    assert content == write_plate(request, "pdf")
    assert content.startswith(b"%PDF-1.7")
    assert b"pypdf" not in content


def test_parts_are_read_in_the_order_that_is_asked_for_not_in_that_of_drawing() -> None:
    writer = PdfWriter()
    page = writer.add_blank_page(100, 100)
    drawn = b"".join(opening(kind, number) + b"\n0 0 m\n" + closing() + b"\n"
                     for number, kind in enumerate((TEXT, FIGURE)))
    stream = StreamObject()
    stream.set_data(drawn)
    page[NameObject("/Contents")] = writer._add_object(stream)
    made = io.BytesIO()
    writer.write(made)
    _, tree = tree_of(tagged(made.getvalue(), (TEXT, FIGURE), (1, 0), "uk", "Мапа"))
    assert [(item["/S"], item.get("/Alt")) for item in tree[1:]] == [("/Figure", "Мапа"), ("/P", None)]
