"""Settlements, and parts of large cities, with the people who lived there in the reference year."""

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from geo.crs import points_to_metres
from geo.errors import N_, SourceError, Words
from geo.paths import DATA
from geo.tables import faulty_values, joined, read_table, unknown

PLACES_FILE = DATA / "places" / "places.csv"
COLUMNS = ("place", "name_en", "name_uk", "kind", "region", "raion", "hromada", "lon", "lat",
           "population", "source")
FORMER = ("former_en", "former_uk")
FORMER_COLUMNS = ("settlement", "name_en", "name_uk")
CITY_ID_LENGTH = 12
"""The first characters of a place's id name the settlement; '-3' behind them, a part of a city."""

WHOLE = "[0-9]{1,7}"
DEGREES = r"-?[0-9]{1,3}(\.[0-9]+)?"
AROUND_DEG = {"lon": (22.0, 40.5), "lat": (44.0, 52.6)}
"""Where a place of Ukraine can be, with a little room."""


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
        If the file is missing, lacks a column, repeats an id, or has a population that is no
        whole number.
    """
    path = folder / f"{unit}s.csv"
    table = read_table(path, (unit, "region", "name_en", "name_uk", "population"), key=unit)
    faults = faulty_values(table["population"], table["population"].str.fullmatch(WHOLE),
                           Words(N_("no whole number")))
    if faults:
        raise SourceError(N_("{name}: {fault}"), name=path.name, fault=joined(faults))
    return table.assign(population=table["population"].astype("int64"))


def location_faults(table: pd.DataFrame) -> list[str]:
    """List the longitudes and latitudes that are no number of degrees or not in Ukraine (AROUND_DEG).

    `table` has `lon` and `lat` as text; faults name the rows by its index.
    """
    faults = []
    for name, (least, most) in AROUND_DEG.items():
        written = table[name].str.fullmatch(DEGREES)
        faults += faulty_values(table[name], written, Words(N_("no number of degrees")))
        there = pd.to_numeric(table[name].where(written)).between(least, most) | ~written
        faults += faulty_values(table[name], there, Words(N_("not between {least:g} and {most:g}"),
                                                          least=least, most=most))
    return faults


def former_names(path: Path) -> pd.DataFrame:
    """Read the names that settlements had before their present ones.

    Returns
    -------
    DataFrame
        Index `settlement` (P-code); columns `former_en` and `former_uk`, empty where only one is known.

    Raises
    ------
    SourceError
        If the file lacks a column or repeats a settlement.
    """
    table = read_table(path, FORMER_COLUMNS, key="settlement")
    return table.rename(columns={"name_en": "former_en", "name_uk": "former_uk"})[list(FORMER)]


def load_places(path: Path = PLACES_FILE, known: Iterable[str] | None = None) -> pd.DataFrame:
    """Read and check the places.

    Parameters
    ----------
    path
        The table; `former_names.csv` beside it, if there is one, has the settlements' former names.
    known
        Ids of the regions there are; by default any is taken.

    Returns
    -------
    DataFrame
        One row per settlement or city part, index `place` (P-code); columns `name_en`,
        `name_uk`, `kind`, `region` (ISO 3166-2, by the place's own code, not by polygon),
        `raion`, `hromada`, `lon`, `lat` (degrees), `x_m`, `y_m` (AREA_CRS), `population`
        (reference year), `source`, and `settlement`: the P-code of the whole, which `cities` has; `former_en`
        and `former_uk`: the name until the last renaming, empty if there was none.

    Raises
    ------
    SourceError
        If there is no place, a column is missing, an id repeats, a region is unknown, a value is
        no number, a place is not in Ukraine, or two are on the same spot.
    """
    table = read_table(path, COLUMNS, key="place")
    faults: list[str] = [] if len(table) else [Words(N_("there is no place in it"))]
    faults += [] if known is None else unknown(table["region"], known, N_("region"))
    faults += location_faults(table)
    faults += faulty_values(table["population"], table["population"].str.fullmatch(WHOLE),
                            Words(N_("no whole number")))
    again = table.index[table.duplicated(["lon", "lat"])]
    faults += [Words(N_("'{place}' is on the spot of another"), place=place) for place in again]
    if faults:
        raise SourceError(N_("{name}: {fault}"), name=path.name, fault=joined(faults))
    table = table.astype({"lon": float, "lat": float, "population": "int64"})
    table["x_m"], table["y_m"] = points_to_metres(table["lon"], table["lat"])
    table["settlement"] = table.index.str[:CITY_ID_LENGTH]
    return _with_former(table, path.with_name("former_names.csv"))


def _with_former(table: pd.DataFrame, path: Path) -> pd.DataFrame:
    if not path.exists():
        return table.assign(**dict.fromkeys(FORMER, ""))
    former = former_names(path)
    faults = unknown(former.index.to_series(), set(table["settlement"]), N_("code of a settlement"))
    if faults:
        raise SourceError(N_("{name}: {fault}"), name=path.name, fault=joined(faults))
    return table.join(former.reindex(table["settlement"].unique()).fillna(""), on="settlement")
