"""What one switch costs the server: CPU time, bytes, and memory over many of them."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from benchmarks.client import Client
from benchmarks.server import Server


@dataclass(frozen=True)
class Cost:
    """One switch without a browser: the answer's size and the process's CPU time for it."""

    cpu_ms: float
    answer_ms: float
    socket_bytes: int
    messages: int


@dataclass(frozen=True)
class Footprint:
    """Resident memory after so many switches, all in sessions that came and went."""

    switches: int
    memory_mb: float


async def costs(servers: list[Server], plans: list[int], warm_up: int,
                switches: int) -> dict[str, list[Cost]]:
    """Switch every server in turn, one switch at a time; by the variant's id."""
    found: dict[str, list[Cost]] = {server.variant.id: [] for server in servers}
    async with clients(servers) as pairs:
        for number in range(-warm_up, switches):
            for server, client in pairs:
                before = server.settled_cpu_seconds()
                answer = await client.switch(plans[number % len(plans)])
                spent = server.settled_cpu_seconds() - before
                if number >= 0:
                    found[server.variant.id].append(Cost(
                        spent * 1000, answer.seconds * 1000, answer.size, answer.messages))
    return found


@asynccontextmanager
async def clients(servers: list[Server]) -> AsyncIterator[list[tuple[Server, Client]]]:
    """One open session on each server."""
    async with AsyncExitStack() as stack:
        yield [(server, await stack.enter_async_context(Client(server.address)))
               for server in servers]


async def footprints(server: Server, plans: list[int], sessions: int,
                     switches: int) -> list[Footprint]:
    """Memory before, and after each of several sessions of so many switches."""
    found = [Footprint(0, server.memory_mb())]
    for session in range(1, sessions + 1):
        async with Client(server.address) as client:
            for number in range(switches):
                await client.switch(plans[number % len(plans)])
        server.settled_cpu_seconds()
        found.append(Footprint(session * switches, server.memory_mb()))
    return found
