"""GeoJSON by RFC 7946: zones, lines and strip as features of one collection."""

import json
from typing import Any

import geopandas as gpd
import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from layers.export.metadata import metadata
from layers.export.shape_tables import COLUMNS, shape_tables
from layers.request import ExportRequest

DECIMALS = 7  # RFC 7946 advises no more: seven are a centimetre


def geojson(order: ExportRequest) -> bytes:
    """The shapes ordered as one feature collection in full detail.

    Exterior rings run counter-clockwise, coordinates have seven decimals, every feature and the
    file have a bbox, and a top-level `metadata` member says what the file is. The property `layer`
    names the part that a feature belongs to. The same input gives the same bytes.

    Raises
    ------
    FormatError
        If none of the parts ordered exists.
    """
    features = [feature for part, table in shape_tables(order).items() for feature in _features(part, table)]
    collection: dict[str, Any] = {
        "type": "FeatureCollection", "metadata": metadata(order), "features": features}
    if features:
        boxes = [feature["bbox"] for feature in features]
        collection["bbox"] = [min(b[0] for b in boxes), min(b[1] for b in boxes),
                              max(b[2] for b in boxes), max(b[3] for b in boxes)]
    return (json.dumps(collection, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _features(part: str, table: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    names = list(COLUMNS[part])
    rows = table[names].to_dict("records")
    return [
        _feature(shape, str(name), {"layer": part, **row})
        for name, shape, row in zip(table.index, table.geometry, rows, strict=True)
    ]


def _feature(shape: BaseGeometry, name: str, properties: dict[str, Any]) -> dict[str, Any]:
    """RFC 7946 wants counter-clockwise shells, which `orient_polygons` gives."""
    rounded = shapely.transform(shape, lambda xy: xy.round(DECIMALS))
    oriented = shapely.orient_polygons(rounded)
    return {"type": "Feature", "id": name, "bbox": list(oriented.bounds),
            "properties": properties, "geometry": mapping(oriented)}
