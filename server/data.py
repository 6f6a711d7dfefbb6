"""The routes of data: `/data/...`, open to other web pages."""

from collections.abc import Callable
from functools import cache, partial

from anyio import to_thread
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from geo.workspace import Workspace
from layers.data.answer import answer
from layers.data.question import FOLDER, Question, read_path
from layers.data.source import Live
from server.answer import Ready, ready, respond
from server.faults import answered
from server.prepared import Prepared

AT_ONCE, WAITING, MAX_BYTES = 1, 24, 64_000_000
"""One answer is computed at a time, so that the page keeps a processor."""

CACHING = "public, max-age=3600, stale-while-revalidate=86400"
"""For an hour no cache asks again; afterwards the ETag decides."""

OPEN = Middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "HEAD"],
                  allow_headers=["If-None-Match", "If-Range", "Range"],
                  expose_headers=["Accept-Ranges", "Content-Length", "Content-Range", "ETag"])
"""Every web page may read data; none can send anything."""


def data_routes(workspace: Callable[[], Workspace], prefix: str = "") -> Mount:
    """Return the routes below `/data`, which lies below the prefix of the page."""
    prepared: Prepared[Ready] = Prepared(AT_ONCE, WAITING, MAX_BYTES, lambda made: made.weight)

    @cache
    def live() -> Live:
        return Live(workspace())

    def read(path: str) -> Question:
        return read_path(path, live().library, live().world.periods)

    @answered("an address of data")
    async def data(request: Request) -> Response:
        question = await to_thread.run_sync(read, request.path_params["path"])
        made = await prepared.get(question, partial(_made, question, live))
        return respond(request, made, CACHING)

    return Mount(f"{prefix}/{FOLDER}", routes=[Route("/{path:path}", data, methods=["GET", "HEAD"])],
                 middleware=[OPEN])


def _made(question: Question, live: Callable[[], Live]) -> Ready:
    return ready(answer(question, live()))
