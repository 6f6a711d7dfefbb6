"""The choice among the features of an uploaded file: which values of which columns Russia holds."""

import hashlib
from datetime import date

import streamlit as st

from geo.case import RECORD
from geo.errors import GeoError, LineError, UnclearLineError
from geo.line_sources.notes import NoteKind
from geo.line_sources.selection.choice import Where
from geo.line_sources.selection.offer import OfferedColumn, OfferedValue
from layers.language import N_, Language
from page.state import cache
from page.state.visit import visit

MAX_STEPS = 3
"""The number of columns that can be combined, such as layer, day and status."""

TOLD_APART = {NoteKind.COUNTED, NoteKind.COUNTED_MORE}


def line_of(content: bytes, name: str, on: date, language: Language) -> tuple[str, list[GeoError]]:
    """Return the line of a file, after the reader's choice among its features, and any error with it.

    The choice is offered where the file is ambiguous, or where its features were told apart.
    """
    where: Where = ()
    line, faults = _brought(content, name, on, where)
    for step in range(MAX_STEPS):
        if not _has_choice(line, faults, on, where):
            break
        values = _step(content, name, where, step, language)
        if not values:
            break
        where = (*where, *values)
        line, faults = _brought(content, name, on, where)
    return line, faults


def _brought(content: bytes, name: str, on: date, where: Where) -> tuple[str, list[GeoError]]:
    try:
        return visit().bring(content, name, on, cache.world(), where), []
    except LineError as fault:
        return RECORD, [fault]


def _has_choice(line: str, faults: list[GeoError], on: date, where: Where) -> bool:
    if faults:
        return isinstance(faults[0], UnclearLineError) or bool(where)
    return any(note.kind in TOLD_APART for note in visit().line(line, on).notes)


def _step(content: bytes, name: str, where: Where, step: int, language: Language) -> Where:
    """Draw the choice of a column and of values in it; return what is chosen, or nothing."""
    say = language.text
    columns = {column.name: column for column in visit().offer(content, name, where)}
    if not columns:
        return ()
    # A choice belongs to one file, and to what was chosen before it.
    of = hashlib.sha256(repr((name, where)).encode() + content).hexdigest()[:16]
    words = N_("Choose features by column") if step == 0 else N_("and by column")
    chosen = st.selectbox(say(words), list(columns), index=None, key=f"line-column-{step}-{of}",
                          placeholder=say(N_("As the file says")), format_func=printable,
                          help=say(N_("The columns that tell the features of this file apart.")))
    if chosen is None:
        return ()
    return _values(columns[chosen], f"line-values-{step}-{of}-{chosen}", language)


def _values(column: OfferedColumn, key: str, language: Language) -> Where:
    labels = {value.text: _label(value, language) for value in column.values}
    texts = st.multiselect(
        language.text(N_("Values that count as held by Russia")), list(labels), key=key,
        format_func=labels.__getitem__, placeholder=language.text(N_("None chosen yet")))
    return tuple((column.name, text) for text in texts)


def _label(value: OfferedValue, language: Language) -> str:
    text = printable(value.text) if value.text else language.text(N_("no value"))
    if value.area_km2 is None:
        return text
    return f"{text} ({language.area(value.area_km2)})"


def printable(text: str) -> str:
    """Return a text of a file as one printable line; the entries of a list are not Markdown."""
    return "".join(c if c.isprintable() else "?" for c in text)
