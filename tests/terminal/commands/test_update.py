"""The command that carries the record on: what it shows, and that it writes only when asked to."""

import functools
import json
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from geo.world import World
from tests.conftest import SHARED

Run = Callable[..., tuple[int, str, str]]
ARCHIVE = SHARED / "reference" / "deepstate"
END = date(2026, 8, 22)
pytestmark = pytest.mark.skipif(not ARCHIVE.is_dir(), reason="the archive files are not here")


@pytest.fixture
def saved(world: World, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The world with a record that ends earlier, and how many events each call of `save` was to write."""
    record = world.record
    shorter = replace(record, changes=record.changes[record.changes["date"] <= END].reset_index(drop=True),
                      periods=tuple(period for period in record.periods if period.last <= END))
    calls: list[int] = []
    monkeypatch.setattr("terminal.update.loaded", lambda: replace(world, record=shorter))
    monkeypatch.setattr("terminal.update.save", lambda _, proposal, __: calls.append(len(proposal.events)))
    return calls


def test_it_shows_days_settlements_and_ground(run: Run, saved: list[int]) -> None:
    code, out, err = run("update", "--archive", str(ARCHIVE))
    assert (code, err, saved) == (0, "", [])
    assert "22 September 2026 and 10 October 2026 (4 earlier days passed over)" in out
    assert "Derylove" in out
    assert "km²" in out
    assert out.rstrip().endswith("Nothing has been written; --write adds this to the record.")


def test_in_ukrainian_it_says_nothing_in_english(run: Run, saved: list[int]) -> None:
    code, out, err = run("update", "--archive", str(ARCHIVE), "--language", "uk")
    assert (code, err, saved) == (0, "", [])
    assert "22 вересня 2026\u00a0р. і 10 жовтня 2026\u00a0р. (4 раніші дні пропущено)" in out
    assert "Дерилове" in out
    assert not re.findall(r"(?<!--)\b[A-Za-z]{2,}", out)


def test_it_writes_when_asked_to(run: Run, saved: list[int]) -> None:
    code, out, err = run("update", "--archive", str(ARCHIVE), "--write", "--json")
    value = json.loads(out)
    assert (code, err) == (0, "")
    assert saved == [len(value["events"])] == [26]
    assert value["written"]
    assert value["days"] == ["2026-09-22", "2026-10-10"]


def test_with_nothing_new_it_says_so(run: Run) -> None:
    code, out, err = run("update", "--archive", str(ARCHIVE))
    assert (code, err) == (0, "")
    assert out == "Nothing new: the record already reaches 10 October 2026.\n"


@pytest.mark.parametrize("archive, words", [
    ("ftp://example.org", "neither a folder nor a plain web address"),
    ("https://user@example.org/", "neither a folder nor a plain web address"),
    ("/nowhere/at/all", "cannot be read as a folder"),
    ("http://127.0.0.1:9/", "could not be reached"),
])
def test_an_archive_that_cannot_be_read_is_one_sentence(archive: str, words: str, run: Run) -> None:
    code, out, err = run("update", "--archive", archive)
    assert (code, out) == (2, "")
    assert words in err
    assert err.count("\n") == 1
    assert "bundled line" not in err


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def served() -> Iterator[str]:
    """The archive's folder as a web server of this machine gives it."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(ARCHIVE)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_an_archive_on_the_web_gives_the_same(
    served: str, run: Run, saved: list[int], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It is asked for every day; days that it does not have stay unknown."""
    class Until(date):
        @classmethod
        def today(cls) -> "Until":
            return cls(2026, 10, 12)

    monkeypatch.setattr("terminal.update.date", Until)
    local = json.loads(run("update", "--archive", str(ARCHIVE), "--json")[1])
    code, out, err = run("update", "--archive", served, "--json")
    assert (code, err, saved) == (0, "", [])
    assert json.loads(out) == {**local, "passed_over": []}
