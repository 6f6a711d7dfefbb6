"""Private data of one session: the reader's uploaded lines of contact and everything based on them."""

import hashlib
import weakref
from collections import OrderedDict
from datetime import date
from threading import Lock
from typing import TypeVar

import streamlit as st

from geo.errors import N_, AmbiguousFile, LineError, SourceError, UnclearLineError
from geo.line_sources.reader import ParsedControl, offer_in, parse_control
from geo.line_sources.selection.choice import Where
from geo.line_sources.selection.offer import Offer
from geo.world import World
from page.state.files import give_back
from page.state.slots import reading, turn
from page.state.store import Store
from page.state.streamlit_internals import forget_session, session_id

T = TypeVar("T")

MAX_RESULTS = 12
"""The number of results cached of each kind for one reader's own lines."""

FORGET_S = 100.0
"""How long after a disconnection a reader may return to the session, in seconds."""

MAX_LINES = 4
"""The number of uploaded lines kept per reader; the most recently used is never dropped."""

MAX_CHOICES = 16
"""The number of messages on unclear files, and of tables of what can be chosen, kept per reader."""


class Visit:
    """A reader's uploaded lines, and a private store for results based on them.

    When the visit ends, lines and results are dropped, and files published for the map are removed.
    """

    def __init__(self, session: str = "") -> None:
        self._session = session
        self.store = Store({}, MAX_RESULTS, give_back, turn)
        self._lines: OrderedDict[str, ParsedControl] = OrderedDict()
        self._unclear: OrderedDict[str, str] = OrderedDict()
        self._offers: OrderedDict[str, Offer] = OrderedDict()
        self._lock = Lock()
        # Streamlit reports the end of a session; this finaliser covers any that it drops silently.
        self._end = weakref.finalize(self, Store.close, self.store)

    def bring(self, content: bytes, name: str, on: date, world: World, where: Where = ()) -> str:
        """Read and store an uploaded line; return the name by which it can be retrieved.

        Parameters
        ----------
        content, name
            The file.
        on, world
            As for `parse_control`.
        where
            Which of its features the reader chose; each choice is a line of its own.

        Raises
        ------
        LineError
            If the file cannot be used; the message is one sentence. `UnclearLineError` if the reader has to
            choose among its features first.
        """
        called = _name_of(content, name, where)
        if self._find(called) is None:
            if called in self._unclear:
                raise UnclearLineError(self._unclear[called])
            try:
                with reading():
                    parsed = parse_control(content, name, on, world.regions_m, where=where)
            except AmbiguousFile as fault:
                self._put(self._unclear, called, fault.words, MAX_CHOICES)
                raise UnclearLineError(fault.words) from fault
            except SourceError as fault:
                raise LineError(fault.words) from fault
            self._put(self._lines, called, parsed, MAX_LINES)
        return called

    def offer(self, content: bytes, name: str, where: Where) -> Offer:
        """Return what can be chosen by among the features of an uploaded file that `where` leaves.

        Raises
        ------
        SourceError
            As `offer_in` does; not for a file that `bring` could read, or called unclear.
        """
        called = _name_of(content, name, where)
        if called not in self._offers:
            with reading():
                found = offer_in(content, name, where)
            self._put(self._offers, called, found, MAX_CHOICES)
        return self._offers[called]

    def _put(self, kept: OrderedDict[str, T], called: str, value: T, most: int) -> None:
        with self._lock:
            kept[called] = value
            while len(kept) > most:
                kept.popitem(last=False)

    def line(self, called: str, on: date) -> ParsedControl:
        """Return an uploaded line, assigned to a day.

        Raises
        ------
        LineError
            If it is not, or no longer, available.
        """
        parsed = self._find(called)
        if parsed is None:
            raise LineError(N_("The file with this line of contact is no longer here; bring it again."))
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
            brought = bool(self._lines or self._unclear)
            for kept in (self._lines, self._unclear, self._offers):
                kept.clear()
        self._end()
        if brought:
            forget_session(self._session, FORGET_S)


def _name_of(content: bytes, name: str, where: Where) -> str:
    return hashlib.sha256(b"\0".join([repr((name, where)).encode(), content])).hexdigest()[:16]


@st.cache_resource(scope="session", on_release=Visit.close, show_spinner=False)
def visit() -> Visit:
    """Return the visit of the current session."""
    return Visit(session_id())
