"""A third language is one catalogue: no file has a plain word where it is in the reader's language."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import unescape
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from pptx import Presentation

from geo.plans.library import TODAY
from geo.world import World
from layers.bundle.briefing import briefing, contents
from layers.bundle.slide import slide
from layers.card.card import card_of_request
from layers.export.csv import table_csv
from layers.export.geojson import geojson
from layers.export.kml import kml
from layers.export.workbook import workbook
from layers.language import Language
from layers.request import ExportRequest
from tests.support.files.export_requests import PLAN, STRIP_PLAN
from tests.support.files.pdf_reading import bare, links, read
from tests.support.pseudo import (
    MAPS,
    countries,
    left,
    months,
    pseudo,
    pseudo_language,
    pseudo_world,
    strings,
    territories,
)

pytestmark = pytest.mark.slow

RequestOf = Callable[..., ExportRequest]

THINGS = (PLAN, STRIP_PLAN, TODAY)
CODES = {"scenario", "on", "text_status", "control_origin", "data_version", "figures_changed", "language",
         "parts", "regions", "layer", "region", "region_beyond", "status", "status_beyond", "holder",
         "confidence", "wall_confidence", "overlay", "kind", "piece", "beyond", "level", "id",
         "side", "line_date"}
"""Members of files that are identifiers in every language."""
IDS = {pseudo(heading) for heading in ("Region id", "Status id", "Holder id", "Code")}
"""Columns of a workbook that are identifiers."""
KML = "{http://www.opengis.net/kml/2.2}"


@pytest.fixture(scope="module")
def translated(
    request_of: RequestOf, world: World, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], ExportRequest]:
    language: Language = pseudo_language(tmp_path_factory.mktemp("locale"))
    there = pseudo_world(world)
    return lambda thing: replace(request_of(thing), world=there, language=language,
                                 address="https://example.org/atlas")


def plain(texts: Iterator[tuple[str, str]], codes: frozenset[str] = frozenset(CODES)) -> dict[str, str]:
    """Return the plain words of texts, each with the name that its text stands under."""
    return {word: name for name, text in texts if name not in codes for word in left(text)}


@pytest.mark.parametrize("thing", THINGS)
def test_geojson(translated: Callable[[str], ExportRequest], thing: str) -> None:
    file = json.loads(geojson(translated(thing)))
    assert not plain(strings(file["metadata"]))
    for feature in file["features"]:
        assert not plain(strings(feature["properties"]))


@pytest.mark.parametrize("thing", THINGS)
def test_csv(translated: Callable[[str], ExportRequest], thing: str) -> None:
    """Names of columns are for programs."""
    names, *rows = csv.reader(io.StringIO(table_csv(translated(thing)).decode("utf-8")))
    assert len(rows) > 20
    for row in rows:
        assert not plain(zip(names, row, strict=True))


def kml_texts(document: ET.Element) -> Iterator[tuple[str, str]]:
    for item in document.iter():
        tag, text = item.tag.removeprefix(KML), item.text or ""
        if tag in ("name", "description", "text"):
            yield tag, unescape(text).replace("<br/>", "\n")
        elif tag == "SimpleData":
            yield item.get("name", ""), text
        elif tag == "Data":
            yield item.get("name", ""), item.findtext(f"{KML}value", "")


@pytest.mark.parametrize("thing", THINGS)
def test_kml(translated: Callable[[str], ExportRequest], thing: str) -> None:
    found = list(kml_texts(ET.fromstring(kml(translated(thing)))))  # noqa: S314 - our own file
    assert len(found) > 100
    assert not plain(iter(found))


@pytest.mark.parametrize("thing", THINGS)
def test_workbook(translated: Callable[[str], ExportRequest], thing: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(translated(thing))))
    assert not left(f"{book.properties.title} {book.properties.creator} {book.properties.description or ''}")
    for sheet in book:
        assert not left(sheet.title)
        rows = sheet.iter_rows(values_only=True)
        heads = [value or "" for value in next(rows)]
        assert not plain((head, head) for head in heads)
        for row in rows:
            assert not plain(((head, value) for head, value in zip(heads, row, strict=True)
                              if isinstance(value, str)), frozenset(IDS))


@pytest.mark.parametrize("thing", THINGS)
def test_slide_and_card(translated: Callable[[str], ExportRequest], thing: str) -> None:
    request = translated(thing)
    deck = Presentation(io.BytesIO(slide(request)))
    page, about = deck.slides[0], deck.core_properties
    texts = [shape.text_frame.text for shape in page.shapes if shape.has_text_frame]
    described = [item.get("descr") for item in page._element.iter() if item.get("descr")]
    stamps = [about.title, about.subject, about.author, about.last_modified_by, about.comments]
    assert len(described) == 1
    for text in (*texts, *described, *stamps, page.notes_slide.notes_text_frame.text):
        assert not left(text.replace("\N{NO-BREAK SPACE}", " "), countries())
    card = card_of_request(request)
    assert not left(f"{card.site} {card.alt}")


@pytest.mark.parametrize("plan", [PLAN, STRIP_PLAN])
def test_briefing(translated: Callable[[str], ExportRequest], plan: str) -> None:
    """In what the template is given, and in the file, where it could have words of its own."""
    request = translated(plan)
    told = contents(request)
    codes = frozenset({"font", "look", "language", *told["swatches"]})
    assert not plain(strings(told), codes).keys() - countries()
    content = briefing(request)
    text = bare("".join(page.extract_text() for page in read(content).pages))
    for address in {bare(link) for link in links(content)}:
        text = text.replace(address, "")
    assert len(text) > 5_000
    text = re.sub(r"https://example\.org/atlas/\?\S*?data=[0-9a-f]{8}", "", text)
    for said in (*months(), *MAPS, *map(bare, territories()), request.world.version):
        text = text.replace(said, "")
    assert re.findall("[A-Za-z]{3,}", text) == []
    assert not left(str(read(content).metadata.title)) | left(str(read(content).metadata.subject or ""))
