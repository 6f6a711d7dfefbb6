"""The button that opens the sidebar stands in a bar of its own, over which nothing is ever read."""

import pytest
from playwright.sync_api import expect

from tests.browser.views.test_layout import DESKTOP, PHONE
from tests.support.browsing.browser import Reader, Visit

pytest_plugins = ["tests.support.browsing.browser"]
pytestmark = pytest.mark.browser

TABLET = (1024, 768)
SHUT, OPENS = "[data-testid=stSidebarCollapseButton] button", "[data-testid=stExpandSidebarButton]"

BEHIND = """button => {
  const box = button.getBoundingClientRect();
  const main = document.querySelector('[data-testid=stMain]');
  const end = main.getBoundingClientRect().left + main.clientWidth;
  return [[box.left + 1, box.top + 1], [box.right - 1, box.top + 1], [box.left + 1, box.bottom - 1],
          [box.right - 1, box.bottom - 1], [end - 2, 2], [end - 2, box.bottom - 1]].map(([x, y]) => {
    const under = document.elementsFromPoint(x, y).find(one => !one.closest('[data-testid=stHeader]'));
    for (let one = under; one; one = one.parentElement)
      if (getComputedStyle(one).backgroundColor !== 'rgba(0, 0, 0, 0)')
        return Boolean(one.querySelector('p.product')) && !one.querySelector('.st-key-stage');
    return false;
  });
}"""


def shut(reader: Reader) -> None:
    """Shut the sidebar, which on a phone is shut from the beginning."""
    if reader.page.locator(OPENS).count() == 0:
        reader.page.evaluate("at => document.querySelector(at).click()", SHUT)
    expect(reader.page.locator(OPENS)).to_be_visible()
    reader.drawn()


@pytest.mark.parametrize("language", ["en", "uk"])
@pytest.mark.parametrize("size", [PHONE, (320, 568), TABLET, DESKTOP], ids=str)
def test_nothing_scrolls_behind_the_button_that_opens_the_sidebar(
    visit: Visit, size: tuple[int, int], language: str,
) -> None:
    reader = visit(size=size).open(plan="us-28-point", language=language)
    shut(reader)
    for y in (0, 25, 55, 130, 700, 2000):
        reader.page.evaluate("y => document.querySelector('[data-testid=stMain]').scrollTo(0, y)", y)
        reader.drawn()
        assert all(reader.page.locator(OPENS).evaluate(BEHIND)), y
    reader.page.locator(OPENS).click()
    expect(reader.page.locator("[data-testid=stSidebar] .st-key-plan-text")).to_be_in_viewport()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=str)
def test_what_gets_the_focus_comes_out_from_behind_the_bar(visit: Visit, size: tuple[int, int]) -> None:
    """The browser takes what lies at the top of the window for seen."""
    reader = visit(size=size).open(plan="us-28-point")
    shut(reader)
    bar = reader.page.locator("p.product").bounding_box()
    assert bar is not None
    top = reader.page.locator("details.zones > summary").evaluate("""goal => {
        const main = document.querySelector('[data-testid=stMain]');
        main.scrollTo(0, main.scrollTop + goal.getBoundingClientRect().top - 2);
        goal.focus();
        return goal.getBoundingClientRect().top; }""")
    assert top >= bar["y"] + bar["height"]
