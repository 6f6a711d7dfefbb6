"""Finding a settlement by any name it is or was known by, in Cyrillic or Latin, with typing errors."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from geo.errors import GeoError
from geo.gazetteer.names import Names, load_names
from geo.gazetteer.places import CITY_ID_LENGTH
from geo.gazetteer.transliteration import folded, lettered

__all__ = ["AmbiguousPlace", "Match", "Names", "UnknownPlace", "find", "load_names", "search"]

QUERY_CHARACTERS = 100  # more than any name has; what follows is not read
CITY_FACTOR = 5
"""A city this many times larger than every other place of its name is what the name means."""
ERRORS_FROM = (3, 6, 10)
"""Letters from which on one, two and three typing errors are forgiven."""
AREA_WORDS = re.compile(" (oblast|obl|rehion|raion)$")  # as `folded` has them
NEAR, LISTED = 5, 8  # places named in a sentence
SHOWN = 40  # characters of the query repeated in a sentence
AREA_LIKENESS = 70  # of 100, between what stands behind the comma and the name of an area

EXACT, BEGINS, WORD_BEGINS, LIKE = 100, 95, 90, 89
"""Scores: the name itself, its beginning, the beginning of a later word; at most 89 with errors."""


class UnknownPlace(GeoError):
    """No place has this name; `places` holds the ids of those whose names are like it."""

    def __init__(self, message: str, places: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.places = tuple(places)


class AmbiguousPlace(GeoError):
    """The name fits several places; `places` holds their ids, the largest first."""

    def __init__(self, message: str, places: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.places = tuple(places)


@dataclass(frozen=True)
class Match:
    """A settlement that a search found, by which of its names, and how well (`score`, 0 to 100)."""

    place: str
    name: str
    score: int
    exact: bool


def search(names: Names, query: str, limit: int = 10) -> list[Match]:
    """Find settlements whose name is like the query, in any alphabet, with up to three errors.

    First those of exactly this name (letter for letter before by sound), then names that begin
    so, then names with a later word that begins so, then names with typing errors, fewest errors
    first; within each kind the largest first. An area behind a comma and a place's code are
    understood as in `find`. Only the first 100 characters are read.

    Returns
    -------
    list of Match
        At most `limit`, each settlement once; empty if the query has no letter or digit.
    """
    name, area, code = _parts(names, query)
    if code:
        return [Match(code, code, EXACT, exact=True)][:limit]
    if not area:
        return _search(names, name, limit)
    matches = _search(names, name, len(names.people))
    inside = set(_within_area(names, [match.place for match in matches], area))
    return [match for match in matches if match.place in inside][:limit]


def find(names: Names, query: str) -> str:
    """Return the settlement that a name means, without guessing at typing errors.

    A name is looked for letter by letter among the names of today and `old_names.csv`, and if it
    is none of them, by sound among all names. If it fits several places, a city that is
    `CITY_FACTOR` times larger than each of the others is meant. 'Name, Region' asks for the
    place of that name in a region or raion (or, by code, in a hromada); a place's own code is
    always understood.

    Raises
    ------
    UnknownPlace
        If no place has the name; the sentence names up to five whose names are like it.
    AmbiguousPlace
        If several places have it; the sentence lists the largest with region and population.
    """
    name, area, code = _parts(names, query)
    if code:
        return code
    if not name:
        raise UnknownPlace("Give the name of a town or village.")
    everywhere = sorted(_called(names, name), key=lambda place: (-names.people[place], place))
    places = _within_area(names, everywhere, area) if area else everywhere
    if not places:
        near = everywhere or [match.place for match in _search(names, name, NEAR)]
        raise _unknown(names, name, area if everywhere else "", near[:NEAR])
    first, *others = places
    big = names.settlements.at[first, "kind"] == "city"
    if others and not (big and names.people[first] >= CITY_FACTOR * names.people[others[0]]):
        raise _ambiguous(names, name, places)
    return first


def _parts(names: Names, query: str) -> tuple[str, str, str]:
    """The name, the area behind a comma, and instead of both the code; empty where there is none."""
    words = " ".join(query[:QUERY_CHARACTERS].split())
    query = "".join(letter for letter in words if letter.isprintable())
    code = query.upper()[:CITY_ID_LENGTH]
    name, _, area = query.partition(",")
    return name.strip(), area.strip(), code if code in names.people else ""


def _search(names: Names, name: str, limit: int) -> list[Match]:
    key = folded(name)[:QUERY_CHARACTERS]
    found: dict[str, Match] = {}
    for score, numbers in _tiers(names, lettered(name), key) if key else ():
        tier: dict[str, str] = {}
        for number in sorted(numbers):  # a place's names of today come first, then former ones
            place, called = names.names[number]
            foreign = place in tier and tier[place].isascii() != name.isascii() == called.isascii()
            if place not in found and (place not in tier or foreign):
                tier[place] = called
        for place in sorted(tier, key=lambda place: (-names.people[place], place)):
            found[place] = Match(place, tier[place], score, exact=score == EXACT)
        if len(found) >= limit:
            break
    return list(found.values())[:limit]


def _tiers(names: Names, letters: str, key: str) -> Iterator[tuple[int, Iterable[int]]]:
    """Scores and numbers of names, best first; later ones may repeat earlier ones."""
    yield EXACT, names.lettered.get(letters, ())
    yield EXACT, names.keys.get(key, ())
    start, end = bisect_left(names.ordered, key), bisect_left(names.ordered, f"{key}~")
    yield BEGINS, _all(names, names.ordered[start:end])
    yield WORD_BEGINS, _all(names, (other for other in names.ordered if f" {key}" in other))
    most = sum(len(key) >= length for length in ERRORS_FROM)
    errors = cdist([key], names.ordered, scorer=OSA.distance, score_cutoff=most)[0]
    for count in range(1, most + 1):
        score = min(LIKE, round(100 * (1 - count / len(key))))
        yield score, _all(names, (names.ordered[number] for number in (errors == count).nonzero()[0]))


def _all(names: Names, keys: Iterable[str]) -> list[int]:
    return [number for key in keys for number in names.keys[key]]


def _called(names: Names, name: str) -> set[str]:
    """The places of exactly this name: letter by letter if there are any, else by sound."""
    numbers = names.lettered.get(lettered(name)) or names.keys.get(folded(name), [])
    return {names.names[number][0] for number in numbers}


def _within_area(names: Names, places: list[str], area: str) -> list[str]:
    """Those of the places that lie in an area: a region or raion by name, anything by its id."""
    table = names.settlements.loc[places, ["region", "raion", "hromada"]]
    ids = [area.upper(), *_areas_called(names, area)]
    return table.index[table.isin(ids).any(axis=1)].tolist()


def _areas_called(names: Names, area: str) -> list[str]:
    """Ids of the regions and raions with a word that begins so, or else of those most like it."""
    key = AREA_WORDS.sub("", folded(area))
    likeness = {
        code: max(101 if f" {key}" in f" {name}" else fuzz.ratio(key, name)
                  for name in folded("\n".join(both)).split("\n"))
        for code, *both in names.areas.itertuples()
    }
    best = max(likeness.values(), default=0)
    return [code for code, score in likeness.items() if key and score == best >= AREA_LIKENESS]


def _unknown(names: Names, name: str, area: str, near: list[str]) -> UnknownPlace:
    where = f" in '{area[:SHOWN]}'" if area else ""
    hint = f" Did you mean {' or '.join(_label(names, place) for place in near)}?" if near else ""
    return UnknownPlace(f"No place{where} is called '{name[:SHOWN]}'.{hint}", near)


def _ambiguous(names: Names, name: str, places: list[str]) -> AmbiguousPlace:
    listed = "; ".join(
        f"{_label(names, place)}, population {names.people[place]:,}, {place}"
        for place in places[:LISTED]
    )
    more = f"; and {len(places) - LISTED} more" if len(places) > LISTED else ""
    return AmbiguousPlace(f"'{name[:SHOWN]}' fits {len(places)} places: {listed}{more}. "
                          "Which one? Write 'name, region', 'name, raion', or the code.", places)


def _label(names: Names, place: str) -> str:
    """A place with its raion and region, for a sentence."""
    row = names.settlements.loc[place]
    raion, region = (names.areas["name_en"].get(row[column], "") for column in ("raion", "region"))
    within = f"{raion} raion, {region}" if raion and raion != region else region
    return f"{row['name_en']} ({within})"
