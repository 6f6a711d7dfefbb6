"""All that is served beside the page, and what stands around it."""

from collections.abc import Callable
from dataclasses import dataclass

from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from geo.workspace import Workspace
from server.cards import HeadOfThePage, card_routes
from server.data import data_routes
from server.prefix import UnderPrefix
from server.public import configured
from server.views import Views


@dataclass(frozen=True)
class Beside:
    """The routes beside the page, and the layers around page and routes, the outermost first."""

    routes: list[BaseRoute]
    middleware: list[Middleware]


def beside(workspace: Callable[[], Workspace], prefix: str = "") -> Beside:
    """Return what is served beside the page.

    Parameters
    ----------
    workspace
        Returns the workspace; the data is loaded when the first address is asked for.
    prefix
        What precedes all paths, the page's own among them, as `server.prefix.prefix_of` writes it.

    Raises
    ------
    FormatError
        If ATLAS_ADDRESS is no address.
    """
    address = configured()
    views = Views(workspace, address)
    put_back = [Middleware(UnderPrefix, prefix=prefix)] if prefix else []
    return Beside([data_routes(workspace, prefix), *card_routes(views, address, prefix)],
                  [*put_back, Middleware(HeadOfThePage, views=views, address=address, prefix=prefix)])
