"""One part of the page whose faults leave the others standing."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from geo.errors import GeoError
from geo.last_resort import LoggedFault, last_resort
from layers.language import DEFAULT_LANGUAGE, N_, UNITS, Language
from page import messages
from page.state import cache


@contextmanager
def guarded(part: str) -> Iterator[None]:
    """Show a fault as one sentence in the place where it happened; a foreseen one by the usual table.

    For a block of the page (`with guarded("map"):`), and as a decorator for a panel or for what a button
    does (`@guarded("card of a town")`). Streamlit's signals to stop or to run again pass through.

    Parameters
    ----------
    part
        What is drawn or done, for the log.
    """
    with last_resort(f"the page: {part}", _tell):
        try:
            yield
        except GeoError as fault:
            messages.show([fault], _language())


def _tell(fault: LoggedFault) -> None:
    words = _language().text(
        N_("Something went wrong in this part of the page; the rest works. The fault is in the log as "
           "{reference}."), reference=fault.reference)
    st.error(messages.literal(words))


def _language() -> Language:
    """That of the reader, or before anything is known of them the usual one."""
    state = st.session_state
    return cache.language(state.get("language", DEFAULT_LANGUAGE), state.get("units", UNITS[0]))
