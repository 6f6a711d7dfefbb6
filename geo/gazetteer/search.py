"""Searching settlements by current or former name, in Cyrillic or Latin script, allowing for typos."""

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

QUERY_CHARACTERS = 100  # longer than any name; the rest is ignored
CITY_FACTOR = 5
"""A name means a city if it is this many times larger than every other place of that name."""
ERRORS_FROM = (3, 6, 10)
"""Minimum lengths in letters at which one, two and three typos are allowed."""
AREA_WORDS = re.compile(" (oblast|obl|rehion|raion)$")  # as spelled by `folded`
NEAR, LISTED = 5, 8  # places listed in a message
SHOWN = 40  # characters of the query repeated in a message
AREA_LIKENESS = 70  # of 100: minimum similarity of the text after the comma to the name of an area

EXACT, BEGINS, WORD_BEGINS, LIKE = 100, 95, 90, 89
"""Scores: the exact name, its beginning, the beginning of a later word; with typos at most 89."""


class UnknownPlace(GeoError):
    """No place has this name; `places` holds the ids of places with similar names."""

    def __init__(self, message: str, places: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.places = tuple(places)


class AmbiguousPlace(GeoError):
    """Several places have this name; `places` holds their ids, largest first."""

    def __init__(self, message: str, places: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.places = tuple(places)


@dataclass(frozen=True)
class Match:
    """A search result: the settlement's id, the name that matched, and the score (0 to 100)."""

    place: str
    name: str
    score: int
    exact: bool


def search(names: Names, query: str, limit: int = 10) -> list[Match]:
    """Find settlements with names similar to the query, in either script, with up to three typos.

    Exact matches come first (by letters before by sound), then names that begin with the query, names
    with a later word that begins with it, and names with typos, fewest first. Within each group the
    largest settlements come first. An area after a comma and a place's code are understood as in
    `find`. Only the first QUERY_CHARACTERS characters are read.

    Returns
    -------
    list of Match
        At most `limit`, each settlement once; empty if the query has no letters or digits.
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
    """Return the id of the settlement with a given name, without correcting typos.

    The name is looked up by exact letters among current names and those in `old_names.csv`; failing
    that, by sound among all names. If several places match, a city at least CITY_FACTOR times larger
    than each of the others is chosen. 'Name, Region' restricts the search to a region or raion (or, by
    code, a hromada). A place's own code always works.

    Raises
    ------
    UnknownPlace
        If no place has the name; the message suggests up to NEAR places with similar names.
    AmbiguousPlace
        If several places have it; the message lists the largest with region and population.
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
    """Split a query into name, area after the comma, and code if it is one; missing parts are empty."""
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
        for number in sorted(numbers):  # current names of a place come before former ones
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
    """Yield scores with positions of names, best first; positions may recur in later tiers."""
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
    """Return the places with exactly this name: by letters if there are any, otherwise by sound."""
    numbers = names.lettered.get(lettered(name)) or names.keys.get(folded(name), [])
    return {names.names[number][0] for number in numbers}


def _within_area(names: Names, places: list[str], area: str) -> list[str]:
    """Return the places that lie in an area, given by the name of a region or raion or by any id."""
    table = names.settlements.loc[places, ["region", "raion", "hromada"]]
    ids = [area.upper(), *_areas_called(names, area)]
    return table.index[table.isin(ids).any(axis=1)].tolist()


def _areas_called(names: Names, area: str) -> list[str]:
    """Return the ids of regions and raions with a word that begins with the text, or of the most similar."""
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
    """Return a place's name with its raion and region, for a message."""
    row = names.settlements.loc[place]
    raion, region = (names.areas["name_en"].get(row[column], "") for column in ("raion", "region"))
    within = f"{raion} raion, {region}" if raion and raion != region else region
    return f"{row['known_as_en']} ({within})"
