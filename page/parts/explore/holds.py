"""What holds in any case: which sentences about a plan stay true on all days, margins and records."""

from dataclasses import astuple, dataclass, replace
from datetime import date

import streamlit as st

from geo.case import RECORDS, Case, LineChoice
from geo.control.dates import DEFAULT_DAY
from geo.errors import N_, GeoError, SweepError
from geo.plans.library import TODAY
from geo.plans.scenario import Scenario
from geo.sweep.one_plan import Cases, survey_days, surveyed, swept_plan, usual_survey
from geo.sweep.question import swept_days
from geo.sweep.survey import MAX_MARGIN_KM, STEPS, Survey
from layers.choice import Choice
from layers.explore.holds import Holds, holds_of
from layers.explore.tables import holds_html
from layers.html.render import render
from layers.language import Language
from page import messages
from page.guard import guarded
from page.panel import panel
from page.state import cache
from page.state.address import write
from page.state.kept import kept
from page.state.streamlit_internals import is_fragment_run
from page.state.widget import show_value

OPEN = "holds"
DAYS = "survey"
"""Session key of days and margins, which is also their name in the address; the controls only show them."""
FIRST, LAST, EVERY, MARGIN = "holds-first", "holds-last", "holds-step", "holds-margin"
ASKED = "holds-asked"

STEP_WORDS: dict[int, str] = dict(zip(STEPS, (
    N_("a week"), N_("a month (30 days)"), N_("a quarter (91 days)"), N_("half a year (182 days)"),
), strict=True))
MAX_DAYS = 60
"""The most days of one question on the page."""
CASE_S = 0.5
"""How long one record and margin of a day takes, in seconds, on a machine with nothing else to do."""


@dataclass(frozen=True)
class Asked:
    """What the reader asked last: the cases, and the reference dates that the ground was surveyed for."""

    cases: Cases
    reference_days: tuple[date, ...]


@guarded("what holds in any case")
def holds_section(choice: Choice, language: Language) -> None:
    """Draw the question and, once the reader asks it, its answer; until then nothing is worked out.

    Another plan on the same days needs no new question. What is chosen stands in the address, which asks
    nothing by itself: an answer may take minutes.
    """
    say = language.text
    with panel(say(N_("What holds in any case: on every day, for every margin, by both records")),
               OPEN, is_open_at_first=choice.survey is not None) as is_open:
        plan = cache.workspace().plan(choice.case) if is_open else None
        if plan is not None:
            _ask_and_answer(plan, choice, language)


@st.fragment  # so that the rest of the page does not wait for it
@guarded("what holds in any case")
def _ask_and_answer(plan: Scenario, choice: Choice, language: Language) -> None:
    try:
        survey = _question(language)
        if is_fragment_run():
            write(replace(choice, survey=st.session_state[DAYS]))
        cases = surveyed(cache.world(), survey)
        _cost(cases, language)
    except GeoError as fault:
        st.warning(messages.literal(language.said(fault.words)))
        return
    asked = Asked(cases, cache.workspace().reference_days(plan))
    st.button(language.text(N_("Check these days")), key="holds-check", on_click=_ask, args=(asked, survey))
    if st.session_state.get(ASKED) == asked:
        _survey(plan, cases, language)
        found = answer(of_records(choice.case), cases, choice.language, choice.units)
        st.html(render("page/explored", items=[found.summary], quiet=False))
        st.html(holds_html(found))
        st.html(render("page/explored", items=found.notes, quiet=True))


def _question(language: Language) -> Survey:
    """Draw the choice of days and margins, and return it."""
    say, world = language.text, cache.world()
    known = swept_days(world, RECORDS)
    survey = _chosen()
    for key, value in zip((FIRST, LAST, EVERY, MARGIN), astuple(survey), strict=True):
        show_value(key, value)
    from_, to, every, margin = st.columns([2, 2, 3, 3], gap="small")
    from_.date_input(say(N_("From")), min_value=known[0], max_value=known[-1], format="YYYY-MM-DD", key=FIRST,
                     on_change=_take)
    to.date_input(say(N_("To")), min_value=known[0], max_value=known[-1], format="YYYY-MM-DD", key=LAST,
                  on_change=_take)
    every.selectbox(say(N_("A day every")), list(STEP_WORDS), key=EVERY, on_change=_take,
                    format_func=lambda days: say(STEP_WORDS[days]))
    margin.slider(say(N_("The line may be off by up to")), 0, MAX_MARGIN_KM, key=MARGIN, on_change=_take,
                  format=f"%d {say(N_('km'))}")
    return survey


def _chosen() -> Survey:
    """Return the chosen days and margins, or the usual ones while none are chosen."""
    chosen: Survey | None = st.session_state[DAYS]
    return usual_survey(cache.world()) if chosen is None else chosen


@guarded("choosing days to check")
def _take() -> None:
    """Take what the controls show; a day that was deleted stays as it was."""
    state, before = st.session_state, _chosen()
    first, last = state[FIRST] or before.first, state[LAST] or before.last
    state[DAYS] = Survey(first, last, state[EVERY], state[MARGIN])


def _cost(cases: Cases, language: Language) -> None:
    """Say how many days are asked for, and about how long that takes.

    Raises
    ------
    SweepError
        If they are too many.
    """
    say = language.text
    if len(cases.days) > MAX_DAYS:
        raise SweepError(N_("These are {count} days; the page checks at most {most} at once. Choose a larger "
                            "step, or “holds” in the terminal."), count=len(cases.days), most=MAX_DAYS)
    seconds = CASE_S * len(cases.days) * len(cases.margins_km) * len(cases.records)
    st.html(render("page/explored", quiet=True, items=[say(
        N_("{days}, on the recorded lines of both observers, whatever line and margin the page shows. If "
           "nobody has asked for them yet, they take about {seconds} seconds, or longer if others wait."),
        days=language.plural("{count} day", "{count} days", len(cases.days)),
        seconds=language.number(seconds))]))


@guarded("asking what holds")
def _ask(asked: Asked, survey: Survey) -> None:
    st.session_state[ASKED], st.session_state[DAYS] = asked, survey


def _survey(plan: Scenario, cases: Cases, language: Language) -> None:
    """Survey the days that are not kept, with a bar that shows how far it has come."""
    place = st.empty()

    def report(done: int, everything: int) -> None:
        place.progress(done / everything, language.text(
            N_("{done} of {count} days"), done=language.number(done), count=language.number(everything)))

    survey_days(cache.workspace(), plan, cases, report)
    place.empty()


def of_records(case: Case) -> Case:
    """Return what an answer depends on of a case: its plan, not its line."""
    return replace(case, front=LineChoice(DEFAULT_DAY, 0.0), strip_km=None)


@kept()
def answer(case: Case, cases: Cases, code: str, units: str) -> Holds:
    """Return what holds of a plan; the case is from `of_records`."""
    work = cache.workspace()
    plan = work.plan(case)
    if plan is None:
        raise SweepError(N_("'{today}' is no plan: there is nothing to check."), today=TODAY)
    return holds_of(swept_plan(work, plan, cases), cache.region_names(code), cache.language(code, units))
