"""What stands around every request to the page and its routes."""

from collections.abc import Callable

from starlette.middleware import Middleware

from geo.workspace import Workspace


def middleware(_workspace: Callable[[], Workspace]) -> list[Middleware]:
    """Return the layers around page and routes, the outermost first."""
    return []
