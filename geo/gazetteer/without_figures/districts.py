"""Raions within cities: the tables have figures only for whole cities."""

import re
from pathlib import Path

import numpy as np
import pandas as pd

from geo.errors import N_, Name, SourceError, Words, listed
from geo.gazetteer.areas import VOWELS, areas_called
from geo.gazetteer.query import Query
from geo.gazetteer.transliteration import folded
from geo.tables import read_table

COLUMNS = ("district", "city", "name_en", "name_uk")
CITY_UNITS = ["region", "raion", "hromada"]
SHOWN = 6  # districts in a sentence

_WORD = r"(?:район\w{0,2}|р-н\w?|raion|rayon|district)"
TYPED = re.compile(rf"(?P<before>.+?)\s+{_WORD}|{_WORD}\s+(?P<after>.+)", re.IGNORECASE)
OF_CITY = re.compile(
    rf"(?P<district>.+?\s+{_WORD})\s+(?:(?:у|в|of|in)\s+)?(?:the\s+)?"
    r"(?:(?:city|місті|міста|города|городе)\s+(?:of\s+)?|[мг]\.\s*)?(?P<city>.+)", re.IGNORECASE)
ENDING = re.compile(r"(?:oho|aho|omu|om|oi|im|i)$")
"""The endings of an adjective, such as 'obolonski', in a sentence."""
NOUNS = {"ський": ("", "ь", "ськ"), "цький": ("ця", "ца", "цьк")}
"""How a part of a city ends that its raion is called after: Оболонь, Сихів, Дарниця."""
OF_ONE_CITY = ("ка",)
"""A further ending, as in Салтівка; villages of such names abound, so the raion's name must be one city's."""


def load_districts(path: Path, cities: pd.Index) -> pd.DataFrame:
    """Read the raions within cities.

    Parameters
    ----------
    path
        The table.
    cities
        P-codes of the settlements there are.

    Returns
    -------
    DataFrame
        Index `district` (KATOTTG code); columns `city` (P-code), `name_en`, `name_uk`, and sets of how they
        sound: `adjectives`, and `nouns` of the part of the city that each is called after. Without rows if
        there is no such file.

    Raises
    ------
    SourceError
        If the file is unreadable, lacks a column, repeats a district or has an unknown city.
    """
    if not path.exists():
        return pd.DataFrame(columns=pd.Index([*COLUMNS[1:], "adjectives", "nouns"]))
    table = read_table(path, COLUMNS, key=COLUMNS[0])
    unknown = sorted(set(table["city"]) - set(cities))
    if unknown:
        raise SourceError(N_("{path}: unknown place {place}"), path=path.name, place=unknown[0])
    alone = ~table["name_uk"].duplicated(keep=False)
    return table.assign(
        adjectives=[{_stem(name) for name in both} for both in zip(
            table["name_en"], table["name_uk"], strict=True)],
        nouns=[_nouns(name, alone=one) for name, one in zip(table["name_uk"], alone, strict=True)])


def districts_asked(districts: pd.DataFrame, areas: pd.DataFrame, settlements: pd.DataFrame,
                    asked: Query) -> pd.DataFrame:
    """Find the raions within cities that a query may mean, such as 'Оболонь' or 'Київський район Харкова'.

    Parameters
    ----------
    districts
        From `load_districts`.
    areas, settlements
        As in `geo.gazetteer.names.Names`.
    asked
        What a reader wrote.

    Returns
    -------
    DataFrame
        Rows of `districts`; those of a city that is given, if there is one.
    """
    of_city = OF_CITY.fullmatch(asked.name)
    if of_city:
        found = _called(districts, of_city["district"])
        return found[_skeletons(settlements, found["city"]) == _skeleton(of_city["city"])]
    found = _called(districts, asked.name)
    towns = settlements.loc[found["city"]]
    for area in asked.areas:
        ids, key = {area.upper(), *areas_called(areas, area)}, folded(area)
        inside = np.array([bool(ids & {city, *units}) or key in map(folded, both)
                           for city, units, both in zip(
                               towns.index, towns[CITY_UNITS].to_numpy().tolist(),
                               towns[["name_en", "name_uk"]].to_numpy(), strict=True)], bool)
        found, towns = found[inside], towns[inside]
    if len(found) or not asked.areas:
        return found
    around = pd.concat([_called(districts, area) for area in asked.areas])
    return around[_skeletons(settlements, around["city"]) == _skeleton(asked.name)]


def about_districts(districts: pd.DataFrame, settlements: pd.DataFrame, name: str) -> Words:
    """Return a sentence on the raions within cities that a name may mean."""
    towns = settlements.loc[districts["city"]]
    where = listed(Words(N_("{name} ({area})"), name=Name(row["name_en"], uk=row["name_uk"]),
                         area=Name(town["name_en"], uk=town["name_uk"]))
                   for (_, row), (_, town) in zip(districts[:SHOWN].iterrows(), towns[:SHOWN].iterrows(),
                                                  strict=True))
    return Words(N_("'{name}' may mean a raion within a city: {districts}. There are figures for whole "
                    "cities only; ask for the city."), name=name, districts=where)


def says_district(asked: Query) -> bool:
    """Tell whether a query says that it is after a raion, rather than a settlement."""
    return bool(TYPED.fullmatch(asked.name) or OF_CITY.fullmatch(asked.name))


def _called(districts: pd.DataFrame, text: str) -> pd.DataFrame:
    typed = TYPED.fullmatch(text)
    name = (typed["before"] or typed["after"]) if typed else text
    noun, adjective = folded(name).translate(VOWELS), _stem(name)
    return districts[np.array([noun in nouns or bool(typed and adjective in adjectives)
                               for nouns, adjectives in zip(
                                   districts["nouns"], districts["adjectives"], strict=True)], bool)]


def _stem(name: str) -> str:
    return ENDING.sub("", folded(name)).translate(VOWELS)


def _nouns(name: str, *, alone: bool) -> set[str]:
    ends = next((end for end in NOUNS if name.endswith(end)), "")
    stem = name.removesuffix(ends)
    return {folded(stem + end).translate(VOWELS) for end in (*NOUNS[ends], *(OF_ONE_CITY if alone else ()))
            } if ends else set()


def _skeletons(settlements: pd.DataFrame, cities: pd.Series) -> pd.Series:
    return pd.Series([_skeleton(name) for name in settlements.loc[cities, "name_uk"]], cities.index, str)


def _skeleton(city: str) -> str:
    """Return the consonants of a name's last word, which its cases share: 'Харків' and 'Харкова'."""
    return re.sub("[aeiou]", "", folded(city).rpartition(" ")[2]).rstrip("h")
