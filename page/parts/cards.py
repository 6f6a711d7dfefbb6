"""Text cards: headline figures, the status of a selected spot, and the plan with its clauses."""

from collections.abc import Iterable, Sequence

import shapely
import streamlit as st

from geo.outcomes.outcome import Outcome, pieces
from geo.plans.scenario import Scenario
from geo.status import Holder
from geo.zones.coast import coasts_km
from geo.zones.ground import Ground
from geo.zones.sites import sites_in
from layers.captions.citation import quotation
from layers.choice import Choice
from layers.glossary import meanings
from layers.html.ledger import TERMS_TITLE
from layers.html.provenance import provenance_of
from layers.html.render import render
from layers.html.table import Cell, Row, Table, heads, table_html
from layers.language import N_, Language
from layers.places.site_words import listed_by_kind, site_clauses
from layers.text.clauses import clauses
from layers.text.outcome import Headline, spread
from layers.text.wording import (
    CONFIDENCE_WORDS,
    GROUP_WORDS,
    HOLDER_WORDS,
    TEXT_STATUS_WORDS,
    TOPIC_WORDS,
    since_words,
    status_words,
)
from layers.yardstick import yardstick_name, yardsticks
from page.binding import bound
from page.guard import guarded
from page.language import browser_state
from page.panel import panel
from page.state import cache, rendered


@guarded("headline figures")
def headline_cards(items: Sequence[Headline], language: Language, about: str = "",
                   address: str = "") -> None:
    """Draw the headline figures side by side, each with its range, provenance, and a sentence to quote.

    `about` names the plan and the day of the line, and `address` is that of the view, if it is public.
    """
    say = language.text
    st.html(render("page/figures", how=say(N_("How to quote this")), copy=say(N_("Copy")), items=[
        (item, provenance_of(item.explanation, language) if item.explanation else None,
         quotation(item, about, cache.world().version, address, language)) for item in items]))


@guarded("comparison with states")
def comparison_line(choice: Choice) -> None:
    """Say in one sentence what is about as large as what the plan moves, and let the reader choose."""
    words = rendered.comparison(choice.case, choice.alike, choice.language, choice.units)
    if words:
        st.html(render("page/compared", words=words))
    if rendered.moves_ground(choice.case):
        language = cache.language(choice.language, choice.units)
        st.selectbox(language.text(N_("Set its size beside")), yardsticks(language, browser_state()),
                     width=300, **bound("alike", "choosing what to compare with"),
                     format_func=lambda which: yardstick_name(which, language))


ASK = N_("Click the map to see what the plan does there, and on which clause that rests.")


def zone_at(ground: Ground, lon: float, lat: float) -> str | None:
    """Return the id of the zone at a spot, or None outside Ukraine."""
    zones = ground.zones
    hits = zones.sindex.query(shapely.Point(lon, lat), predicate="intersects")
    return str(zones.index[hits[0]]) if len(hits) else None


@guarded("card of a spot")
def spot_card(outcome: Outcome, choice: Choice, names: dict[str, str], language: Language) -> None:
    """Draw the card of the selected spot: its status and the reason."""
    found = spot_zone(outcome.ground, choice.at, language)
    if found is None:
        return
    zone, where = found
    row = pieces(outcome).loc[outcome.table.at[zone, "piece"]]
    rule = outcome.scenario.rules[row["rule"]]
    figures = row.to_dict()
    held = language.text(
        N_("{holder} on {day}"), holder=language.text(HOLDER_WORDS[Holder(row["holder"])]),
        day=language.day(outcome.ground.control.on),
    )
    area = language.area(figures["area_km2"])
    with_range = spread(figures, language)
    facts = [
        (N_("Where"), f"{names[row['region']]} ({where})"),
        (N_("Held"), held),
        (N_("Under the plan"), status_words(language, row["status"], rule.level)),
        (N_("Clause"), f"{language.text(rule.clause)} – {language.text(CONFIDENCE_WORDS[rule.confidence])}"),
        (N_("This zone"), f"{area} ({with_range})" if with_range else area),
        (N_("Residents before 2022"), language.people(figures["people"])),
    ]
    coast = coasts_km(outcome.ground, cache.world().neighbours)[outcome.table["piece"] == row.name].sum()
    if coast:
        facts.append((N_("Coast, with lagoons"), language.length(coast)))
    told = [(language.text(name), value) for name, value in facts]
    spot_facts([*told, *_sites_of(outcome, row.name, language)], language,
               language.text(rule.note) if rule.note else "")


def _sites_of(outcome: Outcome, piece: str, language: Language) -> list[tuple[str, str]]:
    """Return the sites in a piece of ground by kind, with their power in MW."""
    there = sites_in(outcome.table, outcome.ground, cache.world().sites)
    return listed_by_kind(there[there["piece"] == piece], language)


def spot_zone(ground: Ground, at: tuple[float, float] | None, language: Language,
              ask: str = ASK) -> tuple[str, str] | None:
    """Return the zone and position of the selected spot; if there is none, show the reason."""
    say = language.text
    if at is None:
        _spot(language, say(ask), quiet=True)
        return None
    lon, lat = (language.digits(f"{degrees:.3f}") for degrees in at)
    where = say(N_("{lat}° N, {lon}° E"), lat=lat, lon=lon)
    zone = zone_at(ground, *at)
    if zone is None:
        words = say(N_("This spot ({where}) lies outside Ukraine or in the sea."), where=where)
        _spot(language, words)
        return None
    return zone, where


def spot_facts(facts: Iterable[tuple[str, str]], language: Language, note: str = "") -> None:
    """Draw the facts of a spot as names and values, then a note."""
    _spot(language, note, list(facts))


def _spot(language: Language, words: str, facts: Sequence[tuple[str, str]] = (), quiet: bool = False) -> None:
    title = "" if quiet else language.text(N_("What happens here"))
    st.html(render("page/spot", title=title, facts=facts, words=words, quiet=quiet))


@guarded("card of the plan")
def plan_card(scenario: Scenario, language: Language) -> None:
    """Draw origin, summary, clauses, other terms, history and sources of a plan."""
    say = language.text
    meta = " · ".join([
        say(GROUP_WORDS[scenario.group]), say(TEXT_STATUS_WORDS[scenario.text_status]),
        since_words(language, scenario.group, scenario.published),
        say(N_("proposed by: {who}"), who=say(scenario.proposed_by)),
    ])
    st.html(render(
        "page/plan", title=say(scenario.title), origin=meta, summary=say(scenario.summary),
        before=say(N_("Before you quote a figure.")), caveat=say(scenario.caveat or "")))
    with panel(say(N_("Clauses: which ground, which status, and why")), "plan-clauses",
               is_open_at_first=True) as is_open:
        if is_open:
            st.html(_clauses(scenario, language))
    _texts(scenario, language)
    sources = [{"name": say(source.publisher), "url": source.url, "note": say(source.note or "")}
               for source in scenario.sources]
    with panel(say(N_("Sources ({count})"), count=len(sources)), "plan-sources") as is_open:
        if is_open:
            st.html(render("page/sources", items=sources))
    if sources:
        st.html(render("page/printed_sources", title=say(N_("Sources of the plan")), items=sources))


def _texts(scenario: Scenario, language: Language) -> None:
    """Draw a panel for each kind of text that the plan has, beside its clauses."""
    say = language.text
    if scenario.terms:
        with panel(say(N_("Other terms of the plan")), "plan-terms") as is_open:
            if is_open:
                st.html(render("page/pairs", items=[(say(TOPIC_WORDS[t.topic]), say(t.text))
                                                    for t in scenario.terms]))
    if scenario.sites:
        with panel(say(N_("Plants, dams and other sites: what the text says of them")),
                   "plan-sites") as is_open:
            if is_open:
                st.html(render("page/pairs", items=site_clauses(scenario, cache.world().sites, language)))
    if scenario.points:
        with panel(say(N_("All {count} points, one line each"), count=len(scenario.points)),
                   "plan-points") as is_open:
            if is_open:
                st.html(render("page/points", items=[(p.number, say(p.text)) for p in scenario.points]))
    if scenario.history:
        with panel(say(N_("History")), "plan-history") as is_open:
            if is_open:
                st.html(render("page/pairs",
                               items=[(language.day(e.on), say(e.text)) for e in scenario.history]))


CLAUSE_TERMS = ("clause", "confidence", "interpretation", "de-facto", "title", "open")
"""The words of the table of clauses that the glossary explains."""


def _clauses(scenario: Scenario, language: Language) -> str:
    columns = (N_("Ground"), N_("Under the plan"), N_("Clause and basis"))
    rows = [
        Row(Cell(clause.ground),
            (Cell(clause.status), Cell(f"{clause.clause} – {clause.confidence}", note=clause.note)))
        for clause in clauses(scenario, cache.region_names(language.code), language)
    ]
    terms = render("terms", summary=language.text(TERMS_TITLE), items=meanings(CLAUSE_TERMS, language))
    return table_html(Table(heads([language.text(word) for word in columns]), tuple(rows),
                            kind="ledger words")) + terms
