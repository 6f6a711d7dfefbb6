"""Reading a line of contact from a reader's file: the ground held by Russia, as polygons.

The format is detected from the content, not the name. No file is passed to GDAL, which picks its driver
by content and has drivers that open other files and addresses; `formats` has a small reader per format.
"""

from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.control.origin import Origin, upload_origin
from geo.control.record import Control
from geo.errors import N_, SourceError, Words
from geo.line_sources.border_match import MIN_KM2, extended, matched, without_specks
from geo.line_sources.coordinate_systems import STORE, in_degrees, is_wgs84
from geo.line_sources.coordinate_systems import shown as system_label
from geo.line_sources.formats import read_layers
from geo.line_sources.notes import Note, NoteKind
from geo.line_sources.own_export import choosable, held_zones, is_export, on_of, regions_of
from geo.line_sources.polygons import NO_GROUND, NO_POLYGON, Layer, merged
from geo.line_sources.selection.choice import Where
from geo.line_sources.selection.offer import Offer, offer_of, offered, selected
from geo.line_sources.shapes.ground import about_width, in_metres, in_steps, outside_km2, overlaps
from geo.measure import areas_km2


@dataclass(frozen=True)
class ParsedControl:
    """A line of contact from a file, with notes on how it was read.

    `exported_for` is the day stated in an export of this project, as an ISO date; None for any other
    file.
    """

    control: Control
    notes: tuple[Note, ...]
    exported_for: str | None = None

    def of_day(self, on: date) -> "ParsedControl":
        """Return the line dated to another day, with a note if an export states a different one."""
        kept = [note for note in self.notes if note.kind is not NoteKind.OUR_DAY]
        if self.exported_for is not None and self.exported_for != on.isoformat():
            other_day = Note(NoteKind.OUR_DAY, (("day", self.exported_for),))
            kept.insert(kept.index(Note(NoteKind.OURS)) + 1, other_day)
        return replace(self, control=replace(self.control, on=on), notes=tuple(kept))


def parse_control(data: bytes, name: str, on: date, regions_m: gpd.GeoDataFrame,
                  origin: Origin | None = None, where: Where = ()) -> ParsedControl:
    """Read the ground held by Russia from a file of any format in FORMATS.

    Parameters
    ----------
    data
        The whole file, at most MAX_BYTES.
    name
        The file name; folders are left out of messages and of `Control.origin`.
    on
        The day the line is for, whatever the file says.
    regions_m
        One row per region, AREA_CRS, a coverage (`World.regions_m`).
    origin
        The source that the line is credited to; None means a reader's file of this name.
    where
        Columns and values of the features that are counted; empty to count what is plainly held by Russia
        (see `geo.line_sources.selection`). Of an export of this project, of the zones that are counted.

    Returns
    -------
    ParsedControl
        `control.held` has no holes or parts smaller than MIN_KM2 and is matched to the project's
        borders (see `matched`); `control.reassigned_km2` is the area this reassigned. From an export of
        this project, the zones held by Russia are used unchanged.

    Raises
    ------
    AmbiguousFile
        If the reader has to choose among layers, statuses or days first, or a part of very much.
    SourceError
        If the format is unknown, the file is broken, too large or without polygons, or none of them lies
        in Ukraine; the message is one line.
    """
    name = shown(name)
    country = shapely.coverage_union_all(regions_m.geometry.to_numpy())
    found = read_layers(data, name)
    layers = [layer for layer in found if layer.polygons]
    if not layers:
        raise SourceError(N_("{name}: {fault}"), name=name, fault=NO_POLYGON)
    own = held_zones(layers, name, where)
    notes: list[Note] = []
    if own is None:
        layer, notes = selected(layers, where, partial(_layer_km2, name=name), name)
    else:
        layer = own
    ground, on_ground = _ground(layer, name)
    if ground.is_empty:
        raise SourceError(N_("{name}: {fault}"), name=name, fault=NO_GROUND)
    notes += on_ground
    if own is None:
        ground = in_steps(ground, name)
    held = in_metres(ground, country)
    if not overlaps(held, country):
        swapped = in_metres(shapely.transform(ground, np.fliplr), country)
        hint = (Words(N_("; are longitude and latitude swapped?")) if overlaps(swapped, country)
                else Words(N_(", read in {system}; is that its coordinate system?"),
                           system=system_label(layer.system)) if layer.system and not is_wgs84(layer.system)
                else Words(N_("; bring the ground that Russia holds, longitude before latitude")))
        raise SourceError(N_("{name}: lies outside Ukraine{hint}"), name=name, hint=hint)
    reassigned_km2 = 0.0
    if own is None:
        whole = without_specks(held)
        if abs(shapely.area(held) - shapely.area(whole)) >= 1:
            notes.append(Note(NoteKind.SPECKS, (("area", MIN_KM2),)))
        if (left_km2 := outside_km2(ground, country)) >= MIN_KM2:
            notes.append(Note(NoteKind.OUTSIDE, (("area", left_km2),)))
        notes += about_width(whole, country)
        held, reassigned_km2 = matched(whole, country)
        if round(reassigned_km2) > 0:
            notes.append(Note(NoteKind.STRIPS, (("area", reassigned_km2),)))
    else:
        held = extended(held, country)
        notes += _about_export(layers, len(regions_m))
    if any(layer.links for layer in found):
        notes.append(Note(NoteKind.LINKS))
    control = Control(on=on, held=held, origin=origin or upload_origin(name), reassigned_km2=reassigned_km2)
    parsed = ParsedControl(control, tuple(notes), None if own is None else on_of(layer))
    return parsed.of_day(on)


def offer_in(data: bytes, name: str, where: Where = ()) -> Offer:
    """Return what a reader can choose by among the features of a file, as far as not chosen in `where`.

    Raises
    ------
    SourceError
        As `parse_control` does for a file that cannot be read.
    """
    name = shown(name)
    layers = [layer for layer in read_layers(data, name) if layer.polygons]
    measure = partial(_layer_km2, name=name)
    if not is_export(layers):
        return offer_of(layers, where, measure) if layers else ()
    return offered(zones, where, measure) if (zones := choosable(layers, name, where)) else ()


def shown(name: str) -> str:
    """Return the last component of a file name, made printable."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2][-80:]
    return _printable(last) or Words(N_("unnamed"))


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in text)


def _ground(layer: Layer, name: str) -> tuple[BaseGeometry, list[Note]]:
    """Merge the polygons of a layer into one geometry in STORE_CRS, which may be empty, with notes."""
    system = layer.system or STORE
    polygons = in_degrees(layer.polygons, system)
    if polygons is None:
        why = (Words(N_("is no longitude and latitude in degrees")) if is_wgs84(system)
               else Words(N_("does not fit {system}"),
                          system=system_label(system) or Words(N_("its coordinate system"))))
        unnamed = Words(N_(", and no coordinate system is named")) if layer.assumed else ""
        raise SourceError(N_("{name}: a position {why}{unnamed}; export it in EPSG:4326"), name=name,
                          why=why, unnamed=unnamed)
    ground, repairs = merged(polygons, name)
    notes = []
    if not is_wgs84(system):
        named = system_label(system)
        notes.append(Note(NoteKind.CONVERTED, (("system", named),)) if named
                     else Note(NoteKind.CONVERTED_OWN))
    if layer.assumed:
        notes.append(Note(NoteKind.ASSUMED))
    if repairs.crossed:
        notes.append(Note(NoteKind.MENDED))
    if not repairs.beyond.is_empty:
        beyond_km2 = float(areas_km2([in_steps(repairs.beyond, name)])[0])
        notes.append(Note(NoteKind.FALSE_HOLES, (("area", beyond_km2),)))
    if layer.empty:
        notes.append(Note(NoteKind.EMPTY, (("count", str(layer.empty)),)))
    return ground, notes


def _layer_km2(layer: Layer, name: str) -> float:
    """Return the area of a layer, zero where its polygons enclose nothing."""
    return float(areas_km2([in_steps(_ground(layer, name)[0], name)])[0])


def _about_export(layers: list[Layer], regions: int) -> list[Note]:
    notes = [Note(NoteKind.OURS)]
    known = len(regions_of(layers))
    if known < regions:
        notes.append(Note(NoteKind.OUR_REGIONS, (("count", str(known)),)))
    return notes
