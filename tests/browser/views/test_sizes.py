"""The page on a phone and on a desktop."""

import pytest
from playwright.sync_api import Locator

from tests.support.browsing.browser import Visit
from tests.support.browsing.reader import MAP, Reader

pytest_plugins = ["tests.support.browsing.browser"]
pytestmark = pytest.mark.browser

PHONE = (390, 844)
FIGURES = 3
"""The minimum number of figures in the headline, each with a label, a value and a range."""

SWATCH = """async image => {
  await image.decode();
  const canvas = Object.assign(document.createElement('canvas'), { width: 68, height: 40 });
  const pen = canvas.getContext('2d');
  pen.drawImage(image, 0, 0, 68, 40);
  const data = pen.getImageData(0, 0, 68, 40).data, colours = new Set();
  let inked = 0;
  for (let i = 0; i < data.length; i += 4) {
    if (data[i + 3] > 0) { inked += 1; colours.add(data.slice(i, i + 4).join()); }
  }
  return { inked, picture: data.join() };
}"""
"""Script that counts the pixels drawn in a legend swatch at double size, and returns the image."""


def each(found: Locator, at_least: int) -> list[Locator]:
    """Wait for at least so many elements and return them; `all()` neither waits nor fails on none."""
    found.nth(at_least - 1).wait_for()
    return found.all()


def wider_than_the_screen(reader: Reader) -> list[str]:
    """Return the tags of elements wider than the window, which could be scrolled sideways."""
    return reader.page.evaluate(
        "() => [document.documentElement, document.body, document.querySelector('[data-testid=stMain]')]"
        ".filter(box => box.scrollWidth > box.clientWidth).map(box => box.tagName)")


def in_sight(reader: Reader, selector: str) -> bool:
    """Return whether the first such element lies entirely within the window."""
    box = reader.page.locator(selector).first.bounding_box()
    size = reader.page.viewport_size
    assert box is not None
    assert size is not None
    return (box["x"] >= 0 and box["x"] + box["width"] <= size["width"]
            and box["y"] >= 0 and box["y"] + box["height"] <= size["height"])


def test_a_phone_shows_figures_and_a_map_and_can_switch_the_plan(visit: Visit) -> None:
    """Nothing requires scrolling sideways, not even after the switch."""
    reader = visit(size=PHONE).open()
    assert wider_than_the_screen(reader) == []
    assert in_sight(reader, ".over .km2")
    assert in_sight(reader, ".over .people")
    reader.page.locator('iframe[src*="streamlit_folium"]').scroll_into_view_if_needed()
    box = reader.map.locator(MAP).bounding_box()
    assert box["width"] > 300
    assert 300 < box["height"] < PHONE[1]
    before = reader.fills()
    assert any(before.values())
    reader.page.get_by_test_id("stExpandSidebarButton").click()
    reader.choose("russia-june-2024")
    assert reader.fills() != before
    assert wider_than_the_screen(reader) == []


def test_a_desktop_shows_sentence_and_figures_without_scrolling(onlooker: Reader) -> None:
    """The whole map is visible too, and nothing is wider than the window."""
    assert in_sight(onlooker, "h1")
    for n in range(len(each(onlooker.page.locator(".over .km2"), 2))):
        assert in_sight(onlooker, f".over .km2 >> nth={n}")
    assert in_sight(onlooker, 'iframe[src*="streamlit_folium"]')
    assert wider_than_the_screen(onlooker) == []


def test_every_swatch_of_the_legend_is_drawn_and_all_differ(visit: Visit) -> None:
    """The plans tested use every status between them."""
    reader = visit().open()
    for plan in ("us-28-point", "anchorage-2025", "20-point-zone", "istanbul-2022"):
        if plan != reader.query["plan"]:
            reader.choose(plan)
        swatches = [image.evaluate(SWATCH) for image in each(reader.page.locator(".legend img"), 4)]
        assert all(swatch["inked"] > 20 for swatch in swatches)
        assert len({swatch["picture"] for swatch in swatches}) == len(swatches)


def test_the_figures_do_not_overlap(onlooker: Reader) -> None:
    """No figure is wider than its column at 1440 pixels with the sidebar open."""
    for cell in each(onlooker.page.locator(".figure > *"), 3 * FIGURES):
        assert cell.evaluate("e => e.scrollWidth <= e.clientWidth + 1"), cell.inner_text()


def test_the_scale_bar_is_as_wide_as_its_label(onlooker: Reader) -> None:
    """Otherwise the bar would be taken to end where its label ends."""
    for line in each(onlooker.map.locator(".leaflet-control-scale-line"), 1):
        assert line.evaluate("e => e.scrollWidth <= e.clientWidth"), line.inner_text()


@pytest.mark.parametrize("size", [(1440, 900), (1920, 1080), (1280, 720)], ids=str)
def test_the_presenter_is_one_screen_with_the_figures(visit: Visit, size: tuple[int, int]) -> None:
    """There is nothing to scroll, km² and people stand over the map, and nothing is cut off."""
    reader = visit(size=size).open(plan="us-28-point", mode="present")
    page = reader.page
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight") <= size[1]
    map_ = page.locator('iframe[src*="streamlit_folium"]').bounding_box()
    figures = page.locator(".figures").bounding_box()
    foot = page.locator("footer.foot").bounding_box()
    assert map_
    assert figures
    assert foot
    assert figures["y"] + figures["height"] <= map_["y"]
    assert map_["height"] >= 0.4 * size[1]
    assert foot["y"] + foot["height"] <= size[1]
    said = page.locator(".figures").inner_text()
    assert "6,330 km²" in said
    assert "730,000 residents before 2022" in said


def test_a_map_that_becomes_smaller_still_shows_the_country(visit: Visit) -> None:
    """Whatever the size of its frame, until the reader moves it."""
    reader = visit(size=(390, 844)).open(plan="us-28-point", mode="present")
    frame = reader.page.locator('iframe[src*="streamlit_folium"]')
    for height in (600, 240, 420, 235):
        frame.evaluate("(frame, px) => frame.style.setProperty('height', px + 'px', 'important')", height)
        reader.map.wait_for_function("height => map_div.getSize().y === height", arg=height)
        reader.page.wait_for_timeout(500)
        assert abs(reader.map.evaluate("map_div.getCenter().lat") - 48.5) < 1.5, height
