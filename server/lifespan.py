"""What a server process does from its start to its end, besides answering."""

import asyncio
import logging
import resource
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import geo
from geo.settings.variables import LOG_FORMAT
from server.log import configure, hand_on, leave_out_readers, say
from server.readiness import Readiness

BEAT_S = 60.0


@dataclass(frozen=True)
class Work:
    """What the page does for the server."""

    warm: Callable[[], object]
    """Does the work of a first reader."""
    sessions: Callable[[], int]
    """Counts the readers who are connected."""
    close: Callable[[], object]
    """Removes what the page has written for its readers."""
    log_through: Callable[[Callable[[logging.Logger], None]], None]
    """Sets up the loggers of the page's framework with a function."""


def lifespan(readiness: Readiness, work: Work) -> Callable[[object], AbstractAsyncContextManager[None]]:
    """Return the life of a process: the data is read, every minute the load is logged, nothing is left.

    It ends at SIGTERM, after connections have been closed: readers reconnect, to another process if a
    proxy knows one. Streamlit lets go of the sessions.
    """

    @asynccontextmanager
    async def life(_app: object) -> AsyncIterator[None]:
        leave_out_readers()
        if LOG_FORMAT.word() == "json":
            configure()
            work.log_through(hand_on)
        tasks = [asyncio.create_task(_start(readiness, work)), asyncio.create_task(_beat(work))]
        try:
            yield
        finally:
            readiness.stop()
            say("stopping")
            for task in tasks:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
            work.close()
            say("stopped")

    return life


async def _start(readiness: Readiness, work: Work) -> None:
    loop = asyncio.get_running_loop()
    began = loop.time()
    await asyncio.to_thread(readiness.prepare, work.warm)
    say("not ready" if readiness.why else "ready", version=geo.__version__,
        seconds=round(loop.time() - began, 1), memory_mb=memory_mb())


async def _beat(work: Work) -> None:
    while True:
        await asyncio.sleep(BEAT_S)
        say("load", sessions=work.sessions(), memory_mb=memory_mb(),
            cpu_s=round(resource.getrusage(resource.RUSAGE_SELF).ru_utime, 1))


def memory_mb() -> float | None:
    """Return the memory that the process holds now, in megabytes; None where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return None
    return round(pages * resource.getpagesize() / 1e6, 1)
