"""Lines of contact in files: the committed files of single days, and a reader's own."""

from datetime import date
from pathlib import Path

import geopandas as gpd

from geo.control.origin import Origin
from geo.control.record import Control
from geo.errors import N_, SourceError
from geo.line_sources.polygons import MAX_BYTES
from geo.line_sources.reader import ParsedControl, parse_control, shown
from geo.line_sources.selection.choice import Where
from geo.paths import DATA
from geo.tables import joined
from geo.writing.refusal import why_refused

CONTROL_FILES = DATA / "boundaries" / "control"


def dated_files(folder: Path = CONTROL_FILES) -> dict[date, Path]:
    """List the committed lines of contact by day, one `YYYY-MM-DD.geojson` each, in order.

    A missing folder counts as empty; hidden files are ignored.

    Raises
    ------
    SourceError
        If any file has another name; the message lists them.
    """
    paths = sorted(folder.iterdir()) if folder.is_dir() else []
    days = {path: _day(path) for path in paths if not path.name.startswith(".")}
    unknown_values = [f"'{shown(path.name)}'" for path, day in days.items() if day is None]
    if unknown_values:
        raise SourceError(N_("{name}: files must be called YYYY-MM-DD.geojson, not {names}"),
                          name=folder.name, names=joined(unknown_values))
    return {day: path for path, day in days.items() if day is not None}


def _day(path: Path) -> date | None:
    """Return the day in a file name; None for other forms, such as 20251121 or 2025-W47-5."""
    try:
        day = date.fromisoformat(path.stem)
    except ValueError:
        return None
    return day if path.is_file() and path.name == f"{day}.geojson" else None


def read_control(path: Path, on: date, regions_m: gpd.GeoDataFrame, origin: Origin | None = None) -> Control:
    """Read a file as `read_control_path` does, without the notes; it raises the same errors."""
    return read_control_path(path, on, regions_m, origin).control


def read_control_path(path: Path, on: date, regions_m: gpd.GeoDataFrame,
                      origin: Origin | None = None, where: Where = ()) -> ParsedControl:
    """Read a file and parse it with `parse_control`.

    Parameters
    ----------
    path
        The file.
    on, regions_m, origin, where
        As for `parse_control`; `regions_m` is that of the world, in AREA_CRS.

    Raises
    ------
    SourceError
        As for `parse_control`, or if the file does not exist or cannot be opened.
    """
    try:
        if not path.is_file():
            raise SourceError(N_("{name}: there is no such file"), name=shown(path.name))
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as fault:
        raise SourceError(N_("{name}: cannot be read ({why})"), name=shown(path.name),
                          why=why_refused(fault)) from fault
    return parse_control(data, path.name, on, regions_m, origin, where)
