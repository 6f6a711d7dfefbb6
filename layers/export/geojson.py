"""GeoJSON (RFC 7946): zones, lines and overlays as one feature collection."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from layers.export.metadata import metadata
from layers.export.shape_tables import COLUMNS, shape_tables
from layers.export.stack import Stack, StackMetadata
from layers.request import ExportRequest

DECIMALS = 7  # of a degree, about a centimetre; RFC 7946 advises against more


def geojson(request: ExportRequest) -> bytes:
    """Return the requested shapes as one feature collection in full detail.

    Exterior rings run counter-clockwise, coordinates have seven decimals, every feature and the
    file have a bbox, and the top-level member `metadata` describes the file. The property `layer`
    names the part to which a feature belongs. The same input gives the same bytes.

    Raises
    ------
    FormatError
        If none of the requested parts exists.
    """
    features = [feature for part, table in shape_tables(request).items()
                for feature in _features(part, table)]
    collection: dict[str, Any] = {
        "type": "FeatureCollection", "metadata": metadata(request), "features": features}
    if features:
        collection["bbox"] = _around(feature["bbox"] for feature in features)
    return f"{_text(collection)}\n".encode()


def geojson_stack(stack: Stack, path: Path) -> None:
    """Write several plans or days as one feature collection; metadata and bbox stand at its end.

    Raises
    ------
    FormatError
        As `Stack.tables`.
    OSError
        If the file cannot be written.
    """
    facts = StackMetadata(stack)
    box: list[float] | None = None
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write('{"type":"FeatureCollection","features":[')
        for request, tables in stack.tables():
            facts.add(request)
            for feature in (feature for part, table in tables.items() for feature in _features(part, table)):
                out.write(f"{',' if box else ''}\n{_text(feature)}")
                box = _around([feature["bbox"], *([box] if box else [])])
        out.write(f'\n],"metadata":{_text(facts.value())}')
        out.write(f',"bbox":{_text(box)}}}\n' if box else "}\n")


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _around(boxes: Iterable[list[float]]) -> list[float]:
    west, south, east, north = zip(*boxes, strict=True)
    return [min(west), min(south), max(east), max(north)]


def _features(part: str, table: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    names = list(COLUMNS[part])
    rows = table[names].to_dict("records")
    # Readers of GeoJSON know the day as `on`, too; tables name no column like a word of SQL.
    return [
        _feature(shape, str(name), {"layer": part, **row, "on": row["line_date"]})
        for name, shape, row in zip(table.index, table.geometry, rows, strict=True)
    ]


def _feature(shape: BaseGeometry, name: str, properties: dict[str, Any]) -> dict[str, Any]:
    """Return a feature whose shells run counter-clockwise, as RFC 7946 requires."""
    rounded = shapely.transform(shape, lambda xy: xy.round(DECIMALS))
    oriented = shapely.orient_polygons(rounded)
    return {"type": "Feature", "id": name, "bbox": list(oriented.bounds),
            "properties": properties, "geometry": mapping(oriented)}
