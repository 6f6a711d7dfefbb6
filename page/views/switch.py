"""The views of the page, and the switch between them."""

from functools import partial

import streamlit as st

from geo.outcomes.outcome import Outcome
from layers.choice import VIEWS, Choice
from layers.html.render import render
from layers.language import N_, Language
from layers.selection import shown_regions
from layers.text.legend import Entry, laid_entries
from layers.text.wording import NAME
from page.binding import bound
from page.editor.own_plan import own_box
from page.guard import guarded
from page.layout import Room, controls, stage
from page.parts.cards import comparison_line, plan_card, spot_card
from page.parts.downloads import downloads
from page.parts.explore.holds import holds_section
from page.parts.explore.pull_back import pull_back_section
from page.parts.explore.solver import solver_section
from page.parts.explore.together import together_section
from page.parts.frames import frame_row
from page.parts.interpretations import readings_section
from page.parts.notes import claims_section, notes, remaining_section
from page.parts.observers import observers_section
from page.parts.share import bare_view, share_panel
from page.parts.towns import choose_spot, search_box, settlements_section, town_section
from page.parts.upload_line import gap_section
from page.state import cache, rendered
from page.state.explored import laid_of
from page.state.rendered import NO_WORDS, Words
from page.views.compare import compare_view, legend_of
from page.views.draw_zone import corner_box, corners_of, zone_card
from page.views.history import history_section
from page.views.overview import glance_view
from page.views.time_slider import time_row

EDITOR_PX = 600


def view_switch(choice: Choice, language: Language) -> None:
    """Draw the two rows above the map, which are the same in every view and of a fixed height."""
    if choice.mode:
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="views", wrap=False):
        st.html(render("page/product", product=language.text(NAME)), width="content")
        st.segmented_control(
            language.text(N_("View")), list(VIEWS), required=True, wrap=False, label_visibility="collapsed",
            format_func=lambda view: language.text(VIEWS[view]), **bound("view", "choosing a view"))
        share_panel(choice, language)
    frame_row(choice, language)


def show(choice: Choice, language: Language, room: Room) -> None:
    """Draw the chosen view, and the sections below every view.

    Raises
    ------
    GeoError
        If the choice cannot be computed.
    """
    if choice.mode:
        bare(choice, language)
    else:
        SHOWN[choice.view](choice, language, room)


def bare(choice: Choice, language: Language) -> None:
    """Draw the map of a plan or a comparison without panels."""
    names = cache.region_names(choice.language)
    regions = shown_regions(list(names), choice.layers)
    if choice.view == "compare":
        first, second = choice.cases
        words = rendered.differing_words(first, second, choice.language, choice.units)
        lines = cache.lines(first, second)
        found = cache.workspace().difference(first, second)
        legend = legend_of(found, choice, language, regions)
    else:
        words = rendered.words(choice.case, choice.language, choice.units)
        lines = cache.lines(choice.case)
        legend = _legend(choice)
    bare_view(choice, words, legend, lines, language)


def seen(choice: Choice) -> tuple[Outcome, dict[str, str], Words]:
    """Return the content of a view of one plan: outcome, region names, and text."""
    names = cache.region_names(choice.language)
    words = NO_WORDS
    with guarded("sentences and table"):
        words = rendered.words(choice.case, choice.language, choice.units)
    return cache.workspace().outcome(choice.case), names, words


def _legend(choice: Choice) -> list[Entry]:
    """Return the legend of a plan's map: first what the reader laid over it."""
    laid = laid_entries((item.kind, item.words) for item in laid_of(choice))
    return [*laid, *rendered.legend(choice.case, choice.language, choice.units, choice.layers)]


def plan_view(choice: Choice, language: Language, room: Room) -> None:
    """Draw one plan on one line of contact."""
    outcome, names, words = seen(choice)

    def side() -> None:
        search_box(language)
        spot_card(outcome, choice, names, language)

    stage(room, choice, words, partial(_legend, choice), language, side, choose_spot)
    comparison_line(choice)
    town_section(choice, language)
    downloads(outcome, choice, shown_regions(list(names), choice.layers), language)
    gap_section(choice, language)
    observers_section(choice, language)
    if words.ledger:
        st.html(words.ledger)
    together_section(choice, language)
    pull_back_section(choice, language)
    solver_section(choice, language)
    holds_section(choice, language)
    settlements_section(outcome, choice, language)
    readings_section(outcome, choice, language)
    plan_card(outcome.scenario, language)
    claims_section(choice, language)
    remaining_section(language)
    notes(outcome.ground, cache.lines(choice.case), language)


def time_view(choice: Choice, language: Language, room: Room) -> None:
    """Draw one plan as the line of contact moves: slider, map, history of area and people."""
    controls(room, lambda: time_row(language))
    outcome, names, words = seen(choice)

    def side() -> None:
        spot_card(outcome, choice, names, language)

    stage(room, choice, words, partial(_legend, choice), language, side, choose_spot)
    history_section(outcome, choice, language)
    notes(outcome.ground, cache.lines(choice.case), language)


def zone_view(choice: Choice, language: Language, room: Room) -> None:
    """Draw a reader's zone, and its status under every plan."""
    outcome, _names, words = seen(choice)

    def side() -> None:
        with st.container(key="corners"):
            corner_box(choice, language)

    stage(room, choice, words, partial(_legend, choice), language, side, corners=corners_of(choice))
    zone_card(outcome, choice, language)
    notes(outcome.ground, cache.lines(choice.case), language)


def write_view(choice: Choice, language: Language, room: Room) -> None:
    """Draw the reader's own plan: the editor beside the map, with figures updated at once."""
    outcome, names, words = seen(choice)

    def side() -> None:
        with st.container(height=EDITOR_PX, border=False, key="editor"):
            own_box(choice, language)

    stage(room, choice, words, partial(_legend, choice), language, side, choose_spot)
    if words.ledger:
        st.html(words.ledger)
    downloads(outcome, choice, shown_regions(list(names), choice.layers), language)
    plan_card(outcome.scenario, language)
    notes(outcome.ground, cache.lines(choice.case), language)


SHOWN = {"plan": plan_view, "compare": compare_view, "all": glance_view, "time": time_view,
         "zone": zone_view, "write": write_view}
