"""A series of pictures: one plan over time, or all plans on the day, as a film or as plates."""

from dataclasses import replace
from functools import partial
from threading import BoundedSemaphore

import streamlit as st

from geo.cache import Step, remembering
from geo.case import LIVEUAMAP, LineChoice
from geo.control.dates import days, known_day
from geo.errors import GeoError
from geo.outcomes.outcome import outcome_of
from geo.plans.scenario import Scenario
from geo.workspace import Workspace
from layers.choice import Choice
from layers.language import N_, Language
from layers.request import ExportRequest
from layers.series.film import can_encode
from layers.series.formats import FORMATS, VIDEO, SeriesFormat, written
from layers.series.series import KINDS, Series, over_days, over_plans, series_days
from page import messages
from page.state import cache
from page.state.streamlit_internals import has_ended, session_id

MAX_PICTURES = 24
"""The most pictures over time of a series made by the page."""
PICTURE_S = 2
"""How long a picture takes, in seconds, on a machine with nothing else to do."""

_alone = BoundedSemaphore(1)
"""One series is made at a time, so that short downloads of other readers are not held up."""


def series_panel(request: ExportRequest, choice: Choice, language: Language) -> None:
    """Draw the choice of a series and the button that makes and downloads it.

    `request` says what the pictures look like. The work is done when the button is pressed, and goes on
    whatever else the reader does on the page, but not once nobody can take the file away any more.
    """
    say = language.text
    kinds = {name: words for name, words in KINDS.items() if name == "plans" or _has_other_days(choice)}
    kind = st.segmented_control(say(N_("Series")), list(kinds), default=next(iter(kinds)), key="series-kind",
                                persist_state="session", format_func=lambda name: say(kinds[name]),
                                label_visibility="collapsed")
    try:
        series = _plans(request) if kind == "plans" else _days(request, choice, language)
    except GeoError as fault:
        st.warning(messages.literal(language.said(fault.words)))
        return
    offered = [one for name, one in FORMATS.items() if name != VIDEO or can_encode()]
    count = len(series.pictures)
    st.caption(say(N_("{count} pictures with the size, area and title chosen above; making them takes about "
                      "{seconds} seconds, or longer if others wait."),
                   count=language.number(count), seconds=language.number(count * PICTURE_S)))
    with st.container(horizontal=True, gap="small"):
        for one in offered:
            st.download_button(say(one.label), data=partial(made, series, one, session_id()), mime=one.mime,
                               file_name=f"{series.name}.{one.suffix}", on_click="ignore",
                               key=f"series-{one.id}", width="content")


class NobodyWaits(Exception):
    """The session that asked has ended, so that there is nobody to send a file to."""


def made(series: Series, kind: SeriesFormat, session: str) -> bytes:
    """Make a series as soon as no other is being made; nothing, once the session has ended.

    A server that stops waits for the work it has begun.
    """
    def go_on(_done: int, _count: int) -> None:
        if has_ended(session):
            raise NobodyWaits

    with _alone:
        try:
            return written(series, kind, go_on)
        except NobodyWaits:
            return b""


def _has_other_days(choice: Choice) -> bool:
    """Say whether the line is one of a record, which has other days."""
    return choice.case.front.on_day(choice.on) == choice.case.front


def _plans(request: ExportRequest) -> Series:
    def under(plan: Scenario | None) -> ExportRequest:
        outcome = None if plan is None else outcome_of(request.world, plan, request.ground)
        return replace(request, outcome=outcome)

    return over_plans(request, [None, *request.library.plans.values()], under)


def _days(request: ExportRequest, choice: Choice, language: Language) -> Series:
    """Draw the choice of the first and the last day, and return the series between them.

    Raises
    ------
    DateError
        If there is no series from one to the other.
    """
    say, front, world = language.text, choice.case.front, cache.world()
    second = world.second_record if front.line == LIVEUAMAP else None
    periods = world.periods if second is None else second.periods
    known = days(periods)
    left, right = st.columns(2)
    first = left.date_input(say(N_("From")), value=known[0], min_value=known[0], max_value=known[-1],
                            format="YYYY-MM-DD", key=f"series-first-{front.line}", persist_state="session")
    last = right.date_input(say(N_("To")), value=known[-1], min_value=known[0], max_value=known[-1],
                            format="YYYY-MM-DD", key=f"series-last-{front.line}", persist_state="session")
    chosen = series_days(known, known_day(first, periods), known_day(last, periods), None, MAX_PICTURES)
    # The ground of many days would push that of other readers out of the shared cache.
    work = Workspace(world, cache.library(), remembering({Step.CONTROL}))
    plan = None if request.outcome is None else request.outcome.scenario
    strip_km = choice.case.strip_km

    def on_day(line: LineChoice) -> ExportRequest:
        outcome = None if plan is None else work.apply(line, plan, strip_km)
        return replace(request, ground=outcome.ground if outcome else work.ground(line), outcome=outcome)

    return over_days(request, chosen, lambda day: on_day(front.on_day(day)))
