"""GeoPackage (OGC 12-128r17): one layer per part, with metadata and styles inside.

The file is written directly as an SQLite database in memory: GDAL would add the current time and
needs a file on disk to append layers.
"""

import json
import sqlite3
import struct
from contextlib import closing
from typing import Any

import geopandas as gpd
import shapely
from pyproj import CRS
from shapely.geometry.base import BaseGeometry

from geo.crs import STORE_CRS
from geo.outcomes.figures import FIGURES_CHANGED
from geo.plans.rule import Level
from geo.status import Holder, Status
from layers.export.metadata import file_title, metadata
from layers.export.qgis_style import control_qml, line_qml, overlays_qml, zones_qml
from layers.export.shape_tables import COLUMNS, DAY, FLAG, POLYGONS, REAL, TEXT, WHOLE, shape_tables
from layers.language import N_
from layers.request import PARTS, ExportRequest
from layers.style.statuses import Shade, look_of
from layers.text.credit import line_source
from layers.text.legend import PLAN_LINE_WORDS, contact_words, wall_words

APPLICATION_ID = 0x47504B47  # "GPKG" in ASCII
VERSION = 10301
SRS_ID = 4326
LAST_CHANGE = f"{FIGURES_CHANGED}T00:00:00.000Z"
"""Used in place of the time of writing, so that the same input gives the same bytes."""

SQL_TYPES = {TEXT: "TEXT", REAL: "DOUBLE", WHOLE: "INTEGER", DAY: "DATE", FLAG: "BOOLEAN"}

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

TABLES = """
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY,
  organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL,
  description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL,
  identifier TEXT UNIQUE, description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL,
  definition TEXT NOT NULL, scope TEXT NOT NULL,
  CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
CREATE TABLE gpkg_metadata (id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL,
  md_scope TEXT NOT NULL DEFAULT 'dataset', md_standard_uri TEXT NOT NULL,
  mime_type TEXT NOT NULL DEFAULT 'text/xml', metadata TEXT NOT NULL DEFAULT '');
CREATE TABLE gpkg_metadata_reference (reference_scope TEXT NOT NULL, table_name TEXT, column_name TEXT,
  row_id_value INTEGER, timestamp DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  md_file_id INTEGER NOT NULL, md_parent_id INTEGER,
  CONSTRAINT crmr_mfi_fk FOREIGN KEY (md_file_id) REFERENCES gpkg_metadata(id),
  CONSTRAINT crmr_mpi_fk FOREIGN KEY (md_parent_id) REFERENCES gpkg_metadata(id));
CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT,
  f_table_schema TEXT, f_table_name TEXT, f_geometry_column TEXT, styleName TEXT, styleQML TEXT,
  styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT, ui TEXT,
  update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')));
"""

METADATA_EXTENSION = "http://www.geopackage.org/spec131/#extension_metadata"
METADATA_KIND = "http://purl.org/dc/terms/"


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
        base.execute("PRAGMA page_size = 4096")
        base.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        base.execute(f"PRAGMA user_version = {VERSION}")
        base.execute("BEGIN")
        for statement in TABLES.split(";"):
            base.execute(statement)
        base.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?,?,?,?,?,?)", _srs_rows())
        for part, table in tables.items():
            _write_layer(base, part, table, request)
        _write_metadata(base, request)
        _write_styles(base, tables, request)
        base.execute("COMMIT")
        return base.serialize()


def _srs_rows() -> list[tuple[Any, ...]]:
    wgs84 = CRS.from_user_input(STORE_CRS).to_wkt("WKT1_GDAL")
    return [
        ("Undefined Cartesian SRS", -1, "NONE", -1, "undefined", "undefined Cartesian coordinates"),
        ("Undefined geographic SRS", 0, "NONE", 0, "undefined", "undefined geographic coordinates"),
        ("WGS 84 geodetic", SRS_ID, "EPSG", SRS_ID, wgs84, "longitude/latitude in degrees on WGS 84"),
    ]


def _write_layer(
    base: sqlite3.Connection, part: str, table: gpd.GeoDataFrame, request: ExportRequest
) -> None:
    kind = "MULTIPOLYGON" if part in POLYGONS else "MULTILINESTRING"
    columns = COLUMNS[part]
    fields = "".join(f', "{name}" {SQL_TYPES[type_]}' for name, type_ in columns.items())
    base.execute(f'CREATE TABLE "{part}" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom {kind}, '
                 f"id TEXT NOT NULL UNIQUE{fields})")
    bounds = [None] * 4 if table.empty else [float(value) for value in table.total_bounds]
    language = request.language
    about = CONTROL_ZONES if part == "zones" and request.outcome is None else DESCRIPTIONS[part]
    words = language.text(about, plan=file_title(request), day=language.day(request.on),
                          source=line_source(request.ground.control.origin, language),
                          disclaimer=metadata(request)["disclaimer"])
    base.execute("INSERT INTO gpkg_contents VALUES (?,?,?,?,?,?,?,?,?,?)",
                 (part, "features", language.text(PARTS[part]), words, LAST_CHANGE, *bounds, SRS_ID))
    base.execute("INSERT INTO gpkg_geometry_columns VALUES (?,?,?,?,0,0)", (part, "geom", kind, SRS_ID))
    marks = ",".join("?" * (len(columns) + 2))
    names = ", ".join(f'"{name}"' for name in ("geom", "id", *columns))
    rows = [(_blob(shape), str(name), *values) for name, shape, values in zip(
        table.index, table.geometry, table[list(columns)].itertuples(index=False, name=None), strict=True)]
    base.executemany(f'INSERT INTO "{part}" ({names}) VALUES ({marks})', rows)  # noqa: S608
    # Names of parts and columns are constants of this project; every value is bound.


def _blob(shape: BaseGeometry) -> bytes:
    """Encode a geometry as GeoPackage binary: header, envelope, then WKB of a multi-geometry."""
    parts = list(shapely.get_parts(shape))
    ground = shape.geom_type.endswith("Polygon")
    multi = shapely.MultiPolygon(parts) if ground else shapely.MultiLineString(parts)
    west, south, east, north = multi.bounds
    little_endian_with_xy_envelope = 0b00000011
    head = struct.pack("<2sBBi4d", b"GP", 0, little_endian_with_xy_envelope, SRS_ID,
                       west, east, south, north)
    return head + bytes(shapely.to_wkb(multi, byte_order=1))


def _write_metadata(base: sqlite3.Connection, request: ExportRequest) -> None:
    base.executemany("INSERT INTO gpkg_extensions VALUES (?, NULL, 'gpkg_metadata', ?, 'read-write')", [
        ("gpkg_metadata", METADATA_EXTENSION), ("gpkg_metadata_reference", METADATA_EXTENSION)])
    facts = json.dumps(metadata(request), ensure_ascii=False, indent=1)
    base.execute("INSERT INTO gpkg_metadata VALUES (1, 'dataset', ?, 'application/json', ?)",
                 (METADATA_KIND, facts))
    base.execute("INSERT INTO gpkg_metadata_reference VALUES ('geopackage', NULL, NULL, NULL, ?, 1, NULL)",
                 (LAST_CHANGE,))


def _write_styles(base: sqlite3.Connection, tables: dict[str, gpd.GeoDataFrame],
                  request: ExportRequest) -> None:
    base.execute("INSERT INTO gpkg_contents VALUES ('layer_styles', 'attributes', 'layer_styles', '', ?, "
                 "NULL, NULL, NULL, NULL, NULL)", (LAST_CHANGE,))
    for part, table in tables.items():
        base.execute(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, "
            "styleName, styleQML, styleSLD, useAsDefault, description, owner, update_time) "
            "VALUES ('', '', ?, 'geom', ?, ?, '', 1, '', '', ?)",
            (part, part, _qml(part, table, request), LAST_CHANGE))


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


def _levels(zones: gpd.GeoDataFrame) -> dict[Status | Shade, set[Level | None]]:
    """Return the looks of the zones, each with the levels of recognition that occur with it."""
    there: dict[Status | Shade, set[Level | None]] = {}
    for status, holder, named in zones[["status", "holder", "level"]].itertuples(index=False, name=None):
        level = Level(named) if named else None
        there.setdefault(look_of(Status(status), Holder(holder), level), set()).add(level)
    return there
