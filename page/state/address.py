"""Between a session and the browser's address bar: what the address asks for, and what it comes to say."""

from dataclasses import replace

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from geo.case import ARCHIVE, RECORD
from geo.errors import GeoError
from layers.address import query_of, query_text, read_query
from layers.choice import Choice
from layers.parameter import ChoiceError, Offered
from page.state import cache


def is_asked() -> bool:
    """Whether the browser brings an address of its own: when a session begins, and on Back and Forward.

    In every other run the address is what the run before wrote. It is not compared with that: a
    reader who clicks faster than the browser is told of its new address still sends the old one.
    """
    context = get_script_run_ctx()
    return "plan" not in st.session_state or (context is not None and context.is_history_navigation)


def asked() -> tuple[Choice, list[GeoError]]:
    """The choice that the browser's address asks for, and a fault for every part that cannot be used."""
    world, state = cache.world(), st.session_state
    line = state.get("line", RECORD)
    # A reader's own line is at hand for as long as its file stays in the sidebar.
    at_hand = frozenset() if line in (RECORD, ARCHIVE) else frozenset({line})
    offered = Offered(cache.library(), world.periods, cache.language_codes(), world.regions.index, at_hand)
    return read_query(st.query_params.to_dict(), offered, world.version)


def written(choice: Choice) -> tuple[dict[str, str], list[GeoError]]:
    """The address of a choice; where that would be too long, of the choice without its drawn zone."""
    version = cache.world().version
    try:
        return query_of(choice, version), []
    except ChoiceError as fault:
        return query_of(replace(choice, zone=""), version), [fault]


def address_of(choice: Choice, **changes: object) -> str:
    """The address, from `?` on, of a choice, or of one that differs from it in some values."""
    return query_text(choice, cache.world().version, **changes)
