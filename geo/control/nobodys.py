"""Ground and water that nobody holds, such as the bed of a drained reservoir."""

from datetime import date
from pathlib import Path

import geopandas as gpd
import shapely
from pyogrio.errors import DataSourceError
from shapely.geometry.base import BaseGeometry

from geo.crs import to_metres
from geo.errors import N_, SourceError
from geo.paths import DATA

DRAINED = date(2023, 6, 6)
"""The day on which the dam of Kakhovka broke and its reservoir began to run dry."""
NOBODYS_FILE = DATA / "boundaries" / "held_by_nobody.geojson"


def load_nobodys(path: Path = NOBODYS_FILE) -> BaseGeometry:
    """Read what nobody holds; one (multi)polygon in AREA_CRS.

    It counts on Ukraine's side on every day, so that no region's area moves when water becomes ground.

    Raises
    ------
    SourceError
        If the file is unreadable or holds no area.
    """
    try:
        table = gpd.read_file(path)
    except (OSError, DataSourceError) as fault:
        raise SourceError(N_("{name}: cannot be read as GeoJSON"), name=path.name) from fault
    ground = shapely.make_valid(table.geometry.union_all())
    if not ground.area:
        raise SourceError(N_("{name}: there is no area in it"), name=path.name)
    return to_metres(ground)
