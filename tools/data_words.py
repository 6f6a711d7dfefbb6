"""The texts of the data that a reader sees; `make words` collects them beside those of the code.

Two lists say which fields they are in. A field of a plan is named in `PLAN_FIELDS`; a test asks of every
field of text whether it is there or is one of `NOT_WORDS`.
"""

import csv
import tomllib
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from geo.control.origin import PROJECT_LICENCE, READER_LICENCE
from geo.corrections.log import load_log
from geo.paths import DATA
from geo.plans.interpretation import Interpretation, Option
from geo.plans.overlay import Buffer, Overlay, Wall
from geo.plans.rule import Rule
from geo.plans.scenario import Edit, Event, Follow, Point, Scenario, Source, Term
from geo.plans.site_clause import SiteClause
from layers.glossary import load_glossary
from layers.reading.methods import document, paragraphs

PLAN_FIELDS: dict[type[BaseModel], tuple[str, ...]] = {
    Scenario: ("title", "short_title", "sentence_title", "proposed_by", "summary", "caveat"),
    Event: ("text",),
    Follow: ("text",),
    Rule: ("clause", "note"),
    Overlay: ("clause", "note", "text"),
    Buffer: ("clause", "note"),
    Wall: ("text",),
    Term: ("text", "clause"),
    SiteClause: ("text", "clause"),
    Point: ("text",),
    Interpretation: ("question",),
    Option: ("label", "note"),
    Source: ("publisher", "note"),
}
"""The words of a plan file, by model."""

NOT_WORDS: dict[type[BaseModel], tuple[str, ...]] = {
    Scenario: ("id",), Follow: ("plan",), Wall: ("source",), Overlay: ("source",), SiteClause: ("site",),
    Interpretation: ("id",), Option: ("id", "source"), Source: ("id",), Edit: ("of", "name"),
}
"""Names in addresses, and what a reader typed: shown as they are."""

TABLE_FIELDS: dict[str, tuple[str, ...]] = {
    "places/sites.csv": ("state",),
    "places/empty_towns.csv": ("emptied",),
    "claims/published.csv": ("region", "publisher", "note"),
    "claims/pull_backs.csv": ("said_by", "statement", "publisher"),
    "claims/remaining.csv": ("area", "said_by", "statement"),
    "control/periods.csv": ("note",),
    "control/liveuamap_periods.csv": ("note",),
}
"""The words of the tables, by file under `data`. Names of places have a column for each language."""

SOURCE_FIELDS = ("short", "title", "licence")
"""The words of `data/sources.toml`."""

LICENCES = (PROJECT_LICENCE, READER_LICENCE)
"""The terms of a line of contact that is from no source of the list."""


def data_words(data: Path = DATA) -> Iterator[tuple[str, str]]:
    """Yield every text of the data and of the methods that a reader sees, with the file that it stands in."""
    for path in sorted((data / "scenarios").glob("*.toml")):
        plan = Scenario.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
        yield from ((f"data/scenarios/{path.name}", words) for words in plan_words(plan))
    for name, columns in TABLE_FIELDS.items():
        with (data / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield from ((f"data/{name}", row[column]) for column in columns if row[column])
    sources = tomllib.loads((data / "sources.toml").read_text(encoding="utf-8"))
    for source in sources.values():
        yield from (("data/sources.toml", source[key]) for key in SOURCE_FIELDS if key in source)
    for term in load_glossary(data / "glossary.toml").values():
        yield from (("data/glossary.toml", words) for words in (term.name, term.says, *term.also))
    for item in load_log(data / "corrections").corrections:
        yield from (("data/corrections/corrections.toml", words)
                    for words in (item.text, *(one.what for one in item.figures)))
    yield from (("geo/control/origin.py", words) for words in LICENCES)
    yield from (("docs/methods.md", words) for _, words in paragraphs(document()))


def plan_words(entry: BaseModel) -> Iterator[str]:
    """Yield the words of a plan, or of a part of it, in the order of its fields."""
    for name in type(entry).model_fields:
        value = getattr(entry, name)
        if name in PLAN_FIELDS.get(type(entry), ()) and value:
            yield value
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, BaseModel):
                yield from plan_words(part)
