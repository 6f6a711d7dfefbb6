"""Whose line of contact is asked for: the record's, the public archive's, or one a reader brought."""

import hashlib
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import streamlit as st

from geo.control.origin import archive_origin
from geo.control.record import Control
from geo.errors import ArchiveError, LineError, SourceError
from geo.line_sources.archive import archive_address, fetch_day, file_of
from geo.line_sources.reader import ParsedControl, parse_control
from geo.paths import cache_folder as project_cache
from geo.world import World, control_for
from layers.choice import LineChoice
from layers.parameter import ARCHIVE, RECORD

MAX_DAYS = 32


def control(front: LineChoice, world: World) -> Control:
    """Who holds what on the front that is asked for.

    Raises
    ------
    DateError, ArchiveError, SourceError
        If the record does not know the day, the archive gave nothing, or the file is gone.
    """
    if front.line == RECORD:
        return control_for(world, front.on)
    return replace(parsed(front, world).control, on=front.on)


def parsed(front: LineChoice, world: World) -> ParsedControl:
    """A line that is not the record's, and what must be said about how it was read."""
    if front.line == ARCHIVE:
        return archived(front.on, world)
    mine: dict[str, ParsedControl] = st.session_state.get("brought", {})
    if front.line not in mine:
        raise LineError("The file with this line of contact is no longer here; bring it again.")
    return mine[front.line]


@st.cache_resource(show_spinner=False, max_entries=MAX_DAYS)
def archived(day: date, _world: World) -> ParsedControl:
    """A day of the public archive; what fails is not kept, and is asked for again."""
    try:
        content = fetch_day(day, cache_folder(), archive_address())
        return parse_control(content, file_of(day), day, _world.regions_m,
                             archive_origin(_world.sources, file_of(day)))
    except SourceError as fault:
        raise ArchiveError(f"The archive's line of {day} cannot be used: {fault}") from fault


def cache_folder() -> Path:
    """Where days of the archive are kept on disk: ATLAS_CACHE, or the project's own cache."""
    return Path(os.environ.get("ATLAS_CACHE") or project_cache() / "archive")


def keep(content: bytes, name: str, on: date, world: World) -> str:
    """Read a line that a reader brings, and keep it for this session; return what it is called.

    Raises
    ------
    LineError
        One sentence on what is wrong with the file.
    """
    digest = hashlib.sha256(content).hexdigest()[:16]
    mine: dict[str, ParsedControl] = st.session_state.setdefault("brought", {})
    if digest not in mine:
        try:
            mine[digest] = parse_control(content, name, on, world.regions_m)
        except SourceError as fault:
            raise LineError(str(fault)) from fault
    return digest
