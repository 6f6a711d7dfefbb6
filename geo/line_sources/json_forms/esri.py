"""Reading polygons from untrusted Esri JSON, as feature services answer with it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
from pyproj import CRS

from geo.errors import N_, SourceError, Words
from geo.line_sources.coordinate_systems import by_code, by_definition, is_wgs84
from geo.line_sources.json_forms.rings import ring_fault_of
from geo.line_sources.polygons import NO_POLYGON, Layer, Rings, SizeLimits
from geo.line_sources.selection.texts import attributes
from geo.line_sources.shapefile import polygons_of
from geo.tables import joined

DAYS = {"esriFieldTypeDate", "esriFieldTypeDateOnly"}
EPOCH, MAX_MS = datetime(1970, 1, 1, tzinfo=UTC), 4e12
"""Days are milliseconds since then, in UTC; further ones are none of this or the last century."""


def is_esri(tree: Any) -> bool:
    """Return whether a tree is a feature set or a single geometry of Esri JSON."""
    if not isinstance(tree, dict) or "type" in tree:
        return False
    return "rings" in tree or "curveRings" in tree or (
        isinstance(tree.get("features"), list)
        and bool({"geometryType", "spatialReference", "objectIdFieldName"} & tree.keys()))


def read_esri(tree: dict[str, Any], name: str) -> Layer:
    """Read the polygons of a feature set, where the rings of one are holes or grounds by which lies in which.

    Raises
    ------
    SourceError
        If it is invalid; the message is one line with the first fault of each feature.
    """
    features = tree["features"] if isinstance(tree.get("features"), list) else [{"geometry": tree}]
    if isinstance(tree.get("transform"), dict):
        raise SourceError(N_("{name}: its positions are rounded to a grid (quantizationParameters); ask the "
                             "service without them, or for GeoJSON"), name=name)
    reference = _reference(tree, features, name)
    system = None if reference is None else _system(reference, name)
    degrees = system is None or is_wgs84(system)
    budget, faults = SizeLimits(name), []
    meanings = _meanings(tree)
    polygons: list[Rings] = []
    rows = []
    for number, feature in enumerate(features, start=1):
        geometry = feature.get("geometry") if isinstance(feature, dict) else None
        if not isinstance(geometry, dict):
            continue
        rings = geometry.get("rings")
        if "curveRings" in geometry:
            faults.append(Words(N_("feature {number}: holds curves, which are not read; export plain "
                                   "polygons"), number=number))
        if not isinstance(rings, list):
            continue
        for ring in rings:
            budget.spend(len(ring) if isinstance(ring, list) else 0)
        wrong = [fault for ring in rings if (fault := ring_fault_of(ring, degrees=degrees))]
        faults += [Words(N_("feature {number}: {fault}"), number=number, fault=fault) for fault in wrong[:1]]
        if not wrong:
            grounds = polygons_of([np.array([p[:2] for p in ring], float) for ring in rings],
                                  name, directed=False)
            properties = feature.get("attributes")
            polygons += grounds
            rows += [attributes(_told(properties, meanings) if isinstance(properties, dict) else {})
                     ] * len(grounds)
    if not polygons and not faults:
        faults = [NO_POLYGON]
    if faults:
        raise SourceError(N_("{name}: {fault}"), name=name, fault=joined(faults))
    return Layer("", tuple(polygons), tuple(rows), system)


def _meanings(tree: dict[str, Any]) -> dict[str, dict[Any, str] | None]:
    """Return what the values of columns stand for, by column and code; None for a column of days."""
    found: dict[str, dict[Any, str] | None] = {}
    kinds = {one.get("id"): one["name"] for one in _named(tree.get("types"))
             if isinstance(one.get("id"), (str, int, float))}
    if kinds and isinstance(tree.get("typeIdField"), str):
        found[tree["typeIdField"]] = kinds
    for column in _named(tree.get("fields")):
        domain = column.get("domain")
        coded = domain.get("codedValues") if isinstance(domain, dict) else None
        if column.get("type") in DAYS:
            found[column["name"]] = None
        elif isinstance(coded, list):
            found[column["name"]] = {one.get("code"): one["name"] for one in _named(coded)
                                     if isinstance(one.get("code"), (str, int, float))}
    return found


def _named(many: Any) -> list[dict[str, Any]]:
    """Return the parts of a list that have a name."""
    return [one for one in many if isinstance(one, dict) and isinstance(one.get("name"), str)
            ] if isinstance(many, list) else []


def _told(properties: dict[str, Any], meanings: dict[str, dict[Any, str] | None]) -> dict[str, Any]:
    """Return the columns of a feature with what their codes stand for, and days as days."""
    told = dict(properties)
    for column in meanings.keys() & told.keys():
        value, names = told[column], meanings[column]
        if names is not None and isinstance(value, (str, int, float)):
            told[column] = names.get(value, value)
        elif names is None and isinstance(value, (int, float)) and abs(value) < MAX_MS:
            told[column] = (EPOCH + timedelta(milliseconds=value)).date().isoformat()
    return told


def _reference(tree: dict[str, Any], features: list[Any], name: str) -> Any:
    """Return the system of the set, or the one that all its geometries name."""
    if tree.get("spatialReference") is not None:
        return tree["spatialReference"]
    geometries = [one.get("geometry") for one in features if isinstance(one, dict)]
    named = [one.get("spatialReference") for one in geometries if isinstance(one, dict) and "rings" in one]
    if any(one != named[0] for one in named):
        raise SourceError(N_("{name}: names more than one coordinate system; export it in EPSG:4326"),
                          name=name)
    return named[0] if named else None


def _system(reference: Any, name: str) -> CRS:
    found = None
    if isinstance(reference, dict):
        codes = [reference.get(key) for key in ("latestWkid", "wkid")]
        found = next(filter(None, (by_code(code) for code in codes if type(code) is int)), None)
        text = reference.get("wkt")
        if found is None and isinstance(text, str):
            found = by_definition(text)
    if found is None:
        raise SourceError(N_("{name}: its spatialReference is not known; export it in EPSG:4326"),
                          name=name)
    return found
