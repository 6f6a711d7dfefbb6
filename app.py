"""The page: choose a plan and a line of contact, read who would hold what."""

from html import escape
from pathlib import Path

import streamlit as st

from geo.errors import GeoError, ScenarioError
from geo.outcome import Outcome
from layers.language import DEFAULT_LANGUAGE, N_, UNITS, Language
from layers.legend import as_html, entries
from layers.selection import shown_regions
from page import faults, store
from page.cards import headline_cards, plan_card, spot_card
from page.choice import Choice, from_query
from page.downloads import downloads
from page.mapview import show_map
from page.notes import claims_section, notes, remaining_section
from page.sidebar import seed, sidebar
from page.towns import nearest, search_box, settlements_section, town_section

PAGE = Path(__file__).parent / "page"
STYLE = (PAGE / "style.css").read_text(encoding="utf-8")


def main() -> None:
    """Draw the page from top to bottom."""
    st.set_page_config(page_title=N_("Ukraine peace plans: who would hold what"), layout="wide",
                       page_icon=str(PAGE / "icon.png"))
    st.html(f"<style>{STYLE}</style>")
    try:
        world, library = store.world(), store.library()
    except GeoError as fault:
        faults.show([fault], store.language(DEFAULT_LANGUAGE, UNITS[0]))
        return
    if not library.plans:
        st.error(N_("No plan can be read."))
        return
    if "plan" not in st.session_state:
        first, found = from_query(st.query_params.to_dict(), library, world.periods,
                                  store.language_codes(), world.version)
        seed(first)
        st.session_state["found"] = found
    state = st.session_state
    language = store.language(state["language"], state["units"])
    choice, wrong = sidebar(language)
    language = store.language(choice.language, choice.units)
    if choice != state.setdefault("first", choice):
        state["found"] = []  # once the reader has moved on, the address is no longer of interest
    broken = [ScenarioError(text) for text in library.faults]
    faults.show([*state["found"], *wrong, *broken], language)
    try:
        outcome = store.outcome(choice.plan, choice.on, choice.margin_km, choice.strip_km)
    except GeoError as fault:
        faults.show([fault], language)
        return
    body(outcome, choice, language)
    st.query_params.from_dict(choice.to_query(world.version))


def body(outcome: Outcome, choice: Choice, language: Language) -> None:
    """Everything below the messages: sentence, figures, map, table, plan, notes."""
    names = store.region_names(choice.language)
    words = store.words(choice.plan, choice.on, choice.margin_km, choice.strip_km,
                        choice.language, choice.units)
    st.html(f'<h1 class="lead">{escape(words.title)}</h1>'
            f'<p class="second">{escape(words.summary)}</p>')
    headline_cards(words.headlines, language)
    wide, narrow = st.columns([7, 3], gap="medium")
    with wide:
        clicked = show_map(choice, language)
        if clicked is not None and clicked != st.session_state.get("clicked"):
            st.session_state["clicked"] = st.session_state["at"] = clicked
            st.session_state["place"] = nearest(*clicked)
            st.rerun()
    shown = shown_regions(list(names), choice.layers)
    with narrow:
        search_box(language)
        st.html(as_html(entries(outcome, language, choice.layers, shown)))
        spot_card(outcome, choice, names, language)
        downloads(outcome, choice, shown, language)
    town_section(choice, language)
    st.html(words.ledger)
    settlements_section(outcome, choice, language)
    plan_card(outcome.scenario, language)
    claims_section(choice, language)
    remaining_section(language)
    notes(outcome, language)


main()
