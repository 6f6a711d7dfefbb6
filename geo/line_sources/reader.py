"""A line of contact that a reader brings: the ground held by Russia, as polygons in a file.

What a file is, its bytes say and not its name. No bytes of it reach GDAL, which picks its driver by
content and has drivers that open other files and addresses; `formats` has a small reader for each format.
"""

from dataclasses import dataclass, replace
from datetime import date

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.control.origin import Origin, upload_origin
from geo.control.record import Control
from geo.crs import to_degrees, to_metres
from geo.errors import SourceError
from geo.line_sources.border_match import MIN_KM2, extended, matched, without_specks
from geo.line_sources.coordinate_systems import STORE, in_degrees, is_wgs84
from geo.line_sources.coordinate_systems import shown as system_label
from geo.line_sources.formats import read_layers
from geo.line_sources.notes import Note, NoteKind
from geo.line_sources.own_export import held_zones, on_of, regions_of
from geo.line_sources.polygons import NO_POLYGON, Layer, repaired, union_of
from geo.measure import areas_km2

WINDOW_M = 100_000  # ground further than this outside Ukraine is cut off before projecting
NAMED = 5  # layers that a message names

@dataclass(frozen=True)
class ParsedControl:
    """A line of contact from a file, and what a reader must be told about how it was read.

    `exported_for` is the day that one of our own exports was made for, as it says; None for any
    other file.
    """

    control: Control
    notes: tuple[Note, ...]
    exported_for: str | None = None

    def of_day(self, on: date) -> "ParsedControl":
        """The same file taken for another day: one of our exports says if it was made for another."""
        kept = [note for note in self.notes if note.kind is not NoteKind.OUR_DAY]
        if self.exported_for is not None and self.exported_for != on.isoformat():
            other_day = Note(NoteKind.OUR_DAY, (("day", self.exported_for),))
            kept.insert(kept.index(Note(NoteKind.OURS)) + 1, other_day)
        return replace(self, control=replace(self.control, on=on), notes=tuple(kept))


def parse_control(data: bytes, name: str, on: date, regions_m: gpd.GeoDataFrame,
                  origin: Origin | None = None) -> ParsedControl:
    """Read the ground held by Russia from a file of any format in FORMATS.

    Parameters
    ----------
    data
        The whole file, at most MAX_BYTES.
    name
        What the file is called; folders are left out of messages and of `Control.origin`.
    on
        The day it is about; the file itself is not asked.
    regions_m
        One row per region, AREA_CRS, a coverage (`World.regions_m`).
    origin
        What the line is credited to; None: a file of this name that a reader brought.

    Returns
    -------
    ParsedControl
        `control.held` has no holes or parts under MIN_KM2 and is matched to our borders (see
        `matched`); `reassigned_km2` says how much ground that moved. Of our own exports, the zones
        held by Russia are taken as they are.

    Raises
    ------
    SourceError
        One line: the format is none of these, the file is broken, too large or holds no polygon,
        several layers hold polygons, or none lies in Ukraine.
    """
    name = shown(name)
    country = shapely.coverage_union_all(regions_m.geometry.to_numpy())
    layers = [layer for layer in read_layers(data, name) if layer.polygons]
    if not layers:
        raise SourceError(f"{name}: {NO_POLYGON}")
    own = held_zones(layers, name)
    if own is None and len(layers) > 1:
        raise SourceError(f"{name}: {_several(layers)}")
    layer = own or layers[0]
    ground, notes = _ground(layer, name)
    held = _in_metres(ground, country)
    if not _overlaps(held, country):
        swapped = _in_metres(shapely.transform(ground, np.fliplr), country)
        hint = "; are longitude and latitude swapped?" if _overlaps(swapped, country) else ""
        raise SourceError(f"{name}: lies outside Ukraine{hint}")
    reassigned_km2 = 0.0
    if own is None:
        whole = without_specks(held)
        if abs(shapely.area(held) - shapely.area(whole)) >= 1:
            notes.append(Note(NoteKind.SPECKS, (("area", MIN_KM2),)))
        outside_km2 = _outside_km2(ground, country)
        if outside_km2 >= MIN_KM2:
            notes.append(Note(NoteKind.OUTSIDE, (("area", outside_km2),)))
        held, reassigned_km2 = matched(whole, country)
        if round(reassigned_km2) > 0:
            notes.append(Note(NoteKind.STRIPS, (("area", reassigned_km2),)))
    else:
        held = extended(held, country)
        notes += _about_export(layers, len(regions_m))
    control = Control(on=on, held=held, origin=origin or upload_origin(name), reassigned_km2=reassigned_km2)
    parsed = ParsedControl(control, tuple(notes), None if own is None else on_of(layer))
    return parsed.of_day(on)


def shown(name: str) -> str:
    """The last part of a file's name, fit to be printed."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2][-80:]
    return _printable(last) or "unnamed"


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in text)


def _several(layers: list[Layer]) -> str:
    names = [f"'{_printable(layer.name[-40:]) or 'unnamed'}'" for layer in layers]
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return (f"several layers hold polygons ({', '.join(names[:NAMED])}{more}); "
            "keep only the ground held by Russia")


def _ground(layer: Layer, name: str) -> tuple[BaseGeometry, list[Note]]:
    """The polygons of a layer as one ground in STORE_CRS."""
    system = layer.system or STORE
    polygons = in_degrees(layer.polygons, system)
    if polygons is None:
        why = ("is no longitude and latitude in degrees" if is_wgs84(system)
               else f"does not fit {system_label(system) or 'its coordinate system'}")
        unnamed = ", and no coordinate system is named" if layer.assumed else ""
        raise SourceError(f"{name}: a position {why}{unnamed}")
    ground, mended = union_of(polygons, name)
    notes = []
    if not is_wgs84(system):
        named = system_label(system)
        notes.append(Note(NoteKind.CONVERTED, (("system", named),)) if named
                     else Note(NoteKind.CONVERTED_OWN))
    if layer.assumed:
        notes.append(Note(NoteKind.ASSUMED))
    if mended:
        notes.append(Note(NoteKind.MENDED))
    return ground, notes


def _about_export(layers: list[Layer], regions: int) -> list[Note]:
    notes = [Note(NoteKind.OURS)]
    known = len(regions_of(layers))
    if known < regions:
        notes.append(Note(NoteKind.OUR_REGIONS, (("count", str(known)),)))
    return notes


def _in_metres(ground: BaseGeometry, country: BaseGeometry) -> BaseGeometry:
    """Project what lies near Ukraine; beyond, an equal-area plane ends at the antipode."""
    near = shapely.intersection(ground, _window(country))
    parts = shapely.get_parts(near)
    parts = parts[shapely.get_dimensions(parts) == 2]
    return shapely.union_all(repaired(np.array(to_metres(parts))))


def _window(country: BaseGeometry) -> BaseGeometry:
    return shapely.envelope(to_degrees(shapely.buffer(shapely.envelope(country), WINDOW_M)))


def _overlaps(held: BaseGeometry, country: BaseGeometry) -> bool:
    return bool(shapely.area(shapely.intersection(held, country)) >= MIN_KM2 * 1e6)


def _outside_km2(ground: BaseGeometry, country: BaseGeometry) -> float:
    """How much of a ground (STORE_CRS) lies in the sea or in other countries."""
    return float(areas_km2([shapely.difference(ground, to_degrees(country))])[0])
