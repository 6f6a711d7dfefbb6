"""Answers that are computed once, a few at a time, and kept up to a size."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from anyio import CapacityLimiter, to_thread

from geo.errors import N_, GeoError

T = TypeVar("T")


class Busy(GeoError):
    """So many answers are being computed that no further one is begun."""


class Prepared(Generic[T]):
    """A bounded store of answers for the tasks of one event loop.

    While an answer is computed, all who ask for it wait for the same computation, which goes on if they
    leave. Failures are not kept.

    Parameters
    ----------
    at_once
        How many are computed at the same time, each in a thread of its own.
    waiting
        How many may be computed or wait for their turn; further ones are refused.
    most
        The total weight of what is kept; the most recently used stays.
    weigh
        Returns the weight of an answer. One that is heavier than `most` is not kept.
    """

    def __init__(self, at_once: int, waiting: int, most: int, weigh: Callable[[T], int]) -> None:
        self._at_once, self._waiting, self._most, self._weigh = at_once, waiting, most, weigh
        self._limiter: CapacityLimiter | None = None
        self._kept: OrderedDict[Hashable, T] = OrderedDict()
        self._making: dict[Hashable, asyncio.Task[T]] = {}
        self.weight = 0

    async def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what is kept under a key, or compute it.

        Raises
        ------
        Busy
            If too many are being computed.
        """
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        task = self._making.get(key)
        if task is None:
            if len(self._making) >= self._waiting:
                raise Busy(N_("Many answers are being computed; please ask again in a few seconds."))
            task = asyncio.create_task(self._made(key, make))
            self._making[key] = task
            task.add_done_callback(lambda done: self._end(key, done))
        return await asyncio.shield(task)

    async def _made(self, key: Hashable, make: Callable[[], T]) -> T:
        self._limiter = self._limiter or CapacityLimiter(self._at_once)
        made = await to_thread.run_sync(make, limiter=self._limiter)
        self._keep(key, made)
        return made

    def _keep(self, key: Hashable, made: T) -> None:
        weight = self._weigh(made)
        if weight > self._most:
            return
        self._kept[key] = made
        self.weight += weight
        while self.weight > self._most:
            self.weight -= self._weigh(self._kept.popitem(last=False)[1])

    def _end(self, key: Hashable, task: asyncio.Task[T]) -> None:
        self._making.pop(key, None)
        if not task.cancelled():
            task.exception()  # is told to those who wait; if all have left, asyncio need not report it

    def __len__(self) -> int:
        return len(self._kept)
