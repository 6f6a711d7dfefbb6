"""A few slots for heavy work: who comes first goes first, and whoever has one needs no second."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from geo.cache import SURVEYS


class Slots:
    """Lets so many threads at a time into heavy work, in the order in which they came."""

    def __init__(self, count: int) -> None:
        self._free = count
        self._changed = threading.Condition()
        self._waiting: deque[object] = deque()
        self._mine = threading.local()

    @contextmanager
    def one(self) -> Iterator[None]:
        """Wait for a slot, and give it back; a thread that has one already goes straight on."""
        if getattr(self._mine, "has", False):
            yield
            return
        self._take()
        self._mine.has = True
        try:
            yield
        finally:
            self._mine.has = False
            with self._changed:
                self._free += 1
                self._changed.notify_all()

    def _take(self) -> None:
        ticket = object()
        with self._changed:
            self._waiting.append(ticket)
            try:
                while self._free == 0 or self._waiting[0] is not ticket:
                    self._changed.wait()
                self._free -= 1
            finally:
                self._waiting.remove(ticket)
                self._changed.notify_all()


SURVEYS_AT_ONCE = 2
"""So many cuts of the country at the same time; whoever comes later waits in the order of coming."""

_surveying = Slots(SURVEYS_AT_ONCE)


def turn(step: str) -> AbstractContextManager[None]:
    """What a step of the work must pass through while it is done."""
    return _surveying.one() if step in SURVEYS else nullcontext()
