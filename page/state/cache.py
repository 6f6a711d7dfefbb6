"""Data and outcomes kept between runs, keyed by short values. Nothing kept here is ever changed."""

import tempfile
from datetime import date
from pathlib import Path

import streamlit as st

from geo.claims.compare import Comparison, compare_all
from geo.claims.published import load_claims
from geo.claims.statements import Statement, load_remaining
from geo.gazetteer.names import Names, load_names
from geo.outcomes.difference import Difference, difference
from geo.outcomes.outcome import Outcome, outcome_of
from geo.outcomes.provenance import lines_behind
from geo.outcomes.settlements import HeldPlaces, held_places
from geo.plans.edit import scenario_of
from geo.plans.edit_code import read_draft
from geo.plans.interpretations import interpreted, parse_interpretations
from geo.plans.library import TODAY, Library, load_library, reference_days
from geo.plans.scenario import Scenario
from geo.world import World, control_for, load_world
from geo.zones.ground import Ground, ground_for
from layers.choice import Case, LineChoice
from layers.language import UNITS, Language, languages, load_language
from layers.text.credit import Lines
from page.state import controls

MAX_GROUNDS = 64
MAX_OUTCOMES = 400


@st.cache_resource(show_spinner=False)
def world() -> World:
    return load_world()


@st.cache_resource(show_spinner=False)
def library() -> Library:
    return load_library(world().regions.index, periods=world().periods)


@st.cache_resource(show_spinner=False)
def language(code: str, units: str) -> Language:
    return load_language(code, units)


@st.cache_resource(show_spinner=False)
def language_codes() -> list[str]:
    return languages()


@st.cache_resource(show_spinner=False)
def files() -> Path:
    """The folder that the browser fetches shapes from; it goes when the server goes."""
    folder = tempfile.TemporaryDirectory(prefix="atlas-")
    _folders.append(folder)
    return Path(folder.name)


_folders: list[tempfile.TemporaryDirectory[str]] = []


@st.cache_resource(show_spinner=False, max_entries=MAX_OUTCOMES)
def scenario(plan: str, own: str = "", reading: str = "") -> Scenario:
    """A shipped plan, or the reader's own, as it is read.

    Raises
    ------
    GeoError
        If there is no such plan, or its code or readings cannot be read.
    """
    if own:
        regions = frozenset(world().regions.index)
        draft = read_draft(own, library(), regions, world().periods)
        return scenario_of(draft, library()[draft.base], regions)
    shipped = library()[plan]
    return interpreted(shipped, parse_interpretations(reading, shipped))


def plan_of(case: Case) -> Scenario | None:
    """The plan of a case; None for the line of contact without one."""
    return None if case.plan == TODAY else scenario(case.plan, case.own, case.reading)


def library_with(case: Case) -> Library:
    """All plans, and that of the case as the reader wrote or reads it."""
    plan = plan_of(case)
    return library() if plan is None else library().with_plan(plan)


def earlier_days(*plans: Scenario | None) -> tuple[date, ...]:
    """The earlier days that the ground is cut along: those of all shipped plans and of these."""
    own = {plan.reference_date for plan in plans if plan and plan.reference_date}
    return tuple(sorted({*reference_days(library()), *own}))


@st.cache_resource(show_spinner=False, max_entries=MAX_GROUNDS)
def surveyed(front: LineChoice, second: LineChoice | None, days: tuple[date, ...]) -> Ground:
    """The zones of one line of contact, or of two lines together."""
    return ground_for(world(), controls.control(front, world()), list(days), front.margin_km,
                      controls.control(second, world()) if second else None)


def ground(case: Case) -> Ground:
    """The ground of a case: the same for all plans that refer to the same earlier days."""
    return surveyed(case.front, None, earlier_days(plan_of(case)))


@st.cache_resource(show_spinner=False, max_entries=MAX_OUTCOMES)
def outcome(case: Case) -> Outcome:
    """A plan on a line of contact; `case.plan` is not TODAY."""
    return outcome_of(world(), scenario(case.plan, case.own, case.reading), ground(case), case.strip_km)


@st.cache_resource(show_spinner=False, max_entries=MAX_OUTCOMES)
def contrast(first: Case, second: Case) -> Difference:
    """Two cases on one set of zones; either may be the line of contact without a plan."""
    plans = plan_of(first), plan_of(second)
    other = second.front if second.front != first.front else None
    return difference(surveyed(first.front, other, earlier_days(*plans)), *plans)


def lines(*cases: Case) -> Lines:
    """The lines that what is shown rests on, to be credited: of one case, or of two compared."""
    plans = [plan_of(case) for case in cases]
    second = next((case.front for case in cases[1:] if case.front != cases[0].front), None)
    return lines_behind(surveyed(cases[0].front, second, earlier_days(*plans)), world(), *plans)


@st.cache_resource(show_spinner=False)
def region_names(code: str) -> dict[str, str]:
    """Names of the regions by id in the reader's language, where the data has it."""
    return world().regions[language(code, UNITS[0]).name_column].to_dict()


@st.cache_resource(show_spinner=False)
def names() -> Names:
    """The search index: built when somebody first searches, so the first paint does not wait."""
    return load_names(world().places, regions=world().regions)


@st.cache_resource(show_spinner=False, max_entries=MAX_GROUNDS)
def held(front: LineChoice, days: tuple[date, ...]) -> HeldPlaces:
    """Who holds every place on a line, and on the earlier days that plans refer to."""
    earlier = {day: control_for(world(), day) for day in days}
    return held_places(world(), controls.control(front, world()), earlier)


@st.cache_resource(show_spinner=False)
def remaining() -> tuple[Statement, ...]:
    return load_remaining()


@st.cache_resource(show_spinner=False)
def compared() -> tuple[Comparison, ...]:
    return tuple(compare_all(world(), library(), load_claims()))
