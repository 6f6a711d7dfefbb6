"""A fair, re-entrant semaphore for expensive work."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from geo.cache import SURVEYS
from geo.settings.variables import SURVEYS_AT_ONCE


class Slots:
    """Limits the threads doing expensive work at the same time, in order of arrival."""

    def __init__(self, count: int) -> None:
        self._free = count
        self._changed = threading.Condition()
        self._waiting: deque[object] = deque()
        self._mine = threading.local()

    @contextmanager
    def one(self) -> Iterator[None]:
        """Hold a slot for the context, waiting if necessary; a thread that has one proceeds at once."""
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


_surveying = Slots(SURVEYS_AT_ONCE.number())


def turn(step: str) -> AbstractContextManager[None]:
    """Return the context in which a step of the work runs."""
    return _surveying.one() if step in SURVEYS else nullcontext()


def reading() -> AbstractContextManager[None]:
    """Return the context in which a reader's file is read, which may take as long as a survey."""
    return _surveying.one()
