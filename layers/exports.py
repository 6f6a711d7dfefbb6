"""Files that leave the dashboard: one record per format, each from an outcome to bytes."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from geo.errors import FormatError
from geo.figures import FIGURES_CHANGED, NUMBERS, plain
from geo.outcome import Outcome, piece_shape, pieces
from geo.world import World
from layers.ledger import ledger_csv
from layers.wording import DISCLAIMER, PEOPLE_NOTE

DECIMALS = 7  # RFC 7946 advises no more: seven are a centimetre
LICENCE = "CC BY 4.0 for what this project adds; sources keep their own licences (data/SOURCES.md)"

Regions = frozenset[str] | None


@dataclass(frozen=True)
class Export:
    """A format: `write` takes an outcome, the world and the regions shown (None means all)."""

    id: str
    suffix: str
    mime: str
    label: str
    write: Callable[[Outcome, World, Regions], bytes]


def metadata(outcome: Outcome, world: World) -> dict[str, Any]:
    """What a file must say about itself."""
    scenario, ground = outcome.scenario, outcome.ground
    return {
        "scenario": scenario.id,
        "title": scenario.title,
        "text_status": scenario.text_status.value,
        "on": ground.control.on.isoformat(),
        "control_source": ground.control.source,
        "margin_km": ground.margin_km,
        "data_version": world.version,
        "figures_changed": FIGURES_CHANGED,
        "crs": "WGS 84 longitude, latitude (RFC 7946)",
        "people": PEOPLE_NOTE,
        "disclaimer": DISCLAIMER,
        "licence": LICENCE,
        "sources": [str(source.url) for source in scenario.sources if source.url],
    }


def geojson(outcome: Outcome, world: World, regions: Regions = None) -> bytes:
    """Zones as RFC 7946 GeoJSON: one feature per zone that has ground, full detail.

    Exterior rings run counter-clockwise, coordinates have seven decimals, the file has a bbox,
    and a top-level `metadata` member says what it is. The same input gives the same bytes.
    """
    features = []
    for piece, row in pieces(outcome).iterrows():
        shape = piece_shape(outcome, str(piece))
        if shape.is_empty or (regions is not None and row["region"] not in regions):
            continue
        rule = outcome.scenario.rules[row["rule"]]
        features.append(_feature(shape, str(piece), {
            "region": row["region"],
            "region_name": world.regions.at[row["region"], "name_en"],
            "holder": row["holder"],
            "status": row["status"],
            "level": rule.level.value if rule.level else None,
            "scenario": outcome.scenario.id,
            "on": outcome.ground.control.on.isoformat(),
            **plain({name: row[name] for name in NUMBERS}),
            "clause": rule.clause,
            "confidence": rule.confidence.value,
            "note": rule.note,
            "source": outcome.ground.control.source,
        }))
    collection = {"type": "FeatureCollection", "metadata": metadata(outcome, world),
                  "features": features}
    if features:
        boxes = [item["bbox"] for item in features]
        collection["bbox"] = [min(b[0] for b in boxes), min(b[1] for b in boxes),
                              max(b[2] for b in boxes), max(b[3] for b in boxes)]
    return (json.dumps(collection, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _feature(shape: BaseGeometry, name: str, properties: dict[str, Any]) -> dict[str, Any]:
    """RFC 7946 wants counter-clockwise shells, which `orient_polygons` gives."""
    rounded = shapely.transform(shape, lambda xy: xy.round(DECIMALS))
    oriented = shapely.orient_polygons(rounded)
    return {"type": "Feature", "id": name, "bbox": list(oriented.bounds),
            "properties": properties, "geometry": mapping(oriented)}


def table_csv(outcome: Outcome, world: World, _regions: Regions = None) -> bytes:
    """The table by region and status; always all regions, so that it adds up."""
    return ledger_csv(outcome, world)


EXPORTS: dict[str, Export] = {
    export.id: export for export in (
        Export("geojson", "geojson", "application/geo+json", "GeoJSON", geojson),
        Export("csv", "csv", "text/csv", "CSV", table_csv),
    )
}


def export_named(name: str) -> Export:
    """Find a format.

    Raises
    ------
    FormatError
        Naming the formats there are.
    """
    if name not in EXPORTS:
        raise FormatError(f"There is no format '{name[:20]}'; there are {', '.join(EXPORTS)}.")
    return EXPORTS[name]


def file_name(outcome: Outcome, what: str, export: Export) -> str:
    """`plan_date_what.ext`, in characters that every file system takes."""
    day = outcome.ground.control.on.isoformat()
    return f"{outcome.scenario.id}_{day}_{what}.{export.suffix}"
