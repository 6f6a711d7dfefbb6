"""The interface of a cache: which results a workspace stores, and under which keys."""

from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple, Protocol, TypeVar

T = TypeVar("T")


class Step(StrEnum):
    """The kinds of result a cache stores; each has its own cost and size."""

    CONTROL = "control"
    PLAN = "plan"
    DRAWN = "drawn"
    GROUND = "ground"
    OVERLAY = "overlay"
    OUTCOME = "outcome"
    DIFFERENCE = "difference"
    HELD = "held"
    CELLS = "cells"
    DEPTHS = "depths"
    NECKS = "necks"
    SWEPT = "swept"


SURVEYS = frozenset({Step.DRAWN, Step.GROUND, Step.OVERLAY, Step.SWEPT})
"""The steps that cut the country into zones, the most expensive part of the work."""


class Key(NamedTuple):
    """The key of one result: the step and everything the result depends on.

    `is_private` marks a result based on a reader's own line, which must not outlive the session.
    """

    step: str
    parts: tuple[Hashable, ...]
    is_private: bool = False


@dataclass(frozen=True, eq=False)
class Itself:
    """A part of a key that is equal to itself alone, such as a world, whose tables cannot be compared."""

    thing: object

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Itself) and self.thing is other.thing

    def __hash__(self) -> int:
        return id(self.thing)


class Keeping:
    """Keeps what is made of it, such as the cells of a ground, for as long as it lives."""

    @cached_property
    def _kept(self) -> dict[Hashable, Any]:
        return {}

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what was made of this under a key, or make it; nobody may change it."""
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]

    def among(self, kind: str, most: int, key: Hashable, make: Callable[[], T]) -> T:
        """Do the same for a kind of which there may be many: of these the last `most` are kept."""
        kept: dict[Hashable, T] = self.once(kind, dict)
        found = kept.get(key)
        if found is None:
            found = make()
            while len(kept) >= most:
                kept.pop(next(iter(kept)), None)
            kept[key] = found
        return found

    def __getstate__(self) -> dict[str, Any]:
        """Another process makes what it needs by itself."""
        return {name: value for name, value in vars(self).items() if name != "_kept"}


class Cache(Protocol):
    """A callable that returns the result stored under a key, or computes it; storing is optional."""

    def __call__(self, key: Key, make: Callable[[], T], /) -> T: ...


def uncached(_key: Key, make: Callable[[], T]) -> T:
    """Compute the result; a cache that stores nothing."""
    return make()


def remembering(steps: Collection[str] | None = None) -> Cache:
    """Return a cache that stores everything, for tests and short-lived processes, or only some steps."""
    known: dict[Key, object] = {}

    def cache(key: Key, make: Callable[[], T]) -> T:
        if steps is not None and key.step not in steps:
            return make()
        if key not in known:
            known[key] = make()
        return known[key]  # type: ignore[return-value]

    return cache
