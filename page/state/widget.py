"""Setting a widget from the server."""

import streamlit as st

_ABSENT = object()


def show_value(key: str, value: object) -> None:
    """Make a widget show a value, unless it does already.

    A value that is set travels to the browser with the run, and there replaces whatever the reader chooses
    while the run is being drawn: a click would be lost.
    """
    if st.session_state.get(key, _ABSENT) != value:
        st.session_state[key] = value
