"""The time slider over the recorded days, with playback."""

from datetime import date, timedelta

import streamlit as st

from geo.control.dates import Period, nearest_known, unbroken
from layers.html.render import render
from layers.language import N_, Language
from layers.text.days import known_words
from page.binding import showing
from page.guard import guarded
from page.state import cache

NEXT = "time-next"
"""Session key of the next day in playback."""
PACE_S = 0.5  # between the drawing of a day and the next; a day not computed before adds its own time
STEPS: dict[int, str] = {28: N_("Four weeks"), 7: N_("A week"), 1: N_("A day")}


def known() -> tuple[Period, ...]:
    """Return the runs of known days; the slider reaches from the first of them to the last."""
    return tuple(unbroken(cache.world().periods))


IN_WORDS = "D MMMM YYYY"
"""How the slider writes a day; in another language than English the browser says it in that (language.js)."""


@guarded("time slider")
def time_row(language: Language) -> None:
    """Draw the slider over the recorded days, the step buttons and the playback button."""
    say, state, runs = language.text, st.session_state, known()
    on, first, last = _chosen(), runs[0].first, runs[-1].last
    shares = [_shares(run, first, last) for run in runs]
    single = [share for share in shares if share[0] == share[1]]
    st.html(render("page/known_days", runs=shares, single=single))
    st.slider(say(N_("Line of contact on")), first, last, format=IN_WORDS, step=timedelta(days=1),
              **showing("time-on", on, _slide, "moving the slider"))
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="time-row"):
        playing = bool(state.get("playing"))
        st.button(say(N_("Earlier")), key="time-back", on_click=_step, args=(-1,))
        st.button(say(N_("Pause")) if playing else say(N_("Play")), key="time-play", on_click=_play,
                  type="primary")
        st.button(say(N_("Later")), key="time-on-step", on_click=_step, args=(1,))
        st.selectbox(say(N_("Step")), list(STEPS), key="time-step", width=160, persist_state="session",
                     format_func=lambda days: say(STEPS[days]))
    if len(runs) > 1:
        st.caption(say(
            N_("On the slider: {days}. It passes over the days between, of which nothing is known."),
            days=known_words(runs, language)))
    st.fragment(_tick, run_every=PACE_S if playing else None)()


def _shares(run: Period, first: date, last: date) -> tuple[float, float]:
    """Return where a run begins and ends on the slider, in percent of its length."""
    start, end = (100 * ((day - first) / (last - first)) for day in (run.first, run.last))
    return round(start, 3), round(end, 3)


def arrive() -> None:
    """Apply the next day of playback before any widget of this run is drawn."""
    state = st.session_state
    if NEXT in state:
        state["on"] = state.pop(NEXT)


def _slide(day: date) -> None:
    state = st.session_state
    state["on"], state["playing"] = nearest_known(day, known(), _chosen()), False


@guarded("stepping in time")
def _step(way: int) -> None:
    state = st.session_state
    state["on"], state["playing"] = _after(_chosen(), way), False


@guarded("playing")
def _play() -> None:
    state = st.session_state
    state["playing"] = not state.get("playing")
    if state["playing"] and _chosen() >= known()[-1].last:
        state["on"] = known()[0].first


def _chosen() -> date:
    """Return the chosen day, or the last known one while none is chosen."""
    on, last = st.session_state["on"], st.session_state["last_on"]
    day: date = on if isinstance(on, date) else last
    return day


def _after(day: date, way: int) -> date:
    step = timedelta(days=way * st.session_state.get("time-step", next(iter(STEPS))))
    return nearest_known(day + step, known(), day)


@guarded("playing")
def _tick() -> None:
    """Take one step of playback, except in the first run of the fragment, when the page is current."""
    state = st.session_state
    if not state.get("playing"):
        return
    day = _chosen()
    if state.get("time-shown") != day:
        state["time-shown"] = day
        return
    if day >= known()[-1].last:
        state["playing"] = False
    else:
        state[NEXT] = _after(day, 1)
    st.rerun(scope="app")
