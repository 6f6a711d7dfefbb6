"""Regions of other states, to say what a figure is as large as in a reader's own country."""

from pathlib import Path

import pandas as pd

from geo.errors import N_, SourceError, Words
from geo.gazetteer.places import PLACES_FILE
from geo.tables import faulty_values, joined, read_table

ABROAD_FILE = PLACES_FILE.with_name("regions_abroad.csv")
COLUMNS = ("region", "part_of", "name_en", "name_uk", "area_km2", "compared", "population")
COUNTRIES = (
    "AT", "AU", "BE", "BR", "CA", "CH", "CN", "CZ", "DE", "DK", "ES", "FI", "FR", "GB", "GR", "HU", "IE",
    "IN", "IT", "JP", "KR", "LT", "MX", "NL", "NO", "NZ", "PL", "PT", "RO", "SE", "SK", "TR", "US", "ZA",
)
"""The states (ISO 3166-1) whose regions the file has."""
CODE = f"({'|'.join(COUNTRIES)})-[A-Z0-9]{{1,3}}"
WHOLE, YES_NO = "[1-9][0-9]{0,9}", ("yes", "no")


def load_regions_abroad(path: Path = ABROAD_FILE) -> pd.DataFrame:
    """Read the regions of other states.

    Returns
    -------
    DataFrame
        Index `region` (ISO 3166-2; regions of England by their codes in the statistics of the United
        Kingdom); columns `part_of` (the larger region that it is a part of, or empty), `name_en` and
        `name_uk` (as they stand in a sentence), `area_km2`, `compared` (False where the area is too rough for
        a comparison), `population` (NaN where no source has it), and `country` (of COUNTRIES).

    Raises
    ------
    SourceError
        If the file cannot be read, a code repeats, or a value is invalid.
    """
    table = read_table(path, COLUMNS, key="region")
    codes = table.index.to_series().rename("region")
    faults = faulty_values(codes, codes.str.fullmatch(CODE), Words(N_("no code of a region")))
    known = table["part_of"].isin(["", *codes])
    faults += faulty_values(table["part_of"], known, Words(N_("no code of a region")))
    faults += faulty_values(table["compared"], table["compared"].isin(YES_NO),
                            Words(N_("neither yes nor no")))
    for name in ("name_en", "name_uk"):
        faults += faulty_values(table[name], table[name].str.strip() != "", Words(N_("no name")))
    for name, pattern in (("area_km2", WHOLE), ("population", f"({WHOLE})?")):
        faults += faulty_values(table[name], table[name].str.fullmatch(pattern),
                                Words(N_("no whole number above zero")))
    if faults:
        raise SourceError(N_("{name}: {fault}"), name=path.name, fault=joined(faults))
    table["population"] = pd.to_numeric(table["population"])
    table["compared"] = table["compared"] == YES_NO[0]
    return table.astype({"area_km2": "int64", "population": "float64"}).assign(country=table.index.str[:2])
