"""The search of the interactive map in one HTML file: it finds settlements, shows them and describes them."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Page

from geo.case import LineChoice
from geo.gazetteer.search import find, load_names
from geo.gazetteer.transliteration import folded
from geo.plans.library import Library
from geo.workspace import Workspace
from geo.world import World
from layers.html.town_card import town_card
from layers.language import load_language
from layers.one_file.standalone import standalone
from tests.support.browsing.axe import violations, with_axe
from tests.support.browsing.one_file import OpenMap
from tests.support.files.export_requests import DAY, HOSTILE, PLAN, RequestOf

pytest_plugins = ["tests.support.browsing.browser", "tests.support.browsing.one_file"]
pytestmark = pytest.mark.browser

BAKHMUT, KRAMATORSK = "UA1402001001", "UA1412009001"


def ask(page: Page, town: str) -> None:
    """Type a name and take the first that is found."""
    page.locator("#town").fill(town)
    page.locator("#town").press("ArrowDown")
    page.locator("#town").press("Enter")


def card(page: Page) -> str:
    return page.locator("#town-card .body").inner_text()


def test_names_sound_in_the_page_as_they_do_in_the_atlas(open_map: OpenMap, world: World) -> None:
    names = [name for _, name in load_names(world.places, regions=world.regions).names]
    found = open_map().evaluate("(text) => window.atlasTowns.folded(text)", "\n".join(names)).split("\n")
    assert [pair for pair in zip(names, found, folded("\n".join(names)).split("\n"), strict=True)
            if pair[1] != pair[2]] == []


FIND = "(asked) => asked.map((text) => window.atlas.find(text).map((one) => one.town))"


def test_a_settlement_is_found_by_its_names_as_the_atlas_finds_it(
    open_map: OpenMap, town_order: pd.Index, world: World
) -> None:
    """Also by former ones, in either script, and with the area or the kind of place beside the name."""
    asked = ["Artemivsk", "Артёмовск", "bakhmut", "Краматорск", "м. Краматорськ",
             "Hryshyne, Pokrovskyi raion", "Київ", "Kiev", "Харьков", "Dnipropetrovsk",
             "Дніпропетровськ", "Кіровоград", "Odessa"]
    names = load_names(world.places, regions=world.regions)
    found = [town_order[places[0]] for places in open_map().evaluate(FIND, asked)]
    assert found == [find(names, text) for text in asked]


def test_a_typo_and_the_beginning_of_a_name_find_it(open_map: OpenMap, town_order: pd.Index) -> None:
    found = open_map().evaluate(FIND, ["Kramatrosk", "Krama", "Краматоськ"])
    assert [town_order[places[0]] for places in found] == [KRAMATORSK] * 3


def test_every_former_name_finds_its_place(open_map: OpenMap, world: World, town_order: pd.Index) -> None:
    former = pd.concat([world.cities["former_en"], world.cities["former_uk"]])
    former = former[former != ""]
    found = open_map().evaluate(FIND.replace("find(text)", "find(text, Infinity)"), former.tolist())
    assert len(former) > 400
    assert [text for (code, text), places in zip(former.items(), found, strict=True)
            if code not in town_order[[n for n in places if n < len(town_order)]]] == []  # then come sites


def test_what_nothing_is_called_finds_nothing_and_says_so(open_map: OpenMap) -> None:
    page = open_map()
    page.locator("#town").fill("xqzwv qqq")
    assert page.locator("#town-said").inner_text() == "No town or village has this name."
    assert page.locator("#towns-found").is_hidden()
    page.locator("#town").fill("")
    assert page.locator("#town-said").inner_text() == ""


def test_a_choice_is_shown_marked_and_said(open_map: OpenMap, world: World, library: Library,
                                           request_of: RequestOf) -> None:
    page, request = open_map(), request_of(PLAN)
    ask(page, "Artemivsk")
    city = world.cities.loc[BAKHMUT]
    at = page.evaluate("() => { const { lat, lng } = window.atlas.it.map.getCenter(); return [lng, lat]; }")
    assert [round(degrees, 2) for degrees in at] == [round(city["lon"], 2), round(city["lat"], 2)]
    marked = page.evaluate("() => window.atlas.it.marker.getLatLng()")
    assert [marked["lng"], marked["lat"]] == [city["lon"], city["lat"]]
    assert page.locator(".town.named").inner_text() == "Bakhmut"
    held = Workspace(world, library).held_places(LineChoice(DAY, 0.0), *library.plans.values())
    expected = town_card(BAKHMUT, held, request.plan(), library, world, request.names, load_language("en"))
    under = next(one for one in expected.under_plans if one.plan == PLAN)
    for words in ("Artemivsk", "Bakhmutskyi raion, Donetsk", f"{city['population']:,} residents",
                  "Held on 21 November 2025", under.sentence):
        assert words in card(page), words
    page.locator("#town-off").click()
    assert card(page) == ""
    assert page.evaluate("() => window.atlas.it.marker") is None
    assert page.evaluate("document.activeElement.id") == "town"


def test_what_is_said_follows_plan_and_day(open_map: OpenMap) -> None:
    page = open_map()
    ask(page, "Kramatorsk")
    said = [card(page)]
    page.locator("#choice").select_option("freeze")
    said.append(card(page))
    page.locator("#choice").select_option("today")
    said.append(card(page))
    ask(page, "Izium")
    said.append(card(page))
    page.locator("#day").fill("2022-06-01")
    page.locator("#day").dispatch_event("change")
    said.append(card(page))
    assert "Ukrainian forces would withdraw from Kramatorsk" in said[0]
    assert "Kramatorsk would stay under Ukrainian control." in said[1]
    assert "would" not in said[2]
    assert "Ukrainian-held" in said[3]
    assert "Held on 1 June 2022" in said[4]
    assert "Russian-held" in said[4]
    assert page.evaluate("() => window.atlas.it.marker !== null"), "the mark outlives a switch of the day"
    assert page.locator("#town-card .body").get_attribute("role") == "status"


def test_a_divided_settlement_has_a_sentence_for_each_part(
    open_map: OpenMap, world: World, library: Library, town_order: pd.Index, request_of: RequestOf
) -> None:
    held = Workspace(world, library).held_places(LineChoice(DAY, 0.0), *library.plans.values())
    cut = held.table.groupby("settlement")["holder"].nunique()
    town = str(min(cut.index[cut > 1]))
    request, page = request_of(PLAN), open_map()
    expected = town_card(town, held, request.plan(), library, world, request.names, load_language("en"))
    under = next(one for one in expected.under_plans if one.plan == PLAN)
    assert len(under.rules) > 1
    ask(page, f"{world.cities.at[town, 'name_en']}, {expected.raion}")
    assert under.sentence in card(page)
    assert "divided by the line" in card(page)


def test_the_list_is_worked_by_keyboard(open_map: OpenMap) -> None:
    page = open_map()
    box = page.locator("#town")
    box.press_sequentially("Ivanivka")
    assert box.get_attribute("aria-expanded") == "true"
    options = page.locator("#towns-found [role=option]")
    assert options.count() == 12
    for _ in range(2):
        box.press("ArrowDown")
    active = box.get_attribute("aria-activedescendant")
    assert options.nth(1).get_attribute("id") == active
    assert options.nth(1).get_attribute("aria-selected") == "true"
    box.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    assert box.input_value() == "Ivanivka"
    box.press("ArrowUp")
    assert options.last.get_attribute("aria-selected") == "true"
    box.press("Enter")
    assert box.get_attribute("aria-expanded") == "false"
    assert "Ivanivka" in card(page)
    assert page.evaluate("document.activeElement.id") == "town"


def test_on_a_telephone_everything_has_room(open_map: OpenMap) -> None:
    page = open_map(size=(390, 844))
    page.locator("#town").fill("Ivanivka")
    for target in page.locator("#towns-found li, #town").all():
        box = target.bounding_box()
        assert box is not None
        assert box["height"] >= 24
        assert box["x"] + box["width"] <= 390
    page.locator("#towns-found li").first.click()
    off = page.locator("#town-off").bounding_box()
    assert off is not None
    assert off["height"] >= 24
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@with_axe
@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_it_breaks_no_rule_listing_or_after_a_choice(open_map: OpenMap, size: tuple[int, int]) -> None:
    page = open_map(size=size)
    page.locator("#town").fill("Ivanivka")
    page.locator("#town").press("ArrowDown")
    listing = violations(page)
    page.locator("#town").press("Enter")
    assert listing + violations(page) == []


def test_close_up_the_map_names_villages_without_a_server(open_map: OpenMap) -> None:
    page = open_map()
    assert page.evaluate("() => window.atlas.it.dotted") == 0
    page.evaluate("() => window.atlas.it.map.setView([48.7, 37.6], 11, {animate: false})")
    page.wait_for_function("() => document.querySelectorAll('.town.small').length > 10")
    assert page.evaluate("() => window.atlas.it.dotted") > 50
    names = page.locator(".town").all_inner_texts()
    assert len(names) == len(set(zip(names, page.locator(".townmark").evaluate_all(
        "all => all.map(one => one.style.transform)"), strict=True))), "no settlement is named twice"


def test_a_hostile_name_stays_text(open_map: OpenMap, request_of: RequestOf, tmp_path: Path) -> None:
    request = request_of("freeze")
    named = request.world.places["settlement"] == KRAMATORSK
    words = f"Zzyzx {HOSTILE}"
    places = request.world.places.assign(**{column: request.world.places[column].mask(named, words)
                                            for column in ("name_en", "name_uk")})
    path = tmp_path / "hostile.html"
    path.write_bytes(standalone(replace(request, world=replace(request.world, places=places))))
    page = open_map(at=path)
    page.locator("#town").fill("Zzyzx")
    assert "<img src=x" in page.locator("#towns-found").inner_text()
    page.locator("#town").press("Enter")
    assert "<img src=x" in card(page)
    assert page.locator("#towns-found img, #town-card img, .townmark img").count() == 0
