"""The states around Ukraine, from the base map: a border strip is measured from the border with some."""

from pathlib import Path

import geopandas as gpd
from pyogrio.errors import DataSourceError
from shapely.geometry.base import BaseGeometry

from geo.crs import to_metres
from geo.errors import SourceError
from geo.paths import DATA

BASE_MAP = DATA / "boundaries" / "basemap.geojson"

CODES = {"Belarus": "BY", "Hungary": "HU", "Moldova": "MD", "Poland": "PL", "Romania": "RO", "Russia": "RU",
         "Slovakia": "SK"}
"""ISO 3166-1 codes by the names that the base map has."""


def load_neighbours(path: Path = BASE_MAP) -> dict[str, BaseGeometry]:
    """Read the outlines of the neighbours, in AREA_CRS, by code.

    They are drawn for a map and lie up to some hundred metres from our own border.

    Raises
    ------
    SourceError
        If the file is unreadable, or a neighbour is missing.
    """
    try:
        table = gpd.read_file(path)
    except (OSError, DataSourceError) as fault:
        raise SourceError(f"{path.name}: cannot be read as GeoJSON") from fault
    table = table[table["kind"] == "country"].set_index("name")
    missing = sorted(set(CODES) - set(table.index))
    if missing:
        raise SourceError(f"{path.name}: {missing[0]} is missing")
    return {code: to_metres(table.geometry[name]) for name, code in CODES.items()}
