"""Sections of the notes: what words mean, what was corrected, and whether an old picture still holds."""

import streamlit as st

from geo.corrections.check import Since
from geo.corrections.log import load_log
from geo.errors import GeoError
from layers.glossary import explained
from layers.html.render import render
from layers.html.table import table_html
from layers.language import N_, Language
from layers.reading.asked import MAX_LENGTH, checked, read_asked
from layers.reading.corrections import SINCE, corrections_table, moved_table, since_words
from page import messages
from page.guard import guarded
from page.panel import panel
from page.state import cache

GLOSSARY, CORRECTIONS = "glossary", "corrections"
"""Keys of the panels."""
PRINTED = "plate-printed"
"""Session key of what the reader gives to have a picture checked."""


@guarded("glossary")
def glossary_section(language: Language) -> None:
    """Draw the glossary, which is sent once it is opened."""
    with panel(language.text(N_("What the words mean")), GLOSSARY) as is_open:
        if is_open:
            st.html(render("page/pairs", items=explained(language)))


@guarded("corrections")
def corrections_section(language: Language) -> None:
    """Draw the check of a picture, and below it the log of corrections."""
    say = language.text
    with panel(say(N_("Corrections; check a picture")), CORRECTIONS) as is_open:
        if is_open:
            _check(language)
            st.html(table_html(corrections_table(load_log().corrections, language)))


@st.fragment
@guarded("check of a picture")
def _check(language: Language) -> None:
    say = language.text
    printed = st.text_input(
        say(N_("Address, data version, or day of the last change printed on a picture")),
        key=PRINTED, max_chars=MAX_LENGTH, persist_state="session")
    if not printed.strip():
        return
    try:
        asked = read_asked(printed)
        known = asked.plan if asked.plan in cache.library().plans else None
        since = checked(load_log(), asked, cache.world().version, known)
    except GeoError as fault:
        messages.show([fault], language)
        return
    st.html(_answer(since, language))


def _answer(since: Since, language: Language) -> str:
    found = corrections_table(since.corrections, language, SINCE) if since.corrections else None
    return render("page/checked", words=since_words(since, language), corrections=found,
                  moved=moved_table(since, language))
