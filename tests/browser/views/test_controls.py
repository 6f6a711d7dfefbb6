"""What stands over and above the map: clear of names and of each other, and within reach at every width."""

import re
from itertools import combinations

import pytest
import shapely
from playwright.sync_api import expect

from tests.browser.views.test_layout import DESKTOP, FRAME, PHONE, TABLET, edges, in_window, place
from tests.support.browsing.browser import Visit

pytest_plugins = ["tests.support.browsing.browser"]
pytestmark = pytest.mark.browser

BOXES = """names => [...document.querySelectorAll(names)].map(one => one.getBoundingClientRect())
  .filter(box => box.width && box.height).map(box => [box.left, box.top, box.right, box.bottom])"""
KRAMATORSK, KUPIANSK = (37.55, 48.72), (37.8, 49.7)
"""Longitude and latitude of ground that the 28-point plan decides on."""
CONTROLS = ".leaflet-control-scale, .leaflet-control-zoom, .leaflet-control-attribution, svg.locator"


@pytest.mark.parametrize("size", [DESKTOP, TABLET, PHONE], ids=str)
def test_controls_cover_neither_names_nor_each_other(visit: Visit, size: tuple[int, int]) -> None:
    reader = visit(size=size).open(plan="us-28-point", on="2025-11-21")
    for lat, lon, zoom in ((48.3, 37.2, 7.5), (47.6, 35.1, 8), (48.7, 31.5, 6)):
        reader.map.evaluate("([lat, lon, zoom]) => { map_div.setView([lat, lon], zoom, {animate: false}); }",
                            [lat, lon, zoom])
        controls = [shapely.box(*box) for box in reader.map.evaluate(BOXES, CONTROLS)]
        names = [shapely.box(*box) for box in reader.map.evaluate(BOXES, ".town")]
        assert len(controls) >= 3
        assert names
        for one, other in combinations(controls, 2):
            assert shapely.area(shapely.intersection(one, other)) < 1
        assert not [(one, name) for one in controls for name in names
                    if shapely.area(shapely.intersection(one, name)) > 1]


@pytest.mark.parametrize("size", [DESKTOP, TABLET], ids=str)
@pytest.mark.parametrize("language", ["en", "uk"])
def test_ground_in_question_is_not_under_the_box_for_drawing(
    visit: Visit, size: tuple[int, int], language: str
) -> None:
    reader = visit(size=size).open(view="zone", plan="us-28-point", on="2025-11-21", language=language)
    frame = reader.page.locator('iframe[src*="streamlit_folium"]')
    box = place(frame)
    for lon, lat in (KRAMATORSK, KUPIANSK):
        at = reader.map.evaluate("([lon, lat]) => map_div.latLngToContainerPoint([lat, lon])", [lon, lat])
        assert frame.evaluate("(frame, [x, y]) => document.elementFromPoint(x, y) === frame",
                              [box["left"] + at["x"], box["top"] + at["y"]]), (lon, lat)


@pytest.mark.parametrize("size", [TABLET, PHONE], ids=str)
def test_the_newest_day_needs_no_scrolling_sideways(visit: Visit, size: tuple[int, int]) -> None:
    reader = visit(size=size).open(plan="us-28-point", on="2025-11-21")
    button = reader.page.locator(".st-key-newest button")
    assert in_window(reader, button)
    box = place(button)
    assert button.evaluate("(e, [x, y]) => e.contains(document.elementFromPoint(x, y))",
                           [(box["left"] + box["right"]) / 2, (box["top"] + box["bottom"]) / 2])
    for other in ("p.product", ".st-key-views .stPopover", ".st-key-view-widget", ".st-key-frame-chip"):
        at = place(reader.page.locator(other))
        apart = (at["right"] <= box["left"] or at["left"] >= box["right"]
                 or at["bottom"] <= box["top"] or at["top"] >= box["bottom"])
        assert apart, other
    reader.press("newest")
    said = reader.page.locator(".over .day").inner_text()
    assert "10 October 2026" in said.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(("language", "words"), [
    ("en", r"[\d,]+\u00a0km [\d,]+ mi"), ("uk", r"[\d\u00a0]+\u00a0км [\d\u00a0]+\u00a0(миля|милі|миль)")])
def test_the_scale_speaks_the_readers_language(visit: Visit, language: str, words: str) -> None:
    reader = visit().open(language=language)
    scale = reader.map.locator(".leaflet-control-scale-line")
    expect(scale.first).to_contain_text("к" if language == "uk" else "k")
    assert re.fullmatch(words, " ".join(scale.all_inner_texts()))


def test_the_box_that_a_zone_is_drawn_with_covers_no_ground_in_question(visit: Visit) -> None:
    """Whether the view is opened or switched to; a map that the reader has moved stays where it is."""
    east = "map_div.latLngToContainerPoint([49.5, 38.22]).x"
    reader = visit().open(plan="us-28-point", on="2025-11-21", view="zone")
    edges(reader)
    box, frame = (place(reader.page.locator(name)) for name in (".st-key-corners", FRAME))
    covered = box["left"] - frame["left"]
    opened = reader.map.evaluate(east)
    assert opened <= covered
    reader.open(plan="us-28-point", on="2025-11-21")
    before = edges(reader)
    assert reader.map.evaluate(east) > covered
    reader.page.locator(".st-key-views button").filter(has_text="What is in an area").click()
    expect(reader.page.locator(".st-key-corners")).to_be_visible()
    assert edges(reader) != before
    assert reader.map.evaluate(east) == pytest.approx(opened, abs=2)
    reader.page.locator(FRAME).hover(position={"x": 400, "y": 300})
    reader.page.mouse.wheel(0, 240)
    moved = edges(reader)
    reader.page.locator(".st-key-views button").filter(has_text="What a plan does").click()
    expect(reader.page.locator(".st-key-corners")).to_be_hidden()
    assert edges(reader) == pytest.approx(moved, abs=1e-6)
