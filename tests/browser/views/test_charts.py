"""The charts in a browser: their words are in the typeface of the page, apart from each other, and whole."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.views.test_layout import DESKTOP, PHONE
from tests.support.browsing.browser import Reader, Visit

pytest_plugins = ["tests.support.browsing.browser"]
pytestmark = pytest.mark.browser

TIME = {"plan": "us-28-point", "view": "time", "on": "2025-11-21"}
WORDS = """chart => [...chart.querySelectorAll('span')].filter(word => word.textContent).map(word => {
  const look = getComputedStyle(word), ink = document.createRange();
  ink.selectNodeContents(word);
  const {left, right, top, bottom} = ink.getBoundingClientRect();
  return {text: word.textContent, family: look.fontFamily, colour: look.color, px: parseFloat(look.fontSize),
          left, right, top, bottom};
})"""
SEEN = "e => (({left, right, top, bottom}) => [left, right, top, bottom])(e.getBoundingClientRect())"
LOADED = """family => document.fonts.check(`16px ${family}`)
  && [...document.fonts].some(face => family.includes(face.family.replaceAll('"', ''))
                                      && face.status === 'loaded')"""


def family(reader: Reader) -> str:
    return str(reader.page.locator("h1").first.evaluate("e => getComputedStyle(e).fontFamily"))


def words_of(chart: Locator) -> list[dict]:
    """Return the words over a chart with their family, colour, size and place in the window."""
    found: list[dict] = chart.evaluate(WORDS)
    return found


def meeting(words: list[dict]) -> list[tuple[str, str]]:
    """Return the pairs of words that lie over each other."""
    return [(a["text"], b["text"]) for n, a in enumerate(words) for b in words[n + 1:]
            if a["left"] < b["right"] and b["left"] < a["right"]
            and a["top"] < b["bottom"] - 1 and b["top"] < a["bottom"] - 1]


@pytest.mark.parametrize("language", ["en", "uk"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=str)
def test_the_words_of_a_chart_over_time(visit: Visit, size: tuple[int, int], language: str) -> None:
    reader = visit(size=size).open(**TIME, language=language)
    chart = reader.page.locator("figure.history").locator(".history-wide:visible, .history-narrow:visible")
    expect(chart).to_have_count(1)
    chart.scroll_into_view_if_needed()
    expect(chart.locator("img")).to_have_attribute("alt", re.compile("2025"))
    words, page_family = words_of(chart), family(reader)
    assert "Source Sans" in page_family
    assert reader.page.evaluate(LOADED, page_family)
    assert {word["family"] for word in words} == {page_family}
    assert min(word["px"] for word in words) >= 11
    assert {"2023", "2024", "2025", "2026"} < {word["text"] for word in words}
    assert meeting(words) == []
    left, right, top, bottom = chart.evaluate(SEEN)
    image = chart.locator("img").evaluate(SEEN)
    assert image == [left, right, top, bottom], "words and drawing have the same box"
    for word in words:
        assert left - 1 <= word["left"] < word["right"] <= right + 1, word
        assert top <= word["top"] < word["bottom"] <= bottom, word
    assert right <= size[0]


def test_the_words_of_a_chart_are_light_where_the_page_is_dark(visit: Visit) -> None:
    reader = visit()
    reader.page.emulate_media(color_scheme="dark")
    reader.open(**TIME)
    chart = reader.page.locator(".history-wide")
    colours = {word["colour"] for word in words_of(chart)}
    assert {min(map(int, re.findall(r"\d+", colour))) > 150 for colour in colours} == {True}


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=str)
def test_the_words_of_a_chart_by_depth(visit: Visit, size: tuple[int, int]) -> None:
    reader = visit(size=size).open(plan="us-28-point", on="2025-11-21", language="uk")
    box = reader.page.locator(".st-key-pull-back")
    box.locator("summary").first.click()
    plots = box.locator(".depth-plot")
    plots.first.wait_for()
    reader.settle()
    assert plots.count() == 2
    for plot in plots.all():
        words = words_of(plot)
        assert {word["family"] for word in words} == {family(reader)}
        assert meeting(words) == []
        for word in words:
            assert 0 <= word["left"] < word["right"] <= size[0], word
