"""The folder that browsers fetch shapes from."""

import tempfile
from pathlib import Path

import streamlit as st

from layers.web.publish import Published, Shelf

_folders: list[tempfile.TemporaryDirectory[str]] = []


@st.cache_resource(show_spinner=False)
def shelf() -> Shelf:
    """The one folder of this server; it goes when the server goes."""
    folder = tempfile.TemporaryDirectory(prefix="atlas-")
    _folders.append(folder)
    return Shelf(Path(folder.name))


def give_back(value: object) -> None:
    """Release a published file that a store no longer keeps; anything else needs nothing."""
    if isinstance(value, Published):
        shelf().release(value)
