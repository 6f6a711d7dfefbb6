"""Asking the map: a hover names the zone, a click opens a card for the spot, and the URL stores it."""

import pytest
from playwright.sync_api import expect

from tests.support.browsing.browser import Reader, Visit

pytest_plugins = ["tests.support.browsing.browser"]
pytestmark = pytest.mark.browser

KRAMATORSK = (37.56, 48.74)
BLACK_SEA = (31.5, 45.2)
CARD = ".card:has(h2:text-is('What happens here'))"


def hover(reader: Reader, lon: float, lat: float) -> list[str]:
    """Return the lines of the tooltip over a spot."""
    reader.page.mouse.move(*reader.spot(lon, lat))
    box = reader.map.locator(".leaflet-tooltip")
    box.wait_for()
    return box.locator("> div > *").all_inner_texts()


def click(reader: Reader, lon: float, lat: float) -> str:
    """Return the text of the card after a click on a spot."""
    with reader.repaint():
        reader.page.mouse.click(*reader.spot(lon, lat))
    return reader.page.locator(CARD).inner_text()


def test_a_hover_shows_region_status_and_area_under_the_plan_chosen_last(visit: Visit) -> None:
    """The tooltip is composed when it opens, not when the shapes are loaded."""
    reader = visit().open()
    region, status, held = hover(reader, *KRAMATORSK)
    assert region == "Donetsk"
    assert "demilitarised zone" in status
    assert held.startswith("Ukrainian-held on 21 November 2025: ")
    assert held.endswith(" km²")
    reader.choose("freeze")
    assert hover(reader, *KRAMATORSK)[0] == "Donetsk"
    assert "demilitarised" not in " ".join(hover(reader, *KRAMATORSK))


def test_a_click_fills_the_card_which_then_follows_the_plan(visit: Visit) -> None:
    """The map is not rebuilt, and the map and the address show the spot."""
    reader = visit().open()
    reader.map.evaluate("window.mine = true")
    said = click(reader, *KRAMATORSK)
    assert "Donetsk" in said
    assert "demilitarised zone" in said
    assert "21d" in said
    lon, lat = (float(part) for part in reader.query["at"].split())
    assert (lon, lat) == pytest.approx(KRAMATORSK, abs=0.05)
    at = reader.map.evaluate("window.atlas.it.marker.getLatLng()")
    assert (at["lng"], at["lat"]) == pytest.approx((lon, lat), abs=0.001)
    reader.choose("freeze")
    said = reader.page.locator(CARD).inner_text()
    assert "Donetsk" in said
    assert "demilitarised" not in said
    assert "outside Ukraine" in click(reader, *BLACK_SEA)
    assert reader.map.evaluate("window.mine") is True


def test_reopening_the_address_brings_back_plan_date_layers_and_spot(visit: Visit) -> None:
    first = visit().open()
    first.choose("russia-june-2024")
    first.press("day-2026-10-10")
    first.tick("layer-crimea")
    said = click(first, *KRAMATORSK)
    second = visit(first.page.url).open()
    assert second.query == first.query
    assert second.page.locator("h1").first.inner_text() == first.page.locator("h1").first.inner_text()
    assert second.page.locator(CARD).inner_text() == said
    assert second.fills() == first.fills()
    assert not second.page.locator(".st-key-layer-crimea input").is_checked()
    assert second.option("russia-june-2024").locator("input").is_checked()
    assert second.page.locator('[data-testid="stAlert"]').count() == 0


def test_a_double_click_zooms_and_opens_no_card(visit: Visit) -> None:
    """A click next to it still works, and card and address are those of that click."""
    reader = visit().open()
    zoom = reader.map.evaluate("() => window.atlas.it.map.getZoom()")
    before = dict(reader.query)
    reader.page.mouse.dblclick(*reader.spot(*KRAMATORSK))
    reader.map.wait_for_function("zoom => window.atlas.it.map.getZoom() > zoom", arg=zoom)
    reader.page.wait_for_timeout(1_000)  # longer than the delay of a click and a run of the script
    assert reader.query == before
    assert reader.page.locator(CARD).count() == 0
    assert "Click the map" in reader.page.locator(".card.quiet").first.inner_text()
    click(reader, *KRAMATORSK)
    assert {"at", "place"} <= set(reader.query)


def test_the_town_of_the_open_card_is_labelled_on_the_map(visit: Visit) -> None:
    """This includes a village too small for a label at this zoom, and holds with town labels switched off."""
    reader = visit().open(place="UA4806025004", at="31.6 46.5", layers="contact")
    label = reader.map.locator(".townmark .town")
    expect(label).to_have_text(["Pokrovske"])
    expect(label).to_have_class("town named")
    other = visit().open(place="UA1412009001", at="37.58 48.73")
    names = other.map.locator(".townmark .town")
    expect(other.map.locator(".town.named")).to_have_text("Kramatorsk")
    assert names.all_inner_texts().count("Kramatorsk") == 1
