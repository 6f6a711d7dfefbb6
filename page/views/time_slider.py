"""The time slider over the recorded days, with playback."""

from datetime import date, timedelta

import streamlit as st

from geo.control.dates import Period, unbroken
from layers.language import N_, Language
from page.binding import showing
from page.guard import guarded
from page.state import cache

NEXT = "time-next"
"""Session key of the next day in playback."""
PACE_S = 0.5  # between the drawing of a day and the next; a day not computed before adds its own time
STEPS: dict[int, str] = {28: N_("Four weeks"), 7: N_("A week"), 1: N_("A day")}


def daily() -> Period:
    """Return the longest run of consecutive days, which is the range of the slider."""
    return max(unbroken(cache.world().periods), key=lambda run: run.last - run.first)


@guarded("time slider")
def time_row(language: Language) -> None:
    """Draw the slider over the recorded days, the step buttons and the playback button."""
    say, state, span = language.text, st.session_state, daily()
    on = _chosen()
    st.slider(say(N_("Line of contact on")), span.first, span.last, format="YYYY-MM-DD",
              step=timedelta(days=1),
              **showing("time-on", _within(on), _slide, "moving the slider"))
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="time-row"):
        playing = bool(state.get("playing"))
        st.button(say(N_("Earlier")), key="time-back", on_click=_step, args=(-1,))
        st.button(say(N_("Pause")) if playing else say(N_("Play")), key="time-play", on_click=_play,
                  type="primary")
        st.button(say(N_("Later")), key="time-on-step", on_click=_step, args=(1,))
        st.selectbox(say(N_("Step")), list(STEPS), key="time-step", width=160, persist_state="session",
                     format_func=lambda days: say(STEPS[days]))
    if on not in span:
        st.caption(say(N_("{day} is a single day of the record: the slider has every day from {first} to "
                          "{last}, and nothing is filled in between."),
                       day=language.day(on), first=language.day(span.first), last=language.day(span.last)))
    st.fragment(_tick, run_every=PACE_S if playing else None)()


def arrive() -> None:
    """Apply the next day of playback before any widget of this run is drawn."""
    state = st.session_state
    if NEXT in state:
        state["on"] = state.pop(NEXT)


def _slide(day: date) -> None:
    state = st.session_state
    state["on"], state["playing"] = day, False


@guarded("stepping in time")
def _step(way: int) -> None:
    state = st.session_state
    state["on"], state["playing"] = _after(_within(_chosen()), way), False


@guarded("playing")
def _play() -> None:
    state = st.session_state
    state["playing"] = not state.get("playing")
    if state["playing"] and _chosen() >= daily().last:
        state["on"] = daily().first


def _chosen() -> date:
    """Return the chosen day, or the last known one while none is chosen."""
    on, last = st.session_state["on"], st.session_state["last_on"]
    day: date = on if isinstance(on, date) else last
    return day


def _within(day: date) -> date:
    """Return the day of the slider's range that is nearest to a day."""
    span = daily()
    return min(max(day, span.first), span.last)


def _after(day: date, way: int) -> date:
    return _within(day + timedelta(days=way * st.session_state.get("time-step", next(iter(STEPS)))))


@guarded("playing")
def _tick() -> None:
    """Take one step of playback, except in the first run of the fragment, when the page is current."""
    state = st.session_state
    if not state.get("playing"):
        return
    day = _within(_chosen())
    if state.get("time-shown") != day:
        state["time-shown"] = day
        return
    if day >= daily().last:
        state["playing"] = False
    else:
        state[NEXT] = _after(day, 1)
    st.rerun(scope="app")
