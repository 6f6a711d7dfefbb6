"""Recognising a file exported by this project, to recover the line of contact it was made on.

An export contains the zones of both holders, so its polygons cannot simply be merged. Each zone is
identified by columns of its own (`layers.export.shape_tables`).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import compress

import shapely

from geo.errors import N_, AmbiguousFile, SourceError
from geo.line_sources.polygons import Layer
from geo.line_sources.selection.choice import Where, asked
from geo.line_sources.selection.days import and_more, of_one_day, quoted
from geo.status import Holder

ZONE, STRIP = "area_km2", "strip_area_km2"
"""The area columns of zones and of overlays, which distinguish one from the other."""

HIGH = "area_km2_high"
"""What tells the zones of two lines apart; the area itself is not kept from every format."""

DAYS = ("line_date", "on")
"""The columns with the day of the line of contact: of files as they are written now, and as they were."""

MARKS = ("region", "holder", "scenario", *DAYS, ZONE)
"""The columns that identify a zone, one of DAYS among them. Every format has them, and their names fit into a
Shapefile."""

SAME_LINE = 1e-5
"""Zones of two plans on one line differ by less of their size, about 1 km2, as slivers are left out."""

MAX_CHARACTERS = 80
SHOWN, NAMED = 40, 5  # characters of the name of a layer, and names, in a message
REGION = re.compile(r"UA-\d\d")


def is_our_own(row: Mapping[str, str]) -> bool:
    """Return whether a row describes a zone or overlay exported by this project."""
    try:
        date.fromisoformat(_day(row))
    except ValueError:
        return False
    return (bool(REGION.fullmatch(row.get("region", ""))) and bool(row.get("scenario"))
            and row.get("holder") in set(Holder))


def is_export(layers: list[Layer]) -> bool:
    """Return whether any polygon of a file comes from an export of this project."""
    return any(is_our_own(row) for layer in layers for row in layer.rows)


def held_zones(layers: list[Layer], name: str, where: Where = ()) -> Layer | None:
    """Return the zones held by Russia if the file is an export of this project.

    Of several plans on one line, which is the same under each, one is returned.

    Parameters
    ----------
    layers
        All layers of the file that contain polygons.
    name
        The name of the file in messages.
    where
        Columns and values of the zones that are counted; empty for all.

    Returns
    -------
    Layer or None
        None if the file is not an export of this project.

    Raises
    ------
    AmbiguousFile
        If the file has several lines of contact, of which the reader has to choose one first.
    SourceError
        If only some of the polygons come from an export, or the file has no zones, layers with zones of
        several plans or days, no zone held by Russia, or none of those that were asked for.
    """
    layer = _all_held(layers, name, where)
    if layer is None:
        return None
    try:
        of_one_day(_columns_to_choose_by(layer), name)
    except SourceError as fault:
        raise AmbiguousFile(fault.words) from fault
    plans = _size_by_plan(layer)
    if max(plans.values()) - min(plans.values()) > SAME_LINE * max(plans.values()):
        raise AmbiguousFile(N_("{name}: has zones on several lines of contact ({names} in column "
                               "'scenario'); choose one: on the page below the file, in the terminal with "
                               "--where scenario=ID"), name=name,
                            names=and_more([quoted(one) for one in [*plans][:NAMED]], len(plans)))
    return _kept(layer, [row["scenario"] == next(iter(plans)) for row in layer.rows])


def choosable(layers: list[Layer], name: str, where: Where = ()) -> Layer | None:
    """Return the zones held by Russia with the columns by which a reader can choose among several lines.

    Returns
    -------
    Layer or None
        None if the file is not an export of this project, or has one line.

    Raises
    ------
    SourceError
        As `held_zones`.
    """
    try:
        held_zones(layers, name, where)
    except AmbiguousFile:
        layer = _all_held(layers, name, where)
    else:
        return None
    return None if layer is None else _columns_to_choose_by(layer)


def _all_held(layers: list[Layer], name: str, where: Where) -> Layer | None:
    """Return all zones held by Russia, of whatever plans and days are asked for."""
    ours = [is_our_own(row) for layer in layers for row in layer.rows]
    if not any(ours):
        return None
    if not all(ours):
        raise SourceError(N_("{name}: mixes zones exported from this atlas with other polygons; bring one "
                             "or the other"), name=name)
    zones = [layer for layer in layers if any(row.get(ZONE) for row in layer.rows)]
    if not zones:
        raise SourceError(N_("{name}: is an export of this atlas, but has no zones; export it with "
                             "them"), name=name)
    if any(_same_for_all(layer) != _same_for_all(zones[0]) for layer in zones):
        named = and_more([quoted(layer.name[-SHOWN:]) for layer in zones[:NAMED]], len(zones))
        raise SourceError(N_("{name}: has zones of several plans or days from this atlas ({names}); unpack "
                             "it and bring one file"), name=name, names=named)
    layer = asked(zones[0], where, name) if where else zones[0]
    held = [bool(row.get(ZONE)) and row["holder"] == Holder.RUSSIA for row in layer.rows]
    if not any(held):
        raise SourceError(N_("{name}: is an export of this atlas without a zone held by Russia; export "
                             "all regions"), name=name)
    return _kept(layer, held)


def _kept(layer: Layer, keep: Sequence[bool]) -> Layer:
    return replace(layer, polygons=tuple(compress(layer.polygons, keep)),
                   rows=tuple(compress(layer.rows, keep)))


def _columns_to_choose_by(layer: Layer) -> Layer:
    """Return zones with the columns that tell lines of contact apart."""
    day = next(name for name in DAYS for row in layer.rows if row.get(name))
    return replace(layer, rows=tuple({"scenario": row["scenario"], day: _day(row)} for row in layer.rows))


def _size_by_plan(layer: Layer) -> dict[str, float]:
    """Return the size of the zones of each plan, in the plane of their coordinates."""
    sizes: dict[str, float] = {}
    for rings, row in zip(layer.polygons, layer.rows, strict=True):
        shell, *holes = (float(shapely.area(shapely.Polygon(ring))) for ring in rings)
        sizes[row["scenario"]] = sizes.get(row["scenario"], 0.0) + shell - sum(holes)
    return sizes


def _same_for_all(layer: Layer) -> list[tuple[str, ...]]:
    """Return what the zones of a layer are, in an order that is the same in every format of a bundle."""
    return sorted((row["region"], row["holder"], row["scenario"], _day(row),
                   row.get("status", ""), _tenth(row.get(HIGH, ""))) for row in layer.rows if row.get(ZONE))


def _day(row: Mapping[str, str]) -> str:
    """Return the day of the line of contact as an ISO date, if it is one."""
    written = next((row[name] for name in DAYS if row.get(name)), "")
    return written[:10].replace("/", "-")


def _tenth(written: str) -> str:
    """Return a number with one decimal, as formats write it with more or fewer; any other text as it is."""
    try:
        return format(float(written), ".1f")
    except ValueError:
        return written


def on_of(layer: Layer) -> str:
    """Return the day of the line of contact of exported zones, as an ISO date."""
    return _day(layer.rows[0])


def regions_of(layers: list[Layer]) -> set[str]:
    """Return the ids of the regions with zones in an export."""
    return {row["region"] for layer in layers for row in layer.rows if row.get(ZONE)}
