"""The routes beside a page that is no more than a head and a title, asked by a client in this process."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from geo.settings.variables import ADDRESS
from geo.workspace import Workspace
from server import views
from server.routes import beside

PAGE = ('<!DOCTYPE html>\n<html lang="en"><head><meta charset="UTF-8"><title>Streamlit</title></head>'
        '<body>x</body></html>')
PATIENCE_S = 600.0
"""A slow machine must not leave a card without its figures."""
BASE = "https://atlas.example.org/ua"

Open = Callable[[Callable[[], Workspace]], TestClient]


def page(request: Request) -> HTMLResponse:
    """The page as Streamlit would serve it."""
    return HTMLResponse(PAGE, headers={"ETag": '"page"', "Cache-Control": "no-cache"})


@contextmanager
def opened(workspace: Callable[[], Workspace]) -> Iterator[TestClient]:
    """A client of a page with everything beside it."""
    around = beside(workspace)
    app = Starlette(routes=[*around.routes, Route("/", page), Route("/other", page)],
                    middleware=around.middleware)
    with TestClient(app, base_url="http://localhost:8501") as client:
        yield client


@pytest.fixture(scope="module")
def client(work: Workspace) -> Iterator[TestClient]:
    """A client of the real country, at no public address."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(ADDRESS.name, raising=False)
        patch.setattr(views, "PATIENCE_S", PATIENCE_S)
        with opened(lambda: work) as found:
            yield found


@pytest.fixture(scope="module")
def public(work: Workspace) -> Iterator[TestClient]:
    """The same, with the public address set."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(ADDRESS.name, f"{BASE}/")
        patch.setattr(views, "PATIENCE_S", PATIENCE_S)
        with opened(lambda: work) as found:
            yield found
