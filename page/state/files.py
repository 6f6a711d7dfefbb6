"""The folder from which browsers fetch shapes."""

import streamlit as st

from geo.writing.scratch import ScratchFolder
from layers.web.publish import Published, Shelf

_folders: list[ScratchFolder] = []


@st.cache_resource(show_spinner=False)
def shelf() -> Shelf:
    """Return this server's folder of files, which is deleted when the server stops."""
    folder = ScratchFolder()
    _folders.append(folder)
    return Shelf(folder.path)


def remove_folders() -> None:
    """Remove the folders of this server, for one that ends without Python's own clearing up."""
    for folder in _folders:
        folder.remove()


def give_back(value: object) -> None:
    """Release a value evicted from a store if it is a published file."""
    if isinstance(value, Published):
        shelf().release(value)
