"""GeoParquet 1.1: zones, lines and overlays as one table."""

import io
import json
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from geo.crs import STORE_CRS
from layers.export.metadata import metadata
from layers.export.shape_tables import COLUMNS, DAY, FLAG, REAL, TEXT, WHOLE, shape_tables
from layers.export.stack import Stack, StackMetadata
from layers.request import PARTS, ExportRequest

VERSION = "1.1.0"
GEOMETRY, GEO, METADATA = "geometry", "geo", "metadata"
"""The column of shapes, the key of their description by the standard, and that of our own metadata (JSON)."""

TYPES = {TEXT: pa.string(), REAL: pa.float64(), WHOLE: pa.int64(), DAY: pa.date32(), FLAG: pa.bool_()}


def parquet(request: ExportRequest) -> bytes:
    """Return the requested shapes as one GeoParquet in full detail.

    Returns
    -------
    bytes
        Columns `id`, `layer` (the name of the part), those of COLUMNS of all parts, and `geometry` (WKB,
        STORE_CRS). The metadata of the file has `metadata(request)` as JSON.

    Raises
    ------
    FormatError
        If none of the requested parts exists.
    """
    tables = shape_tables(request)
    out = io.BytesIO()
    with _Writer(out, list(tables)) as writer:
        writer.add(tables)
        writer.describe(metadata(request))
    return out.getvalue()


def parquet_stack(stack: Stack, path: Path) -> None:
    """Write several plans or days as one GeoParquet, each a row group or more.

    The columns are those of all parts that were asked for, whether or not a plan has them.

    Raises
    ------
    FormatError
        As `Stack.tables`.
    OSError
        If the file cannot be written.
    """
    facts = StackMetadata(stack)
    with path.open("wb") as out, ExitStack() as open_files:
        writer: _Writer | None = None
        for request, tables in stack.tables():
            if writer is None:
                parts = [part for part in PARTS if part in request.parts]
                writer = open_files.enter_context(_Writer(out, parts))
            writer.add(tables)
            facts.add(request)
        if writer is not None:
            writer.describe(facts.value())


class _Writer:
    """A GeoParquet that is written table by table."""

    def __init__(self, out: BinaryIO, parts: list[str]) -> None:
        self._kinds = {"id": TEXT, "layer": TEXT}
        for part in parts:
            self._kinds |= COLUMNS[part]
        self._schema = pa.schema([*((name, TYPES[kind]) for name, kind in self._kinds.items()),
                                  (GEOMETRY, pa.binary())])
        # Arrow's own copy of the schema would hide metadata that is added at the end.
        self._file = pq.ParquetWriter(out, self._schema, compression="zstd", store_schema=False)
        self._shapes: set[str] = set()
        self._bounds = np.full(4, np.nan)

    def __enter__(self) -> "_Writer":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, tables: dict[str, gpd.GeoDataFrame]) -> None:
        for part, table in tables.items():
            if table.empty:
                continue
            columns = {"id": list(table.index), "layer": [part] * len(table),
                       **{name: _values(table[name], kind) for name, kind in COLUMNS[part].items()},
                       GEOMETRY: shapely.to_wkb(table.geometry.to_numpy(), byte_order=1)}
            self._file.write_table(pa.table(
                [pa.array(columns.get(field.name, [None] * len(table)), field.type)
                 for field in self._schema], schema=self._schema))
            self._shapes |= set(table.geom_type)
            bounds = table.total_bounds
            self._bounds = np.concatenate([np.fmin(self._bounds[:2], bounds[:2]),
                                           np.fmax(self._bounds[2:], bounds[2:])])

    def describe(self, facts: dict[str, Any]) -> None:
        """Add the metadata, once everything is written."""
        described = _described_by_geopandas()
        about = described["columns"][GEOMETRY]
        about["geometry_types"] = sorted(self._shapes)
        if np.isfinite(self._bounds).all():
            about["bbox"] = self._bounds.tolist()
        self._file.add_key_value_metadata({GEO: json.dumps(described),
                                           METADATA: json.dumps(facts, ensure_ascii=False)})


def _values(column: pd.Series, kind: str) -> list[Any]:
    if kind == DAY:
        return [None if text is None else np.datetime64(text).astype("datetime64[D]").item()
                for text in column]
    return column.tolist()


def _described_by_geopandas() -> dict[str, Any]:
    """Return the description that GeoPandas gives of an empty column of shapes in STORE_CRS."""
    out = io.BytesIO()
    gpd.GeoDataFrame(geometry=[], crs=STORE_CRS).to_parquet(out, index=False, schema_version=VERSION)
    described: dict[str, Any] = json.loads(pq.read_schema(out).metadata[GEO.encode()])
    described["columns"][GEOMETRY].pop("bbox", None)
    return described
