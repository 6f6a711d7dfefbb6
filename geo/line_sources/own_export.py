"""Recognising a file exported by this project, to recover the line of contact it was made on.

An export contains the zones of both holders, so its polygons cannot simply be merged. Each zone is
identified by columns of its own (`layers.export.shape_tables`).
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import compress

from geo.errors import N_, SourceError
from geo.line_sources.polygons import Layer
from geo.status import Holder

ZONE, STRIP = "area_km2", "strip_area_km2"
"""The area columns of zones and of overlays, which distinguish one from the other."""

MARKS = ("region", "holder", "scenario", "on", ZONE)
"""The columns that identify a zone. Every format has them, and their names fit into a Shapefile."""

MAX_CHARACTERS = 80
REGION = re.compile(r"UA-\d\d")


def is_our_own(row: Mapping[str, str]) -> bool:
    """Return whether a row describes a zone or overlay exported by this project."""
    try:
        date.fromisoformat(row.get("on", "")[:10].replace("/", "-"))
    except ValueError:
        return False
    return (bool(REGION.fullmatch(row.get("region", ""))) and bool(row.get("scenario"))
            and row.get("holder") in set(Holder))


def held_zones(layers: list[Layer], name: str) -> Layer | None:
    """Return the zones held by Russia if the file is an export of this project.

    Parameters
    ----------
    layers
        All layers of the file that contain polygons.
    name
        The name of the file in messages.

    Returns
    -------
    Layer or None
        None if the file is not an export of this project.

    Raises
    ------
    SourceError
        If only some of the polygons come from an export, or the export has no single layer of zones or
        no zone held by Russia.
    """
    ours = [is_our_own(row) for layer in layers for row in layer.rows]
    if not any(ours):
        return None
    if not all(ours):
        raise SourceError(N_("{name}: mixes zones exported from this atlas with other polygons"), name=name)
    zones = [layer for layer in layers if any(row.get(ZONE) for row in layer.rows)]
    if len(zones) != 1:
        raise SourceError(N_("{name}: is an export of this atlas, but has no single layer of zones"),
                          name=name)
    layer = zones[0]
    held = [bool(row.get(ZONE)) and row["holder"] == Holder.RUSSIA for row in layer.rows]
    if not any(held):
        raise SourceError(N_("{name}: is an export of this atlas without a zone held by Russia"), name=name)
    return replace(layer, polygons=tuple(compress(layer.polygons, held)),
                   rows=tuple(compress(layer.rows, held)))


def on_of(layer: Layer) -> str:
    """Return the day of the line of contact of exported zones, as an ISO date."""
    return layer.rows[0]["on"][:10].replace("/", "-")


def regions_of(layers: list[Layer]) -> set[str]:
    """Return the ids of the regions with zones in an export."""
    return {row["region"] for layer in layers for row in layer.rows if row.get(ZONE)}
