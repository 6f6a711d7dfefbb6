"""FlatGeobuf and GeoParquet: equal to GDAL's reading, from a process that can open nothing."""

import io
import json
import random
import struct
import subprocess
import sys
from datetime import date
from typing import Any

import geopandas as gpd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

from geo.errors import SourceError
from geo.line_sources.foreign import process
from geo.line_sources.foreign.kinds import FLATGEOBUF
from geo.line_sources.formats import read_layers
from geo.line_sources.reader import ParsedControl, parse_control
from geo.measure import areas_km2
from geo.world import World
from tests.conftest import ROOT
from tests.geo.line_sources.test_line_reader import gap_km2
from tests.geo.selection.test_line_selection import EAST, MIDDLE, WEST
from tests.support.files.line_files import flatgeobuf as fgb
from tests.support.files.line_files import geojson, gpkg, zipped

pytestmark = pytest.mark.slow  # each file is read by a process of its own
DAY = date(2025, 11, 21)
HOLED = shapely.difference(EAST, shapely.box(38.1, 48.3, 38.2, 48.4))
TABLE = gpd.GeoDataFrame(
    {"status": ["Occupied land", "Occupied land", "Unknown status"], "n": [1, 2, None],
     "at": [2.5, None, 1.0]},
    geometry=[HOLED, shapely.MultiPolygon([WEST, shapely.box(34, 48, 34.2, 48.2)]), MIDDLE], crs="EPSG:4326")


def parquet(table: gpd.GeoDataFrame, **about: Any) -> bytes:
    """Write GeoParquet; `about` changes what it says of its geometry."""
    out = io.BytesIO()
    table.to_parquet(out)
    if not about:
        return out.getvalue()
    whole = pq.read_table(pa.BufferReader(out.getvalue()))
    described = json.loads(whole.schema.metadata[b"geo"])
    described["columns"]["geometry"] |= about
    return written(whole.replace_schema_metadata({b"geo": json.dumps(described).encode()}))


def written(table: pa.Table) -> bytes:
    out = io.BytesIO()
    pq.write_table(table, out)
    return out.getvalue()


MAKERS = {"fgb": fgb, "parquet": parquet}


def read(world: World, data: bytes) -> ParsedControl:
    return parse_control(data, "line.x", DAY, world.regions_m)


@pytest.mark.parametrize("system", ["EPSG:4326", "EPSG:32637", "EPSG:3857", "ESRI:102027", None])
@pytest.mark.parametrize("kind", MAKERS)
def test_a_file_is_read_as_gdal_reads_it(world: World, kind: str, system: str | None) -> None:
    table = TABLE.set_crs(None, allow_override=True) if system is None else TABLE.to_crs(system)
    found = read(world, MAKERS[kind](table))
    held = [HOLED, *shapely.get_parts(TABLE.geometry.iloc[1])]
    assert gap_km2(found, read(world, geojson(shapely.MultiPolygon(held)))) < 1e-3 * sum(areas_km2(held))
    counted = [dict(note.values) for note in found.notes if note.kind == "counted"]
    assert [note["value"] for note in counted] == ["'status' 'Occupied land'"]


@pytest.mark.parametrize("kind", MAKERS)
def test_values_come_as_short_texts(kind: str) -> None:
    table = TABLE.assign(long="x" * 5_000, day=[date(2025, 1, 2)] * 3)
    rows = read_layers(MAKERS[kind](table), "x")[0].rows
    assert len(rows) == 4
    assert {row["status"] for row in rows} == {"Occupied land", "Unknown status"}
    assert {len(row["long"]) for row in rows} == {80}
    assert {row["day"][:10] for row in rows} == {"2025-01-02"}
    assert all("at" in row or row["status"] == "Occupied land" for row in rows)


NESTED: dict[str, Any] = {"within a column": lambda word: {"info": {"status": word, "n": 1}},
                          "a list of words": lambda word: {"tags": ["area", word, None]},
                          "beside an extent": lambda word: {"status": word, "bbox": dict.fromkeys(
                              ("xmin", "xmax", "ymin", "ymax"), 36.0)}}


@pytest.mark.parametrize("case", NESTED)
def test_columns_within_columns_of_geoparquet_are_told(world: World, case: str) -> None:
    made = NESTED[case]
    table = gpd.GeoDataFrame([made("Occupied"), made("Liberated")], geometry=[EAST, MIDDLE], crs="EPSG:4326")
    data = parquet(table)
    assert gap_km2(read(world, data), read(world, geojson(EAST))) < 1e-6
    assert all(set(row) <= {"status", "n", "tags"} for row in read_layers(data, "x")[0].rows)


def test_tables_are_read_within_archives(world: World) -> None:
    plain = read(world, geojson(EAST))
    table = gpd.GeoDataFrame(geometry=[EAST], crs="EPSG:4326")
    for name, data in {"a.gpkg": gpkg(EAST), "a.fgb": fgb(table), "b/a.GeoParquet": parquet(table)}.items():
        assert gap_km2(read(world, zipped({name: data})), plain) < 1e-6, name
    both = zipped({"Occupied.gpkg": gpkg(EAST), "Unknown status.gpkg": gpkg(MIDDLE)})
    assert gap_km2(read(world, both), plain) < 1e-6
    with pytest.raises(SourceError, match=r"several layers hold polygons \('a/line', 'b/line'\)"):
        read(world, zipped({"a.gpkg": gpkg(EAST), "b.gpkg": gpkg(MIDDLE)}))


def swelling() -> bytes:
    """A few kilobytes with one text of a megabyte in each of 50,000 rows."""
    rows = pa.array([0] * 50_000, pa.int32())
    columns = {"geometry": pa.array([shapely.to_wkb(EAST)] * 50_000),
               "status": pa.DictionaryArray.from_arrays(rows, pa.array(["x" * 1_000_000]))}
    out = io.BytesIO()
    with pq.ParquetWriter(out, pa.table(columns).schema, store_schema=False, compression="zstd") as writer:
        writer.write_table(pa.table(columns))
        writer.add_key_value_metadata(
            {"geo": pq.read_schema(pa.BufferReader(parquet(TABLE))).metadata[b"geo"].decode()})
    return out.getvalue()


POINTS = gpd.GeoDataFrame(geometry=[shapely.Point(38, 48)], crs="EPSG:4326")
REFUSED = {
    "plain Parquet": (lambda: written(pa.table({"a": [1]})), "save it as GeoParquet"),
    "GeoArrow": (lambda: parquet(TABLE, encoding="multipolygon"), "with the encoding WKB"),
    "edges on a sphere": (lambda: parquet(TABLE, edges="spherical"), "save it with planar edges"),
    "a strange system": (lambda: parquet(TABLE, crs={"type": "GeographicCRS"}), "save it in EPSG:4326"),
    "a system of another kind": (lambda: parquet(TABLE, crs=["x"]), "is cut off or broken"),
    "points in Parquet": (lambda: parquet(POINTS), "holds no polygon"),
    "points": (lambda: fgb(POINTS), "holds no polygon"),
    "a geometry of words": (lambda: written(pa.table({"geometry": ["x"]}).replace_schema_metadata(
        pq.read_table(pa.BufferReader(parquet(TABLE))).schema.metadata)), "is cut off or broken"),
    "WKB that is none": (lambda: written(pa.table({"geometry": [b"\1\3\0"]}).replace_schema_metadata(
        pq.read_table(pa.BufferReader(parquet(TABLE))).schema.metadata)), "geometry is cut off or broken"),
    "texts that swell": (swelling, "takes too much memory to read"),
    "half a file": (lambda: parquet(TABLE)[:-300], "is cut off or broken"),
    "half a FlatGeobuf": (lambda: fgb(TABLE)[:-300], "is cut off or broken"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_read_is_refused_with_what_to_do(world: World, case: str) -> None:
    made, said = REFUSED[case]
    with pytest.raises(SourceError) as fault:
        read(world, made())
    assert said in str(fault.value)
    assert str(fault.value).startswith("line.x: ")


@pytest.mark.parametrize("kind", MAKERS)
def test_features_beyond_the_limit_are_refused(
    world: World, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "MAX_RINGS", 2)
    with pytest.raises(SourceError, match="more than 2 features"):
        read(world, MAKERS[kind](TABLE))


def test_the_process_can_open_nothing_and_knows_one_driver() -> None:
    code = """
import runpy, sys
there = runpy.run_path(sys.argv[1])
read = there["_flatgeobuf"]()
assert there["_give_up"]()
import pyogrio, socket, subprocess
print(list(pyogrio.list_drivers()))
for act in (lambda: open(sys.argv[1]), socket.socket, lambda: subprocess.run(["true"]),
            lambda: bytearray(3_000_000_000), lambda: pyogrio.read_info(sys.argv[2])):
    try:
        act()
    except (OSError, MemoryError, pyogrio.errors.DataSourceError) as fault:
        print(type(fault).__name__)
"""
    file = ROOT / "data" / "boundaries" / "regions.geojson"
    done = subprocess.run([sys.executable, "-I", "-W", "ignore", "-c", code, str(process.CHILD), str(file)],
                          capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["['FlatGeobuf']", "OSError", "OSError", "OSError", "MemoryError",
                                   "DataSourceError"]


@pytest.mark.parametrize("answer", [
    b"", b"\1\0", struct.pack("<I", 9) + b"{}", struct.pack("<I", 2) + b"[]", struct.pack("<I", 2) + b"{}",
    struct.pack("<I", 13) + b'{"fault": "x"', struct.pack("<I", 14) + b'{"fault": "x"}',
    struct.pack("<I", 44) + b'{"system": 1, "columns": [], "rows": [[]] }  ' + struct.pack("<I", 0),
    struct.pack("<I", 46) + b'{"system": null, "columns": ["a"], "rows": [1]}'[:46],
    struct.pack("<I", 46) + b'{"system": null, "columns": [], "rows": [[1]]}' + struct.pack("<I", 0),
    struct.pack("<I", 20_000) + b"[" * 20_000,
])
def test_an_answer_that_no_reader_gives_is_refused(answer: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_run", lambda *_: answer)
    with pytest.raises(SourceError, match="cut off or broken"):
        process.answer_of(b"", FLATGEOBUF, "x")


def test_a_process_that_hangs_or_writes_without_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "WAIT_S", 0.5)
    with pytest.raises(TimeoutError):
        process._run([sys.executable, "-c", "import time; time.sleep(600)"], b"x" * 1_000_000)
    monkeypatch.setattr(process, "WAIT_S", 0.0)
    with pytest.raises(SourceError, match="takes too long to read; simplify it"):
        process.answer_of(fgb(TABLE), FLATGEOBUF, "x")
    monkeypatch.setattr(process, "WAIT_S", 600.0)
    monkeypatch.setattr(process, "MAX_ANSWER", 1_000)
    endless = "import sys\nwhile True: sys.stdout.write('x' * 100)"
    assert len(process._run([sys.executable, "-c", endless], b"")) == 1_001


@pytest.mark.parametrize("kind", MAKERS)
def test_a_damaged_file_is_read_or_refused(toy_world: World, kind: str) -> None:
    chance = random.Random(3)  # noqa: S311
    whole = MAKERS[kind](TABLE)
    for _ in range(8):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 5, 40))):
            data[chance.randrange(8, len(data))] = chance.randrange(256)
        try:
            parse_control(bytes(data), "line.x", DAY, toy_world.regions_m)
        except SourceError as fault:
            assert str(fault).startswith("line.x: ")  # noqa: PT017
            assert str(fault).isprintable()  # noqa: PT017
