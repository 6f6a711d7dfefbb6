"""The slide: real text in its place, a described picture, nothing outside the page, the same bytes."""

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from matplotlib.colors import to_rgba
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from PIL import Image
from pptx import Presentation

from geo.outcomes.outcome import apply
from geo.plans.library import Library
from layers.bundle.slide import BRIEF, FULL, slide
from layers.captions.alt_text import alt_text
from layers.captions.citation import citation
from layers.frame import AFFECTED
from layers.language import load_language
from layers.plate.fonts import width_pt
from layers.plate.plate import map_only
from layers.plate.text import sheet_of
from layers.request import ExportRequest
from layers.style.styles import SEA

MakeOrder = Callable[..., ExportRequest]
PLANS = ("us-28-point", "kellogg-buffer", "today")
HOSTILE = "$x$ <script>alert(1)</script> & \u202e {x} \x07 ]]>"


def opened(request: ExportRequest) -> Any:
    """Return the one slide of a presentation."""
    deck = Presentation(io.BytesIO(slide(request)))
    assert len(deck.slides) == 1
    return deck, deck.slides[0]


def said(page: Any) -> str:
    texts = [shape.text_frame.text for shape in page.shapes if shape.has_text_frame]
    return "\n".join(texts).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("plan", PLANS)
def test_the_text_of_a_slide_is_that_of_the_plate(request_of: MakeOrder, plan: str) -> None:
    """Slide and square say the same; the notes have what the full plate says besides, and how to cite it."""
    wanted = request_of(plan, size=BRIEF, frame=AFFECTED, address="https://example.org/atlas")
    deck, page = opened(wanted)
    brief, full = sheet_of(wanted), sheet_of(request_of(plan, size=FULL, frame=AFFECTED))
    assert page.shapes.title.text_frame.text.replace("\N{NO-BREAK SPACE}", " ") == brief.title
    text, notes = said(page), page.notes_slide.notes_text_frame.text
    for words in (brief.kicker, *brief.notes, brief.disclaimer, brief.stamp, brief.link):
        assert words in text
    for item in brief.figures:
        assert item.label in text
        assert item.value in text
    for words in (full.summary, *full.notes, *(item.value for item in full.figures), citation(wanted)):
        assert words in notes
    links = [run.hyperlink.address for shape in page.shapes if shape.has_text_frame
             for paragraph in shape.text_frame.paragraphs for run in paragraph.runs if run.hyperlink.address]
    assert links == [brief.code]
    assert deck.core_properties.author == "Ukraine plan atlas"


@pytest.mark.parametrize("plan", PLANS)
def test_nothing_is_outside_the_slide_and_no_two_things_overlap(request_of: MakeOrder, plan: str) -> None:
    deck, page = opened(request_of(plan, frame=AFFECTED))
    boxes = [(one.left, one.top, one.left + one.width, one.top + one.height) for one in page.shapes]
    for left, top, right, bottom in boxes:
        assert left >= 0
        assert top >= 0
        assert right <= deck.slide_width
        assert bottom <= deck.slide_height
    for number, one in enumerate(boxes):
        for other in boxes[number + 1:]:
            assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def test_the_map_is_a_picture_with_a_description_and_its_own_proportions(request_of: MakeOrder) -> None:
    wanted = request_of("us-28-point", size=BRIEF, frame=AFFECTED)
    pictures = [one for one in opened(wanted)[1].shapes if hasattr(one, "image")]
    assert len(pictures) == 1
    assert pictures[0]._element.nvPicPr.cNvPr.get("descr") == alt_text(wanted)
    width, height = Image.open(io.BytesIO(pictures[0].image.blob)).size
    assert width / height == pytest.approx(pictures[0].width / pictures[0].height, rel=0.01)
    assert width >= 1200


@pytest.mark.parametrize("plan", ["us-28-point", "anchorage-2025", "kellogg-buffer"])
def test_a_long_legend_leaves_the_map_its_room(request_of: MakeOrder, plan: str) -> None:
    """In Ukrainian, whose words are longer, the map has half of its picture, and all words are in it."""
    request = replace(request_of(plan, size=BRIEF, frame=AFFECTED), language=load_language("uk"))
    width, height = 493.0, 220.0
    canvas = map_only(request, width, height, may_stand_beside=True)
    sea = next(item for item in canvas.figure.artists
               if isinstance(item, Rectangle) and item.get_facecolor() == to_rgba(SEA))
    right, bottom = sea.get_x() + sea.get_width(), sea.get_y() + sea.get_height()
    assert sea.get_width() * sea.get_height() >= width * height / 2
    words = " ".join(entry.words for entry in sheet_of(request).legend)
    rows = [text for text in canvas.figure.findobj(Text) if text.get_fontsize() == pytest.approx(8.2)
            and text.get_text() in words]
    assert len(rows) >= len(sheet_of(request).legend)
    for text in rows:
        left, baseline = text.get_position()
        assert left > right or baseline - 8.2 * 0.7 > bottom, text.get_text()
        assert left + width_pt(text.get_text(), 8.2) <= width + 1
        assert baseline <= height


def test_the_same_request_gives_the_same_bytes(request_of: MakeOrder) -> None:
    assert slide(request_of("freeze")) == slide(request_of("freeze"))


def test_a_clock_before_1980_changes_nothing(
    request_of: MakeOrder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A ZIP archive can have no earlier time."""
    before = slide(request_of(PLANS[0]))
    monkeypatch.setattr("time.time", lambda: 0.0)
    assert slide(request_of(PLANS[0])) == before


def test_hostile_text_remains_text(request_of: MakeOrder, library: Library) -> None:
    scenario = library["freeze"].model_copy(update={"title": HOSTILE, "sentence_title": HOSTILE})
    base = request_of("freeze")
    page = opened(ExportRequest(base.world, base.library, base.ground, apply(scenario, base.ground),
                                base.language))[1]
    assert "<script>alert(1)</script> &" in said(page)
    assert "\u202e" not in said(page)
