"""Where a figure comes from, opened with a click: formula, range, clauses, sources with licences."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from geo.outcomes.outcome import Outcome
from geo.outcomes.provenance import Explanation, Input, inputs_of, range_why
from geo.world import World
from layers.html.render import render
from layers.language import N_, Language
from layers.text.wording import CONFIDENCE_WORDS


@dataclass(frozen=True)
class Provenance:
    """Where one figure comes from: paragraphs, then its sources; `summary` is what a reader clicks."""

    summary: str
    words: tuple[str, ...]
    sources: tuple["NamedInput", ...]


@dataclass(frozen=True)
class NamedInput:
    """A source in words: what it gives, as of when, its name with an address, its terms."""

    gives: str
    as_of: str
    title: str
    url: str
    licence: str


def provenance_of(explanation: Explanation, language: Language) -> Provenance:
    """Where one figure comes from, in words."""
    say = language.text
    clauses = "; ".join(explanation.clauses)
    rests = say(N_("Basis: {clauses}."), clauses=clauses) if clauses else ""
    version = say(N_("Data version {version}; figures last changed {day}."),
                  version=explanation.data_version, day=explanation.figures_changed)
    words = (say(explanation.formula), say(explanation.range, km=language.decimal(explanation.margin_km)),
             rests, version)
    return Provenance(say(N_("Where this comes from")), tuple(filter(None, words)),
                  named(explanation.inputs, language))


def details_html(explanation: Explanation, language: Language) -> str:
    """One figure's origin as a disclosure: closed until a reader opens it."""
    return render("provenance", provenance=provenance_of(explanation, language))


def named(inputs: tuple[Input, ...], language: Language) -> tuple[NamedInput, ...]:
    """Sources in words."""
    say = language.text
    return tuple(NamedInput(say(item.gives), item.as_of, say(item.title), item.url or "", say(item.licence))
                 for item in inputs)


def row_why(outcome: Outcome, row: Mapping[str, Any], language: Language) -> tuple[str, ...]:
    """Why a row of the table is what it is: its clauses, and why its figures have a range or none.

    `row` has the figures and `rules`, the positions of the plan's rules behind them.
    """
    say = language.text
    rules = [outcome.scenario.rules[number] for number in row["rules"]]
    km = language.decimal(outcome.ground.margin_km)
    lines = [f"{rule.clause} – {say(CONFIDENCE_WORDS[rule.confidence])}" for rule in rules]
    for word, measure in ((N_("Area"), "area_km2"), (N_("People"), "people")):
        why = range_why(row[f"{measure}_low"], row[f"{measure}_high"], outcome.ground.margin_km)
        lines.append(f"{say(word)}: {say(why, km=km)}")
    return tuple(lines)


@dataclass(frozen=True)
class TableSources:
    """The sources behind every figure of a table; `blocks` has what each measure rests on."""

    summary: str
    blocks: tuple[tuple[str, tuple[NamedInput, ...]], ...]


def table_sources(outcome: Outcome, world: World, language: Language) -> TableSources:
    """The sources behind every area and every number of people of a table."""
    say = language.text
    return TableSources(
        say(N_("Sources, dates and licences of all figures in this table")),
        tuple((say(words), named(inputs_of(outcome, world, measure), language))
              for words, measure in ((N_("Sources of every area"), "area_km2"),
                                     (N_("Sources of every population figure"), "people"))))
