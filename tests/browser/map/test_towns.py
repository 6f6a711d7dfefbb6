"""Towns in a real browser: typed, chosen, clicked and listed; and the provenance of figures."""

import csv
import re
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from geo.plans.library import SCENARIOS
from tests.support.browsing.browser import Reader, Visit

pytest_plugins = ["tests.support.browsing.browser"]
pytestmark = pytest.mark.browser

KRAMATORSK, KHERSON = "UA1412009001", "UA6510015001"
PLANS = len(list(SCENARIOS.glob("*.toml")))
MAX_LENGTH = 100
"""The maximum length of the search box; longer text is cut off as it is typed."""

HOSTILE = {
    "HTML": '<img src=x onerror="window.pwned=1"><script>window.pwned=2</script>',
    "Markdown": "![x](https://example.com/x.png) [y](javascript:window.pwned=3) :red[z] $x$",
    "emoji": "🙂🏳️‍🌈" * 10, "500 characters": "Краматорск" * 50, "a path": "../../etc/passwd",
    "nothing": "   ", "a formula": "{0.__class__} %s ' OR 1=1 --",
}


def card(reader: Reader) -> Locator:
    """Return the heading and facts of the open town card."""
    return reader.page.locator(".card:has(h2:text('What happens to '))")


def under_plans(reader: Reader) -> Locator:
    """Return the rows of the card's table, one per plan."""
    return reader.page.locator(".card:has(h2:text('What happens to ')) + .scroll tbody tr")


def box(reader: Reader) -> Locator:
    return reader.page.get_by_label("Find a town, village, plant, dam or port")


def type_in(reader: Reader, query: str) -> None:
    box(reader).fill(query)
    box(reader).press("Enter")


@pytest.mark.parametrize("size", [(1440, 900), (1024, 768), (390, 844)], ids=str)
def test_places_to_choose_from_are_read_in_full_and_not_on_the_bare_map(
    visit: Visit, size: tuple[int, int],
) -> None:
    reader = visit(size=size).open(language="uk")
    search = reader.page.locator(".st-key-query input")
    search.fill("Іванівка")
    search.press("Enter")
    offers = reader.page.locator(".st-key-candidates button")
    expect(offers).to_have_count(10)
    reader.settle()
    assert offers.evaluate_all("""every => every.filter(one => [one, ...one.querySelectorAll("p")].some(
        part => part.scrollWidth > part.clientWidth + 1 || part.scrollHeight > part.clientHeight + 1))
        .map(one => one.textContent)""") == []
    tops = offers.evaluate_all(
        "every => every.map(one => one.getBoundingClientRect()).map(box => [box.top, box.bottom])")
    said = reader.page.locator(".st-key-candidates [data-testid=stCaptionContainer]").bounding_box()
    assert said is not None
    assert said["y"] + said["height"] <= tops[0][0] + 1
    assert all(above[1] <= below[0] + 1 for above, below in pairwise(tops))
    if size[0] > 640:
        colour = reader.page.locator(".st-key-candidates").evaluate(
            "one => getComputedStyle(one).backgroundColor")
        alpha = float(colour.rpartition(",")[2].strip(" )")) if colour.startswith("rgba") else 1.0
        assert alpha > 0.9, colour


def test_a_russian_name_opens_the_card_and_the_address_stores_it(visit: Visit) -> None:
    """It is typed key by key; the card has a row per plan and is the same when the address is reopened."""
    first = visit().open()
    assert card(first).count() == 0
    box(first).press_sequentially("Краматорск")
    with first.repaint():
        box(first).press("Enter")
    expect(card(first).locator("h2")).to_have_text("What happens to Kramatorsk Краматорськ")
    assert under_plans(first).count() == PLANS == 27
    assert "demilitarised zone" in under_plans(first).filter(has_text="US 28-point plan").inner_text()
    assert first.query["place"] == KRAMATORSK
    lon, lat = (float(part) for part in first.query["at"].split())
    marker = first.map.evaluate("window.atlas.it.marker.getLatLng()")
    assert (marker["lng"], marker["lat"]) == pytest.approx((lon, lat), abs=0.001)
    second = visit(first.page.url).open()
    assert card(second).inner_text() == card(first).inner_text()
    assert under_plans(second).all_inner_texts() == under_plans(first).all_inner_texts()
    assert second.query == first.query
    assert second.page.locator('[data-testid="stAlert"]').count() == 0
    assert first.outside == second.outside == []


def test_an_ambiguous_name_offers_buttons_and_the_chosen_one_opens(visit: Visit) -> None:
    reader = visit().open()
    type_in(reader, "Ivanivka")
    buttons = reader.page.locator("[class*=st-key-town-] button:visible")
    expect(buttons).to_have_count(10)
    for words in buttons.all_inner_texts():
        where = r"(?:Crimea|[\w’'-]+ raion, [\w’' -]+)"  # Crimea's raions have no names in the data
        assert re.fullmatch(rf"Ivanivka, {where}:\W? [\d,]+ residents before 2022", words)
    assert card(reader).count() == 0
    with reader.repaint():
        buttons.filter(has_text="Kherson").first.click()
    assert "Kherson, Henicheskyi raion" in card(reader).inner_text()
    assert buttons.count() == 0
    assert reader.query["place"] == "UA6504003001"


@pytest.mark.parametrize("query", HOSTILE)
def test_a_hostile_query_does_nothing_and_keeps_the_page(query: str, visit: Visit) -> None:
    """The open card stays, nothing in the query is executed, and the next search works."""
    reader = visit().open(place=KHERSON)
    before = card(reader).inner_text()
    type_in(reader, HOSTILE[query])
    if 0 < len(HOSTILE[query].strip()) <= MAX_LENGTH:
        reader.page.get_by_text(re.compile("^No (place|town)")).wait_for()
    reader.settle()
    assert len(box(reader).input_value()) <= MAX_LENGTH
    assert card(reader).inner_text() == before
    assert reader.query["place"] == KHERSON
    for frame in reader.page.frames:
        assert frame.evaluate("typeof window.pwned") == "undefined"
        assert frame.locator('img[src="x"], [onerror], a[href^="javascript"]').count() == 0
    assert reader.page.locator('[data-testid="stException"]').count() == 0
    with reader.repaint():
        type_in(reader, "Kramatorsk")
    expect(card(reader)).to_contain_text("What happens to Kramatorsk")
    assert reader.outside == []


def test_a_click_on_the_map_opens_the_card_of_the_nearest_settlement(visit: Visit) -> None:
    """A click on the open sea closes it."""
    reader = visit().open()
    with reader.repaint():
        reader.page.mouse.click(*reader.spot(32.60, 46.66))
    expect(card(reader).locator("h2")).to_contain_text("What happens to Kherson")
    assert under_plans(reader).count() == PLANS
    assert reader.query["place"] == KHERSON
    with reader.repaint():
        reader.page.mouse.click(*reader.spot(31.5, 45.2))
    expect(card(reader)).to_have_count(0)
    assert "place" not in reader.query


def test_the_list_of_settlements_shows_filters_and_is_downloaded(visit: Visit, tmp_path: Path) -> None:
    reader = visit().open()
    page = reader.page
    page.get_by_text("Towns and villages by status", exact=True).click()
    page.get_by_text("162 settlements, 730,000 residents before 2022").wait_for()
    expect(page.locator('[data-testid="stDataFrame"] canvas').first).to_be_visible()
    reader.settle()
    page.wait_for_timeout(1000)  # an open list closes when the page below it grows
    kinds = page.locator(".st-key-list-kinds input")
    kinds.fill("city")
    expect(kinds).to_have_attribute("aria-activedescendant", re.compile("option"))
    page.keyboard.press("Enter")
    page.get_by_text(re.compile("^15 settlements, ")).wait_for()
    reader.settle()
    with page.expect_download() as coming:
        page.locator(".st-key-list-csv button").click()
    path = tmp_path / coming.value.suggested_filename
    coming.value.save_as(path)
    assert path.name == "us-28-point_2025-11-21_settlements.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 15
    assert {(row["kind"], row["region"], row["status"]) for row in rows} == {
        ("city", "UA-14", "demilitarised")}
    assert rows[0]["name_uk"] == "Краматорськ"
    assert reader.outside == []


def test_a_headline_says_where_it_comes_from_when_asked(visit: Visit) -> None:
    """Closed at first; once opened, it has formula, clause, and sources with links and licences."""
    reader = visit().open()
    why = reader.page.locator(".figures .figure").first.locator("details.why").first
    links = why.locator("ul.sources a")
    expect(links.first).to_be_hidden()
    why.get_by_text("Where this comes from").click()
    expect(links.first).to_be_visible()
    said = why.inner_text()
    assert "geodesic areas" in said
    assert "clause 21d" in said
    assert "CC BY-IGO" in said
    assert re.search(r"Data version [0-9a-f]{8}", said)
    assert links.count() == 6  # two observers, outlines, shores, the reservoir, settlements
    for link in links.all():
        assert (link.get_attribute("rel"), link.get_attribute("target")) == (
            "noopener noreferrer", "_blank")
        assert str(link.get_attribute("href")).startswith("https://")
    assert reader.outside == []
