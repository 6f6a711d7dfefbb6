"""Answers over HTTP: strong ETags, 304, HEAD, gzip, and ranges of bytes for readers such as GDAL."""

import gzip
import hashlib
import re
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from layers.data.answer import Answer

LEVEL = 6  # of gzip
RANGE = re.compile(r"bytes=(\d{0,12})-(\d{0,12})", re.ASCII)
NO_GZIP = re.compile(r"gzip\s*;\s*q=0(?:\.0*)?\s*(?:,|$)")


@dataclass(frozen=True)
class Ready:
    """An answer ready to be sent: its bytes, plain and zipped (b'' for pictures), and its strong ETag."""

    content: bytes
    zipped: bytes
    media_type: str
    etag: str

    @property
    def weight(self) -> int:
        """The memory that it takes, in bytes."""
        return len(self.content) + len(self.zipped)

    @property
    def zipped_etag(self) -> str:
        """The ETag of the zipped bytes, which are other bytes."""
        return f'{self.etag[:-1]}-gzip"'


def ready(answer: Answer) -> Ready:
    """Return an answer with its ETag, a hash of its bytes."""
    picture = answer.media_type.startswith("image/")
    return Ready(answer.content, b"" if picture else gzip.compress(answer.content, LEVEL, mtime=0),
                 answer.media_type, f'"{hashlib.sha256(answer.content).hexdigest()[:32]}"')


def respond(request: Request, made: Ready, caching: str) -> Response:
    """Return the response to a GET or HEAD request; `caching` is the value of Cache-Control."""
    headers = {"Cache-Control": caching, "Vary": "Accept-Encoding", "X-Content-Type-Options": "nosniff",
               "Accept-Ranges": "bytes"}
    known = [tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")]
    for tag in (made.etag, made.zipped_etag):
        if tag in known or "*" in known:
            return Response(status_code=304, headers={**headers, "ETag": tag})
    wanted = RANGE.fullmatch(request.headers.get("range", ""))
    if wanted and any(wanted.groups()) and request.headers.get("if-range", made.etag) == made.etag:
        return _part(request, made, wanted.groups(), headers)
    if made.zipped and _takes_gzip(request):
        headers |= {"Content-Encoding": "gzip", "ETag": made.zipped_etag}
        return _sent(request, made.zipped, 200, headers, made.media_type)
    return _sent(request, made.content, 200, {**headers, "ETag": made.etag}, made.media_type)


def _takes_gzip(request: Request) -> bool:
    wanted = request.headers.get("accept-encoding", "").lower()
    return "gzip" in wanted and not NO_GZIP.search(wanted)


def _part(request: Request, made: Ready, wanted: tuple[str, ...], headers: dict[str, str]) -> Response:
    """Return one range of the plain bytes: from a byte on, up to one, or the last so many."""
    size = len(made.content)
    first, last = wanted
    start = int(first) if first else max(0, size - int(last))
    end = min(int(last), size - 1) if first and last else size - 1
    if start > end:
        return Response(status_code=416, headers={**headers, "Content-Range": f"bytes */{size}"})
    headers |= {"ETag": made.etag, "Content-Range": f"bytes {start}-{end}/{size}"}
    return _sent(request, made.content[start:end + 1], 206, headers, made.media_type)


def _sent(request: Request, content: bytes, status: int, headers: dict[str, str],
          media_type: str) -> Response:
    sized = {**headers, "Content-Length": str(len(content))}
    return Response(b"" if request.method == "HEAD" else content, status, sized, media_type)
