"""The history of a plan over the recorded days, and the settlements that changed hands."""

import hashlib
from datetime import date

import pandas as pd
import streamlit as st

from geo.control.dates import days, known_day, month_before
from geo.control.origin import OriginKind
from geo.errors import GeoError
from geo.gazetteer.cities import KINDS
from geo.outcomes.fragments import Fragments
from geo.outcomes.handovers import ground_handed_over, handovers
from geo.outcomes.history import history, pieces_for
from geo.outcomes.outcome import Outcome
from geo.plans.library import TODAY
from geo.plans.scenario import Scenario
from layers.choice import Choice
from layers.history.handovers import (
    ground_html,
    ground_words,
    handovers_csv,
    handovers_table,
    handovers_words,
)
from layers.history.panels import chart
from layers.history.table import chart_html, history_csv, table_html
from layers.language import N_, Language
from layers.text.towns import KIND_WORDS
from page import messages
from page.guard import guarded
from page.panel import panel
from page.state import cache

FIGURES_OPEN, HANDOVERS_OPEN = "history-figures", "history-handovers"
"""Keys of the panels."""
MAX_HISTORIES = 64
MAX_CHARTS = 200
MAX_PAIRS = 64
ROWS_SHOWN = 2000
NOT_FOLLOWED: dict[OriginKind, str] = {
    OriginKind.SECOND_RECORD: N_("This follows the recorded line of contact, not the second observer's."),
    OriginKind.ARCHIVE: N_("This follows the recorded line of contact, not the archive's."),
    OriginKind.UPLOAD: N_("This follows the recorded line of contact, not the line you uploaded."),
}
"""Messages for origins with a line for one day only, and so without history."""


@guarded("history")
def history_section(outcome: Outcome | None, choice: Choice, language: Language) -> None:
    """Draw a plan's chart over time, its table and file, and the settlements that changed hands.

    `outcome` is None for the line of contact without a plan.
    """
    scenario = outcome.scenario if outcome else None
    say, key = language.text, key_of(scenario)
    st.html(_chart(key, choice.on, choice.language, choice.units, scenario))
    world = cache.world()
    elsewhere = None if outcome is None else NOT_FOLLOWED.get(outcome.ground.control.origin.kind)
    if elsewhere:
        st.caption(say(elsewhere))
    with panel(say(N_("The same figures as a table")), FIGURES_OPEN) as is_open:
        if is_open:
            st.html(_table(key, choice.on, choice.language, choice.units, scenario))
            st.download_button(
                say(N_("Download every day and region (CSV)")),
                data=lambda: history_csv(_rows(key, scenario), scenario, world),
                file_name=f"{scenario.id if scenario else TODAY}_history.csv", mime="text/csv",
                on_click="ignore", key="history-csv",
            )
    with panel(say(N_("What changed hands between two days")), HANDOVERS_OPEN,
               is_open_at_first=True) as is_open:
        if is_open:
            _between(choice, language)


def key_of(scenario: Scenario | None) -> str:
    """Return a short key for the full content of a plan, including a reader's own."""
    if scenario is None:
        return TODAY
    return hashlib.sha256(scenario.model_dump_json().encode("utf-8")).hexdigest()[:16]


@st.cache_resource(show_spinner=False)
def _pieces() -> Fragments:
    """Compute the fragments for every plan that does not refer to a day with its own file."""
    return pieces_for(cache.world())


@st.cache_resource(show_spinner=False, max_entries=MAX_HISTORIES)
def _rows(key: str, _scenario: Scenario | None) -> pd.DataFrame:  # noqa: ARG001 - the cache reads it
    refers = _scenario.reference_date if _scenario else None
    shared = None if refers in cache.world().dated else _pieces()
    return history(cache.world(), _scenario, pieces=shared)


@st.cache_resource(show_spinner=False, max_entries=MAX_CHARTS)
def _chart(key: str, on: date, code: str, units: str, _scenario: Scenario | None) -> str:
    language = cache.language(code, units)
    data = chart(_rows(key, _scenario), _scenario, cache.library(), cache.world().periods, on, language)
    return chart_html(data, language)


@st.cache_resource(show_spinner=False, max_entries=MAX_CHARTS)
def _table(key: str, on: date, code: str, units: str, _scenario: Scenario | None) -> str:
    return table_html(_rows(key, _scenario), _scenario, on, cache.language(code, units))


@st.cache_resource(show_spinner=False, max_entries=MAX_PAIRS)
def _handovers(first: date, second: date) -> pd.DataFrame:
    return handovers(cache.world(), first, second)


@st.cache_resource(show_spinner=False, max_entries=MAX_PAIRS)
def _ground(first: date, second: date) -> pd.DataFrame:
    return ground_handed_over(cache.world(), first, second, _pieces())


@guarded("what changed hands")
def _between(choice: Choice, language: Language) -> None:
    """Draw the choice of two days, and the ground and settlements that changed hands between them."""
    say, periods = language.text, cache.world().periods
    known = days(periods)
    left, right, kinds_of = st.columns(3)
    # The day is part of the widget keys, so that both reset when the reader chooses another.
    first = left.date_input(say(N_("From")), value=month_before(choice.on, known), min_value=known[0],
                            max_value=known[-1], format="YYYY-MM-DD", key=f"history-first-{choice.on}")
    second = right.date_input(say(N_("To")), value=choice.on, min_value=known[0],
                              max_value=known[-1], format="YYYY-MM-DD", key=f"history-second-{choice.on}")
    kinds = kinds_of.multiselect(say(N_("Kinds")), KINDS, key="history-kinds",
                                 format_func=lambda kind: say(KIND_WORDS[kind]))
    try:
        first, second = sorted((known_day(first, periods), known_day(second, periods)))
        rows, ground = _handovers(first, second), _ground(first, second)
    except GeoError as fault:
        st.warning(messages.literal(language.said(fault.words)))
        return
    names = cache.region_names(language.code)
    st.markdown(messages.literal(ground_words(ground, first, second, language)))
    if len(ground):
        st.html(ground_html(ground, names, first, second, language))
    st.markdown(messages.literal(handovers_words(rows, first, second, language)))
    rows = rows[rows["kind"].isin(kinds or KINDS)]
    if len(rows):
        st.dataframe(handovers_table(rows.head(ROWS_SHOWN), names, language),
                     hide_index=True, height=min(360, 38 + 35 * len(rows)),
                     column_config={say(N_("Name")): st.column_config.TextColumn(width="medium")})
    if len(rows) > ROWS_SHOWN:
        st.caption(say(N_("The largest {count} are shown; the download has all."),
                       count=language.number(ROWS_SHOWN)))
    if len(rows):
        st.download_button(
            say(N_("Download the list (CSV)")), data=lambda: handovers_csv(rows, first, second),
            file_name=f"handovers_{first}_{second}.csv", mime="text/csv", on_click="ignore",
            key="history-handovers-csv",
        )
