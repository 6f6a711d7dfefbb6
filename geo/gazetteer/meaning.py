"""Which settlements a name means: today's official names before former ones, cities before namesakes."""

from collections.abc import Iterable, Sequence

import pandas as pd
from rapidfuzz import fuzz

from geo.gazetteer.areas import UNITS, areas_called
from geo.gazetteer.names import AREA_NAMES, Names
from geo.gazetteer.transliteration import folded, lettered

CITY_FACTOR = 5
"""A name means a city if it is this many times larger than every other place of that name."""
RENAMED_ON_PAPER = ("UA-40", "UA-43")
"""Where the renamings of 2016 take effect when Ukraine's control returns: former names are in use there."""
SPELLED_ALIKE = 70  # of 100: minimum similarity of a name to another spelling of it


def called(names: Names, name: str) -> list[list[str]]:
    """Return the places with this name in groups, each place once.

    Today's official name by letters; another known name by letters; the official name by sound; any
    name by sound, with the namesakes of places that have it.
    """
    groups: list[list[str]] = []
    for numbers in exact(names, name):
        seen = {place for group in groups for place in group}
        groups.append(by_size(names, {names.names[number][0] for number in numbers} - seen))
    *better, last = groups
    namesakes = _namesakes(names, name, last).difference(*better)
    return [*better, by_size(names, namesakes.union(last))]


def exact(names: Names, name: str) -> list[list[int]]:
    """Return the positions of names equal to this one: official ones, others, by letters then by sound."""
    return [[number for number in numbers if (number < names.official) is official]
            for numbers in (names.lettered.get(lettered(name), ()), names.keys.get(folded(name), ()))
            for official in (True, False)]


def meant(names: Names, name: str, groups: list[list[str]], *, alone: bool) -> tuple[list[str], bool]:
    """Return the places that a name means, largest first, and whether a reader must be asked which one.

    Parameters
    ----------
    names
        The index.
    name
        The name, without areas.
    groups
        From `called`, restricted to the areas that the reader named.
    alone
        If true, there are such areas, and official names count alone.
    """
    official, known, sounding, others = groups
    if official:
        rivals = [] if alone else [*_larger(names, (*known, *sounding), official),
                                   *_larger(names, known, official, ("settlement",))]
        return by_size(names, (*official, *rivals)), bool(rivals)
    if known:
        former = {names.names[number][0] for number in exact(names, name)[1] if number in names.former}
        by_former = former.issuperset(known)
        spelled = _spelled(names, name, (*sounding, *others), by_sound=by_former)
        in_use = by_former and any(str(names.settlements.at[place, "region"]) in RENAMED_ON_PAPER
                                   or (place in spelled and _is_own(names, place, name))
                                   for place in (*known, *spelled))
        rivals = sounding if by_former else _larger(names, sounding, known)
        return by_size(names, (*known, *spelled, *rivals)), bool(rivals) or in_use
    if sounding:
        formerly = {names.names[number][0] for number in exact(names, name)[3] if number in names.former}
        towns = [place for place in others if place in formerly]
        rivals = [] if alone else _larger(names, towns, sounding, ("city", "settlement"))
        return by_size(names, (*sounding, *rivals)), bool(rivals)
    own = [place for place in others if _is_own(names, place, name)]
    if own and alone:
        return own, False
    return others, bool(own) and own[0] != others[0]


def _spelled(names: Names, name: str, places: Iterable[str], *, by_sound: bool) -> list[str]:
    """Return the places of which some name, such as their Russian one, has these letters, or sounds so."""
    letters, among = lettered(name), set(places)
    found = (names.names[number] for number in names.keys.get(folded(name), ()))
    return list(dict.fromkeys(place for place, spelling in found
                              if place in among and (by_sound or lettered(spelling) == letters)))


def _is_own(names: Names, place: str, name: str) -> bool:
    """Tell whether a name is much like the one that a place has today, and no former one."""
    row = names.settlements.loc[place]
    return max(fuzz.ratio(folded(name), folded(row[column])) for column in AREA_NAMES) >= SPELLED_ALIKE


def _larger(names: Names, places: Iterable[str], than: list[str],
            kinds: Sequence[str] = ("city",)) -> list[str]:
    """Return the cities, or places of other kinds, that dwarf all of the other places."""
    return [place for place in places if dwarfs(names, place, than[0], kinds)]


def _namesakes(names: Names, name: str, places: list[str]) -> set[str]:
    """Return places that are officially called the same as one whose own name is much like this one.

    A Russian or English spelling is recorded for some of them only: 'Belaya Tserkva' for a village of
    3,000 people, but not for the city of the same name.
    """
    table, key = names.settlements, folded(name)
    official = {str(table.at[place, "name_uk"]) for place in places}
    alike = {own for own in official if fuzz.ratio(key, folded(own)) >= SPELLED_ALIKE}
    return {names.names[number][0] for own in alike for number in names.lettered.get(lettered(own), ())
            if number < names.official}


def dwarfs(names: Names, place: str, other: str, kinds: Sequence[str] = ("city",)) -> bool:
    """Tell whether a place is a city, or of these kinds, and CITY_FACTOR times as large as another."""
    return bool(names.settlements.at[place, "kind"] in kinds
                and names.people[place] >= CITY_FACTOR * names.people[other])


def in_named_units(names: Names, places: Sequence[str], areas: Iterable[str]) -> bool:
    """Tell whether all of these places lie in raions, or hromadas, that the areas name: nothing tells them
    apart, even if there are several of that name.
    """
    table = names.settlements.loc[list(places), list(UNITS)]
    named = {code for area in areas for code in areas_called(names.areas, area)}
    return any(set(table[unit]) <= named for unit in UNITS)


def strange(names: Names, areas: Iterable[str]) -> list[str]:
    """Return the areas that are no region, raion or hromada in the tables and no code, as old raions."""
    codes = names.settlements[["region", "raion", "hromada"]]
    return [area for area in areas
            if not areas_called(names.areas, area) and not codes.eq(area.upper()).to_numpy().any()]


def by_size(names: Names, places: Iterable[str]) -> list[str]:
    return sorted(set(places), key=lambda place: (-names.people[place], place))


def within(names: Names, places: Sequence[str], areas: Iterable[str]) -> set[str]:
    """Return the places that lie in all areas, each a region, raion or hromada by name or any id; or, for
    an area that is another name of a place, that place.
    """
    table = names.settlements.loc[list(places), ["region", "raion", "hromada"]]
    kept = pd.Series(data=True, index=table.index)
    for area in areas:
        ids = {area.upper(), *areas_called(names.areas, area)}
        inside = table.isin(ids).any(axis=1)
        called_so = {names.names[number][0] for number in names.keys.get(folded(area), ())}
        kept &= inside if inside.any() else table.index.isin(called_so)
    return set(table.index[kept])
