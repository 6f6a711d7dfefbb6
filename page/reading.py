"""Aids for keyboard and screen reader: ways past the controls, what has changed, the map as a list."""

import streamlit as st

from layers.language import N_, Language
from layers.web.folium_map import ASSETS as SHARED
from layers.web.zone_facts import LIST_WORDS
from page.component import component
from page.guard import guarded
from page.state.rendered import Words

LINK_WORDS: dict[str, str] = {
    "links": N_("Ways past the controls"),
    "map": N_("To the map"),
    "list": N_("To the list of zones"),
    "figures": N_("To the figures"),
}


@guarded("reading aids")
def reading(said: str, language: Language, *, has_map: bool = True, has_list: bool = True) -> None:
    """Draw the links past the controls, make tables sortable, and announce what has changed.

    Parameters
    ----------
    said
        What a screen reader says once this differs from before: plan, day and headline. While days are
        played it stays silent, and says where the play ended.
    language
        The reader's.
    has_map, has_list
        Whether the view has a map to go to, and beside it the list of its zones.
    """
    words = {name: language.text(text) for name, text in LINK_WORDS.items()}
    silent = bool(st.session_state.get("playing"))
    with st.sidebar:  # which is there in every view, and where nothing can be pushed down
        component("reading", uses=(SHARED / "sort.js",), isolate_styles=False)(
            key="reading", data={"said": "" if silent else said, "words": words,
                                 "there": {"map": has_map, "list": has_map and has_list, "figures": True}})


def said(words: Words) -> str:
    """Return what a screen reader says of a view: plan, day and headline."""
    return " ".join([f"{words.name}.", f"{words.day}.", words.title])


@guarded("list of zones")
def zone_list(language: Language, *, has_cards: bool = True) -> None:
    """Draw the map as a list: regions, zones, and what each borders on."""
    words = {name: language.text(text) for name, text in LIST_WORDS.items()}
    words["show"] = words.pop("show_card") if has_cards else words["show"]
    component("zone-list", uses=(SHARED / "zone_list.js",), isolate_styles=False)(
        key="zone-list", data={"words": words, "ask": has_cards}, height="content")


def declare_language(code: str) -> None:
    """Say in the document which language it is in, which a screen reader pronounces it by."""
    component("language")(key="language-of-page", data={"code": code})
