"""What readers come for, done without a mouse."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.views.test_views import painted
from tests.support.browsing.browser import Reader, Visit
from tests.support.browsing.keyboard import FOCUSED, Stop, stops, tab_to

pytest_plugins = ["tests.support.browsing.browser"]
pytestmark = pytest.mark.browser

DONETSK = "li[data-region='UA-14']"
VIEWS = ".st-key-view-widget"


def start(visit: Visit, **query: str) -> Reader:
    return visit().open(**{"plan": "us-28-point", "on": "2025-11-21", **query})


def skip_to(reader: Reader, words: str) -> None:
    """Take one of the links past the controls, which come first on the page."""
    reader.page.locator(".skips a").first.focus()
    for _ in range(3):
        if reader.page.evaluate("document.activeElement.textContent") == words:
            reader.page.keyboard.press("Enter")
            return
        reader.page.keyboard.press("Tab")
    raise AssertionError(f"there is no link '{words}' at the top")


def focused(reader: Reader, selector: str) -> bool:
    return bool(reader.page.evaluate(FOCUSED, selector))


def test_ways_past_the_controls(visit: Visit) -> None:
    """They show when they have the focus, and lead where they say."""
    reader = start(visit)
    reader.page.keyboard.press("Tab")
    link = reader.page.locator(".skips a:focus")
    box = link.bounding_box()
    assert box is not None
    assert (box["x"] >= 0, box["y"] >= 0, box["height"] >= 24) == (True, True, True)
    assert link.evaluate(
        "link => document.elementFromPoint(link.offsetLeft + 9, link.offsetTop + 9) === link")
    for words, goal in (("To the map", ".leaflet-container"), ("To the figures", "h1.lead"),
                        ("To the list of zones", "details.zones > summary")):
        skip_to(reader, words)
        assert focused(reader, goal), words
    before = reader.query
    assert before == reader.query


def test_a_plan_and_a_day_are_chosen_and_told(visit: Visit) -> None:
    reader = start(visit)
    said = reader.page.locator("body > [role=status]")
    expect(said).to_have_text("")
    tab_to(reader, ".st-key-plan-text [role=radiogroup]")
    with reader.repaint():
        reader.page.keyboard.press("ArrowDown")
    assert reader.query["plan"] != "us-28-point"
    expect(said).to_contain_text(reader.page.locator("h1.lead").inner_text())
    expect(said).to_contain_text(reader.page.locator(".over p.name").inner_text())
    tab_to(reader, ".st-key-day-2022-02-23")
    with reader.repaint():
        reader.page.keyboard.press("Enter")
    assert reader.query["on"] == "2022-02-23"
    expect(said).to_contain_text("23 February 2022")


def test_a_day_is_typed(visit: Visit) -> None:
    reader = start(visit)
    tab_to(reader, ".st-key-on-widget [aria-label^=day]")
    with reader.repaint():
        reader.page.keyboard.press("ArrowDown")
        for _ in range(2):  # past the button of the calendar; the day is taken once the field is left
            reader.page.keyboard.press("Tab")
    assert reader.query["on"] == "2025-11-20"


def test_a_town_is_found(visit: Visit) -> None:
    reader = start(visit)
    skip_to(reader, "To the map")
    tab_to(reader, ".st-key-query input")
    reader.page.keyboard.type("Kramatorsk")
    with reader.repaint():
        reader.page.keyboard.press("Enter")
    assert reader.query["place"] == "UA1412009001"
    expect(reader.page.locator(".card h2").filter(has_text="Kramatorsk")).to_be_attached()
    answer = reader.page.locator("body > [aria-live=polite]")
    expect(answer).to_contain_text("Kramatorsk")
    expect(answer).to_contain_text("clause 21d")


def test_a_zone_is_found_by_its_region_and_its_card_opens(visit: Visit) -> None:
    """And from it its neighbour, without a mouse and without the map being seen."""
    reader = start(visit)
    skip_to(reader, "To the list of zones")
    reader.page.keyboard.press("Enter")
    tab_to(reader, f"{DONETSK} > details > summary")
    reader.page.keyboard.press("Enter")
    tab_to(reader, f"{DONETSK} button")
    with reader.repaint():
        reader.page.keyboard.press("Enter")
    reader.page.wait_for_function("location.search.includes('at=')")
    card = reader.page.locator(".card").filter(has_text="What happens here")
    expect(card).to_contain_text("clause 21d")
    expect(card).to_contain_text("Donetsk")
    assert focused(reader, f"{DONETSK} button"), "the reader stays where they were"
    tab_to(reader, f"{DONETSK} dd a", "Shift+Tab")
    name = reader.page.evaluate("document.activeElement.textContent")
    reader.page.keyboard.press("Enter")
    here = reader.page.evaluate("document.activeElement.closest('li[data-region]').innerText")
    region, _, status = name.partition(" – ")
    assert here.startswith(region)
    assert status in reader.page.evaluate("document.activeElement.innerText")


def test_two_plans_are_compared(visit: Visit) -> None:
    reader = start(visit)
    tab_to(reader, f"{VIEWS} button, {VIEWS} input")
    reader.page.keyboard.press("ArrowRight")
    with reader.repaint():
        reader.page.keyboard.press("Enter")
    assert reader.query["view"] == "compare"
    tab_to(reader, ".st-key-against-widget input")
    with reader.repaint():
        reader.page.keyboard.type("E3")
        reader.page.keyboard.press("Enter")
    assert reader.query["against"] == "e3-counter"


def test_all_plans_lead_to_one(visit: Visit) -> None:
    reader = start(visit)
    tab_to(reader, f"{VIEWS} button, {VIEWS} input")
    for _ in range(2):
        reader.page.keyboard.press("ArrowRight")
    with reader.rerun():
        reader.page.keyboard.press("Enter")
    tab_to(reader, ".st-key-go-russia-june-2024")
    with reader.rerun():
        reader.page.keyboard.press("Enter")
    painted(reader)
    assert reader.query["plan"] == "russia-june-2024"


def test_a_plate_is_taken_away(visit: Visit) -> None:
    reader = start(visit)
    skip_to(reader, "To the figures")
    tab_to(reader, "[class*=st-key-][class*=png] button")
    with reader.page.expect_download() as taken:
        reader.page.keyboard.press("Enter")
    assert taken.value.suggested_filename.endswith(".png")
    expect(reader.page.locator("body > [aria-live=polite]")).to_have_text("The file is ready.")
    assert focused(reader, "[class*=png] button"), "the focus stays where it was"


def test_the_panel_of_links_comes_after_its_button(visit: Visit) -> None:
    """It stands last in the document, so that without help Tab would pass it by."""
    reader = start(visit)
    button = "[data-testid=stPopover] button"
    tab_to(reader, button)
    reader.page.keyboard.press("Enter")
    for part in (".st-key-copy-link button", ".st-key-copy-frame button", ".st-key-present"):
        expect(reader.page.locator(f"[data-testid=stPopoverBody] {part}")).to_be_visible()
    for key, where in (
            ("Tab", ".st-key-copy-link"), ("Tab", ".st-key-copy-frame"), ("Tab", ".st-key-present"),
            ("Tab", ".st-key-frame-chip"), ("Shift+Tab", button), ("Tab", ".st-key-copy-link"),
            ("Shift+Tab", button)):
        reader.page.keyboard.press(key)
        assert focused(reader, where), (key, where)


def test_a_zone_is_drawn_by_typing_its_corners(visit: Visit) -> None:
    reader = start(visit, view="zone")
    skip_to(reader, "To the map")
    tab_to(reader, ".st-key-zone-text textarea")
    reader.page.keyboard.type("37.2 48.4\n38.1 48.4\n38.1 49.0\n37.2 49.0")
    tab_to(reader, ".st-key-zone-typed button")
    reader.page.keyboard.press("Enter")
    expect(reader.page.locator(".card").filter(has_text="The drawn zone")).to_contain_text("Kramatorsk")


def test_a_line_of_the_readers_own_can_be_brought(visit: Visit) -> None:
    reader = start(visit)
    tab_to(reader, "[data-testid=stSidebar] details:has(.st-key-line-kind) > summary")
    reader.page.keyboard.press("Enter")
    tab_to(reader, ".st-key-line-kind [role=radiogroup]")
    with reader.rerun():
        reader.page.keyboard.press("ArrowUp")  # from the first to the last
    expect(reader.page.locator(".st-key-line-kind label:has(input:checked)")).to_contain_text("Upload a file")
    box = ".st-key-line-file [data-testid=stFileUploaderDropzone] button"
    expect(reader.page.locator(box)).to_be_visible()
    tab_to(reader, box)
    # The browser's own dialog cannot be seen from here; pressing the button opens it.
    reader.page.evaluate("box => document.addEventListener('click', event => {"
                         " if (event.isTrusted && event.target.closest(box)) window.pressed = true; })", box)
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_function("window.pressed")


def test_units_are_switched(visit: Visit) -> None:
    reader = start(visit)
    tab_to(reader, "[class*=st-key-units] [role=radiogroup]")
    with reader.repaint():
        reader.page.keyboard.press("ArrowRight")
    assert reader.query["units"] == "mi2"
    assert "sq mi" in reader.page.locator(".over").inner_text()


def test_what_opens_closes_and_gives_the_focus_back(visit: Visit) -> None:
    reader = start(visit)
    tab_to(reader, "[data-testid=stPopover] button, .stPopover button")
    reader.page.keyboard.press("Enter")
    expect(reader.page.locator("[data-testid=stPopoverBody]")).to_be_visible()
    reader.page.keyboard.press("Escape")
    expect(reader.page.locator("[data-testid=stPopoverBody]")).to_have_count(0)
    assert focused(reader, "[data-testid=stPopover] button, .stPopover button")


@pytest.mark.parametrize("view", ["plan", "compare", "time", "zone"])
def test_every_stop_of_the_focus_is_seen_and_none_holds_it(visit: Visit, view: str) -> None:
    """First the ways past the controls, then the choices, the views, the map, its list, what is below."""
    reader = visit()
    reader.page.emulate_media(reduced_motion="reduce")
    reader.open(plan="us-28-point", on="2025-11-21", view=view, against="e3-counter")
    found = list(stops(reader.page))
    assert len(found) > 40
    assert [stop.name for stop in found if not stop.visible] == []
    order = [first_of(found, part) for part in (
        "To the map", "st-key-plan-", "st-key-view", "DIV map", "The map as a list")]
    assert order == sorted(order)


def first_of(found: list[Stop], part: str) -> int:
    return next(n for n, stop in enumerate(found) if re.search(part, stop.name))
