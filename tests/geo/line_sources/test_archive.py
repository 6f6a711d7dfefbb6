"""Fetching a day from a possibly malicious archive: cached, and never incomplete."""

import http.server
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
import shapely

from geo.errors import ArchiveError
from geo.line_sources import archive
from geo.line_sources.archive import PUBLIC, VARIABLE, archive_address, fetch_day, file_of

DAY = date(2025, 11, 21)
LINE = shapely.to_geojson(shapely.box(34, 49, 35, 49.5)).encode()
PATIENCE_S = 30.0
"""Long enough for the slowest machine; only endless responses get less."""

Answer = Callable[[http.server.BaseHTTPRequestHandler], None]


def sent(content: bytes, code: int = 200, **headers: str) -> Answer:
    def answer(to: http.server.BaseHTTPRequestHandler) -> None:
        to.send_response(code)
        for name, value in headers.items():
            to.send_header(name, value)
        to.send_header("Content-Length", str(len(content)))
        to.end_headers()
        to.wfile.write(content)

    return answer


def endless(to: http.server.BaseHTTPRequestHandler) -> None:
    """A body that never ends, sent as fast as it is read."""
    to.send_response(200)
    to.end_headers()
    with suppress(OSError):
        while True:
            to.wfile.write(b"[" * 65536)


def cut_short(to: http.server.BaseHTTPRequestHandler) -> None:
    to.send_response(200)
    to.send_header("Content-Length", str(len(LINE)))
    to.end_headers()
    to.wfile.write(LINE[:40])


class Archive:
    """A local server that gives the same response to every request, and counts the requests."""

    def __init__(self) -> None:
        self.answer: Answer = sent(LINE)
        self.asked: list[str] = []
        self.stop = threading.Event()
        this = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                this.asked.append(self.path)
                with suppress(OSError):
                    this.answer(self)

            def log_message(self, *_: object) -> None: ...

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/days/"

    def silent(self, _to: http.server.BaseHTTPRequestHandler) -> None:
        """Send nothing until the test is over."""
        self.stop.wait(PATIENCE_S)

    def dripping(self, to: http.server.BaseHTTPRequestHandler) -> None:
        """Send a byte now and then, so that no single read takes long."""
        to.send_response(200)
        to.end_headers()
        while not self.stop.wait(0.02):
            to.wfile.write(b" ")

    def dripping_headers(self, to: http.server.BaseHTTPRequestHandler) -> None:
        to.wfile.write(b"HTTP/1.0 200 OK\r\nX: ")
        while not self.stop.wait(0.02):
            to.wfile.write(b"x")


@pytest.fixture
def server() -> Iterator[Archive]:
    here = Archive()
    thread = threading.Thread(target=here.server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield here
    here.stop.set()
    here.server.shutdown()
    thread.join()
    here.server.server_close()


def kept(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def test_a_day_is_fetched_once_and_then_cached(server: Archive, tmp_path: Path) -> None:
    cache = tmp_path / "made" / "when needed"
    assert fetch_day(DAY, cache, server.address, PATIENCE_S) == LINE
    assert server.asked == ["/days/deepstatemap_data_20251121.geojson"]
    assert [path.read_bytes() for path in kept(cache)] == [LINE]
    server.answer = sent(b"", 500)
    assert fetch_day(DAY, cache, server.address, PATIENCE_S) == LINE
    assert len(server.asked) == 1, "the network was asked for what is kept"


def test_the_cache_of_one_archive_is_not_used_for_another(server: Archive, tmp_path: Path) -> None:
    other = shapely.to_geojson(shapely.box(34, 49, 36, 49.5)).encode()
    assert fetch_day(DAY, tmp_path, server.address, PATIENCE_S) == LINE
    server.answer = sent(other)
    assert fetch_day(DAY, tmp_path, server.address + "v2/", PATIENCE_S) == other
    assert len(kept(tmp_path)) == 2


@pytest.mark.parametrize("broken", [b"", LINE[:-9], b"<html>", b"{}"])
def test_a_broken_cached_file_is_fetched_again(server: Archive, tmp_path: Path, broken: bytes) -> None:
    fetch_day(DAY, tmp_path, server.address, PATIENCE_S)
    (path,) = kept(tmp_path)
    path.write_bytes(broken)
    assert fetch_day(DAY, tmp_path, server.address, PATIENCE_S) == LINE
    assert len(server.asked) == 2
    assert path.read_bytes() == LINE


def test_a_read_only_cache_folder_is_not_an_error(server: Archive, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    assert fetch_day(DAY, tmp_path / "file", server.address, PATIENCE_S) == LINE
    assert (tmp_path / "file").read_bytes() == b"mine"


def test_a_redirect_to_another_web_address_is_followed(server: Archive, tmp_path: Path) -> None:
    def answer(to: http.server.BaseHTTPRequestHandler) -> None:
        (sent(LINE) if to.path == "/there" else sent(b"", 302, Location="/there"))(to)

    server.answer = answer
    assert fetch_day(DAY, tmp_path, server.address, PATIENCE_S) == LINE
    assert server.asked[1:] == ["/there"]


BAD: dict[str, tuple[Answer, str]] = {
    "no such day": (sent(b"404: Not Found", 404), "has no line of contact for 2025-11-21"),
    "an error": (sent(b"", 500), "answered with an error (500)"),
    "a refusal": (sent(b"", 403), "answered with an error (403)"),
    "an empty answer": (sent(b""), "sent no line of contact for 2025-11-21 (is no JSON"),
    "a page to log in": (sent(b"<html>"), "sent no line of contact for 2025-11-21 (is no JSON"),
    "an answer without ground": (sent(b'{"type": "FeatureCollection", "features": []}'), "holds no polygon"),
    "an answer cut short": (cut_short, "is no JSON"),
    "an endless answer": (endless, "sent more than 30 MB"),
    "to a file": (sent(b"", 302, Location="file:///etc/hostname"), "address that is not opened"),
    "to FTP": (sent(b"", 302, Location="ftp://127.0.0.1/x"), "address that is not opened"),
    "to data": (sent(b"", 301, Location="data:application/json,{}"), "address that is not opened"),
    "to nowhere": (sent(b"", 302), "address that is not opened"),
    "in a circle": (sent(b"", 302, Location="/days/again"), "address that is not opened"),
    "no web server": (lambda to: to.wfile.write(b"SSH-2.0-x\r\n"), "could not be reached (BadStatusLine)"),
    "nothing at all": (lambda _to: None, "could not be reached (RemoteDisconnected)"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_response_is_one_sentence_and_is_not_cached(server: Archive, tmp_path: Path, case: str) -> None:
    server.answer, said = BAD[case]
    with pytest.raises(ArchiveError) as fault:
        fetch_day(DAY, tmp_path, server.address, PATIENCE_S)
    message = str(fault.value)
    assert said in message
    assert message.startswith("The archive ")
    assert message.endswith("; the bundled line is shown.")
    assert message.isprintable()
    assert kept(tmp_path) == []
    assert len(server.asked) <= 1 + archive.MAX_REDIRECTS


@pytest.mark.parametrize("manner", ["silent", "dripping", "dripping_headers"])
def test_waiting_for_a_response_ends_after_the_time_limit(
    server: Archive, tmp_path: Path, manner: str
) -> None:
    """With a limit only on single reads, a byte now and then would block the reader forever."""
    server.answer = getattr(server, manner)
    with pytest.raises(ArchiveError) as fault:
        fetch_day(DAY, tmp_path, server.address, timeout_s=0.3)
    assert not server.stop.is_set()
    assert str(fault.value) == (
        "The archive could not be reached (timed out after 0.3 s); the bundled line is shown.")


def test_an_unreachable_machine_is_reported(server: Archive, tmp_path: Path) -> None:
    gone = Archive()
    gone.server.server_close()
    with pytest.raises(ArchiveError, match="could not be reached \\(Connection refused\\)"):
        fetch_day(DAY, tmp_path, gone.address, PATIENCE_S)


def test_no_proxy_from_the_environment_is_used(
    server: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    assert fetch_day(DAY, tmp_path, server.address, PATIENCE_S) == LINE


@pytest.mark.parametrize("address", ["file:///etc/", "ftp://127.0.0.1/", "/srv/days", "https://", "days",
                                     "https://a b/", "https://a/\n", "http://[/", "http://me:x@a/",
                                     "https://a/?x=1", "https://a/#x", "javascript:alert(1)", "http://a:x/"])
def test_only_a_web_address_is_accepted_as_an_archive(address: str) -> None:
    with pytest.raises(ArchiveError, match=f"^{VARIABLE} is no address of an archive"):
        archive_address({VARIABLE: f"{address}x" if address.endswith("\n") else address})


def test_the_address_comes_from_the_environment_or_is_the_public_one() -> None:
    assert archive_address({}) == archive_address({VARIABLE: " "}) == PUBLIC
    assert archive_address({VARIABLE: "http://127.0.0.1:8000/days"}) == "http://127.0.0.1:8000/days/"
    assert PUBLIC + file_of(date(2024, 7, 8)) == PUBLIC + "deepstatemap_data_20240708.geojson"


def test_a_file_is_never_fetched(tmp_path: Path) -> None:
    (tmp_path / file_of(DAY)).write_bytes(LINE)
    with pytest.raises(ArchiveError, match="could not be reached"):
        fetch_day(DAY, tmp_path / "cache", f"{tmp_path.as_uri()}/", PATIENCE_S)
