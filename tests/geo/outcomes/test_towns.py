"""Towns that can be checked by hand: holder, date of the last change, and status under every plan.

The expected statuses are taken from the texts of the plans (`shared/facts/plans.md`) and the events,
not from the code.
"""

from datetime import date

import pandas as pd
import pytest

from geo.outcomes.settlements import tenure
from geo.plans.library import Library
from geo.world import World, control_for
from layers.language import Language
from layers.text.towns import tenure_words
from tests.conftest import DAYS
from tests.support.worlds.towns import TOWNS, CardOn, PlacesOn

pytest_plugins = ["tests.support.worlds.towns"]

PREWAR, FIRST, LEAK, LAST = DAYS

KINBURN = ("Vasylivka", "Pokrovka", "Pokrovske")

# The kind of ground each town is on, for each of the four days: D Donetsk, S Kherson and Zaporizhzhia,
# M Mykolaiv, C Sevastopol; lower case where Ukraine holds it.
GROUND = {
    "Pokrovsk": ("d", "d", "dD", "D"), "Myrnohrad": ("d", "d", "d", "D"),
    "Kramatorsk": ("d", "d", "d", "d"), "Avdiivka": ("d", "D", "D", "D"),
    "Kherson": ("s", "s", "s", "s"), "Enerhodar": ("s", "S", "S", "S"),
    "Henichesk": ("s", "S", "S", "S"), "Sevastopol": ("C", "C", "C", "C"),
    **dict.fromkeys(KINBURN, ("m", "M", "M", "M")),
}

UNDER = {  # effect of a plan's text on each kind of ground; Russia held none of D before 24 February 2022
    "20-point-stand": "d ukrainian, D frozen, s ukrainian, S frozen, m ukrainian, M returned, C open",
    "20-point-zone": "d special_zone, D frozen, s ukrainian, S frozen, m ukrainian, M returned, C open",
    "e3-counter": "d ukrainian, D deferred, s ukrainian, S deferred, m ukrainian, M deferred, C deferred",
    "europe-24-point":
        "d ukrainian, D deferred, s ukrainian, S deferred, m ukrainian, M returned, C deferred",
    "us-28-point": "d demilitarised international, D recognised de_facto, s ukrainian, "
                   "S recognised line, m ukrainian, M returned, C recognised de_facto",
    "ukraine-europe-april-2025":
        "d ukrainian, D deferred, s ukrainian, S deferred, m ukrainian, M returned, C deferred",
    "us-april-2025": "d ukrainian, D recognised us_de_facto, s ukrainian, S recognised us_de_facto, "
                     "m ukrainian, M returned, C recognised us_de_jure",
    "russia-june-2024": "d handed_over, D recognised treaty, s handed_over, S recognised treaty, "
                        "m ukrainian, M open, C recognised treaty",
    "peace-formula": "d ukrainian, D returned, s ukrainian, S returned, m ukrainian, M returned, C returned",
    "istanbul-2022": "d ukrainian, D returned, s ukrainian, S returned, m ukrainian, M returned, C deferred",
    "us-december-2025": "d special_zone, D frozen, s ukrainian, S frozen, m ukrainian, M open, C open",
    "geneva-19-point": "d open, D open, s open, S open, m ukrainian, M open, C open",
    "anchorage-2025": "d handed_over, D frozen, s ukrainian, S frozen, m ukrainian, M open, "
                      "C recognised de_jure",
    "kellogg-buffer": "d ukrainian, D frozen, s ukrainian, S frozen, m ukrainian, M frozen, C frozen",
    "freeze": "d ukrainian, D frozen, s ukrainian, S frozen, m ukrainian, M frozen, C frozen",
    **dict.fromkeys(
        ("eu-core-interests-feb-2026", "europe-12-point-october-2025", "erdogan-2024", "vance-2024",
         "europe-40km-buffer"),
        "d ukrainian, D frozen, s ukrainian, S frozen, m ukrainian, M frozen, C frozen"),
    **dict.fromkeys(
        ("indonesia-2023", "ukraine-june-2025"),
        "d ukrainian, D deferred, s ukrainian, S deferred, m ukrainian, M deferred, C deferred"),
    "monaco-model-april-2026": "d special_zone, D frozen, s ukrainian, S open, m ukrainian, M open, C open",
    "putin-october-2025": "d handed_over, D frozen, s ukrainian, S open, m ukrainian, M open, C open",
    "musk-2022": "d ukrainian, D deferred, s ukrainian, S deferred, m ukrainian, M open, "
                 "C recognised de_jure",
    "putin-april-2025": "d ukrainian, D frozen, s ukrainian, S frozen, m ukrainian, M frozen, "
                        "C recognised us_de_jure",
    "russia-memorandum-june-2025": "d handed_over, D recognised treaty, s handed_over, S recognised treaty, "
                                   "m ukrainian, M open, C recognised treaty",
}

SINCE = {  # town or village and day: since when, whether exact, and holder
    ("UA1416001001", FIRST): ("2024-02-20", False, "russia"),  # Avdiivka, up to twelve days late
    ("UA1416001001", LAST): ("2024-02-20", False, "russia"),
    ("UA8500000000", PREWAR): ("2022-02-23", False, "russia"),  # Sevastopol, held since 2014
    ("UA8500000000", LAST): ("2022-02-23", False, "russia"),
    ("UA6510015001", LAST): ("2022-11-14", False, "ukraine"),  # Kherson, entered on 11 November 2022
    ("UA1416021001", LEAK): (None, False, "ukraine"),  # Pokrovsk, cut by the line
    ("UA1416021001", date(2026, 2, 21)): ("2026-02-09", True, "russia"),  # except for its last part
    ("UA1416021001", LAST): ("2026-02-22", True, "russia"),
    ("UA1416015001", LAST): ("2026-02-17", True, "russia"),  # Myrnohrad
    ("UA1416013011", date(2024, 8, 27)): (None, False, "ukraine"),  # Kostiantynivka, a village
    ("UA1416013011", date(2024, 8, 28)): ("2024-08-28", True, "russia"),
    ("UA1416015005", date(2025, 10, 26)): ("2025-08-05", True, "russia"),  # Sukhetske, held for a time
    ("UA1416015005", date(2025, 10, 27)): ("2025-10-27", True, "ukraine"),
    ("UA1416015005", LAST): ("2026-08-03", True, "russia"),
}

every_day = pytest.mark.parametrize("day", DAYS, ids=str)
every_town = pytest.mark.parametrize("town", TOWNS)


def part_of(places: pd.DataFrame, settlement: str) -> pd.DataFrame:
    return places[places["settlement"] == settlement]


@every_day
@every_town
def test_a_town_has_the_status_that_each_text_gives_it(
    town: str, day: date, card_on: CardOn, library: Library
) -> None:
    """One status, or two if the line cuts it: the part with more people first."""
    card = card_on(town, day)
    assert {under_plan.plan for under_plan in card.under_plans} == set(UNDER) == set(library.plans)
    for under_plan in card.under_plans:
        table = dict(entry.split(" ", 1) for entry in UNDER[under_plan.plan].split(", "))
        found = [f"{rule.status} {rule.level or ''}".strip() for rule in under_plan.rules]
        assert found == [table[ground] for ground in GROUND[town][DAYS.index(day)]], under_plan.plan


@every_town
def test_a_card_describes_the_whole_town(town: str, card_on: CardOn, places_on: PlacesOn) -> None:
    """All parts of a city, all its people, and a point in the middle."""
    card, (settlement, parts, people) = card_on(town, LEAK), TOWNS[town]
    table = part_of(places_on(LEAK).table, settlement)
    assert (card.names[0], card.population, len(table)) == (town, people, parts)
    assert sum(card.tenure.shares.values()) == people
    for name, middle in (("lon", card.lon), ("lat", card.lat)):
        assert table[name].min() - 1e-9 <= middle <= table[name].max() + 1e-9


def test_the_only_places_held_in_mykolaiv_are_the_villages_of_kinburn(places_on: PlacesOn) -> None:
    for day, there in zip(DAYS, (set(), *3 * [set(KINBURN)]), strict=True):
        places = places_on(day).table
        held = places[(places["region"] == "UA-48") & (places["holder"] == "russia")]
        assert set(held["name_en"]) == there


@pytest.mark.parametrize("settlement, day", SINCE, ids=str)
def test_since_when_agrees_with_the_events(
    settlement: str, day: date, world: World, places_on: PlacesOn, english: Language
) -> None:
    since, exact, holder = SINCE[settlement, day]
    found = tenure(world, part_of(places_on(day).table, settlement), control_for(world, day))
    assert (found.since and found.since.isoformat(), found.exact, found.holder) == (since, exact, holder)
    words = tenure_words(found, english)
    assert words.startswith("Russian-held" if holder == "russia" else "Ukrainian-held")
    assert ("or earlier" in words) == (since is not None and not exact)
    assert ("on every recorded day until then" in words) == (since is None)
    if since:
        assert english.day(date.fromisoformat(since)) in words


@pytest.mark.parametrize("town, day", [("Avdiivka", PREWAR), ("Pokrovsk", FIRST), ("Myrnohrad", LEAK)])
def test_a_town_that_changed_hands_later_is_not_ukrainian_on_every_recorded_day(
    town: str, day: date, card_on: CardOn, english: Language
) -> None:
    assert "on every recorded day;" not in tenure_words(card_on(town, day).tenure, english)
