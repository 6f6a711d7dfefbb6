"""Settlements whose residents the tables count with a neighbour: they have no figures."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from geo.errors import N_, Name, Words, listed
from geo.gazetteer.areas import area_label, areas_called
from geo.gazetteer.transliteration import folded, lettered
from geo.tables import read_table

COLUMNS = ("place", "name_en", "name_uk", "region", "lon", "lat")
RAION, HROMADA = 6, 9  # characters of a P-code


def load_counted_elsewhere(path: Path) -> pd.DataFrame:
    """Read the settlements.

    The line of contact rests on the same table, which checks it (`geo.control.points`).

    Returns
    -------
    DataFrame
        One row per settlement, index `place` (P-code); columns `name_en`, `name_uk`, `region`, `lon`, `lat`
        (degrees), all of them text. Without rows if there is no such file.

    Raises
    ------
    SourceError
        If the file is unreadable, lacks a column or repeats a settlement.
    """
    if not path.exists():
        return pd.DataFrame(columns=pd.Index(COLUMNS[1:]), index=pd.Index([], name=COLUMNS[0]))
    return read_table(path, COLUMNS, key=COLUMNS[0])


def so_called(points: pd.DataFrame, areas: pd.DataFrame, name: str, within: Sequence[str]) -> pd.DataFrame:
    """Find the settlements of a name, or with this code, that lie in all of the areas.

    Parameters
    ----------
    points
        From `load_counted_elsewhere`.
    areas
        Index id, columns as in `geo.gazetteer.names.Names`.
    name, within
        As a reader wrote them.

    Returns
    -------
    DataFrame
        Rows of `points`, in their order; only those of exactly these letters, if there are any.
    """
    if points.empty:
        return points
    keys = np.array(folded("\n".join(points["name_uk"])).split("\n")), np.array(
        folded("\n".join(points["name_en"])).split("\n"))
    key = folded(name)
    same = (keys[0] == key) | (keys[1] == key) | (points.index == name.upper())
    found = points[same] if key else points[:0]
    exact = [lettered(name) in (lettered(one), lettered(other))
             for one, other in zip(found["name_uk"], found["name_en"], strict=True)]
    found = found[exact] if any(exact) else found
    for area in within:
        named = {area.upper(), *areas_called(areas, area)}
        here = [bool(named & {code, code[:RAION], code[:HROMADA], region})
                for code, region in zip(found.index, found["region"], strict=True)]
        found = found[np.array(here, bool)]
    return found


def counted_elsewhere(points: pd.DataFrame, areas: pd.DataFrame, count: int) -> str:
    """Return a sentence on the first of `count` settlements of a name, with where they are.

    Parameters
    ----------
    points
        The first of them, from `so_called`.
    areas
        As for `so_called`.
    count
        How many there are; the sentence says how many more than `points`.
    """
    where: str = listed((
        Words(N_("{name} ({area}, at {lat:g}° N, {lon:g}° E)"),
              name=Name(point["name_en"], uk=point["name_uk"]),
              area=area_label(areas, str(code)[:RAION], str(point["region"])), lat=float(point["lat"]),
              lon=float(point["lon"])) for code, point in points.iterrows()), "; ")
    if count > len(points):
        where = Words(N_("{names} and {count} more"), names=where, count=count - len(points))
    return Words(N_("The tables count the residents of {places} with a neighbour, so that there are no "
                    "figures for it alone."), places=where)


def nearest(points: pd.DataFrame, settlements: pd.DataFrame) -> list[str]:
    """Return the ids of the settlements with figures that are nearest to these points, each once.

    Distances are those of the equirectangular projection around each point, which is enough to compare them.

    Parameters
    ----------
    points
        From `so_called`.
    settlements
        From `geo.gazetteer.cities.cities`: index id, `lon` and `lat` in degrees.
    """
    near = []
    for lon, lat in points[["lon", "lat"]].astype(float).itertuples(index=False):
        east = (settlements["lon"] - lon) * np.cos(np.radians(lat))
        near.append(str(np.hypot(east, settlements["lat"] - lat).idxmin()))
    return list(dict.fromkeys(near))
