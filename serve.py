"""The page with data and cards at addresses of their own; `app.py` is the page without them."""

from pathlib import Path

import streamlit as st

from page.state import cache
from server.routes import beside

_beside = beside(cache.workspace)

app = st.App(Path(__file__).parent / "app.py", routes=_beside.routes, middleware=_beside.middleware)
