"""The interactive map in one HTML file finds sites, and says of each what the terminal says of it."""

import random
from datetime import date

import pytest
from playwright.sync_api import Page

from geo.case import LIVEUAMAP, RECORD, LineChoice
from geo.control.dates import days
from geo.plans.library import Library
from geo.workspace import Workspace
from geo.world import World
from layers.language import load_language
from layers.places.site_card import SiteCard, holder_words, site_card
from layers.places.site_words import KIND_WORDS
from tests.support.browsing.axe import violations, with_axe
from tests.support.browsing.one_file import OpenMap
from tests.support.files.export_requests import DAY, PLAN

pytest_plugins = ["tests.support.browsing.browser", "tests.support.browsing.one_file"]
pytestmark = pytest.mark.browser

STATUS = "(asked) => asked.map((one) => window.atlas.place(one))"
FOUND = "(asked) => asked.map((text) => (window.atlas.find(text)[0] || {}).town)"
PLANT = "zaporizhzhia-nuclear-plant"
SOME_DAYS = {RECORD: 5, LIVEUAMAP: 3}
"""How many random days of each record are asked of every site, beside the page's own."""


def questions(world: World) -> list[tuple[date, str]]:
    assert world.second_record is not None
    rng = random.Random(47)  # noqa: S311 - the same days every time, nothing secret
    found = [(DAY, RECORD)]
    for name, record in ((RECORD, world.record), (LIVEUAMAP, world.second_record)):
        found += [(day, name) for day in rng.sample(days(record.periods), SOME_DAYS[name])]
    return found


def ask(page: Page, site: str) -> str:
    page.locator("#town").fill(site)
    page.locator("#town").press("ArrowDown")
    page.locator("#town").press("Enter")
    return page.locator("#town-card .body").inner_text()


def test_each_name_of_a_site_finds_it(open_map: OpenMap, world: World) -> None:
    """In either script; first of all, whatever settlements are called like it."""
    asked = [(number, name) for number, names in enumerate(world.sites["names"]) for name in names]
    page = open_map()
    count = page.evaluate("() => window.atlas.find('Kakhovka dam')[0].town") - list(world.sites.index).index(
        "kakhovka-dam")
    found = page.evaluate(FOUND, [name for _, name in asked])
    assert len(asked) > 150
    assert [(name, town) for (number, name), town in zip(asked, found, strict=True)
            if town != count + number] == []


def test_the_beginning_of_a_name_finds_it_and_large_towns_come_first(open_map: OpenMap) -> None:
    offered = "(text) => window.atlas.find(text).map((one) => one.name)"
    page = open_map()
    assert "Zaporizhzhia nuclear power plant" in page.evaluate(offered, "Zaporizh")
    assert page.evaluate(offered, "Zaporizh")[0] == "Zaporizhzhia"
    assert page.evaluate(offered, "Azovs")[0] == "Azovstal steel works"
    assert "Azovstal steel works" not in page.evaluate(offered, "Az")


def test_each_site_has_the_status_that_the_terminal_gives_it(
    open_map: OpenMap, world: World, library: Library, work: Workspace
) -> None:
    """Holder, rule of the ground and whether the line runs at it: on its own day from either source."""
    page, names = open_map(), world.regions["name_en"].to_dict()
    english = load_language("en")
    first = page.evaluate("() => window.atlas.find('ZNPP')[0].town")
    at_the_line = 0
    for on, record in questions(world):
        ground = work.ground(LineChoice(on, 0.0, record), *library.plans.values())
        cards = [site_card(site, ground, library, world, names, english) for site in world.sites.index]
        at_the_line += sum(card.at_the_line for card in cards)
        expected = [[card.holder.value, card.at_the_line, under(card, plan)]
                    for card in cards for plan in library.plans]
        for own in ([True, False] if on == DAY else [False]):
            line = {"on": on.isoformat(), "record": record, "own": own}
            asked = [{"town": first + number, "plan": plan, **line}
                     for number in range(len(cards)) for plan in library.plans]
            found = [[one["holder"], one["at_the_line"], one["status"]]
                     for one in page.evaluate(STATUS, asked)]
            assert found == expected, (on, record, own)
    assert at_the_line > 0


def under(card: SiteCard, plan: str) -> str | None:
    rule = next(one.rule for one in card.under_plans if one.plan == plan)
    return None if rule is None else rule.status.value


@pytest.mark.parametrize("plan", [PLAN, "freeze"])
def test_the_card_says_what_the_terminal_says(
    plan: str, open_map: OpenMap, world: World, library: Library, work: Workspace
) -> None:
    page, language = open_map("#" + plan), load_language("en")
    ground = work.ground(LineChoice(DAY, 0.0), *library.plans.values())
    for site in (PLANT, "azovstal", "pokrovsk-coal", "kinburn-spit"):
        card = site_card(site, ground, library, world, world.regions["name_en"].to_dict(), language)
        said = ask(page, card.names[0])
        sentence = next(one.sentence for one in card.under_plans if one.plan == plan)
        held = holder_words(card, language).partition(", about")[0]
        kind = language.text(KIND_WORDS[card.row["kind"]])
        for words in (card.names[0], card.region_name, kind, sentence, held):
            assert words in said, (site, words)
    at = page.evaluate("() => window.atlas.it.marker.getLatLng()")
    row = world.sites.loc["kinburn-spit"]
    assert [at["lng"], at["lat"]] == [row["lon"], row["lat"]]
    assert page.locator(".town.named").inner_text() == row["name_en"]


def test_what_is_said_of_a_site_follows_plan_and_day(open_map: OpenMap) -> None:
    page = open_map("#freeze")
    said = [ask(page, "Azovstal")]
    page.locator("#day").fill("2022-03-01")
    page.locator("#day").dispatch_event("change")
    said.append(page.locator("#town-card .body").inner_text())
    page.locator("#choice").select_option("today")
    said.append(page.locator("#town-card .body").inner_text())
    assert "Russian-held" in said[0].split("Held on 21 November 2025")[1]
    assert "Ukrainian-held" in said[1].split("Held on 1 March 2022")[1]
    assert "The text does not speak of the site" in said[1]
    assert "The text" not in said[2]


@with_axe
@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_the_card_of_a_site_fits_and_breaks_no_rule(open_map: OpenMap, size: tuple[int, int]) -> None:
    page = open_map(size=size)
    ask(page, "ZNPP")
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert "UNN" in page.locator("#town-card").inner_text()
    assert violations(page) == []
