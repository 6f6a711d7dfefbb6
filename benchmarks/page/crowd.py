"""A load test: many concurrent sessions, each switching plans every few seconds.

    python -m benchmarks.page.crowd --processes 2 120 160 200 240

tries these numbers of sessions on so many processes of the page, which share them as behind a proxy.
"""

import argparse
import asyncio
import os
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass
from statistics import quantiles

from benchmarks.page.client import Client
from benchmarks.page.server import Server
from benchmarks.page.variant import OURS, PLANS
from geo.plans.library import load_library
from geo.world import load_world

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


async def crowd(servers: Sequence[Server], plans: list[int], sessions: int, seconds: float) -> Level:
    """Open the sessions on the servers by turns, spread their switches evenly over time, and measure."""
    gate = asyncio.Semaphore(OPENED_AT_ONCE)
    async with AsyncExitStack() as stack:
        async def opened(number: int) -> Client:
            async with gate:
                server = servers[number % len(servers)]
                return await stack.enter_async_context(Client(server.address))

        clients = await asyncio.gather(*map(opened, range(sessions)))
        cpu = sum(server.settled_cpu_seconds() for server in servers)
        start = time.monotonic()
        results = await asyncio.gather(*(
            _switching(client, plans, number, start + number / sessions * EVERY_SECONDS,
                       start + seconds)
            for number, client in enumerate(clients)
        ))
        cores = (sum(server.cpu_seconds() for server in servers) - cpu) / (time.monotonic() - start)
        memory = sum(server.memory_mb() for server in servers)
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


def main() -> None:
    """Try the numbers of sessions on as many processes as wanted, and print what was measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.page.crowd", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sessions", type=int, nargs="+")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=30.0, help="how long each number is tried")
    options = parser.parse_args()
    order = list(load_library(load_world().regions.index).plans)
    plans = [order.index(name) for name in PLANS]
    print(f"{os.cpu_count()} cores, load average {os.getloadavg()[0]:.1f} at the start")
    with ExitStack() as stack:
        servers = [stack.enter_context(Server(OURS)) for _ in range(options.processes)]
        for sessions in options.sessions:
            level = asyncio.run(crowd(servers, plans, sessions, options.seconds))
            print(f"{level.sessions} sessions: {level.p50_ms:.0f} / {level.p95_ms:.0f} ms, "
                  f"{level.failed} failed, {level.cores:.2f} cores, {level.memory_mb:.0f} MB", flush=True)


if __name__ == "__main__":
    main()
