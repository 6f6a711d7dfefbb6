"""The layout that all views with a map share, so that switching views never rebuilds the map."""

from collections.abc import Callable

import streamlit as st

from geo.outcomes.drawn_vertices import Corner
from layers.choice import Choice
from layers.html.render import render
from layers.language import Language
from page.guard import guarded
from page.map import show_map
from page.parts.cards import headline_cards
from page.state.rendered import Words

Draw = Callable[[], None]
Clicked = Callable[[float, float], None]


def above(draw: Draw | None = None) -> None:
    """Draw a view's controls above its sentence, in a container that every view has."""
    with st.container(key="above"), guarded("row above the map"):
        if draw is not None:
            draw()


def stage(choice: Choice, words: Words, language: Language, side: Draw, clicked: Clicked,
          corners: tuple[Corner, ...] | None = None) -> None:
    """Draw the sentence, the figures, the map and the panel beside it.

    A browser rebuilds a map whose position on the page changes. Content above it therefore goes
    into one container (see `above`), which exists even if empty.

    Parameters
    ----------
    choice
        What the map shows.
    words
        The sentences and figures above the map.
    side
        Draws the panel beside the map.
    clicked
        Called with longitude and latitude (degrees) of a new click, before the page reruns.
    corners
        Corners of the zone being drawn, or None.
    """
    st.html(render("page/headline", kicker=words.kicker, title=words.title, second=words.summary))
    headline_cards(words.headlines, language)
    wide, narrow = st.columns([7, 3], gap="medium")
    spot = None
    with wide, guarded("map"):
        spot = show_map(choice, language, corners)
    with wide:
        if spot is not None and spot != st.session_state.get("clicked"):
            st.session_state["clicked"] = spot
            clicked(*spot)
            st.rerun()
    with narrow, guarded("column beside the map"):
        side()
