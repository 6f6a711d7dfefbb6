"""What a reader is told who asked for a place that is none, or more than one: the errors of a search."""

from collections.abc import Iterable

from geo.errors import N_, GeoError, Name, Value, Words, chained, listed
from geo.gazetteer.areas import area_label
from geo.gazetteer.counted_elsewhere import counted_elsewhere, nearest, so_called
from geo.gazetteer.meaning import strange, within
from geo.gazetteer.names import Names
from geo.gazetteer.query import Query

NEAR, LISTED = 5, 8  # places listed in a message
SHOWN = 40  # characters of the query repeated in a message


class UnknownPlace(GeoError):
    """No place has this name; `places` holds the ids of places with similar names."""

    def __init__(self, message: str, places: Iterable[str] = (), **values: Value) -> None:
        super().__init__(message, **values)
        self.places = tuple(places)


class UnknownArea(UnknownPlace):
    """The tables know no such region or raion; `places` holds the ids of all places of the name."""


class EmptyTown(UnknownPlace):
    """The tables count no residents in the town; `places` holds the ids of others of the same name."""


class CountedElsewhere(UnknownPlace):
    """The tables count the settlement's residents with a neighbour; `places` holds the nearest ones."""


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
    raise CountedElsewhere(N_("{sentence} The nearest with figures: {near}."), near,
                           sentence=counted_elsewhere(points[:LISTED], names.areas, len(points)),
                           near=listed((_label(names, place) for place in near), "; "))


def unknown_area(names: Names, asked: Query, places: list[str]) -> UnknownArea:
    """Return the error for an area that the tables do not know, with all places of the name."""
    areas = strange(names, asked.areas)
    inside = within(names, places, [area for area in asked.areas if area not in areas])
    near = [place for place in places if place in inside] or places
    more = Words(N_(" There are {count} more."), count=len(near) - LISTED) if len(near) > LISTED else ""
    return UnknownArea(Words(N_("No region or raion in the tables is called '{area}': they have the "
                                "raions since 2020, and none of Crimea.{hint}{more}"),
                             area=areas[0][:SHOWN], hint=hint(names, near[:LISTED]), more=more), near)


def hint(names: Names, near: list[str]) -> str:
    """Return a question whether one of these places was meant; empty if there are none."""
    if not near:
        return ""
    return Words(N_(" Did you mean {names}?"),
                 names=chained(N_("{head} or {last}"), [_label(names, place) for place in near]))


def ambiguous_place(names: Names, name: str, places: list[str]) -> AmbiguousPlace:
    """Return the error for a name that several places have."""
    shown = listed((Words(N_("{place}, population {people:,}, {code}"), place=_label(names, place),
                          people=names.people[place], code=place) for place in places[:LISTED]), "; ")
    if len(places) > LISTED:
        shown = Words(N_("{faults}; and {count} more"), faults=shown, count=len(places) - LISTED)
    return AmbiguousPlace(Words(N_("'{name}' fits {count} places: {places}. Which one? Write "
                                   "'name, region', 'name, raion', or the code."), name=name[:SHOWN],
                                count=len(places), places=shown), places)


def _label(names: Names, place: str) -> Words:
    """Return a place's name with its raion and region, for a message."""
    row = names.settlements.loc[place]
    return Words(N_("{name} ({area})"), name=Name(row["known_as_en"], uk=row["known_as_uk"]),
                 area=area_label(names.areas, row["raion"], row["region"]))
