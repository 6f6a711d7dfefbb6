"""Panels that the reader opens: the content of a closed one is neither worked out nor sent."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st


@contextmanager
def panel(title: str, key: str, *, is_open_at_first: bool = False) -> Iterator[bool]:
    """Draw a panel; the context's value says whether it is open, and its content is to be drawn.

    Parameters
    ----------
    title
        What the reader sees of it while it is closed.
    key
        The session key that says whether it is open.
    is_open_at_first
        Whether it is open until the reader closes it.
    """
    st.session_state.setdefault(key, is_open_at_first)
    with st.expander(title, key=key, on_change="rerun") as box:
        yield bool(box.open)
