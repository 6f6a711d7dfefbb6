"""Untrusted TopoJSON written out as GeoJSON: arcs that several outlines share become positions."""

from collections.abc import Iterator
from typing import Any

from geo.errors import N_, SourceError
from geo.line_sources.polygons import SizeLimits

MAX_NESTING = 8
POLYGONS = {"Polygon", "MultiPolygon"}


def as_geojson(tree: dict[str, Any], name: str) -> list[tuple[str, dict[str, Any]]]:
    """Return every object of a topology by name, as a feature collection of its polygons.

    Raises
    ------
    SourceError
        If it is broken, or written out exceeds the limits on rings and vertices.
    """
    try:
        arcs = _arcs(tree)
        budget = SizeLimits(name)
        return [(str(key)[:80], {"type": "FeatureCollection", "crs": tree.get("crs"),
                                 "features": list(_features(node, arcs, budget, 0))})
                for key, node in tree["objects"].items()]
    except SourceError:
        raise
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, OverflowError) as fault:
        raise SourceError(N_("{name}: is no readable TopoJSON; export it as GeoJSON"), name=name) from fault


def _arcs(tree: dict[str, Any]) -> list[list[list[float]]]:
    """Return the arcs in coordinates; with a transform they are whole numbers, each from the one before."""
    transform = tree.get("transform")
    if transform is None:
        return [[[*map(_number, position[:2])] for position in arc] for arc in tree["arcs"]]
    (scale_x, scale_y), (move_x, move_y) = transform["scale"], transform["translate"]
    arcs = []
    for arc in tree["arcs"]:
        x = y = 0.0
        positions = []
        for step in arc:
            x, y = x + _number(step[0]), y + _number(step[1])
            positions.append([x * scale_x + move_x, y * scale_y + move_y])
        arcs.append(positions)
    return arcs


def _number(value: Any) -> float:
    if type(value) not in (int, float):
        raise TypeError(value)
    return float(value)


def _features(node: dict[str, Any], arcs: list[list[list[float]]], budget: SizeLimits,
              depth: int) -> Iterator[dict[str, Any]]:
    if depth > MAX_NESTING:
        raise SourceError(N_("{name}: is nested too deeply; export it as GeoJSON"), name=budget.name)
    if node["type"] == "GeometryCollection":
        for child in node["geometries"]:
            yield from _features(child, arcs, budget, depth + 1)
    elif node["type"] in POLYGONS:
        bodies = [node["arcs"]] if node["type"] == "Polygon" else node["arcs"]
        yield {"type": "Feature", "properties": node.get("properties"), "geometry": {
            "type": "MultiPolygon",
            "coordinates": [[_ring(ring, arcs, budget) for ring in rings] for rings in bodies]}}


def _ring(numbers: list[int], arcs: list[list[list[float]]], budget: SizeLimits) -> list[list[float]]:
    """Join arcs end to end; a number below zero stands for an arc the other way round."""
    # Few arcs can be named many times, so that they are counted before they are turned or copied.
    budget.spend(sum(len(arcs[number if number >= 0 else ~number]) for number in numbers))
    ring: list[list[float]] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += arc if not ring else arc[1:]
    return ring
