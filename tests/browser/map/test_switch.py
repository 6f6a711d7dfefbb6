"""Switching plan or date restyles the existing map: nothing is rebuilt, sent again or lost."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

import pytest

from tests.support.browsing.browser import Reader, Visit

pytest_plugins = ["tests.support.browsing.browser"]
pytestmark = pytest.mark.browser

PLANS = ("freeze", "russia-june-2024", "geneva-19-point", "kellogg-buffer", "istanbul-2022")
MAX_BYTES = 100_000
REPORT_MS = 4500
"""Within this time after a switch the map has told what it shows, and has been answered."""

VIEW = [47.9, 36.8, 8]
WATCH = """pane => {
  const seen = window.seen = { frames: 0, least: Infinity, on: true };
  const look = () => {
    const paths = [...map_div.getPane(pane).querySelectorAll('path')];
    const filled = paths.filter(path => +path.getAttribute('fill-opacity') > 0);
    seen.frames += 1;
    seen.least = Math.min(seen.least, filled.length);
    if (seen.on) requestAnimationFrame(look);
  };
  look();
}"""
"""Script that counts, in every frame drawn by the browser, the painted shapes of a pane."""


SLOW_LINE = """() => {
  const add = EventTarget.prototype.addEventListener;
  const later = (heard) => (event) => setTimeout(() => heard(event), 1500);
  WebSocket.prototype.addEventListener = function (kind, heard, ...more) {
    return add.call(this, kind, kind === "message" ? later(heard) : heard, ...more);
  };
  Object.defineProperty(WebSocket.prototype, "onmessage", {
    set(heard) { add.call(this, "message", later(heard)); },
  });
}"""
"""Script that makes everything the server says arrive 1.5 s late."""
PAUSES_MS = (955, 2310, 2151, 1185, 1641, 1554, 1938, 2199, 878, 754, 2288, 1522, 2148, 704)
ZOOMED = "zoom => { window.atlas.it.moved = true; map_div.setZoom(zoom, {animate: false}); }"


@pytest.fixture(scope="module")
def reader(onlooker: Reader) -> Reader:
    """A reader shared by tests that can start with any plan and return to the default date."""
    return onlooker


@contextmanager
def watched(reader: Reader, pane: str) -> Iterator[dict[str, int]]:
    """Watch a pane within the context; afterwards `frames` drawn, and `least` shapes in any of them."""
    reader.map.evaluate(WATCH, pane)
    seen: dict[str, int] = {}
    yield seen
    seen.update(reader.map.evaluate("() => { window.seen.on = false; return window.seen; }"))


def set_view(reader: Reader) -> None:
    """Move the map to a distinctive view, and mark its document."""
    reader.map.evaluate("([lat, lon, zoom]) => { window.atlas.it.moved = true;"  # as by a reader's hand
                        " map_div.setView([lat, lon], zoom, {animate: false}); window.mine = true; }", VIEW)


def view(reader: Reader) -> list[float]:
    return reader.map.evaluate(
        "[map_div.getCenter().lat, map_div.getCenter().lng, map_div.getZoom()]")


@contextmanager
def kept(reader: Reader) -> Iterator[None]:
    """Assert that the view and the frame's document survive the context."""
    set_view(reader)
    before = view(reader)
    yield
    assert reader.map.evaluate("window.mine") is True, "the map was rebuilt"
    assert view(reader) == before


def test_switching_plans_keeps_the_view_and_changes_the_fills(reader: Reader) -> None:
    reader.choose("us-28-point")
    looks = [reader.fills()]
    with kept(reader):
        for plan in PLANS:
            reader.choose(plan)
            looks.append(reader.fills())
            assert reader.query["plan"] == plan
    assert all(a != b for a, b in pairwise(looks))
    assert len({tuple(look) for look in looks}) == 1, "the zones themselves are the same"


def test_a_switch_of_plan_sends_styles_and_no_shapes(visit: Visit) -> None:
    """The ground is fetched once for all plans; a plan with a strip also fetches its strip."""
    reader = visit().open()
    reader.choose("freeze")
    for plan in ("us-28-point", "russia-june-2024", "freeze"):
        reader.page.wait_for_timeout(REPORT_MS)
        reader.received.clear()
        reader.choose(plan)
        sent = b"".join(reader.received)
        assert 0 < len(sent) < MAX_BYTES
        assert b"coordinates" not in sent
        assert b"export default function" not in sent, "the script of a component"
        assert not re.search(rb"\d{2}\.\d{3,}, ?\d{2}\.\d{3,}", sent), "looks like a list of points"
    assert len(reader.fetched("ground")) == 1
    assert reader.fetched("overlays") == []
    for plan in ("kellogg-buffer", "freeze", "kellogg-buffer"):
        reader.choose(plan)
    assert len(set(reader.fetched("overlays"))) == 1
    assert len(reader.fetched("ground")) == len(reader.fetched("base")) == 1


def test_on_a_slow_line_no_choice_is_taken_back(first_visit: Visit) -> None:
    """The map tells where it is after a switch; it must wait until the switch has been answered."""
    reader = first_visit()
    reader.page.add_init_script(f"({SLOW_LINE})()")
    reader.open(plan="us-28-point", on="2025-11-21")
    for plan in ("freeze", "us-28-point", "russia-june-2024"):
        reader.choose(plan)
        assert reader.query["plan"] == plan
    reader.press("day-2026-10-10")
    assert reader.query["plan"] == "russia-june-2024"


def test_on_a_slow_line_who_blinks_between_two_plans_keeps_the_page(first_visit: Visit) -> None:
    """Streamlit gives the page up if it is referred to what the browser has forgotten in the meantime."""
    reader = first_visit()
    reader.page.add_init_script(f"({SLOW_LINE})()")
    reader.open(plan="freeze")
    for turn, pause_ms in enumerate(PAUSES_MS):
        reader.option(("kellogg-buffer", "freeze")[turn % 2]).click()
        reader.map.evaluate(ZOOMED, 6.5 + 0.25 * (turn % 5))  # so that the map tells where it is, too
        reader.page.wait_for_timeout(pause_ms)
    reader.page.wait_for_function("location.search.includes('plan=freeze')")
    reader.settle()
    assert reader.page.locator("[data-test-connection-state=CONNECTED]").count() == 1
    assert reader.query["plan"] == "freeze"


def test_a_return_to_a_plan_after_several_others_sends_little(visit: Visit) -> None:
    """The browser still has what it was sent, and the server may rely on that."""
    reader = visit().open(plan="freeze")
    sent = []
    for plan in ("kellogg-buffer", "us-28-point", "russia-june-2024", "freeze", "kellogg-buffer"):
        reader.received.clear()
        reader.choose(plan)
        sent.append(sum(map(len, reader.received)))
    assert 0 < sent[-1] < sent[0] / 2


def test_the_map_is_never_blank_while_plans_and_dates_change(reader: Reader) -> None:
    with watched(reader, "zones") as seen:
        for plan in ("freeze", "us-december-2025", "peace-formula", "us-28-point"):
            reader.choose(plan)
        for day in ("2022-02-23", "2026-10-10", "2025-11-21"):
            reader.press(f"day-{day}")
    assert seen["frames"] > 5
    assert seen["least"] > 0


def test_a_strip_stays_visible_while_other_things_change(visit: Visit) -> None:
    """It is fetched once, as long as it is the same strip."""
    reader = visit().open(plan="kellogg-buffer")
    with watched(reader, "overlays") as seen:
        reader.tick("layer-towns")
        reader.tick("layer-towns")
    assert seen["frames"] > 5
    assert seen["least"] > 0
    assert len(reader.fetched("overlays")) == 1


def test_a_date_fetches_its_ground_once_and_keeps_the_view(visit: Visit) -> None:
    """The figures change with the date; returning to it fetches nothing."""
    reader = visit().open()
    title = reader.page.locator("h1").first.inner_text()
    value = reader.page.locator(".figure .value").first.inner_text()
    assert len(reader.fetched("ground")) == 1
    with kept(reader):
        reader.press("day-2026-10-10")
        assert len(reader.fetched("ground")) == 2
        assert reader.query["on"] == "2026-10-10"
        assert reader.page.locator("h1").first.inner_text() != title
        assert reader.page.locator(".figure .value").first.inner_text() != value
        reader.press("day-2025-11-21")
        assert len(reader.fetched("ground")) == 2
        assert reader.page.locator("h1").first.inner_text() == title


def test_another_margin_changes_the_ranges_but_no_shape(reader: Reader) -> None:
    reader.choose("us-28-point")
    fetched = len(reader.fetched("ground"))
    spread = reader.page.locator(".figure .spread").first
    before = spread.inner_text()
    box = reader.page.locator(".st-key-margin-widget input")
    with kept(reader):
        box.fill("3")
        box.press("Enter")
        reader.page.wait_for_url("**margin=3**")
        reader.settle()
        assert spread.inner_text() != before
    assert len(reader.fetched("ground")) == fetched


def test_forty_switches_leave_as_many_shapes_as_one(reader: Reader) -> None:
    """Once every plan has been shown, the number of paths and layers is constant: a session does not grow."""

    def size() -> tuple[int, int]:
        reader.drawn()
        return reader.count("path"), reader.map.evaluate("Object.keys(map_div._layers).length")

    plans = ("freeze", "us-28-point", "russia-june-2024", "kellogg-buffer")
    sizes: dict[str, set[tuple[int, int]]] = {plan: set() for plan in plans}
    for plan in plans:
        reader.choose(plan)
    for _ in range(10):
        for plan in plans:
            reader.choose(plan)
            sizes[plan].add(size())
    assert all(len(found) == 1 for found in sizes.values()), sizes
