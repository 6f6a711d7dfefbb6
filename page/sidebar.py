"""The sidebar: all controls, and the resulting choice."""

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import streamlit as st

from geo.control.dates import DEFAULT_DAY, known_day, period_of
from geo.control.margin import MAX_KM, MAX_STRIP_KM, read_km
from geo.errors import DateError, GeoError
from geo.plans.scenario import Group
from layers.address import FIELDS
from layers.choice import Choice
from layers.language import N_, UNITS, Language, own_name
from layers.selection import BASES, DONBAS, LAYER_WORDS, LAYERS, REGION_LAYERS
from layers.text.days import age_words, known_words
from layers.text.overlays import where_words
from layers.text.wording import GROUP_WORDS
from page.binding import bound, showing
from page.component import component
from page.editor.plan_edit import forget_draft, leave_own
from page.guard import guarded
from page.messages import literal
from page.panel import panel
from page.parts.upload_line import LINE_SOURCE, line_choice
from page.state import cache
from page.views.compare import against_day
from page.views.draw_zone import CORNERS, FAULT, TYPED
from page.views.time_slider import NEXT

ASSETS = Path(__file__).parent / "assets"
WIDTH = "strip-width"
UNIT_WORDS = {"km2": N_("Kilometres"), "mi2": N_("Miles")}


def seed(choice: Choice) -> None:
    """Set session and widgets to a choice from the address, replacing everything there."""
    state = st.session_state
    for field in FIELDS:
        state[field.parameter.name] = getattr(choice, field.attribute)
    state["last_on"], state["chosen-plan"], state["playing"] = choice.on, choice.plan, False
    state["against-other"] = choice.against_on is not None
    state["against-on"] = state["against-last"] = choice.against_on or choice.on
    state["chosen-against"] = choice.against
    forget_draft()
    for left_over in (LINE_SOURCE, CORNERS, TYPED, FAULT, NEXT):
        state.pop(left_over, None)


def sidebar(language: Language) -> tuple[Choice, list[GeoError]]:
    """Draw the sidebar; return the choice, and errors for values that could not be used."""
    with st.sidebar:
        _languages(language)
        _plans(language)
        on, faults = _day(language)
        state = st.session_state
        line, unread, strip_km = state["line"], list[GeoError](), state["strip"]
        with guarded("choice of the line of contact"):
            line, unread = line_choice(on, language)
        with guarded("depth of the buffer"):
            strip_km = _buffer(language)
        _layers(language)
        _accuracy(language)
        component("closing")(key="closing")
    if state["chosen-plan"] != state["plan"]:  # interpretations and changes apply to one plan
        state["reading"], state["own"], state["chosen-plan"] = "", "", state["plan"]
        forget_draft()
    if state["chosen-against"] != state["against"]:
        state["against_own"], state["chosen-against"] = "", state["against"]
    against_on, unknown = against_day() if state["view"] == "compare" else (None, [])
    carried = Choice(**{field.attribute: state[field.parameter.name] for field in FIELDS})
    choice = replace(
        carried, on=on, margin_km=read_km(state["margin"] or 0, "margin"), strip_km=strip_km, line=line,
        against_on=against_on)
    return choice, [*faults, *unread, *unknown]


def _languages(language: Language) -> None:
    """Draw the switch of the language, each named as it names itself."""
    codes = cache.language_codes()
    if len(codes) > 1:
        st.radio(language.text(N_("Language")), codes, horizontal=True, label_visibility="collapsed",
                 format_func=own_name, **bound("language", "language"))


def _plans(language: Language) -> None:
    """Draw the choice of plan, by group."""
    plans = cache.library().plans
    st.markdown(f"## {literal(language.text(N_('Plan')))}")
    if st.session_state["own"]:
        st.caption(literal(language.text(N_("You are viewing your own plan, based on the one selected "
                                            "below."))))
        st.button(language.text(N_("Show the original plan")), key="own-leave", on_click=_as_it_stands)
    for group in Group:
        members = [name for name, plan in plans.items() if plan.group is group]
        if not members:
            continue
        key = f"plan-{group}"
        chosen = st.session_state["plan"]
        st.radio(
            language.text(GROUP_WORDS[group]), members,
            format_func=lambda name: literal(language.text(plans[name].short_title)),
            **showing(key, chosen if chosen in members else None, _choose, "choosing a plan"),
        )


@guarded("leaving an own plan")
def _as_it_stands() -> None:
    leave_own()


def _choose(chosen: str | None) -> None:
    """Choose the plan; a group that has been cleared because another's plan was chosen says nothing."""
    if chosen is not None:
        st.session_state["plan"] = chosen


def _day(language: Language) -> tuple[date, list[GeoError]]:
    """Draw the date of the line of contact; an unknown date keeps the last known one."""
    periods = cache.world().periods
    state = st.session_state
    st.date_input(
        language.text(N_("Line of contact on")), format="YYYY-MM-DD", **bound("on", "choosing a day"),
        min_value=periods[0].first, max_value=periods[-1].last,
        help=language.text(
            N_("Available: {days}; nothing is filled in between."), days=known_words(periods, language)),
    )
    shortcuts = {
        periods[0].first: language.text(N_("Feb 2022")),
        DEFAULT_DAY: language.text(N_("Nov 2025")),
        periods[-1].last: language.text(N_("Latest")),
    }
    columns = st.columns(len(shortcuts))
    for column, (day, words) in zip(columns, shortcuts.items(), strict=True):
        column.button(words, key=f"day-{day}", on_click=_go_to, args=(day,), width="stretch",
                      help=language.day(day), type="tertiary")
    proposed = cache.library()[state["plan"]].published
    if period_of(proposed, periods) is not None and proposed != state["on"]:
        st.button(language.text(N_("When proposed: {day}"), day=language.day(proposed)),
                  key="day-proposed", on_click=_go_to, args=(proposed,), type="tertiary")
    old = age_words(periods, date.today(), language)
    if old:
        st.caption(literal(old))
    try:
        if not isinstance(state["on"], date):
            raise DateError(N_("No date is chosen."))
        state["last_on"] = known_day(state["on"], periods)
    except DateError as fault:
        return state["last_on"], [fault]
    return state["last_on"], []


@guarded("going to a day")
def _go_to(day: date) -> None:
    st.session_state["on"] = day


def _buffer(language: Language) -> float | None:
    """Draw the reader's own buffer depth in km, for plans with a buffer."""
    plan = cache.library()[st.session_state["plan"]]
    buffer = plan.main_buffer
    if buffer is None or st.session_state["own"]:  # a reader's own plan defines its depth
        return None
    state, own, band = st.session_state, st.session_state["strip"], buffer.band
    # A buffer with unequal depths has no single initial value.
    plain = band.deepest_km if band.is_symmetric else None
    km = st.number_input(
        language.text(N_("Depth of the buffer (km)")), min_value=0.0, max_value=MAX_STRIP_KM, step=1.0,
        format="%.1f", **showing(WIDTH, plain if own is None else own, _widen, "depth of the buffer"),
        help=language.text(N_("The plan says: {where}. What you enter replaces the depth on each side that "
                              "the plan names."), where=where_words(band, language)),
    )
    state["strip"] = None if km in (None, plain) else read_km(km, "width", MAX_STRIP_KM)
    chosen: float | None = state["strip"]
    return chosen


def _widen(km: float | None) -> None:
    st.session_state["strip"] = km


def _accuracy(language: Language) -> None:
    with panel(language.text(N_("Accuracy, units, base map")), "accuracy", is_open_at_first=True) as is_open:
        if not is_open:
            return
        st.number_input(
            language.text(N_("Uncertainty of the line of contact (± km)")),
            min_value=0.0, max_value=MAX_KM, step=0.5, format="%.1f", **bound("margin", "uncertainty"),
            help=language.text(N_("Shifts the line both ways to give every figure a range.")),
        )
        st.radio(
            language.text(N_("Units")), UNITS, horizontal=True, **bound("units", "units"),
            format_func=lambda unit: language.text(UNIT_WORDS[unit]),
        )
        st.selectbox(
            language.text(N_("Base map")), list(BASES), **bound("base", "base map"),
            format_func=lambda name: language.text(BASES[name]),
        )


def _layers(language: Language) -> None:
    """Draw the layer switches; one for Donbas controls its two regions."""
    shown: frozenset[str] = st.session_state["layers"]
    with panel(language.text(N_("Layers on the map")), "layer-switches", is_open_at_first=True) as is_open:
        if not is_open:
            return
        st.caption(language.text(N_("Hiding layers does not change the figures.")))
        for name in REGION_LAYERS:
            if name == DONBAS[0]:
                st.checkbox(language.text(N_("Donbas (Luhansk and Donetsk)")),
                            **showing("donbas", shown.issuperset(DONBAS), partial(_switch, DONBAS),
                                      "switching regions"))
            words = language.text(LAYER_WORDS[name])
            inset = "\u2003" if name in DONBAS else ""
            _layer(name, inset + words)
        st.divider()
        for name in LAYERS[len(REGION_LAYERS):]:
            _layer(name, language.text(LAYER_WORDS[name]))


def _layer(name: str, words: str) -> None:
    shown = name in st.session_state["layers"]
    st.checkbox(words, **showing(f"layer-{name}", shown, partial(_switch, (name,)), "switching layers"))


def _switch(names: tuple[str, ...], on: bool) -> None:
    state = st.session_state
    state["layers"] = state["layers"].union(names) if on else state["layers"].difference(names)
