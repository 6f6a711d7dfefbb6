"""What is shown for a choice, kept between runs: words, cards, tables, and the states of the map."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from geo.gazetteer.search import UnknownPlace
from geo.outcomes.drawn_vertices import Corner
from geo.outcomes.settlements import listed
from layers.choice import Case, Choice, LineChoice
from layers.html.claims import claims_html
from layers.html.difference_ledger import ledger_html as differing_ledger
from layers.html.ledger import areas_html, ledger_html
from layers.html.town_card import TownCard, town_card
from layers.language import Language
from layers.request import ExportRequest
from layers.text.alt_text import alt_text
from layers.text.credit import map_credit
from layers.text.difference import headlines as differing_headlines
from layers.text.difference import second_sentence, sentence
from layers.text.headline import kicker, summary, title
from layers.text.outcome import Headline, headlines
from layers.web.difference_state import difference_state
from layers.web.folium_map import publish_base, publish_code, publish_ground, publish_overlays
from layers.web.map_state import map_state, stamped
from page.state import cache
from page.state.cache import MAX_GROUNDS, MAX_OUTCOMES


@dataclass(frozen=True)
class Words:
    """The page's text for one outcome, or one comparison, in one language."""

    kicker: str
    title: str
    summary: str
    headlines: tuple[Headline, ...]
    ledger: str


NO_WORDS = Words("", "", "", (), "")
"""Where the text cannot be worked out: the map is shown without it."""


@st.cache_resource(show_spinner=False, max_entries=MAX_OUTCOMES)
def words(case: Case, code: str, units: str) -> Words:
    answer, language = cache.outcome(case), cache.language(code, units)
    names, world = cache.region_names(code), cache.world()
    held = cache.held(case.front, cache.earlier_days(answer.scenario))
    towns = listed(held.seen_by(answer.scenario.reference_date), answer.scenario, world.cities)
    return Words(
        kicker=kicker(answer, language),
        title=title(answer, names, language),
        summary=summary(answer, names, language),
        headlines=tuple(headlines(answer, world, language)),
        ledger=ledger_html(answer, world, names, language, towns),
    )


@st.cache_resource(show_spinner=False, max_entries=MAX_OUTCOMES)
def differing_words(first: Case, second: Case, code: str, units: str) -> Words:
    found, language = cache.contrast(first, second), cache.language(code, units)
    names = cache.region_names(code)
    return Words(
        kicker="",
        title=sentence(found, names, language),
        summary=second_sentence(found, names, language),
        headlines=tuple(differing_headlines(found, language)),
        ledger=differing_ledger(found, names, language),
    )


@st.cache_resource(show_spinner=False, max_entries=MAX_OUTCOMES)
def description(case: Case, code: str, units: str, regions: frozenset[str] | None) -> str:
    """The alt text of a case's map."""
    answer = cache.outcome(case)
    return alt_text(ExportRequest(cache.world(), cache.library_with(case), answer.ground, answer,
                          cache.language(code, units), regions=regions))


@st.cache_resource(show_spinner=False, max_entries=MAX_OUTCOMES)
def town(place: str, case: Case, code: str, units: str) -> TownCard:
    """The card of a settlement under every shipped plan.

    Raises
    ------
    UnknownPlace
        If no settlement has this code.
    """
    held = cache.held(case.front, cache.earlier_days(cache.plan_of(case)))
    if not (held.table["settlement"] == place).any():
        raise UnknownPlace(f"There is no settlement with the code '{place}'.")
    return town_card(place, held, cache.outcome(case), cache.library_with(case), cache.world(),
                     cache.region_names(code), cache.language(code, units), case.strip_km)


@st.cache_resource(show_spinner=False)
def claims(code: str, units: str) -> str:
    """What others published beside ours, as a table."""
    return claims_html(cache.compared(), cache.language(code, units))


@st.cache_resource(show_spinner=False)
def areas(code: str) -> str:
    """Measured and official areas, as a table."""
    return areas_html(cache.world(), cache.language(code, "km2"))


@st.cache_resource(show_spinner=False, max_entries=MAX_GROUNDS)
def ground_file(front: LineChoice, second: LineChoice | None, days: tuple[Any, ...]) -> str:
    """One file for every plan and margin: only the lines decide its content and its name."""
    return publish_ground(cache.surveyed(front, second, days), cache.files())


@st.cache_resource(show_spinner=False, max_entries=MAX_GROUNDS)
def overlays_file(case: Case) -> str | None:
    return publish_overlays(cache.outcome(case), cache.files())


@st.cache_resource(show_spinner=False, max_entries=MAX_OUTCOMES)
def map_view(choice: Choice, files_url: str, corners: tuple[Corner, ...] | None) -> dict[str, Any]:
    """The state that the browser's map is sent for a choice; `corners` are those of a zone being drawn.

    The settlement whose card is open is named on the map at any zoom.
    """
    state = _compared(choice, files_url) if choice.view == "compare" else _planned(choice, files_url)
    more: dict[str, Any] = {"keys": True} if choice.mode == "present" else {}
    if corners is not None:
        more["corners"] = corners
    cities = cache.world().cities
    if choice.place in cities.index:
        city = cities.loc[choice.place]
        more["named"] = {"name": city[cache.language(choice.language, choice.units).name_column],
                         "lon": city["lon"], "lat": city["lat"]}
    return stamped(state, **more)


def _compared(choice: Choice, files_url: str) -> dict[str, Any]:
    first, second = choice.cases
    other = second.front if second.front != first.front else None
    days = cache.earlier_days(cache.plan_of(first), cache.plan_of(second))
    return difference_state(
        cache.contrast(first, second),
        cache.region_names(choice.language), cache.language(choice.language, choice.units),
        choice.layers, choice.base, files_url + ground_file(first.front, other, days), choice.at,
        map_credit(cache.lines(first, second), cache.language(choice.language, choice.units)))


def _planned(choice: Choice, files_url: str) -> dict[str, Any]:
    case, overlays = choice.case, overlays_file(choice.case)
    return map_state(
        cache.outcome(case), cache.region_names(choice.language),
        cache.language(choice.language, choice.units), choice.layers, choice.base,
        ground_url=files_url + ground_file(case.front, None, cache.earlier_days(cache.plan_of(case))),
        overlays_url=files_url + overlays if overlays else None,
        at=choice.at,
        credit=map_credit(cache.lines(case), cache.language(choice.language, choice.units)),
    )


@st.cache_resource(show_spinner=False)
def base_file(code: str) -> str:
    language: Language = cache.language(code, "km2")
    return publish_base(cache.world().regions, cache.world().cities, language, cache.files())


@st.cache_resource(show_spinner=False)
def code_files() -> tuple[str, str]:
    return publish_code(cache.files())
