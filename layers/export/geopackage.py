"""GeoPackages of a plan, or of several plans or days: a layer per part, with metadata and styles inside."""

import errno
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import geopandas as gpd

from geo.plans.rule import Level
from geo.status import Holder, Status
from layers.export.geopackage_file import GeoPackageFile
from layers.export.metadata import file_title, metadata
from layers.export.qgis_style import (
    control_qml,
    line_qml,
    overlays_qml,
    stacked_overlays_qml,
    stacked_zones_qml,
    zones_qml,
)
from layers.export.shape_tables import shape_tables
from layers.export.stack import Stack, StackMetadata
from layers.language import N_, Language
from layers.request import PARTS, ExportRequest
from layers.style.overlays import overlay_looks
from layers.style.statuses import Shade, look_of
from layers.text.credit import line_source
from layers.text.legend import PLAN_LINE_WORDS, contact_words, wall_words
from layers.text.overlays import overlay_names

DESCRIPTIONS: dict[str, str] = {
    "zones": N_("The zones of “{plan}” on the line of contact of {day}: area_km2 and people with their "
                "ranges, status, clause and source. {disclaimer}"),
    "contact": N_("Line of contact as of {day}, by pair of regions, with its length in km. The columns "
                  "that begin with wall say whether somebody says a wall would run along it, and who. "
                  "Source: {source}. {disclaimer}"),
    "plan_line": N_("The line that “{plan}” would leave between ground that would be under Ukrainian "
                    "control and all other ground, on the line of contact of {day}. The columns that "
                    "begin with wall say whether somebody says a wall would run along it, and who. "
                    "{disclaimer}"),
    "strip": N_("The buffers and border strips of “{plan}”, on the line of contact of {day}: from which "
                "line they are measured, and how deep they reach on each side. They lie over the zones. "
                "{disclaimer}"),
}

CONTROL_ZONES = N_("Who holds what on the line of contact of {day}, by region: area_km2 and people with "
                   "their ranges. Military control, never title. Source: {source}. {disclaimer}")

PAGES_KEPT = 2_000
"""Pages of a database that are kept in memory while a stack is written: 8 MB."""

Levels = dict[Status | Shade, set[Level | None]]
"""The looks of zones, each with the levels of recognition that occur with it."""


def geopackage(request: ExportRequest) -> bytes:
    """Return the requested shapes as a GeoPackage in full detail.

    Returns
    -------
    bytes
        One layer per part, named as in PARTS, multipolygons or multilines in `geom` (STORE_CRS),
        `id` and the columns of COLUMNS. `gpkg_contents` describes each layer, `gpkg_metadata` holds
        `metadata(request)` as JSON, and `layer_styles` the QGIS style of each layer.

    Raises
    ------
    FormatError
        If none of the requested parts exists.
    """
    tables = shape_tables(request)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as base:
        file = GeoPackageFile(base)
        for part, table in tables.items():
            file.add_layer(part, request.language.text(PARTS[part]), _words(part, request))
            file.add_rows(part, table)
        file.finish(metadata(request), {part: _qml(part, table, request) for part, table in tables.items()})
        return base.serialize()


def geopackage_stack(stack: Stack, path: Path) -> None:
    """Write several plans or days as one GeoPackage, with one layer for each part that any of them has.

    `path` is an empty file.

    Raises
    ------
    FormatError
        As `Stack.tables`.
    OSError
        If the file cannot be written.
    """
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as base:
            # What is left of a file that was not finished is removed, so nothing needs to be undone.
            base.execute("PRAGMA journal_mode = OFF")
            base.execute("PRAGMA synchronous = OFF")
            base.execute(f"PRAGMA cache_size = {PAGES_KEPT}")
            _write_stack(stack, GeoPackageFile(base))
    except sqlite3.OperationalError as fault:
        with path.open("ab") as file:  # SQLite does not say why it cannot write, the system does
            file.write(bytes(1 << 16))
        raise OSError(errno.EIO, os.strerror(errno.EIO)) from fault


def _write_stack(stack: Stack, file: GeoPackageFile) -> None:
    facts, looks = StackMetadata(stack), _Looks(stack)
    first: ExportRequest | None = None
    for request, tables in stack.tables():
        first = first or request
        for part, table in tables.items():
            if part not in file.layers:
                title, words = request.language.text(PARTS[part]), stack.words(request.language)
                file.add_layer(part, title, f"{words} {metadata(first)['disclaimer']}")
            file.add_rows(part, table)
        facts.add(request)
        looks.add(request, tables)
    if first is not None:
        file.finish(facts.value(), {part: looks.qml(part, first.language) for part in file.layers})


class _Looks:
    """How the layers of a stack look: every look that any plan or day has."""

    def __init__(self, stack: Stack) -> None:
        self._by_day = stack.by_day
        self._levels: Levels = {}
        self._held = False
        self._walls: dict[str, str] = {}
        self._overlays: dict[tuple[str, str], tuple[str, str]] = {}

    def add(self, request: ExportRequest, tables: dict[str, gpd.GeoDataFrame]) -> None:
        outcome, language = request.outcome, request.language
        if outcome is None:
            self._held = True
            return
        if "zones" in tables:
            for what, levels in _levels(tables["zones"]).items():
                self._levels.setdefault(what, set()).update(levels)
        for part in tables.keys() - {"zones", "strip"}:
            if tables[part]["wall"].any():
                self._walls.setdefault(part, wall_words(outcome, language))
        if "strip" in tables:
            names = overlay_names(outcome, language)
            for name, drawn in overlay_looks(outcome.scenario).items():
                if name in names:
                    words = names[name] if self._by_day else f"{file_title(request)}: {names[name]}"
                    self._overlays.setdefault((request.id, name), (words, drawn))

    def qml(self, part: str, language: Language) -> str:
        if part == "zones":
            return stacked_zones_qml(self._levels, language, held=self._held)
        if part == "strip":
            return stacked_overlays_qml(self._overlays)
        label = language.text(PARTS[part] if part == "contact" else PLAN_LINE_WORDS)
        return line_qml(part, label, self._walls.get(part))


def _words(part: str, request: ExportRequest) -> str:
    """Return the description of a layer."""
    language = request.language
    about = CONTROL_ZONES if part == "zones" and request.outcome is None else DESCRIPTIONS[part]
    return language.text(about, plan=file_title(request), day=language.day(request.on),
                         source=line_source(request.ground.control.origin, language),
                         disclaimer=metadata(request)["disclaimer"])


def _qml(part: str, table: gpd.GeoDataFrame, request: ExportRequest) -> str:
    language = request.language
    if part == "strip":
        return overlays_qml(request.plan(), language)
    if part != "zones":
        wall = wall_words(request.plan(), language) if table["wall"].any() else None
        new = language.text(PLAN_LINE_WORDS)
        return line_qml(part, contact_words(request.ground, language) if part == "contact" else new, wall)
    if request.outcome is None:
        return control_qml(language)
    return zones_qml(_levels(table), language)


def _levels(zones: gpd.GeoDataFrame) -> Levels:
    """Return the looks of the zones, each with the levels of recognition that occur with it."""
    there: Levels = {}
    for status, holder, named in zones[["status", "holder", "level"]].itertuples(index=False, name=None):
        level = Level(named) if named else None
        there.setdefault(look_of(Status(status), Holder(holder), level), set()).add(level)
    return there
