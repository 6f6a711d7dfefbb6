"""The language of the page: at first the one that the reader's browser asks for."""

import streamlit as st

from layers.language import DEFAULT_LANGUAGE, asked_for
from page.state import cache


def browser_language() -> str:
    """Return the code of the language that the browser asks for first, of those that there are."""
    context = st.context
    accepted = context.headers.get("Accept-Language") or context.locale or DEFAULT_LANGUAGE
    return asked_for(accepted, cache.language_codes())
