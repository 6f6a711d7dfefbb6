"""Shared resources of the page: the data, loaded once, and the workspace."""

import streamlit as st

from geo.case import Case
from geo.claims.compare import Comparison
from geo.claims.published import load_claims
from geo.claims.statements import Statement, committed
from geo.claims.stored import comparisons
from geo.gazetteer.names import Names, load_names
from geo.outcomes.provenance import lines_behind
from geo.plans.library import Library, load_library
from geo.workspace import Workspace
from geo.world import World, load_world
from layers.choice import Choice
from layers.language import UNITS, Language, languages, load_language
from layers.text.credit import Lines
from layers.yardstick import Yardstick, yardstick_of
from page.state.controls import parsed
from page.state.kept import keep


@st.cache_resource(show_spinner=False)
def world() -> World:
    return load_world()


@st.cache_resource(show_spinner=False)
def library() -> Library:
    return load_library(world().regions.index, periods=world().periods, sites=frozenset(world().sites.index))


@st.cache_resource(show_spinner=False)
def workspace() -> Workspace:
    """Return the workspace for lines and plans, which caches its results through `keep`."""
    return Workspace(world(), library(), keep, lambda front: parsed(front, world()).control)


@st.cache_resource(show_spinner=False)
def language(code: str, units: str) -> Language:
    return load_language(code, units)


@st.cache_resource(show_spinner=False)
def language_codes() -> list[str]:
    return languages()


def warm() -> None:
    """Compute what the first reader of the page asks for."""
    workspace().outcome(Choice().case)


def lines(*cases: Case) -> Lines:
    """Return the lines to credit, for one case or for two compared."""
    plans = [workspace().plan(case) for case in cases]
    second = next((case.front for case in cases[1:] if case.front != cases[0].front), None)
    return lines_behind(workspace().ground(cases[0].front, *plans, second=second), world(), *plans)


@st.cache_resource(show_spinner=False)
def region_names(code: str) -> dict[str, str]:
    """Return region names by id in the reader's language, if the data has it."""
    return language(code, UNITS[0]).regions(world().regions)


@st.cache_resource(show_spinner=False)
def names() -> Names:
    """Return the search index, built on the first search so as not to delay the first page."""
    return load_names(world().places, regions=world().regions)


@st.cache_resource(show_spinner=False)
def yardstick(which: str, code: str) -> Yardstick:
    """Return what figures are compared with, with names in the reader's language."""
    return yardstick_of(which, world(), language(code, UNITS[0]))


@st.cache_resource(show_spinner=False)
def remaining() -> tuple[Statement, ...]:
    return committed()


@st.cache_resource(show_spinner=False)
def compared() -> tuple[Comparison, ...]:
    return comparisons(world(), library(), load_claims())
