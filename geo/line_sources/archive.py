"""Fetching a day from the public DeepState archive, with a cache on disk.

This is the only network request in the project, and it is made only when a reader asks for it.
"""

import hashlib
import http.client
import os
import queue
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from geo.errors import N_, ArchiveError, FileError, SourceError, Words
from geo.line_sources.geojson import read_geojson
from geo.line_sources.polygons import MAX_BYTES
from geo.settings.variables import ARCHIVE
from geo.writing.refusal import why_refused
from geo.writing.whole_file import put_whole

VARIABLE = ARCHIVE.name
"""The environment variable with the address of another archive."""

PUBLIC = "https://raw.githubusercontent.com/cyterat/deepstate-map-data/main/data/"
TIMEOUT_S = 10.0
MAX_REDIRECTS = 3
CHUNK = 1 << 16
SCHEMES = ("http", "https")
REDIRECT_REFUSED = Words(N_("The archive led to an address that is not opened"))


def archive_address(environment: Mapping[str, str] = os.environ) -> str:
    """Return the address of the archive, with a trailing slash: from VARIABLE, or PUBLIC.

    Raises
    ------
    ArchiveError
        If it is not a valid http or https address.
    """
    address = ARCHIVE.text(environment) or PUBLIC
    if not is_web_address(address):
        raise ArchiveError(N_("{variable} is no address of an archive (http or https); the bundled line is "
                              "shown."), variable=VARIABLE)
    return address.rstrip("/") + "/"


def is_web_address(text: str) -> bool:
    """Return whether a text is a plain http or https address, to which a file's name can be appended."""
    try:
        parts = urlsplit(text)
        return bool(parts.scheme in SCHEMES and parts.hostname and not parts.username
                    and not parts.query and not parts.fragment and parts.port != 0
                    and text.isascii() and text.isprintable() and " " not in text)
    except ValueError:
        return False


def file_of(day: date) -> str:
    """Return the name of a day's file in the archive."""
    return f"deepstatemap_data_{day:%Y%m%d}.geojson"


def fetch_day(day: date, cache: Path, address: str = PUBLIC, timeout_s: float = TIMEOUT_S) -> bytes:
    """Return a day's line of contact from the cache, or fetch it from the archive.

    Parameters
    ----------
    day
        Any day; the archive begins on 8 July 2024 and lacks a few days.
    cache
        A folder, created if necessary. A cached file is used only if it is a readable line. Failure to
        write to the cache is ignored.
    address
        See `archive_address`.
    timeout_s
        Time limit in seconds for the whole request: name lookup, connection, redirects and reading.

    Returns
    -------
    bytes
        GeoJSON with polygons, for `parse_control`.

    Raises
    ------
    ArchiveError
        If there is no line; the message is one sentence that says why.
    """
    kept = cache / f"{hashlib.sha256(address.encode()).hexdigest()[:12]}_{file_of(day)}"
    content = _kept(kept)
    if content is None:
        try:
            content = _downloaded(day, address, timeout_s)
        except ArchiveError as fault:
            raise ArchiveError(N_("{fault}; the bundled line is shown."), fault=fault.words) from fault
        _keep(kept, content)
    return content


def download_day(day: date, address: str = PUBLIC, timeout_s: float = TIMEOUT_S) -> bytes | None:
    """Take a day's line of contact from the archive; None if it has no such day.

    Raises
    ------
    ArchiveError
        One sentence on why nothing could be read.
    """
    try:
        return _downloaded(day, address, timeout_s)
    except _NoSuchDay:
        return None
    except ArchiveError as fault:
        raise ArchiveError(N_("{fault}."), fault=fault.words) from fault


class _NoSuchDay(ArchiveError):
    """The archive answered, and has nothing for the day."""


def _downloaded(day: date, address: str, timeout_s: float) -> bytes:
    content = _in_time(address + file_of(day), day, timeout_s)
    fault = _fault_of(content)
    if fault:
        raise ArchiveError(N_("The archive sent no line of contact for {day} ({fault:bare})"), day=day,
                           fault=fault)
    return content


def _kept(path: Path) -> bytes | None:
    """Return the content of a cached file if it exists and is valid."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError:
        return None
    return None if _fault_of(content) else content


def _keep(path: Path, content: bytes) -> None:
    """Keep a file for later if that is possible."""
    with suppress(OSError, FileError):
        path.parent.mkdir(parents=True, exist_ok=True)
        put_whole(path, content)


def _fault_of(content: bytes) -> Words | None:
    """Return what is wrong with a file from the archive, called 'it'; None if nothing is."""
    try:
        read_geojson(content, "it")
    except SourceError as fault:
        return fault.words
    return None


def _in_time(address: str, day: date, timeout_s: float) -> bytes:
    """Fetch in a thread and give up after the time limit, because a DNS lookup cannot be interrupted."""
    answers: queue.SimpleQueue[bytes | ArchiveError] = queue.SimpleQueue()
    until = time.monotonic() + timeout_s
    late = ArchiveError(N_("The archive could not be reached (timed out after {seconds:g} s)"),
                        seconds=timeout_s)

    def work() -> None:
        try:
            answers.put(_fetched(address, day, until))
        except ArchiveError as fault:
            answers.put(fault)
        except TimeoutError:
            answers.put(late)
        except urllib.error.URLError as fault:
            answers.put(late if isinstance(fault.reason, TimeoutError) else _failed(fault.reason))
        except (OSError, http.client.HTTPException, ValueError) as fault:
            answers.put(_failed(fault))

    threading.Thread(target=work, daemon=True, name="archive").start()
    try:
        answer = answers.get(timeout=timeout_s)
    except queue.Empty:
        raise late from None
    if isinstance(answer, ArchiveError):
        raise answer
    return answer


def _failed(why: object) -> ArchiveError:
    """Describe a failure by its kind or the system's own message, never by text from the server."""
    words = why_refused(why) if isinstance(why, OSError) and why.strerror else type(why).__name__
    return ArchiveError(N_("The archive could not be reached ({why})"), why=words)


def _fetched(address: str, day: date, until: float) -> bytes:
    """Download an address completely, within the time limit."""
    opener = urllib.request.OpenerDirector()
    # Without handlers for proxies, files, FTP and data URLs, none of these can be opened.
    for handler in (urllib.request.HTTPHandler(), urllib.request.HTTPSHandler(), _Redirects(),
                    urllib.request.HTTPErrorProcessor(), urllib.request.HTTPDefaultErrorHandler(),
                    urllib.request.UnknownHandler()):
        opener.add_handler(handler)
    request = urllib.request.Request(address, headers={"User-Agent": "ukraine-plan-atlas"})  # noqa: S310
    content = bytearray()
    try:
        with opener.open(request, timeout=_left(until)) as answer:
            while time.monotonic() < until:
                chunk = answer.read1(CHUNK)
                if not chunk:
                    return bytes(content)
                content += chunk
                if len(content) > MAX_BYTES:
                    raise ArchiveError(N_("The archive sent more than {most:g} MB"), most=MAX_BYTES / 1e6)
    except urllib.error.HTTPError as fault:
        fault.close()
        if fault.code in (404, 410):
            raise _NoSuchDay(N_("The archive has no line of contact for {day}"), day=day) from None
        if fault.code < 400:
            raise ArchiveError(REDIRECT_REFUSED) from None
        raise ArchiveError(N_("The archive answered with an error ({code})"), code=fault.code) from None
    raise TimeoutError


def _left(until: float) -> float:
    return max(until - time.monotonic(), 0.001)


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a few redirects, only to http and https, and never from https to http."""

    max_redirections = MAX_REDIRECTS
    max_repeats = MAX_REDIRECTS

    def redirect_request(self, req: urllib.request.Request, fp: Any, code: int, msg: str, headers: Any,
                         newurl: str) -> urllib.request.Request | None:
        allowed = ("https",) if req.type == "https" else SCHEMES
        if urlsplit(newurl).scheme not in allowed:
            fp.close()
            raise ArchiveError(REDIRECT_REFUSED)
        return super().redirect_request(req, fp, code, msg, headers, newurl)
