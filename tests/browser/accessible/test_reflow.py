"""At 320 px, and at 200 % zoom, nothing is lost and the page does not scroll sideways."""

from itertools import combinations

import pytest

from tests.browser.accessible.test_axe import PLAN, SETTLED, opened
from tests.support.browsing.browser import Reader, Visit

pytest_plugins = ["tests.support.browsing.browser"]
pytestmark = pytest.mark.browser

NARROW, ZOOMED = (320, 640), (720, 450)

WIDE = """() => [document.scrollingElement, document.querySelector('[data-testid=stMain]')]
  .filter(Boolean).map(it => it.scrollWidth - it.clientWidth)"""

CUT = """() => [...document.querySelectorAll('h1, h2, h3, .block-container p, .block-container dd, button')]
  .filter(it => it.checkVisibility({visibilityProperty: true}) && it.getClientRects().length
    && !it.closest('.scroll, .skips, .unseen, [aria-hidden=true], .st-key-views, .st-key-frames, .over'))
  .filter(it => { const box = it.getBoundingClientRect(); return box.width && box.right > innerWidth + 1; })
  .map(it => it.outerHTML.slice(0, 160))"""


@pytest.mark.parametrize("view", [
    {}, {"view": "compare", "against": "e3-counter"},
    {"view": "compare", "maps": "two"}, {"view": "all"}, {"view": "time"}, {"view": "zone"},
    {"view": "write"}, {"mode": "embed"}], ids=lambda it: " ".join(it.values()) or "plan")
def test_a_view_fits(visit: Visit, view: dict[str, str]) -> None:
    """Wide tables scroll by themselves; the rows of views and of frames, too, and by keyboard.

    Nobody reloads a page to zoom, so it is opened once.
    """
    reader = opened(visit, NARROW, {**PLAN, **view})
    for size in (NARROW, ZOOMED):
        resized(reader, size)
        assert max(reader.page.evaluate(WIDE)) <= 0, size
        assert reader.page.evaluate(CUT) == [], size


def resized(reader: Reader, size: tuple[int, int]) -> None:
    """Give the window a size, and wait until the page has taken it up."""
    reader.page.set_viewport_size({"width": size[0], "height": size[1]})
    reader.drawn()
    reader.page.wait_for_function(SETTLED)


TOP = """() => [document.querySelector('p.product'), document.querySelector('.st-key-newest button p'),
    document.querySelector('.st-key-views [data-testid=stPopoverButton], .st-key-views .stPopover button')]
  .map(it => { const text = document.createRange(); text.selectNodeContents(it);
    const box = (it.matches('button') ? it : text).getBoundingClientRect();
    return [box.left, box.top, box.right, box.bottom]; })"""


@pytest.mark.parametrize("language", ["en", "uk"])
@pytest.mark.parametrize("widths", [(1024,), (320, 390, 700)], ids=str)
def test_name_newest_day_and_share_stand_beside_each_other(
    visit: Visit, widths: tuple[int, ...], language: str
) -> None:
    """And below the upper edge, whatever the language needs; the narrowest window leaves out the name.

    The sidebar is open at first in the widest window, and in no other.
    """
    reader = opened(visit, (widths[0], 700), {**PLAN, "language": language})
    for width in widths:
        resized(reader, (width, 700))
        boxes = reader.page.evaluate(TOP)[int(width <= 360):]
        for left, top, right, _ in boxes:
            assert 0 <= left < right <= width
            assert top >= 0
        for one, other in combinations(boxes, 2):
            assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
