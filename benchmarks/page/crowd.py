"""A load test: many concurrent sessions, each switching plans every few seconds."""

import asyncio
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass
from statistics import quantiles

from benchmarks.page.client import Client
from benchmarks.page.server import Server

EVERY_SECONDS = 5.0
TOO_SLOW_MS = 1000.0
GIVE_UP_SECONDS = 30.0
OPENED_AT_ONCE = 4


@dataclass(frozen=True)
class Level:
    """A load level: the latency of switches from the time each was due, and the server's resources."""

    sessions: int
    switches: int
    failed: int
    p50_ms: float
    p95_ms: float
    cores: float
    memory_mb: float

    @property
    def held(self) -> bool:
        """Whether the server can sustain this level."""
        return not self.failed and self.p95_ms <= TOO_SLOW_MS


async def crowd(server: Server, plans: list[int], sessions: int, seconds: float) -> Level:
    """Open the sessions, spread their switches evenly over time, and measure."""
    gate = asyncio.Semaphore(OPENED_AT_ONCE)
    async with AsyncExitStack() as stack:
        async def opened() -> Client:
            async with gate:
                return await stack.enter_async_context(Client(server.address))

        clients = await asyncio.gather(*(opened() for _ in range(sessions)))
        cpu = server.settled_cpu_seconds()
        start = time.monotonic()
        results = await asyncio.gather(*(
            _switching(client, plans, number, start + number / sessions * EVERY_SECONDS,
                       start + seconds)
            for number, client in enumerate(clients)
        ))
        cores = (server.cpu_seconds() - cpu) / (time.monotonic() - start)
        memory = server.memory_mb()
    times = [ms for part in results for ms in part if ms is not None]
    failed = sum(ms is None for part in results for ms in part)
    cuts = quantiles(times, n=20) if len(times) > 1 else [float("inf")] * 19
    return Level(sessions, len(times), failed, cuts[9], cuts[18], cores, memory)


async def _switching(client: Client, plans: list[int], number: int, due: float,
                     end: float) -> list[float | None]:
    """Switch at fixed times; latency counts from the due time, so that a slow server cannot hide delays."""
    found: list[float | None] = []
    while due < end:
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        try:
            async with asyncio.timeout(GIVE_UP_SECONDS):
                await client.switch(plans[number % len(plans)])
        except (TimeoutError, OSError, RuntimeError):
            return [*found, None]
        found.append((time.monotonic() - due) * 1000)
        number += 1
        due += EVERY_SECONDS
    return found
