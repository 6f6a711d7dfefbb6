"""The page with data and cards at addresses of their own; `app.py` is the page without them."""

from pathlib import Path

import streamlit as st

from geo.settings.variables import problems
from layers.plate.fonts import remove_faces
from page.state import cache, files
from page.state.streamlit_internals import connected, log_through
from server.lifespan import Work, lifespan
from server.prefix import prefix_of
from server.probes import probes
from server.readiness import Readiness
from server.routes import beside

readiness = Readiness(problems())


def remove_all() -> None:
    """Remove temporary folders at the end: the web server ends by its signal, so nobody else would."""
    files.remove_folders()
    remove_faces()


_prefix = prefix_of(st.get_option("server.baseUrlPath") or "")
_beside = beside(cache.workspace, _prefix)

app = st.App(Path(__file__).parent / "app.py",
             routes=[*probes(readiness, cache.world, _prefix), *_beside.routes],
             middleware=_beside.middleware,
             lifespan=lifespan(readiness, Work(cache.warm, connected, remove_all, log_through)))
