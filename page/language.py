"""The language of the page: at first the one that the reader's browser asks for."""

from pathlib import Path
from typing import Any

import streamlit as st

from layers.language import DEFAULT_LANGUAGE, asked_for
from page.state import cache

ASSETS = Path(__file__).parent / "assets"


def browser_language() -> str:
    """Return the code of the language that the browser asks for first, of those that there are."""
    context = st.context
    accepted = context.headers.get("Accept-Language") or context.locale or DEFAULT_LANGUAGE
    return asked_for(accepted, cache.language_codes())


@st.cache_resource(show_spinner=False)
def _declaring() -> Any:
    return st.components.v2.component("language", js=(ASSETS / "language.js").read_text(encoding="utf-8"))


def declare_language(code: str) -> None:
    """Say in the document which language it is in, which a screen reader pronounces it by."""
    _declaring()(key="language-of-page", data={"code": code})
