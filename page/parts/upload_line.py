"""The choice of another line of contact: an uploaded file, or a day of the public archive."""

from dataclasses import replace
from datetime import date

import streamlit as st

from geo.case import ARCHIVE, LIVEUAMAP, RECORD, RECORDS, LineChoice
from geo.errors import ArchiveError, DateError, GeoError, LineError, OtherRecordError
from geo.line_sources.formats import FORMATS, SUFFIXES
from geo.line_sources.polygons import MAX_BYTES
from geo.zones.line_difference import gaps
from layers.choice import Choice
from layers.html.line_difference import gaps_html
from layers.language import N_, Language
from layers.text.credit import short_source
from layers.text.wording import note_words
from page.binding import showing
from page.guard import guarded
from page.messages import literal
from page.parts.line_features import line_of
from page.state import cache, controls
from page.state.kept import kept
from page.state.visit import visit

OWN, SOLVED = "own", "solved"
SOLVED_LINE = "solved-line"
"""Session key of the name of the line that the reader had found, if any."""
LINE_SOURCE, LINE_KIND = "line-source", "line-kind"
"""Session keys of the chosen member of KINDS, and of its widget."""
KINDS = {
    RECORD: N_("This atlas's record"),
    LIVEUAMAP: N_("Liveuamap's record (a second observer)"),
    ARCHIVE: N_("DeepStateMap archive (needs internet)"),
    OWN: N_("Upload a file"),
}
SOLVED_WORDS = N_("The shifted front that you had found")


def line_choice(on: date, language: Language) -> tuple[str, list[GeoError]]:
    """Return the line to show (RECORD, ARCHIVE or the name of an upload), and any errors with it."""
    say, state = language.text, st.session_state
    found = state.get(SOLVED_LINE)
    state.setdefault(LINE_SOURCE, state["line"] if state["line"] in KINDS else
                     SOLVED if state["line"] == found else OWN)
    kinds = KINDS | ({SOLVED: SOLVED_WORDS} if found else {})
    faults: list[GeoError] = []
    with st.expander(say(N_("Use another line of contact")), expanded=state[LINE_SOURCE] != RECORD):
        kind = st.radio(say(N_("Source of the line of contact")), list(kinds),
                        format_func=lambda name: say(kinds[name]),
                        **showing(LINE_KIND, state[LINE_SOURCE], _ask, "source of the line of contact"))
        if kind == OWN:
            name, faults = _file(on, language)
        elif kind == ARCHIVE:
            name, faults = _archive(on, language)
        elif kind == SOLVED:
            name, faults = _solved(str(found), on)
        else:
            name, faults = _recorded(kind, on)
        if name not in RECORDS:
            _notes(LineChoice(on, 0.0, name), language)
    state["line"] = name
    return name, faults


def _recorded(name: str, on: date) -> tuple[str, list[GeoError]]:
    """Return a record if it knows the day, or else the project's own."""
    if name == LIVEUAMAP:
        try:
            cache.workspace().control(LineChoice(on, 0.0, name))
        except DateError as fault:
            return RECORD, [OtherRecordError(fault.words)]
    return name, []


def take_solved_line(name: str) -> None:
    """Show a line that the reader had found; call this before the sidebar is drawn."""
    st.session_state[SOLVED_LINE], st.session_state[LINE_SOURCE] = name, SOLVED


def show_record() -> None:
    """Show the record again."""
    st.session_state[LINE_SOURCE] = RECORD


def _solved(name: str, on: date) -> tuple[str, list[GeoError]]:
    """Return the line that the reader had found, or the record if it has been dropped since."""
    try:
        visit().line(name, on)
    except LineError as fault:
        return RECORD, [fault]
    return name, []


def _file(on: date, language: Language) -> tuple[str, list[GeoError]]:
    say = language.text
    given = st.file_uploader(
        say(N_("Russian-held ground, as polygons")), type=[suffix[1:] for suffix in SUFFIXES],
        key="line-file", help=say(N_("{formats}, up to {most:g} MB. The date above says which day it is of. "
                                     "The file stays in this server's memory while this page is open; what "
                                     "the map draws from it has a random address. Both are gone within two "
                                     "minutes after you close the page or lose the connection."),
                                  formats=language.said(FORMATS), most=MAX_BYTES / 1e6))
    if given is None:
        return RECORD, []
    return line_of(given.getvalue(), given.name, on, language)


def _archive(on: date, language: Language) -> tuple[str, list[GeoError]]:
    """Offer the archive; a failed day is retried only on request, as each attempt may take seconds."""
    say, state = language.text, st.session_state
    if not state.get("archive-asked"):
        st.button(say(N_("Fetch from the archive")), key="line-ask", on_click=_fetch)
        return RECORD, [ArchiveError(N_("The address asks for the archive's line; nothing is fetched "
                                        "until you press 'Fetch from the archive'."))]
    failed: dict[date, ArchiveError] = state.setdefault("archive-failed", {})
    if on in failed:
        st.button(say(N_("Fetch from the archive again")), key="line-again", on_click=_again, args=(on,))
    if on in failed:
        return RECORD, [failed[on]]
    try:
        with st.spinner(say(N_("Fetching from the archive …"))):
            controls.archived(on, cache.world())
    except ArchiveError as fault:
        failed[on] = fault
        return RECORD, [fault]
    return ARCHIVE, []


def _ask(source: str) -> None:
    """Choose a source; an address alone never makes this server fetch from the archive."""
    st.session_state[LINE_SOURCE] = source
    _fetch()


@guarded("asking the archive")
def _fetch() -> None:
    st.session_state["archive-asked"] = True


@guarded("asking the archive again")
def _again(on: date) -> None:
    st.session_state["archive-failed"].pop(on, None)


def _notes(front: LineChoice, language: Language) -> None:
    """Show what was repaired or assumed when reading the line."""
    parsed = controls.parsed(front, cache.world())
    for note in parsed.notes:
        st.caption(literal(note_words(note, language)))


@guarded("differences from the record")
def gap_section(choice: Choice, language: Language) -> None:
    """Show by region how another line differs from the record's line for the same day."""
    if choice.line == RECORD:
        return
    say = language.text
    with st.expander(say(N_("How this line differs from our record for the same day")), expanded=True):
        st.html(_gap(replace(choice.front, margin_km=0.0), choice.language, choice.units))


@kept(64)
def _gap(front: LineChoice, code: str, units: str) -> str:
    work, language = cache.workspace(), cache.language(code, units)
    recorded, other = work.control(LineChoice(front.on, 0.0)), work.control(front)
    return gaps_html(gaps(work.world, recorded, other), cache.region_names(code),
                     (short_source(recorded.origin, language), short_source(other.origin, language)),
                     language)
