"""What the page keeps between runs: the results used last, of each kind so many, each made once."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import TypeVar

from geo.cache import Key

T = TypeVar("T")
Evicted = Callable[[object], None]


class Store:
    """A cache for a `Workspace` and for what is shown: bounded, and safe to use from many threads.

    Of each kind (`Key.step`) the results used last are kept. While one thread makes a result, others
    that want the same one wait for it. A result that could not be made is not kept.

    Parameters
    ----------
    bounds
        How many results of each kind are kept.
    most
        How many of any other kind.
    evicted
        Told of every result that is no longer kept.
    turn
        What a kind must pass through while it is made, such as a queue for heavy work.
    """

    def __init__(self, bounds: Mapping[str, int], most: int, evicted: Evicted = lambda _: None,
                 turn: Callable[[str], AbstractContextManager[None]] = lambda _: nullcontext()) -> None:
        self._bounds, self._most, self._evicted, self._turn = bounds, most, evicted, turn
        self._kept: dict[str, OrderedDict[Key, object]] = {}
        self._making: dict[Key, threading.Lock] = {}
        self._lock = threading.Lock()
        self._closed = False

    def __call__(self, key: Key, make: Callable[[], T], /) -> T:
        """What is kept under a key, or what `make` returns."""
        found, value = self._look(key)
        if found:
            return value  # type: ignore[return-value]
        # The turn comes first: who waits for it holds nothing that another might wait for.
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
        """How many results of each kind are kept."""
        with self._lock:
            return {step: len(kept) for step, kept in self._kept.items()}

    def close(self) -> None:
        """Keep nothing any longer, from now on."""
        with self._lock:
            self._closed = True
            gone = [value for kept in self._kept.values() for value in kept.values()]
            self._kept.clear()
        for each in gone:
            self._evicted(each)
