"""What is said of a row of the table stands below its numbers, and over no other cell."""

import pytest

from tests.browser.views.test_layout import DESKTOP, TABLET
from tests.support.browsing.browser import Visit

pytest_plugins = ["tests.support.browsing.browser"]
pytestmark = pytest.mark.browser

SMALLER_TABLET = (768, 1024)
ROWS = """() => [...document.querySelectorAll("table.ledger td details.why[open]")].map(why => {
  const row = why.closest("tr"), range = document.createRange();
  const box = one => {
    const at = one.getBoundingClientRect();
    return [at.left, at.top, at.right, at.bottom];
  };
  const written = cell => {
    range.selectNodeContents(cell);
    return box(range);
  };
  return {said: [...why.children].slice(1).map(box), others: [...row.cells].slice(0, -1).map(written)};
})"""


@pytest.mark.parametrize("language", ["en", "uk"])
@pytest.mark.parametrize("size", [DESKTOP, TABLET, SMALLER_TABLET], ids=str)
def test_what_is_said_of_a_row_is_wide_and_covers_no_cell(
    visit: Visit, size: tuple[int, int], language: str
) -> None:
    reader = visit(size=size).open(plan="us-28-point", on="2025-11-21", language=language)
    table = reader.page.locator("table.ledger").first
    before = table.bounding_box()
    summaries = table.locator("td details.why > summary")
    for number in range(summaries.count()):
        summaries.nth(number).click()
    opened = table.bounding_box()
    assert before is not None
    assert opened is not None
    assert opened["width"] < before["width"] + 32
    rows = reader.page.evaluate(ROWS)
    assert len(rows) == summaries.count() > 5
    for row in rows:
        assert row["said"]
        for left, top, right, bottom in row["said"]:
            assert right - left > 400
            for west, north, east, south in row["others"]:
                assert not (left < east and west < right and top < south and north < bottom), row
