"""The narrowest necks of what each side would hold, in words."""

from collections.abc import Mapping
from typing import Any

from geo.explore.necks import BODY_KM2, WIDER
from geo.explore.sides import Under
from geo.explore.together import Together
from geo.measure import KM_PER_MILE
from geo.plans.overlay import Neighbour
from geo.world import World
from geo.zones.coast import COAST
from layers.explore.together import Rows, side_words
from layers.language import N_, Language
from layers.text.overlays import NEIGHBOUR_WORDS

NOTE = N_(
    "A neck is where a connected part is narrowest between two bodies of ground of at least {area} each, "
    "both somewhere at least {times} times as wide. Its width is that of the outlines and the line as drawn, "
    "straight across, and no more certain than they are. Rivers, reservoirs and estuaries within the "
    "outlines, such as that of the Dniester, count as ground. Where a part has water or other ground inside "
    "it, the widest way round counts, and there may be narrower ones.")


def note(language: Language) -> str:
    """Say what a neck is, and how its width is measured."""
    return language.text(NOTE, area=language.area(BODY_KM2), times=language.decimal(WIDER))


def width_words(km: float, language: Language) -> str:
    """Format a width in km or miles with one decimal: '1.6 km'."""
    if language.units == "km2":
        return language.text(N_("{width} km"), width=language.decimal(round(km, 1)))
    miles = round(km / KM_PER_MILE, 1)
    if miles == round(miles):
        return language.miles(round(miles))
    return language.text(N_("{width} mi"), width=language.decimal(miles))


def necks_table(found: Together, necks: list[dict[str, Any]], world: World, names: Mapping[str, str],
                language: Language) -> Rows:
    """Return a table of necks, with a row of heads.

    Parameters
    ----------
    found, necks
        What hangs together, and its `geo.explore.part_necks.necks_report`.
    world, names
        Provide settlements, and the names of regions by id.
    language
        The reader's.
    """
    say, cities = language.text, world.cities
    rows: Rows = [(say(N_("Neck near")), say(N_("Side")), say(N_("Width")), say(N_("Position")),
                   say(N_("Between")), say(N_("Ground on the smaller side")),
                   say(N_("Ground on the larger side")))]
    for neck in necks:
        near = neck["near"]
        rows.append((
            f"{cities.at[near, language.town_column]} ({names[str(cities.at[near, 'region'])]})",
            side_words(neck["side"], found, language), width_words(neck["width_km"], language),
            say(N_("{lat}° N, {lon}° E"), lat=language.decimal(neck["lat"]),
                lon=language.decimal(neck["lon"])),
            " – ".join(_shore_words(shore, found, language) for shore in neck["shores"]),
            *(_body_words(body, world, language) for body in neck["bodies"])))
    return rows


def _shore_words(shore: str, found: Together, language: Language) -> str:
    if shore == COAST:
        return language.text(N_("Coast"))
    if shore in set(Under):
        return side_words(shore, found, language)
    return language.text(NEIGHBOUR_WORDS[Neighbour(shore)])


def _body_words(body: dict[str, Any], world: World, language: Language) -> str:
    values = {"area": language.area(body["area_km2"]), "people": language.people(body["people"])}
    if not body["largest"]:
        return language.text(N_("{area}, {people} people"), **values)
    return language.text(N_("{area}, {people} people, the largest place {name}"), **values,
                         name=world.cities.at[body["largest"][0], language.town_column])
