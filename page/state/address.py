"""Synchronisation of the session with the browser's address bar."""

from dataclasses import replace

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from geo.case import ARCHIVE, RECORD, RECORDS
from geo.errors import GeoError
from layers.address import query_of, query_text, read_query
from layers.choice import Choice
from layers.parameter import ChoiceError, Offered
from page.state import cache


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
    return read_query(st.query_params.to_dict(), offered, world.version)


def written(choice: Choice) -> tuple[dict[str, str], list[GeoError]]:
    """Return the query of a choice; if that is too long, of the choice without its drawn zone."""
    version = cache.world().version
    try:
        return query_of(choice, version), []
    except ChoiceError as fault:
        return query_of(replace(choice, zone=""), version), [fault]


def address_of(choice: Choice, **changes: object) -> str:
    """Return the address from `?` onwards of a choice, with `changes` applied first."""
    return query_text(choice, cache.world().version, **changes)
