"""Aids for keyboard and screen reader: ways past the controls, what has changed, the map as a list."""

from pathlib import Path
from typing import Any

import streamlit as st

from layers.language import N_, Language
from layers.web.folium_map import ASSETS as SHARED
from layers.web.zone_facts import LIST_WORDS
from page.guard import guarded
from page.state.rendered import Words

HERE = Path(__file__).parent / "assets"

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
        _reading()(key="reading", data={"said": "" if silent else said, "words": words,
                                    "there": {"map": has_map, "list": has_map and has_list, "figures": True}})


def said(words: Words) -> str:
    """Return what a screen reader says of a view: plan, day and headline."""
    return " ".join([f"{words.name}.", f"{words.day}.", words.title])


@guarded("list of zones")
def zone_list(language: Language, *, has_cards: bool = True) -> None:
    """Draw the map as a list: regions, zones, and what each borders on."""
    words = {name: language.text(text) for name, text in LIST_WORDS.items()}
    words["show"] = words.pop("show_card") if has_cards else words["show"]
    _zones()(key="zone-list", data={"words": words, "ask": has_cards}, height="content")


@st.cache_resource(show_spinner=False)
def _reading() -> Any:
    return st.components.v2.component("reading", js=_script("sort", "reading"), isolate_styles=False)


@st.cache_resource(show_spinner=False)
def _zones() -> Any:
    return st.components.v2.component("zone-list", js=_script("zone_list", "zone_list"), isolate_styles=False)


def _script(shared: str, own: str) -> str:
    """Join a script that other pages have, too, with the page's own use of it."""
    return "\n".join([(SHARED / f"{shared}.js").read_text(encoding="utf-8"),
                      (HERE / f"{own}.js").read_text(encoding="utf-8")])
