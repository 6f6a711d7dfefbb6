"""Cards of text: headline figures, what happens at a spot, and the plan with its clauses."""

from collections.abc import Iterable, Sequence
from html import escape

import shapely
import streamlit as st

from geo.outcomes.outcome import Outcome, pieces
from geo.plans.scenario import Scenario
from geo.status import Holder
from geo.zones.ground import Ground
from layers.choice import Choice
from layers.html.provenance import details_html
from layers.language import N_, Language
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
from page.guard import guarded
from page.state import cache


@guarded("headline figures")
def headline_cards(items: Sequence[Headline], language: Language) -> None:
    """The headline figures side by side, each with its range, and where it comes from."""
    cells = "".join(
        f'<div class="figure"><div class="label">{escape(item.label)}</div>'
        f'<div class="value">{escape(item.value)}</div>'
        f'<div class="spread">{escape(item.spread) or "&nbsp;"}</div>'
        f'<div class="note">{escape(item.people)}</div>'
        f'<div class="note">{escape(item.detail)}</div>'
        f"{details_html(item.explanation, language) if item.explanation else ''}</div>"
        for item in items
    )
    st.html(f'<div class="figures">{cells}</div>')


ASK = N_("Click the map to see what the plan does there, and on which clause that rests.")


def zone_at(ground: Ground, lon: float, lat: float) -> str | None:
    """The id of the zone at a spot, or None outside Ukraine."""
    zones = ground.zones
    hits = zones.sindex.query(shapely.Point(lon, lat), predicate="intersects")
    return str(zones.index[hits[0]]) if len(hits) else None


@guarded("card of a spot")
def spot_card(outcome: Outcome, choice: Choice, names: dict[str, str], language: Language) -> None:
    """What happens at the spot that was clicked, and why."""
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
        (N_("Clause"), f"{rule.clause} – {language.text(CONFIDENCE_WORDS[rule.confidence])}"),
        (N_("This zone"), f"{area} ({with_range})" if with_range else area),
        (N_("Residents before 2022"), language.people(figures["people"])),
    ]
    spot_facts([(language.text(name), value) for name, value in facts], language,
               language.text(rule.note) if rule.note else "")


def spot_zone(ground: Ground, at: tuple[float, float] | None, language: Language,
              ask: str = ASK) -> tuple[str, str] | None:
    """The zone at the spot that was clicked, and where that is; without one the card says why."""
    say = language.text
    if at is None:
        _spot(f'<p class="quiet">{escape(say(ask))}</p>', language)
        return None
    where = f"{at[1]:.3f}° N, {at[0]:.3f}° E"
    zone = zone_at(ground, *at)
    if zone is None:
        words = say(N_("This spot ({where}) lies outside Ukraine or in the sea."), where=where)
        _spot(f"<p>{escape(words)}</p>", language)
        return None
    return zone, where


def spot_facts(facts: Iterable[tuple[str, str]], language: Language, note: str = "") -> None:
    """The card of a spot: names and values, then a note."""
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in facts)
    _spot(f"<dl>{rows}</dl>" + (f"<p>{escape(note)}</p>" if note else ""), language)


def _spot(body: str, language: Language) -> None:
    heading = escape(language.text(N_("What happens here")))
    st.html(f'<div class="card" aria-live="polite"><h2>{heading}</h2>{body}</div>')


@guarded("card of the plan")
def plan_card(scenario: Scenario, language: Language) -> None:
    """Origin, summary, clauses, other terms, history and sources of a plan."""
    say = language.text
    meta = " · ".join([
        say(GROUP_WORDS[scenario.group]), say(TEXT_STATUS_WORDS[scenario.text_status]),
        since_words(language, scenario.group, scenario.published),
        say(N_("proposed by {who}"), who=scenario.proposed_by),
    ])
    blocks = [f"<h2>{escape(say(scenario.title))}</h2>", f'<p class="quiet">{escape(meta)}</p>',
              f"<p>{escape(say(scenario.summary))}</p>"]
    if scenario.caveat:
        blocks.append(f'<p class="caveat"><strong>{escape(say(N_("Before you quote a figure.")))}'
                      f"</strong> {escape(say(scenario.caveat))}</p>")
    st.html(f'<div class="card">{"".join(blocks)}</div>')
    with st.expander(say(N_("Clauses: which ground, which status, and why")), expanded=True):
        st.html(_clauses(scenario, language))
    if scenario.terms:
        with st.expander(say(N_("Other terms of the plan"))):
            st.html(_pairs((say(TOPIC_WORDS[t.topic]), say(t.text)) for t in scenario.terms))
    if scenario.points:
        with st.expander(say(N_("All {count} points, one line each"), count=len(scenario.points))):
            items = "".join(f'<li value="{p.number}">{escape(say(p.text))}</li>'
                            for p in scenario.points)
            st.html(f'<ol class="points">{items}</ol>')
    if scenario.history:
        with st.expander(say(N_("History"))):
            st.html(_pairs((language.day(e.on), say(e.text)) for e in scenario.history))
    with st.expander(say(N_("Sources ({count})"), count=len(scenario.sources))):
        st.html(_sources(scenario, language))


def _clauses(scenario: Scenario, language: Language) -> str:
    rows = []
    for clause in clauses(scenario, cache.region_names(language.code), language):
        note = f'<div class="quiet">{escape(clause.note)}</div>' if clause.note else ""
        rows.append(f'<tr><th scope="row">{escape(clause.ground)}</th><td>{escape(clause.status)}</td>'
                    f"<td>{escape(clause.clause)} – {escape(clause.confidence)}{note}</td></tr>")
    heads = "".join(f'<th scope="col">{escape(language.text(word))}</th>'
                    for word in (N_("Ground"), N_("Under the plan"), N_("Clause and basis")))
    return (f'<div class="scroll" tabindex="0"><table class="ledger words"><thead><tr>{heads}</tr>'
            f'</thead><tbody>{"".join(rows)}</tbody></table></div>')


def _sources(scenario: Scenario, language: Language) -> str:
    items = []
    for source in scenario.sources:
        name = escape(source.publisher)
        if source.url is not None:
            address = escape(str(source.url), quote=True)
            name = f'<a href="{address}" rel="noopener noreferrer" target="_blank">{name}</a>'
        note = f' <span class="quiet">{escape(language.text(source.note))}</span>' \
            if source.note else ""
        items.append(f"<li>{name}{note}</li>")
    return f'<ul class="sources">{"".join(items)}</ul>'


def _pairs(pairs: Iterable[tuple[str, str]]) -> str:
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in pairs)
    return f'<dl class="pairs">{rows}</dl>'
