"""The page: choose a plan and a line of contact, read who would hold what."""

from pathlib import Path

import streamlit as st

from geo.errors import GeoError, ScenarioError
from layers.language import DEFAULT_LANGUAGE, N_, UNITS, Language
from layers.matrix import signs_css
from page import faults, store
from page.address import from_query
from page.choice import Choice
from page.sidebar import seed, sidebar
from page.times import arrive
from page.views import show, view_switch

PAGE = Path(__file__).parent / "page"
STYLE = (PAGE / "style.css").read_text(encoding="utf-8") + signs_css()


def main() -> None:
    """Draw the page from top to bottom."""
    st.set_page_config(page_title=N_("Ukraine peace plans: who would hold what"), layout="wide",
                       page_icon=str(PAGE / "icon.png"))
    st.html(f"<style>{STYLE}</style>")
    try:
        world, library = store.world(), store.library()
    except GeoError as fault:
        faults.show([fault], store.language(DEFAULT_LANGUAGE, UNITS[0]))
        return
    if not library.plans:
        st.error(N_("No plan can be read."))
        return
    if "plan" not in st.session_state:
        first, found = from_query(st.query_params.to_dict(), library, world.periods,
                                  store.language_codes(), world.version, regions=world.regions.index)
        seed(first)
        st.session_state["found"] = found
    arrive()
    choice, language = chosen()
    try:
        show(choice, language)
    except GeoError as fault:
        faults.show([fault], language)
        return
    st.query_params.from_dict(choice.to_query(world.version))


def chosen() -> tuple[Choice, Language]:
    """What the reader chose in sidebar and view switch, after a message on what cannot be used."""
    state = st.session_state
    language = store.language(state["language"], state["units"])
    choice, wrong = sidebar(language)
    language = store.language(choice.language, choice.units)
    if choice != state.setdefault("first", choice):
        state["found"] = []  # once the reader has moved on, the address is no longer of interest
    broken = [ScenarioError(text) for text in store.library().faults]
    view_switch(choice, language)
    with st.container(key="messages"):
        faults.show([*state["found"], *wrong, *broken], language)
    return choice, language


main()
