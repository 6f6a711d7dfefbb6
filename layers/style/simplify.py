"""Simplification of shapes for the screen, as a coverage, so that no gaps open between neighbours."""

import json
from collections.abc import Iterable
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from geo.gazetteer.sites import SiteKind
from geo.outcomes.outcome import Outcome
from geo.zones.edges import OUTSIDE, borders_of
from geo.zones.ground import Ground
from geo.zones.survey import DrawnGround
from layers.style.overlays import overlay_looks

TOLERANCE_DEG = 0.003
UNCERTAIN_DEG = 0.001
"""A band two kilometres wide bears less."""
DECIMALS = 4
TOWNS = 350

SITE_ZOOM = 8
SITE_ZOOMS: dict[str, int] = {SiteKind.NUCLEAR_PLANT: 5, SiteKind.DAM: 6, SiteKind.BRIDGE: 6,
                              SiteKind.SPIT: 7, SiteKind.CANAL: 7, SiteKind.POWER_STATION: 7}
"""The zoom of the web map from which the name of a site is shown; of other kinds from SITE_ZOOM."""


def thinned(zones: gpd.GeoDataFrame, tolerance_deg: float = TOLERANCE_DEG) -> gpd.GeoDataFrame:
    """Simplify zones (STORE_CRS) as one coverage, so that shared borders stay shared."""
    geometry = shapely.coverage_simplify(zones.geometry.to_numpy(), tolerance_deg)
    return zones.set_geometry(geometry, crs=zones.crs)


def ground_shapes(ground: Ground | DrawnGround) -> dict[str, Any]:
    """Return the zones of a ground and the edges between them, as two feature collections.

    Each edge has the id 'left|right' and a `kind`: contact (the holder changes), region (a
    border of regions), outline (coast or international border) or inner.
    """
    zones = thinned(ground.zones)
    edges = borders_of(zones)
    return {
        "zones": collection([_feature(row.geometry, zone) for zone, row in zones.iterrows()]),
        "edges": collection([
            _feature(row.geometry, edge_id(row.left, row.right), kind=edge_kind(ground, row))
            for row in edges.itertuples()
        ]),
    }


def edge_id(left: str, right: str) -> str:
    """Return the id of the edge between two zones."""
    return f"{left}|{right}"


def edge_kind(ground: Ground | DrawnGround, edge: Any) -> str:
    """Return the kind of an edge between two zones: outline, contact, region or inner."""
    if edge.right == OUTSIDE:
        return "outline"
    table = ground.table
    if table.at[edge.left, "holder"] != table.at[edge.right, "holder"]:
        return "contact"
    same = table.at[edge.left, "region"] == table.at[edge.right, "region"]
    return "inner" if same else "region"


def overlay_shapes(outcome: Outcome) -> dict[str, Any]:
    """Return the outlines of a plan's buffers and border strips, one feature each with its id and `look`."""
    look_of = overlay_looks(outcome.scenario)
    return collection([_feature(shapely.simplify(item.shape, TOLERANCE_DEG), item.id, look=look_of[item.id])
                       for item in outcome.bands])


def laid_shapes(laid: Iterable[tuple[str, BaseGeometry]]) -> dict[str, Any]:
    """Return what a reader laid over a map, one feature each, from the `kind` and the shape of each."""
    return collection([_feature(shapely.simplify(shape, TOLERANCE_DEG), kind, kind=kind)
                       for kind, shape in laid if not shape.is_empty])


def uncertain_shapes(ground: Ground) -> dict[str, Any]:
    """Return the ground whose holder is in doubt, one feature per region."""
    zones = ground.uncertain_zones
    thin = shapely.simplify(zones.geometry.to_numpy(), UNCERTAIN_DEG)
    return collection([_feature(shape, region, kind="uncertain")
                       for region, shape in zip(zones.index, thin, strict=True)])


def town_list(cities: pd.DataFrame, names: str) -> list[dict[str, Any]]:
    """Return the largest towns for labels, largest first, each with its id and minimum zoom.

    Parameters
    ----------
    cities
        `World.cities`.
    names
        The column with names, such as `known_as_en`.
    """
    table = cities[cities["kind"] == "city"].sort_values("population", ascending=False, kind="stable")
    return [
        {"name": row[names], "lon": row["lon"], "lat": row["lat"], "zoom": _zoom(row["population"])}
        for row in table.head(TOWNS).to_dict("records")
    ]


def site_list(sites: pd.DataFrame, names: str) -> list[dict[str, Any]]:
    """Return the sites for labels in the order of the table, each with its id and minimum zoom.

    Parameters
    ----------
    sites
        `World.sites`.
    names
        The column with names, `name_en` or `name_uk`.
    """
    return [{"id": site, "name": row[names], "lon": row["lon"], "lat": row["lat"],
             "zoom": SITE_ZOOMS.get(row["kind"], SITE_ZOOM)} for site, row in sites.to_dict("index").items()]


def _zoom(people: int) -> int:
    steps = ((400_000, 4), (100_000, 6), (40_000, 7), (15_000, 8))
    return next((zoom for least, zoom in steps if people >= least), 9)


def collection(features: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": features}


def _feature(geometry: BaseGeometry, name: Any, **properties: Any) -> dict[str, Any]:
    rounded = shapely.transform(geometry, lambda xy: xy.round(DECIMALS))
    return {"type": "Feature", "id": name, "properties": properties, "geometry": mapping(rounded)}


def as_bytes(value: Any) -> bytes:
    """Return compact JSON; the same value gives the same bytes."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
