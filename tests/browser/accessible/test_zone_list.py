"""The map as a list: the zones, figures and neighbours that the map has, in the page and in a file."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from geo.outcomes.outcome import Outcome, pieces
from geo.zones.edges import OUTSIDE
from layers.language import Language
from layers.text.legend import tips
from layers.web.zone_facts import LIST_WORDS, zone_facts
from tests.support.browsing.browser import Reader, Visit

pytest_plugins = ["tests.support.browsing.browser", "tests.support.browsing.one_file"]
pytestmark = pytest.mark.browser

PLANS = ("us-28-point", "kellogg-buffer", "e3-counter")
DAY = date(2025, 11, 21)

TOLD = """() => Object.fromEntries([...document.querySelectorAll('.zones li[id]')].map(zone => [zone.id, {
  region: zone.closest('li[data-region]').querySelector('summary strong').textContent,
  words: [...zone.children].filter(it => ['STRONG', 'DIV'].includes(it.tagName)).map(it => it.textContent),
  facts: [...zone.querySelectorAll('dl > *')].map(it => [it.tagName, it.textContent]),
  borders: [...zone.querySelectorAll('dd a')].map(it => it.getAttribute('href').slice(1)),
}]))"""


def told_by(page: Page) -> dict[str, Any]:
    """Return what the list says, which is written shortly after it is opened."""
    page.locator(".zones li[id]").first.wait_for(state="attached")
    told: dict[str, Any] = page.evaluate(TOLD)
    return told


def expected(outcome: Outcome, names: dict[str, str], language: Language) -> dict[str, dict[str, Any]]:
    """Return every zone of a plan as the list should have it, from the figures and the full shapes."""
    shown = frozenset(names)
    piece_of = outcome.table["piece"].to_dict()
    drawn = {piece_of[zone] for zone in outcome.ground.zones.index}
    beside: dict[str, set[str]] = {piece: set() for piece in drawn}
    outer = set()
    for row in outcome.ground.edges.itertuples():
        left = piece_of[row.left]
        if row.right == OUTSIDE:
            outer.add(left)
        elif piece_of[row.right] != left:
            beside[left].add(f"zone-{piece_of[row.right]}")
            beside[piece_of[row.right]].add(f"zone-{left}")
    facts, said = zone_facts(outcome, language, shown), tips(outcome, names, language, shown)
    clause = {piece: facts["rules"][rule] for piece, (rule,) in facts["clauses"].items()}
    return {f"zone-{piece}": {
        "name": said[piece][0], "words": said[piece][1:], "people": facts["people"][piece],
        "clause": clause[piece], "borders": beside[piece], "outer": piece in outer} for piece in drawn}


def compare(told: dict[str, Any], wanted: dict[str, dict[str, Any]]) -> None:
    assert set(told) == set(wanted)
    for zone, it in wanted.items():
        has = told[zone]
        assert (has["region"], has["words"]) == (it["name"], it["words"])
        assert set(has["borders"]) == it["borders"], zone
        words = [text for _tag, text in has["facts"]]
        assert words[:2] == [LIST_WORDS["people"], it["people"]]
        assert words[2:4] == [LIST_WORDS["clause"], it["clause"]]
        assert (LIST_WORDS["outer"] in words) == it["outer"], zone


@pytest.mark.parametrize("plan", PLANS)
def test_the_list_of_the_page_has_the_zones_of_the_map(
    visit: Visit, plan: str, outcome_on: Callable[[str, date], Outcome], names: dict[str, str],
    english: Language,
) -> None:
    reader = visit().open(plan=plan, on=str(DAY))
    reader.page.locator("details.zones > summary").click()
    wanted = expected(outcome_on(plan, DAY), names, english)
    compare(told_by(reader.page), wanted)
    figures = pieces(outcome_on(plan, DAY))
    assert {f"zone-{piece}" for piece in figures.index[figures["area_km2"] > 0]} == set(wanted)
    # Another plan, while the list is open: it follows, and a region that was open stays so.
    reader.page.locator("li[data-region='UA-14'] > details > summary").click()
    other = PLANS[PLANS.index(plan) - 1]
    reader.choose(other)
    compare(told_by(reader.page), expected(outcome_on(other, DAY), names, english))
    assert reader.page.locator("li[data-region='UA-14'] > details").get_attribute("open") is not None


def test_a_region_that_is_not_shown_is_not_told(visit: Visit) -> None:
    reader = visit().open(plan="us-28-point", on=str(DAY))
    reader.page.locator("details.zones > summary").click()
    reader.tick("layer-donetsk")
    told = told_by(reader.page)
    for zone, it in told.items():
        assert (it["words"] == ["Not shown"]) == zone.startswith("zone-UA-14")


def test_two_compared_are_listed_by_what_differs(visit: Visit) -> None:
    reader = visit().open(plan="us-28-point", on=str(DAY), view="compare", against="e3-counter")
    reader.page.locator("details.zones > summary").click()
    told = [it for it in told_by(reader.page).values() if it["region"] == "Donetsk"]
    assert len(told) == 2
    assert all(len(it["words"]) >= 3 and it["borders"] for it in told)


def test_a_zone_shown_from_the_list_is_on_the_screen(visit: Visit) -> None:
    """The map goes there at once if less motion is asked for, and the card is that of the zone."""
    moves = {}
    for motion in ("reduce", "no-preference"):
        reader = visit()
        reader.page.emulate_media(reduced_motion=motion)
        reader.open(plan="us-28-point", on=str(DAY))
        reader.map.evaluate("window.moves = 0; map_div.on('move', () => { window.moves += 1; }); null")
        reader.page.locator("details.zones > summary").click()
        reader.page.locator("li[data-region='UA-40'] > details > summary").click()
        button = reader.page.locator("li[data-region='UA-40'] button").first
        with reader.repaint():
            button.click()
        reader.page.wait_for_timeout(1200)
        moves[motion] = reader.map.evaluate("window.moves")
        assert reader.map.evaluate(
            "map_div.getBounds().contains(window.atlas.it.pointed.getLayers()[0].getBounds())")
        card = reader.page.locator(".card").filter(has_text="What happens here")
        expect(card).to_contain_text("Sevastopol")
    assert moves["reduce"] <= 2
    assert moves["no-preference"] > 5


def test_the_zoom_is_still_if_less_motion_is_asked_for(visit: Visit) -> None:
    reader = visit()
    reader.page.emulate_media(reduced_motion="reduce")
    reader.open()
    zoom = "() => { const before = map_div.getZoom(); map_div.zoomIn(1); return map_div.getZoom() - before; }"
    assert reader.map.evaluate(zoom) == 1


def test_controls_of_the_map_say_what_they_do(onlooker: Reader) -> None:
    box = onlooker.map.locator(".leaflet-container")
    assert (box.get_attribute("role"), box.get_attribute("aria-label")) == (
        "group", "Map; the table below it says the same in words")
    names = onlooker.map.locator(".leaflet-control-zoom a").evaluate_all("all => all.map(it => it.ariaLabel)")
    assert names == ["Zoom in", "Zoom out"]
    assert onlooker.map.locator("path[tabindex='-1']").count() == onlooker.map.evaluate(
        "window.atlas.it.current.zones.getLayers().length")


@pytest.fixture
def file_page(chromium: Browser, one_file: Path) -> Iterator[Page]:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(one_file.as_uri())
    page.locator("[data-painted]").wait_for()
    yield page
    context.close()


PAINTED = """() => { const map = document.querySelector('[data-painted]');
  return map ? map.dataset.painted : ''; }"""


def repainted(page: Page, before: str) -> str:
    """Wait until the map shows something else than `before`; return what it is called."""
    page.wait_for_function(f"before => ({PAINTED})() !== before", arg=before)
    now: str = page.evaluate(PAINTED)
    return now


def test_a_file_has_the_list_too(
    file_page: Page, outcome_on: Callable[[str, date], Outcome], names: dict[str, str], english: Language,
) -> None:
    shown = repainted(file_page, "")
    file_page.locator("details.zones > summary").click()
    compare(told_by(file_page), expected(outcome_on("us-28-point", DAY), names, english))
    file_page.locator("#choice").select_option("kellogg-buffer")
    repainted(file_page, shown)
    compare(told_by(file_page), expected(outcome_on("kellogg-buffer", DAY), names, english))
    file_page.locator("#choice").select_option("today")
    regions = file_page.locator("li[data-region]")
    expect(regions).to_have_count(27)
    frame: Frame = file_page.main_frame
    assert frame.evaluate("window.atlas.zones().every(it => it.words.length === 2 && it.people)")
    assert frame.evaluate("window.atlas.zones().every(it => it.clauses.length === 0)")
