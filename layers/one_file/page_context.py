"""The content of a web page about a plan: translated plain values for its template."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from geo.corrections.log import load_log
from geo.outcomes.figures import FIGURES_CHANGED, total
from geo.plans.library import TODAY
from geo.plans.scenario import Scenario, Source
from geo.status import Holder
from layers.captions.citation import citation
from layers.captions.comparable import moved_beside
from layers.captions.link import link_of
from layers.export.csv import figure_rows
from layers.export.metadata import LICENCE
from layers.glossary import explained
from layers.html.ledger import NUMBERS, LedgerRow, LedgerTable, heads, ledger_table, numbers_of
from layers.html.render import web_address
from layers.html.table import heads as table_heads
from layers.language import N_
from layers.plate.text import sheet_of
from layers.reading.corrections import CAPTION, corrections_table
from layers.request import ExportRequest
from layers.svg.signs import Signs
from layers.text.clauses import clauses
from layers.text.credit import credited_lines, credits_of, figure_sources, line_source, site_credits
from layers.text.not_shown import not_shown
from layers.text.wording import (
    DISCLAIMER,
    GROUP_WORDS,
    HOLDER_LONG,
    HOLDER_WORDS,
    NAME,
    PEOPLE_NOTE,
    TOPIC_WORDS,
    range_note,
)

ASSETS = Path(__file__).resolve().parents[1] / "assets"

WORDS: dict[str, str] = {
    "plan": N_("Plan"),
    "language": N_("Language"),
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
"""Labels of buttons and headings of sections."""


def words_of(request: ExportRequest) -> dict[str, str]:
    """Translate WORDS into the language of the request."""
    return {name: request.language.text(words) for name, words in WORDS.items()}


def reading(request: ExportRequest, signs: Signs) -> dict[str, Any]:
    """Return the page's text about the plan of a request, or about the line of contact without a plan."""
    language, names, outcome = request.language, request.names, request.outcome
    say, sheet = language.text, sheet_of(request)
    scenario = None if outcome is None else outcome.scenario
    return {
        "id": request.id,
        "short": short_name(request),
        "kicker": sheet.kicker,
        "title": sheet.title,
        "summary": sheet.summary,
        "beside": "" if outcome is None else moved_beside(
            outcome, request.choice.alike, request.world, language),
        "figures": [{name: getattr(item, name) for name in ("label", "value", "spread", "notes")}
                    for item in sheet.figures],
        "legend": [{"sign": signs.id_of(entry), "words": entry.words} for entry in sheet.legend],
        "table": _held(request) if outcome is None else ledger_table(outcome, request.world, names, language),
        "about": say(scenario.summary) if scenario else "",
        "caveat": say(scenario.caveat or "") if scenario else "",
        "by": say(N_("Proposed by: {who}"), who=say(scenario.proposed_by)) if scenario else "",
        "clauses": [asdict(clause) for clause in clauses(scenario, names, language)] if scenario else [],
        "terms": [{"topic": say(TOPIC_WORDS[term.topic]), "text": say(term.text)}
                  for term in scenario.terms] if scenario else [],
        "sources": [_source(request, source) for source in scenario.sources] if scenario else [],
        "citation": citation(request),
    }


def short_name(request: ExportRequest) -> str:
    """Return the name of the request's plan in a list of plans."""
    say = request.language.text
    outcome = request.outcome
    return say(N_("Line of contact")) if outcome is None else say(outcome.scenario.short_title)


def notes_of(request: ExportRequest, plans: Iterable[Scenario] = ()) -> dict[str, Any]:
    """Return the footer of every page: day, sources, notes, disclaimer, versions, licence.

    `plans` are the plans that the page shows in addition to the request's own.
    """
    lines = credited_lines(request, plans)
    language, say = request.language, request.language.text
    day, back = language.day(request.on), link_of(request)
    return {
        "lang": language.code,
        "name": say(NAME),
        "day": day,
        "dateline": say(N_("Line of contact as of {day}. Source: {source}."), day=day,
                        source=line_source(request.ground.control.origin, language)),
        "notes": list(filter(None, [
            not_shown(request.shown, request.names, language), credits_of(lines, language),
            site_credits(request.layers, language), say(PEOPLE_NOTE),
            range_note(request.ground, request.language),
            *(back.notes(language) if back.address else ())])),
        "data_sources": [
            {"name": item["title"], "url": web_address(item["url"]), "note": item["licence"]}
            for item in figure_sources(lines, request.world, language)],
        "disclaimer": say(DISCLAIMER),
        "stamp": say(N_("Data version {version}; figures last changed {day}."),
                     version=request.world.version, day=FIGURES_CHANGED),
        "licence": say(LICENCE),
        "address": web_address(back.address),
        "glossary": {"title": say(N_("What the words mean")), "terms": explained(language)},
        "corrections": {"title": say(CAPTION), "table": corrections_table(load_log().corrections, language)},
    }


def grouped(readings: Sequence[Mapping[str, Any]], request: ExportRequest) -> list[dict[str, Any]]:
    """Group the readings by kind of plan for a list; the line without a plan comes last."""
    say, plans = request.language.text, request.library.plans
    found: dict[str, list[Mapping[str, Any]]] = {}
    for item in readings:
        plan = plans.get(item["id"], None if request.outcome is None else request.outcome.scenario)
        group = WORDS["without"] if item["id"] == TODAY or plan is None else GROUP_WORDS[plan.group]
        found.setdefault(say(group), []).append(item)
    return [{"name": name, "plans": items} for name, items in found.items()]


def _source(request: ExportRequest, source: Source) -> dict[str, str]:
    say = request.language.text
    return {"name": say(source.publisher), "url": web_address(source.url), "note": say(source.note or "")}


def _held(request: ExportRequest) -> LedgerTable:
    """Return the table without a plan: area by holder and region, each holder with its total."""
    language, say, table = request.language, request.language.text, request.ground.table
    rows = []
    for holder in (Holder.RUSSIA, Holder.UKRAINE):
        rows += [LedgerRow(request.names[row["region"]], say(HOLDER_WORDS[holder]), numbers_of(row, language))
                 for row in figure_rows(request).to_dict("records") if row["holder"] == holder]
        rows.append(LedgerRow(say(HOLDER_LONG[holder]), "",
                              numbers_of(total(table[table["holder"] == holder]), language), total=True))
    words = table_heads(heads(language), NUMBERS)
    return LedgerTable(
        say(N_("Area and people by region and holder, line of contact of {day}"),
            day=language.day(request.on)),
        (words[0], *words[2:]),  # without a plan there is no status
        tuple(rows), by_status=False)
