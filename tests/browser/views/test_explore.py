"""What hangs together and pull-backs in a browser: they open below the map, fit the window, move nothing."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.views.test_layout import DESKTOP, FRAME, PHONE, place
from tests.support.browsing.browser import Reader, Visit

pytest_plugins = ["tests.support.browsing.browser"]
pytestmark = pytest.mark.browser

TOGETHER, PULL_BACK = ".st-key-together", ".st-key-pull-back"
LEDGER = "table.ledger:visible"
PLACE = {"plan": "us-28-point", "on": "2025-11-21"}


def opened(reader: Reader, panel: str, inside: str) -> Locator:
    """Open a panel, and return it when it has its answer."""
    box = reader.page.locator(panel)
    box.locator("summary").first.click()
    box.locator(inside).first.wait_for()
    reader.settle()
    return box


def fits(reader: Reader, found: Locator) -> bool:
    """Say whether something is between the left and right edges of the window."""
    at, size = place(found), reader.page.viewport_size
    assert size is not None
    return at["left"] >= 0 and at["right"] <= size["width"] and at["right"] - at["left"] > size["width"] / 2


def scrolls_sideways(reader: Reader) -> bool:
    return bool(reader.page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def above(reader: Reader) -> list[float]:
    """Return where the map and the headline are on the page, however far it is scrolled."""
    return [reader.page.locator(part).first.evaluate(
        "e => e.getBoundingClientRect().top - document.querySelector('.block-container')"
        ".getBoundingClientRect().top") for part in (FRAME, "h1", ".figures", "p.compared", LEDGER)]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=str)
def test_what_hangs_together_opens_below_the_table_and_fits(visit: Visit, size: tuple[int, int]) -> None:
    reader = visit(size=size).open(**PLACE)
    before = above(reader)
    box = opened(reader, TOGETHER, "table.sides")
    assert above(reader) == before
    assert place(box)["top"] > place(reader.page.locator(LEDGER).first)["bottom"]
    for part in (box, box.locator("table.sides"), box.locator(".explored").first,
                 box.locator(".scroll").last):
        assert fits(reader, part)
    last = box.locator("table.sides tbody tr").first.locator("td").last
    assert place(last)["right"] <= size[0]
    assert not scrolls_sideways(reader)
    assert "would not be connected with the rest" in box.inner_text()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=str)
def test_a_pull_back_answers_in_its_panel_and_on_the_map_and_moves_nothing(
    visit: Visit, size: tuple[int, int],
) -> None:
    reader = visit(size=size).open(**PLACE)
    before, laid = above(reader), reader.map.locator(".leaflet-overlays-pane path")
    expect(laid).to_have_count(0)
    box = opened(reader, PULL_BACK, "figure.depths")
    expect(box).to_contain_text("Nobody would pull back.")
    box.locator(".st-key-named-depth-10 button").click()
    expect(box).to_contain_text("Both sides would pull back 10 km from the line of contact.")
    thumb = box.locator(".st-key-pull-back-russia input[type=range]")
    thumb.focus()
    thumb.press("ArrowRight")
    expect(box).to_contain_text(re.compile("Ukraine would pull back 10 km and Russia 10.5 km"))
    expect(box.locator("p", has_text=re.compile(r"^Russian-held: .*\(10\.5 km\)"))).to_have_count(2)
    reader.settle()
    assert above(reader) == before
    expect(laid).to_have_count(1)
    assert "pull=10-10.5" in reader.page.url
    for part in (box, box.locator("figure.depths"), box.locator(".depth-plot").first,
                 box.locator("table.named")):
        assert place(part)["left"] >= 0
        assert place(part)["right"] <= size[0]
    for words in box.locator(".depth-plot span").all():
        assert place(box)["left"] <= place(words)["left"]
        assert place(words)["right"] <= place(box)["right"]
    assert not scrolls_sideways(reader)
    shown = box.locator(".depth-plot img").first
    assert shown.evaluate("e => e.complete && e.naturalWidth > 0")
    fonts = [found.evaluate("e => getComputedStyle(e).fontFamily")
             for found in (box.locator(".depth-plot .up").first, reader.page.locator("h1"))]
    assert fonts[0] == fonts[1]
