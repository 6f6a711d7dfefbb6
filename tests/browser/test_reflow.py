"""At 320 px, and at 200 % zoom, nothing is lost and the page does not scroll sideways."""

import pytest

from tests.browser.test_axe import PLAN, opened
from tests.support.browser import Visit

pytest_plugins = ["tests.support.browser"]
pytestmark = pytest.mark.browser

NARROW, ZOOMED = (320, 640), (720, 450)

WIDE = """() => [document.scrollingElement, document.querySelector('[data-testid=stMain]')]
  .filter(Boolean).map(it => it.scrollWidth - it.clientWidth)"""

CUT = """() => [...document.querySelectorAll('h1, h2, h3, .block-container p, .block-container dd, button')]
  .filter(it => it.checkVisibility({visibilityProperty: true}) && it.getClientRects().length
    && !it.closest('.scroll, .skips, .unseen, [aria-hidden=true], .st-key-views, .st-key-frames, .over'))
  .filter(it => { const box = it.getBoundingClientRect(); return box.width && box.right > innerWidth + 1; })
  .map(it => it.outerHTML.slice(0, 160))"""


@pytest.mark.parametrize("size", [NARROW, ZOOMED], ids=["320 px", "200 %"])
@pytest.mark.parametrize("view", [
    {}, {"view": "compare", "against": "e3-counter"}, {"view": "all"}, {"view": "time"}, {"view": "zone"},
    {"view": "write"}, {"mode": "embed"}], ids=lambda it: " ".join(it.values()) or "plan")
def test_a_view_fits(visit: Visit, size: tuple[int, int], view: dict[str, str]) -> None:
    """Wide tables scroll by themselves; the rows of views and of frames, too, and by keyboard."""
    reader = opened(visit, size, {**PLAN, **view})
    assert max(reader.page.evaluate(WIDE)) <= 0
    assert reader.page.evaluate(CUT) == []
