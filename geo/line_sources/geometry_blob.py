"""Reading polygons from well-known binary, and from a GeoPackage geometry, which has a header before it.

The parts are parsed in a loop, because a recursive parser could be driven into a stack overflow.
"""

import struct
from collections.abc import Iterator

import numpy as np

from geo.errors import N_, SourceError, Words
from geo.line_sources.polygons import Rings, SizeLimits, ring_fault

HEADER = 8
ENVELOPES = (0, 32, 48, 48, 64)  # size in bytes by envelope type
EMPTY, OF_ITS_OWN = 0b10000, 0b100000
POINT, LINE, POLYGON = 1, 2, 3
CONTAINERS = {4, 5, 6, 7, 12}  # the last is a MultiSurface, whose parts may be plain polygons
Z, M = 0x80000000, 0x40000000
MAX_DEPTH = 8
BROKEN = Words(N_("a geometry is cut off or broken; fetch or save it again"))


def polygons_in(blob: bytes, budget: SizeLimits) -> Iterator[Rings]:
    """Read the polygons of one geometry, ignoring heights, points and lines.

    Raises
    ------
    SourceError
        If it is broken, contains curves or is nested too deeply, or if the file exceeds the limits on
        rings or vertices.
    """
    try:
        if blob[:2] != b"GP" or blob[3] & OF_ITS_OWN:
            raise SourceError(N_("{name}: a geometry is none that a GeoPackage may hold; save it again, "
                                 "or as GeoJSON"), name=budget.name)
        if not blob[3] & EMPTY:
            yield from polygons_of_wkb(blob, budget, HEADER + ENVELOPES[blob[3] >> 1 & 0b111])
    except SourceError:
        raise
    except IndexError as fault:
        raise SourceError(N_("{name}: {fault}"), name=budget.name, fault=BROKEN) from fault


def polygons_of_wkb(blob: bytes, budget: SizeLimits, at: int = 0) -> Iterator[Rings]:
    """Read the polygons of well-known binary that begins at a place in a blob, as `polygons_in` does.

    Raises
    ------
    SourceError
        As for `polygons_in`.
    """
    try:
        yield from _walk(blob, at, budget)
    except SourceError:
        raise
    except (struct.error, IndexError, ValueError) as fault:
        raise SourceError(N_("{name}: {fault}"), name=budget.name, fault=BROKEN) from fault


def _walk(blob: bytes, at: int, budget: SizeLimits) -> Iterator[Rings]:
    """Iterate over the parts in order; `left` counts the remaining parts at each level."""
    left = [1]
    while left:
        if left[-1] == 0:
            left.pop()
            continue
        left[-1] -= 1
        order = "<" if blob[at] else ">"
        kind, size = _kind(*struct.unpack_from(f"{order}I", blob, at + 1))
        at += 5
        if kind == POLYGON:
            rings, at = _rings(blob, at, order, size, budget)
            if rings:
                yield rings
            continue
        if kind == POINT:
            at += 8 * size
            continue
        count = struct.unpack_from(f"{order}I", blob, at)[0]
        at += 4
        if kind == LINE:
            at += 8 * size * count
        elif kind not in CONTAINERS:
            raise SourceError(N_("{name}: holds curves or surfaces, which are not read; save it with "
                                 "plain polygons (MultiPolygon)"), name=budget.name)
        elif len(left) > MAX_DEPTH:
            raise SourceError(N_("{name}: a geometry is nested too deeply; save plain "
                                 "polygons"), name=budget.name)
        else:
            left.append(count)


def _kind(code: int) -> tuple[int, int]:
    """Return the geometry type of a code and the number of coordinates per position."""
    plain = code & ~(Z | M)
    more = {0: 0, 1: 1, 2: 1, 3: 2}.get(plain // 1000, 0)
    return plain % 1000, 2 + max(more, bool(code & Z) + bool(code & M))


def _rings(blob: bytes, at: int, order: str, size: int, budget: SizeLimits) -> tuple[Rings, int]:
    count = struct.unpack_from(f"{order}I", blob, at)[0]
    at += 4
    rings = []
    for _ in range(count):
        length = struct.unpack_from(f"{order}I", blob, at)[0]
        budget.spend(length)
        numbers = np.frombuffer(blob, f"{order}f8", offset=at + 4, count=length * size)
        ring = numbers.reshape(-1, size)[:, :2].astype(float)
        fault = ring_fault(ring)
        if fault:
            raise SourceError(N_("{name}: {fault}"), name=budget.name, fault=fault)
        rings.append(ring)
        at += 4 + 8 * length * size
    return rings, at
