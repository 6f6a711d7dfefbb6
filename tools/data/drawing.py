"""A published drawing of the 27 regions, read back into polygons.

Paths of a drawing are relative: each step says how far on the pen goes. The steps are added up exactly
(as decimals), and only then is each position rounded to the hundredth of a pixel that the drawing was
written with, so that neighbours share their vertices.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from decimal import Decimal
from functools import reduce
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

DRAWING_FILE = Path("pygal_maps_ua") / "UKR-ADM1_simplified.Svg"
GROUP = "{http://www.w3.org/2000/svg}g"
PATH = "{http://www.w3.org/2000/svg}path"
MARK = re.compile(r"[a-zA-Z]|[-+]?(?:\d+\.?\d*|\.\d+)")
HUNDREDTH = Decimal("0.01")
NUMBERS = {"m": 2, "l": 2, "h": 1, "v": 1, "V": 1, "c": 6}  # how many numbers a step of each kind has
BY_HAND = {"path1897"}
"""A path that repeats a part of the region it stands in, at another scale."""

REGIONS = {
    "crimea": "UA-43", "vinnytsia": "UA-05", "volyn": "UA-07", "dnipropetrovsk": "UA-12", "donetsk": "UA-14",
    "zhytomir": "UA-18", "zakarpattia": "UA-21", "zaporizhzhia": "UA-23", "ivano-frankivsk": "UA-26",
    "kyiv": "UA-32", "kirovohrad": "UA-35", "luhansk": "UA-09", "lviv": "UA-46", "mykolaiv": "UA-48",
    "odesa": "UA-51", "poltava": "UA-53", "rivne": "UA-56", "sumy": "UA-59", "ternopil": "UA-61",
    "kharkiv": "UA-63", "kherson": "UA-65", "khmelnitskyi": "UA-68", "cherkasy": "UA-71",
    "chernivtsi": "UA-77", "chernihiv": "UA-74", "kyivcity": "UA-30", "sevastopolcity": "UA-40",
}


def drawn_regions(folder: Path) -> dict[str, BaseGeometry]:
    """Read the drawing.

    Returns
    -------
    dict
        The shape of each region by its ISO 3166-2 code, in pixels of the drawing; y points south.

    Raises
    ------
    SystemExit
        If the drawing lacks a region.
    """
    tree = ET.parse(folder / DRAWING_FILE)  # noqa: S314 - the pinned package, not a reader's file
    found = {}
    for group in tree.iter(GROUP):
        name = group.get("class", "").split(" ")[0].removeprefix("ua_")
        if name in REGIONS:
            paths = [path for path in group.iter(PATH) if path.get("id") not in BY_HAND]
            found[REGIONS[name]] = shapely.union_all([filled(path.get("d", "")) for path in paths])
    if set(found) != set(REGIONS.values()):
        raise SystemExit(f"the drawing lacks {sorted(set(REGIONS.values()) - set(found))}")
    return found


def filled(path: str) -> BaseGeometry:
    """Return the area that a path encloses, in pixels of the drawing: rings within rings are holes."""
    polygons = [shapely.make_valid(shapely.Polygon(ring)) for ring in rings(path)]
    return reduce(shapely.symmetric_difference, polygons)


def rings(path: str) -> Iterator[list[tuple[float, float]]]:
    """Follow a path; of a curve only the end is kept."""
    marks = MARK.findall(path)
    ring: list[tuple[float, float]] = []
    x = y = start_x = start_y = Decimal(0)
    kind, place = "", 0
    while place < len(marks):
        if marks[place].isalpha():
            kind, place = marks[place], place + 1
        if kind == "z" or (kind == "m" and ring):
            yield ring
            ring = []
        if kind == "z":
            x, y = start_x, start_y
            continue
        step = [Decimal(mark) for mark in marks[place:place + NUMBERS[kind]]]
        place += len(step)
        x, y = moved(kind, x, y, step)
        if kind == "m":
            start_x, start_y, kind = x, y, "l"
        ring.append((float(x.quantize(HUNDREDTH)), float(y.quantize(HUNDREDTH))))
    if ring:
        yield ring


def moved(kind: str, x: Decimal, y: Decimal, step: list[Decimal]) -> tuple[Decimal, Decimal]:
    """Where a step of a kind leads to."""
    if kind == "h":
        return x + step[0], y
    if kind == "v":
        return x, y + step[0]
    if kind == "V":
        return x, step[0]
    return x + step[-2], y + step[-1]
