"""Faults of the rings of untrusted polygons in JSON."""

from itertools import chain
from typing import Any

import numpy as np

from geo.errors import N_, Words
from geo.line_sources.polygons import MAX_UNITS, NO_PAIR, NOT_CLOSED

TOO_SHORT = Words(N_("a ring has fewer than four positions"))
NO_DEGREES = Words(N_("a position is no longitude and latitude in degrees"))


def ring_fault_of(ring: Any, *, degrees: bool) -> str:
    """Return the first fault of a ring, or an empty string; values are not quoted."""
    if _is_good(ring, degrees=degrees):
        return ""
    if isinstance(ring, list) and any(map(_has_nan, ring)):
        return Words(N_("a position holds NaN, Infinity or no number"))
    if isinstance(ring, list) and ring and (_is_number(ring[0]) or _is_list_of_lists(ring[0])):
        return Words(N_("its positions are in too few or too many brackets: a Polygon takes "
                        "[[[x, y], ...]], a MultiPolygon [[[[x, y], ...]]]"))
    if not isinstance(ring, list) or len(ring) < 4:
        return TOO_SHORT
    fault = next(filter(None, (_position_fault(position, degrees=degrees) for position in ring)), "")
    if fault:
        return fault
    return "" if ring[0][:2] == ring[-1][:2] else NOT_CLOSED


def _is_good(ring: Any, *, degrees: bool) -> bool:
    """Tell whether a ring has no fault, for all its positions at once: one after the other takes long."""
    if not isinstance(ring, list) or len(ring) < 4 or set(map(type, ring)) != {list}:
        return False
    if not {2, 3}.issuperset(map(len, ring)) or ring[0][:2] != ring[-1][:2]:
        return False
    if not {int, float}.issuperset(map(type, chain.from_iterable(position[:2] for position in ring))):
        return False
    try:
        xy = np.abs(np.array([position[:2] for position in ring], float))
    except OverflowError:
        return False
    return bool((xy <= ((180, 90) if degrees else (MAX_UNITS, MAX_UNITS))).all())


def _is_number(value: Any) -> bool:
    return type(value) in (int, float)


def _is_list_of_lists(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], list)


def _has_nan(position: Any) -> bool:
    return isinstance(position, list) and any(type(n) is float and np.isnan(n) for n in position[:2])


def _position_fault(position: Any, *, degrees: bool) -> str:
    if not isinstance(position, list) or len(position) < 2:
        return NO_PAIR
    x, y = position[:2]
    if type(x) not in (int, float) or type(y) not in (int, float):
        return NO_PAIR
    if len(position) > 3 and all(type(number) in (int, float) for number in position):
        return Words(N_("a position has more than three numbers; write each as [longitude, latitude]"))
    if degrees and not (-180 <= x <= 180 and -90 <= y <= 90):
        return NO_DEGREES
    if not (abs(x) <= MAX_UNITS and abs(y) <= MAX_UNITS):
        return Words(N_("a position does not fit the coordinate system"))
    return ""


def is_short(ring: Any) -> bool:
    """Tell whether a ring has a few good positions, too few to enclose anything."""
    return isinstance(ring, list) and 0 < len(ring) < 4 and not any(
        _position_fault(position, degrees=False) for position in ring)
