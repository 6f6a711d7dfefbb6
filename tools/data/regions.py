"""The table of regions: their outlines with names, official areas and populations."""

from pathlib import Path

import geopandas as gpd
import pandas as pd
from shapely.geometry import mapping

from tools.data.outlines import DECIMALS, outlines
from tools.data.writing import read_csv, tidy, write_geojson

REGION_NAMES = {  # UN/BGN spellings where the table of oblasts is shorter or longer than a label
    "UA-43": "Crimea", "UA-40": "Sevastopol", "UA-30": "Kyiv (city)", "UA-32": "Kyiv Oblast",
}


def regions(folder: Path, facts: Path) -> gpd.GeoDataFrame:
    """Make the table of regions.

    Parameters
    ----------
    folder
        Where the packages are unpacked.
    facts
        The folder with `oblasts.csv` and the tables of settlements.

    Returns
    -------
    GeoDataFrame
        27 rows by ISO 3166-2 code, index 0, 1, ...; columns `region` (the code), `name_en`, `name_uk`,
        `pcode`, `area_official_km2`, `population`, `population_date` (text), `geometry` (WGS 84, degrees).
    """
    rows = sorted(read_csv(facts / "oblasts.csv"), key=lambda row: row["iso_3166_2"])
    ids = [row["iso_3166_2"] for row in rows]
    table = pd.DataFrame({
        "region": ids,
        "name_en": [REGION_NAMES.get(row["iso_3166_2"], row["name_en"]) for row in rows],
        "name_uk": [tidy(row["name_uk"]) for row in rows],
        "pcode": [row["oblast"] for row in rows],
        "area_official_km2": [float(row["area_official_km2"]) for row in rows],
        "population": [int(row["population"]) for row in rows],
        "population_date": [row["population_date"] for row in rows],
    })
    return gpd.GeoDataFrame(table, geometry=outlines(folder, facts)[ids].to_numpy(), crs=4326)


def write_regions(table: gpd.GeoDataFrame, path: Path) -> None:
    """Write the table of `regions` as GeoJSON, coordinates to DECIMALS of a degree."""
    columns = [name for name in table.columns if name not in ("region", "geometry")]
    features = [
        {"type": "Feature", "id": row["region"],
         "properties": {"region": row["region"], **{name: row[name] for name in columns}},
         "geometry": mapping(row.geometry)}
        for _, row in table.iterrows()
    ]
    write_geojson(path, features, DECIMALS)
