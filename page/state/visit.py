"""Private data of one session: the reader's uploaded lines of contact and everything based on them."""

import hashlib
import weakref
from collections import OrderedDict
from datetime import date
from threading import Lock

import streamlit as st

from geo.errors import LineError, SourceError
from geo.line_sources.reader import ParsedControl, parse_control
from geo.world import World
from page.state.files import give_back
from page.state.slots import turn
from page.state.store import Store
from page.state.streamlit_internals import forget_session, session_id

MAX_RESULTS = 12
"""The number of results cached of each kind for one reader's own lines."""

FORGET_S = 100.0
"""How long after a disconnection a reader may return to the session, in seconds."""

MAX_LINES = 4
"""The number of uploaded lines kept per reader; the most recently used is never dropped."""


class Visit:
    """A reader's uploaded lines, and a private store for results based on them.

    When the visit ends, lines and results are dropped, and files published for the map are removed.
    """

    def __init__(self, session: str = "") -> None:
        self._session = session
        self.store = Store({}, MAX_RESULTS, give_back, turn)
        self._lines: OrderedDict[str, ParsedControl] = OrderedDict()
        self._lock = Lock()
        # Streamlit reports the end of a session; this finaliser covers any that it drops silently.
        self._end = weakref.finalize(self, Store.close, self.store)

    def bring(self, content: bytes, name: str, on: date, world: World) -> str:
        """Read and store an uploaded line; return the name by which it can be retrieved.

        Raises
        ------
        LineError
            If the file cannot be used; the message is one sentence.
        """
        called = hashlib.sha256(name.encode() + b"\0" + content).hexdigest()[:16]
        if self._find(called) is None:
            try:
                parsed = parse_control(content, name, on, world.regions_m)
            except SourceError as fault:
                raise LineError(str(fault)) from fault
            with self._lock:
                self._lines[called] = parsed
                while len(self._lines) > MAX_LINES:
                    self._lines.popitem(last=False)
        return called

    def line(self, called: str, on: date) -> ParsedControl:
        """Return an uploaded line, assigned to a day.

        Raises
        ------
        LineError
            If it is not, or no longer, available.
        """
        parsed = self._find(called)
        if parsed is None:
            raise LineError("The file with this line of contact is no longer here; bring it again.")
        return parsed.of_day(on)

    def _find(self, called: str) -> ParsedControl | None:
        with self._lock:
            parsed = self._lines.get(called)
            if parsed is not None:
                self._lines.move_to_end(called)
            return parsed

    def close(self) -> None:
        """Drop everything at the end of the session; Streamlit keeps the uploaded file for a while."""
        with self._lock:
            brought = bool(self._lines)
            self._lines.clear()
        self._end()
        if brought:
            forget_session(self._session, FORGET_S)


@st.cache_resource(scope="session", on_release=Visit.close, show_spinner=False)
def visit() -> Visit:
    """Return the visit of the current session."""
    return Visit(session_id())
