"""Corners as programs print them: lists of pairs in brackets, or objects with a latitude and a longitude."""

import json
import re
from collections.abc import Mapping
from typing import Any

from geo.zones.typed_corners import Corner

BRACKETS = str.maketrans("()", "[]")
BETWEEN = re.compile(r"([\]}])[\s;,]*([\[{])")
LATITUDE = ("lat", "latitude", "y", "широта", "північна широта", "пн.ш.", "северная широта")
LONGITUDE = ("lng", "lon", "long", "longitude", "x", "довгота", "східна довгота", "сх.д.", "долгота",
             "восточная долгота")
NUMBER = re.compile(r"-?\d{1,3}(?:\.\d{1,20})?", re.ASCII)
MAX_NESTING = 4


def listed_corners(text: str) -> list[Corner] | None:
    """Read pairs of longitude and latitude, each in brackets, with or without brackets around them all.

    Returns
    -------
    list of tuple or None
        Longitude and latitude in degrees, unchecked; None if the text is no such list.
    """
    plain = BETWEEN.sub(r"\1,\2", text.translate(BRACKETS)).strip(" \r\n\t,;")
    if plain[:1] not in ("[", "{"):
        return None
    try:
        tree = json.loads(f"[{plain}]")
    except (ValueError, RecursionError):
        return None
    for _ in range(MAX_NESTING):
        if isinstance(tree, list) and len(tree) == 1 and isinstance(tree[0], list):
            tree = tree[0]
    corners = [_corner(one) for one in tree] if isinstance(tree, list) else []
    found = [corner for corner in corners if corner is not None]
    return found if len(found) >= 3 and len(found) == len(corners) else None


def _corner(node: Any) -> Corner | None:
    if isinstance(node, Mapping):
        named = {str(key).casefold(): value for key, value in node.items()}
        node = [next((named[key] for key in keys if key in named), None) for keys in (LONGITUDE, LATITUDE)]
        node = [float(one) if isinstance(one, str) and NUMBER.fullmatch(one) else one for one in node]
    if not isinstance(node, list) or len(node) not in (2, 3):
        return None
    if not all(type(value) in (int, float) and abs(value) <= 1e6 for value in node):
        return None
    return float(node[0]), float(node[1])
