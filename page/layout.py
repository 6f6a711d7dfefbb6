"""The layout that all views with a map share, so that switching views never rebuilds or moves the map."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from geo.outcomes.drawn_vertices import Corner
from layers.choice import Choice
from layers.html.legend import legend_html
from layers.html.render import render
from layers.language import Language
from layers.text.headline import sentence
from layers.text.legend import Entry
from layers.text.outcome import two_that_matter
from page.guard import guarded
from page.map import show_map
from page.parts.cards import headline_cards
from page.parts.downloads import view_address
from page.reading import reading, said, zone_list
from page.state.rendered import Words

Draw = Callable[[], None]
Clicked = Callable[[float, float], None]


@dataclass(frozen=True)
class Room:
    """The places at the top of the page, in this order, whatever is in them.

    The map stands in `stage`; `controls` are a view's own, and `messages` say what could not be used. Content
    above the map has a fixed height, and all that may grow stands below it. The headline is read first and
    seen after these three, which the style sheet sees to.
    """

    headline: DeltaGenerator
    stage: DeltaGenerator
    controls: DeltaGenerator
    messages: DeltaGenerator


def room() -> Room:
    """Create the places at the top of the page."""
    return Room(st.container(key="headline"), st.container(key="stage"), st.container(key="controls"),
                st.container(key="messages"))


def controls(room: Room, draw: Draw) -> None:
    """Draw a view's own controls below the map."""
    with room.controls, guarded("controls of the view"):
        draw()


def stage(room: Room, choice: Choice, words: Words, legend: Callable[[], list[Entry]], language: Language,
          side: Draw, clicked: Clicked | None = None, corners: tuple[Corner, ...] | None = None) -> None:
    """Draw the map with name, date, figures and legend over it, and below it the sentence and all figures.

    A browser rebuilds a map whose position on the page changes, so every view draws the same elements here.

    Parameters
    ----------
    room
        The places at the top of the page.
    choice
        What the map shows.
    words
        The sentences and figures.
    legend
        Returns the legend.
    side
        Draws the panel over the right side of the map; below it on a phone, beside it with an editor.
    clicked
        Called with longitude and latitude (degrees) of a new click, before the page reruns.
    corners
        Corners of the zone being drawn, to which clicks belong (`page.views.drawing_buttons`), or None.
    """
    with room.stage:
        wide, narrow = st.columns([7, 3], gap="medium")
        spot = None
        with wide:
            st.html(render("page/over", plan=words.name, day=words.day,
                           figures=two_that_matter(words.headlines)))
            with guarded("map"):
                spot = show_map(choice, corners)
            with guarded("legend"):
                st.html(legend_html(legend(), language, folds=True))
            if clicked and spot is not None and spot != st.session_state.get("clicked"):
                # Another action can end this run between two lines; the click is then heard by the next run.
                clicked(*spot)
                st.session_state["clicked"] = spot
                st.rerun()
        with narrow, guarded("panel of the map"):
            side()
    with room.headline:
        st.html(render("page/headline", kicker=words.kicker, title=words.title, second=words.summary))
    about = f"{sentence(words.name)} {sentence(words.day)}"
    headline_cards(words.headlines, language, about, view_address(choice))
    zone_list(language, has_cards=clicked is not None)
    reading(said(words), language)
