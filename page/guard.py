"""Error handling for parts of the page, so that an error in one leaves the others intact."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec

import streamlit as st

from geo.errors import GeoError
from geo.last_resort import LoggedFault, last_resort
from layers.language import DEFAULT_LANGUAGE, N_, UNITS, Language
from page import messages
from page.state import cache
from page.state.streamlit_internals import is_fragment_run

Arguments = ParamSpec("Arguments")


@contextmanager
def guarded(part: str) -> Iterator[None]:
    """Show an error as one sentence where it happened; expected errors use the table of messages.

    Use it for a block of the page (`with guarded("map"):`) or as a decorator for a panel or a button's
    callback (`@guarded("card of a town")`). Streamlit's stop and rerun signals pass through.

    Parameters
    ----------
    part
        The name of the part, for the log.
    """
    with last_resort(f"the page: {part}", _tell):
        try:
            yield
        except GeoError as fault:
            messages.show([fault], _language())


def on_change(part: str) -> Callable[[Callable[Arguments, None]], Callable[Arguments, None]]:
    """Guard the callback of a control outside all fragments, and ignore what a fragment's run says of it.

    Such a run (a step of playback, a map that was moved) brings along what the browser shows in every
    control. Where the server has just set another value, that is out of date and looks like a change.
    """

    def decorate(callback: Callable[Arguments, None]) -> Callable[Arguments, None]:
        @wraps(callback)
        def heard(*args: Arguments.args, **named: Arguments.kwargs) -> None:
            if not is_fragment_run():
                with guarded(part):
                    callback(*args, **named)

        return heard

    return decorate


def _tell(fault: LoggedFault) -> None:
    words = _language().text(
        N_("Something went wrong in this part of the page; the rest works. The fault is in the log as "
           "{reference}."), reference=fault.reference)
    st.error(messages.literal(words))


def _language() -> Language:
    """Return the reader's language, or the default if it is not known yet."""
    state = st.session_state
    return cache.language(state.get("language", DEFAULT_LANGUAGE), state.get("units", UNITS[0]))
