"""The log of the server as JSON lines, without what readers typed or brought, and without their addresses.

A line has the constant part of a message and where it came from, but none of the values put into it, and of
an exception its class and its stack, but not its message: both may repeat addresses, queries or names of
files. Lines of the logger `atlas` are written by this project; their values are numbers and versions.
"""

import json
import logging
import sys
import threading
from datetime import UTC, datetime
from types import TracebackType

from geo.last_resort import frames_of

OURS = logging.getLogger("atlas")

REQUESTS = "uvicorn.access"
"""The log of single requests: a proxy has one that can leave readers out."""

CONNECTIONS, WEBSOCKET = "uvicorn.error", '"WebSocket %s"'
"""The log that has a line with address and query for every websocket, and what marks these."""

FIELDS = "fields"
"""The attribute of a record with the values of one of our lines."""

CUT = 300
"""The most characters of a message that is kept; longer ones are put together from values."""


class JsonLines(logging.Formatter):
    """Writes a record as one JSON object on one line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record."""
        entry: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(), "logger": record.name, **_said(record)}
        kind, fault, _trace = record.exc_info or (None, None, None)
        if kind is not None and fault is not None:
            entry |= {"kind": kind.__name__, "stack": frames_of(fault)}
        return json.dumps(entry, ensure_ascii=True)


def _said(record: logging.LogRecord) -> dict[str, object]:
    place = f"{record.module}:{record.lineno}"
    if record.name == OURS.name:
        return {"event": record.msg, **getattr(record, FIELDS, {})}
    if record.args and isinstance(record.msg, str):
        return {"message": record.msg[:CUT], "place": place}
    return {"message": "", "place": place}  # it may have been put together from values already


def say(event: str, **fields: str | float | None) -> None:
    """Log one of our events; the values may be nothing that comes from a reader."""
    OURS.info(event, extra={FIELDS: fields})


def configure() -> None:
    """Send all logs, warnings and faults of threads to standard error as JSON lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.captureWarnings(capture=True)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    OURS.setLevel(logging.INFO)
    for logger in logging.Logger.manager.loggerDict.values():
        if isinstance(logger, logging.Logger):
            hand_on(logger)
    sys.excepthook = _unforeseen
    threading.excepthook = lambda of: _unforeseen(of.exc_type, of.exc_value, of.exc_traceback)


def leave_out_readers() -> None:
    """Keep lines with the address or the query of a reader out of the log, whatever its format."""
    logging.getLogger(REQUESTS).disabled = True
    logging.getLogger(CONNECTIONS).addFilter(lambda record: WEBSOCKET not in str(record.msg))


def hand_on(logger: logging.Logger) -> None:
    """Let a logger write nothing itself, and leave its records to the root."""
    logger.handlers.clear()
    logger.propagate = True


def _unforeseen(kind: type[BaseException], fault: BaseException | None, trace: TracebackType | None) -> None:
    if fault is not None and not issubclass(kind, KeyboardInterrupt | SystemExit):
        OURS.critical("a fault that nothing caught", exc_info=(kind, fault, trace))
