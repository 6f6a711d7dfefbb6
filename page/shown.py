"""What is shown for a choice, kept between runs: words, cards, tables, and the states of the map."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from geo.corners import Corner
from geo.names import UnknownPlace
from geo.settlements import listed
from layers.alt_text import alt_text
from layers.claims import claims_html
from layers.difference import headlines as differing_headlines
from layers.difference import second_sentence, sentence
from layers.difference_ledger import ledger_html as differing_ledger
from layers.difference_map import difference_state
from layers.language import Language
from layers.ledger import areas_html, ledger_html
from layers.order import Order
from layers.sentences import Headline, headlines, summary, title
from layers.town_card import TownCard, town_card
from layers.webmap import (
    map_state,
    publish_base,
    publish_code,
    publish_ground,
    publish_strip,
    stamped,
)
from page import store
from page.choice import Case, Choice, Front
from page.store import GROUNDS_KEPT, OUTCOMES_KEPT


@dataclass(frozen=True)
class Words:
    """The page's text for one outcome, or one comparison, in one language."""

    title: str
    summary: str
    headlines: tuple[Headline, ...]
    ledger: str


@st.cache_resource(show_spinner=False, max_entries=OUTCOMES_KEPT)
def words(case: Case, code: str, units: str) -> Words:
    answer, tongue = store.outcome(case), store.language(code, units)
    names, world = store.region_names(code), store.world()
    towns = listed(store.held(case.front, store.befores(answer.scenario)), answer.scenario)
    return Words(
        title=title(answer, names, tongue),
        summary=summary(answer, names, tongue),
        headlines=tuple(headlines(answer, world, tongue)),
        ledger=ledger_html(answer, world, names, tongue, towns),
    )


@st.cache_resource(show_spinner=False, max_entries=OUTCOMES_KEPT)
def differing_words(first: Case, second: Case, code: str, units: str) -> Words:
    found, tongue = store.contrast(first, second), store.language(code, units)
    names = store.region_names(code)
    return Words(
        title=sentence(found, names, tongue),
        summary=second_sentence(found, names, tongue),
        headlines=tuple(differing_headlines(found, tongue)),
        ledger=differing_ledger(found, names, tongue),
    )


@st.cache_resource(show_spinner=False, max_entries=OUTCOMES_KEPT)
def description(case: Case, code: str, units: str, regions: frozenset[str] | None) -> str:
    """The alt text of a case's map."""
    answer = store.outcome(case)
    return alt_text(Order(store.world(), store.library_with(case), answer.ground, answer,
                          store.language(code, units), regions=regions))


@st.cache_resource(show_spinner=False, max_entries=OUTCOMES_KEPT)
def town(place: str, case: Case, code: str, units: str) -> TownCard:
    """The card of a settlement under every shipped plan.

    Raises
    ------
    UnknownPlace
        If no settlement has this code.
    """
    held = store.held(case.front, store.befores())
    if not (held["settlement"] == place).any():
        raise UnknownPlace(f"There is no settlement with the code '{place}'.")
    answer = store.outcome(Case(case.front, store.library().default))
    return town_card(place, held, answer, store.library_with(case), store.world(), store.region_names(code),
                     store.language(code, units), case.strip_km)


@st.cache_resource(show_spinner=False)
def claims(code: str, units: str) -> str:
    """What others published beside ours, as a table."""
    return claims_html(store.compared(), store.language(code, units))


@st.cache_resource(show_spinner=False)
def areas(code: str) -> str:
    """Measured and official areas, as a table."""
    return areas_html(store.world(), store.language(code, "km2"))


@st.cache_resource(show_spinner=False, max_entries=GROUNDS_KEPT)
def ground_file(front: Front, second: Front | None, days: tuple[Any, ...]) -> str:
    """One file for every plan and margin: only the lines decide its content and its name."""
    return publish_ground(store.surveyed(front, second, days), store.files())


@st.cache_resource(show_spinner=False, max_entries=GROUNDS_KEPT)
def strip_file(case: Case) -> str | None:
    return publish_strip(store.outcome(case), store.files())


@st.cache_resource(show_spinner=False, max_entries=OUTCOMES_KEPT)
def map_view(choice: Choice, files_url: str, corners: tuple[Corner, ...] | None) -> dict[str, Any]:
    """The state that the browser's map is sent for a choice; `corners` are those of a zone being drawn."""
    state = _compared(choice, files_url) if choice.view == "compare" else _planned(choice, files_url)
    more: dict[str, Any] = {"keys": True} if choice.mode == "present" else {}
    if corners is not None:
        more["corners"] = corners
    return stamped(state, **more)


def _compared(choice: Choice, files_url: str) -> dict[str, Any]:
    first, second = choice.cases
    other = second.front if second.front != first.front else None
    days = store.befores(store.plan_of(first), store.plan_of(second))
    return difference_state(
        store.contrast(first, second),
        store.region_names(choice.language), store.language(choice.language, choice.units),
        choice.layers, choice.base, files_url + ground_file(first.front, other, days), choice.at)


def _planned(choice: Choice, files_url: str) -> dict[str, Any]:
    case, strip = choice.case, strip_file(choice.case)
    return map_state(
        store.outcome(case), store.region_names(choice.language),
        store.language(choice.language, choice.units), choice.layers, choice.base,
        ground_url=files_url + ground_file(case.front, None, store.befores(store.plan_of(case))),
        strip_url=files_url + strip if strip else None,
        at=choice.at,
    )


@st.cache_resource(show_spinner=False)
def base_file(code: str) -> str:
    language: Language = store.language(code, "km2")
    return publish_base(store.world().regions, store.world().places, language, store.files())


@st.cache_resource(show_spinner=False)
def code_files() -> tuple[str, str]:
    return publish_code(store.files())


def query_text(choice: Choice, **changes: Any) -> str:
    """The query of the address of a choice, or of one that differs from it in some things."""
    return urlencode(replace(choice, **changes).to_query(store.world().version))
