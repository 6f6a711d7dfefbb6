"""Regions of other states, to say what a figure is as large as in a reader's own country."""

from pathlib import Path

import pandas as pd

from geo.errors import N_, SourceError, Words
from geo.gazetteer.places import PLACES_FILE
from geo.tables import faulty_values, joined, read_table

ABROAD_FILE = PLACES_FILE.with_name("regions_abroad.csv")
COLUMNS = ("region", "name_en", "name_uk", "area_km2", "population")
COUNTRIES = ("IT", "US")
"""The states (ISO 3166-1) whose regions the file has."""
WHOLE = "[1-9][0-9]{0,9}"


def load_regions_abroad(path: Path = ABROAD_FILE) -> pd.DataFrame:
    """Read the regions of other states.

    Returns
    -------
    DataFrame
        Index `region` (ISO 3166-2); columns `name_en`, `name_uk`, `area_km2`, `population`, and `country` (of
        COUNTRIES).

    Raises
    ------
    SourceError
        If the file cannot be read, a code repeats, or a value is invalid.
    """
    table = read_table(path, COLUMNS, key="region")
    codes = table.index.to_series().rename("region")
    known = codes.str.fullmatch(f"({'|'.join(COUNTRIES)})-[A-Z0-9]{{1,3}}")
    faults = faulty_values(codes, known, Words(N_("no code of a region")))
    for name in COLUMNS[1:3]:
        faults += faulty_values(table[name], table[name].str.strip() != "", Words(N_("no name")))
    for name in COLUMNS[3:]:
        faults += faulty_values(table[name], table[name].str.fullmatch(WHOLE),
                                Words(N_("no whole number above zero")))
    if faults:
        raise SourceError(N_("{name}: {fault}"), name=path.name, fault=joined(faults))
    table = table.astype({"area_km2": "int64", "population": "int64"})
    return table.assign(country=table.index.str[:2])
