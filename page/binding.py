"""Widgets bound to a session key of their own name, which alone says what the reader chose.

The key of a widget holds what the browser says, and a message of a fragment's run (a step of playback, a
map that was moved) may bring along a value older than the one the server has just set. A widget that is
bound shows the value of the session and changes it only when the reader uses the widget.
"""

from collections.abc import Callable
from typing import Any

import streamlit as st

from page.guard import on_change
from page.state.widget import show_value

WIDGET = "{}-widget"
"""The key of the widget that is bound to a session key."""


def bound(name: str, part: str) -> dict[str, Any]:
    """Return the key and callback of a widget that shows and sets the session's value `name`.

    Parameters
    ----------
    name
        The session key, which must exist.
    part
        The name of the part of the page, for the log.
    """
    def keep(value: Any) -> None:
        st.session_state[name] = value

    return showing(WIDGET.format(name), st.session_state[name], keep, part)


def begin(name: str, first: object) -> None:
    """Set the session's value `name` to `first` if its widget was not drawn in the run before."""
    if WIDGET.format(name) not in st.session_state or name not in st.session_state:
        st.session_state[name] = first


def bound_first(name: str, first: object, part: str) -> dict[str, Any]:
    """Return the same as `bound`, beginning with `first` whenever the widget appears."""
    begin(name, first)
    return bound(name, part)


def showing(key: str, value: object, take: Callable[[Any], None], part: str) -> dict[str, Any]:
    """Return the key and callback of a widget that shows a value; `take` gets what the reader enters.

    For a widget that shows a part of the session's value, or several for one value.
    """
    show_value(key, value)

    def changed() -> None:
        take(st.session_state[key])

    return {"key": key, "on_change": on_change(part)(changed)}
