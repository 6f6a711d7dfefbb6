"""The comparison view: what to compare with, then differing ground, figures, clauses and terms."""

from contextlib import nullcontext
from datetime import date
from functools import partial

import streamlit as st

from geo.control.dates import known_day
from geo.errors import DateError, GeoError
from geo.outcomes.difference import Difference
from geo.plans.library import TODAY
from layers.bundle.registry import COMPARISON_EXPORTS
from layers.choice import MAPS, Choice
from layers.html.difference_ledger import clause_table_html, status_name
from layers.html.render import render
from layers.language import N_, Language
from layers.plate.comparison import compared_plans, comparison_name
from layers.plate.sizes import SIZES
from layers.request import ExportRequest
from layers.selection import shown_regions
from layers.text.clauses import differing_clauses, differing_terms
from layers.text.difference import entries, names_of, pair_entries
from layers.text.legend import Entry
from page import messages
from page.binding import bound
from page.guard import guarded
from page.layout import Room, controls, stage
from page.panel import panel
from page.parts.cards import spot_facts, spot_zone
from page.parts.downloads import address, written
from page.parts.notes import notes
from page.parts.on_screen import frame_on_screen
from page.parts.towns import choose_spot
from page.state import cache, rendered
from page.state.rendered import NO_WORDS

ASK_BOTH = N_("Click the map to see what either would do there, and on which clause that rests.")


@guarded("choice of what to compare")
def against_row(language: Language) -> None:
    """Draw the choice of what to compare the plan with, and on which day."""
    say, plans, state = language.text, cache.library().plans, st.session_state
    left, middle, right, last = st.columns([4, 3, 3, 3], gap="medium", vertical_alignment="bottom")
    left.selectbox(
        say(N_("Compare with")), [TODAY, *plans], **bound("against", "choosing what to compare"),
        format_func=lambda name: say(N_("The line of contact, without a plan")) if name == TODAY
        else say(plans[name].short_title))
    middle.selectbox(
        say(N_("Line of contact")), [False, True], **bound("against-other", "choosing a second day"),
        format_func=lambda other: say(N_("Another date")) if other else say(N_("Same date")))
    last.selectbox(say(N_("Maps")), list(MAPS), **bound("maps", "choosing one map or two"),
                   format_func=lambda name: say(MAPS[name]))
    if state["against_own"]:
        st.caption(say(N_("Compared with a reader's own plan, edited from the one chosen here.")))
    if state["against-other"]:
        periods = cache.world().periods
        with right:
            st.date_input(say(N_("Line of contact for the comparison")), format="YYYY-MM-DD",
                          min_value=periods[0].first, max_value=periods[-1].last,
                          **bound("against-on", "choosing a second day"))
            st.session_state["against-last"] = against_day()[0]


def against_day() -> tuple[date | None, list[GeoError]]:
    """Return the second day, if chosen; an unknown day keeps the last known one."""
    state = st.session_state
    if not state.get("against-other"):
        return None, []
    try:
        if not isinstance(state.get("against-on"), date):
            raise DateError(N_("No date is chosen for the comparison."))
        state["against-last"] = known_day(state["against-on"], cache.world().periods)
    except DateError as fault:
        return state["against-last"], [fault]
    return state["against-last"], []


def compare_view(choice: Choice, language: Language, room: Room) -> None:
    """Draw the comparison: sentence, figures, the map filled by what changes, table, clauses."""
    controls(room, lambda: against_row(language))
    first, second = choice.cases
    try:
        found = cache.workspace().difference(first, second)
    except GeoError as fault:
        messages.show([fault], language)
        return
    names = cache.region_names(choice.language)
    words = NO_WORDS
    with guarded("sentences and table"):
        words = rendered.differing_words(first, second, choice.language, choice.units)

    shown = shown_regions(list(names), choice.layers)
    stage(room, choice, words, partial(legend_of, found, choice, language, shown), language,
          partial(_side, found, choice, names, language), choose_spot)
    if words.ledger:
        st.html(words.ledger)
    _take_away(found, choice, language)
    _side_by_side(found, names, language)
    notes(found.ground, cache.lines(first, second), language)


def legend_of(found: Difference, choice: Choice, language: Language, shown: frozenset[str]) -> list[Entry]:
    """Return the legend of the comparison's map, or of its two maps."""
    return (pair_entries if choice.maps == "two" else entries)(found, language, shown, choice.layers)


@guarded("clauses and terms")
def _side_by_side(found: Difference, names: dict[str, str], language: Language) -> None:
    """Draw what the texts say about the same ground and topic."""
    say = language.text
    clauses = differing_clauses(found, names, language)
    if clauses:
        with panel(say(N_("Differing clauses, side by side")), "compared-clauses",
                   is_open_at_first=True) as is_open:
            if is_open:
                st.html(clause_table_html(clauses, N_("Ground"), found, language))
    if found.first and found.second:
        terms = differing_terms(found.first, found.second, language)
        if terms:
            with panel(say(N_("Other terms, side by side")), "compared-terms") as is_open:
                if is_open:
                    st.html(clause_table_html(terms, N_("Topic"), found, language))


@st.fragment
@guarded("downloads of a comparison")
def _take_away(found: Difference, choice: Choice, language: Language) -> None:
    """Draw the downloads of the comparison: a picture and the table."""
    say = language.text
    st.html(render("page/section", title=say(N_("Download")), quiet=""))
    size = st.selectbox(say(N_("Size of the picture")), list(SIZES), key="compared-size",
                        persist_state="session", format_func=lambda name: say(SIZES[name].label))
    shown = shown_regions(list(cache.region_names(choice.language)), choice.layers)
    everything = len(shown) == len(cache.world().regions)
    comparison = compared_plans(
        found,
        ExportRequest(
            cache.world(),
            cache.library(),
            found.ground,
            None,
            language,
            size=size,
            regions=None if everything else shown,
            layers=choice.layers,
            address=address(),
            choice=choice,
            frame=frame_on_screen(choice),
        ),
    )
    with st.container(horizontal=True, gap="small"):
        for kind, (mime, write) in COMPARISON_EXPORTS.items():
            st.download_button(kind.upper(), data=partial(written, write, comparison), mime=mime,
                               key=f"compared-{kind}", file_name=comparison_name(comparison, kind),
                               on_click="ignore")


def _side(found: Difference, choice: Choice, names: dict[str, str], language: Language) -> None:
    """Draw the panel of the map; two maps leave it no room over them, and it stands to their left."""
    with st.container(key="beside") if choice.maps == "two" else nullcontext():
        _spot(found, choice, names, language)


@guarded("card of a spot")
def _spot(found: Difference, choice: Choice, names: dict[str, str], language: Language) -> None:
    """Draw what each of the two does at the selected spot."""
    at = spot_zone(found.ground, choice.at, language, ASK_BOTH)
    if at is None:
        return
    zone, where = at
    row, say = found.table.loc[zone], language.text
    facts = [(say(N_("Where")), f"{names[row['region']]} ({where})")]
    for case, plan, name in zip("12", (found.first, found.second), names_of(found, language), strict=True):
        rule = plan.rules[row[f"rule_{case}"]] if plan else None
        words = status_name(row[f"status_{case}"], language)
        facts.append((name, f"{words} – {say(rule.clause)}" if rule else words))
    facts.append((say(N_("This zone")), language.area(row["area_km2"])))
    spot_facts(facts, language)
