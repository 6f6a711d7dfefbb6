"""Searching settlements by current or former name, in Cyrillic or Latin script, allowing for typos."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from geo.errors import N_, listed
from geo.gazetteer.counted_elsewhere import counted_elsewhere, so_called
from geo.gazetteer.empty_towns import empty_town
from geo.gazetteer.meaning import (
    CITY_FACTOR,
    by_size,
    called,
    dwarfs,
    exact,
    in_named_units,
    meant,
    strange,
    within,
)
from geo.gazetteer.names import Names, load_names
from geo.gazetteer.places import CITY_ID_LENGTH
from geo.gazetteer.query import QUERY_CHARACTERS, Query, cleaned, loosened, read_query
from geo.gazetteer.transliteration import folded
from geo.gazetteer.unfound import (
    LISTED,
    NEAR,
    AmbiguousPlace,
    AreaAsked,
    CityDistrict,
    CountedElsewhere,
    EmptyTown,
    UnknownArea,
    UnknownPlace,
    ambiguous_place,
    hint,
    refuse_area,
    refuse_counted_elsewhere,
    refuse_district,
    unknown_area,
    unknown_place,
)
from geo.gazetteer.without_figures.districts import about_districts, districts_asked

__all__ = ["CITY_FACTOR", "AmbiguousPlace", "AreaAsked", "CityDistrict", "CountedElsewhere", "EmptyTown",
           "Match", "Names", "UnknownArea", "UnknownPlace", "find", "load_names", "namesakes", "search"]

ERRORS_FROM = (3, 6, 10)
"""Minimum lengths in letters at which one, two and three typos are allowed."""
EXACT, BEGINS, WORD_BEGINS, LIKE = 100, 95, 90, 89
"""Scores: the exact name, its beginning, the beginning of a later word; with typos at most 89."""


@dataclass(frozen=True)
class Match:
    """A search result: the settlement's id, the name that matched, and the score (0 to 100)."""

    place: str
    name: str
    score: int
    exact: bool


def search(names: Names, query: str, limit: int = 10) -> list[Match]:
    """Find settlements with names similar to the query, in either script, with up to three typos.

    Exact matches come first (today's official names before others, by letters before by sound), then
    names that begin with the query, names with a later word that begins with it, and names with typos,
    fewest first. Within each group the largest settlements come first. Areas after the name and a
    place's code are understood as in `find`. Only the first QUERY_CHARACTERS characters are read.

    Returns
    -------
    list of Match
        At most `limit`, each settlement once; empty if the query has no letters or digits.
    """
    text, code = _read(names, query)
    if code:
        return [Match(code, code, EXACT, exact=True)][:limit]
    asked = _understood(names, text)
    if not asked.areas:
        return _search(names, asked.name, limit)
    matches = _search(names, asked.name, len(names.people))
    inside = within(names, [match.place for match in matches], asked.areas)
    return [match for match in matches if match.place in inside][:limit]


def find(names: Names, query: str) -> str:
    """Return the id of the settlement with a given name, without correcting typos.

    Today's official name comes first, by exact letters; failing that, current names and those in
    `old_names.csv` by exact letters; then official names by sound; then all names by sound, where a
    spelling that one settlement is known by counts for all that are called the same. If several places
    match, a city at least CITY_FACTOR times larger than each of the others is chosen; but a reader is asked
    if a city that much larger was formerly called so, in whichever spelling, or only sounds like it, and
    about a former name that another place bears today or that is in use in Crimea, or if the raion given
    has several of one name.
    Regions, raions, hromadas or a code after a comma or in brackets restrict the search, and
    then official names alone count as far as there are any. A place's own code always works.

    Raises
    ------
    EmptyTown
        If the name, in the areas given, is that of a town for which the tables count no residents.
    CountedElsewhere
        If only settlements have the name whose residents the tables count with a neighbour.
    CityDistrict
        If the name is that of a raion within a city, or of the part of the city that it is called after.
    AreaAsked
        If the name is that of a region, a raion or a hromada, and says so.
    UnknownPlace
        If no place has the name; the message suggests up to NEAR places with similar names.
    UnknownArea
        If no region, raion or hromada has the name given for it, such as that of a raion before 2020; the
        message lists the places of the name.
    AmbiguousPlace
        If several places have it; the message lists the largest with region and population.
    """
    text, code = _read(names, query)
    if code:
        return code
    asked = _understood(names, text)
    name = asked.name
    if not name:
        raise UnknownPlace(N_("Give the name of a town or village."))
    groups = called(names, name)
    everywhere = [place for group in groups for place in group]
    if asked.areas:
        inside = within(names, everywhere, asked.areas)
        groups = [[place for place in group if place in inside] for group in groups]
    places, unclear = meant(names, name, groups, alone=bool(asked.areas))
    empty = empty_town(names.empty_towns, names.areas, asked)
    if empty:
        near = by_size(names, (*groups[0], *groups[2]))[:NEAR]
        raise EmptyTown(N_("{sentence}{hint}"), near, sentence=empty, hint=hint(names, near))
    if not places:
        refuse_counted_elsewhere(names, asked)
        refuse_district(names, asked)
        if not everywhere:
            refuse_area(names, asked)
        near = everywhere or [match.place for match in _search(names, name, NEAR)]
        if everywhere and strange(names, asked.areas):
            raise unknown_area(names, asked, everywhere)
        raise unknown_place(names, name, ", ".join(asked.areas) if everywhere else "", near[:NEAR])
    first, *others = places
    unclear = unclear or in_named_units(names, places, asked.areas)
    if others and (unclear or not dwarfs(names, first, others[0])):
        raise ambiguous_place(names, asked, places)
    return first


def namesakes(names: Names, query: str, place: str) -> tuple[list[str], str]:
    """Return the settlements and raions of cities, without figures, that a query fits beside its village.

    Parameters
    ----------
    names
        The index.
    query
        As for `find`.
    place
        What `find` returned.

    Returns
    -------
    tuple
        Codes, and sentences on the first of them; both empty for a city or a code, which leave no doubt.
    """
    text, code = _read(names, query)
    if code or names.settlements.at[place, "kind"] == "city":
        return [], ""
    asked = _understood(names, text)
    points = so_called(names.counted_elsewhere, names.areas, asked.name, asked.areas)
    parts = districts_asked(names.districts, names.areas, names.settlements, asked)
    said = [] if points.empty else [counted_elsewhere(points[:LISTED], names.areas, len(points))]
    if not parts.empty:
        said.append(about_districts(parts, names.settlements, asked.name))
    return [*points.index, *parts.index], listed(said, " ")



def _read(names: Names, query: str) -> tuple[str, str]:
    """Return the query, cleaned, and the code of a place if it is one, otherwise an empty string."""
    text = cleaned(query)
    code = text.upper()[:CITY_ID_LENGTH]
    return text, code if code in names.people else ""


def _understood(names: Names, text: str) -> Query:
    """Split a query; one whose name no place has is read more loosely, if that helps."""
    asked = read_query(text)
    if any(called(names, asked.name)):
        return asked
    loose = loosened(asked)
    return loose if loose.name != asked.name and any(called(names, loose.name)) else asked


def _search(names: Names, name: str, limit: int) -> list[Match]:
    key = folded(name)[:QUERY_CHARACTERS]
    found: dict[str, Match] = {}
    for score, numbers in _tiers(names, name, key) if key else ():
        tier: dict[str, str] = {}
        for number in sorted(numbers):  # current names of a place come before former ones
            place, called = names.names[number]
            foreign = place in tier and tier[place].isascii() != name.isascii() == called.isascii()
            if place not in found and (place not in tier or foreign):
                tier[place] = called
        for place in by_size(names, tier):
            found[place] = Match(place, tier[place], score, exact=score == EXACT)
        if len(found) >= limit:
            break
    return list(found.values())[:limit]


def _tiers(names: Names, name: str, key: str) -> Iterator[tuple[int, Iterable[int]]]:
    """Yield scores with positions of names, best first; positions may recur in later tiers."""
    for numbers in exact(names, name):
        yield EXACT, numbers
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
