"""The row above the map: which part of it is shown, and the newest day."""

from datetime import date

import streamlit as st

from layers.alphabet import alphabetical
from layers.choice import Choice
from layers.frame import FRAMES, regions_of
from layers.language import N_, Language
from page.binding import showing
from page.guard import guarded
from page.state import cache
from page.state.look import look_at_frame

CHIP, REGION = "frame-chip", "frame-region"
NAMED = frozenset(region for frame in FRAMES for region in regions_of(frame) if len(regions_of(frame)) == 1)
"""The regions that are a frame with a name of their own."""


@guarded("parts of the map")
def frame_row(choice: Choice, language: Language) -> None:
    """Draw the frames and the regions to choose from, and a button for the newest line of contact."""
    say = language.text
    names, newest = cache.region_names(language.code), cache.world().periods[-1].last
    chip = showing(CHIP, choice.frame if choice.frame in FRAMES else None, _choose, "choosing a frame")
    region = showing(REGION, choice.frame if choice.frame in names else None, _choose, "choosing a region")
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="frames", wrap=False):
        st.segmented_control(say(N_("Area shown")), list(FRAMES), **chip, wrap=False,
                             label_visibility="collapsed", format_func=lambda frame: say(FRAMES[frame]))
        others = sorted(set(names) - NAMED, key=lambda region: alphabetical(names[region]))
        st.selectbox(say(N_("Region shown")), others, **region, width=150,
                     label_visibility="collapsed", placeholder=say(N_("A region …")),
                     format_func=names.__getitem__)
        if choice.on != newest:
            st.button(say(N_("Newest line: {day}"), day=language.day(newest)), key="newest", type="tertiary",
                      on_click=_go_to, args=(newest,))


def _choose(frame: str | None) -> None:
    """Show the frame; pressing the chosen one again returns to it."""
    look_at_frame(frame or st.session_state["frame"])


@guarded("going to the newest day")
def _go_to(day: date) -> None:
    st.session_state["on"] = day
