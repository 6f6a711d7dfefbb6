"""Data over HTTP: caches, ranges, other web pages, and refusals that are short and plain."""

import gzip
import json
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from geo.workspace import Workspace
from layers.data.answer import answer
from layers.data.question import Kind, Question, read_path
from layers.data.source import Live
from server import data
from server.faults import STATUSES
from tests.server.conftest import opened

PATH = "/data/us-28-point/2025-11-21.csv"


@pytest.fixture(scope="module")
def content(work: Workspace) -> bytes:
    """The bytes of PATH."""
    question = read_path(PATH.removeprefix("/data/"), work.library, work.world.periods)
    return answer(question, Live(work)).content


def test_the_bytes_are_those_of_the_answer(client: TestClient, content: bytes) -> None:
    found = client.get(PATH, headers={"Accept-Encoding": "identity"})
    assert (found.status_code, found.content) == (200, content)
    assert found.headers["content-type"].startswith("text/csv")
    assert found.headers["cache-control"].startswith("public, max-age=")
    assert found.headers["content-length"] == str(len(content))
    assert "content-encoding" not in found.headers


def test_a_strong_etag_answers_who_has_the_bytes_already(client: TestClient) -> None:
    plain = client.get(PATH, headers={"Accept-Encoding": "identity"}).headers["etag"]
    zipped = client.get(PATH, headers={"Accept-Encoding": "gzip"}).headers["etag"]
    assert plain.startswith('"')
    assert plain != zipped, "other bytes have another strong ETag"
    for tags in (plain, zipped, f"W/{plain}", f'"x", {plain}', "*"):
        for method in ("GET", "HEAD"):
            again = client.request(method, PATH, headers={"If-None-Match": tags})
            assert (again.status_code, again.content) == (304, b"")
            assert again.headers["etag"] in (plain, zipped)
            assert "cache-control" in again.headers
    assert client.get(PATH, headers={"If-None-Match": '"x"'}).status_code == 200
    other = client.get(PATH.replace("11-21", "11-22"), headers={"Accept-Encoding": "identity"})
    assert other.headers["etag"] != plain


def test_zipped_bytes_are_the_same_ones(client: TestClient, content: bytes) -> None:
    with client.stream("GET", PATH, headers={"Accept-Encoding": "gzip"}) as found:
        raw = b"".join(found.iter_raw())
    assert found.headers["content-encoding"] == "gzip"
    assert gzip.decompress(raw) == content
    assert len(raw) < len(content)
    assert "accept-encoding" in found.headers["vary"].lower()
    refused = client.get(PATH, headers={"Accept-Encoding": "gzip;q=0"})
    assert "content-encoding" not in refused.headers


def test_head_has_the_headers_and_no_body(client: TestClient, content: bytes) -> None:
    found = client.head(PATH, headers={"Accept-Encoding": "identity"})
    full = client.get(PATH, headers={"Accept-Encoding": "identity"})
    assert (found.status_code, found.content) == (200, b"")
    assert {**found.headers} == {**full.headers}


@pytest.mark.parametrize(("wanted", "part"), [
    ("bytes=0-99", slice(0, 100)), ("bytes=100-", slice(100, None)), ("bytes=-7", slice(-7, None)),
    ("bytes=5-5", slice(5, 6)), ("bytes=10-999999999", slice(10, None))])
def test_a_part_of_the_bytes_can_be_asked_for(
    wanted: str, part: slice, client: TestClient, content: bytes
) -> None:
    """GDAL reads a file over the network in parts."""
    found = client.get(PATH, headers={"Range": wanted})
    assert (found.status_code, found.content) == (206, content[part])
    first, last, size = map(int, re.findall(r"\d+", found.headers["content-range"]))
    assert (content[first:last + 1], size) == (content[part], len(content))


def test_parts_that_do_not_exist_or_are_of_other_bytes(client: TestClient, content: bytes) -> None:
    assert client.get(PATH, headers={"Range": "bytes=99999999-"}).status_code == 416
    assert client.get(PATH, headers={"Range": "bytes=9-3"}).status_code == 416
    for ignored in ("bytes=x-y", "bytes=-", "bytes=0-1,4-5", "lines=1-2"):
        assert client.get(PATH, headers={"Range": ignored}).content == content
    changed = client.get(PATH, headers={"Range": "bytes=0-9", "If-Range": '"x"'})
    assert (changed.status_code, changed.content) == (200, content)


def test_other_web_pages_may_read_and_nothing_else(client: TestClient) -> None:
    origin = {"Origin": "https://newsroom.example"}
    found = client.get(PATH, headers=origin)
    assert found.headers["access-control-allow-origin"] == "*"
    assert "etag" in found.headers["access-control-expose-headers"].lower()
    asked = client.options(PATH, headers={**origin, "Access-Control-Request-Method": "GET",
                                          "Access-Control-Request-Headers": "if-none-match"})
    assert asked.status_code == 200
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert client.request(method, PATH).status_code == 405
    refused = client.options(PATH, headers={**origin, "Access-Control-Request-Method": "DELETE"})
    assert refused.status_code == 400


@pytest.mark.parametrize(("path", "status"), [
    ("/data/nowhere/2025-11-21.csv", 404), ("/data/us-28-point/2025-11-31.csv", 404),
    ("/data/us-28-point/2019-11-21.csv", 404), ("/data/us-28-point/2025-11-21.exe", 404),
    ("/data/us-28-point/yesterday.csv", 400), ("/data/", 400), ("/data/x", 400),
    ("/data/%2e%2e/%2e%2e/etc/passwd", 400), ("/data/..%5C..%5Cetc.csv", 400),
    ("/data/us-28-point%00/2025-11-21.csv", 400), ("/data/<script>alert(1)</script>/2025-11-21.csv", 400),
    (f"/data/{'a' * 20_000}.csv", 400)])
def test_a_refusal_is_one_short_sentence(path: str, status: int, client: TestClient) -> None:
    found = client.get(path)
    assert found.status_code == status
    assert set(found.json()) == {"error"}
    assert len(found.content) < 500
    assert found.headers["content-type"] == "application/json"
    assert found.headers["cache-control"] == "no-store"


def test_a_line_break_in_an_address_adds_no_header(client: TestClient) -> None:
    found = client.get(f"{PATH}%0d%0aX-Evil:1")
    assert found.status_code == 404
    assert "x-evil" not in found.headers
    assert len(found.content) < 100


def test_every_error_has_a_status() -> None:
    assert set(STATUSES.values()) <= {400, 404, 501, 503}


def test_an_unexpected_fault_is_logged_and_not_shown(
    work: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "atlas.log"
    monkeypatch.setenv("ATLAS_LOG", str(log))

    def broken(_question: Question, _source: Live) -> None:
        raise ZeroDivisionError("a secret")

    monkeypatch.setattr(data, "answer", broken)
    with opened(lambda: work) as client:
        found = client.get(PATH)
    assert found.status_code == 500
    assert "secret" not in found.text
    assert found.json()["error"].rstrip(".").split()[-1] in log.read_text(encoding="utf-8")


def test_the_list_of_addresses_is_there(client: TestClient) -> None:
    value = json.loads(client.get("/data/index.json").content)
    assert set(value["addresses"]) == {kind.value for kind in Kind}
