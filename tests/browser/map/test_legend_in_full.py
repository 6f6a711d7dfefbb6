"""All of a legend is read without scrolling in it, on each view with a map, for the plan with the longest."""

import pytest
from playwright.sync_api import Locator

from tests.support.browsing.browser import Reader, Visit

pytest_plugins = ["tests.support.browsing.browser"]
pytestmark = pytest.mark.browser

DESKTOP, TABLET, PHONE = (1440, 900), (1024, 768), (390, 844)
LONGEST = "us-28-point"
"""The plan with the most lines in its legend."""
VIEWS = {
    "plan": {}, "time": {"view": "time"}, "zone": {"view": "zone"}, "write": {"view": "write"},
    "one map": {"view": "compare", "against": "europe-24-point"},
    "two days": {"view": "compare", "against": LONGEST, "against_on": "2025-03-01"},
    "two maps": {"view": "compare", "against": "anchorage-2025", "maps": "two"},
}
HIDDEN = "one => Math.max(one.scrollHeight - one.clientHeight, one.scrollWidth - one.clientWidth)"
OUTSIDE = """one => { const edge = one.getBoundingClientRect();
  return [...one.querySelectorAll('li, li span')].filter(part => { const box = part.getBoundingClientRect();
    return box.top < edge.top || box.bottom > edge.bottom || box.right > edge.right + 1; })
    .map(part => part.textContent); }"""
MIN_TYPE_PX = 11.5


def box(found: Locator) -> dict[str, float]:
    at = found.first.bounding_box()
    assert at is not None
    return {**at, "right": at["x"] + at["width"], "bottom": at["y"] + at["height"]}


def legend_of(reader: Reader, entries: int) -> Locator:
    """Return the legend, once it has so many entries at least and stands."""
    reader.page.wait_for_function("n => document.querySelectorAll('details.key li').length >= n", arg=entries)
    reader.drawn()
    reader.page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 0)")
    return reader.page.locator("details.key")


@pytest.mark.parametrize("language", ["en", "uk"])
@pytest.mark.parametrize("view", VIEWS)
def test_on_a_desktop_all_of_the_legend_is_seen(visit: Visit, view: str, language: str) -> None:
    """It lies over nothing but the map, and its type can be read."""
    reader = visit(size=DESKTOP).open(plan=LONGEST, language=language, **VIEWS[view])
    legend = legend_of(reader, 7)
    assert legend.evaluate(HIDDEN) <= 1
    assert legend.evaluate(OUTSIDE) == []
    at, over = box(legend), box(reader.page.locator(".over"))
    assert over["bottom"] < at["y"]
    assert at["bottom"] <= DESKTOP[1]
    size = legend.locator("li").first.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
    assert size >= MIN_TYPE_PX


@pytest.mark.parametrize("language", ["en", "uk"])
@pytest.mark.parametrize("size", [TABLET, PHONE], ids=str)
def test_on_smaller_windows_it_unfolds_in_full(visit: Visit, size: tuple[int, int], language: str) -> None:
    reader = visit(size=size).open(plan=LONGEST, language=language)
    legend = legend_of(reader, 7)
    folded = box(legend)
    assert folded["height"] < 60
    assert folded["bottom"] <= size[1]
    legend.locator("summary").click()
    reader.page.wait_for_function("document.querySelector('details.key').open")
    assert box(legend)["height"] > 3 * folded["height"]
    assert legend.evaluate(HIDDEN) <= 1
    assert legend.evaluate(OUTSIDE) == []
