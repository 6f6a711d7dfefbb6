"""What Streamlit says by itself is said in the reader's language, and in English for who changes back."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from page.reading import SAID_BY_STREAMLIT
from tests.browser.accessible.test_axe import VIEWS, unfold
from tests.support.browsing.browser import Reader, Visit, visiting

pytest_plugins = ["tests.support.browsing.browser"]
pytestmark = pytest.mark.browser

SAID = """() => {
  const said = [], ours = '[data-testid="stHtml"], svg, style, script, textarea, iframe, code';
  const texts = document.createTreeWalker(document.querySelector('.stApp'), NodeFilter.SHOW_TEXT);
  while (texts.nextNode())
    if (!texts.currentNode.parentElement.closest(ours)) said.push(texts.currentNode.data);
  for (const element of document.querySelectorAll('.stApp *'))
    for (const name of ['aria-label', 'aria-valuetext', 'placeholder', 'title', 'alt'])
      if (element.hasAttribute(name) && !element.closest(ours)) said.push(element.getAttribute(name));
  return said;
}"""
SAID_WITHIN = """within => [...within.querySelectorAll('*'), within].flatMap(
  element => [element.ariaLabel || '', element.children.length ? '' : element.textContent])"""
ENGLISH = re.compile(r"[a-z]{4,}")
NAMES = {"English", "Excel", "GeoJSON", "GeoPackage", "GeoParquet", "PowerPoint", "WebP"}
ICON = re.compile(r"[a-z_]+")
"""The name of a sign in the typeface of signs, which is its text."""

CALENDAR = re.compile(
    "^Selected (Date|Range): |^(month|day|year), |February|November|Use arrow keys|^Choose date")
"""What the field of a date and its calendar say in English, whatever the browser."""


def in_english(page: Page) -> set[str]:
    return {text for text in page.evaluate(SAID)
            if ENGLISH.search(text) and not re.search("[а-яіїєґ]", text) and text not in NAMES
            and not ICON.fullmatch(text) and "://" not in text}


def streamlit_said(page: Page) -> set[str]:
    """Return the English words of Streamlit that are on the page."""
    return {text for text in page.evaluate(SAID) if text in SAID_BY_STREAMLIT}


@pytest.fixture(scope="module")
def reader(chromium: Browser, site: str) -> Iterator[Reader]:
    """A reader of the view with the most kinds of controls, who has opened all that folds."""
    with visiting(chromium, site) as arrive:
        one = arrive().open(**VIEWS["an own plan"], language="uk")
        unfold(one.page)
        yield one


def test_nothing_on_the_page_is_said_in_english(reader: Reader) -> None:
    reader.page.get_by_text("на файл").first.wait_for()
    assert streamlit_said(reader.page) == set()
    assert in_english(reader.page) == set()


def test_a_reader_who_changes_back_has_the_words_of_streamlit(reader: Reader) -> None:
    page = reader.page
    page.locator(".st-key-language-widget").get_by_text("English").click()
    page.wait_for_function("document.documentElement.lang === 'en'")
    page.get_by_text("MB per file").first.wait_for()
    assert {"Sidebar", "Choose date", "Upload"} <= streamlit_said(page)


def test_a_calendar_is_in_the_language_of_the_page(visit: Visit) -> None:
    """The browser's own is another; Streamlit would follow that."""
    page = visit().open(**VIEWS["a plan"], language="uk").page
    page.locator(".st-key-on-widget button").last.click()
    calendar = page.get_by_test_id("stDateInputCalendar")
    calendar.get_by_text("листопад").first.wait_for(state="attached")
    said = page.evaluate(SAID) + calendar.evaluate(SAID_WITHIN)
    assert [text for text in said if CALENDAR.search(text)] == []


def test_words_that_come_later_are_said_in_the_language(visit: Visit) -> None:
    """A list that a reader opens has its words once it is there."""
    page = visit().open(**VIEWS["a plan"], language="uk").page
    page.locator(".st-key-frame-region input").first.click()
    page.locator(".st-key-frame-region input").first.fill("zzz")
    page.get_by_text("Нічого не знайдено").wait_for()
    assert page.get_by_text("No results").count() == 0
