"""Shapes thinned out for the screen: simplified together, so that neighbours never gap."""

import json
from collections.abc import Sequence
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from geo.zones.edges import OUTSIDE, edges_of
from geo.zones.ground import Ground
from geo.zones.overlay import OverlayGround
from geo.zones.survey import DrawnGround

TOLERANCE_DEG = 0.003
DECIMALS = 4
TOWNS = 350


def thinned(zones: gpd.GeoDataFrame, tolerance_deg: float = TOLERANCE_DEG) -> gpd.GeoDataFrame:
    """Simplify zones as one coverage (STORE_CRS): shared borders stay shared."""
    geometry = shapely.coverage_simplify(zones.geometry.to_numpy(), tolerance_deg)
    return zones.set_geometry(geometry, crs=zones.crs)


def ground_shapes(ground: Ground | DrawnGround) -> dict[str, Any]:
    """The zones of a ground and the lines between them, as two feature collections.

    Each edge has the id 'left|right' and a `kind`: contact (the holder changes), region (a
    border of regions), outline (coast or international border) or inner.
    """
    zones = thinned(ground.zones)
    edges = edges_of(zones)
    return {
        "zones": collection([_feature(row.geometry, zone) for zone, row in zones.iterrows()]),
        "edges": collection([
            _feature(row.geometry, edge_id(row.left, row.right), kind=edge_kind(ground, row))
            for row in edges.itertuples()
        ]),
    }


def edge_id(left: str, right: str) -> str:
    """The name of the line between two zones."""
    return f"{left}|{right}"


def edge_kind(ground: Ground | DrawnGround, edge: Any) -> str:
    """What a line between two zones is: outline, contact, region or inner."""
    if edge.right == OUTSIDE:
        return "outline"
    table = ground.table
    if table.at[edge.left, "holder"] != table.at[edge.right, "holder"]:
        return "contact"
    same = table.at[edge.left, "region"] == table.at[edge.right, "region"]
    return "inner" if same else "region"


def overlay_shapes(overlays: Sequence[OverlayGround]) -> dict[str, Any]:
    """The outlines of overlays, one feature each with its id and, as `kind`, what it is."""
    return collection([_feature(shapely.simplify(item.shape, TOLERANCE_DEG), item.id,
                                kind=item.band.kind.value) for item in overlays])


def town_list(cities: pd.DataFrame, names: str) -> list[dict[str, Any]]:
    """The largest towns, for labels: largest first, with the zoom from which each may show.

    Parameters
    ----------
    cities
        `World.cities`.
    names
        The column to take names from, `name_en` or `name_uk`.
    """
    table = cities[cities["kind"] == "city"].sort_values("population", ascending=False, kind="stable")
    return [
        {"name": row[names], "lon": row["lon"], "lat": row["lat"], "zoom": _zoom(row["population"])}
        for row in table.head(TOWNS).to_dict("records")
    ]


def _zoom(people: int) -> int:
    steps = ((400_000, 4), (100_000, 6), (40_000, 7), (15_000, 8))
    return next((zoom for least, zoom in steps if people >= least), 9)


def collection(features: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": features}


def _feature(geometry: BaseGeometry, name: Any, **properties: Any) -> dict[str, Any]:
    rounded = shapely.transform(geometry, lambda xy: xy.round(DECIMALS))
    return {"type": "Feature", "id": name, "properties": properties, "geometry": mapping(rounded)}


def as_bytes(value: Any) -> bytes:
    """Compact JSON, the same bytes for the same value."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
