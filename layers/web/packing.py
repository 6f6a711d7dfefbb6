"""Compact encoding of shapes embedded in a page: integer coordinates, delta-encoded."""

from typing import Any

import numpy as np

from layers.style.simplify import DECIMALS


def packed(value: Any) -> Any:
    """Pack every geometry in a JSON tree; everything else is unchanged.

    A geometry's `coordinates` become `packed`: for each line or ring a flat list of integers, the
    first position followed by the step to each next one, longitude before latitude, in units of
    10**-DECIMALS degrees. Lists of rings and polygons nest as before.
    """
    if isinstance(value, dict):
        if "coordinates" in value:
            return {"type": value["type"], "packed": _steps(value["coordinates"])}
        return {name: packed(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [packed(inner) for inner in value]
    return value


def unpacked(value: Any) -> Any:
    """Undo `packed`, as the page's script does."""
    if isinstance(value, dict):
        if "packed" in value:
            return {"type": value["type"], "coordinates": _positions(value["packed"])}
        return {name: unpacked(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [unpacked(inner) for inner in value]
    return value


def _steps(part: Any) -> list[Any]:
    if isinstance(part[0][0], (int, float)):
        whole = np.rint(np.array(part) * 10**DECIMALS).astype(int)
        steps: list[Any] = np.diff(whole, axis=0, prepend=0 * whole[:1]).ravel().tolist()
        return steps
    return [_steps(inner) for inner in part]


def _positions(part: Any) -> list[Any]:
    if isinstance(part[0], int):
        whole = np.cumsum(np.array(part).reshape(-1, 2), axis=0)
        found: list[Any] = (whole / 10**DECIMALS).tolist()
        return found
    return [_positions(inner) for inner in part]
