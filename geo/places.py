"""Settlements, and parts of large cities, with the people who lived there in the reference year."""

from pathlib import Path

import pandas as pd

from geo.crs import points_to_metres
from geo.errors import SourceError
from geo.tables import DATA, joined, read_table

PLACES_FILE = DATA / "places" / "places.csv"
COLUMNS = ("place", "name_en", "name_uk", "kind", "region", "raion", "hromada", "lon", "lat",
           "population", "source")
CITY_ID_LENGTH = 12
"""The first characters of a place's id name the settlement; '-3' behind them, a part of a city."""

NUMBERS = {"lon": float, "lat": float, "population": "int64"}


def load_units(unit: str, folder: Path = PLACES_FILE.parent) -> pd.DataFrame:
    """Read the raions or hromadas with their official totals.

    Returns
    -------
    DataFrame
        Index `raion` or `hromada` (P-code); columns `region`, `name_en`, `name_uk`, `population`
        (1 January 2022). Crimea and Sevastopol are not in these tables.

    Raises
    ------
    SourceError
        If the file is missing, lacks a column or repeats an id.
    """
    columns = (unit, "region", "name_en", "name_uk", "population")
    table = read_table(folder / f"{unit}s.csv", columns, key=unit)
    return table.assign(population=pd.to_numeric(table["population"]))


def load_places(path: Path = PLACES_FILE) -> pd.DataFrame:
    """Read and check the places.

    Returns
    -------
    DataFrame
        One row per settlement or city part, index `place` (P-code); columns `name_en`,
        `name_uk`, `kind`, `region` (ISO 3166-2, by the place's own code, not by polygon),
        `raion`, `hromada`, `lon`, `lat` (degrees), `x_m`, `y_m` (AREA_CRS), `population`
        (reference year), `source`.

    Raises
    ------
    SourceError
        If a column is missing, an id repeats, or a value is no number.
    """
    table = read_table(path, COLUMNS, key="place")
    faults = []
    for name, kind in NUMBERS.items():
        numbers = pd.to_numeric(table[name], errors="coerce")
        faults += [f"{name} of '{place}' is no number" for place in table.index[numbers.isna()]]
        if not numbers.isna().any():
            table[name] = numbers.astype(kind)
    if faults:
        raise SourceError(f"{path.name}: {joined(faults)}")
    table["x_m"], table["y_m"] = points_to_metres(table["lon"], table["lat"])
    return table
