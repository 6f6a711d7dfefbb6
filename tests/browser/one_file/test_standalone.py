"""The standalone page in a real browser, opened from a file, without server or network."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.support.browsing.one_file import PAINTED, OpenMap
from tests.support.files.export_requests import PLAN

pytest_plugins = ["tests.support.browsing.browser", "tests.support.browsing.one_file"]
pytestmark = pytest.mark.browser

FILLS = """() => Object.fromEntries(window.atlas.it.current.zones.getLayers().map(layer =>
  [layer.feature.id, layer.getElement()?.getAttribute('fill-opacity') > 0
    ? layer.getElement().getAttribute('fill') : '']))"""
VIEW = "() => [window.atlas.it.map.getZoom(), window.atlas.it.map.getCenter().lng.toFixed(3)]"

def choose(page: Page, plan: str) -> None:
    before = page.evaluate(PAINTED)
    page.locator("select").first.select_option(plan)
    page.wait_for_function(
        "before => document.querySelector('.leaflet-container').dataset.painted !== before", arg=before)


def test_a_switch_repaints_announces_the_plan_and_keeps_the_view(open_map: OpenMap) -> None:
    page = open_map()
    before = page.evaluate(FILLS)
    assert any(before.values())
    page.evaluate("window.atlas.it.map.setView([48.3, 37.8], 8, {animate: false})")
    view = page.evaluate(VIEW)
    title = page.locator("h1:visible").inner_text()
    choose(page, "freeze")
    assert page.evaluate(FILLS) != before
    assert page.evaluate(VIEW) == view
    assert page.locator("h1:visible").inner_text() != title
    assert page.evaluate("location.hash") == "#freeze"
    assert page.locator("table:visible").first.is_visible()


def test_an_address_opens_a_plan_and_back_works(open_map: OpenMap) -> None:
    page = open_map("#istanbul-2022")
    assert page.locator("select").first.input_value() == "istanbul-2022"
    assert page.locator("h1:visible").inner_text().startswith("Russia would leave 71,100 km²")
    choose(page, "today")
    assert "was under Russian military control" in page.locator("h1:visible").inner_text()


def test_a_hostile_hash_opens_the_requested_plan(open_map: OpenMap) -> None:
    page = open_map("#<img src=x onerror=alert(1)>")
    assert page.locator("select").first.input_value() == PLAN


def test_the_keyboard_moves_between_plans(open_map: OpenMap) -> None:
    page = open_map()
    page.locator("select").first.focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_function("() => location.hash.length > 1")
    assert page.locator("select").first.input_value() != PLAN


def test_without_scripts_there_are_words_figures_and_a_picture(open_map: OpenMap) -> None:
    page = open_map(java_script_enabled=False)
    assert "Ukraine would leave its last" in page.locator("h1:visible").inner_text()
    assert page.locator("table:visible").count() >= 1
    assert page.locator("svg:visible path").count() > 5


@pytest.mark.parametrize("size", [(1440, 900), (390, 844), (320, 700), (600, 500)])
def test_nothing_is_wider_than_the_screen(open_map: OpenMap, size: tuple[int, int]) -> None:
    page = open_map(size=size)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    box = page.locator(".leaflet-container").bounding_box()
    assert box is not None
    assert box["height"] >= 200
    assert box["width"] <= size[0]


def test_a_journalist_can_embed_it(chromium: Browser, one_file: Path, tmp_path: Path) -> None:
    """In a frame that allows scripts and nothing else."""
    (tmp_path / "map.html").write_bytes(one_file.read_bytes())
    (tmp_path / "story.html").write_text(
        '<!doctype html><iframe src="map.html" sandbox="allow-scripts" width="600" height="500" '
        'title="map"></iframe>', encoding="utf-8")
    context = chromium.new_context(offline=True)
    page = context.new_page()
    page.goto((tmp_path / "story.html").as_uri())
    frame = page.frames[1]
    frame.wait_for_function(PAINTED)
    assert any(frame.evaluate(FILLS).values())
    context.close()
