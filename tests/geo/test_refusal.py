"""Why the operating system refused: in words, and the same in English as the system says it."""

import errno
import os
import socket
from pathlib import Path

import pytest

from geo.errors import Words
from geo.writing.refusal import REASONS, why_refused
from geo.writing.whole_file import not_written
from tests.conftest import ROOT

TELLS = {"geo/writing/refusal.py", "geo/line_sources/archive.py", "layers/export/geopackage.py"}


@pytest.mark.parametrize("number", [number for number in REASONS if number > 0])
def test_the_words_are_those_of_the_system(number: int) -> None:
    found = why_refused(OSError(number, os.strerror(number)))
    assert isinstance(found, Words)
    assert found == os.strerror(number)
    fault = not_written(Path("a.csv"), OSError(number, os.strerror(number)))
    assert str(fault) == f"a.csv cannot be written: {os.strerror(number)}."
    assert isinstance(fault.words.values["why"], Words)


def test_any_other_reason_is_told_as_the_system_says_it() -> None:
    assert errno.EPROTO not in REASONS
    assert why_refused(OSError(errno.EPROTO, "Protocol error")) == "Protocol error"
    assert why_refused(OSError("no number")) == "no number"
    assert why_refused(TimeoutError()) == "TimeoutError"
    assert isinstance(why_refused(socket.gaierror(socket.EAI_NONAME, "unknown")), Words)


def test_no_message_takes_the_reason_from_the_system_itself() -> None:
    rooms = ("geo", "layers", "page", "terminal", "server", "atlas")
    modules = [path for room in rooms for path in (ROOT / room).rglob("*.py")]
    found = {path.relative_to(ROOT).as_posix() for path in modules
             if "strerror" in path.read_text(encoding="utf-8")}
    assert found == TELLS
    assert "strerror" not in (ROOT / "cli.py").read_text(encoding="utf-8")
