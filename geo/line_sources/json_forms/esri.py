"""Reading polygons from untrusted Esri JSON, as feature services answer with it."""

from typing import Any

import numpy as np
from pyproj import CRS

from geo.errors import N_, SourceError, Words
from geo.line_sources.coordinate_systems import by_code, by_definition, is_wgs84
from geo.line_sources.json_forms.rings import ring_fault_of
from geo.line_sources.polygons import NO_POLYGON, Layer, Rings, SizeLimits
from geo.line_sources.selection.statuses import attributes
from geo.line_sources.shapefile import polygons_of
from geo.tables import joined


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
            rows += [attributes(properties if isinstance(properties, dict) else {})] * len(grounds)
    if not polygons and not faults:
        faults = [NO_POLYGON]
    if faults:
        raise SourceError(N_("{name}: {fault}"), name=name, fault=joined(faults))
    return Layer("", tuple(polygons), tuple(rows), system)


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
