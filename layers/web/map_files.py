"""The files that a browser fetches for the web map, and the settings that they share."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry
from xstatic.pkg import leaflet

from geo.outcomes.outcome import Outcome
from geo.status import Status
from geo.zones.ground import Ground
from geo.zones.survey import DrawnGround
from layers.language import N_, Language
from layers.request import Laid
from layers.style.base_shapes import BED, BED_ZOOM, base_features
from layers.style.changes import CHANGES
from layers.style.dark import colours_css
from layers.style.leaflet import fill, flat, line
from layers.style.overlays import overlay_edge, overlay_fill
from layers.style.settlements import FROM_ZOOM
from layers.style.simplify import (
    DECIMALS,
    as_bytes,
    collection,
    ground_shapes,
    laid_shapes,
    overlay_shapes,
    site_list,
    thinned,
    town_list,
    uncertain_shapes,
)
from layers.style.statuses import Look, NotShown, Shade
from layers.style.styles import BED as BED_COLOUR
from layers.style.styles import (
    BED_EDGE,
    HELD,
    LAID_SHADES,
    LAND,
    NEIGHBOUR,
    OVERLAY_SHADES,
    RIVER,
    SEA,
    STROKES,
    UNCERTAIN,
    UNCERTAIN_OPACITY,
)
from layers.svg.signs import pattern_svg
from layers.web.packing import packed
from layers.web.publish import Published, Shelf
from layers.web.scale import lengths
from layers.web.script import script_json

LEAFLET = Path(leaflet.BASE_DIR)
ASSETS = Path(__file__).resolve().parents[1] / "assets"
SCRIPTS = ("names.js", "atlas.js", "pair.js", "zones.js")
"""The scripts of the map, in the order in which they run."""
ZOOMS = (4, 12)
BOUNDS = [[44.3, 22.1], [52.4, 40.3]]  # folium and Leaflet want (lat, lon)

SHIFTED = "shifted"
"""The name in STROKES of the front after a shift."""

OUTLINE_DEG = 0.05
"""The simplification of the country's outline on a small map, in degrees."""

CREDIT = "geoBoundaries · Kartographia · OCHA · GSHHG · Natural Earth · WRI"
"""Credit for the content of every map; the line's credit is part of the state."""

TILES = {
    "osm": {"url": "https://tile.openstreetmap.org/{z}/{x}/{y}.png",
            "credit": "© OpenStreetMap contributors"},
    "carto": {"url": "https://{s}.basemaps.cartocdn.com/light_all/{z}/{x}/{y}.png",
              "credit": "© OpenStreetMap contributors © CARTO"},
}
"""Online base maps, fetched only if the reader chooses one."""


def publish_ground(ground: Ground | DrawnGround, shelf: Shelf, *, is_private: bool) -> Published:
    """Publish the zones of a line of contact for the browser."""
    return shelf.publish("ground.json", as_bytes(ground_shapes(ground)), is_private=is_private)


def publish_overlays(outcome: Outcome, shelf: Shelf, *, is_private: bool) -> Published | None:
    """Publish the buffers and border strips of a plan; None if it has none."""
    if not outcome.bands:
        return None
    return shelf.publish("overlays.json", as_bytes(overlay_shapes(outcome)), is_private=is_private)


def publish_laid(laid: Iterable[Laid], shelf: Shelf, *, is_private: bool) -> Published:
    """Publish what a reader laid over the map."""
    shapes = [part for item in laid for part in ((item.kind, item.ground), (SHIFTED, item.line))]
    return shelf.publish("laid.json", as_bytes(laid_shapes(shapes)), is_private=is_private)


def publish_uncertain(ground: Ground, shelf: Shelf, *, is_private: bool) -> Published | None:
    """Publish the ground whose holder is in doubt; None if there is none, as without a margin."""
    if ground.uncertain_zones.empty:
        return None
    return shelf.publish("uncertain.json", as_bytes(uncertain_shapes(ground)), is_private=is_private)


def publish_base(regions: gpd.GeoDataFrame, cities: pd.DataFrame, sites: pd.DataFrame, language: Language,
                 shelf: Shelf) -> Published:
    """Publish the vector base map with the names of towns and sites in one language."""
    whole = {**base_map(regions, cities, sites, language), "outline": outline(regions),
             "lengths": lengths(language)}
    return shelf.publish("base.json", as_bytes(packed(whole)))


def outline(regions: gpd.GeoDataFrame) -> list[list[list[float]]]:
    """Return the country's larger rings as [longitude, latitude], for a small map."""
    rings = shapely.get_rings(shapely.get_parts(shapely.simplify(_country(regions), OUTLINE_DEG)))
    return [shapely.get_coordinates(ring).round(2).tolist() for ring in rings
            if shapely.area(shapely.polygons(ring)) > OUTLINE_DEG]


def _country(regions: gpd.GeoDataFrame) -> BaseGeometry:
    return shapely.coverage_union_all(thinned(regions).geometry.to_numpy())


def base_map(regions: gpd.GeoDataFrame, cities: pd.DataFrame, sites: pd.DataFrame,
             language: Language, water_deg: float = 0.0) -> dict[str, Any]:
    """Return the vector base map; rivers and lakes are thinned out to `water_deg`.

    `shapes` is a feature collection by `kind`; `towns`, `sites` and `waters` are lists of labels.
    """
    country = {"type": "Feature", "properties": {"kind": "ukraine"}, "geometry": mapping(_country(regions))}
    bed, lon, lat = BED
    return {"shapes": collection([*base_features(water_deg), country]),
            "towns": town_list(cities, language.town_column),
            "waters": [{"name": language.text(bed), "lon": lon, "lat": lat, "zoom": BED_ZOOM}],
            "sites": site_list(sites, language.name_column)}


def publish_code(shelf: Shelf) -> tuple[Published, Published]:
    """Publish the project's script, with the settings that no language changes, and its style sheet."""
    own = {"tiles": TILES, "keep_view": True, "zooms": ZOOMS, "settlements_from": FROM_ZOOM}
    settings = f"window.atlas.settings = {script_json({**map_settings(), **own})};".encode()
    return (shelf.publish("atlas.js", b"\n".join([*((ASSETS / name).read_bytes() for name in SCRIPTS),
                                                  settings])),
            shelf.publish("atlas.css", colours_css().encode() + (ASSETS / "atlas.css").read_bytes()))


def map_config(language: Language) -> dict[str, Any]:
    """Return all that the map's script reads once, whatever the source of its shapes."""
    return {**map_settings(), **map_words(language)}


def map_words(language: Language) -> dict[str, str]:
    return {"title": language.text(N_("Map; the table below it says the same in words"))}


def map_settings() -> dict[str, Any]:
    """Return bounds, patterns, styles and credit of the map, which are the same in every language."""
    looks: list[Look] = [*Status, *Shade, *CHANGES, *NotShown]
    return {
        "bounds": BOUNDS,
        "patterns": "".join(pattern_svg(what, what.value) for what in looks),
        "styles": {**{what.value: fill(what) for what in looks},
                   "held": flat(HELD),
                   "uncertain": {**line(STROKES["uncertain"][0]), "fillColor": UNCERTAIN,
                                 "fillOpacity": UNCERTAIN_OPACITY},
                   **{name: {**flat(overlay_fill(name)), "stroke": True, **line(overlay_edge(name))}
                      for name in (*OVERLAY_SHADES, *LAID_SHADES)}},
        "lines": {name: [line(stroke) for stroke in strokes] for name, strokes in STROKES.items()},
        "colours": {"land": LAND, "sea": SEA, "river": RIVER, "neighbour": NEIGHBOUR},
        "bed": {"stroke": True, **line(BED_EDGE), "fillColor": BED_COLOUR, "fillOpacity": 1},
        "per_degree": 10**DECIMALS,
        "credit": CREDIT,
    }
