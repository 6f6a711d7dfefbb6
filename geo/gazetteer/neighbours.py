"""Outlines of the neighbouring states, from the base map; border strips are measured from them."""

from pathlib import Path

import geopandas as gpd
from pyogrio.errors import DataSourceError
from shapely.geometry.base import BaseGeometry

from geo.crs import to_metres
from geo.errors import N_, SourceError
from geo.paths import DATA

BASE_MAP = DATA / "boundaries" / "basemap.geojson"

CODES = {"Belarus": "BY", "Hungary": "HU", "Moldova": "MD", "Poland": "PL", "Romania": "RO", "Russia": "RU",
         "Slovakia": "SK"}
"""ISO 3166-1 codes by name in the base map."""


def load_neighbours(path: Path = BASE_MAP) -> dict[str, BaseGeometry]:
    """Read the outlines of the neighbouring states in AREA_CRS, by ISO 3166-1 code.

    They are generalised and deviate from Ukraine's border in `regions.geojson` by up to a few hundred
    metres.

    Raises
    ------
    SourceError
        If the file is unreadable, or a neighbour is missing.
    """
    try:
        table = gpd.read_file(path)
    except (OSError, DataSourceError) as fault:
        raise SourceError(N_("{name}: cannot be read as GeoJSON"), name=path.name) from fault
    table = table[table["kind"] == "country"].set_index("name")
    missing = sorted(set(CODES) - set(table.index))
    if missing:
        raise SourceError(N_("{name}: {missing} is missing"), name=path.name, missing=missing[0])
    return {code: to_metres(table.geometry[name]) for name, code in CODES.items()}
