"""A pseudo-locale: every text of the catalogue in letters that English lacks, and 30 per cent longer."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TypeVar

import pandas as pd
from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from geo.world import World
from layers.language import Language, load_language
from tests.support.worlds import toy
from tools.data_words import plan_words
from tools.extract_words import catalogue_of_all

Table = TypeVar("Table", bound=pd.DataFrame)

CODE = "lt"
"""A language that has no catalogue, has more than two forms of plurals, and writes months in its own way."""

PLAIN, FOREIGN = "abcdefghijklmnopqrstuvwxyz", "áбçđéфĝĥíĵķĺмñóþґŕšţúѵŵжýž"
LETTERS = str.maketrans(PLAIN + PLAIN.upper(), FOREIGN + FOREIGN.upper())
"""One letter that the typeface has for each of English."""

KEPT = re.compile(r"\{[^}]*\}|`[^`]*`|</?[a-z][^>]*>|https?://\S+")
"""Placeholders, code, tags and addresses, which a translation has as they are."""

DOUBLED = (2, 5, 8)
"""Which of ten letters stand twice."""

NAMES = ("name_en", "former_en")
"""Columns with English names of places, which stand beside those with Ukrainian ones."""

LETTER = "A-Za-z\u00c0-\u024f\u0400-\u04ff0-9_"
WORD = re.compile(rf"(?<![{LETTER}])[A-Za-z]{{2,}}(?![{LETTER}])")
"""A word of two plain letters or more."""
CODED = re.compile(r"https?://\S+|\S*[?&]\w+=\S*|`[^`]*`|\{\w+\}")
"""Addresses, commands, and what a script fills in."""


def pseudo(text: str) -> str:
    """Return a text in foreign letters, three in ten of them twice."""
    done, at = [], 0
    for kept in KEPT.finditer(text):
        done += [_spelled(text[at:kept.start()]), kept[0]]
        at = kept.end()
    return "".join([*done, _spelled(text[at:])])


def _spelled(text: str) -> str:
    letters, count = [], 0
    for letter in text:
        foreign = letter.translate(LETTERS)
        twice = letter.isalpha() and count % 10 in DOUBLED
        letters.append(foreign + foreign.lower() if twice else foreign)
        count += letter.isalpha()
    return "".join(letters)


def pseudo_catalogue(more: Iterable[str] = ()) -> Catalog:
    """Return a catalogue with everything that `locale/atlas.pot` has, and some more texts, translated."""
    catalogue = Catalog(locale=CODE, charset="utf-8")
    for message in catalogue_of_all():
        if message.pluralizable:
            one, many = message.id
            forms = (pseudo(one), *(pseudo(many) for _ in range(catalogue.num_plurals - 1)))
            catalogue.add(message.id, forms, context=message.context)
        elif message.id:
            catalogue.add(message.id, pseudo(message.id), context=message.context)
    for text in more:
        catalogue.add(text, pseudo(text))
    return catalogue


@cache
def _written() -> Catalog:
    return pseudo_catalogue(plan_words(toy.identity()))


def pseudo_language(folder: Path, units: str = "km2") -> Language:
    """Write the catalogue, with the words of the toy plan, into a folder and load it as any language is."""
    with (folder / f"{CODE}.po").open("wb") as file:
        write_po(file, _written())
    return load_language(CODE, units, folder)


def pseudo_world(world: World) -> World:
    """Return a world whose English names of places, which no catalogue translates, are foreign, too."""
    regions, places, sites = map(_renamed, (world.regions, world.places, world.sites))
    records = {name: replace(record, settlements=_renamed(record.settlements))
               for name in ("record", "second_record") if (record := getattr(world, name)) is not None}
    units = {kind: table.assign(name_en=table["name_en"].map(pseudo)) for kind, table in world.units.items()}
    return replace(world, regions=regions, places=places, sites=sites, units=units, **records)


def _renamed(table: Table) -> Table:
    return table.assign(**{column: table[column].map(pseudo) for column in NAMES if column in table})


MAPS = frozenset({"Liveuamap"})
"""Names of others' maps, which are the same in every language."""


def left(text: str, allowed: Iterable[str] = ()) -> set[str]:
    """Return the plain words of a text but addresses, commands, names, months and allowed ones."""
    return set(WORD.findall(CODED.sub("", text))) - months() - MAPS - set(allowed)


def territories() -> list[str]:
    """Return the names of countries, to which areas are compared, the longest first."""
    return sorted(Locale.parse(CODE).territories.values(), key=len, reverse=True)


@cache
def countries() -> frozenset[str]:
    """Return the plain words of the names of countries."""
    return frozenset(WORD.findall(" ".join(territories())))


@cache
def months() -> frozenset[str]:
    """Return the names of months as they stand in a date and by themselves."""
    named = Locale.parse(CODE).months
    return frozenset({*named["format"]["wide"].values(), *named["stand-alone"]["wide"].values()})


def strings(value: object, key: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text within plain values, with the name that it stands under."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from strings(part, str(name))
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from strings(part, key)
