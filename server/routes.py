"""All that is served beside the page, and what stands around it."""

from collections.abc import Callable
from dataclasses import dataclass

from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from geo.workspace import Workspace
from server.cards import HeadOfThePage, card_routes
from server.data import data_routes
from server.public import configured
from server.views import Views


@dataclass(frozen=True)
class Beside:
    """The routes beside the page, and the layers around page and routes, the outermost first."""

    routes: list[BaseRoute]
    middleware: list[Middleware]


def beside(workspace: Callable[[], Workspace]) -> Beside:
    """Return what is served beside the page; the data is loaded when the first address is asked for.

    Raises
    ------
    FormatError
        If ATLAS_ADDRESS is no address.
    """
    address = configured()
    views = Views(workspace, address)
    return Beside([data_routes(workspace), *card_routes(views, address)],
                  [Middleware(HeadOfThePage, views=views, address=address)])
