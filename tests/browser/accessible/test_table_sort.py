"""Tables that a reader sorts: same rows, in the order asked for, each total below its own rows."""

import re

import pytest
from playwright.sync_api import Locator, Page

from tests.support.browsing.browser import Reader, Visit

pytest_plugins = ["tests.support.browsing.browser"]
pytestmark = pytest.mark.browser

ROWS = """table => [...table.tBodies[0].rows].map(row => ({sum: row.classList.contains('sum'),
  cells: [...row.cells].map(cell => cell.textContent.trim())}))"""


def ledger(page: Page) -> Locator:
    return page.locator("table:has(> caption:has-text('area and people by region'))").first


def number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def groups(rows: list[dict[str, list[str]]]) -> list[list[list[str]]]:
    """Return the rows above each total."""
    found: list[list[list[str]]] = [[]]
    for row in rows:
        if row["sum"]:
            found.append([])
        else:
            found[-1].append(row["cells"])
    return [group for group in found if len(group) > 1]


def test_rows_are_sorted_between_totals_and_nothing_is_lost(visit: Visit) -> None:
    reader = visit().open(plan="us-28-point", on="2025-11-21")
    table = ledger(reader.page)
    before = table.evaluate(ROWS)
    head = table.locator("thead th").filter(has_text="Residents before 2022")
    for order in ("descending", "ascending"):
        head.locator("button").click()
        after = table.evaluate(ROWS)
        assert head.get_attribute("aria-sort") == order
        assert table.locator("thead th[aria-sort]").count() == 1
        assert [row["cells"] for row in after if row["sum"]] == [row["cells"] for row in before if row["sum"]]
        assert sorted(str(row) for row in after) == sorted(str(row) for row in before)
        assert [row["sum"] for row in after] == [row["sum"] for row in before]
        for group in groups(after):
            people = [number(cells[5]) for cells in group]
            assert people == sorted(people, reverse=order == "descending")
    name = table.locator("thead th").first
    name.locator("button").click()
    assert name.get_attribute("aria-sort") == "ascending"
    assert all([cells[0] for cells in group] == sorted(cells[0] for cells in group)
               for group in groups(table.evaluate(ROWS)))


def test_a_column_without_words_of_its_own_is_not_sorted_by(onlooker: Reader) -> None:
    heads = ledger(onlooker.page).locator("thead th")
    assert heads.filter(has=onlooker.page.locator("button")).count() == heads.count() - 1
    assert heads.last.locator("button").count() == 0


def test_figures_count_as_the_language_writes_them(onlooker: Reader) -> None:
    """Decimal commas, parted thousands and true minus signs; what has no figure comes last."""
    order = onlooker.page.evaluate("""() => {
      const table = document.createElement('table');
      table.className = 'ledger';
      table.innerHTML = '<thead><tr><th>Name</th><th class=number>Figure</th></tr></thead><tbody>'
        + ['1,200', '−1,066 (17%)', '–', '12', '900.5', '+950']
          .map(it => `<tr><th>a</th><td>${it}</td></tr>`).join('') + '</tbody>';
      document.body.append(table);
      window.atlasSort.all(document);
      table.querySelectorAll('button')[1].click();
      const found = [...table.tBodies[0].rows].map(row => row.cells[1].textContent);
      table.remove();
      return found;
    }""")
    assert order == ["1,200", "+950", "900.5", "12", "−1,066 (17%)", "–"]
