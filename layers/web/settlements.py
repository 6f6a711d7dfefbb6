"""Names of settlements, raions and hromadas in files that a browser fetches when it needs them."""

import math
from collections import defaultdict
from typing import Any

import pandas as pd

from geo.world import World
from layers.language import Language
from layers.style.settlements import settlements, unit_names
from layers.style.simplify import as_bytes
from layers.web.publish import Published, Shelf

TILE_DEG = (2, 1)
"""The size of a tile: degrees of longitude and of latitude."""


def tile_of(lon: float, lat: float) -> str:
    """Return the tile that a spot is in, as the page's script does."""
    return f"{math.floor(lon / TILE_DEG[0])}_{math.floor(lat / TILE_DEG[1])}"


def tiles(table: pd.DataFrame, names: str) -> dict[str, list[list[Any]]]:
    """Divide settlements into tiles: [name, longitude, latitude, population] of each, largest first."""
    found: dict[str, list[list[Any]]] = defaultdict(list)
    for row in table.to_dict("records"):
        found[tile_of(row["lon"], row["lat"])].append([row[names], row["lon"], row["lat"], row["population"]])
    return dict(sorted(found.items()))


def publish_settlements(world: World, language: Language, shelf: Shelf) -> Published:
    """Publish the tiles, and an index of their names; all of them stay as long as the server runs."""
    each = tiles(settlements(world), language.town_column)
    files = {tile: shelf.publish(f"settlements-{tile}.json", as_bytes(rows)).name
             for tile, rows in each.items()}
    return shelf.publish("settlements.json", as_bytes({"step": TILE_DEG, "tiles": files}))


def publish_units(world: World, language: Language, shelf: Shelf) -> Published:
    """Publish the names of raions and hromadas with their spots."""
    return shelf.publish("units.json", as_bytes(unit_names(world, language)))
