"""Labels of all settlements, and of raions and hromadas, for screen and print."""

from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from geo.world import World
from layers.language import N_, Language

FROM_ZOOM = 9
"""The zoom of the map from which all settlements are shown."""
UNITS = {"raion": (7, 6, N_("{name} raion")), "hromada": (9, 9, N_("{name} hromada"))}
"""The zoom from which raions and hromadas are named, the length of their codes, and the name as written."""


def settlements(world: World) -> pd.DataFrame:
    """Collect all settlements: those with people of their own, and those counted with a neighbour.

    Returns
    -------
    DataFrame
        One row per settlement, index its P-code, largest first; columns `known_as_en` and `known_as_uk`,
        `lon`, `lat` (degrees) and `population` (reference year; 0 if counted with a neighbour).
    """
    return world.once("settlements", lambda: _collected(world))


def _collected(world: World) -> pd.DataFrame:
    known = ["known_as_en", "known_as_uk", "lon", "lat", "population"]
    points = world.record.settlements[["name_en", "name_uk", "lon", "lat"]].assign(population=0)
    # The middle of a city in parts may be a control point, too.
    points = points[~points.index.isin(world.places.index) & ~points.index.isin(world.cities.index)]
    points = points.rename(columns={"name_en": "known_as_en", "name_uk": "known_as_uk"})
    table = pd.concat([world.cities[known], points[known]])
    order = pd.DataFrame({"fewer": -table["population"], "code": table.index}, index=table.index)
    return table.loc[order.sort_values(["fewer", "code"]).index]


def unit_names(world: World, language: Language) -> list[dict[str, Any]]:
    """Return the raions, then the hromadas, each largest first, for labels.

    A name stands at the settlement of the unit that is nearest to the middle of its settlements, as there
    are no outlines of these units here. Crimea and Sevastopol have none in the tables.
    """
    found = []
    for unit, (zoom, _length, words) in UNITS.items():
        units = world.once(("units", unit), partial(_units, world, unit)) if unit in world.units else None
        if units is not None:
            found += [{"name": language.text(words, name=name), "unit": unit, "zoom": zoom, "lon": lon,
                       "lat": lat}
                      for name, lon, lat in zip(units[language.name_column], units["lon"], units["lat"],
                                                strict=True)]
    return found


def _units(world: World, unit: str) -> pd.DataFrame:
    """Return the units of a kind that have settlements, the largest first, with a position each."""
    table = settlements(world)[["lon", "lat"]]
    spots = _middles(table, table.index.str[:UNITS[unit][1]])
    units = world.units[unit].sort_values("population", ascending=False, kind="stable")
    return units[units.index.isin(spots.index)].assign(lon=spots["lon"], lat=spots["lat"])


def _middles(table: pd.DataFrame, units: pd.Index) -> pd.DataFrame:
    """Return of each unit the position of the settlement nearest to the middle of all of its settlements."""
    group = table.groupby(units)
    off = table - group.transform("mean")
    # A degree of longitude is shorter than one of latitude.
    east = off["lon"].mul(np.cos(np.radians(table["lat"])))
    away = pd.Series(np.hypot(east, off["lat"]), index=table.index)
    return table.loc[away.groupby(units).idxmin()].set_axis(sorted(set(units)), axis=0)
