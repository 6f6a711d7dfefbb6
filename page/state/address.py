"""Synchronisation of the session with the browser's address bar."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from geo.case import ARCHIVE, RECORD, RECORDS
from geo.errors import GeoError
from layers.address import query_of, read_query
from layers.choice import Choice
from layers.language import DEFAULT_LANGUAGE
from layers.parameter import ChoiceError, Offered
from page.language import browser_language
from page.state import cache

LANGUAGE = "language"
"""The parameter with the language."""


def is_asked() -> bool:
    """Say whether the address should be read: at the start of a session and after Back or Forward.

    In all other runs the address was written by the previous run. It is not compared, because the
    browser of a reader who clicks quickly may still send an older one.
    """
    context = get_script_run_ctx()
    return "plan" not in st.session_state or (context is not None and context.is_history_navigation)


def asked() -> tuple[Choice, list[GeoError]]:
    """Return the choice in the browser's address, and an error for every value that cannot be used."""
    world, state = cache.world(), st.session_state
    line = state.get("line", RECORD)
    # An uploaded line exists as long as its file stays in the sidebar.
    at_hand = frozenset() if line in (*RECORDS, ARCHIVE) else frozenset({line})
    offered = Offered(cache.library(), world.periods, cache.language_codes(), world.regions.index, at_hand)
    choice, faults = read_query(st.query_params.to_dict(), offered, world.version)
    if LANGUAGE not in st.query_params:
        choice = replace(choice, language=browser_language())
    return choice, faults


def written(choice: Choice) -> tuple[dict[str, str], list[GeoError]]:
    """Return the query of a choice; if that is too long, of the choice without its drawn zone."""
    version = cache.world().version
    try:
        return _named(choice, query_of(choice, version)), []
    except ChoiceError as fault:
        return _named(choice, query_of(replace(choice, zone=""), version)), [fault]


def write(choice: Choice) -> None:
    """Make the browser's address that of a choice."""
    st.query_params.from_dict(written(choice)[0])


def _named(choice: Choice, query: dict[str, str]) -> dict[str, str]:
    """Add the language wherever an address without one would be read in another, in this browser."""
    return query if browser_language() == DEFAULT_LANGUAGE else {**query, LANGUAGE: choice.language}


def address_of(choice: Choice, **changes: Any) -> str:
    """Return the address from `?` onwards of a choice, with `changes` applied first."""
    choice = replace(choice, **changes)
    return "?" + urlencode(_named(choice, query_of(choice, cache.world().version)))
