"""The page with data and cards at addresses of their own; `app.py` is the page without them."""

from pathlib import Path

import streamlit as st

from page.state import cache
from server.middleware import middleware
from server.routes import routes

app = st.App(Path(__file__).parent / "app.py", routes=routes(cache.workspace),
             middleware=middleware(cache.workspace))
