"""The content of the workbook's sheets: columns and rows, before anything is written."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from geo.gazetteer.cities import together
from geo.outcomes.figures import NUMBERS, plain, tally, total
from geo.outcomes.outcome import Outcome, country
from geo.outcomes.settlements import held_places, settlements_of
from geo.plans.scenario import Rule
from geo.status import Holder, Side, Status
from layers.export.csv import figure_rows
from layers.language import N_, Language
from layers.request import ExportRequest
from layers.style.statuses import STATUSES
from layers.text.clauses import clauses
from layers.text.credit import credited_lines, figure_sources
from layers.text.overlays import overlay_words
from layers.text.towns import KIND_WORDS
from layers.text.wording import (
    CONFIDENCE_WORDS,
    HOLDER_LONG,
    HOLDER_WORDS,
    SIDE_WORDS,
    status_words,
)

WORDS, PROSE, LINK = "words", "prose", "link"
AREA, PEOPLE, SHARE, DEGREES = "area", "people", "share", "degrees"
"""Cell types: single-line and wrapped text, URLs, km2, whole numbers, shares, degrees."""


@dataclass(frozen=True)
class Column:
    """One column: its heading, cell type and width in characters."""

    heading: str
    kind: str = WORDS
    width: int = 16


@dataclass(frozen=True)
class Sheet:
    """One sheet: a header row, then rows of plain values (None for an empty cell)."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]


RANGES = (
    Column(N_("Area, km²"), AREA), Column(N_("Area, least"), AREA), Column(N_("Area, most"), AREA),
    Column(N_("Residents before 2022"), PEOPLE), Column(N_("People, least"), PEOPLE),
    Column(N_("People, most"), PEOPLE),
)
REGION = (Column(N_("Region id"), width=10), Column(N_("Region"), width=18))
STATUS = (Column(N_("Under the plan"), width=32), Column(N_("Status id"), width=14))
HELD_BY = Column(N_("Holder on the date"))


def sheets(request: ExportRequest) -> list[Sheet]:
    """Return the sheets after the first: totals, figures, overlays, settlements, clauses, sources.

    Without a plan there are no overlays and no clauses. Areas are in km2, people are residents in the
    reference year; both with their lowest and highest values if the line is off by the margin.
    """
    outcome = request.outcome
    made = [_totals(request), _figures(request)]
    if outcome is not None and outcome.bands:
        made.append(_overlays(request, outcome))
    made.append(_settlements(request))
    if outcome is not None:
        made.append(_clauses(request, outcome))
    return [*made, _sources(request)]


def _numbers(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(plain({name: row[name] for name in NUMBERS}).values())


def _short(rule: Rule, language: Language) -> str:
    """Return the short label of a status, with the level of a recognition."""
    return status_words(language, rule.status, rule.level, short=True)


def _totals(request: ExportRequest) -> Sheet:
    say, whole = request.language.text, country(request.world)
    share = Column(N_("Share of Ukraine"), SHARE, 12)
    table = request.ground.table if request.outcome is None else request.outcome.table
    key = "holder" if request.outcome is None else "status"
    rows = []
    for name in (Holder if request.outcome is None else Status):
        part = table[table[key] == name.value]
        figures = total(part)
        if not (figures["area_km2"] or figures["people"]):
            continue
        words = (say(HOLDER_LONG[name]),) if isinstance(name, Holder) else (
            say(STATUSES[name].phrase), say(SIDE_WORDS[name.side]))
        rows.append((*words, name.value, *_numbers(figures), figures["area_km2"] / whole["area_km2"]))
    first = (Column(N_("Under the plan"), PROSE, 46), Column(N_("Side"), PROSE, 34), STATUS[1]
             ) if request.outcome else (Column(N_("Holder on the date"), width=40), Column(N_("Holder id")))
    figures = total(table)
    blank = (None,) * (len(first) - 1)
    rows.append((say(N_("Ukraine in the borders of 1991")), *blank, *_numbers(figures), 1.0))
    return Sheet(N_("Totals"), (*first, *RANGES, share), tuple(rows))


def _figures(request: ExportRequest) -> Sheet:
    outcome, language = request.outcome, request.language
    rows = []
    behind = {} if outcome is None else {
        key: sorted(set(numbers)) for key, numbers in
        outcome.table.groupby(["region", "status", "holder"])["rule"].agg(list).items()}
    for row in figure_rows(request).to_dict("records"):
        start = (row["region"], request.names[row["region"]])
        held = language.text(HOLDER_WORDS[Holder(row["holder"])])
        if outcome is None:
            rows.append((*start, held, *_numbers(row)))
            continue
        rules = [outcome.scenario.rules[n] for n in behind[row["region"], row["status"], row["holder"]]]
        words = "; ".join(dict.fromkeys(_short(rule, language) for rule in rules))
        notes = "; ".join(dict.fromkeys(
            f"{language.text(rule.clause)} – {language.text(CONFIDENCE_WORDS[rule.confidence])}"
            for rule in rules))
        rows.append((*start, words, row["status"], held, *_numbers(row), notes))
    plan, why = (STATUS, (Column(N_("Clause"), PROSE, 44),)) if outcome else ((), ())
    return Sheet(N_("Figures"), (*REGION, *plan, HELD_BY, *RANGES, *why), tuple(rows))


def _overlays(request: ExportRequest, outcome: Outcome) -> Sheet:
    rows = [(overlay_words(item.band.kind, item.band, request.language), row["region"],
             request.names[row["region"]], request.language.text(HOLDER_WORDS[Holder(row["holder"])]),
             *_numbers(row))
            for item in outcome.bands for row in tally(item.table, ["region", "holder"]).to_dict("records")]
    overlay = Column(N_("Laid over the ground"), PROSE, 40)
    return Sheet(N_("Overlays"), (overlay, *REGION, HELD_BY, *RANGES), tuple(rows))


def _settlements(request: ExportRequest) -> Sheet:
    """List settlements that would not simply stay Ukrainian-held; without a plan, the Russian-held ones."""
    outcome, language, world = request.outcome, request.language, request.world
    towns = _held_towns(request) if outcome is None else settlements_of(outcome, world)
    if outcome is not None:
        towns = towns[towns["side"] != Side.KEEPS]
    units = {unit: world.names_of(unit, language.name_column) for unit in ("raion", "hromada")}
    rules = [] if outcome is None else [
        (_short(rule, language), rule.status.value, language.text(rule.clause))
        for rule in outcome.scenario.rules]
    names = request.names
    rows = tuple(
        (
            town["name_en"], town["name_uk"], town["former_en"], town["former_uk"],
            language.text(KIND_WORDS[town["kind"]]),
            names[town["region"]], units["raion"].get(town["raion"]), units["hromada"].get(town["hromada"]),
            language.text(HOLDER_WORDS[Holder(town["holder"])]),
            *(rules[town["rule"]] if rules else ()),
            int(town["population"]), town["lon"], town["lat"],
            town["settlement"],
        )
        for town in towns.to_dict("records"))
    plan = (*STATUS, Column(N_("Clause"), width=34)) if outcome else ()
    return Sheet(N_("Settlements"), (
        Column(N_("Name in English"), width=24), Column(N_("Name in Ukrainian"), width=24),
        Column(N_("Former name in English"), width=24), Column(N_("Former name in Ukrainian"), width=24),
        Column(N_("Kind"), width=11), Column(N_("Region"), width=16), Column(N_("Raion"), width=18),
        Column(N_("Hromada"), width=20), HELD_BY, *plan, Column(N_("Residents before 2022"), PEOPLE),
        Column(N_("Longitude"), DEGREES, 11), Column(N_("Latitude"), DEGREES, 11),
        Column(N_("Code"), width=16),
    ), rows)


def _held_towns(request: ExportRequest) -> pd.DataFrame:
    """List Russian-held settlements, the largest first; of a divided city, only the parts held."""
    places = held_places(request.world, request.ground.control, {}).table
    places = places[places["holder"] == Holder.RUSSIA]
    return together(places, request.world.cities, ("holder",))


def _clauses(request: ExportRequest, outcome: Outcome) -> Sheet:
    """List the rules in order with the ground each applies to, then the plan's overlays."""
    rules = range(len(outcome.scenario.rules))
    figures = [_numbers(total(outcome.table[outcome.table["rule"] == number])) for number in rules]
    nothing = (None,) * len(RANGES)
    rows = [
        (line.ground, line.status, line.clause, line.confidence, line.note or None,
         *(figures[number] if number < len(figures) else nothing))
        for number, line in enumerate(clauses(outcome.scenario, request.names, request.language))
    ]
    return Sheet(N_("Clauses"), (
        Column(N_("Ground"), PROSE, 30), Column(N_("Under the plan"), PROSE, 36),
        Column(N_("Clause"), PROSE, 28), Column(N_("Confidence"), width=13), Column(N_("Note"), PROSE, 70),
        *RANGES,
    ), tuple(rows))


def _sources(request: ExportRequest) -> Sheet:
    say: Callable[[str], str] = request.language.text
    rows: list[tuple[Any, ...]] = []
    if request.outcome is not None:
        rows += [(say(N_("Text of the plan")), say(source.publisher), str(source.url) if source.url else None,
                  None, say(source.note) if source.note else None)
                 for source in request.outcome.scenario.sources]
    lines = credited_lines(request)
    owed = figure_sources(lines, request.world, request.language)
    of_the_line = len(owed) - len(figure_sources((), request.world, request.language))
    rows += [(say(N_("Line of contact") if number < of_the_line else N_("Figures")), source["title"],
              source["url"], source["licence"], None) for number, source in enumerate(owed)]
    return Sheet(N_("Sources"), (
        Column(N_("What it is for"), width=18), Column(N_("Source"), PROSE, 52),
        Column(N_("Address"), LINK, 60), Column(N_("Licence"), PROSE, 30), Column(N_("Note"), PROSE, 36),
    ), tuple(rows))
