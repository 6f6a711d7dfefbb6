"""Writing tables and shapes so that the same input gives the same bytes."""

import csv
import json
from pathlib import Path
from typing import Any

from shapely.geometry import mapping


def read_csv(path: Path) -> list[dict[str, str]]:
    """Read a table as text, one dictionary per row."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    """Return a GeoJSON feature; the geometry is in degrees, longitude first."""
    return {"type": "Feature", "properties": properties, "geometry": mapping(geometry)}


def rounded(coordinates: Any, decimals: int) -> Any:
    """Round all numbers in nested lists of coordinates."""
    if isinstance(coordinates, (float, int)):
        return round(coordinates, decimals)
    return [rounded(item, decimals) for item in coordinates]


def write_geojson(path: Path, features: list[dict[str, Any]], decimals: int, **extra: Any) -> None:
    """Write a FeatureCollection, one feature per line, coordinates to so many decimals of a degree."""
    for item in features:
        geometry = item["geometry"]
        geometry["coordinates"] = rounded(geometry["coordinates"], decimals)
    lines = ",\n".join(json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features)
    head = json.dumps({"type": "FeatureCollection", **extra}, ensure_ascii=False)[:-1]
    path.write_text(f'{head}, "features": [\n{lines}\n]}}\n', encoding="utf-8")


def tidy(name: str) -> str:
    """A name without blanks at its ends or twice between two words."""
    return " ".join(name.split())
