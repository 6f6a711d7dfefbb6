"""What holds in any case, in a browser: asked for with a button, answered in its panel, at two widths."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.views.test_explore import above, opened, scrolls_sideways
from tests.browser.views.test_layout import DESKTOP, PHONE, place
from tests.support.browsing.browser import Visit

pytest_plugins = ["tests.support.browsing.browser"]
pytestmark = pytest.mark.browser

HOLDS, TABLE = ".st-key-holds", "table.holds"
PLACE = {"plan": "us-28-point", "on": "2025-11-21"}
LONG_MS = 180_000


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=str)
def test_what_holds_is_answered_when_asked_and_fits(visit: Visit, size: tuple[int, int]) -> None:
    reader = visit(size=size).open(**PLACE)
    before = above(reader)
    box = opened(reader, HOLDS, ".st-key-holds-check button")
    expect(box).to_contain_text("6 days, on the recorded lines of both observers")
    expect(box.locator(TABLE)).to_have_count(0)
    thumb = box.locator(".st-key-holds-margin input[type=range]")
    for _ in range(3):
        thumb.focus()
        thumb.press("ArrowLeft")
    expect(box).to_contain_text(re.compile(r"take about [56] seconds"))
    box.locator(".st-key-holds-check button").click()
    box.locator(TABLE).wait_for(timeout=LONG_MS)
    reader.settle()
    expect(box.locator('[data-testid="stProgress"]')).to_have_count(0)
    expect(box).to_contain_text("± 0 km, by DeepStateMap.live and Liveuamap")
    expect(box.locator(TABLE)).to_contain_text("Ukraine would leave its last ground in Donetsk")
    assert above(reader) == before
    for row in box.locator(f"{TABLE} tbody tr").all():
        assert place(box)["left"] <= place(row)["left"]
        assert place(row.locator("td").last)["right"] <= place(box)["right"]
    assert not scrolls_sideways(reader)


def test_the_days_chosen_are_in_the_address_and_come_back(visit: Visit) -> None:
    """The section is drawn apart from the page, which must not lose what was chosen there."""
    reader = visit().open(**PLACE)
    box = opened(reader, HOLDS, ".st-key-holds-check button")
    thumb = box.locator(".st-key-holds-margin input[type=range]")
    reader.settle()
    assert "survey" not in reader.query
    seen = []
    for km in ("2", "1"):
        thumb.focus()
        thumb.press("ArrowLeft")
        reader.page.wait_for_function(
            "km => new URLSearchParams(location.search).get('survey')?.endsWith('.' + km)", arg=km)
        seen.append(reader.query["survey"])
    with reader.rerun():
        reader.page.evaluate("history.back()")
    assert reader.query["survey"] == seen[0]
    expect(thumb).to_have_attribute("aria-valuetext", re.compile("^2"))
    reader.choose("freeze")
    assert reader.query["survey"] == seen[0], "another plan is asked about the same days"
    reader.open(**reader.query)
    expect(reader.page.locator(".st-key-holds-margin input[type=range]")).to_have_value("2")
    expect(reader.page.locator(f"{HOLDS} {TABLE}")).to_have_count(0)
