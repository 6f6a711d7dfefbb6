"""Knowing a file that this project wrote, in order to get back the line that it was made on.

Our shapes are zones of both holders, so taking all of them would be wrong. Each zone says in
columns of its own what it is (`layers.shape_tables`); no other columns of a file are ever read.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import compress

from geo.errors import SourceError
from geo.line_sources.polygons import Layer
from geo.status import Holder

ZONE, STRIP = "area_km2", "strip_area_km2"
"""The column with figures that tells a zone from a piece of a strip, which lies over the zones."""

MARKS = ("region", "holder", "scenario", "on", ZONE)
"""The columns by which a zone is known. All are in every format, and short enough for a Shapefile."""

MAX_CHARACTERS = 80
REGION = re.compile(r"UA-\d\d")


def is_wgs84(row: Mapping[str, str]) -> bool:
    """Whether a row is of a zone or a strip that this project wrote."""
    try:
        date.fromisoformat(row.get("on", "")[:10].replace("/", "-"))
    except ValueError:
        return False
    return (bool(REGION.fullmatch(row.get("region", ""))) and bool(row.get("scenario"))
            and row.get("holder") in set(Holder))


def held_zones(layers: list[Layer], name: str) -> Layer | None:
    """The zones held by Russia, if the file is an export of ours.

    Parameters
    ----------
    layers
        All layers of the file that hold polygons.
    name
        What messages call the file.

    Returns
    -------
    Layer or None
        None if the file is somebody else's.

    Raises
    ------
    SourceError
        If only some of its polygons are ours: nobody could say what the others are.
    """
    ours = [is_wgs84(row) for layer in layers for row in layer.rows]
    if not any(ours):
        return None
    if not all(ours):
        raise SourceError(f"{name}: mixes zones exported from this atlas with other polygons")
    zones = [layer for layer in layers if any(row.get(ZONE) for row in layer.rows)]
    if len(zones) != 1:
        raise SourceError(f"{name}: is an export of this atlas, but has no single layer of zones")
    layer = zones[0]
    held = [bool(row.get(ZONE)) and row["holder"] == Holder.RUSSIA for row in layer.rows]
    if not any(held):
        raise SourceError(f"{name}: is an export of this atlas without a zone held by Russia")
    return replace(layer, polygons=tuple(compress(layer.polygons, held)),
                   rows=tuple(compress(layer.rows, held)))


def on_of(layer: Layer) -> str:
    """The day, as ISO text, of the line of contact that zones were cut along."""
    return layer.rows[0]["on"][:10].replace("/", "-")


def regions_of(layers: list[Layer]) -> set[str]:
    """The regions that an export of ours has zones of."""
    return {row["region"] for layer in layers for row in layer.rows if row.get(ZONE)}
