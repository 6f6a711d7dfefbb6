"""The cost of a switch for the server: CPU time, bytes, and memory over many switches."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from benchmarks.page.client import Client
from benchmarks.page.server import Server


@dataclass(frozen=True)
class Cost:
    """One switch without a browser: the CPU time of the server process, and time and size of the response.

    `wire_bytes` is what came over the connection, `socket_bytes` the same before it was compressed.
    """

    cpu_ms: float
    answer_ms: float
    wire_bytes: int
    socket_bytes: int
    messages: int


@dataclass(frozen=True)
class Footprint:
    """Resident memory after a number of switches in sessions that have since been closed."""

    switches: int
    memory_mb: float


async def costs(servers: list[Server], plans: list[int], warm_up: int,
                switches: int) -> dict[str, list[Cost]]:
    """Switch plans on every server in turn; return the costs by variant id."""
    found: dict[str, list[Cost]] = {server.variant.id: [] for server in servers}
    async with clients(servers) as pairs:
        for number in range(-warm_up, switches):
            for server, client in pairs:
                before = server.settled_cpu_seconds()
                answer = await client.switch(plans[number % len(plans)])
                spent = server.settled_cpu_seconds() - before
                if number >= 0:
                    found[server.variant.id].append(Cost(
                        spent * 1000, answer.seconds * 1000, answer.wire_size, answer.size,
                        answer.messages))
    return found


async def first_costs(servers: list[Server], plans: list[int]) -> dict[str, list[Cost]]:
    """Show every plan once to a browser that has had none of them; return the costs by variant id.

    Another session has shown them before, so that the server has worked them out.
    """
    for server in servers:
        async with Client(server.address) as client:
            for plan in plans:
                await client.switch(plan)
    return await costs(servers, plans, 0, len(plans))


@asynccontextmanager
async def clients(servers: list[Server]) -> AsyncIterator[list[tuple[Server, Client]]]:
    """Open one session on each server."""
    async with AsyncExitStack() as stack:
        yield [(server, await stack.enter_async_context(Client(server.address)))
               for server in servers]


async def footprints(server: Server, plans: list[int], sessions: int,
                     switches: int) -> list[Footprint]:
    """Measure memory at the start, and after each of several sessions of `switches` switches."""
    found = [Footprint(0, server.memory_mb())]
    for session in range(1, sessions + 1):
        async with Client(server.address) as client:
            for number in range(switches):
                await client.switch(plans[number % len(plans)])
        server.settled_cpu_seconds()
        found.append(Footprint(session * switches, server.memory_mb()))
    return found
