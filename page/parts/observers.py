"""The section on two observers: where their records of a day differ, by region and by settlement."""

from datetime import date

import streamlit as st

from geo.case import RECORDS, LineChoice
from geo.errors import DateError
from geo.outcomes.observers import TwoObservers, two_observers
from geo.world import other_origin
from layers.choice import Choice
from layers.html.line_difference import gaps_html, observers_words, settlements_html
from layers.language import N_, Language
from layers.text.credit import short_source
from page.guard import guarded
from page.messages import literal
from page.panel import panel
from page.state import cache
from page.state.kept import kept

OPEN = "observers"


@guarded("two observers")
def observers_section(choice: Choice, language: Language) -> None:
    """Show where two observers differ on the chosen day; nothing if only one knows it."""
    if choice.line not in RECORDS or not _has_two(choice.on):
        return
    with panel(language.text(N_("Two observers: where they differ on this day")), OPEN) as is_open:
        if not is_open:
            return
        found = _found(choice.on)
        st.markdown(literal(observers_words(found, language)))
        names = cache.region_names(choice.language)
        st.html(gaps_html(found.ground, names, (short_source(found.first.origin, language),
                                                short_source(found.second.origin, language)), language))
        st.html(settlements_html(found, names, language))


def _has_two(day: date) -> bool:
    """Tell whether two observers know a day, without comparing them."""
    try:
        control = cache.workspace().control(LineChoice(day, 0.0))
    except DateError:
        return False
    return other_origin(cache.world(), control) is not None


@kept(32)
def _found(day: date) -> TwoObservers:
    return two_observers(cache.world(), day)
