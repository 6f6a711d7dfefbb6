"""Sites that a plan itself decides on, on the map of the page: where they are, with what the plan says."""

import pytest
from playwright.sync_api import expect

from tests.support.browsing.browser import Visit

pytest_plugins = ["tests.support.browsing.browser"]
pytestmark = pytest.mark.browser

PLANT = (34.5863, 47.5119)
OWN = "1~freeze~site.russia.zaporizhzhia-nuclear-plant"


@pytest.mark.parametrize(("query", "said"), [
    ({"plan": "us-28-point"}, "shared 50:50"), ({"plan": "freeze", "own": OWN}, "the reader's own choice")],
    ids=["text", "own"])
def test_the_mark_stands_where_the_site_is_and_says_what_the_plan_says(
    visit: Visit, query: dict[str, str], said: str,
) -> None:
    reader = visit().open(**query, frame="UA-23")
    mark = reader.map.locator(".said")
    expect(mark).to_have_count(1)
    at = reader.map.evaluate("([lon, lat]) => map_div.latLngToContainerPoint([lat, lon])", list(PLANT))
    left, top = mark.evaluate("""mark => { const box = mark.getBoundingClientRect();
        return [box.left + box.width / 2, box.top + box.height / 2]; }""")
    assert abs(left - at["x"]) < 2
    assert abs(top - at["y"]) < 2
    mark.hover()
    expect(reader.map.locator(".zonetip")).to_contain_text("Zaporizhzhia nuclear power plant")
    expect(reader.map.locator(".zonetip")).to_contain_text(said)
    expect(reader.page.locator("details.key")).to_contain_text("Site that the plan itself decides on")
    with reader.repaint():
        reader.option("vance-2024").click()
    expect(mark).to_have_count(0)
