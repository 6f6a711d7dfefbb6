"""Handling of unexpected exceptions: they are logged and reported, and the rest keeps working."""

import hashlib
import json
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from geo.paths import ROOT, state_folder
from geo.settings.variables import LOG, LOG_FORMAT

MAX_LOG_BYTES = 1_000_000
STANDARD_ERROR = Path("/dev/stderr")
"""What a reader is told when ATLAS_LOG is `-`; it is not opened."""
MAX_ENTRY = 20_000
"""Maximum length of an entry in characters; a message may quote a reader's input."""
MAX_FRAMES = 40


@dataclass(frozen=True)
class LoggedFault:
    """The log entry of an unexpected exception."""

    kind: str
    """Class name of the exception."""
    reference: str
    """Eight hexadecimal digits that identify the exception class and the stack of calls."""
    log: Path
    written: bool
    """Whether the log could be written to."""


@contextmanager
def last_resort(doing: str, tell: Callable[[LoggedFault], None]) -> Iterator[None]:
    """Log and report an unexpected exception instead of letting it propagate.

    This is the only place in the project that catches every `Exception`. Expected errors, subclasses of
    `GeoError`, must be handled before they get here; Streamlit's control-flow signals do not derive from
    `Exception`.

    Parameters
    ----------
    doing
        What was being done, for the log.
    tell
        Called with the logged fault; the front end supplies the wording.
    """
    try:
        yield
    except Exception as fault:
        tell(log_fault(fault, doing))


def log_file() -> Path:
    """Return the path of the log: ATLAS_LOG, or a file in the user's state folder."""
    named = LOG.text()
    if named == "-":
        return STANDARD_ERROR
    return Path(named) if named else state_folder() / "atlas.log"


def log_fault(fault: Exception, doing: str) -> LoggedFault:
    """Append an exception with its traceback to the log, which is rotated once it is full."""
    frames = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(fault.__traceback__)]
    reference = hashlib.sha256("\n".join([type(fault).__name__, *frames]).encode()).hexdigest()[:8]
    log, written = log_file(), True
    try:
        _write(log, _entry(fault, reference, doing))
    except (OSError, ValueError):
        written = False
    return LoggedFault(type(fault).__name__, reference, log, written)


def _entry(fault: Exception, reference: str, doing: str) -> str:
    """Return an entry: with the traceback, or as JSON, without the messages in it."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    if LOG_FORMAT.word() == "json":
        return json.dumps({"time": now, "level": "error", "logger": "atlas", "event": "fault",
                           "reference": reference, "doing": doing, "kind": type(fault).__name__,
                           "stack": frames_of(fault)}) + "\n"
    text = "".join(traceback.format_exception(fault))
    return f"{now} {reference} {doing}\n{text[-MAX_ENTRY:]}\n"


def _write(log: Path, entry: str) -> None:
    if log == STANDARD_ERROR:
        sys.stderr.write(entry)
        sys.stderr.flush()
        return
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.is_file() and log.stat().st_size > MAX_LOG_BYTES:
        log.replace(log.with_name(f"{log.name}.1"))
    with log.open("a", encoding="utf-8", errors="backslashreplace") as file:
        file.write(entry)


def frames_of(fault: BaseException) -> list[str]:
    """Return the calls that led to an exception, the first one first: file, line and function."""
    frames = traceback.extract_tb(fault.__traceback__)[-MAX_FRAMES:]
    return [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]


def _short(filename: str) -> str:
    path = Path(filename)
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else "/".join(path.parts[-3:])
