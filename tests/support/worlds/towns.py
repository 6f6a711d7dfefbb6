"""Towns that can be checked by hand, with all places and the cards of towns on a day, made once.

Test modules list this file in `pytest_plugins` and import from it (hence PYTEST_DONT_REWRITE).
"""

from collections.abc import Callable
from datetime import date
from functools import cache

import pytest

from geo.outcomes.outcome import Outcome
from geo.outcomes.settlements import HeldPlaces, held_places
from geo.plans.library import Library
from geo.world import World, control_for
from layers.html.town_card import TownCard, town_card
from layers.language import Language
from tests.conftest import DAYS

OutcomeOn = Callable[[str, date], Outcome]
PlacesOn = Callable[[date], HeldPlaces]
CardOn = Callable[[str, date], TownCard]

TOWNS = {  # id, number of parts in the record, and people
    "Pokrovsk": ("UA1416021001", 10, 60_127), "Myrnohrad": ("UA1416015001", 9, 46_098),
    "Kramatorsk": ("UA1412009001", 21, 147_145), "Avdiivka": ("UA1416001001", 5, 31_392),
    "Kherson": ("UA6510015001", 27, 279_131), "Enerhodar": ("UA2304011001", 4, 52_237),
    "Henichesk": ("UA6504001001", 5, 18_889), "Sevastopol": ("UA8500000000", 1, 382_654),
    "Vasylivka": ("UA4806025002", 1, 347), "Pokrovka": ("UA4806025003", 1, 191),
    "Pokrovske": ("UA4806025004", 1, 145),
}


@pytest.fixture(scope="session")
def places_on(world: World) -> PlacesOn:
    """All places on a day, which know who held them before the invasion, too."""
    before = {DAYS[0]: control_for(world, DAYS[0])}
    return cache(lambda day: held_places(world, control_for(world, day), before))


@pytest.fixture(scope="session")
def card_on(places_on: PlacesOn, outcome_on: OutcomeOn, library: Library, world: World,
            names: dict[str, str], english: Language) -> CardOn:
    """The card of one of TOWNS on a day."""
    return cache(lambda town, day: town_card(
        TOWNS[town][0], places_on(day), outcome_on("freeze", day), library, world, names, english))
