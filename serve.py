"""The page with data and cards at addresses of their own; `app.py` is the page without them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st

from layers.plate.fonts import remove_faces
from page.state import cache
from page.state.files import remove_folders
from server.routes import beside


@asynccontextmanager
async def clearing_up(_app: st.App) -> AsyncIterator[None]:
    """Remove temporary folders at the end: the web server ends by its signal, so nobody else would."""
    yield
    remove_folders()
    remove_faces()


_beside = beside(cache.workspace)

app = st.App(Path(__file__).parent / "app.py", routes=_beside.routes, middleware=_beside.middleware,
             lifespan=clearing_up)
