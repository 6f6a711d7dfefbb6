"""Towns for which the tables count no residents."""

from pathlib import Path

import pandas as pd

from geo.errors import N_, Name, Words
from geo.gazetteer.areas import area_label, areas_called
from geo.gazetteer.query import Query
from geo.gazetteer.transliteration import folded
from geo.tables import read_table

COLUMNS = ("town", "name_en", "name_uk", "other_names", "region", "raion", "emptied", "source_title",
           "source_url")
NAME_COLUMNS = ("name_en", "name_uk", "other_names")
BETWEEN = "; "


def load_empty_towns(path: Path) -> pd.DataFrame:
    """Read the towns for which the tables count no residents.

    Returns
    -------
    DataFrame
        Index `town` (P-code, as in the control points); columns `name_en`, `name_uk`, `other_names`
        (separated by BETWEEN), `region`, `raion`, `emptied` (how and when, after 'was'), `source_title`,
        `source_url`. Without rows if there is no such file.

    Raises
    ------
    SourceError
        If the file is unreadable, lacks a column or repeats a town.
    """
    if not path.exists():
        return pd.DataFrame(columns=pd.Index(COLUMNS[1:]), index=pd.Index([], name=COLUMNS[0]))
    return read_table(path, COLUMNS, key=COLUMNS[0])


def empty_town(towns: pd.DataFrame, areas: pd.DataFrame, asked: Query) -> str:
    """Return a sentence on the empty town that a query names, or an empty string if it names none.

    Parameters
    ----------
    towns
        From `load_empty_towns`.
    areas
        Index id, columns `name_en` and `name_uk`, of `geo.gazetteer.names.Names`.
    asked
        A name, and areas that the town must lie in.
    """
    key = folded(asked.name)
    for code, row in towns.iterrows():
        names = {folded(name) for column in NAME_COLUMNS for name in row[column].split(BETWEEN)}
        if not key or key not in names:
            continue
        here = {code, row["region"], row["raion"]}
        if all(here & {area.upper(), *areas_called(areas, area)} for area in asked.areas):
            return Words(N_("{name} ({area}) was {emptied}; the tables count no residents there before 2022, "
                            "so no plan has figures for it ({source}, {address})."),
                         name=Name(row["name_en"], uk=row["name_uk"]),
                         area=area_label(areas, row["raion"], row["region"]), emptied=Words(row["emptied"]),
                         source=Words(row["source_title"]), address=row["source_url"])
    return ""
