"""The language of the page: the browser's at first, then the switch and the address."""

import re
from html import unescape

import pytest
import streamlit_folium
from streamlit.testing.v1 import AppTest

from tests.page.test_page import heading, visit

ENGLISH = re.compile(r"\b[a-z]{4,}\b")


def said(page: AppTest) -> str:
    """Return all text of the page that stands in HTML, without addresses, commands, style and drawings."""
    bodies = " ".join(item.proto.body for item in page.get("html") if "<style" not in item.proto.body)
    bodies = re.sub(r"<svg.*?</svg>", "", bodies, flags=re.DOTALL)
    return re.sub(r"https?://\S+|`[^`]*`", "", unescape(re.sub(r"<[^>]+>", " ", bodies)))


@pytest.fixture
def ukrainian_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("page.language.asked_for", lambda *_: "uk")


@pytest.mark.usefixtures("ukrainian_browser")
def test_the_language_is_that_of_the_browser_until_the_reader_chooses() -> None:
    """And it is in the address then, so that the next reader, or Back, has the same."""
    page = visit()
    assert heading(page).startswith("Україна відійшла б")
    assert page.query_params["language"] == "uk"
    assert [page.radio(key="language-widget").options] == [["English", "Українська"]]
    page.radio(key="language-widget").set_value("en").run()
    assert heading(page).startswith("Ukraine would leave")
    assert page.query_params["language"] == "en"
    assert visit(language="en").session_state["language"] == "en"


def test_a_page_in_ukrainian_has_no_english_words() -> None:
    """Only names of outlets, licences and file formats are written in Latin letters, and no sentence is."""
    page = visit(language="uk")
    assert not page.exception
    assert heading(page).startswith("Україна відійшла б")
    left = set(ENGLISH.findall(said(page)))
    assert left <= {"news", "pravda", "live", "github"}, left
    labels = [item.label for kind in ("radio", "checkbox", "button", "expander", "selectbox")
              for item in page.get(kind)]
    assert [words for words in labels if re.search("[a-z]{4,}", words)] == []


@pytest.mark.parametrize("own", [
    "1~us-28-point~ukrainian.14u~border.10.ru~name.Typed_20by_20hand",
    "1~e3-counter~returned.65ru~ref.2022-02-23~wall~name.Typed_20by_20hand",
    "1~kellogg-buffer~buffer.5-2.plan~name.Typed_20by_20hand",
])
@pytest.mark.parametrize("view", ["plan", "write", "compare", "all"])
def test_of_an_own_plan_in_ukrainian_only_the_name_stays_as_it_was_typed(own: str, view: str) -> None:
    page = visit(language="uk", plan=own.split("~")[1], own=own, view=view, on="2025-11-21")
    assert not page.exception
    texts = [item.value for kind in ("markdown", "caption") for item in page.get(kind)]
    shown = " ".join([said(page), *texts])
    assert "Typed by hand" in shown
    assert set(ENGLISH.findall(shown)) <= {"hand", "news", "pravda", "live", "github", "lnginnorthernbc"}
    labels = [item.label for kind in ("radio", "checkbox", "button", "expander", "selectbox")
              for item in page.get(kind)]
    assert [words for words in labels if set(ENGLISH.findall(words)) - {"hand"}] == []


def test_a_position_has_the_decimal_marks_of_the_language_and_the_address_has_points(
    monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streamlit_folium, "_component_func",
                        lambda **_: {"last_clicked": {"lat": 44.9, "lng": 31.5}})
    for language, latitude in (("uk", "44,900°"), ("en", "44.900° N")):
        page = visit(language=language)
        assert latitude in said(page)
        assert page.query_params["at"] == "31.5000 44.9000"
