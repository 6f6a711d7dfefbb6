"""What an area or a number of people is comparable with, in words."""

import pandas as pd

from geo.gazetteer.states import Comparable, comparable
from geo.outcomes.figures import MIN_SHOWN_KM2, total
from geo.outcomes.outcome import Outcome
from geo.status import Side
from layers.language import N_, Language
from layers.text.wording import SIDE_WORDS

MOVED = (Side.LEAVES, Side.RETURNS, Side.OPEN)
"""Ground that is compared: what either side would leave, and what the text leaves open."""

ABOUT = 0.05
"""Up to this share a figure counts as the same."""

AREA_WORDS = (N_("about the area of {state} ({value})"),
              N_("{share} more than the area of {state} ({value})"),
              N_("{share} less than the area of {state} ({value})"))
PEOPLE_WORDS = (N_("about as many people as {state} has ({value})"),
                N_("{share} more people than {state} has ({value})"),
                N_("{share} fewer people than {state} has ({value})"))
SOURCE_NOTE = N_("Areas and populations of states: GeoNames (CC BY 4.0); populations as listed there, mostly "
                 "of about 2018.")


def moved(outcome: Outcome) -> list[tuple[Side, float, float]]:
    """Return each of MOVED that a plan has, with its area in square kilometres and its people."""
    sums = ((side, total(outcome.on_sides(side))) for side in MOVED)
    return [(side, figures["area_km2"], figures["people"]) for side, figures in sums
            if figures["area_km2"] >= MIN_SHOWN_KM2]


def area_line(side: Side, km2: float, states: pd.DataFrame, language: Language) -> str:
    """Say which state the ground of a side is about as large as; empty if there is none."""
    words = area_words(states, km2, language)
    return words and f"{language.text(SIDE_WORDS[side])}: {language.area(km2)}, {words}"


def moved_sentence(outcome: Outcome, states: pd.DataFrame, language: Language) -> str:
    """Say in one sentence which states are about as large as what a plan moves; empty if there are none."""
    lines = [area_line(side, km2, states, language) for side, km2, _people in moved(outcome)]
    there = "; ".join(filter(None, lines))
    return there and language.text(N_("{comparisons}. Areas of states: GeoNames (CC BY 4.0)."),
                                   comparisons=there)


def state_name(code: str, language: Language) -> str:
    """Return the name of a state in the reader's language, from CLDR."""
    return str(language.locale.territories[code])


def area_words(states: pd.DataFrame, km2: float, language: Language) -> str:
    """Say which state an area is about as large as; empty if there is none."""
    found = comparable(states, km2, "area_km2")
    return "" if found is None else _said(found, AREA_WORDS, language.area(found.value), language)


def people_words(states: pd.DataFrame, people: float, language: Language) -> str:
    """Say which state has about as many people; empty if there is none."""
    found = comparable(states, people, "population")
    return "" if found is None else _said(found, PEOPLE_WORDS, language.people(found.value), language)


def _said(found: Comparable, words: tuple[str, str, str], value: str, language: Language) -> str:
    off = found.ratio - 1
    chosen = words[0] if abs(off) <= ABOUT else words[1] if off > 0 else words[2]
    return language.text(chosen, state=state_name(found.state, language), value=value,
                         share=language.share(abs(off), 1))
