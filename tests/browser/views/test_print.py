"""Printing the page: the map and its figures on one sheet, the table and its sources on the other."""

import unicodedata
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.support.browsing.browser import Reader, Visit

pytest_plugins = ["tests.support.browsing.browser"]
pytestmark = pytest.mark.browser

SEEN = """() => [...document.querySelectorAll('span.town')]
  .filter(town => { const box = town.getBoundingClientRect();
    return town.textContent && box.width && box.left > 0 && box.top > 0
      && box.right < innerWidth && box.bottom < innerHeight; })
  .map(town => town.textContent.trim())"""
CONTROLS = ("Download", "Share", "Affected ground", "Presenter mode", "Find a place", "Where this comes from")


def printed(reader: Reader, path: Path) -> list[str]:
    """Return the text of each sheet without blanks, which a PDF need not have."""
    reader.page.pdf(path=path, prefer_css_page_size=True)
    return [bare(page.extract_text()) for page in PdfReader(path).pages]


def bare(text: str) -> str:
    """Return a text without blanks, invisible joiners and ligatures."""
    return "".join(unicodedata.normalize("NFKC", text).replace("\N{WORD JOINER}", "").split())


@pytest.mark.parametrize("plan, size", [("us-28-point", (1440, 900)), ("20-point-zone", (1440, 900)),
                                        ("kellogg-buffer", (390, 844)),
                                        ("istanbul-2022", (1024, 768))])
def test_a_plan_takes_two_sheets(visit: Visit, tmp_path: Path, plan: str, size: tuple[int, int]) -> None:
    reader = visit(size=size).open(plan=plan)
    towns = reader.map.evaluate(SEEN)
    sheets = printed(reader, tmp_path / "page.pdf")
    assert len(sheets) == 2
    first, second = sheets
    assert bare(reader.page.locator("h1.lead").inner_text()) in first
    for figure in reader.page.locator(".figure .value").all_inner_texts():
        assert bare(figure) in first
    for entry in reader.page.locator("details.key .legend li").all_text_contents():
        assert bare(entry) in first
    assert towns
    assert all(bare(town) in first for town in towns), "the map is printed as it is on the screen"
    for words in ("area and people by region", "geoBoundaries", "do not imply endorsement"):
        assert bare(words) in second
    if reader.page.locator(".printed").count():
        assert bare("Sources of the plan") in second
        for line in reader.page.locator(".printed li").all_text_contents():
            assert bare(line) in second
    assert not [word for word in CONTROLS if bare(word) in first + second]


@pytest.mark.parametrize("query, words", [
    ({"view": "compare", "plan": "us-28-point", "against": "freeze"}, "Balance"),
    ({"view": "time", "plan": "us-28-point"}, "Numbers mark the days"),
])
def test_other_views_take_two_sheets(visit: Visit, tmp_path: Path, query: dict[str, str], words: str) -> None:
    reader = visit().open(**query)
    first, second = printed(reader, tmp_path / "page.pdf")
    assert "Kharkiv" in first
    assert bare(words) in second
    assert bare("do not imply endorsement") in second
    assert not [word for word in CONTROLS if bare(word) in first + second]
