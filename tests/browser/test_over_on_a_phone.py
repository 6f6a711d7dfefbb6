"""On a phone the two figures above the map are read in full, whatever the plan and the language."""

import pytest

from tests.support.browser import Visit

pytest_plugins = ["tests.support.browser"]
pytestmark = pytest.mark.browser

CUT = """() => { const over = document.querySelector('.over'), edge = over.getBoundingClientRect();
  return [...over.querySelectorAll('dt, dd')].filter(one => {
    const box = one.getBoundingClientRect();
    return one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 2
      || box.bottom > edge.bottom + 1 || box.right > edge.right + 1; }).map(one => one.textContent); }"""


@pytest.mark.parametrize("language", ["en", "uk"])
@pytest.mark.parametrize("plan", ["us-28-point", "freeze", "peace-formula", "kellogg-buffer"])
def test_no_figure_above_the_map_is_cut_off(visit: Visit, plan: str, language: str) -> None:
    reader = visit(size=(390, 844)).open(plan=plan, language=language)
    for width in (390, 360, 320):
        reader.page.set_viewport_size({"width": width, "height": 700})
        reader.drawn()
        assert reader.page.evaluate(CUT) == [], width
