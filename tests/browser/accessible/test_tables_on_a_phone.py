"""On a phone a table's row is a block: every figure in sight, with what it is beside it."""

import pytest
from playwright.sync_api import Page

from tests.browser.accessible.test_axe import PLAN, opened
from tests.support.browsing.browser import Visit
from tests.support.browsing.one_file import OpenMap

pytest_plugins = ["tests.support.browsing.browser", "tests.support.browsing.one_file"]
pytestmark = pytest.mark.browser

FIGURES = """() => [...document.querySelectorAll('table.ledger:not(.ranked, .matrix, .words, .explored)')]
  .filter(table => table.checkVisibility()).flatMap(table => [...table.tBodies[0].rows]
    .flatMap(row => [...row.querySelectorAll('.number')].filter(cell => cell.textContent).map(cell => {
      const text = document.createRange(); text.selectNodeContents(cell);
      const box = text.getBoundingClientRect(), before = cell.previousElementSibling;
      const head = table.tHead.rows[0].cells.item(row.querySelector('[colspan]')
        ? cell.cellIndex + 1 : cell.cellIndex).textContent.replace('↕', '').trim();
      return { left: box.left, right: box.right, head, said: cell.dataset.head,
               label: getComputedStyle(cell, '::before').content, top: box.top,
               beside: before.classList.contains('number') ? before.getBoundingClientRect().top : null };
    })))"""


def checked(page: Page, width: int) -> None:
    """Check every figure of the tables that are shown."""
    page.locator("table.ledger .number:visible").first.wait_for()
    found = page.evaluate(FIGURES)
    assert len(found) > 20
    for it in found:
        assert 0 <= it["left"] < it["right"] <= width + 0.5, it
        if it["said"] is None:
            assert abs(it["top"] - it["beside"]) < 12, it
        else:
            assert it["said"] == it["head"]
            assert it["label"] == f'"{it["said"]}"'
    assert sum(it["said"] is not None for it in found) >= len(found) / 2


@pytest.mark.parametrize("language", ["en", "uk"])
@pytest.mark.parametrize("view", [{}, {"view": "compare", "against": "e3-counter"}], ids=["plan", "compare"])
def test_every_figure_is_in_sight(visit: Visit, view: dict[str, str], language: str) -> None:
    reader = opened(visit, (390, 844), {**PLAN, **view, "language": language})
    for width in (390, 320):
        reader.page.set_viewport_size({"width": width, "height": 844})
        reader.drawn()
        checked(reader.page, width)


@pytest.mark.parametrize("language", ["en", "uk"])
def test_what_opens_in_a_table_is_named(visit: Visit, language: str) -> None:
    """Its heading stands above all rows, and there beside none of what it is the heading of."""
    page = opened(visit, (390, 844), {**PLAN, "language": language}).page
    found = page.locator("table.labelled td:has(summary):visible").evaluate_all("""cells => cells.map(cell =>
        [cell.closest('table').tHead.rows[0].lastElementChild.textContent.replace('↕', '').trim(),
         cell.dataset.head, getComputedStyle(cell, '::before').content,
         cell.querySelector('summary').getBoundingClientRect().left - cell.getBoundingClientRect().left])""")
    assert len(found) > 5
    for head, said, label, indent in found:
        assert head == said
        assert label.replace('" "', "") == f'"{head}:"'
        assert indent > 20, "there is room for the label before it"


def test_every_figure_of_the_map_in_one_file_is_in_sight(open_map: OpenMap) -> None:
    page = open_map()
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        checked(page, width)
