"""The container of a GeoPackage (OGC 12-128r17): a database with layers, metadata and styles.

The file is written directly as an SQLite database: GDAL would add the current time.
"""

import json
import sqlite3
import struct
from collections.abc import Mapping
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from pyproj import CRS
from shapely.geometry.base import BaseGeometry

from geo.crs import STORE_CRS
from geo.outcomes.figures import FIGURES_CHANGED
from layers.export.shape_tables import COLUMNS, DAY, FLAG, POLYGONS, REAL, TEXT, WHOLE

APPLICATION_ID = 0x47504B47  # "GPKG" in ASCII
VERSION = 10301
SRS_ID = 4326
LAST_CHANGE = f"{FIGURES_CHANGED}T00:00:00.000Z"
"""Used in place of the time of writing, so that the same input gives the same bytes."""

SQL_TYPES = {TEXT: "TEXT", REAL: "DOUBLE", WHOLE: "INTEGER", DAY: "DATE", FLAG: "BOOLEAN"}

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


class GeoPackageFile:
    """A GeoPackage in an empty database, which is written layer by layer.

    Parameters
    ----------
    base
        An empty database, in which no transaction is begun.
    """

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base
        self._bounds: dict[str, np.ndarray] = {}
        base.execute("PRAGMA page_size = 4096")
        base.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        base.execute(f"PRAGMA user_version = {VERSION}")
        base.execute("BEGIN")
        for statement in TABLES.split(";"):
            base.execute(statement)
        base.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?,?,?,?,?,?)", _srs_rows())

    @property
    def layers(self) -> list[str]:
        """The parts that have a layer, in their order."""
        return list(self._bounds)

    def add_layer(self, part: str, title: str, words: str) -> None:
        """Add an empty layer for a part, with a title and a description."""
        kind = "MULTIPOLYGON" if part in POLYGONS else "MULTILINESTRING"
        fields = "".join(f', "{name}" {SQL_TYPES[type_]}' for name, type_ in COLUMNS[part].items())
        self._base.execute(f'CREATE TABLE "{part}" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, '
                           f"geom {kind}, id TEXT NOT NULL UNIQUE{fields})")
        self._base.execute("INSERT INTO gpkg_contents VALUES (?,?,?,?,?,NULL,NULL,NULL,NULL,?)",
                           (part, "features", title, words, LAST_CHANGE, SRS_ID))
        self._base.execute("INSERT INTO gpkg_geometry_columns VALUES (?,?,?,?,0,0)",
                           (part, "geom", kind, SRS_ID))
        self._bounds[part] = np.full(4, np.nan)

    def add_rows(self, part: str, table: gpd.GeoDataFrame) -> None:
        """Add the rows of a table to the layer of its part."""
        columns = COLUMNS[part]
        marks = ",".join("?" * (len(columns) + 2))
        names = ", ".join(f'"{name}"' for name in ("geom", "id", *columns))
        rows = [(_blob(shape), str(name), *values) for name, shape, values in zip(
            table.index, table.geometry, table[list(columns)].itertuples(index=False, name=None),
            strict=True)]
        self._base.executemany(f'INSERT INTO "{part}" ({names}) VALUES ({marks})', rows)  # noqa: S608
        # Names of parts and columns are constants of this project; every value is bound.
        if len(table):
            known, new = self._bounds[part], table.total_bounds
            self._bounds[part] = np.concatenate([np.fmin(known[:2], new[:2]), np.fmax(known[2:], new[2:])])

    def finish(self, facts: dict[str, Any], styles: Mapping[str, str]) -> None:
        """Add metadata, and the QGIS style of each layer, and end the transaction."""
        for part, bounds in self._bounds.items():
            if np.isfinite(bounds).all():
                self._base.execute("UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ? "
                                   "WHERE table_name = ?", (*map(float, bounds), part))
        self._write_metadata(facts)
        self._base.execute(
            "INSERT INTO gpkg_contents VALUES ('layer_styles', 'attributes', 'layer_styles', '', ?, "
            "NULL, NULL, NULL, NULL, NULL)", (LAST_CHANGE,))
        self._base.executemany(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, "
            "styleName, styleQML, styleSLD, useAsDefault, description, owner, update_time) "
            "VALUES ('', '', ?, 'geom', ?, ?, '', 1, '', '', ?)",
            [(part, part, qml, LAST_CHANGE) for part, qml in styles.items()])
        self._base.execute("COMMIT")

    def _write_metadata(self, facts: dict[str, Any]) -> None:
        self._base.executemany(
            "INSERT INTO gpkg_extensions VALUES (?, NULL, 'gpkg_metadata', ?, 'read-write')", [
                ("gpkg_metadata", METADATA_EXTENSION), ("gpkg_metadata_reference", METADATA_EXTENSION)])
        self._base.execute("INSERT INTO gpkg_metadata VALUES (1, 'dataset', ?, 'application/json', ?)",
                           (METADATA_KIND, json.dumps(facts, ensure_ascii=False, indent=1)))
        self._base.execute(
            "INSERT INTO gpkg_metadata_reference VALUES ('geopackage', NULL, NULL, NULL, ?, 1, NULL)",
            (LAST_CHANGE,))


def _srs_rows() -> list[tuple[Any, ...]]:
    wgs84 = CRS.from_user_input(STORE_CRS).to_wkt("WKT1_GDAL")
    return [
        ("Undefined Cartesian SRS", -1, "NONE", -1, "undefined", "undefined Cartesian coordinates"),
        ("Undefined geographic SRS", 0, "NONE", 0, "undefined", "undefined geographic coordinates"),
        ("WGS 84 geodetic", SRS_ID, "EPSG", SRS_ID, wgs84, "longitude/latitude in degrees on WGS 84"),
    ]


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
