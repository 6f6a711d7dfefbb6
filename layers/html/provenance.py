"""The provenance of a figure as text: formula, range, clauses, sources with licences."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from geo.case import LIVEUAMAP, RECORD
from geo.control.origin import OriginKind
from geo.outcomes.figures import ROW_KEYS, tally
from geo.outcomes.outcome import Outcome
from geo.outcomes.provenance import (
    Explanation,
    Input,
    RangeReason,
    explain,
    explain_contact,
    inputs_of,
    range_reason,
)
from geo.status import Holder
from geo.world import World
from layers.language import N_, Language
from layers.text.credit import MAP_WORDS
from layers.text.wording import (
    CONFIDENCE_WORDS,
    FORMULA_WORDS,
    GIVEN_WORDS,
    HOLDER_WORDS,
    UNIT_WORDS,
    range_words,
    status_words,
)

RECORD_OF = {OriginKind.RECORD: RECORD, OriginKind.SECOND_RECORD: LIVEUAMAP}
"""The name of a record by the origin of its lines."""

RECORD_WORDS = {record: MAP_WORDS[kind] for kind, record in RECORD_OF.items()}
"""Whose map a record follows."""


@dataclass(frozen=True)
class Provenance:
    """The provenance of one figure: paragraphs, then sources; `summary` labels the control that opens it."""

    summary: str
    words: tuple[str, ...]
    sources: tuple["NamedInput", ...]


@dataclass(frozen=True)
class NamedInput:
    """A source as text: what it provides, its date, its name and URL, its licence."""

    gives: str
    as_of: str
    title: str
    url: str
    licence: str


def provenance_of(explanation: Explanation, language: Language) -> Provenance:
    """Return the provenance of one figure as text."""
    say = language.text
    clauses = "; ".join(clause_words(explanation, language))
    rests = say(N_("Basis: {clauses}."), clauses=clauses) if clauses else ""
    version = say(N_("Data version {version}; figures last changed {day}."),
                  version=explanation.data_version,
                  day=language.day(date.fromisoformat(explanation.figures_changed)))
    words = (say(FORMULA_WORDS[explanation.measure]),
             range_words(explanation.range, explanation.margin_km, language),
             observers_words(explanation, language), rests, version)
    return Provenance(say(N_("Where this comes from")), tuple(filter(None, words)),
                  named(explanation.inputs, language))


def observers_words(explanation: Explanation, language: Language) -> str:
    """Say the part of each observer in a range over two; empty if the range is over one line."""
    area = explanation.measure == "area_km2"
    write, unit = (language.area_number, language.area_unit) if area else (language.people, "")
    return "".join(
        language.text(N_("{observer} alone, ± {km} km: {figure}."),
                      observer=language.text(MAP_WORDS[one.observer]),
                      km=language.decimal(explanation.margin_km),
                      figure=f"{language.span(write(one.low), write(one.high))} {unit}".strip()) + " "
        for one in explanation.observers).strip()


def named(inputs: tuple[Input, ...], language: Language) -> tuple[NamedInput, ...]:
    """Return sources as text."""
    say = language.text
    return tuple(NamedInput(say(GIVEN_WORDS[item.gives]), say(item.as_of), say(item.title), item.url or "",
                            say(item.licence)) for item in inputs)


def range_of(row: Mapping[str, Any], measure: str, language: Language) -> str | None:
    """Return the range of a figure in whole units, or None if both ends are then the same."""
    write = language.area_number if measure == "area_km2" else language.people
    low, high = (write(row[f"{measure}_{end}"], exact=True) for end in ("low", "high"))
    return None if low == high else f"{low}–{high}"


def row_why(outcome: Outcome, row: Mapping[str, Any], language: Language) -> tuple[str, ...]:
    """Explain a row of the table: its clauses, and why its figures have a range or none.

    `row` has the figures and `rules`, the indices of the plan's rules behind them.
    """
    say = language.text
    rules = [outcome.scenario.rules[number] for number in row["rules"]]
    margin_km = outcome.ground.margin_km
    lines = [f"{say(rule.clause)} – {say(CONFIDENCE_WORDS[rule.confidence])}" for rule in rules]
    area, people = (_reason(outcome, row, measure, language) for measure in ("area_km2", "people"))
    told = [(N_("Area and people"), area)] if area is people else [(N_("Area"), area), (N_("People"), people)]
    lines += [f"{say(word)}: {range_words(why, margin_km, language)}" for word, why in told]
    return tuple(lines)


def _reason(outcome: Outcome, row: Mapping[str, Any], measure: str, language: Language) -> RangeReason:
    """Return why a figure of a row shows a range or none."""
    low, high = row[f"{measure}_low"], row[f"{measure}_high"]
    if low != high and range_of(row, measure, language) is None:
        return RangeReason.BELOW_UNIT
    return range_reason(low, high, outcome.ground)


@dataclass(frozen=True)
class TableSources:
    """The sources behind the figures of a table; `blocks` has those of each measure."""

    summary: str
    blocks: tuple[tuple[str, tuple[NamedInput, ...]], ...]


def table_sources(outcome: Outcome, world: World, language: Language) -> TableSources:
    """Return the sources of all areas and all populations in a table."""
    say = language.text
    return TableSources(
        say(N_("Sources, dates and licences of all figures in this table")),
        tuple((say(words), named(inputs_of(outcome, world, measure), language))
              for words, measure in ((N_("Sources of every area"), "area_km2"),
                                     (N_("Sources of every population figure"), "people"))))


def clause_words(explanation: Explanation, language: Language) -> tuple[str, ...]:
    """List the clauses on which a figure rests, each with its confidence."""
    say = language.text
    return tuple(dict.fromkeys(f"{say(rule.clause)} ({say(CONFIDENCE_WORDS[rule.confidence])})"
                               for rule in explanation.rules))


def as_dict(figure: str, explanation: Explanation, language: Language) -> dict[str, Any]:
    """Return an explanation as plain values; `figure` says what it counts."""
    say = language.text
    return {
        "figure": figure,
        "unit": say(UNIT_WORDS[explanation.measure]),
        "value": explanation.value, "low": explanation.low, "high": explanation.high,
        "formula": say(FORMULA_WORDS[explanation.measure]),
        "range": range_words(explanation.range, explanation.margin_km, language),
        "observers": [{"record": RECORD_OF[one.observer], "low": one.low, "high": one.high}
                      for one in explanation.observers],
        "margin_km": explanation.margin_km,
        "inputs": [_source(item, language) for item in explanation.inputs],
        "clauses": list(dict.fromkeys(f"{say(rule.clause)} ({rule.confidence})"
                                      for rule in explanation.rules)),
        "data_version": explanation.data_version,
        "figures_changed": explanation.figures_changed,
    }


def _source(item: Input, language: Language) -> dict[str, Any]:
    texts = {name: language.text(getattr(item, name)) for name in ("as_of", "title", "licence")}
    return {**asdict(item), **texts, "gives": language.text(GIVEN_WORDS[item.gives])}


def explanations(outcome: Outcome, world: World) -> Iterator[tuple[Mapping[str, Any], Explanation]]:
    """Yield each row of the table of figures with the explanation of its area, then of its people."""
    keys = list(ROW_KEYS)
    groups = dict(iter(outcome.table.groupby(keys)))
    for row in tally(outcome.table).to_dict("records"):
        zones = groups[tuple(row[key] for key in keys)]
        rules = tuple(sorted(set(zones["rule"])))
        for measure in ("area_km2", "people"):
            yield row, explain(outcome, world, measure, row, rules, zones)


def explain_all(outcome: Outcome, world: World, language: Language) -> list[dict[str, Any]]:
    """Explain the area and people of every row, then the line, as plain values."""
    result = [as_dict(f"{one.measure} of {row['region']}, {row['status']}, held by {row['holder']}", one,
                      language) for row, one in explanations(outcome, world)]
    return [*result, as_dict("line of contact", explain_contact(outcome, world), language)]


def explained_lines(outcome: Outcome, world: World, names: Mapping[str, str],
                    language: Language) -> list[str]:
    """Explain the same as lines of text; `names` are those of regions by id."""
    say = language.text
    lines = []
    for row, one in explanations(outcome, world):
        lines += _lines([names[row["region"]], status_words(language, row["status"], short=True),
                         say(HOLDER_WORDS[Holder(row["holder"])])], one, language)
    return [*lines, *_lines([say(N_("Line of contact"))], explain_contact(outcome, world), language)]


def _lines(name: list[str], one: Explanation, language: Language) -> list[str]:
    told = provenance_of(one, language)
    figures = {key: language.decimal(getattr(one, key)) for key in ("value", "low", "high")}
    said = f"{figures['value']} {language.text(UNIT_WORDS[one.measure])}"
    if figures["low"] != figures["high"]:
        said += f" ({language.span(figures['low'], figures['high'])})"
    return ["", f"{', '.join(name)}: {said}", f"  {' '.join(told.words)}",
            "  " + "; ".join(f"{item.title} ({item.as_of}, {item.licence})" for item in told.sources)]
