"""The time slider: days in words, gaps where nothing is known, playing."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from layers.language import Language, load_language
from tests.support.browsing.browser import Visit

pytest_plugins = ["tests.support.browsing.browser"]
pytestmark = pytest.mark.browser


def test_the_slider_moves_the_line_and_play_advances_it(visit: Visit, english: Language) -> None:
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
        expect(reader.page.get_by_role("slider")).to_have_attribute("aria-valuetext", english.day(
            date.fromisoformat(day)))
    reader.page.locator(".st-key-time-play button").click()
    reader.page.wait_for_function("location.search.includes('on=2026-10-10')", timeout=60_000)
    expect(reader.page.locator(".st-key-time-play button")).to_have_text("Play")
    reader.settle()
    assert "10 October 2026" in reader.lead


@pytest.mark.parametrize("code", ["en", "uk"])
@pytest.mark.parametrize("width", [1440, 320])
def test_the_slider_writes_days_as_the_language_does(visit: Visit, code: str, width: int) -> None:
    """Also for a screen reader; on the thumb none runs out of the page."""
    language = load_language(code)
    days = [language.day(date.fromisoformat(day)) for day in ("2022-02-23", "2026-10-10")]
    reader = visit(size=(width, 900)).open(plan="freeze", on="2026-10-10", view="time", language=code)
    slider, box = reader.page.get_by_role("slider"), reader.page.locator(".st-key-time-on")
    for key, day in (("Home", days[0]), ("End", days[1])):
        with reader.repaint():
            slider.press(key)
        expect(slider).to_have_attribute("aria-valuetext", day)
        expect(box.get_by_text(day, exact=True).first).to_be_visible()
        assert not re.search(r"\d{4}-\d\d", box.inner_text())
        there = box.get_by_text(day, exact=True).first.bounding_box()
        assert there is not None
        assert there["x"] >= 0
        assert there["x"] + there["width"] <= width


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
