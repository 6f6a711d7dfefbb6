"""The page with data and cards at addresses of their own; `app.py` is the page without them."""

from pathlib import Path

import streamlit as st

from geo.settings.variables import problems
from page.state import cache, files
from page.state.streamlit_internals import connected, log_through
from server.lifespan import Work, lifespan
from server.middleware import middleware
from server.probes import probes
from server.readiness import Readiness
from server.routes import routes

readiness = Readiness(problems())

app = st.App(Path(__file__).parent / "app.py",
             routes=[*probes(readiness, cache.world), *routes(cache.workspace)],
             middleware=middleware(cache.workspace),
             lifespan=lifespan(readiness, Work(cache.warm, connected, files.remove_folders, log_through)))
