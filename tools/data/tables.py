"""The tables of settlements and of official totals."""

import csv
from pathlib import Path

import geopandas as gpd

from tools.data.writing import read_csv, tidy


def write_places(facts: Path, table: gpd.GeoDataFrame, path: Path) -> None:
    """Write the settlements by P-code, each with its region; `table` is from `tools.data.regions.regions`."""
    region_of = dict(zip(table["pcode"], table["region"], strict=True))
    rows = sorted(read_csv(facts / "places.csv"), key=lambda row: row["id"])
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["place", "name_en", "name_uk", "kind", "region", "raion", "hromada",
                      "lon", "lat", "population", "source"])
        for row in rows:
            out.writerow([row["id"], tidy(row["name_en"]), tidy(row["name_uk"]), row["kind"],
                          region_of[row["oblast"]], row["raion"], row["hromada"],
                          row["lon"], row["lat"], row["population"], row["source"]])


def write_totals(facts: Path, table: gpd.GeoDataFrame, folder: Path) -> None:
    """Write official totals of raions and hromadas, which the places must sum to; `table` as above."""
    region_of = dict(zip(table["pcode"], table["region"], strict=True))
    for name, columns in (("raions", ["raion"]), ("hromadas", ["hromada", "raion"])):
        rows = sorted(read_csv(facts / f"{name}.csv"), key=lambda row: row[columns[0]])
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file, lineterminator="\n")
            out.writerow([*columns, "region", "name_en", "name_uk", "population"])
            for row in rows:
                out.writerow([*(row[c] for c in columns), region_of[row["oblast"]],
                              tidy(row["name_en"]), tidy(row["name_uk"]), row["population"]])
