"""The page in a folder of its host: every route answers there, and every address in the head leads there."""

import json
import time
import urllib.request
from collections.abc import Iterator
from urllib.error import HTTPError
from urllib.parse import quote

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket

from server.prefix import UnderPrefix, prefix_of
from server.public import base_of
from tests.support.browsing.browser import PATIENCE_S, serving
from tests.support.browsing.heads import Head
from tests.support.browsing.reader import ROOT

FOLDER = "atlas/plans"
QUERY = "?plan=us-28-point&on=2025-11-21"
VARIABLE = "STREAMLIT_SERVER_BASE_URL_PATH"
PATHS = ["data/index.json", "data/changes.atom", "data/us-28-point/2025-11-21.csv", f"card.png{QUERY}",
         "ready", "version", "_stcore/health"]


@pytest.mark.parametrize(("folder", "prefix"), [
    ("", ""), ("/", ""), ("plans", "/plans"), ("/plans/", "/plans"), ("a/b/", "/a/b")])
def test_a_folder_is_written_in_any_way(folder: str, prefix: str) -> None:
    assert prefix_of(folder) == prefix


@pytest.mark.parametrize("within", ["", "/around"])
@pytest.mark.parametrize(("asked", "told"), [
    ("/plans/", "/plans/"), ("/plans", "/plans"), ("/plans/x", "/plans/x"), ("/", "/plans/"),
    ("/x", "/plans/x"), ("/plansx", "/plans/plansx"), ("/x/plans/", "/plans/x/plans/")])
def test_what_a_proxy_took_off_is_put_back(asked: str, told: str, within: str) -> None:
    async def say(request: Request) -> PlainTextResponse:
        return PlainTextResponse(request.scope["path"])

    async def stream(socket: WebSocket) -> None:
        await socket.accept()
        await socket.send_text(socket.scope["path"])
        await socket.close()

    page = Starlette(routes=[Route("/{path:path}", say), WebSocketRoute("/{path:path}", stream)])
    inner = UnderPrefix(page, "/plans")
    client = TestClient(Starlette(routes=[Mount(within, inner)]) if within else inner)
    assert client.get(f"{within}{asked}").text == f"{within}{told}"
    with client.websocket_connect(f"{within}{asked}") as line:
        assert line.receive_text() == f"{within}{told}"


def test_the_address_of_the_page_has_the_folder_escaped() -> None:
    scope = {"type": "http", "scheme": "https", "headers": [(b"host", b"host.example")], "root_path": "/a"}
    assert base_of(scope, "/плани") == f"https://host.example/a/{quote('плани')}"
    assert base_of(scope) == "https://host.example/a"


@pytest.fixture(scope="module", params=["variable", "option"])
def served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the host, without the folder that the page is told it lies in."""
    options = ["--server.baseUrlPath", f"/{FOLDER}/"] if request.param == "option" else []
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("ATLAS_ADDRESS", raising=False)
        if request.param == "variable":
            patch.setenv(VARIABLE, FOLDER)
        with serving(ROOT, tmp_path_factory.mktemp("folder"), "serve.py", *options) as address:
            end = time.monotonic() + PATIENCE_S
            while fetched(f"{address}ready")[0] != 200 and time.monotonic() < end:
                time.sleep(0.1)
            yield address


def fetched(address: str) -> tuple[int, bytes]:
    """Return status and body of an answer."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(address, timeout=120) as answer:
            return answer.status, answer.read()
    except HTTPError as refused:
        return refused.code, refused.read()


@pytest.mark.slow
def test_every_kind_of_route_answers_with_and_without_the_folder(served: str) -> None:
    for path in PATHS:
        below = fetched(f"{served}{FOLDER}/{path}")
        assert below[0] == 200, path
        assert not below[1].startswith(b"<!"), f"{path} is answered by the page itself"
        assert fetched(f"{served}{path}") == below, path
    status, said = fetched(f"{served}{FOLDER}/data/nowhere/2025-11-21.csv")
    assert (status, set(json.loads(said))) == (404, {"error"})


@pytest.mark.slow
def test_the_head_leads_to_addresses_below_the_folder(served: str) -> None:
    page = f"{served}{FOLDER}/"
    for address in (f"{page}{QUERY}", f"{served}{QUERY}"):
        head = Head(fetched(address)[1].decode("utf-8"))
        assert head.links["canonical"] == head.meta["og:url"] == f"{page}{QUERY}"
        assert head.meta["og:image"] == f"{page}card.png{QUERY}"
        assert head.links["application/atom+xml"] == f"{page}data/changes.atom"
        assert head.links["application/json+oembed"].startswith(f"{page}oembed?")
        status, told = fetched(head.links["application/json+oembed"])
        value = json.loads(told)
        assert status == 200
        assert value["provider_url"] == page
        assert value["thumbnail_url"] == head.meta["og:image"]
        assert value["html"].startswith(f'<iframe src="{page}?plan=us-28-point')
    assert fetched(f"{served}{FOLDER}/oembed?url={quote(f'{served}{QUERY}', safe='')}")[0] == 404, \
        "an address outside of the folder is none of the page"
