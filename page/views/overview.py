"""The overview of all plans: small maps, a table of plans by region, and the sequence of texts."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd
import shapely
import streamlit as st

from geo.case import Case, LineChoice
from geo.control.dates import days
from geo.explore.ranking import COLUMNS, ranked, ranking
from geo.outcomes.history import history, totals
from geo.outcomes.outcome import Outcome
from geo.plans.custom import OWN
from geo.plans.library import TODAY
from geo.status import Holder
from layers.card import all_plans
from layers.choice import Choice
from layers.explore.ranking import column_words, ranking_grid
from layers.explore.tables import table_of
from layers.frame import AFFECTED, ALL, bounds_of
from layers.glossary import meanings
from layers.html.ledger import TERMS_TITLE
from layers.html.lineage import Step, lineage_html, steps
from layers.html.matrix import key_html, matrix_html
from layers.html.render import render
from layers.html.table import table_html
from layers.language import N_, Language
from layers.svg.dark_image import knows_dark
from layers.svg.small_maps import SmallGround, small_ground, small_map
from layers.text.headline import title as headline
from page.binding import WIDGET, bound
from page.editor.plan_edit import leave_own
from page.guard import guarded
from page.layout import Room
from page.messages import literal
from page.parts.notes import notes
from page.reading import reading
from page.state import cache
from page.state.address import address_of
from page.state.kept import kept

RANK = WIDGET.format("rank")
"""The key of the list of columns by which plans are ranked."""
RANK_TERMS = ("residents", "open", "frozen", "deferred")
"""The words of the ranking and of the table of plans that the glossary explains."""


def glance_view(choice: Choice, language: Language, room: Room) -> None:
    """Draw every plan on the chosen line of contact, each with a link to its view; there is no map.

    A reader's own plan, if one is open, comes first.
    """
    say = language.text
    title = all_plans.title(language.day(choice.on), language)
    second = say(N_("{count} plans on the same line of contact. Choose one to see it in full."),
                 count=language.number(len(cache.library().plans)))
    if choice.own:
        second = f"{second} {say(N_('Your own plan stands before them.'))}"
    with room.headline:
        st.html(render("page/headline", kicker="", title=title, second=second))
    reading(title, language, has_map=False)
    outcomes = {**own_outcome(choice), **all_outcomes(choice.front)}
    with guarded("key"):
        st.html(key_html(outcomes, language))
    order = list(outcomes)
    with guarded("ranking"):
        _rank(language)
        order = [*order[:OWN in outcomes], *ranked(all_figures(choice.front), choice.rank).index]
    _maps(choice, {plan: outcomes[plan] for plan in order}, language)
    shipped = replace(choice, own="", reading="", zone="")  # the plans without the reader's changes
    links = {plan: address_of(choice, view="plan", zone="") if plan == OWN else
             address_of(shipped, plan=plan, view="plan") for plan in outcomes}
    with guarded("plans ranked"):
        _ranked(choice, outcomes, language)
    with guarded("table of plans by regions"):
        st.html(matrix_html(outcomes, cache.region_names(choice.language), language, links))
    with guarded("which text followed which"):
        _lineage(shipped, outcomes, links, language)
    notes(cache.workspace().ground_of(choice.case), cache.lines(choice.case), language)


def _rank(language: Language) -> None:
    """Draw the choice of the figure that decides the order of the small maps and of the table."""
    st.selectbox(language.text(N_("Rank the plans by")), COLUMNS, **bound("rank", "ranking"), width=420,
                 format_func=lambda column: column_words(column, language))


def _ranked(choice: Choice, outcomes: Mapping[str, Outcome], language: Language) -> None:
    """Draw all plans with their totals, ranked by the column that the reader chose."""
    own = ranking({plan: outcome for plan, outcome in outcomes.items() if plan == OWN})
    figures = all_figures(choice.front)
    table = ranked(figures if own.empty else pd.concat([own, figures]), choice.rank)
    grid = ranking_grid(table, outcomes, cache.region_names(choice.language), language)
    terms = render("terms", summary=language.text(TERMS_TITLE), items=meanings(RANK_TERMS, language))
    st.html(table_html(table_of(grid, "ledger matrix ranked")) + terms)


@kept(8)
def all_figures(front: LineChoice) -> pd.DataFrame:
    """Return the figures of all plans on one line of contact, by which they are ranked."""
    return ranking(all_outcomes(front))


def _lineage(shipped: Choice, outcomes: Mapping[str, Outcome], links: Mapping[str, str],
             language: Language) -> None:
    comparisons = {  # the earlier text comes first, so that the difference is the change
        (plan, follow.plan): address_of(shipped, plan=follow.plan, view="compare", against=plan,
                                        against_on=None, against_own="")
        for plan, outcome in outcomes.items() for follow in outcome.scenario.follows}
    st.html(lineage_html(lineage(), cache.library(), language, links, comparisons))


@kept(8)
def all_outcomes(front: LineChoice) -> dict[str, Outcome]:
    """Return the outcome of every plan of the project on one line of contact."""
    return {plan: cache.workspace().outcome(Case(front, plan)) for plan in cache.library().plans}


def own_outcome(choice: Choice) -> dict[str, Outcome]:
    """Return the outcome of the reader's own plan by its id; empty if none is open."""
    return {OWN: cache.workspace().outcome(choice.case)} if choice.own else {}


@st.cache_resource(show_spinner=False)
def lineage() -> list[Step]:
    """Return all texts in order of publication, with the Russian-held area on each known day."""
    world, library = cache.world(), cache.library()
    recorded = set(days(world.periods))
    known = sorted({plan.published for plan in library.plans.values()} & recorded)
    held = totals(history(world, None, known), "holder")["area_km2", Holder.RUSSIA]
    return steps(library, {day: float(held[day]) for day in known})


@kept(8)
def drawn(front: LineChoice, frame: str = ALL) -> SmallGround:
    """Draw the ground of the small maps once for all plans, which are all seen in the same frame.

    The ground affected is then that of any plan.
    """
    ground, regions = cache.workspace().ground(front), cache.world().regions
    if frame == ALL:
        return small_ground(ground)
    shown = all_outcomes(front).values() if frame == AFFECTED else [ground]
    return small_ground(ground, shapely.box(*shapely.total_bounds(
        np.array([shapely.box(*bounds_of(frame, regions, one)) for one in shown]))))


@kept()
def picture(case: Case, layers: frozenset[str], frame: str = ALL) -> str:
    """Draw the small map of a plan, or of the line without a plan."""
    outcome = None if case.plan == TODAY else cache.workspace().outcome(case)
    return knows_dark(small_map(drawn(case.front, frame), outcome, layers))


@kept()
def told(case: Case, code: str, units: str) -> str:
    """Say what the small map of a plan shows: the plan and its headline; or whose line it shows."""
    language = cache.language(code, units)
    if case.plan == TODAY:
        return language.text(N_("Map of Ukraine on {day}: who holds which ground"),
                             day=language.day(cache.workspace().ground_of(case).control.on))
    outcome = cache.workspace().outcome(case)
    return language.text(N_("Map: {plan}. {headline}"), plan=language.text(outcome.scenario.short_title),
                         headline=headline(outcome, cache.region_names(code), language))


@guarded("small maps")
def _maps(choice: Choice, outcomes: Mapping[str, Outcome], language: Language) -> None:
    say = language.text
    with st.container(horizontal=True, gap="medium", key="maps"):
        for plan in [*outcomes, TODAY]:
            with st.container(key=f"small-{plan}", gap="small"):
                with guarded("small map"):
                    case = choice.case if plan == OWN else Case(choice.front, plan)
                    st.image(picture(case, choice.layers, choice.frame), width="stretch",
                             alt=told(case, choice.language, choice.units))
                if plan == TODAY:
                    st.caption(literal(say(N_("Line of contact, without a plan"))))
                else:
                    st.button(literal(say(outcomes[plan].scenario.short_title)), key=f"go-{plan}",
                              on_click=go_to, args=(plan,), type="tertiary")


@guarded("going to a plan")
def go_to(plan: str) -> None:
    """Open the view of one plan: the reader's own, or one of the project as published."""
    state = st.session_state
    state["view"] = "plan"
    if plan != OWN:
        state["plan"] = plan
        leave_own()
