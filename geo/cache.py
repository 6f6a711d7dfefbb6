"""The port for a cache: what a workspace asks to be kept, and under which key."""

from collections.abc import Callable, Hashable
from enum import StrEnum
from typing import NamedTuple, Protocol, TypeVar

T = TypeVar("T")


class Step(StrEnum):
    """What a cache is asked to keep; each step has a cost and a size of its own."""

    CONTROL = "control"
    PLAN = "plan"
    DRAWN = "drawn"
    GROUND = "ground"
    OVERLAY = "overlay"
    OUTCOME = "outcome"
    DIFFERENCE = "difference"
    HELD = "held"


SURVEYS = frozenset({Step.DRAWN, Step.GROUND, Step.OVERLAY})
"""The steps that cut the country, which is most of the work."""


class Key(NamedTuple):
    """Names one result: the step, and all that it depends on.

    `is_private` says that it rests on a line that one reader brought, and must not outlive the visit.
    """

    step: str
    parts: tuple[Hashable, ...]
    is_private: bool = False


class Cache(Protocol):
    """Gives back what it keeps under a key, or makes it; whether it keeps anything is its own affair."""

    def __call__(self, key: Key, make: Callable[[], T], /) -> T: ...


def uncached(_key: Key, make: Callable[[], T]) -> T:
    """A cache that keeps nothing."""
    return make()


def remembering() -> Cache:
    """A cache that keeps everything, for a process that answers one question, or for tests."""
    known: dict[Key, object] = {}

    def cache(key: Key, make: Callable[[], T]) -> T:
        if key not in known:
            known[key] = make()
        return known[key]  # type: ignore[return-value]

    return cache
