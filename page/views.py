"""The views of the page, one thing per view, and the switch between them."""

import streamlit as st

from geo.outcome import Outcome
from layers.difference import entries as differing_entries
from layers.language import N_, Language
from layers.legend import as_html, entries
from layers.selection import shown_regions
from page import shown, store
from page.cards import plan_card, spot_card
from page.choice import VIEWS, Choice
from page.compare import compare_view
from page.downloads import downloads
from page.drawing import add_corner, corner_box, corners_of, zone_card
from page.glance import glance_view
from page.history import history_section
from page.modes import bare_view, share_panel
from page.notes import claims_section, notes, remaining_section
from page.own import own_box
from page.own_line import gap_section
from page.readings import readings_section
from page.shown import Words
from page.stage import above, stage
from page.times import time_row
from page.towns import choose_spot, search_box, settlements_section, town_section

EDITOR_PX = 600


def view_switch(choice: Choice, language: Language) -> None:
    """One thing per view; the map stays where it is when the view changes."""
    if choice.mode:
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="views"):
        st.segmented_control(
            language.text(N_("View")), list(VIEWS), key="view", required=True, persist_state="session",
            wrap=True, label_visibility="collapsed", format_func=lambda view: language.text(VIEWS[view]))
        share_panel(language)


def show(choice: Choice, language: Language) -> None:
    """Draw the view that is chosen, and what stands below every view.

    Raises
    ------
    GeoError
        If what is chosen cannot be worked out.
    """
    if choice.mode:
        bare(choice, language)
    else:
        SHOWN[choice.view](choice, language)


def bare(choice: Choice, language: Language) -> None:
    """The map of a plan or a comparison without the panels."""
    names = store.region_names(choice.language)
    regions = shown_regions(list(names), choice.layers)
    if choice.view == "compare":
        first, second = choice.cases
        words = shown.differing_words(first, second, choice.language, choice.units)
        legend = differing_entries(store.contrast(first, second), language, regions, choice.layers)
    else:
        words = shown.words(choice.case, choice.language, choice.units)
        legend = entries(store.outcome(choice.case), language, choice.layers, regions)
    bare_view(choice, words, legend, language)


def seen(choice: Choice) -> tuple[Outcome, dict[str, str], Words, frozenset[str]]:
    """What a view of one plan is made of: outcome, names of regions, words, and the regions shown."""
    names = store.region_names(choice.language)
    return (store.outcome(choice.case), names, shown.words(choice.case, choice.language, choice.units),
            shown_regions(list(names), choice.layers))


def plan_view(choice: Choice, language: Language) -> None:
    """One plan on one line of contact."""
    above()
    outcome, names, words, regions = seen(choice)

    def side() -> None:
        search_box(language)
        st.html(as_html(entries(outcome, language, choice.layers, regions)))
        spot_card(outcome, choice, names, language)
        downloads(outcome, choice, regions, language)

    stage(choice, words, language, side, choose_spot)
    town_section(choice, language)
    gap_section(choice, language)
    st.html(words.ledger)
    settlements_section(outcome, choice, language)
    readings_section(outcome, choice, language)
    plan_card(outcome.scenario, language)
    claims_section(choice, language)
    remaining_section(language)
    notes(outcome.ground, language)


def time_view(choice: Choice, language: Language) -> None:
    """One plan as the line of contact moves: a slider, the map, the history of area and people."""
    above(lambda: time_row(language))
    outcome, names, words, regions = seen(choice)

    def side() -> None:
        st.html(as_html(entries(outcome, language, choice.layers, regions)))
        spot_card(outcome, choice, names, language)

    stage(choice, words, language, side, choose_spot)
    history_section(outcome, choice, language)
    notes(outcome.ground, language)


def zone_view(choice: Choice, language: Language) -> None:
    """A zone that the reader draws, and what every plan does to it."""
    above()
    outcome, _names, words, regions = seen(choice)

    def side() -> None:
        corner_box(choice, language)
        st.html(as_html(entries(outcome, language, choice.layers, regions)))

    stage(choice, words, language, side, add_corner, corners_of(choice))
    zone_card(outcome, choice, language)
    notes(outcome.ground, language)


def write_view(choice: Choice, language: Language) -> None:
    """A plan of the reader's own: the editor beside the map, figures at once."""
    above()
    outcome, _names, words, regions = seen(choice)

    def side() -> None:
        with st.container(height=EDITOR_PX, border=False, key="editor"):
            own_box(choice, language)

    stage(choice, words, language, side, choose_spot)
    st.html(f'<div class="bare">{as_html(entries(outcome, language, choice.layers, regions))}</div>')
    st.html(words.ledger)
    downloads(outcome, choice, regions, language)
    plan_card(outcome.scenario, language)
    notes(outcome.ground, language)


SHOWN = {"plan": plan_view, "compare": compare_view, "all": glance_view, "time": time_view,
         "zone": zone_view, "write": write_view}
