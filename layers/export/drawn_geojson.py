"""A drawn zone as GeoJSON (RFC 7946): the zone, its settlements and its status under each plan."""

import json
from typing import Any

import shapely
from shapely.geometry import mapping

from geo.outcomes.drawn_zone import DrawnZone, ZoneOnGround, under_all
from geo.outcomes.figures import FIGURES_CHANGED
from geo.outcomes.provenance import lines_behind
from geo.plans.library import Library
from geo.world import World
from geo.zones.ground import Ground
from layers.export.metadata import CRS_WORDS, LICENCE, PROJECT, control_metadata
from layers.html.drawn_zone import OUTSIDE_WORDS, RANGE_WORDS
from layers.language import N_, Language
from layers.text.credit import figure_sources
from layers.text.wording import DISCLAIMER, PEOPLE_NOTE

MIME = "application/geo+json"
TITLE = N_("A zone drawn by a reader")


def drawn_file_name(ground: Ground) -> str:
    """Return the file name."""
    return f"drawn-zone_{ground.control.on.isoformat()}.geojson"


def drawn_geojson(
    zone_on_ground: ZoneOnGround, ground: Ground, library: Library, world: World, language: Language
) -> bytes:
    """Return a feature collection of the drawn zone and its settlements (points).

    The first feature, `zone`, has `area_km2` (the part in Ukraine), `outside_km2` and `people`;
    the points have `population`. The top-level member `metadata` describes the file and lists
    under `plans` how much of the zone has which status in each plan. The same input gives the
    same bytes, and `geo.outcomes.drawn_vertices.read_corners` can read the zone back from the
    geometry of the first feature.
    """
    drawn = zone_on_ground.drawn
    zone = shapely.orient_polygons(shapely.Polygon(drawn.corners))
    features = [_feature("zone", zone, {"layer": "zone", **figures(drawn)})]
    features += [
        _feature(str(row["settlement"]), shapely.Point(row["lon"], row["lat"]),
                 {"layer": "settlement", **{name: row[name] for name in
                                            ("name_en", "name_uk", "former_en", "former_uk", "kind", "region",
                                             "population")}})
        for row in drawn.settlements().to_dict("records")
    ]
    collection = {
        "type": "FeatureCollection",
        "metadata": metadata(zone_on_ground, ground, library, world, language),
        "bbox": _around(features),
        "features": features,
    }
    text = json.dumps(collection, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return f"{text}\n".encode()


def figures(drawn: DrawnZone) -> dict[str, float]:
    """Return the zone's area in Ukraine, its area outside (both km2) and its people, rounded."""
    return {"area_km2": round(drawn.area_km2, 2), "outside_km2": round(drawn.outside_km2, 2),
            "people": drawn.people}


def plans_of(zone_on_ground: ZoneOnGround, library: Library) -> list[dict[str, Any]]:
    """Return the zone's statuses under each plan as plain values."""
    table = under_all(zone_on_ground, library)
    return [{**row, "area_km2": round(row["area_km2"], 2)} for row in table.to_dict("records")]


def regions_of(drawn: DrawnZone) -> list[dict[str, Any]]:
    """Return area and people by region, the largest area first."""
    return [{"region": str(region), "area_km2": round(float(row["area_km2"]), 2),
             "people": int(row["people"])} for region, row in drawn.regions.iterrows()]


def metadata(zone_on_ground: ZoneOnGround, ground: Ground, library: Library, world: World,
             language: Language) -> dict[str, Any]:
    """Return the metadata of a file as plain values for JSON, with text in the reader's language."""
    say, control = language.text, ground.control
    return {
        "project": say(PROJECT),
        "title": say(TITLE),
        "on": control.on.isoformat(),
        **control_metadata(control, language),
        "regions": regions_of(zone_on_ground.drawn),
        "plans": plans_of(zone_on_ground, library),
        "titles": {plan.id: say(plan.title) for plan in library.plans.values()},
        "data_version": world.version,
        "figures_changed": FIGURES_CHANGED,
        "language": language.code,
        "crs": say(CRS_WORDS),
        "people": say(PEOPLE_NOTE),
        "range": say(RANGE_WORDS),
        "outside": say(OUTSIDE_WORDS, area=language.area(zone_on_ground.drawn.outside_km2)),
        "disclaimer": say(DISCLAIMER),
        "licence": say(LICENCE),
        "data_sources": figure_sources(lines_behind(ground, world, *library.plans.values()), world,
                                       language),
    }


def _feature(name: str, shape: Any, properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "id": name, "bbox": list(shape.bounds), "properties": properties,
            "geometry": mapping(shape)}


def _around(features: list[dict[str, Any]]) -> list[float]:
    boxes = [feature["bbox"] for feature in features]
    return [min(b[0] for b in boxes), min(b[1] for b in boxes),
            max(b[2] for b in boxes), max(b[3] for b in boxes)]
