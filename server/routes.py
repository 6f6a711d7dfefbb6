"""All routes that are served beside the page."""

from collections.abc import Callable

from starlette.routing import BaseRoute

from geo.workspace import Workspace


def routes(_workspace: Callable[[], Workspace]) -> list[BaseRoute]:
    """Return the routes; the data is loaded when the first of them is asked."""
    return []
