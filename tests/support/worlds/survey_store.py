"""Surveys of the record that all processes of a test session share: each takes a second to make."""

import hashlib
import os
import pickle  # noqa: TID251 - only what this session has written itself
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from geo.cache import Cache, Key, Step, remembering
from geo.case import RECORDS
from geo.control.margin import DEFAULT_KM
from geo.control.record import Control
from geo.world import World
from geo.zones.ground import Ground
from geo.zones.survey import ground_for

T = TypeVar("T")

SHARED = frozenset({Step.DRAWN, Step.GROUND})
"""The surveys that depend on nothing but the committed data."""


def sharing(folder: Path) -> Cache:
    """Return a cache that remembers everything, and stores surveys of the record in a folder."""
    known = remembering()

    def cache(key: Key, make: Callable[[], T]) -> T:
        return known(key, lambda: stored(folder, key, make) if _is_of_the_record(key) else make())

    return cache


def _is_of_the_record(key: Key) -> bool:
    return key.step in SHARED and not key.is_private and all(line in RECORDS for _, line in key.parts[0])


def surveying(world: World, folder: Path) -> Callable[..., Ground]:
    """Return `ground_for` for one world; what it returned is kept by line, margin and set of earlier days."""
    grounds: dict[tuple[object, ...], Ground] = {}

    def once(_world: World, control: Control, earlier_days: list[date], margin_km: float = DEFAULT_KM,
             second: Control | None = None) -> Ground:
        lines = [control] if second is None else [control, second]
        key = (*((line.on, line.origin, line.held.wkb) for line in lines), tuple(earlier_days), margin_km)
        if key not in grounds:
            grounds[key] = stored(folder, key, lambda: ground_for(world, control, earlier_days, margin_km,
                                                                  second))
        return grounds[key]

    return once


def stored(folder: Path, key: object, make: Callable[[], T]) -> T:
    """Return what another process has stored under a key, or make and store it."""
    path = folder / hashlib.sha256(repr(key).encode()).hexdigest()
    if path.exists():
        return pickle.loads(path.read_bytes())  # type: ignore[no-any-return]  # noqa: S301
    made = make()
    partial = path.with_suffix(f".{os.getpid()}")
    partial.write_bytes(pickle.dumps(made, protocol=5))
    partial.replace(path)
    return made
