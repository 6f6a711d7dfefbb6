"""Where a figure comes from, opened with a click: formula, range, clauses, sources with licences."""

from collections.abc import Mapping
from html import escape
from typing import Any

from geo.outcomes.outcome import Outcome
from geo.outcomes.provenance import Explanation, Input, inputs_of, range_why
from geo.world import World
from layers.language import N_, Language
from layers.text.wording import CONFIDENCE_WORDS


def details_html(explanation: Explanation, language: Language) -> str:
    """One figure's origin as a disclosure: closed until a reader opens it; every word escaped."""
    say = language.text
    clauses = "; ".join(explanation.clauses)
    rests = say(N_("Rests on: {clauses}."), clauses=clauses) if clauses else ""
    version = say(N_("Data version {version}; figures last changed {day}."),
                  version=explanation.data_version, day=explanation.figures_changed)
    body = "".join(f"<p>{escape(words)}</p>" for words in (
        say(explanation.formula),
        say(explanation.range, km=language.decimal(explanation.margin_km)), rests, version) if words)
    return (f'<details class="why"><summary>{escape(say(N_("Where this comes from")))}</summary>'
            f"{body}{inputs_html(explanation.inputs, language)}</details>")


def inputs_html(inputs: tuple[Input, ...], language: Language) -> str:
    """Sources as a list: what each gives, as of when, on which terms, with a link."""
    items = []
    for item in inputs:
        name = escape(language.text(item.title))
        if item.url:
            address = escape(item.url, quote=True)
            name = f'<a href="{address}" rel="noopener noreferrer" target="_blank">{name}</a>'
        items.append(f"<li>{escape(language.text(item.gives))} ({escape(item.as_of)}): {name}; "
                     f"{escape(language.text(item.licence))}</li>")
    return f'<ul class="sources">{"".join(items)}</ul>'


def row_why(outcome: Outcome, row: Mapping[str, Any], language: Language) -> str:
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
    body = "".join(f"<p>{escape(words)}</p>" for words in lines)
    return f'<details class="why"><summary>{escape(say(N_("open")))}</summary>{body}</details>'


def table_sources(outcome: Outcome, world: World, language: Language) -> str:
    """The sources behind every area and every number of people of a table."""
    blocks = []
    for words, measure in ((N_("Every area rests on"), "area_km2"),
                           (N_("Every number of people rests on"), "people")):
        blocks.append(f"<p>{escape(language.text(words))}</p>"
                      f"{inputs_html(inputs_of(outcome, world, measure), language)}")
    title = escape(language.text(N_("Sources, dates and licences of all figures in this table")))
    return f'<details class="why"><summary>{title}</summary>{"".join(blocks)}</details>'
