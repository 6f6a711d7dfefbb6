"""Every picture says what it shows: in the metadata of each format."""

import io
from xml.etree import ElementTree

import pytest
from PIL import Image

from layers.captions.alt_text import alt_text
from layers.plate.font_coverage import to_supported_glyphs
from layers.plate.render import title_of, write_plate
from tests.support.files.export_requests import RequestOf
from tests.support.files.pdf_reading import read

PLANS = ("us-28-point", "today")


@pytest.mark.parametrize("plan", PLANS)
def test_a_plate_carries_its_description(request_of: RequestOf, plan: str) -> None:
    request = request_of(plan)
    told = alt_text(request)
    png = Image.open(io.BytesIO(write_plate(request, "png")))
    assert (png.text["Title"], png.text["Description"]) == (title_of(request), told)  # type: ignore[attr-defined]
    about = read(write_plate(request, "pdf")).metadata
    assert about is not None
    assert (about.title, about.subject) == (title_of(request), told)
    tree = ElementTree.fromstring(write_plate(request, "svg"))  # noqa: S314 - our own
    name = "{http://www.w3.org/2000/svg}"
    assert tree.get("role") == "img"
    assert (tree.findtext(f"{name}title"), tree.findtext(f"{name}desc")) == (
        to_supported_glyphs(title_of(request)), to_supported_glyphs(told))
