"""What nobody holds: the bed of the former Kakhovka Reservoir, less what lies around settlements."""

import json
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from tools.data.basemap import AREA_CRS, DRAW_DECIMALS
from tools.data.writing import feature, write_geojson

MIDDLE = shapely.Point(34.25, 47.50)
"""A spot in the reservoir, degrees."""
AROUND_M = 500
"""Natural Earth's shore takes in some villages: nothing this near to a settlement is the bed."""
NAME = "bed of the former Kakhovka Reservoir, drained from 6 June 2023 on; water before"
SOURCE = "Natural Earth, lakes, 1:10 million"


def write_nobodys(boundaries: Path, settlements: pd.DataFrame) -> None:
    """Write `held_by_nobody.geojson` from the lakes of `basemap.geojson`.

    Parameters
    ----------
    boundaries
        The folder of both files.
    settlements
        Columns `lon` and `lat`, degrees.
    """
    tree = json.loads((boundaries / "basemap.geojson").read_text(encoding="utf-8"))
    lakes = next(item["geometry"] for item in tree["features"] if item["properties"]["kind"] == "lake")
    parts = shapely.get_parts(shapely.geometry.shape(lakes))
    lake = gpd.GeoSeries(parts[shapely.contains(parts, MIDDLE)], crs=4326).to_crs(AREA_CRS).iloc[0]
    points = gpd.points_from_xy(settlements["lon"], settlements["lat"])
    spots = gpd.GeoSeries(points, crs=4326).to_crs(AREA_CRS)
    near = shapely.buffer(spots[shapely.dwithin(spots, lake, AROUND_M)].to_numpy(), AROUND_M, quad_segs=4)
    bed = max(shapely.get_parts(shapely.difference(lake, shapely.union_all(near))), key=shapely.area)
    ground = gpd.GeoSeries([bed], crs=AREA_CRS).to_crs(4326).iloc[0]
    write_geojson(boundaries / "held_by_nobody.geojson",
                  [feature(shapely.orient_polygons(ground), name=NAME, source=SOURCE)], DRAW_DECIMALS)
