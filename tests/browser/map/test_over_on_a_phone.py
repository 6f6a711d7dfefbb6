"""On a phone what stands above the map is read in full, whatever the plan and the language."""

from itertools import pairwise

import pytest

from geo.plans.library import Library
from layers.language import load_language
from layers.text.wording import TEXT_STATUS_WORDS
from tests.support.browsing.browser import Visit

pytest_plugins = ["tests.support.browsing.browser"]
pytestmark = pytest.mark.browser

CUT = """() => { const over = document.querySelector('.over'), edge = over.getBoundingClientRect();
  return [...over.querySelectorAll('p, dt, dd')].filter(one => {
    const box = one.getBoundingClientRect();
    return one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 2
      || box.bottom > edge.bottom + 1 || box.right > edge.right + 1; }).map(one => one.textContent); }"""
CUT_WITH = f"""([selector, texts]) => {{
  const line = document.querySelector(selector), was = line.textContent;
  const cut = texts.filter(text => {{ line.textContent = text; return ({CUT})().length; }});
  line.textContent = was;
  return cut; }}"""
PLACES = """() => ['.over p.name', '.over p.day', '.over dl', 'iframe[src*="streamlit_folium"]'].map(
  selector => document.querySelector(selector).getBoundingClientRect().toJSON())"""
TOPS = "() => [...document.querySelectorAll('.over dd.km2')].map(one => one.getBoundingClientRect().top)"
WIDTHS = (390, 360, 320)


@pytest.mark.parametrize("language", ["en", "uk"])
@pytest.mark.parametrize("plan", ["us-28-point", "freeze", "peace-formula", "kellogg-buffer"])
def test_nothing_above_the_map_is_cut_off(visit: Visit, plan: str, language: str) -> None:
    reader = visit(size=(390, 844)).open(plan=plan, language=language)
    for width in WIDTHS:
        reader.page.set_viewport_size({"width": width, "height": 700})
        reader.drawn()
        assert reader.page.evaluate(CUT) == [], width
        first, second = reader.page.evaluate(TOPS)
        assert first == second, "one figure stands lower than the other"


@pytest.mark.parametrize("language", ["en", "uk"])
def test_a_comparison_says_under_whose_control(visit: Visit, language: str) -> None:
    """Its labels name a plan and end with what matters."""
    reader = visit(size=(390, 844)).open(plan="europe-24-point", view="compare", against="us-28-point",
                                         language=language)
    for width in WIDTHS:
        reader.page.set_viewport_size({"width": width, "height": 844})
        reader.drawn()
        assert reader.page.evaluate(CUT) == [], width


@pytest.mark.parametrize("code", ["en", "uk"])
def test_the_names_and_days_of_all_plans_have_room(visit: Visit, library: Library, code: str) -> None:
    """Nothing moves for a longer one, and figures and map are on the screen in full."""
    language = load_language(code)
    titles = [language.text(plan.title) for plan in library.plans.values()]
    reader = visit(size=(390, 844)).open(plan="us-28-point", language=code)
    day = reader.page.locator(".over p.day").inner_text().split(" · ")[0]
    days = [f"{day} · {language.text(words)}" for words in TEXT_STATUS_WORDS.values()]
    for width in WIDTHS:
        reader.page.set_viewport_size({"width": width, "height": 844})
        reader.drawn()
        assert reader.page.evaluate(CUT_WITH, [".over p.name", titles]) == [], width
        assert reader.page.evaluate(CUT_WITH, [".over p.day", days]) == [], width
        places = reader.page.evaluate(PLACES)
        for above, below in pairwise(places):
            assert above["bottom"] <= below["top"] + 1, width
        assert places[-1]["bottom"] <= 844, width
        assert all(place["left"] >= 0 and place["right"] <= width for place in places), width
