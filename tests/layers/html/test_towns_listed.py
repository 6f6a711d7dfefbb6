"""Lists of settlements: complete, without duplicates, and safe with hostile names."""

import csv
import io
from collections import Counter
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pandas as pd
import pytest

from geo.gazetteer.cities import KINDS
from geo.outcomes.outcome import pieces
from geo.outcomes.settlements import HeldPlaces, counts, listed
from geo.plans.library import SCENARIOS, Library
from geo.plans.scenario import Scenario
from geo.world import World
from layers.html.ledger import ledger_html
from layers.html.town_card import card_html, town_card
from layers.language import Language, load_language
from layers.text.towns import COLUMNS, counted, tenure_words, towns_csv
from tests.conftest import DAYS
from tests.support.worlds.towns import OutcomeOn, PlacesOn

pytest_plugins = ["tests.support.worlds.towns"]

PLANS = sorted(path.stem for path in SCENARIOS.glob("*.toml"))
PREWAR, LEAK = DAYS[0], DAYS[2]
KRAMATORSK, POKROVSK = "UA1412009001", "UA1416021001"
CUT = {"UA1416021001": (41_282, 18_845), "UA6308009001": (20_398, 6_229),
       "UA6314001001": (10_719, 6_740), "UA1402013001": (1_240, 11_010)}
"""Pokrovsk, Kupiansk, Vovchansk and Chasiv Yar, cut by the line on the day of the leak: people in the
Ukrainian-held and in the Russian-held part."""

NASTY = '<img src=x onerror="alert(1)">{0}{town}\r\n, "&amp;\'</td><script>'
TAGS = {"div", "h2", "span", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td"}

every_plan = pytest.mark.parametrize("plan", PLANS)
every_day = pytest.mark.parametrize("day", DAYS, ids=str)


def seen(places: HeldPlaces, plan: Scenario, cities: pd.DataFrame) -> pd.DataFrame:
    """Return the settlements under a plan."""
    return listed(places.seen_by(plan.reference_date), plan, cities)


@every_day
@every_plan
def test_a_list_counts_everybody_once(
    plan: str, day: date, places_on: PlacesOn, library: Library, world: World, outcome_on: OutcomeOn
) -> None:
    """By region, holder and status, it has the people of the figures and of the places."""
    rows = seen(places_on(day), library[plan], world.cities)
    keys = ["region", "holder", "status"]
    of_list = rows.groupby(keys)["population"].sum()
    of_pieces = pieces(outcome_on(plan, day)).groupby(keys)["people"].sum()
    assert of_list.to_dict() == of_pieces[of_pieces > 0].to_dict()
    assert of_list.sum() == 43_520_464
    assert rows["population"].is_monotonic_decreasing


@every_plan
def test_a_list_has_every_settlement_once_and_a_cut_city_twice(
    plan: str, places_on: PlacesOn, library: Library, world: World
) -> None:
    """Four cities are cut on the day of the leak; all other settlements are listed once."""
    rows = seen(places_on(LEAK), library[plan], world.cities)
    times = Counter(rows["settlement"])
    assert set(times) == {place[:12] for place in world.places.index}
    assert {settlement for settlement, n in times.items() if n > 1} == set(CUT)
    assert max(times.values()) == 2


@every_plan
def test_every_row_is_counted_once(plan: str, places_on: PlacesOn, library: Library, world: World) -> None:
    """By status and kind; the rest of a hromada counts as a village."""
    rows = seen(places_on(LEAK), library[plan], world.cities)
    table = counts(rows, ["status"])
    assert list(table.columns) == list(KINDS)
    assert table.to_numpy().sum() == len(rows)
    for (status, kind), n in Counter(zip(rows["status"], rows["kind"], strict=True)).items():
        assert table.at[status, kind] == n


def test_counts_of_the_zone_in_donetsk_by_hand(
    places_on: PlacesOn, library: Library, world: World, english: Language
) -> None:
    """15 cities from Kramatorsk to the Ukrainian-held part of Chasiv Yar; 28 settlements, 119 villages."""
    rows = seen(places_on(LEAK), library["us-28-point"], world.cities)
    zone = rows[rows["status"] == "demilitarised"]
    assert zone["population"].sum() == 730_092
    assert list(zone["name_en"].head(3)) == ["Kramatorsk", "Sloviansk", "Kostiantynivka"]
    table = counts(zone, ["status"])
    assert counted(table.loc["demilitarised"], english) == "15 cities, 28 settlements, 119 villages"
    one = pd.Series({"city": 1, "settlement": 0, "village": 1})
    assert counted(one, english) == "1 city, 1 village"


def test_the_ledger_counts_the_towns_and_villages_of_a_zone(
    outcome_on: OutcomeOn, world: World, names: dict[str, str], english: Language
) -> None:
    assert "119 villages" in ledger_html(outcome_on("us-28-point", LEAK), world, names, english)


@pytest.mark.slow
@every_day
def test_the_file_of_a_list_survives_the_round_trip(
    day: date, places_on: PlacesOn, library: Library, world: World
) -> None:
    plan = library["us-28-point"]
    rows = seen(places_on(day), plan, world.cities)
    read = list(csv.DictReader(io.StringIO(towns_csv(rows, plan, day.isoformat()).decode("utf-8"))))
    assert tuple(read[0]) == COLUMNS
    assert len(read) == len(rows)
    assert sum(int(row["population"]) for row in read) == rows["population"].sum()
    assert Counter(row["status"] for row in read) == Counter(rows["status"])
    assert {(row["scenario"], row["line_date"]) for row in read} == {(plan.id, day.isoformat())}


def test_a_hostile_name_remains_a_single_field_of_the_file(
    places_on: PlacesOn, library: Library, world: World
) -> None:
    """Quotes, commas and line breaks are preserved; an empty list is a header."""
    plan = library["freeze"]
    rows = seen(places_on(LEAK), plan, world.cities).head(3).assign(name_en=NASTY)
    text = towns_csv(rows, plan, "2025-11-21").decode("utf-8")
    read = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["name_en"] for row in read] == [NASTY] * 3
    assert [int(row["population"]) for row in read] == rows["population"].tolist()
    assert towns_csv(rows.head(0), plan, "x").decode() == ",".join(COLUMNS) + "\r\n"


def test_a_city_cut_by_the_line_gets_two_rows_and_two_sentences(
    places_on: PlacesOn, outcome_on: OutcomeOn, library: Library, world: World, names: dict[str, str],
    english: Language
) -> None:
    rows = seen(places_on(LEAK), library["us-28-point"], world.cities)
    people = rows.set_index(["settlement", "holder"])["population"]
    assert {city: (people[city, "ukraine"], people[city, "russia"]) for city in CUT} == CUT
    card = town_card(POKROVSK, places_on(LEAK), outcome_on("freeze", LEAK), library, world, names, english)
    said = {under_plan.plan: under_plan.sentence for under_plan in card.under_plans}
    assert said["us-28-point"] == (
        "Ukrainian forces would withdraw from the Ukrainian-held part of Pokrovsk; it would lie in a "
        "demilitarised zone that Russian forces do not enter and that would be internationally recognised "
        "as Russian. The Russian-held part of Pokrovsk would stay under Russian military control and be "
        "recognised as Russian (de facto).")
    assert said["geneva-19-point"].count("is left open by the text.") == 2
    assert tenure_words(card.tenure, english).endswith(
        "divided by the line; residents before 2022 in each part: Russian-held 18,800, Ukrainian-held 41,300")
    assert "the line runs through it" in card_html(card, "x", english)


class Tags(HTMLParser):
    """The elements, attributes and text of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names, self.attributes, self.text = set[str](), set[str](), ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("settlement", [KRAMATORSK, POKROVSK])
def test_hostile_names_are_shown_literally(
    settlement: str, places_on: PlacesOn, outcome_on: OutcomeOn, library: Library, world: World,
    english: Language
) -> None:
    """None of the names of a town, whole or cut, or of its region, raion and hromada becomes an element."""
    held = places_on(LEAK)
    places = replace(held, table=held.table.assign(name_en=NASTY, name_uk=NASTY))
    units = {name: table.assign(name_en=NASTY, name_uk=NASTY) for name, table in world.units.items()}
    hostile = replace(world, places=places.table, units=units)
    card = town_card(settlement, places, outcome_on("freeze", LEAK), library, hostile,
                     dict.fromkeys(world.regions.index, NASTY), english)
    tags = Tags(card_html(card, NASTY, english))
    assert tags.names <= TAGS
    assert tags.attributes <= {"class", "data-told", "scope", "tabindex"}
    assert tags.text.count(NASTY) >= 4 + len(library.plans)


def test_in_ukrainian_a_card_has_the_ukrainian_names(
    places_on: PlacesOn, outcome_on: OutcomeOn, library: Library, world: World, names: dict[str, str]
) -> None:
    ukrainian = replace(load_language("en"), code="uk")
    card = town_card(KRAMATORSK, places_on(LEAK), outcome_on("freeze", LEAK), library, world, names,
                     ukrainian)
    assert card.names == ("Краматорськ", "Kramatorsk")
    assert (card.raion, card.hromada) == ("Краматорський", "Краматорська")
    assert all("Краматорськ" in under_plan.sentence for under_plan in card.under_plans)


def test_a_card_of_crimea_gives_the_year_of_its_population(
    places_on: PlacesOn, outcome_on: OutcomeOn, library: Library, world: World, names: dict[str, str],
    english: Language
) -> None:
    """2014 there, 2022 elsewhere; no raion or hromada if none is known."""
    for settlement, words in {"UA8500000000": "382,654 on 1 January 2014",
                              KRAMATORSK: "147,145 on 1 January 2022"}.items():
        card = town_card(settlement, places_on(LEAK), outcome_on("freeze", LEAK), library, world, names,
                         english)
        html = card_html(card, "21 November 2025", english)
        assert words in html
        assert ("Kramatorskyi raion" in html) == (settlement == KRAMATORSK)
        assert ", ," not in html
