"""The server's log: JSON lines without anything of a reader, and the same of faults."""

import json
import logging
import subprocess
import sys
from pathlib import Path

import pytest

from geo.last_resort import STANDARD_ERROR, last_resort, log_file
from server.log import OURS, JsonLines
from tests.conftest import ROOT

ADDRESS, QUERY, NAME = "192.0.2.7", "/?title=private", "my-line.geojson"


def line(logger: str, message: str, *values: object, fault: BaseException | None = None,
         **more: object) -> dict[str, object]:
    """Return what is written for a record."""
    details = (type(fault), fault, fault.__traceback__) if fault else None
    record = logging.makeLogRecord({"name": logger, "msg": message, "args": values, "levelno": logging.INFO,
                                    "levelname": "INFO", "exc_info": details, **more})
    text = JsonLines().format(record)
    assert "\n" not in text
    assert not any(word in text for word in (ADDRESS, "private", NAME)), text
    entry = json.loads(text)
    assert isinstance(entry, dict)
    return entry


def test_values_in_a_message_are_left_out() -> None:
    assert line("uvicorn.error", '%s - "WebSocket %s" [accepted]', ADDRESS, QUERY)["message"].startswith("%s")
    assert line("streamlit", f"cannot read {NAME}")["message"] == ""


def test_of_a_fault_there_are_class_and_calls_but_no_message() -> None:
    try:
        int(NAME)
    except ValueError as fault:
        entry = line("streamlit", "Uncaught", fault=fault)
    assert entry["kind"] == "ValueError"
    assert entry["stack"] == [f"tests/operations/test_log.py:{number_of('int(NAME)')} "
                              "test_of_a_fault_there_are_class_and_calls_but_no_message"]


def number_of(words: str) -> int:
    lines = Path(__file__).read_text(encoding="utf-8").splitlines()
    return 1 + next(number for number, text in enumerate(lines) if text.strip() == words)


def test_our_events_have_their_values() -> None:
    entry = line(OURS.name, "load", fields={"sessions": 3, "memory_mb": 412.5})
    assert (entry["event"], entry["sessions"], entry["memory_mb"]) == ("load", 3, 412.5)


def test_an_unforeseen_fault_is_one_line_on_standard_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ATLAS_LOG", "-")
    monkeypatch.setenv("ATLAS_LOG_FORMAT", "json")
    told = []
    with last_resort("a test", told.append):
        int(NAME)
    said = capsys.readouterr().err
    entry = json.loads(said)
    assert (entry["event"], entry["kind"], entry["doing"]) == ("fault", "ValueError", "a test")
    assert entry["reference"] == told[0].reference
    assert NAME not in said
    assert (log_file(), told[0].written) == (STANDARD_ERROR, True)


PROGRAM = """
import logging, threading, warnings
from server.log import configure, hand_on, leave_out_readers, say
logging.getLogger("uvicorn.error").addHandler(logging.StreamHandler())
logging.getLogger("uvicorn.error").setLevel(logging.INFO)
leave_out_readers()
configure()
logging.getLogger("uvicorn.error").info('%s - "WebSocket %s" [accepted]', "192.0.2.7", "/?title=private")
logging.getLogger("uvicorn.access").warning("192.0.2.7 /?title=private")
from page.state.streamlit_internals import log_through
from streamlit.logger import get_logger
old = get_logger("streamlit.old")
log_through(hand_on)
for logger in (old, get_logger("streamlit.new")):
    logger.warning("said by %s", "private")
warnings.warn("private")
say("ready", seconds=1.5)
def fail():
    raise ValueError("private")
thread = threading.Thread(target=fail)
thread.start()
thread.join()
raise KeyError("private")
"""


@pytest.mark.slow
def test_everything_that_a_server_says_is_such_a_line() -> None:
    done = subprocess.run([sys.executable, "-B", "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True,
                          check=False)
    assert done.stdout == ""
    assert "private" not in done.stderr
    assert ADDRESS not in done.stderr
    entries = [json.loads(text) for text in done.stderr.splitlines()]
    assert [(entry["logger"], entry.get("event") or entry.get("kind", "")) for entry in entries] == [
        ("streamlit.old", ""), ("streamlit.new", ""), ("py.warnings", ""), ("atlas", "ready"),
        ("atlas", "a fault that nothing caught"), ("atlas", "a fault that nothing caught")]
    assert [entry["kind"] for entry in entries[-2:]] == ["ValueError", "KeyError"]
