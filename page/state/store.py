"""A bounded, thread-safe cache of recently used results that computes each only once."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import TypeVar

from geo.cache import Key

T = TypeVar("T")
Evicted = Callable[[object], None]


class Store:
    """A bounded, thread-safe cache for a `Workspace` and for content of the page.

    The most recently used results of each kind (`Key.step`) are kept. While one thread computes a
    result, others that need it wait. Failures are not cached.

    Parameters
    ----------
    bounds
        How many results of each kind are kept.
    most
        The limit for any other kind.
    evicted
        Called with every evicted result.
    turn
        Returns the context in which a kind is computed, such as a queue for expensive work.
    """

    def __init__(self, bounds: Mapping[str, int], most: int, evicted: Evicted = lambda _: None,
                 turn: Callable[[str], AbstractContextManager[None]] = lambda _: nullcontext()) -> None:
        self._bounds, self._most, self._evicted, self._turn = bounds, most, evicted, turn
        self._kept: dict[str, OrderedDict[Key, object]] = {}
        self._making: dict[Key, threading.Lock] = {}
        self._lock = threading.Lock()
        self._closed = False

    def __call__(self, key: Key, make: Callable[[], T], /) -> T:
        """Return the result cached under a key, or compute it with `make`."""
        found, value = self._look(key)
        if found:
            return value  # type: ignore[return-value]
        # The turn is taken first, so that a waiting thread holds nothing another might need.
        with self._turn(key.step):
            with self._lock:
                making = self._making.setdefault(key, threading.Lock())
            with making:
                found, value = self._look(key)
                if found:
                    return value  # type: ignore[return-value]
                try:
                    made = make()
                    self._keep(key, made)
                finally:
                    with self._lock:
                        self._making.pop(key, None)
        return made

    def _look(self, key: Key) -> tuple[bool, object]:
        with self._lock:
            kept = self._kept.get(key.step)
            if kept is None or key not in kept:
                return False, None
            kept.move_to_end(key)
            return True, kept[key]

    def _keep(self, key: Key, value: object) -> None:
        gone: list[object] = []
        with self._lock:
            if self._closed:
                gone.append(value)
            else:
                kept = self._kept.setdefault(key.step, OrderedDict())
                kept[key] = value
                while len(kept) > self._bounds.get(key.step, self._most):
                    gone.append(kept.popitem(last=False)[1])
        for each in gone:
            self._evicted(each)

    def __len__(self) -> int:
        with self._lock:
            return sum(map(len, self._kept.values()))

    def sizes(self) -> dict[str, int]:
        """Return the number of results cached of each kind."""
        with self._lock:
            return {step: len(kept) for step, kept in self._kept.items()}

    def close(self) -> None:
        """Evict everything and cache nothing from now on."""
        with self._lock:
            self._closed = True
            gone = [value for kept in self._kept.values() for value in kept.values()]
            self._kept.clear()
        for each in gone:
            self._evicted(each)
