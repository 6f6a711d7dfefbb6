"""What a page needs to show any plan on any day of both records by itself: the engine's file, and words."""

import base64
from datetime import date
from typing import Any

from geo.case import LIVEUAMAP, RECORD
from geo.control.dates import days
from geo.control.nobodys import DRAINED
from geo.control.origin import OriginKind
from geo.control.record import Record
from geo.engine.file import engine_file
from geo.engine.plans import answerable
from geo.measure import KM2_PER_SQUARE_MILE
from geo.outcomes.outcome import country
from geo.plans.library import TODAY
from geo.plans.scenario import Scenario
from geo.status import Holder, Side
from layers.html.ledger import heads
from layers.language import N_, Language
from layers.one_file.beside import beside
from layers.one_file.comparison import comparison_words, plan_names
from layers.one_file.drawn import drawn_words
from layers.one_file.own_plan import own_plan_words
from layers.one_file.rule_words import rule_entry
from layers.request import ExportRequest
from layers.selection import SIDES_ORDERED, SIDES_SHOWN, switches
from layers.style.styles import HELD, STROKES
from layers.svg.signs import Signs
from layers.text.credit import OTHER_SOURCES, line_source, map_credit, short_source, site_credits
from layers.text.legend import NOT_SHOWN, SITE_WORDS, Entry, Flat, Line, Spot
from layers.text.not_shown import not_shown
from layers.text.wording import (
    HOLDER_LONG,
    HOLDER_WORDS,
    PEOPLE_NOTE,
    SIDE_WORDS,
    TEXT_STATUS_WORDS,
)
from layers.web.zone_facts import rule_words

SAMPLE = date(2025, 11, 21)
RECORD_OF = {OriginKind.RECORD: RECORD, OriginKind.SECOND_RECORD: LIVEUAMAP}

WORDS: dict[str, str] = {
    "on": N_("Line of contact on"),
    "record": N_("Record"),
    "back": N_("Back to {day}"),
    "own_line": N_("Line of this page"),
    "unknown": N_("{record} does not know the line on {day}. The nearest known day is {near}."),
    "dateline": N_("Line of contact as of {day}. Source: {source}."),
    "line": N_("Line of contact: {day}"),
    "as_drawn": N_("Figures for the line as drawn, worked out in this page, without a range."),
    "no_overlay": N_("The plan's buffers and border strips are not worked out for this day: they are neither "
                     "on the map nor in the figures."),
    "held": N_("On {day}, {area} of Ukraine ({share}) was under Russian military control."),
    "tip": N_("{holder} on {day}: {area}"),
    "people": N_("{people} residents before 2022"),
    "nobody": N_("no recorded settlement"),
    "caption": N_("{plan}: area and people by region, line of contact of {day}"),
    "caption_held": N_("Area and people by region and holder, line of contact of {day}"),
    "not_shown": NOT_SHOWN,
}


def engine_text(request: ExportRequest) -> str:
    """Return the engine's file of the plans that a page shows, as base64."""
    return base64.b64encode(engine_file(request.world, _plans(request))).decode("ascii")


def _plans(request: ExportRequest) -> list[Scenario]:
    """Return the plans of a page: those of the library, and the request's own as the reader has it."""
    own = {} if request.outcome is None else {request.id: request.outcome.scenario}
    return list({**request.library.plans, **own}.values())


def chooser(request: ExportRequest) -> dict[str, Any]:
    """Return the words of the choice of day and record, its first day and its last."""
    language = request.language
    spans = [period for record in _records(request).values() for period in record.periods]
    return {
        "own": request.on.isoformat(),
        "first": min(request.on, *(period.first for period in spans)).isoformat(),
        "last": max(request.on, *(period.last for period in spans)).isoformat(),
        "on": language.text(WORDS["on"]),
        "record": language.text(WORDS["record"]),
        "back": language.text(WORDS["back"], day=language.day(request.on)),
    }


def _records(request: ExportRequest) -> dict[str, Record]:
    world = request.world
    second = {} if world.second_record is None else {LIVEUAMAP: world.second_record}
    return {RECORD: world.record, **second}


def any_day(request: ExportRequest, signs: Signs) -> dict[str, Any]:
    """Return the words, names and signs that a page needs beside the engine's file.

    Parameters
    ----------
    request
        The page's own line of contact, language, regions and layers.
    signs
        The swatches of the page; those of every status and line are added.
    """
    language, world = request.language, request.world
    say = language.text
    plans = answerable(_plans(request), days(world.record.periods))
    return {
        "own": {"on": request.on.isoformat(),
                "record": RECORD_OF.get(request.ground.control.origin.kind)},
        "records": {name: _record(record, language) for name, record in _records(request).items()},
        "plans": {plan.id: _plan(plan, request, signs) for plan in plans},
        "today": TODAY,
        "names": request.names,
        "hidden": sorted(request.hidden),
        "layers": switches(request.layers),
        "drained": DRAINED.isoformat(),
        "country_km2": country(world)["area_km2"],
        "sides": {side.value: say(SIDE_WORDS[side]) for side in Side},
        "shown": [side.value for side in SIDES_SHOWN],
        "order": [side.value for side in SIDES_ORDERED],
        "holders": {holder.value: {"short": say(HOLDER_WORDS[holder]), "long": say(HOLDER_LONG[holder])}
                    for holder in Holder},
        "heads": [words for n, words in enumerate(heads(language)) if n not in (4, 6)],
        "lines": _lines(signs, language),
        "numbers": _numbers(language),
        "words": {**{name: say(words) for name, words in WORDS.items()}, "notes": _notes(request)},
        "comparison": comparison_words(signs, language), "drawn": drawn_words(language),
        "beside": beside(request), "edit": own_plan_words(plans, language, signs),
    }


def _notes(request: ExportRequest) -> str:
    """Return the notes of the footer that hold for every day."""
    language, say = request.language, request.language.text
    parts = (not_shown(request.shown, request.names, language), say(OTHER_SOURCES),
             site_credits(request.layers, language), say(PEOPLE_NOTE))
    return " ".join(filter(None, parts))


def _record(record: Record, language: Language) -> dict[str, Any]:
    """Return a record's name, and how the line of each of its periods is credited."""
    spans = []
    for period in record.periods:
        origin = record.origin_on(period.first)
        spans.append({"first": period.first.isoformat(), "last": period.last.isoformat(),
                      "source": line_source(origin, language), "note": language.text(origin.note),
                      "credit": map_credit(((period.first, origin),), language)})
    return {"name": short_source(record.origin, language), "spans": spans}


def _plan(plan: Scenario, request: ExportRequest, signs: Signs) -> dict[str, Any]:
    say = request.language.text
    day = plan.reference_date
    behind = [] if day is None else [map_credit(((day, request.world.origin_on(day)),), request.language)]
    return {
        "title": say(plan.title), **plan_names(plan, request.language),
        "text_status": say(TEXT_STATUS_WORDS[plan.text_status]),
        "credit": behind,
        "bands": bool(plan.bands),
        "rules": [rule_entry(rule, request.language, signs) for rule in plan.rules],
        "clauses": rule_words(plan, request.language),
    }


def _lines(signs: Signs, language: Language) -> dict[str, dict[str, str]]:
    """Return the legend of lines, and of the holders where there is no plan."""
    words = {"contact": N_("Line of contact, {day}"), "plan_line": N_("New dividing line under the plan"),
             "wall": N_("“Security wall”, as reported"),
             "withdrawal": N_("Edge of the area Ukraine would withdraw from"),
             "outline": N_("Ukraine's border of 1991 (UNGA 68/262) and coast")}
    found = {name: Entry(Line(STROKES[name]), language.text(text)) for name, text in words.items()}
    found["site"] = Entry(Spot(), language.text(SITE_WORDS))
    found["held"] = Entry(Flat(HELD.colour, HELD.tint), language.text(HOLDER_LONG[Holder.RUSSIA]))
    return {name: {"words": entry.words, "sign": signs.id_of(entry)} for name, entry in found.items()}


def _numbers(language: Language) -> dict[str, Any]:
    """Return how the language writes numbers, areas and days, for a script that has only the parts."""
    months = [language.day(date(SAMPLE.year, month, SAMPLE.day)) for month in range(1, 13)]
    return {
        "days": [day.replace(str(SAMPLE.day), "{d}").replace(str(SAMPLE.year), "{y}") for day in months],
        "group": language.number(1234).removeprefix("1").removesuffix("234"),
        "unit": language.with_unit("", language.area_unit),
        "unit_km2": 1.0 if language.units == "km2" else KM2_PER_SQUARE_MILE,
        "share": language.share(1, 8).replace("12", "{whole}").replace("5", "{tenth}"),
    }

