"""The views of the page: comparing, all plans, time, sharing, presenting and embedding."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from layers.choice import VIEWS
from tests.support.browsing.browser import Reader, Visit
from tests.support.browsing.reader import DONE

pytest_plugins = ["tests.support.browsing.browser"]
pytestmark = pytest.mark.browser

DONETSK = "UA-14.ukraine.ukraine"
VIEW = [48.25, 37.5, 7.5]


def painted(reader: Reader) -> None:
    """Wait for a newly built map."""
    reader.page.locator(DONE).wait_for()
    expect(reader.page.locator('iframe[src*="streamlit_folium"]')).to_have_count(1)
    reader.page.frame_locator('iframe[src*="streamlit_folium"]').locator("[data-painted]").wait_for()
    reader.settle()


def go(reader: Reader, view: str) -> None:
    """Press the button of a view, a key of VIEWS, in the view switch."""
    with reader.rerun():
        reader.page.locator(".st-key-views button").filter(has_text=re.compile(f"^{VIEWS[view]}$")).click()


def view(reader: Reader) -> list[float]:
    return reader.map.evaluate("[map_div.getCenter().lat, map_div.getCenter().lng, map_div.getZoom()]")


def look_at(reader: Reader) -> None:
    """Move the map as a reader would, and mark its document."""
    reader.map.locator(".leaflet-container").dispatch_event("wheel")
    reader.map.evaluate("([lat, lon, zoom]) => { map_div.setView([lat, lon], zoom, {animate: false});"
                        " window.mine = true; }", VIEW)
    reader.page.wait_for_function("location.hash.startsWith('#map=7.5/')")


def test_comparing_restyles_the_one_map_and_the_view_never_resets(visit: Visit) -> None:
    reader = visit().open(plan="us-28-point", on="2025-11-21")
    look_at(reader)
    before = view(reader)
    with reader.repaint():
        go(reader, "compare")
    assert "Compared with the US 28-point plan of November 2025, the line of contact of" in reader.lead
    assert reader.fills()[DONETSK] == "url(#to_ukraine)"
    with reader.repaint():
        reader.page.locator(".st-key-against-widget").click()
        reader.page.get_by_role("option", name="European (E3) counter-proposal").click()
    assert "Compared with the US 28-point plan of November 2025, the E3 counter-proposal" in reader.lead
    assert reader.query["against"] == "e3-counter"
    table = reader.page.locator("table.ledger").first
    expect(table).to_contain_text("Balance: under Ukrainian control")
    reader.page.get_by_text("Other terms, side by side", exact=True).click()
    expect(reader.page.get_by_text("Size of Ukraine's forces").first).to_be_visible()
    reader.settle()
    assert reader.map.evaluate("window.mine") is True
    assert view(reader) == pytest.approx(before, abs=0.005)  # half a pixel
    again = visit().open(**reader.query)
    assert again.lead == reader.lead
    assert again.fills() == reader.fills()


def test_one_plan_on_two_days(visit: Visit) -> None:
    reader = visit().open(plan="us-28-point", on="2026-08-22", view="compare", against="us-28-point",
                          against_on="2025-11-21")
    assert "21 November 2025" in reader.lead
    assert "22 August 2026" in reader.lead
    expect(reader.page.locator(".legend")).to_contain_text("Line of contact, 22 August 2026")


def test_a_spot_is_explained_under_both(visit: Visit) -> None:
    reader = visit().open(plan="us-28-point", view="compare", against="e3-counter", at="37.5563 48.7389")
    card = reader.page.locator(".card").filter(has_text="What happens here")
    expect(card).to_contain_text("Demilitarised zone – clause 21d")
    expect(card).to_contain_text("European (E3) counter-proposal")


def test_all_plans_lead_to_each_and_the_map_keeps_its_view(visit: Visit) -> None:
    reader = visit().open(plan="us-28-point", on="2025-11-21")
    look_at(reader)
    go(reader, "all")
    expect(reader.page.locator(".st-key-maps img")).to_have_count(28)
    expect(reader.page.locator("table.matrix.ranked tbody tr")).to_have_count(27)
    expect(reader.page.locator("table.matrix:not(.ranked) tbody tr")).to_have_count(27)
    with reader.rerun():
        reader.page.locator(".st-key-go-russia-june-2024 button").click()
    painted(reader)
    assert reader.query["plan"] == "russia-june-2024"
    assert view(reader) == pytest.approx(VIEW, abs=0.01)


def test_a_name_in_the_table_is_an_address_of_that_plan(visit: Visit) -> None:
    reader = visit().open(plan="us-28-point", on="2026-01-01")
    go(reader, "all")
    reader.page.locator("table.matrix a").filter(has_text="Ukraine's Peace Formula").click()
    painted(reader)
    assert (reader.query["plan"], reader.query["on"]) == ("peace-formula", "2026-01-01")


def test_the_slider_moves_the_line_and_play_advances_it(visit: Visit) -> None:
    reader = visit().open(plan="freeze", on="2026-06-27", view="time")
    with reader.repaint():
        reader.page.locator(".st-key-time-back button").click()
    assert reader.query["on"] == "2026-05-30"
    with reader.repaint():
        reader.page.get_by_role("slider").press("ArrowRight")
    assert reader.query["on"] == "2026-05-31"
    for key, day in (("End", "2026-10-10"), ("ArrowLeft", "2026-09-22"), ("ArrowLeft", "2026-08-22"),
                     ("ArrowRight", "2026-09-22"), ("ArrowLeft", "2026-08-22"), ("ArrowLeft", "2026-08-21")):
        with reader.repaint():
            reader.page.get_by_role("slider").press(key)
        assert reader.query["on"] == day, "unknown days are passed over"
        expect(reader.page.get_by_role("slider")).to_have_attribute("aria-valuetext", day)
    reader.page.locator(".st-key-time-play button").click()
    reader.page.wait_for_function("location.search.includes('on=2026-10-10')", timeout=60_000)
    expect(reader.page.locator(".st-key-time-play button")).to_have_text("Play")
    reader.settle()
    assert "10 October 2026" in reader.lead


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)], ids=str)
def test_the_slider_is_broken_where_no_day_is_known(visit: Visit, size: tuple[int, int]) -> None:
    """Where the thumb stands on a single day there is a mark, and before it there is a gap."""
    reader = visit(size=size).open(plan="freeze", on="2026-09-22", view="time")
    bar = reader.page.locator(".st-key-time-on [role=group] > div > :first-child")
    mask, single, left, width = bar.evaluate("""bar => [getComputedStyle(bar).maskImage,
        getComputedStyle(bar.parentElement, '::before').backgroundImage,
        bar.getBoundingClientRect().left, bar.getBoundingClientRect().width]""")
    thumb = 6 + reader.page.get_by_role("slider").evaluate(
        "one => one.closest('[style*=left]').getBoundingClientRect().left")
    start, end, mark, last = dict.fromkeys(float(share) for share in re.findall(r"min\(([\d.]+)%", mask))
    assert (start, last) == (0, 100)
    assert mark == pytest.approx((thumb - left) / width * 100, abs=0.3)
    assert end < mark - 1.5, "a gap that can be seen"
    assert {float(share) for share in re.findall(r"min\(([\d.]+)%", single)} == {mark, last}


def test_the_address_holds_the_view_of_the_map(visit: Visit) -> None:
    reader = visit()
    reader.page.goto(f"{reader.address}?plan=freeze&units=mi2#map=8.25/47.5000/36.2500")
    painted(reader)
    assert view(reader) == pytest.approx([47.5, 36.25, 8.25], abs=0.005)  # half a pixel
    reader.page.wait_for_function("location.hash === '#map=8.25/47.5000/36.2500'")
    with reader.repaint():
        reader.option("us-28-point").click()
    reader.page.wait_for_function("location.hash === '#map=8.25/47.5000/36.2500'")


@pytest.mark.parametrize("hash_", ["#map=99/47/36", "#map=8/0/0", "#map=<img>", "#map=8/47", "#%00"])
def test_a_hostile_view_is_ignored(visit: Visit, hash_: str) -> None:
    reader = visit()
    reader.page.goto(f"{reader.address}{hash_}")
    painted(reader)
    reader.map.wait_for_function("map_div.getSize().y > 0")
    wanted = pytest.approx(view(visit().open()), abs=0.005)
    for _ in range(40):  # the map gets its size shortly after it is painted
        if view(reader) == wanted:
            break
        reader.page.wait_for_timeout(250)
    assert view(reader) == wanted
    assert "#map=" not in reader.page.url


def test_the_copied_link_restores_the_page(visit: Visit) -> None:
    reader = visit()
    reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.open(plan="us-28-point", view="compare", against="freeze", units="mi2",
                layers="donetsk contact towns")
    look_at(reader)
    reader.page.get_by_role("button", name="Share").click()
    reader.page.get_by_role("button", name="Copy link").click()
    expect(reader.page.get_by_text("Copied.")).to_be_visible()
    link = reader.page.evaluate("navigator.clipboard.readText()")
    assert "#map=7.5/" in link
    reader.page.get_by_role("button", name="Copy code to embed").click()
    reader.page.wait_for_function(
        "async () => (await navigator.clipboard.readText()).startsWith('<iframe')")
    frame = reader.page.evaluate("navigator.clipboard.readText()")
    assert frame.startswith('<iframe src="http://127.0.0.1')
    assert "&amp;mode=fit" in frame
    again = visit()
    again.page.goto(link)
    painted(again)
    assert again.lead == reader.lead
    assert "sq mi" in again.lead
    assert again.fills() == reader.fills()
    assert view(again) == pytest.approx(view(reader), abs=0.01)


def test_the_presenter_is_controlled_by_keys_and_closed_by_escape(visit: Visit) -> None:
    reader = visit().open(plan="us-28-point")
    reader.page.get_by_role("button", name="Share").click()
    reader.page.get_by_role("button", name="Presenter mode").click()
    reader.page.wait_for_function("location.search.includes('mode=present')")
    expect(reader.page.locator('[data-testid="stSidebar"]')).to_be_hidden()
    expect(reader.page.locator(".st-key-views")).to_have_count(0)
    painted(reader)
    with reader.repaint():
        reader.page.keyboard.press("ArrowRight")
    assert reader.query["plan"] == "russia-memorandum-june-2025"  # the next older one of its group
    with reader.repaint():
        reader.map.locator(".leaflet-container").focus()
        reader.page.keyboard.press("ArrowLeft")
    assert reader.query["plan"] == "us-28-point"
    reader.page.keyboard.press("Escape")
    reader.page.wait_for_function("!location.search.includes('mode')")
    expect(reader.page.locator('[data-testid="stSidebar"]')).to_be_visible()


@pytest.mark.parametrize("size", [(1280, 720), (600, 480), (390, 600)], ids=str)
def test_an_embedded_map_has_no_chrome(visit: Visit, size: tuple[int, int]) -> None:
    reader = visit(size=size).open(plan="20-point-zone", mode="embed")
    page = reader.page
    expect(page.locator('[data-testid="stSidebar"]')).to_be_hidden()
    expect(page.locator(".st-key-views")).to_have_count(0)
    box = page.locator('iframe[src*="streamlit_folium"]').bounding_box()
    assert box
    assert box["height"] >= 280
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= size[0]
    expect(page.get_by_text("Boundaries, names and designations")).to_be_attached()
    expect(page.get_by_role("link", name="Open the full page")).to_have_attribute("target", "_blank")


def test_an_old_data_version_gives_a_notice(visit: Visit) -> None:
    reader = visit().open(plan="freeze", data="00000000")
    expect(reader.page.get_by_text("made with data version '00000000'")).to_be_visible()


def test_an_unknown_day_in_a_comparison_gives_a_notice(visit: Visit) -> None:
    reader = visit().open(plan="freeze", view="compare", against="freeze", against_on="2026-09-02")
    expect(reader.page.get_by_text("2026-09-02")).to_be_visible()


def test_a_comparison_is_downloaded(visit: Visit) -> None:
    reader = visit().open(plan="us-28-point", view="compare", against="e3-counter", on="2025-11-21")
    for kind, start in (("csv", b"region,"), ("png", b"\x89PNG")):
        with reader.page.expect_download() as coming:
            reader.page.locator(f".st-key-compared-{kind} button").click()
        assert coming.value.suggested_filename.startswith("us-28-point_e3-counter_2025-11-21_compared")
        assert Path(coming.value.path()).read_bytes().startswith(start)
