"""What stands around the features: members that wrap them, and signs that some were left out."""

import json
from collections.abc import Iterator
from typing import Any

from geo.errors import N_, SourceError, Words
from geo.line_sources.selection.days import quoted

COLLECTIONS = {"FeatureCollection", "Feature", "Polygon", "MultiPolygon", "GeometryCollection", "Topology"}
COUNTED = ("numberMatched", "totalFeatures", "totalCount", "numMatched")
MAX_NESTING = 4
CUT_OFF = "exceededTransferLimit"
RETURNED = ("numberReturned", "numReturned", "count")


def unwrapped(tree: Any, name: str) -> tuple[str, Any]:
    """Return the member that holds the features with its name, if a text has one around them.

    Raises
    ------
    SourceError
        If several members hold features.
    """
    inside = list(_inside(tree, "", MAX_NESTING))
    if len(inside) > 1:
        inside = [(key, found) for key, found in inside if found.get("features", True) != []] or inside[:1]
    if len(inside) > 1:
        shown = ", ".join(quoted(key, 20) for key, _ in inside[:5])
        raise SourceError(N_("{name}: several members hold features ({members}); keep the one with the "
                             "ground held by Russia"), name=name, members=shown)
    return inside[0] if inside else ("", tree)


def _inside(node: Any, called: str, depth: int) -> Iterator[tuple[str, Any]]:
    """Yield what holds features in members of members, lists of features made collections."""
    if isinstance(node, str) and depth and node[:1] in ("{", "[") and '"type"' in node:
        try:
            node = json.loads(node)
        except (ValueError, RecursionError):
            return
    if _are_features(node):
        yield called, {"type": "FeatureCollection", "features": node}
    if not isinstance(node, dict):
        return
    if node.get("type") in COLLECTIONS or "features" in node:
        bare = _are_features(node["features"]) if "type" not in node and "features" in node else False
        yield called, {**node, "type": "FeatureCollection"} if bare else node
    elif depth and "type" not in node:
        for key, value in node.items():
            yield from _inside(value, str(key), depth - 1)


def _are_features(node: Any) -> bool:
    return isinstance(node, list) and bool(node) and all(
        isinstance(one, dict) and one.get("type") in COLLECTIONS - {"Topology"} for one in node)


def refuse_cut_off(tree: Any, name: str) -> None:
    """Refuse the answer of a service that says that it left out features.

    Raises
    ------
    SourceError
        With the sign that was found, and what to do.
    """
    if not isinstance(tree, dict):
        return
    sign = _sign(tree)
    properties = tree.get("properties")
    if not sign and isinstance(properties, dict):
        sign = CUT_OFF if _is_true(properties.get(CUT_OFF)) else ""
    if sign:
        raise SourceError(N_("{name}: says that it is cut off ({sign}); ask the service for all "
                             "features, page by page, and bring them in one file"), name=name, sign=sign)


def _sign(tree: dict[str, Any]) -> str:
    if _is_true(tree.get(CUT_OFF)):
        return CUT_OFF
    features = tree.get("features")
    there = [len(features)] if isinstance(features, list) else []
    there += [tree[key] for key in RETURNED if _is_count(tree.get(key))]
    for key in COUNTED:
        if _is_count(tree.get(key)) and there and tree[key] > min(there):
            return Words(N_("{key} {all:,}, of which {count:,} are there"), key=key, all=tree[key],
                         count=min(there))
    links = tree.get("links")
    for link in links if isinstance(links, list) else []:
        if isinstance(link, dict) and link.get("rel") == "next":
            return Words(N_("it has a link to the next page"))
    following = tree.get("next")
    return Words(N_("it has a link to the next page")) if isinstance(following, str) and following else ""


def _is_true(value: Any) -> bool:
    return value is True or (isinstance(value, str) and value.strip().casefold() == "true")


def _is_count(value: Any) -> bool:
    return type(value) is int and 0 <= value < 10**12
