"""Cards over HTTP: the picture, the oEmbed answer, and the head of the page."""

from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo.errors import N_, GeoError
from geo.last_resort import last_resort
from layers.card.card import Card, is_ours
from layers.card.embedding import ForeignAddress, as_xml, embedding, query_within
from layers.card.head import EMBEDDING, PICTURE, with_card
from layers.data.question import AddressError
from server.answer import respond
from server.faults import NotOffered, answered
from server.prefix import path_within
from server.public import base_of
from server.views import Views, read_text

CACHING = "public, max-age=86400"
NOT_FORWARDED = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range", b"if-range"}
"""Headers that would make the page come zipped, in part, or not at all."""
MAX_PX = 10_000


def card_routes(views: Views, address: str | None, prefix: str = "") -> list[Route]:
    """Return the routes of pictures and of oEmbed.

    `address` is the public one, if it is set, and `prefix` what precedes all paths.
    """

    @answered("the picture of an address")
    async def card_picture(request: Request) -> Response:
        choice = await views.choice(read_text(request.scope["query_string"]))
        return respond(request, await views.picture(choice), CACHING)

    @answered("embedding an address")
    async def oembed(request: Request) -> Response:
        asked = read_text(request.scope["query_string"])
        written = asked.get("format", "json")
        if written not in ("json", "xml"):
            raise NotOffered(N_("There is no such format; there are json and xml."))
        base = address or base_of(request.scope, prefix)
        if base is None or not asked.get("url"):
            raise ForeignAddress(N_("oEmbed needs 'url', an address of this page."))
        choice = await views.choice(query_within(asked["url"], base))
        value = embedding(await views.card(choice), choice, views.version, base,
                          (_pixels(asked, "maxwidth"), _pixels(asked, "maxheight")))
        open_to_all = {"Access-Control-Allow-Origin": "*", "Cache-Control": "public, max-age=3600"}
        if written == "xml":
            return Response(as_xml(value), headers=open_to_all, media_type="text/xml")
        return JSONResponse(value, headers=open_to_all)

    return [Route(f"{prefix}/{PICTURE}", card_picture, methods=["GET", "HEAD"]),
            Route(f"{prefix}/{EMBEDDING}", oembed, methods=["GET"])]


def _pixels(asked: dict[str, str], name: str) -> int | None:
    text = asked.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= 5 and 0 < int(text) <= MAX_PX):
        raise AddressError(N_("'{name}' is no number of pixels."), name=name)
    return int(text)


class HeadOfThePage:
    """Puts the card of the address into the head of the page, and leaves all else as it is.

    The page is what the wrapped application answers at the prefix. If a card cannot be made, the page goes
    out without one.
    """

    def __init__(self, app: ASGIApp, views: Views, address: str | None, prefix: str = "") -> None:
        self.app, self.views, self.address, self.prefix = app, views, address, prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or not self._is_page(scope):
            await self.app(scope, receive, send)
            return
        plain = {**scope, "method": "GET",
                 "headers": [pair for pair in scope["headers"] if pair[0].lower() not in NOT_FORWARDED]}
        start: dict[str, Any] = {}
        parts: list[bytes] = []

        async def collect(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            elif message["type"] == "http.response.body":
                parts.append(message.get("body", b""))

        await self.app(plain, receive, collect)
        content = b"".join(parts)
        kind = Headers(raw=start["headers"]).get("content-type", "")
        if start["status"] == 200 and kind.startswith("text/html"):
            content = await self._with_card(scope, content)
            headers = MutableHeaders(raw=list(start["headers"]))
            for name in ("etag", "last-modified", "accept-ranges"):
                del headers[name]
            headers["Content-Length"] = str(len(content))
            start["headers"] = headers.raw
        await send(start)
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else content})

    def _is_page(self, scope: Scope) -> bool:
        return path_within(scope) in ((f"{self.prefix}/",) if self.prefix else ("", "/"))

    async def _with_card(self, scope: Scope, content: bytes) -> bytes:
        with last_resort("the server: the card of an address", lambda _: None):
            try:
                query = read_text(scope["query_string"])
            except AddressError:
                query = {}
            try:
                choice = await self.views.choice(query)
                card: Card = await self.views.card(choice)
            except GeoError:
                return content
            base = self.address or base_of(scope, self.prefix)
            return with_card(content.decode("utf-8"), card, base, pictured=is_ours(choice)).encode()
        return content
