"""The language of the page, at first the one that the reader's browser asks for, and the reader's state."""

import streamlit as st
from babel.core import get_global

from layers.language import DEFAULT_LANGUAGE, asked_for
from page.state import cache

NOWHERE = "ZZ"
"""What CLDR has for a time zone of no state."""


def browser_language() -> str:
    """Return the code of the language that the browser asks for first, of those that there are."""
    context = st.context
    accepted = context.headers.get("Accept-Language") or context.locale or DEFAULT_LANGUAGE
    return asked_for(accepted, cache.language_codes())


def browser_state() -> str:
    """Return the state (ISO 3166-1) of the browser's time zone, or nothing if it does not tell."""
    state = str(get_global("zone_territories").get(st.context.timezone or "", NOWHERE))
    return "" if state == NOWHERE else state
