"""Where the map looks: at a frame, until the reader moves it, or at a place that was searched for."""

from typing import Any

import streamlit as st

from layers.choice import Choice
from page.state import rendered

TURN, SPOT = "look-turn", "look-spot"
"""Session keys: how often the reader has asked to look somewhere, and the place looked at, if any."""

SPOT_ZOOM = 9.5
OVER_PX = 300
BESIDE_PX = 290
"""The width of what stands over the left side of a wide map, and of the box that a zone is drawn with, on its
right; frames keep clear of both."""


def look_at_frame(frame: str) -> None:
    """Show a frame, also if it was chosen before and the reader has moved the map since."""
    state = st.session_state
    state["frame"], state[TURN] = frame, state.get(TURN, 0) + 1
    state.pop(SPOT, None)


def look_at_spot(lon: float, lat: float) -> None:
    """Fly to a place, in degrees."""
    state = st.session_state
    state[SPOT], state[TURN] = (lon, lat), state.get(TURN, 0) + 1


def look_of(choice: Choice) -> dict[str, Any]:
    """Return where the map looks, as its script reads it.

    The map goes there when `key` changes, and, unless the reader has moved it, when it has to keep clear of
    another box. It does not depend on the plan, so that a switch of plan leaves the
    map where it is.
    """
    state = st.session_state
    look: dict[str, Any] = {"key": f"{choice.frame}/{state.get(TURN, 0)}",
                            "over": 0 if choice.mode else OVER_PX,
                            "beside": BESIDE_PX if choice.view == "zone" and not choice.mode else 0}
    if SPOT in state:
        lon, lat = state[SPOT]
        return {**look, "spot": [lat, lon], "zoom": SPOT_ZOOM}
    west, south, east, north = (round(edge, 2) for edge in rendered.frame_bounds(choice))
    if choice.at is not None:
        look["at"] = [choice.at[1], choice.at[0]]
    return {**look, "bounds": [[south, west], [north, east]]}
