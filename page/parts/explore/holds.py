"""What holds in any case: which sentences about a plan stay true on all days, margins and records."""

from dataclasses import dataclass, replace
from datetime import date

import streamlit as st

from geo.case import RECORDS, Case, LineChoice
from geo.control.dates import DEFAULT_DAY
from geo.errors import N_, GeoError, SweepError
from geo.plans.library import TODAY
from geo.plans.scenario import Scenario
from geo.sweep.one_plan import MAX_MARGIN_KM, STEP, Cases, cases_of, survey_days, swept_plan
from geo.sweep.question import swept_days
from layers.choice import Choice
from layers.explore.holds import Holds, holds_of
from layers.explore.tables import holds_html
from layers.html.render import render
from layers.language import Language
from page import messages
from page.guard import guarded
from page.panel import panel
from page.state import cache
from page.state.kept import kept

OPEN = "holds"
FIRST, LAST, EVERY, MARGIN = "holds-first", "holds-last", "holds-step", "holds-margin"
ASKED = "holds-asked"

STEPS: dict[int, str] = {7: N_("a week"), 30: N_("a month (30 days)"), STEP: N_("a quarter (91 days)"),
                         182: N_("half a year (182 days)")}
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

    Another plan on the same days needs no new question.
    """
    say = language.text
    with panel(say(N_("What holds in any case: on every day, for every margin, by both records")),
               OPEN) as is_open:
        if not is_open:
            return
        plan = cache.workspace().plan(choice.case)
        if plan is None:
            return
        try:
            cases = _question(language)
        except GeoError as fault:
            st.warning(messages.literal(language.said(fault.words)))
            return
        asked = Asked(cases, cache.workspace().reference_days(plan))
        st.button(say(N_("Check these days")), key="holds-check", on_click=_ask, args=(asked,))
        if st.session_state.get(ASKED) == asked:
            _survey(plan, cases, language)
            found = answer(of_records(choice.case), cases, choice.language, choice.units)
            st.html(render("page/explored", items=[found.summary], quiet=False))
            st.html(holds_html(found))
            st.html(render("page/explored", items=found.notes, quiet=True))


def _question(language: Language) -> Cases:
    """Draw the choice of days and margins, and return the cases that they make.

    Raises
    ------
    GeoError
        If there are none, or too many.
    """
    say, world = language.text, cache.world()
    known = swept_days(world, RECORDS)
    default = cases_of(world)
    from_, to, every, margin = st.columns([2, 2, 3, 3], gap="small")
    first = from_.date_input(say(N_("From")), value=default.days[0], min_value=known[0], max_value=known[-1],
                             format="YYYY-MM-DD", key=FIRST, persist_state="session")
    last = to.date_input(say(N_("To")), value=known[-1], min_value=known[0], max_value=known[-1],
                         format="YYYY-MM-DD", key=LAST, persist_state="session")
    step = every.selectbox(say(N_("A day every")), list(STEPS), index=list(STEPS).index(STEP), key=EVERY,
                           persist_state="session", format_func=lambda days: say(STEPS[days]))
    most = margin.slider(say(N_("The line may be off by up to")), 0, MAX_MARGIN_KM, MAX_MARGIN_KM, key=MARGIN,
                         persist_state="session", format=f"%d {say(N_('km'))}")
    cases = cases_of(world, first, last, step, range(most + 1))
    if len(cases.days) > MAX_DAYS:
        raise SweepError(N_("These are {count} days; the page checks at most {most} at once. Choose a larger "
                            "step, or “holds” in the terminal."), count=len(cases.days), most=MAX_DAYS)
    seconds = CASE_S * len(cases.days) * len(cases.margins_km) * len(cases.records)
    st.html(render("page/explored", quiet=True, items=[say(
        N_("{days}, on the recorded lines of both observers, whatever line and margin the page shows. If "
           "nobody has asked for them yet, they take about {seconds} seconds, or longer if others wait."),
        days=language.plural("{count} day", "{count} days", len(cases.days)),
        seconds=language.number(seconds))]))
    return cases


@guarded("asking what holds")
def _ask(asked: Asked) -> None:
    st.session_state[ASKED] = asked


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
