"""The answer to each address of data: one table from its kind to a writer of bytes."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from geo.control.dates import days
from geo.corrections.log import load_log
from geo.outcomes.history import history
from geo.outcomes.outcome import Outcome
from geo.plans.library import TODAY
from geo.writing.scratch import ScratchFolder
from layers.bundle.registry import EXPORTS, stack_by
from layers.data.changes import CHANGES_TYPE, changes_atom
from layers.data.history import changed_hands, history_value
from layers.data.index import index_value
from layers.data.question import CSV, GEOJSON, JSON, Kind, Question
from layers.data.source import Source
from layers.data.values import dates_value, figures_value, json_bytes, plans_value
from layers.export.stack import Stack
from layers.history.table import history_csv
from layers.language import DEFAULT_LANGUAGE, load_language
from layers.reading.corrections import corrections_value

JSON_TYPE = "application/json"
TYPES: dict[str, str] = {JSON: JSON_TYPE, "atom": CHANGES_TYPE,
                         **{name: export.mime for name, export in EXPORTS.items()}}
"""The media type of each format."""

LINE_PARTS = frozenset({"contact"})


@dataclass(frozen=True)
class Answer:
    """The bytes at an address, with their media type."""

    content: bytes
    media_type: str


def answer(question: Question, source: Source) -> Answer:
    """Return what stands at an address.

    The bytes depend on the question and the data alone: not on the machine, nor on the address of the page.

    Raises
    ------
    GeoError
        If the source has no such plan or day.
    """
    return Answer(WRITERS[question.kind](question, source), TYPES[question.format])


def _index(_question: Question, source: Source) -> bytes:
    return json_bytes(index_value(source))


def _plans(_question: Question, source: Source) -> bytes:
    return json_bytes(plans_value(source.library, load_language(DEFAULT_LANGUAGE)))


def _dates(_question: Question, source: Source) -> bytes:
    return json_bytes(dates_value(source.world))


def _changes(_question: Question, source: Source) -> bytes:
    return changes_atom(source)


def _corrections(_question: Question, source: Source) -> bytes:
    return json_bytes(corrections_value(load_log(), source.world.version, load_language(DEFAULT_LANGUAGE)))


def _day(question: Question, source: Source) -> bytes:
    """Return a plan on a day, as `export` and `figures` of the terminal do."""
    request = source.request(question.plan, question.on)
    if question.format == JSON:
        return json_bytes(_noted(request.plan(), source))
    export = EXPORTS[question.format]
    return export.write(replace(request, parts=export.parts))


def _noted(outcome: Outcome, source: Source) -> dict[str, Any]:
    """Return figures with what a reader should know of the day."""
    on = outcome.ground.control.on
    value = figures_value(outcome, source.world, source.records(on), load_language(DEFAULT_LANGUAGE))
    note = outcome.ground.control.origin.note
    return {**value, "notes": [note]} if note else value


def _all(question: Question, source: Source) -> bytes:
    """Return every plan on a day: their tables, or their zones with those of the line without a plan."""
    if question.format != CSV:
        return _stacked(question, source)
    tables = [EXPORTS[CSV].write(source.request(plan, question.on)) for plan in source.library.plans]
    head = tables[0].splitlines(keepends=True)[0]
    return head + b"".join(table.removeprefix(head) for table in tables)


def _stacked(question: Question, source: Source) -> bytes:
    """Return every plan on a day in one file of shapes, as `export --all` of the terminal does."""
    export = EXPORTS[question.format]
    stack = Stack(replace(source.request(plan, question.on), parts=export.parts)
                  for plan in [*source.library.plans, TODAY])
    with ScratchFolder() as folder:
        path = folder / "all"
        path.touch()
        stack_by(export)(stack, path)
        return path.read_bytes()


def _line(question: Question, source: Source) -> bytes:
    return EXPORTS[GEOJSON].write(replace(source.request(TODAY, question.on), parts=LINE_PARTS))


def _history(question: Question, source: Source) -> bytes:
    scenario = None if question.plan == TODAY else source.library[question.plan]
    known = days(source.world.periods)
    own = scenario is not None and scenario.reference_date in source.world.dated
    rows = history(source.world, scenario, known, None if own else source.pieces)
    if question.format == CSV:
        return history_csv(rows, scenario, source.world)
    span = (known[0], known[-1])
    hands = changed_hands(source.world, span, source.pieces)
    return json_bytes(history_value(rows, scenario, span, 1, hands, source.world.version))


WRITERS: dict[Kind, Callable[[Question, Source], bytes]] = {
    Kind.INDEX: _index,
    Kind.PLANS: _plans,
    Kind.DATES: _dates,
    Kind.CHANGES: _changes,
    Kind.CORRECTIONS: _corrections,
    Kind.DAY: _day,
    Kind.ALL: _all,
    Kind.LINE: _line,
    Kind.HISTORY: _history,
}
