"""The glossary: words that a reader may not know, each explained in a sentence or two."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from geo.errors import N_, SourceError, Words
from geo.paths import DATA
from geo.tables import joined
from layers.alphabet import alphabetical
from layers.language import Language

FILE = DATA / "glossary.toml"
FIELDS = frozenset({"id", "name", "also", "says"})


@dataclass(frozen=True)
class Term:
    """A word with its meaning; `also` has other words for the same thing. All texts are English."""

    id: str
    name: str
    says: str
    also: tuple[str, ...] = ()


@cache
def load_glossary(path: Path = FILE) -> Mapping[str, Term]:
    """Read the glossary: terms by id, in the order of the file.

    Raises
    ------
    SourceError
        If the file cannot be read, or a term is incomplete or stands there twice.
    """
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8"))["terms"]
        faults = [Words(N_("term {number} has not the fields {fields}"),
                        number=number, fields=", ".join(sorted(FIELDS)))
                  for number, row in enumerate(rows, start=1) if set(row) != FIELDS]
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise SourceError(N_("{file}: cannot be read as a glossary ({reason})"),
                          file=path.name, reason=str(fault)) from fault
    for field in ("id", "name"):
        values = [row[field] for row in rows if field in row]
        faults += [Words(N_("{field} '{value}' stands there twice"), field=field, value=value)
                   for value in {*values} if values.count(value) > 1]
    if faults:
        raise SourceError(N_("{file}: {faults}"), file=path.name, faults=joined(sorted(faults)))
    return {row["id"]: Term(row["id"], row["name"], row["says"], tuple(row["also"])) for row in rows}


def meanings(terms: Iterable[str], language: Language) -> list[tuple[str, str]]:
    """Return terms of the glossary with their meaning, in the order given."""
    found = (load_glossary()[term] for term in terms)
    return [(language.text(term.name), language.text(term.says)) for term in found]


def explained(language: Language) -> list[tuple[str, str]]:
    """Return all terms with their meaning, by name; other words for the same thing follow the name."""
    say = language.text
    pairs = []
    for term in load_glossary().values():
        name = say(term.name)
        named = {name.casefold(), *name.casefold().split(", ")}
        also = ", ".join(word for word in map(say, term.also) if word.casefold() not in named)
        pairs.append((f"{name} ({also})" if also else name, say(term.says)))
    return sorted(pairs, key=lambda pair: alphabetical(pair[0]))
