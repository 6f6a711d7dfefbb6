"""A solved line as GeoJSON, which the atlas reads back as a line of contact."""

import json
from typing import Any

import shapely
from shapely.geometry import mapping

from geo.explore.solver import Shift
from geo.world import World
from geo.zones.survey import drawn_ground
from layers.explore.pull_back import shift_sentences
from layers.export.metadata import CRS_WORDS, LICENCE, PROJECT, control_metadata
from layers.language import N_, Language
from layers.text.wording import DISCLAIMER, PEOPLE_NOTE

TITLE = N_("A line solved for by a reader: no proposal that anybody made")
SCENARIO = "shift"
"""Stands where a file of a plan has the plan's id."""
DECIMALS = 7


def shift_geojson(shift: Shift, world: World, language: Language) -> bytes:
    """Return a shifted front as a feature collection (RFC 7946).

    One feature per region and holder, with the columns of the atlas's own exports, so that `--control` and
    the page's upload read it back as a line of contact without loss; then `line`, the front itself. The
    same input gives the same bytes.
    """
    ground = drawn_ground(world, shift.control)
    names, on = language.regions(world.regions), shift.control.on.isoformat()
    features = [
        _feature(str(zone), shapely.orient_polygons(row["geometry"]), {
            "layer": "zone", "region": row["region"], "region_name": str(names[row["region"]]),
            "holder": row["holder"], "scenario": SCENARIO, "on": on,
            "area_km2": round(float(row["area_km2"]), 2), "people": int(row["people"])})
        for zone, row in ground.table[ground.table["geometry"].notna()].iterrows()]
    pieces = shapely.get_parts(ground.contact.geometry.to_numpy())
    if len(pieces):
        line = shapely.line_merge(shapely.MultiLineString(list(pieces)))
        features.append(_feature("line", line, {"layer": "line", **figures(shift)}))
    collection = {"type": "FeatureCollection", "metadata": _metadata(shift, world, language),
                  "bbox": _around([feature["bbox"] for feature in features]), "features": features}
    text = json.dumps(collection, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return f"{text}\n".encode()


def figures(shift: Shift) -> dict[str, Any]:
    """Return what was asked for and what was found, as plain values."""
    goal, found = shift.goal, shift.found
    return {"side": shift.whose.value, "measure": goal.measure, "asked": round(goal.amount, 2),
            "regions": "all" if goal.regions is None else sorted(goal.regions),
            "km": round(found.km, 4), "amount": round(found.amount, 2), "short": round(found.short, 2)}


def _feature(name: str, shape: Any, properties: dict[str, Any]) -> dict[str, Any]:
    shape = shapely.transform(shape, lambda xy: xy.round(DECIMALS))
    return {"type": "Feature", "id": name, "bbox": list(shape.bounds), "properties": properties,
            "geometry": mapping(shape)}


def _around(boxes: list[list[float]]) -> list[float]:
    return [*(min(box[edge] for box in boxes) for edge in (0, 1)),
            *(max(box[edge] for box in boxes) for edge in (2, 3))]


def _metadata(shift: Shift, world: World, language: Language) -> dict[str, Any]:
    say, control = language.text, shift.control
    names = language.regions(world.regions)
    return {"project": say(PROJECT), "title": say(TITLE), "on": control.on.isoformat(), **figures(shift),
            "said": " ".join(shift_sentences(shift, names, language)),
            "shifted_from": control_metadata(control, language), "people": say(PEOPLE_NOTE),
            "data_version": world.version, "language": language.code, "crs": say(CRS_WORDS),
            "disclaimer": say(DISCLAIMER), "licence": say(LICENCE)}
