"""Aids for reading: ways past the controls, what has changed, the map as a list, the language."""

from calendar import month_name

import streamlit as st

from layers.language import DEFAULT_LANGUAGE, N_, Language
from layers.text.headline import sentence
from layers.web.map_files import ASSETS as SHARED
from layers.web.zone_facts import LIST_WORDS
from page.component import ASSETS as PAGE
from page.component import component
from page.guard import guarded
from page.state.rendered import Words

WORDS: dict[str, str] = {
    "links": N_("Ways past the controls"),
    "map": N_("To the map"),
    "list": N_("To the list of zones"),
    "figures": N_("To the figures"),
    "making": N_("The file is being made …"),
    "made": N_("The file is ready."),
}

SAID_BY_STREAMLIT: dict[str, str] = {
    "Choose date": N_("Choose a date"),
    "Choose date, {month}": N_("Choose a date: {month}"),
    "Use arrow keys to navigate dates. Enter to select. Escape to close.": N_(
        "The arrow keys lead from day to day, Enter takes one, Escape closes this."),
    "Selected Date: {day}": N_("Chosen: {day}"),
    "year, {field}": N_("{field}: year"),
    "month, {field}": N_("{field}: month"),
    "day, {field}": N_("{field}: day"),
    "Choose an option": N_("Choose one"),
    "Choose options": N_("Choose one or several"),
    "Clear all": N_("Remove all"),
    "Clear value": N_("Empty the field"),
    "Close": N_("Close this"),
    "Collapse sidebar": N_("Hide the controls"),
    "Expand sidebar": N_("Show the controls"),
    "Decrement": N_("Less"),
    "Increment": N_("More"),
    "Help": N_("What is this?"),
    "Link to heading": N_("Link to this heading"),
    "Next month": N_("The next month"),
    "Previous month": N_("The previous month"),
    "No results": N_("Nothing found"),
    "Open": N_("Open the list"),
    "Running...": N_("Working …"),
    "Selected values": N_("What is chosen"),
    "Sidebar": N_("Controls"),
    "Skip to main content": N_("To the content"),
    "Stop script": N_("Stop the work"),
    "Upload": N_("Choose a file"),
    "file upload": N_("The file to open"),
    "Help for {name}": N_("About: {name}"),
    "Press Enter to apply": N_("Enter applies it"),
    "Press {key}+Enter to apply": N_("{key}+Enter applies it"),
    "Cancel upload of {name}": N_("Do not open {name}"),
    "Remove {name}": N_("Remove: {name}"),
    "{size}MB per file": N_("at most {size} MB a file"),
}
"""What Streamlit says by itself, always in English, and what it means; a test finds more in a browser."""


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
    words = {name: language.text(text) for name, text in WORDS.items()}
    silent = bool(st.session_state.get("playing"))
    with st.sidebar:  # which is there in every view, and where nothing can be pushed down
        component("reading", uses=(SHARED / "sort.js", PAGE / "focus.js"), isolate_styles=False)(
            key="reading", data={"said": "" if silent else said, "words": words,
                                 "there": {"map": has_map, "list": has_map and has_list, "figures": True}})


def said(words: Words) -> str:
    """Return what a screen reader says of a view: plan, day and headline."""
    return " ".join([sentence(words.name), sentence(words.day), words.title])


@guarded("list of zones")
def zone_list(language: Language, *, has_cards: bool = True) -> None:
    """Draw the map as a list: regions, zones, and what each borders on."""
    words = {name: language.text(text) for name, text in LIST_WORDS.items()}
    words["show"] = words.pop("show_card") if has_cards else words["show"]
    component("zone-list", uses=(SHARED / "zone_list.js",), isolate_styles=False)(
        key="zone-list", data={"words": words, "ask": has_cards}, height="content")


@st.fragment
def declare_language(language: Language) -> None:
    """Say in the document which language it is in, and have Streamlit's own words said in it."""
    months = language.locale.months["stand-alone"]["wide"]
    words = {} if language.code == DEFAULT_LANGUAGE else {
        **{english: language.text(text) for english, text in SAID_BY_STREAMLIT.items()},
        **{f"{number} – {month}": f"{number} – {months[number]}"
           for number, month in enumerate(month_name[1:], start=1)}}
    component("language")(key="language-of-page", data={"code": language.code, "words": words},
                          on_set_change=lambda: None)
