"""The buttons of a zone being drawn, which tell what is clicked on the map in one order with themselves."""

from collections.abc import Callable

import streamlit as st

from layers.language import N_, Language
from page.component import component
from page.state.drawing import Act, done, take_new

KEY = "zone-drawing"
STYLE = """
div { display: flex; flex-wrap: wrap; gap: .5rem; }
button { font: inherit; font-size: .88rem; min-height: 2.3rem; padding: .3rem .75rem;
  border: 1px solid var(--quiet); border-radius: .5rem; background: var(--field); color: var(--ink);
  cursor: pointer; }
button:hover { background: var(--paper); }
button[name=close] { border-color: #1F5F8B; background: #1F5F8B; color: #FFFFFF; }
button[name=close]:hover { background: #184C70; }
button:disabled, button[name=close]:disabled {
  border-color: var(--rule); background: var(--field); color: var(--edge); cursor: not-allowed; }
button:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
"""


def drawing_buttons(corners: int, measured: bool, do: Callable[[list[Act]], None],
                    language: Language) -> None:
    """Draw the buttons that close the zone, take back a corner, and clear all.

    Streamlit keeps only the last value of a map or a button, so that of two quick clicks one was lost, and
    a button could overtake the click before it. Here the browser keeps the list.

    Parameters
    ----------
    corners
        How many corners there are.
    measured
        Whether a zone has been measured.
    do
        Called with the acts of the reader that are new, clicks on the map among them, before the page runs.
    """
    say = language.text
    labels = {"close": say(N_("Close and measure")), "back": say(N_("Undo the last corner")),
              "clear": say(N_("Clear"))}
    component("drawing", css=STYLE)(
        key=KEY, height="content", default={"told": None}, on_told_change=lambda: do(_told()),
        data={"labels": labels, "corners": corners, "measured": measured, "done": done()})


def _told() -> list[Act]:
    return take_new(st.session_state[KEY].get("told"))
