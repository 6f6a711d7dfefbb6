"""What a web page says about a plan, as plain values for its template: every word translated."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from geo.outcomes.figures import FIGURES_CHANGED, total
from geo.plans.library import TODAY
from geo.plans.scenario import Scenario, Source
from geo.status import Holder
from layers.captions.citation import citation
from layers.captions.link import link_of
from layers.export.csv import figure_rows
from layers.export.metadata import LICENCE
from layers.html.ledger import NUMBERS, LedgerRow, LedgerTable, heads, ledger_table, numbers_of
from layers.html.render import web_address
from layers.html.table import heads as table_heads
from layers.language import N_
from layers.plate.text import sheet_of
from layers.request import ExportRequest
from layers.svg.signs import Signs
from layers.text.clauses import clauses
from layers.text.credit import credited_lines, credits_of, figure_sources, line_source
from layers.text.not_shown import not_shown
from layers.text.wording import (
    DISCLAIMER,
    GROUP_WORDS,
    HOLDER_LONG,
    HOLDER_WORDS,
    NAME,
    PEOPLE_NOTE,
    RANGE_NOTE,
    TOPIC_WORDS,
)

ASSETS = Path(__file__).resolve().parents[1] / "assets"

WORDS: dict[str, str] = {
    "plan": N_("Plan"),
    "previous": N_("Previous plan"),
    "next": N_("Next plan"),
    "by_arrows": N_("The arrow keys change the plan while the list or a button beside it has the focus."),
    "plans": N_("All plans"),
    "without": N_("Without a plan"),
    "to_table": N_("Skip the map: go to the table"),
    "figures": N_("Key figures"),
    "legend": N_("Legend"),
    "ledger": N_("Area and people by region"),
    "about": N_("The plan"),
    "caveat": N_("Before you quote a figure"),
    "clauses": N_("Clauses: which ground, which status, and why"),
    "ground": N_("Ground"),
    "status": N_("Under the plan"),
    "reading": N_("Clause and basis"),
    "terms": N_("Other terms of the plan"),
    "sources": N_("Sources of the plan"),
    "data_sources": N_("Sources of the figures"),
    "cite": N_("Cite as"),
    "map": N_("Map; the table below it says the same in words"),
    "zoom_in": N_("Zoom in"),
    "zoom_out": N_("Zoom out"),
    "back": N_("This page online"),
    "still": N_("Without JavaScript the map is a still picture; tables and words are all here."),
}
"""What stands on buttons and above sections."""


def words_of(order: ExportRequest) -> dict[str, str]:
    """WORDS in the order's language."""
    return {name: order.language.text(words) for name, words in WORDS.items()}


def reading(order: ExportRequest, signs: Signs) -> dict[str, Any]:
    """Everything that a page says about the plan of an order, or about the line without one."""
    language, names, outcome = order.language, order.names, order.outcome
    say, sheet = language.text, sheet_of(order)
    scenario = None if outcome is None else outcome.scenario
    return {
        "id": order.id,
        "short": short_name(order),
        "kicker": sheet.kicker,
        "title": sheet.title,
        "summary": sheet.summary,
        "figures": [{name: getattr(item, name) for name in ("label", "value", "spread", "people", "detail")}
                    for item in sheet.figures],
        "legend": [{"sign": signs.id_of(entry), "words": entry.words} for entry in sheet.legend],
        "table": _held(order) if outcome is None else ledger_table(outcome, order.world, names, language),
        "about": say(scenario.summary) if scenario else "",
        "caveat": say(scenario.caveat or "") if scenario else "",
        "by": say(N_("Proposed by: {who}"), who=scenario.proposed_by) if scenario else "",
        "clauses": [asdict(clause) for clause in clauses(scenario, names, language)] if scenario else [],
        "terms": [{"topic": say(TOPIC_WORDS[term.topic]), "text": say(term.text)}
                  for term in scenario.terms] if scenario else [],
        "sources": [_source(order, source) for source in scenario.sources] if scenario else [],
        "citation": citation(order),
    }


def short_name(order: ExportRequest) -> str:
    """What a list of plans calls the order."""
    say = order.language.text
    return say(N_("Line of contact")) if order.outcome is None else say(order.outcome.scenario.short_title)


def notes_of(order: ExportRequest, plans: Iterable[Scenario] = ()) -> dict[str, Any]:
    """What stands at the foot of every page: day, sources, notes, disclaimer, versions, licence.

    `plans` are those that the page shows beside the order's own.
    """
    lines = credited_lines(order, plans)
    language, say = order.language, order.language.text
    day, back = language.day(order.on), link_of(order)
    return {
        "lang": language.code,
        "name": say(NAME),
        "day": day,
        "dateline": say(N_("Line of contact as of {day}. Source: {source}."), day=day,
                        source=line_source(order.ground.control.origin, language)),
        "notes": list(filter(None, [
            not_shown(order.shown, order.names, language), credits_of(lines, language), say(PEOPLE_NOTE),
            say(RANGE_NOTE, km=language.decimal(order.ground.margin_km)),
            *(back.notes(language) if back.address else ())])),
        "data_sources": [
            {"name": say(item["title"]), "url": web_address(item["url"]), "note": say(item["licence"])}
            for item in figure_sources(lines, order.world)],
        "disclaimer": say(DISCLAIMER),
        "stamp": say(N_("Data version {version}; figures last changed {day}."),
                     version=order.world.version, day=FIGURES_CHANGED),
        "licence": say(LICENCE),
        "address": web_address(back.address),
    }


def grouped(readings: Sequence[Mapping[str, Any]], order: ExportRequest) -> list[dict[str, Any]]:
    """Readings as a list of plans shows them: by group of plans, then the line without a plan."""
    say, plans = order.language.text, order.library.plans
    found: dict[str, list[Mapping[str, Any]]] = {}
    for item in readings:
        plan = plans.get(item["id"], None if order.outcome is None else order.outcome.scenario)
        group = WORDS["without"] if item["id"] == TODAY or plan is None else GROUP_WORDS[plan.group]
        found.setdefault(say(group), []).append(item)
    return [{"name": name, "plans": items} for name, items in found.items()]


def _source(order: ExportRequest, source: Source) -> dict[str, str]:
    return {"name": source.publisher, "url": web_address(source.url),
            "note": order.language.text(source.note or "")}


def _held(order: ExportRequest) -> LedgerTable:
    """The table of the line without a plan: what each side holds by region, then its sum."""
    language, say, table = order.language, order.language.text, order.ground.table
    rows = []
    for holder in (Holder.RUSSIA, Holder.UKRAINE):
        rows += [LedgerRow(order.names[row["region"]], say(HOLDER_WORDS[holder]), numbers_of(row, language))
                 for row in figure_rows(order).to_dict("records") if row["holder"] == holder]
        rows.append(LedgerRow(say(HOLDER_LONG[holder]), "",
                              numbers_of(total(table[table["holder"] == holder]), language), total=True))
    words = table_heads(heads(language), NUMBERS)
    return LedgerTable(
        say(N_("Area and people by region and holder, line of contact of {day}"), day=language.day(order.on)),
        (words[0], *words[2:]),  # there is no plan that a status could come from
        tuple(rows), by_status=False)
