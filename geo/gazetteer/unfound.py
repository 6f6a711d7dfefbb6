"""What a reader is told who asked for a place that is none, or more than one: the errors of a search."""

from collections.abc import Iterable

import pandas as pd

from geo.errors import N_, GeoError, Name, Value, Words, chained, listed
from geo.gazetteer.areas import UNITS, area_label, areas_called, is_area, unit_label
from geo.gazetteer.counted_elsewhere import counted_elsewhere, nearest, so_called
from geo.gazetteer.meaning import by_size, strange, within
from geo.gazetteer.names import Names
from geo.gazetteer.query import Query
from geo.gazetteer.without_figures.districts import about_districts, districts_asked, says_district

NEAR, LISTED = 5, 8  # places listed in a message
LARGEST = 10  # settlements of one area that is asked for
SHOWN = 40  # characters of the query repeated in a message


class UnknownPlace(GeoError):
    """No place has this name; `places` holds the ids of places with similar names."""

    def __init__(self, message: str, places: Iterable[str] = (), **values: Value) -> None:
        super().__init__(message, **values)
        self.places = tuple(places)


class AreaAsked(UnknownPlace):
    """The name is that of a region, raion or hromada; `places` holds the ids of its largest settlements."""


class UnknownArea(UnknownPlace):
    """The tables know no such region, raion or hromada; `places` holds the ids of all places of the name."""


class EmptyTown(UnknownPlace):
    """The tables count no residents in the town; `places` holds the ids of others of the same name."""


class CountedElsewhere(UnknownPlace):
    """The tables count the settlement's residents with a neighbour; `places` holds the nearest ones."""


class CityDistrict(UnknownPlace):
    """The name is that of a raion within a city; `places` holds the ids of the cities."""


class AmbiguousPlace(GeoError):
    """Several places have this name; `places` holds their ids, largest first."""

    def __init__(self, message: str, places: Iterable[str] = (), **values: Value) -> None:
        super().__init__(message, **values)
        self.places = tuple(places)


def unknown_place(names: Names, name: str, area: str, near: list[str]) -> UnknownPlace:
    """Return the error for a name that no place has, or none in an area; `near` are similar ones."""
    message = N_("No place in '{area}' is called '{name}'.{hint}") if area else N_(
        "No place is called '{name}'.{hint}")
    return UnknownPlace(message, near, area=area[:SHOWN], name=name[:SHOWN], hint=hint(names, near))


def refuse_counted_elsewhere(names: Names, asked: Query) -> None:
    """Refuse a settlement whose residents the tables count with a neighbour.

    Raises
    ------
    CountedElsewhere
        With the nearest places that have figures.
    """
    points = so_called(names.counted_elsewhere, names.areas, asked.name, asked.areas)
    if points.empty:
        return
    near = nearest(points[:NEAR], names.settlements)
    raise CountedElsewhere(N_("{sentence} The nearest with figures: {near}.{districts}"), near,
                           sentence=counted_elsewhere(points[:LISTED], names.areas, len(points)),
                           near=listed((_label(names, place) for place in near), "; "),
                           districts=_districts(names, asked))


def refuse_district(names: Names, asked: Query) -> None:
    """Refuse a raion within a city, unless the name alone is that of a raion with figures.

    Raises
    ------
    CityDistrict
        With the cities.
    """
    found = districts_asked(names.districts, names.areas, names.settlements, asked)
    if found.empty or (says_district(asked) and not asked.areas and areas_called(names.areas, asked.name)):
        return
    name = ", ".join([asked.name, *asked.areas])[:SHOWN]
    raise CityDistrict(N_("{sentence}"), list(found["city"]),
                       sentence=about_districts(found, names.settlements, name))


def refuse_area(names: Names, asked: Query) -> None:
    """Refuse a query that names an area alone, such as 'Лиманська громада'.

    Raises
    ------
    AreaAsked
        With its largest settlements; of several areas of the name, with those of each.
    UnknownArea
        If it names one that the tables do not have.
    """
    if not is_area(names.areas, asked.name):
        return
    table, named = names.settlements, [asked.name, *asked.areas]
    units = ["region", *UNITS]
    found = {asked.name.upper(), *areas_called(names.areas, asked.name)}
    if found.isdisjoint(names.areas.index):
        raise _no_area(asked.name, "", "", ())
    inside = within(names, list(table.index[table[units].isin(found).any(axis=1)]), asked.areas)
    if not inside:
        return
    there = table.loc[by_size(names, inside)]
    named_codes = {code for area in named for code in (area.upper(), *areas_called(names.areas, area))}
    unit = next(unit for unit in reversed(units) if there[unit].isin(named_codes).any())
    grouped = [rows for _, rows in there[there[unit].isin(named_codes)].groupby(unit, sort=False)]
    most = LARGEST if len(grouped) == 1 else 3
    said = listed((Words(N_("{area} with {names}"), names=_largest(rows, most), area=unit_label(
        names.areas, rows[unit].iloc[0], rows["raion"].iloc[0], rows["region"].iloc[0]))
        for rows in grouped[:LISTED]), "; ")
    if len(grouped) > LISTED:
        said = Words(N_("{faults}; and {count} more"), faults=said, count=len(grouped) - LISTED)
    places = [str(place) for rows in grouped for place in rows.index[:most]]
    raise AreaAsked(N_("'{name}' is no settlement but an area: {areas}. Ask for one of its settlements."
                       "{districts}"), places, name=", ".join(named)[:SHOWN], areas=said,
                    districts=_districts(names, asked))


def _largest(rows: pd.DataFrame, most: int) -> Words:
    names = listed(Name(row["known_as_en"], uk=row["known_as_uk"]) for _, row in rows[:most].iterrows())
    return (Words(N_("{names} and {count} more"), names=names, count=len(rows) - most)
            if len(rows) > most else names)


def unknown_area(names: Names, asked: Query, places: list[str]) -> UnknownArea:
    """Return the error for an area that the tables do not know, with all places of the name."""
    areas = strange(names, asked.areas)
    inside = within(names, places, [area for area in asked.areas if area not in areas])
    near = [place for place in places if place in inside] or places
    more = Words(N_(" There are {count} more."), count=len(near) - LISTED) if len(near) > LISTED else ""
    return _no_area(areas[0], hint(names, near[:LISTED]), more, near)


def _no_area(area: str, near: str, more: str, places: Iterable[str]) -> UnknownArea:
    return UnknownArea(Words(N_("No region, raion or hromada in the tables is called '{area}': they have the "
                                "raions since 2020 with their hromadas, and none of Crimea.{hint}{more}"),
                             area=area[:SHOWN], hint=near, more=more), places)


def hint(names: Names, near: list[str]) -> str:
    """Return a question whether one of these places was meant; empty if there are none."""
    if not near:
        return ""
    return Words(N_(" Did you mean {names}?"),
                 names=chained(N_("{head} or {last}"), [_label(names, place) for place in near]))


def ambiguous_place(names: Names, asked: Query, places: list[str]) -> AmbiguousPlace:
    """Return the error for a name that several places have."""
    shown = listed((Words(N_("{place}, population {people:,}, {code}"), place=_label(names, place),
                          people=names.people[place], code=place) for place in places[:LISTED]), "; ")
    if len(places) > LISTED:
        shown = Words(N_("{faults}; and {count} more"), faults=shown, count=len(places) - LISTED)
    return AmbiguousPlace(Words(N_("'{name}' fits {count} places: {places}. Which one? Write "
                                   "'name, region', 'name, raion', or the code.{districts}"),
                                name=asked.name[:SHOWN], count=len(places), places=shown,
                                districts=_districts(names, asked)), places)


def _districts(names: Names, asked: Query) -> Words | str:
    """Return a sentence on the raions within cities that a query may mean, too, after a blank."""
    found = districts_asked(names.districts, names.areas, names.settlements, asked)
    return Words(N_(" {sentence}"), sentence=about_districts(found, names.settlements, asked.name[:SHOWN])
                 ) if len(found) else ""


def _label(names: Names, place: str) -> Words:
    """Return a place's name with its raion and region, for a message."""
    row = names.settlements.loc[place]
    return Words(N_("{name} ({area})"), name=Name(row["known_as_en"], uk=row["known_as_uk"]),
                 area=area_label(names.areas, row["raion"], row["region"]))
