"""The page: the reader chooses a plan and a line of contact and sees who would hold what."""

from pathlib import Path

import streamlit as st

from geo.errors import ScenarioError
from layers.choice import Choice
from layers.language import N_, UNITS, Language
from page import messages
from page.guard import guarded
from page.language import browser_language
from page.layout import Room, room
from page.reading import declare_language
from page.sidebar import seed, sidebar
from page.state import cache
from page.state.address import asked, is_asked, write, written
from page.style import STYLE
from page.views.switch import show, view_switch
from page.views.time_slider import arrive

PAGE = Path(__file__).parent / "page" / "assets"
TITLE = N_("Ukraine peace plans: who would hold what")


def main() -> None:
    """Draw the page; errors are shown on it, and a part that fails does not affect the others."""
    st.set_page_config(page_title=TITLE, layout="wide",
                       page_icon=str(PAGE / "icon.png"))
    st.html(STYLE)
    with guarded("the whole page"):
        draw()


def draw() -> None:
    """Draw everything from top to bottom, then update the address."""
    library = cache.library()
    if not library.plans:
        st.error(cache.language(browser_language(), UNITS[0]).text(N_("No plan can be read.")))
        return
    if is_asked():
        first, st.session_state["found"] = asked()
        seed(first)
        st.session_state.pop("first", None)
    arrive()
    choice, language, places = chosen()
    show(choice, language, places)
    if not st.session_state.get("playing"):  # otherwise every day played would add a Back step
        write(choice)


def chosen() -> tuple[Choice, Language, Room]:
    """Read the reader's choice from sidebar and view switch; show messages on values that cannot be used.

    They stand below the map, which no sentence moves.
    """
    state = st.session_state
    language = cache.language(state["language"], state["units"])
    choice, wrong = sidebar(language)
    language = cache.language(choice.language, choice.units)
    st.set_page_config(page_title=language.text(TITLE))
    declare_language(language)
    if choice != state.setdefault("first", choice):
        state["found"] = []  # problems with the address no longer matter after a change
    wrong += written(choice)[1]
    broken = [ScenarioError(text) for text in cache.library().faults]
    view_switch(choice, language)
    places = room()
    with places.messages:
        messages.show([*state["found"], *wrong, *broken], language)
    return choice, language, places


main()
