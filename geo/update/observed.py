"""Daily archive files as observations: which settlements lie inside the ground held by Russia on a day."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import shapely

from geo.control.dates import written_day
from geo.control.record import Record
from geo.errors import N_, ArchiveError, SourceError, Words
from geo.line_sources.archive import download_day, file_of
from geo.line_sources.coordinate_systems import STORE, in_degrees
from geo.line_sources.geojson import read_geojson
from geo.line_sources.polygons import MAX_BYTES, union_of
from geo.paths import shown_name
from geo.prepared import prepared
from geo.tables import joined
from geo.world import World
from geo.writing.refusal import why_refused

NAME = re.compile(r"deepstatemap_data_(\d{4})(\d{2})(\d{2})\.geojson", re.ASCII)
MAX_FILES = 2_000
"""Over five years of days; a folder with more is another folder."""


@dataclass(frozen=True)
class Observations:
    """What archive files show.

    `held` has an array a day, a truth value per settlement in the order of `Record.settlements`: whether
    it lies in ground held by Russia. `passed_over` are days up to the end of the record.
    """

    held: Mapping[date, np.ndarray]
    passed_over: tuple[date, ...]


def observe_folder(world: World, folder: Path) -> Observations:
    """Read the archive files of a folder that are later than the record.

    Parameters
    ----------
    world
        For the regions, the settlements and the end of the record.
    folder
        Files called `deepstatemap_data_YYYYMMDD.geojson`; others are not touched.

    Raises
    ------
    SourceError
        If there is no such file, there are too many, or any cannot be read: all faults in one message.
    """
    try:
        names = sorted(path.name for path in folder.iterdir())
    except OSError as fault:
        raise SourceError(N_("{name}: cannot be read as a folder ({why})"), name=shown_name(folder),
                          why=why_refused(fault)) from fault
    days = {name: written_day("-".join(found.groups())) for name in names
            if (found := NAME.fullmatch(name)) is not None}
    if not days:
        raise SourceError(N_("{name}: holds no file called deepstatemap_data_YYYYMMDD.geojson"),
                          name=shown_name(folder))
    if len(days) > MAX_FILES:
        raise SourceError(N_("{name}: holds {count:,} days; at most {most:,} are read"),
                          name=shown_name(folder), count=len(days), most=MAX_FILES)
    last = world.record.periods[-1].last
    faults: list[str] = [Words(N_("{name}: its name is no date"), name=name)
                         for name, day in days.items() if day is None]
    held: dict[date, np.ndarray] = {}
    for name, day in days.items():
        if day is None or day <= last:
            continue
        try:
            held[day] = settlements_inside(world.record, _content(folder / name), name)
        except SourceError as fault:
            faults.append(fault.words)
    if faults:
        raise SourceError(joined(faults))
    return Observations(held, tuple(sorted(day for day in days.values() if day and day <= last)))


def observe_address(world: World, address: str, until: date) -> Observations:
    """Ask an archive on the web for every day after the record, up to a day.

    Days that the archive does not have stay unknown.

    Raises
    ------
    ArchiveError
        If the archive cannot be reached, has no later day, or `until` comes before the end of the record or
        so long after it that a clock must be wrong.
    SourceError
        If a day's file is no line of contact.
    """
    held: dict[date, np.ndarray] = {}
    last = world.record.periods[-1].last
    if not 0 <= (until - last).days <= MAX_FILES:
        raise ArchiveError(N_("This computer's clock says {today}, and the record ends on {last}: the "
                              "archive is not asked. Set the clock, or name a folder of files."),
                           today=until, last=last)
    for day in map(date.fromordinal, range(last.toordinal() + 1, until.toordinal() + 1)):
        content = download_day(day, address)
        if content is not None:
            held[day] = settlements_inside(world.record, content, file_of(day))
    if not held:
        raise ArchiveError(N_("The archive has no day after {last}."), last=last)
    return Observations(held, ())


def settlements_inside(record: Record, content: bytes, name: str) -> np.ndarray:
    """Tell for each settlement whether an archive file shows it inside the ground held by Russia.

    The polygons are taken as they are. Matching them to our borders is for areas; what the record says
    of a settlement is on which side of the archive's own outline its point lies.

    Parameters
    ----------
    record
        Its settlements, `lon`, `lat` in degrees.
    content
        GeoJSON with polygons in STORE_CRS.
    name
        What messages call the file.

    Returns
    -------
    ndarray
        A truth value per settlement, in the order of the record.

    Raises
    ------
    SourceError
        If the file is broken or too large, or no settlement lies inside.
    """
    layer = read_geojson(content, name)
    polygons = in_degrees(layer.polygons, layer.system or STORE)
    if polygons is None:
        raise SourceError(N_("{name}: a position is no longitude and latitude in degrees"), name=name)
    ground = prepared(union_of(polygons, name)[0])
    table = record.settlements
    inside = np.asarray(shapely.contains_xy(ground, table["lon"].to_numpy(), table["lat"].to_numpy()))
    if not inside.any():
        raise SourceError(N_("{name}: no settlement lies inside; are longitude and latitude swapped?"),
                          name=name)
    return inside


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as fault:
        raise SourceError(N_("{name}: cannot be read ({why})"), name=path.name,
                          why=why_refused(fault)) from fault
