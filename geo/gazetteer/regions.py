"""The 27 first-level regions of Ukraine in the borders of 1991."""

from pathlib import Path

import geopandas as gpd
import shapely
from pyogrio.errors import DataSourceError

from geo.errors import N_, SourceError, Words
from geo.measure import areas_km2
from geo.paths import DATA
from geo.tables import joined, stray_blanks

REGIONS_FILE = DATA / "boundaries" / "regions.geojson"
COLUMNS = ("region", "name_en", "name_uk", "area_official_km2", "population", "population_date")


def load_regions(path: Path = REGIONS_FILE) -> gpd.GeoDataFrame:
    """Read and check the regions.

    Returns
    -------
    GeoDataFrame
        One row per region, index `region` (ISO 3166-2); columns `name_en`, `name_uk`,
        `area_official_km2` (published, with inland water), `area_km2` (measured on the polygon),
        `population` and `population_date` (published), `geometry` in STORE_CRS. The polygons
        are a coverage: neighbours share their vertices, without gaps or overlaps.

    Raises
    ------
    SourceError
        If the file is unreadable, a column is missing, a name has a stray blank, or the polygons are
        no coverage.
    """
    try:
        table = gpd.read_file(path)
    except (OSError, DataSourceError) as fault:
        raise SourceError(N_("{name}: cannot be read as GeoJSON"), name=path.name) from fault
    faults: list[str] = [Words(N_("property '{name}' is missing"), name=name)
                         for name in COLUMNS if name not in table]
    if not faults:
        ids = table["region"]
        faults += [Words(N_("region '{name}' stands there twice"), name=name)
                   for name in ids[ids.duplicated()]]
        faults += stray_blanks(table)
        faults += [Words(N_("region '{name}' is no valid polygon"), name=name)
                   for name in ids[~table.is_valid]]
        if not shapely.coverage_is_valid(table.geometry.to_numpy()):
            faults.append(Words(N_("neighbouring regions overlap or leave gaps")))
    if faults:
        raise SourceError(N_("{name}: {fault}"), name=path.name, fault=joined(faults))
    table = table.set_index("region").sort_index()
    table["area_km2"] = areas_km2(table.geometry)
    return table
