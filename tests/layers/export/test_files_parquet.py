"""GeoParquet: conforming to version 1.1 of the standard, and unchanged when read by GeoPandas."""

import io
import json
from collections.abc import Callable
from typing import Any

import geopandas as gpd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

from layers.export.metadata import metadata
from layers.export.parquet import parquet
from layers.export.shape_tables import COLUMNS, shape_tables
from layers.request import PARTS, ExportRequest
from tests.support.files.export_requests import HOSTILE, PLAN, STRIP_PLAN, THINGS, RequestOf

ZONES = frozenset({"zones"})
KINDS: dict[str, Callable[[Any], bool]] = {
    "text": pa.types.is_string, "real": pa.types.is_float64, "whole": pa.types.is_int64,
    "day": pa.types.is_date32, "flag": pa.types.is_boolean}


@pytest.mark.parametrize("thing", THINGS)
def test_geopandas_reads_what_was_written(thing: str, request_of: RequestOf) -> None:
    request = request_of(thing)
    read = pq.read_table(io.BytesIO(parquet(request)))
    shapes = gpd.read_parquet(io.BytesIO(parquet(request))).set_index("id").geometry
    assert shapes.crs.to_epsg() == 4326
    tables = shape_tables(request)
    rows = read.drop_columns(["geometry"]).to_pylist()
    expected = [{"id": name, "layer": part, **row} for part, table in tables.items()
                for name, row in zip(table.index, table[list(COLUMNS[part])].to_dict("records"), strict=True)]
    for found, row in zip(rows, expected, strict=True):
        plain = {**found, "line_date": found["line_date"].isoformat()}
        assert plain == {**dict.fromkeys(found), **row}
    for table in tables.values():
        assert shapely.equals_exact(shapes[table.index].to_numpy(), table.geometry.to_numpy()).all()


def test_the_description_of_shapes_is_as_the_standard_says(request_of: RequestOf) -> None:
    content = parquet(request_of(STRIP_PLAN))
    assert content[:4] == content[-4:] == b"PAR1"
    said = json.loads(pq.read_metadata(io.BytesIO(content)).metadata[b"geo"])
    assert (said["version"], said["primary_column"]) == ("1.1.0", "geometry")
    about = said["columns"]["geometry"]
    shapes = gpd.read_parquet(io.BytesIO(content)).geometry
    assert about["encoding"] == "WKB"
    assert about["geometry_types"] == sorted(set(shapes.geom_type))
    assert about["bbox"] == list(shapes.total_bounds)
    assert about["crs"]["id"] == {"authority": "EPSG", "code": 4326}


def test_every_column_has_the_type_of_its_values_even_if_it_has_none(request_of: RequestOf) -> None:
    for request in (request_of(PLAN), request_of(PLAN, regions=frozenset())):
        schema = pq.read_schema(io.BytesIO(parquet(request)))
        for part in shape_tables(request):
            for name, kind in COLUMNS[part].items():
                assert KINDS[kind](schema.field(name).type), name
    assert pq.read_table(io.BytesIO(parquet(request))).num_rows == 0
    assert "bbox" not in json.loads(schema.metadata[b"geo"])["columns"]["geometry"]


def test_zones_alone_have_their_own_columns_alone(request_of: RequestOf) -> None:
    table = pq.read_table(io.BytesIO(parquet(request_of(STRIP_PLAN, parts=ZONES))))
    assert table.column_names == ["id", "layer", *COLUMNS["zones"], "geometry"]


def test_a_file_says_where_it_comes_from(hostile: ExportRequest, request_of: RequestOf) -> None:
    for request in (hostile, request_of(PLAN)):
        said = pq.read_schema(io.BytesIO(parquet(request))).metadata[b"metadata"]
        assert json.loads(said) == metadata(request)
    rows = pq.read_table(io.BytesIO(parquet(hostile))).to_pylist()
    assert {row["region_name"] for row in rows} == {HOSTILE}
    assert {row["layer"] for row in rows} == set(PARTS)
