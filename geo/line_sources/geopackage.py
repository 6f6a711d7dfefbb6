"""Reading polygons from the feature tables of an untrusted GeoPackage.

The file is opened as a database in memory by SQLite, which is allowed to read stored columns of ordinary
tables and nothing else: no views, triggers, functions, virtual tables or other files.
"""

import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import Any

from pyproj import CRS

from geo.errors import N_, SourceError, Words
from geo.line_sources.coordinate_systems import by_code, by_definition
from geo.line_sources.geometry_blob import polygons_in
from geo.line_sources.own_export import MARKS, MAX_CHARACTERS
from geo.line_sources.polygons import MAX_BYTES, Layer, Rings, SizeLimits
from geo.line_sources.selection.columns import looked_at
from geo.line_sources.selection.days import quoted
from geo.line_sources.selection.texts import short

MAGIC = b"SQLite format 3\0"
JOURNAL = slice(18, 20)  # journal mode; a file saved while open may ask for a write-ahead log
MAX_LAYERS = 200
MAX_STEPS = 2_000  # times STEP instructions of SQLite's virtual machine, one or two seconds
STEP = 100_000

TABLE = re.compile(r"\s*CREATE\s+TABLE\b", re.IGNORECASE)
ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ}
COLUMNS = "table_xinfo"
NEWER = "definition_12_063"
"""The column of definitions in WKT 2, which has some that WKT 1 can't express."""

LISTS: dict[str, tuple[str, ...]] = {
    "gpkg_geometry_columns": ("table_name", "column_name", "srs_id"),
    "gpkg_spatial_ref_sys": ("srs_id", "organization", "organization_coordsys_id", "definition")}
"""The metadata tables, with the columns that are read."""

CODED: dict[str, tuple[str, ...]] = {
    "gpkg_data_columns": ("table_name", "column_name", "constraint_name"),
    "gpkg_data_column_constraints": ("constraint_name", "constraint_type", "value", "description")}
MAX_CODES = 10_000
"""The same of the tables that say what codes stand for, and the most rows that are read of them."""


def read_geopackage(data: bytes, name: str) -> list[Layer]:
    """Read the polygons of a GeoPackage.

    Parameters
    ----------
    data
        The whole file.
    name
        The name of the file in messages.

    Returns
    -------
    list of Layer
        One per feature table with polygons, in the system that the table declares.

    Raises
    ------
    SourceError
        If the file is invalid; the message is one line with the first fault.
    """
    plain = bytearray(data)
    plain[JOURNAL] = b"\x01\x01"
    with closing(sqlite3.connect(":memory:")) as base:
        try:
            base.deserialize(bytes(plain))
            _lock(base)
            return [layer for layer in _layers(base, name) if layer.polygons]
        except (sqlite3.Error, UnicodeDecodeError, OverflowError, MemoryError) as fault:
            raise SourceError(N_("{name}: is no readable GeoPackage; it may be cut off: fetch or save it "
                                 "again"), name=name) from fault


def _lock(base: sqlite3.Connection) -> None:
    """Restrict the connection to reading columns, for a limited number of steps."""
    base.execute("PRAGMA trusted_schema = OFF")
    base.execute("PRAGMA cell_size_check = ON")
    base.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_BYTES)
    base.text_factory = lambda text: text.decode("utf-8", "replace")
    steps = iter(range(MAX_STEPS))
    base.set_progress_handler(lambda: int(next(steps, None) is None), STEP)
    base.set_authorizer(_may)


def _may(action: int, what: str | None, *_: str | None) -> int:
    asked = action in ALLOWED or (action == sqlite3.SQLITE_PRAGMA and what == COLUMNS)
    return sqlite3.SQLITE_OK if asked else sqlite3.SQLITE_DENY


def _layers(base: sqlite3.Connection, name: str) -> Iterator[Layer]:
    tables = {str(row[0]).lower() for row in _read(
        base, "SELECT name, sql FROM sqlite_master WHERE type = 'table'") if TABLE.match(str(row[1]))}
    if not tables >= LISTS.keys():
        raise SourceError(N_("{name}: is an SQLite database, but no GeoPackage; save it as GeoPackage or "
                             "GeoJSON"), name=name)
    if not all(_plain(base, table).issuperset(columns) for table, columns in LISTS.items()):
        raise SourceError(N_("{name}: is no readable GeoPackage; it may be cut off: fetch or save it "
                             "again"), name=name)
    geometry = list(_read(base, "SELECT table_name, column_name, srs_id FROM gpkg_geometry_columns LIMIT ?",
                          MAX_LAYERS + 1))
    if len(geometry) > MAX_LAYERS:
        raise SourceError(N_("{name}: has more than {most} layers; save those with the ground that Russia "
                             "holds"), name=name, most=MAX_LAYERS)
    views = {str(row[0]) for row in _read(base, "SELECT name FROM sqlite_master WHERE type = 'view'")}
    shown = [str(table) for table, *_ in geometry if str(table) in views]
    if shown:
        beside = any(str(table).lower() in tables for table, *_ in geometry)
        what = (Words(N_("has a view beside its tables")) if beside
                else Words(N_("holds no polygon in its tables")))
        raise SourceError(N_("{name}: {what}: views are not read; save the layer {layer} as a GeoPackage "
                             "of its own"), name=name, what=what, layer=quoted(shown[0]))
    budget = SizeLimits(name)
    for table, column, system in geometry:
        if str(table).lower() in tables:
            meanings = _meanings(base, str(table)) if tables >= CODED.keys() else {}
            polygons, rows = _features(base, str(table), str(column), budget, meanings)
            declared = _system(base, system, name) if polygons else None
            yield Layer(str(table), tuple(polygons), tuple(rows), declared, assumed=declared is None)


def _meanings(base: sqlite3.Connection, table: str) -> dict[tuple[str, str], str]:
    """Return what the codes in a table's columns stand for, by column and code (the extension Schema)."""
    if not all(_plain(base, one).issuperset(columns) for one, columns in CODED.items()):
        return {}
    names: dict[str, list[tuple[str, str]]] = {}
    listed = _read(base, "SELECT constraint_name, constraint_type, value, description "
                         "FROM gpkg_data_column_constraints LIMIT ?", MAX_CODES)
    for called, kind, code, means in listed:
        if str(kind).lower() == "enum" and means:
            names.setdefault(str(called), []).append((str(code), str(means)))
    columns = _read(base, "SELECT table_name, column_name, constraint_name FROM gpkg_data_columns LIMIT ?",
                    MAX_CODES)
    return {(str(column).lower(), code): means for of, column, called in columns
            if str(of).lower() == table.lower() for code, means in names.get(str(called), ())}


def _features(
    base: sqlite3.Connection, table: str, column: str, budget: SizeLimits,
    meanings: Mapping[tuple[str, str], str],
) -> tuple[list[Rings], list[Mapping[str, str]]]:
    """Return the polygons of a table and, for each, the other columns as short texts."""
    columns = _plain(base, table)
    if column.lower() not in columns:
        raise SourceError(N_("{name}: is no readable GeoPackage; it may be cut off: fetch or save it again"),
                          name=budget.name)  # SQLite would read a string
    others = looked_at(sorted(columns - {column.lower(), *MARKS}))
    known = [*(mark for mark in MARKS if mark in columns), *others]
    wanted = ", ".join(map(_quoted, [column, *known]))
    polygons: list[Rings] = []
    rows: list[Mapping[str, str]] = []
    for blob, *values in _read(base, f"SELECT {wanted} FROM {_quoted(table)}"):  # noqa: S608
        row = {key: _shown(meanings.get((key, str(value)), str(value)), key)
               for key, value in zip(known, values, strict=True)
               if value is not None and not isinstance(value, bytes)}
        if isinstance(blob, bytes):
            for polygon in polygons_in(blob, budget):
                polygons.append(polygon)
                rows.append(row)
    return polygons, rows


def _shown(text: str, column: str) -> str:
    return text[:MAX_CHARACTERS] if column in MARKS else short(text)


def _system(base: sqlite3.Connection, number: Any, name: str) -> CRS | None:
    """Return the system of a table; None if the file declares it undefined."""
    newer = NEWER if NEWER in _plain(base, "gpkg_spatial_ref_sys") else "NULL"
    found = list(_read(base, f"SELECT organization, organization_coordsys_id, definition, {newer} "  # noqa: S608
                             "FROM gpkg_spatial_ref_sys WHERE srs_id = ?", number))
    if not found or number in (-1, 0):
        return None
    organization, code, definition, definition_2 = found[0]
    known = None
    if str(organization).lower() == "epsg" and isinstance(code, int):
        known = by_code(code)
    known = known or by_definition(str(definition)) or by_definition(str(definition_2))
    if known is None:
        raise SourceError(N_("{name}: the coordinate system that it declares is not known; save it in "
                             "EPSG:4326"), name=name)
    return known


def _read(base: sqlite3.Connection, query: str, *values: Any) -> Iterator[Any]:
    yield from base.execute(query, values)


def _plain(base: sqlite3.Connection, table: str) -> set[str]:
    """Return the names of stored columns, leaving out generated ones, which evaluate expressions."""
    rows = _read(base, f"PRAGMA {COLUMNS}({_quoted(table)})")
    return {str(name).lower() for _, name, *_, hidden in rows if hidden == 0}


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
