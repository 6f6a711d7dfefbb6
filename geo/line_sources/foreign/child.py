"""The process that reads an untrusted file with GDAL or Arrow: bytes in, columns and WKB out.

It is started by `geo.line_sources.foreign.process` as a script, reads the file from its standard input and
writes its answer to the standard output. Before it touches the file it gives up what it may do: the kernel
then refuses every new file descriptor (a file, a connection, a process), more memory, and more time. GDAL
keeps one driver of all.

The answer is a sequence of pieces, each after its length (four bytes, little-endian): a JSON object with
`fault`, or with `system`, `columns` and `rows`; then one WKB per row, empty if a row has no geometry.
Whatever a library raises about a broken file ends the process without an answer.
"""

import json
import struct
import sys
import warnings
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parents[3]))  # an isolated Python doesn't look there

from geo.line_sources.foreign.kinds import (
    EDGES,
    ENCODING,
    FLATGEOBUF,
    GEOPARQUET,
    LIMITS,
    MEMORY,
    NO_GEOMETRY,
    ROWS,
)
from geo.line_sources.selection.columns import MAX_CHARACTERS, MAX_WORDS, looked_at
from geo.line_sources.selection.texts import short

MAX_MEMORY = 1_500_000_000  # bytes of addresses, a third of them libraries
MAX_CPU_S = 10
MAX_COLUMNS = 1_000
BOX = {"xmin", "xmax", "ymin", "ymax"}
"""The parts of a column with the extent of each row."""


class Refused(Exception):
    """The file cannot be read; the message is one of the words of `kinds`."""


def main(kind: str, marks: Sequence[str], most: int) -> None:
    """Read a file of a kind; `marks` are columns that are kept whatever else is, `most` the rows allowed."""
    data = sys.stdin.buffer.read()
    warnings.simplefilter("ignore")
    try:
        read = {FLATGEOBUF: _flatgeobuf, GEOPARQUET: _geoparquet}[kind]()
        if not _give_up():
            raise Refused(LIMITS)
        system, columns, values, blobs = read(data, marks, most)
        rows = [[_text(column[row]) for column in values] for row in range(len(blobs))]
        pieces = [json.dumps({"system": system, "columns": columns, "rows": rows}).encode(),
                  *(blob or b"" for blob in blobs)]
    except Refused as fault:
        pieces = [json.dumps({"fault": str(fault)}).encode()]
    except MemoryError:
        pieces = [json.dumps({"fault": MEMORY}).encode()]
    out = sys.stdout.buffer
    for piece in pieces:
        out.write(struct.pack("<I", len(piece)))
        out.write(piece)
    out.flush()


def _give_up() -> bool:
    """Take away files, connections, memory and time from this process; False if the system cannot."""
    try:
        import resource
    except ImportError:
        return False
    for limit, most in ((resource.RLIMIT_AS, MAX_MEMORY), (resource.RLIMIT_CPU, MAX_CPU_S),
                        (resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_NOFILE, 0)):
        resource.setrlimit(limit, (most, most))
    return True


def _text(value: Any) -> str | None:
    """Return a plain value as a short text, as the readers of other formats do."""
    if isinstance(value, bytes) or value is None or value != value:  # noqa: PLR0124 - not a number
        return None
    return short(value if isinstance(value, (int, float)) else str(value)[:4 * MAX_CHARACTERS])


def _kept(names: Sequence[str], marks: Sequence[str]) -> list[str]:
    known = [name for name in names[:MAX_COLUMNS] if len(name) <= MAX_CHARACTERS]
    return list(dict.fromkeys([*(name for name in known if name in marks), *looked_at(known)]))


def _flatgeobuf() -> Any:
    import numpy as np
    import pyogrio
    import pyogrio._ogr as ogr
    from pyogrio import raw

    others = ",".join(sorted({*pyogrio.list_drivers()} - {FLATGEOBUF}))
    pyogrio.set_gdal_config_options({"GDAL_SKIP": others, "OGR_SKIP": others})
    ogr._register_drivers()
    if list(pyogrio.list_drivers()) != [FLATGEOBUF]:
        raise Refused(LIMITS)
    pyogrio.set_gdal_config_options({"VERIFY_BUFFERS": "YES", "GDAL_DISABLE_READDIR_ON_OPEN": "EMPTY_DIR"})
    # Coordinate systems are in a database, which stays open once it is asked for one.
    point = np.array([struct.pack("<BIdd", 1, 1, 0, 0)], object)
    sample = BytesIO()
    raw.write(sample, point, [], [], geometry_type="Point", crs="EPSG:32636", driver=FLATGEOBUF,
              layer="sample", layer_options={"SPATIAL_INDEX": "NO"})
    raw.read(sample.getvalue())

    def read(data: bytes, marks: Sequence[str], most: int) -> Any:
        info = pyogrio.read_info(data)
        columns = _kept([str(name) for name in info["fields"]], marks)
        meta, _, blobs, fields = raw.read(data, columns=columns, max_features=most + 1)
        if blobs is None:
            raise Refused(NO_GEOMETRY)
        if len(blobs) > most:
            raise Refused(ROWS)
        names = [str(name) for name in meta["fields"]]
        return meta["crs"], names, [field.tolist() for field in fields], blobs.tolist()

    return read


def _geoparquet() -> Any:
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    pa.set_memory_pool(pa.system_memory_pool())

    def values(table: Any, path: Sequence[str]) -> list[Any]:
        column = table.column(path[0])
        for name in path[1:]:
            column = pc.struct_field(column, name)
        if pa.types.is_list(column.type):
            return [", ".join(filter(None, words[:MAX_WORDS])) or None if words else None
                    for words in column.to_pylist()]
        # A text that is stored once can stand in every row.
        short = pc.utf8_slice_codeunits(column, 0, 4 * MAX_CHARACTERS) if _is_text(column.type) else column
        return list(short.to_pylist())

    def read(data: bytes, marks: Sequence[str], most: int) -> Any:
        file = pq.ParquetFile(pa.BufferReader(data))
        if file.metadata.num_rows > most:
            raise Refused(ROWS)
        schema = file.schema_arrow
        described = json.loads((schema.metadata or {}).get(b"geo") or b"null")
        if not isinstance(described, dict):
            raise Refused(NO_GEOMETRY)
        column = described["primary_column"]
        about = described["columns"][column]
        if about["encoding"] != "WKB":
            raise Refused(ENCODING)
        if about.get("edges", "planar") != "planar":
            raise Refused(EDGES)
        found = _paths(schema, column, marks)
        names = _kept(list(found), marks)
        wanted = dict.fromkeys(found[name][0] for name in names)
        table = file.read(columns=[column, *wanted], use_threads=False)
        system = about.get("crs", "OGC:CRS84")
        return (json.dumps(system) if isinstance(system, dict) else system, names,
                [values(table, found[name]) for name in names], table.column(column).to_pylist())

    return read


def _paths(schema: Any, geometry: str, marks: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return where the columns with plain values or lists of words are, by name; those within others last."""
    import pyarrow as pa

    paths: dict[str, tuple[str, ...]] = {field.name: (field.name,) for field in schema
                                         if field.name != geometry and _is_told(field.type)}
    for field in schema:
        inner = {one.name for one in field.type if _is_told(one.type)} if pa.types.is_struct(
            field.type) else set()
        for name in sorted(inner - {*marks}) if not inner >= BOX else ():
            paths.setdefault(name, (field.name, name))
    return paths


def _is_told(kind: Any) -> bool:
    import pyarrow as pa

    if pa.types.is_list(kind):
        return _is_text(kind.value_type)
    return not pa.types.is_nested(kind) and not pa.types.is_binary(kind)


def _is_text(kind: Any) -> bool:
    import pyarrow as pa

    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[3].split(","), int(sys.argv[2]))
