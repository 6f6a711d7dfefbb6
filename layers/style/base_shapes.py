"""The shapes of the base map, for screen and print: land, neighbours, water, bed of a former reservoir."""

import json
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

import shapely
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from geo.crs import to_metres
from geo.paths import DATA
from layers.language import N_

FILES = {"basemap": None, "water": None, "held_by_nobody": "bed"}
"""The files of shapes, and the kind of those in a file whose shapes have none."""
NEAR = (22.0, 44.2, 40.4, 52.5)
"""Where thinned-out water is kept: Ukraine, degrees."""
COARSE = "lake"
"""The lakes of a scale too small for the map; the base map has the shapes of `water.geojson` instead."""

BED = (N_("former Kakhovka Reservoir"), 34.98, 47.49)
"""The name of the bed, and where it stands (degrees)."""
BED_PLACES = (BED[1:], (35.1, 47.6), (34.6, 47.57), (34.3, 47.52), (33.95, 47.3))
"""Where the name may stand on a picture, the best place first (degrees)."""
BED_ZOOM = 8
"""The zoom of the web map from which the bed is named."""

Around = tuple[str, str, tuple[tuple[float, float], ...]]
AROUND: tuple[Around, ...] = (
    (N_("Belarus"), "country", ((28.2, 52.55), (30.2, 52.1))),
    (N_("Russia"), "country", ((39.6, 50.9), (37.6, 50.9), (35.6, 52.2), (34.4, 52.6))),
    (N_("Russia"), "country", ((40.2, 46.6), (39.6, 47.45), (38.4, 45.4), (40.4, 48.6))),
    (N_("Poland"), "country", ((22.2, 50.9), (23.1, 50.9))),
    (N_("Romania"), "country", ((25.6, 46.6), (25.0, 47.6), (28.6, 44.9))),
    (N_("Moldova"), "country", ((28.5, 47.2),)), (N_("Hungary"), "country", ((21.6, 47.6), (22.3, 47.8))),
    (N_("Slovakia"), "country", ((21.3, 48.75), (21.9, 48.9))),
    (N_("Black Sea"), "sea", ((31.6, 44.9), (31.2, 45.9), (33.2, 44.3), (31.2, 46.2))),
    (N_("Sea of Azov"), "sea", ((36.5, 46.1), (37.4, 46.8), (35.6, 45.9), (36.2, 46.5))),
)
"""Names of neighbouring countries and seas: (name, style, places by longitude and latitude). A name stands at
the first of its places that is in the frame and has room."""


@cache
def _features() -> tuple[dict[str, Any], ...]:
    found = []
    for name, kind in FILES.items():
        tree = json.loads((DATA / "boundaries" / f"{name}.geojson").read_text(encoding="utf-8"))
        found += [{"type": "Feature", "properties": {"kind": kind or item["properties"]["kind"]},
                   "geometry": item["geometry"]} for item in tree["features"]]
    return tuple(item for item in found if item["properties"]["kind"] != COARSE)


def base_features(water_deg: float = 0.0) -> list[dict[str, Any]]:
    """Return the base map as GeoJSON features with a `kind`: land, country, water, river or bed.

    `water_deg` is the tolerance to which rivers and lakes are thinned out, in degrees,
    and kept NEAR only.
    """
    return [{**item, "geometry": mapping(shapely.set_precision(
        shapely.simplify(shapely.clip_by_rect(shape(item["geometry"]), *NEAR), water_deg), 1e-4))}
            if water_deg and item["properties"]["kind"] in ("water", "river") else item
            for item in _features()]


@cache
def base_shapes() -> Mapping[str, BaseGeometry]:
    """Return the shapes of the base map by kind in AREA_CRS; `country` has the neighbours' inland borders."""
    kinds: dict[str, list[BaseGeometry]] = {}
    for feature in _features():
        kinds.setdefault(feature["properties"]["kind"], []).append(shape(feature["geometry"]))
    whole = {kind: shapely.union_all(parts) for kind, parts in kinds.items() if kind != "country"}
    # Coastlines are removed from neighbours' borders, as the edge of the land already shows them.
    borders = shapely.union_all([country.boundary for country in kinds["country"]])
    whole["country"] = shapely.difference(borders, whole["land"].boundary.buffer(0.01))
    return MappingProxyType({kind: to_metres(part) for kind, part in whole.items()})
