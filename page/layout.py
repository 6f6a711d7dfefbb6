"""The frame that all views with a map share, so that the map is never taken down between them."""

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
    """What a view puts above its sentence, in the one container that every view has."""
    with st.container(key="above"), guarded("row above the map"):
        if draw is not None:
            draw()


def stage(choice: Choice, words: Words, language: Language, side: Draw, clicked: Clicked,
          corners: tuple[Corner, ...] | None = None) -> None:
    """Sentence, figures, map and what stands beside it.

    A browser builds a map anew that comes to another place on the page. What a view puts above it
    therefore goes into one container (see `above`), which is there even if it is empty.

    Parameters
    ----------
    choice
        What the map shows.
    words
        The sentences and figures above it.
    side
        Draws what stands beside the map.
    clicked
        Told the longitude and latitude of a new click; the page is drawn anew after it.
    corners
        Those of a zone that is being drawn; None if none is.
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
