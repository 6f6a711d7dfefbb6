"""What an area or a number of people is comparable with, in words."""

import pandas as pd

from geo.gazetteer.states import Comparable, comparable
from layers.language import N_, Language

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
