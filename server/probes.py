"""Routes for those who run the server: whether it is ready, and what it runs."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

import geo
from geo.outcomes.figures import FIGURES_CHANGED
from geo.world import World
from server.readiness import Readiness

FRESH = {"Cache-Control": "no-store"}
RETRY_S = 5


def probes(readiness: Readiness, world: Callable[[], World], prefix: str = "") -> list[Route]:
    """Return the routes `/ready` (200 or 503) and `/version`, below the prefix of the page.

    The data that `/version` names is what the process works with, not what is on the disk by now; it is
    left out until the process is ready.
    """

    async def ready(_request: Request) -> JSONResponse:
        why = readiness.why
        if not why:
            return JSONResponse({"ready": True}, headers=FRESH)
        return JSONResponse({"ready": False, "why": why}, 503, {**FRESH, "Retry-After": str(RETRY_S)})

    async def version(_request: Request) -> JSONResponse:
        known = {} if readiness.why else _data_of(world())
        return JSONResponse({"version": geo.__version__, "figures_changed": FIGURES_CHANGED, **known},
                            headers=FRESH)

    return [Route(f"{prefix}/ready", ready), Route(f"{prefix}/version", version)]


def _data_of(world: World) -> dict[str, str]:
    return {"data_version": world.version, "first_day": world.periods[0].first.isoformat(),
            "last_day": world.periods[-1].last.isoformat()}
