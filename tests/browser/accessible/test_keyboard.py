"""Accessibility: keyboard operation, and what a screen reader is told."""

from itertools import pairwise

import pytest

from tests.support.browsing.browser import Reader, Visit

pytest_plugins = ["tests.support.browsing.browser"]
pytestmark = pytest.mark.browser

MAX_TABS = 40


def tab_to(reader: Reader, selector: str) -> None:
    """Press Tab until the focus is inside an element."""
    for _ in range(MAX_TABS):
        reader.page.keyboard.press("Tab")
        if reader.page.evaluate("at => !!document.activeElement.closest(at)", selector):
            return
    raise AssertionError(f"{selector} is not reached by {MAX_TABS} times Tab")


def test_tab_and_arrows_choose_a_plan_in_every_group(visit: Visit) -> None:
    """This includes groups without a chosen plan; afterwards exactly one plan is chosen across all groups."""
    reader = visit().open()
    for group, key in (("text", "ArrowDown"), ("report", "Space"), ("reference", "Space")):
        before = reader.query["plan"]
        tab_to(reader, f".st-key-plan-{group} [role=radiogroup]")
        with reader.repaint():
            reader.page.keyboard.press(key)
        assert reader.query["plan"] != before
        checked = reader.page.locator("[class*=st-key-plan-] input:checked")
        assert checked.count() == 1
        assert checked.evaluate("(e, group) => !!e.closest('.st-key-plan-' + group)", group)
        assert reader.page.evaluate("!!document.activeElement.closest('[class*=st-key-plan-]')")


def test_a_date_and_a_layer_are_switched_by_keyboard(visit: Visit) -> None:
    reader = visit().open()
    tab_to(reader, ".st-key-day-2022-02-23")
    with reader.repaint():
        reader.page.keyboard.press("Enter")
    assert reader.query["on"] == "2022-02-23"
    tab_to(reader, ".st-key-layer-crimea")
    with reader.repaint():
        reader.page.keyboard.press("Space")
    assert "crimea" not in reader.query["layers"].split()


def test_the_page_has_one_main_heading_and_no_level_is_skipped(onlooker: Reader) -> None:
    """Collapsed parts are included; the sidebar precedes the page and has its own headings."""
    levels = onlooker.page.locator("h1, h2, h3, h4").evaluate_all(
        "all => all.filter(e => !e.closest('[data-testid=stSidebar]')).map(e => +e.tagName[1])")
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_picture_has_a_text_and_every_control_a_name(onlooker: Reader) -> None:
    """A swatch is decorative, as its label follows; its alternative text is present but empty."""
    for frame in onlooker.page.frames:
        assert frame.locator("img:not([alt])").count() == 0
    nameless = onlooker.page.locator("button, input, a[href], summary").evaluate_all(
        """all => all.filter(e => e.checkVisibility() && !e.closest('[aria-hidden=true]')
             && !(e.innerText.trim() || e.ariaLabel
             || e.title || e.closest('label')?.innerText.trim())).map(e => e.outerHTML.slice(0, 200))""")
    assert nameless == []


def test_the_table_has_a_caption_and_headers_for_all_rows_and_columns(onlooker: Reader) -> None:
    table = onlooker.page.locator("table:has(> caption:has-text('area and people by region'))")
    assert "28-point" in table.locator("caption").inner_text()
    columns = table.locator("> thead th")
    assert columns.count() >= 7
    assert columns.evaluate_all("all => all.every(e => e.scope === 'col' && e.innerText.trim())")
    rows = table.locator("> tbody > tr")
    assert rows.count() > 5
    assert rows.evaluate_all("all => all.every(e => e.querySelector(':scope > th[scope=row]'))")


def test_the_frame_of_the_map_has_a_descriptive_title(onlooker: Reader) -> None:
    """The title is text for people, not a module name, and says where to find the same information."""
    title = onlooker.page.locator('iframe[src*="streamlit_folium"]').get_attribute("title")
    assert title is not None
    assert "Map" in title
    assert "table" in title
    assert onlooker.map.evaluate("document.documentElement.lang") == "en"
    assert onlooker.page.evaluate("document.documentElement.lang") == "en"
