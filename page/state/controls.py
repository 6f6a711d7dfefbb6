"""Lines of contact from outside the record: from the public archive, or uploaded by the reader."""

from datetime import date
from pathlib import Path

from geo.cache import Key
from geo.case import ARCHIVE, LineChoice
from geo.control.origin import archive_origin
from geo.errors import N_, ArchiveError, SourceError
from geo.line_sources.archive import archive_address, fetch_day, file_of
from geo.line_sources.reader import ParsedControl, parse_control
from geo.paths import cache_folder as project_cache
from geo.settings.variables import CACHE
from geo.world import World
from page.state.kept import BOUNDS, keep
from page.state.visit import visit

ARCHIVED = "archived"
BOUNDS[ARCHIVED] = 32


def parsed(front: LineChoice, world: World) -> ParsedControl:
    """Return a line from outside the record, with notes on how it was read.

    Raises
    ------
    ArchiveError, LineError
        If the archive has no data, or the file is no longer available.
    """
    if front.line == ARCHIVE:
        return archived(front.on, world)
    return visit().line(front.line, front.on)


def archived(day: date, world: World) -> ParsedControl:
    """Return a day of the public archive; failures are not cached and will be retried."""
    return keep(Key(ARCHIVED, (day,)), lambda: _fetched(day, world))


def _fetched(day: date, world: World) -> ParsedControl:
    try:
        content = fetch_day(day, cache_folder(), archive_address())
        return parse_control(content, file_of(day), day, world.regions_m,
                             archive_origin(world.sources, file_of(day)))
    except SourceError as fault:
        raise ArchiveError(N_("The archive's line of {day} cannot be used: {fault}"), day=day,
                           fault=fault.words) from fault


def cache_folder() -> Path:
    """Return the disk cache for days of the archive: ATLAS_CACHE, or the project's own cache."""
    return Path(CACHE.text() or project_cache() / "archive")
