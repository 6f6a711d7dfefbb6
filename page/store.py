"""What is kept between runs, keyed by short values. Nothing kept here is ever changed."""

import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from geo.claims import Statement, load_claims, load_remaining
from geo.comparison import Comparison, compare_all
from geo.gazetteer import Names, load_names
from geo.ground import Ground
from geo.inquiry import control_for, ground_for, outcome_of, reference_days
from geo.names import UnknownPlace
from geo.outcome import Outcome
from geo.scenarios import Library, load_library
from geo.settlements import held_places, listed
from geo.world import World, load_world
from layers.alt_text import alt_text
from layers.claims import claims_html
from layers.language import UNITS, Language, languages, load_language
from layers.ledger import areas_html, ledger_html
from layers.order import Order
from layers.sentences import Headline, headlines, summary, title
from layers.town_card import TownCard, town_card
from layers.webmap import map_state, publish_base, publish_code, publish_ground, publish_strip
from page.choice import Choice

GROUNDS_KEPT = 64
OUTCOMES_KEPT = 400


@st.cache_resource(show_spinner=False)
def world() -> World:
    return load_world()


@st.cache_resource(show_spinner=False)
def library() -> Library:
    return load_library(world().regions.index, periods=world().periods)


@st.cache_resource(show_spinner=False)
def language(code: str, units: str) -> Language:
    return load_language(code, units)


@st.cache_resource(show_spinner=False)
def language_codes() -> list[str]:
    return languages()


@st.cache_resource(show_spinner=False)
def files() -> Path:
    """The folder that the browser fetches shapes from; it goes when the server goes."""
    folder = tempfile.TemporaryDirectory(prefix="atlas-")
    _folders.append(folder)
    return Path(folder.name)


_folders: list[tempfile.TemporaryDirectory[str]] = []


@st.cache_resource(show_spinner=False, max_entries=GROUNDS_KEPT)
def ground(on: date, margin_km: float) -> Ground:
    return ground_for(world(), control_for(world(), on), reference_days(library()), margin_km)


@st.cache_resource(show_spinner=False, max_entries=OUTCOMES_KEPT)
def outcome(plan: str, on: date, margin_km: float, strip_km: float | None) -> Outcome:
    return outcome_of(world(), library()[plan], ground(on, margin_km), strip_km)


@dataclass(frozen=True)
class Words:
    """The page's text for one outcome in one language."""

    title: str
    summary: str
    headlines: tuple[Headline, ...]
    ledger: str


@st.cache_resource(show_spinner=False, max_entries=OUTCOMES_KEPT)
def words(plan: str, on: date, margin_km: float, strip_km: float | None, code: str,
          units: str) -> Words:
    answer, tongue = outcome(plan, on, margin_km, strip_km), language(code, units)
    names = region_names(code)
    return Words(
        title=title(answer, names, tongue),
        summary=summary(answer, names, tongue),
        headlines=tuple(headlines(answer, world(), tongue)),
        ledger=ledger_html(answer, world(), names, tongue, listed(held(on), answer.scenario)),
    )


@st.cache_resource(show_spinner=False, max_entries=OUTCOMES_KEPT)
def description(choice: Choice, regions: frozenset[str] | None) -> str:
    """The alt text of a choice's map."""
    tongue = language(choice.language, choice.units)
    answer = outcome(choice.plan, choice.on, choice.margin_km, choice.strip_km)
    return alt_text(Order(world(), library(), answer.ground, answer, tongue, regions=regions))


@st.cache_resource(show_spinner=False)
def region_names(code: str) -> dict[str, str]:
    """Names of the regions by id in the reader's language, where the data has it."""
    return world().regions[language(code, UNITS[0]).name_column].to_dict()


@st.cache_resource(show_spinner=False)
def names() -> Names:
    """The search index: built when somebody first searches, so the first paint does not wait."""
    return load_names(world().places, regions=world().regions)


@st.cache_resource(show_spinner=False, max_entries=GROUNDS_KEPT)
def held(on: date) -> pd.DataFrame:
    """Who holds every place on a day, and on the earlier days that plans refer to."""
    befores = {day: control_for(world(), day) for day in reference_days(library())}
    return held_places(world(), control_for(world(), on), befores)


@st.cache_resource(show_spinner=False, max_entries=OUTCOMES_KEPT)
def town(place: str, on: date, margin_km: float, strip_km: float | None, code: str,
         units: str) -> TownCard:
    """The card of a settlement.

    Raises
    ------
    UnknownPlace
        If no settlement has this code.
    """
    if not (held(on)["settlement"] == place).any():
        raise UnknownPlace(f"There is no settlement with the code '{place}'.")
    answer = outcome(library().default, on, margin_km, None)
    return town_card(place, held(on), answer, library(), world(), region_names(code),
                     language(code, units), strip_km)


@st.cache_resource(show_spinner=False)
def claims(code: str, units: str) -> str:
    """What others published beside ours, as a table."""
    return claims_html(compared(), language(code, units))


@st.cache_resource(show_spinner=False)
def areas(code: str) -> str:
    """Measured and official areas, as a table."""
    return areas_html(world(), language(code, "km2"))


@st.cache_resource(show_spinner=False)
def remaining() -> tuple[Statement, ...]:
    return load_remaining()


@st.cache_resource(show_spinner=False)
def compared() -> tuple[Comparison, ...]:
    return tuple(compare_all(world(), library(), load_claims()))


@st.cache_resource(show_spinner=False, max_entries=GROUNDS_KEPT)
def ground_file(on: date, margin_km: float) -> str:
    """One file for every plan and margin: only the line decides its content and its name."""
    return publish_ground(ground(on, margin_km), files())


@st.cache_resource(show_spinner=False, max_entries=GROUNDS_KEPT)
def strip_file(plan: str, on: date, margin_km: float, strip_km: float | None) -> str | None:
    return publish_strip(outcome(plan, on, margin_km, strip_km), files())


@st.cache_resource(show_spinner=False, max_entries=OUTCOMES_KEPT)
def map_view(choice: Choice, files_url: str) -> dict[str, Any]:
    """The state that the browser's map is sent for a choice."""
    plan, on, margin_km, strip_km = choice.plan, choice.on, choice.margin_km, choice.strip_km
    strip = strip_file(plan, on, margin_km, strip_km)
    return map_state(
        outcome(plan, on, margin_km, strip_km),
        names=region_names(choice.language),
        language=language(choice.language, choice.units),
        layers=choice.layers,
        base=choice.base,
        ground_url=files_url + ground_file(on, margin_km),
        strip_url=files_url + strip if strip else None,
        at=choice.at,
    )


@st.cache_resource(show_spinner=False)
def base_file(code: str) -> str:
    return publish_base(world().regions, world().places, language(code, "km2"), files())


@st.cache_resource(show_spinner=False)
def code_files() -> tuple[str, str]:
    return publish_code(files())
