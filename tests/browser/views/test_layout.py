"""The map stands first: where it is, how large, what it shows at first, and that nothing moves it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.support.browsing.browser import Reader, Visit, visiting

pytest_plugins = ["tests.support.browsing.browser"]
pytestmark = pytest.mark.browser

DESKTOP, TABLET, PHONE = (1440, 900), (1024, 768), (390, 844)
FRAME = 'iframe[src*="streamlit_folium"]'
EDGES = "[map_div.getBounds().getWest(), map_div.getBounds().getSouth()," \
        " map_div.getBounds().getEast(), map_div.getBounds().getNorth()]"
AT_REST = """async () => {
  for (let same = 0, seen = ""; same < 20; ) {
    await new Promise(done => requestAnimationFrame(done));
    const now = map_div.getBounds().toBBoxString();
    same = now === seen ? same + 1 : 0;
    seen = now;
  }
}"""
DONETSK = (36.53, 46.86, 39.1, 49.27)
PLANS = ("russia-june-2024", "freeze", "kellogg-buffer", "us-28-point")


def place(found: Locator) -> dict[str, float]:
    """Return left, top, right and bottom in pixels of the window."""
    box = found.first.bounding_box()
    assert box is not None
    return {"left": box["x"], "top": box["y"], "right": box["x"] + box["width"],
            "bottom": box["y"] + box["height"]}


def in_window(reader: Reader, found: Locator) -> bool:
    at, size = place(found), reader.page.viewport_size
    assert size is not None
    return (at["left"] >= 0 and at["top"] >= 0
            and at["right"] <= size["width"] and at["bottom"] <= size["height"])


def edges(reader: Reader) -> tuple[float, float, float, float]:
    """Return the edges of the map, once no flight moves them."""
    reader.settle()
    reader.map.evaluate(AT_REST)
    west, south, east, north = reader.map.evaluate(EDGES)
    return west, south, east, north


def contains(outer: tuple[float, ...], inner: tuple[float, ...]) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and outer[2] >= inner[2] and outer[3] >= inner[3]


def frame_button(reader: Reader, words: str) -> Locator:
    return reader.page.locator(".st-key-frames button").filter(has_text=words)


@pytest.mark.parametrize("size", [DESKTOP, TABLET, PHONE], ids=str)
def test_map_name_day_and_two_figures_are_seen_without_scrolling(visit: Visit, size: tuple[int, int]) -> None:
    reader = visit(size=size).open(plan="us-28-point", on="2025-11-21")
    page, map_ = reader.page, place(reader.page.locator(FRAME))
    assert in_window(reader, page.locator(FRAME))
    assert map_["top"] <= (150 if size == DESKTOP else 280)  # a long name takes two lines on a phone
    if size == DESKTOP:
        area = (map_["right"] - map_["left"]) * (map_["bottom"] - map_["top"])
        assert area >= size[0] * size[1] / 2
    over = page.locator(".over")
    for part in (".name", ".day", "dd.km2 >> nth=0", "dd.km2 >> nth=1", "dd.people >> nth=0"):
        assert in_window(reader, over.locator(part)), part
        assert over.locator(part).evaluate("e => e.scrollWidth <= e.clientWidth + 1"), part
    said = over.inner_text()
    for words in ("United States 28-point plan", "21 November 2025", "6,330", "1,820"):
        assert words in said.replace("\N{NO-BREAK SPACE}", " ")
    assert in_window(reader, page.get_by_text("Ukraine plan atlas", exact=True))
    headline = place(page.locator("h1"))
    assert headline["top"] >= map_["bottom"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=str)
def test_no_plan_day_or_view_moves_the_map(visit: Visit, size: tuple[int, int]) -> None:
    """Not by a pixel, and a switch of plan does not move the ground in it either."""
    reader = visit(size=size).open(plan="us-28-point", on="2025-11-21")
    stood, looked = place(reader.page.locator(FRAME)), edges(reader)
    for plan in PLANS:
        if size == PHONE:
            reader.page.get_by_test_id("stExpandSidebarButton").click()
        reader.choose(plan)
        assert place(reader.page.locator(FRAME)) == stood, plan
        assert edges(reader) == pytest.approx(looked, abs=1e-6), plan
    for view in ("What is in an area", "How two differ", "How the line moved"):
        reader.page.locator(".st-key-views button").filter(has_text=view).click()
        reader.settle()
        now = place(reader.page.locator(FRAME))
        assert (now["left"], now["top"], now["right"]) == (stood["left"], stood["top"], stood["right"]), view


def test_a_message_stands_below_the_map(visit: Visit) -> None:
    reader = visit().open(plan="us-28-point", on="2025-11-21")
    stood = place(reader.page.locator(FRAME))
    reader.open(plan="us-28-point", on="2202-01-01")
    said = reader.page.locator(".st-key-messages [data-testid=stAlert]")
    assert place(reader.page.locator(FRAME)) == stood
    assert place(said)["top"] >= stood["bottom"]
    assert in_window(reader, said)


def test_legend_and_figures_cover_no_ground_in_question(visit: Visit) -> None:
    """Nor does one of them cover the other."""
    reader = visit().open(plan="us-28-point", on="2025-11-21")
    west = reader.map.evaluate("map_div.latLngToContainerPoint([48.5, 34.8]).x")
    box = place(reader.page.locator(FRAME))
    locator = place(reader.map.locator("svg.locator"))
    over, legend = place(reader.page.locator(".over")), place(reader.page.locator("details.key"))
    assert over["right"] <= box["left"] + west
    assert legend["right"] <= box["left"] + west
    assert over["bottom"] < locator["top"]
    assert locator["bottom"] < legend["top"]
    assert locator["right"] <= box["left"] + west
    assert legend["bottom"] <= box["bottom"]


def test_names_make_room_for_a_panel_that_changes_its_size(visit: Visit) -> None:
    """A legend grows with the plan, after the map has been painted."""
    reader = visit().open(plan="us-28-point", on="2025-11-21")
    legend = reader.page.locator("details.key")

    def named() -> set[str]:
        reader.drawn()
        edge = place(legend)
        box = place(reader.page.locator(FRAME))
        labels = reader.map.evaluate("[...document.querySelectorAll('span.town')].map(one =>"
                                     " [one.textContent, one.getBoundingClientRect().toJSON()])")
        covered = [words for words, at in labels
                   if box["left"] + at["left"] < edge["right"] and box["left"] + at["right"] > edge["left"]
                   and box["top"] + at["top"] < edge["bottom"] and box["top"] + at["bottom"] > edge["top"]]
        assert covered == []
        return {words for words, _ in labels}

    before = named()
    legend.evaluate("one => { one.style.width = '44rem'; }")
    assert before - named()
    legend.evaluate("one => { one.style.width = ''; }")
    assert named() == before


def test_the_map_opens_on_the_ground_in_question_with_a_small_map_of_the_country(visit: Visit) -> None:
    reader = visit().open(plan="putin-october-2025", on="2025-11-21")
    at_first = edges(reader)
    assert contains(at_first, (36.55, 47.9, 38.1, 49.2))
    assert at_first[3] - at_first[1] < 3
    expect(reader.map.locator("svg.locator")).to_be_visible()
    frame_button(reader, "All of Ukraine").click()
    reader.page.wait_for_url("**frame=all**")
    assert contains(edges(reader), (22.2, 44.5, 40.1, 52.3))
    expect(reader.map.locator("svg.locator")).to_be_hidden()


def test_a_frame_is_in_the_address_and_can_be_returned_to(visit: Visit) -> None:
    """The address of a map that the reader moved holds where it was moved to instead."""
    reader = visit().open(plan="us-28-point", on="2025-11-21")
    frame_button(reader, "Donetsk").click()
    reader.page.wait_for_url("**frame=donetsk**")
    framed = edges(reader)
    assert contains(framed, DONETSK)
    assert framed[3] - framed[1] < 4
    reader.map.locator(".leaflet-container").dispatch_event("wheel")
    reader.map.evaluate("map_div.setView([50, 30], 8, {animate: false})")
    reader.page.wait_for_function("location.hash.startsWith('#map=8/')")
    frame_button(reader, "Donetsk").click()
    reader.page.wait_for_function("!location.hash")
    assert edges(reader) == pytest.approx(framed, abs=0.02)
    again = visit().open(**reader.query)
    assert edges(again) == pytest.approx(framed, abs=0.02)


def test_every_region_can_be_framed(visit: Visit) -> None:
    reader = visit().open(plan="us-28-point", on="2025-11-21")
    reader.page.locator(".st-key-frame-region").get_by_role("combobox").click()
    reader.page.get_by_role("option", name="Kharkiv").click()
    reader.page.wait_for_url("**frame=UA-63**")
    assert contains(edges(reader), (34.9, 48.6, 38.0, 50.4))


def test_a_search_flies_to_the_place_and_names_it(visit: Visit) -> None:
    reader = visit().open(plan="us-28-point", on="2025-11-21")
    box = reader.page.get_by_label("Find a town, village, plant, dam or port")
    box.fill("Enerhodar")
    with reader.repaint():
        box.press("Enter")
    west, south, east, north = edges(reader)
    assert (west + east) / 2 == pytest.approx(34.65, abs=0.15)
    assert (south + north) / 2 == pytest.approx(47.5, abs=0.15)
    assert reader.map.evaluate("map_div.getZoom()") >= 9.5
    assert "Enerhodar" in reader.map.locator(".town.named").inner_text()


def test_the_newest_day_is_one_click_away(visit: Visit) -> None:
    reader = visit().open(plan="us-28-point", on="2025-11-21")
    assert in_window(reader, reader.page.locator(".st-key-newest button"))
    reader.press("newest")
    said = reader.page.locator(".over .day").inner_text()
    assert "10 October 2026" in said.replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def phone(chromium: Browser, site: str) -> Iterator[Reader]:
    """A reader with a telephone, which has no mouse."""
    with visiting(chromium, site) as _:
        context = chromium.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, has_touch=True,
                                       is_mobile=True)
        yield Reader(context.new_page(), site)
        context.close()


def test_a_phone_closes_the_sidebar_folds_the_legend_and_scrolls_with_one_finger(phone: Reader) -> None:
    reader = phone.open(plan="us-28-point", on="2025-11-21")
    page = reader.page
    legend = page.locator("details.key")
    expect(legend.locator("li").first).to_be_hidden()
    legend.locator("summary").click()
    expect(legend.locator("li").first).to_be_visible()
    page.get_by_test_id("stExpandSidebarButton").click()
    reader.choose("freeze")
    expect(page.get_by_test_id("stSidebar")).not_to_be_in_viewport()
    assert reader.map.evaluate("getComputedStyle(map_div.getContainer()).touchAction") == "pan-x pan-y"
    looked, (x, y) = edges(reader), (195, 500)
    touch = page.context.new_cdp_session(page)

    def fingers(kind: str, *spots: tuple[float, float]) -> None:
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [
            {"x": a, "y": b, "id": n} for n, (a, b) in enumerate(spots)]})

    fingers("touchStart", (x, y))
    for step in range(1, 11):
        fingers("touchMove", (x, y - 20 * step))
    fingers("touchEnd")
    assert edges(reader) == pytest.approx(looked, abs=1e-6)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") > 50
    page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 0)")
    page.wait_for_timeout(300)
    fingers("touchStart", (x - 60, y), (x + 60, y))
    for step in range(1, 11):
        fingers("touchMove", (x - 60 + 6 * step, y - 8 * step), (x + 60 + 6 * step, y - 8 * step))
    fingers("touchEnd")
    assert edges(reader) != pytest.approx(looked, abs=0.01)
