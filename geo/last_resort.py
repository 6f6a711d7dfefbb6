"""What nobody foresaw: it is written to a log, and whoever asked is told so; nothing else falls with it."""

import hashlib
import os
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from geo.paths import state_folder

MAX_LOG_BYTES = 1_000_000
MAX_ENTRY = 20_000
"""Characters of one entry: a message may repeat what somebody brought."""


@dataclass(frozen=True)
class LoggedFault:
    """An unforeseen fault as it stands in the log."""

    kind: str
    """Name of the exception's class."""
    reference: str
    """Eight hexadecimal digits, the same whenever the same code fails in the same way."""
    log: Path
    written: bool
    """Whether the log could be written."""


@contextmanager
def last_resort(doing: str, tell: Callable[[LoggedFault], None]) -> Iterator[None]:
    """Log an unforeseen fault and tell of it, instead of letting it through.

    The one place in the project that catches every `Exception`. Faults that are foreseen, the family
    of `GeoError`, are to be answered before they come here; Streamlit's own signals are no `Exception`.

    Parameters
    ----------
    doing
        What was being done, for the log.
    tell
        Called with the logged fault; the words are up to the front end.
    """
    try:
        yield
    except Exception as fault:
        tell(log_fault(fault, doing))


def log_file() -> Path:
    """The log: ATLAS_LOG, else a file in the user's state folder."""
    named = os.environ.get("ATLAS_LOG")
    return Path(named) if named else state_folder() / "atlas.log"


def log_fault(fault: Exception, doing: str) -> LoggedFault:
    """Append a fault with its traceback to the log; a log that is full starts anew, with one kept."""
    text = "".join(traceback.format_exception(fault))
    frames = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(fault.__traceback__)]
    reference = hashlib.sha256("\n".join([type(fault).__name__, *frames]).encode()).hexdigest()[:8]
    now = datetime.now(UTC).isoformat(timespec="seconds")
    log, written = log_file(), True
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        if log.is_file() and log.stat().st_size > MAX_LOG_BYTES:
            log.replace(log.with_name(f"{log.name}.1"))
        with log.open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"{now} {reference} {doing}\n{text[-MAX_ENTRY:]}\n")
    except (OSError, ValueError):
        written = False
    return LoggedFault(type(fault).__name__, reference, log, written)
