"""What one session alone keeps: the lines of contact that its reader brought, and all that rests on them."""

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
"""How many results of each kind are kept for one reader's own lines."""

FORGET_S = 100.0
"""How long after the end of a connection a reader may come back to it, in seconds."""

MAX_LINES = 4
"""So many lines of one reader are kept; the one used last is never among those that go."""


class Visit:
    """The lines that a reader brought, and a store of their own for whatever is worked out from them.

    When the visit is over nothing of it is left: lines and results are dropped, and files that were
    published for the map are removed.
    """

    def __init__(self, session: str = "") -> None:
        self._session = session
        self.store = Store({}, MAX_RESULTS, give_back, turn)
        self._lines: OrderedDict[str, ParsedControl] = OrderedDict()
        self._lock = Lock()
        # Streamlit tells us when a session ends; should it ever drop one in silence, this still runs.
        self._end = weakref.finalize(self, Store.close, self.store)

    def bring(self, content: bytes, name: str, on: date, world: World) -> str:
        """Read a line that a reader brings, and keep it; return what it is called from then on.

        Raises
        ------
        LineError
            One sentence on what is wrong with the file.
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
        """A line that was brought, taken for a day.

        Raises
        ------
        LineError
            If it is not here, or no longer.
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
        """Drop everything, as the session is over; Streamlit keeps the file itself for a while."""
        with self._lock:
            brought = bool(self._lines)
            self._lines.clear()
        self._end()
        if brought:
            forget_session(self._session, FORGET_S)


@st.cache_resource(scope="session", on_release=Visit.close, show_spinner=False)
def visit() -> Visit:
    """The visit of the session that asks."""
    return Visit(session_id())
