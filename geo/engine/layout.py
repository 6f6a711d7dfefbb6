"""The layout of the engine's file: a head in JSON, then columns of numbers, all in one gzip stream.

The unpacked file is MAGIC, the length of the head in bytes (uint32), the head in UTF-8, and the columns one
after another in the order of COLUMNS, all numbers little-endian and without padding. The head names under
`columns` the number of values of each, and under `bytes` how long it is. A column of type `steps` has whole
numbers as differences from one to the next: each zigzag-coded and cut into groups of seven bits, the lowest
first, with the eighth bit set on all but the last.
"""

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from geo.errors import N_, FileError, Words

MAGIC = b"ATLAS\x00\x00\x01"
"""The last byte is the version of the layout."""

STEPS = "steps"


@dataclass(frozen=True)
class Column:
    """A column: the type of its numbers, and what they are."""

    type: str
    about: str


COLUMNS: dict[str, Column] = {
    "area_km2": Column("float64", "of each piece: geodesic square kilometres"),
    "people": Column("uint32", "of each piece: residents in the reference year"),
    "region": Column("uint8", "of each piece: position in the head's `regions`"),
    "whole": Column("uint8", "of each piece: position in `regions` of the region it lies in, if one holder "
                             "held that as a whole at some time, else 255"),
    "course": Column("uint16", "of each record one after another, of each piece: its course"),
    "turns": Column("uint16", "of each record one after another, of each course: how often it changes hands"),
    "day": Column("uint16", "of each of these times: position in the record's days; the first is to Russia, "
                            "every second one back"),
    "touch": Column("uint16", "of each sliver and each piece of its region that it touches: the sliver"),
    "touch_other": Column("uint16", "of each of these: position of the other piece"),
    "touch_m": Column("float64", "of each of these: metres of shared border"),
    "arc_left": Column("uint16", "of each border: position of the piece on its left"),
    "arc_right": Column("uint16", "of each border: position of the piece on its right, or 65535"),
    "arc_count": Column("uint16", "of each border: how many spots it has"),
    "arc_lon": Column(STEPS, "of each spot of each border: parts of a degree of longitude"),
    "arc_lat": Column(STEPS, "of each spot of each border: parts of a degree of latitude"),
}


def written(head: Mapping[str, Any], columns: Mapping[str, np.ndarray]) -> bytes:
    """Write a file; the same content gives the same bytes.

    Parameters
    ----------
    head
        Plain values; `columns` and `bytes` are added.
    columns
        One array for each of COLUMNS.

    Raises
    ------
    ValueError
        If a column is missing or one too many, or a value does not fit into its type.
    """
    if set(columns) != set(COLUMNS):
        raise ValueError("the columns are others than COLUMNS")
    parts = {name: _bytes_of(name, columns[name]) for name in COLUMNS}
    about = {**head, "columns": {name: len(columns[name]) for name in COLUMNS},
             "bytes": {name: len(parts[name]) for name in COLUMNS}}
    top = json.dumps(about, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    whole = b"".join([MAGIC, len(top).to_bytes(4, "little"), top, *parts.values()])
    return gzip.compress(whole, 9, mtime=0)


def read(content: bytes) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """Read a file.

    Returns
    -------
    tuple
        The head as `written` got it, with `columns` and `bytes`, and one array for each of COLUMNS.

    Raises
    ------
    FileError
        If it is no such file, or not whole.
    """
    try:
        whole = gzip.decompress(content)
    except (OSError, EOFError) as fault:
        raise FileError(N_("The engine's file is not whole.")) from fault
    start = len(MAGIC) + 4
    if whole[:len(MAGIC)] != MAGIC:
        raise FileError(N_("This is no file of the engine, or one of another version."))
    at = start + int.from_bytes(whole[len(MAGIC):start], "little")
    head: dict[str, Any] = json.loads(whole[start:at])
    found = {}
    for name, column in COLUMNS.items():
        part = whole[at:at + head["bytes"][name]]
        at += len(part)
        if len(part) != head["bytes"][name]:
            raise FileError(N_("The engine's file is not whole: {name}."), name=name)
        found[name] = (unstepped(part) if column.type == STEPS
                       else np.frombuffer(part, np.dtype(column.type).newbyteorder("little")))
        if len(found[name]) != head["columns"][name]:
            raise FileError(N_("The engine's file is not whole: {name}."), name=name)
    return head, found


def _bytes_of(name: str, values: np.ndarray) -> bytes:
    kind = COLUMNS[name].type
    if kind == STEPS:
        return stepped(values)
    narrow = np.asarray(values).astype(np.dtype(kind).newbyteorder("little"))
    if not np.array_equal(narrow, values):
        raise ValueError(Words(N_("a value of {name} does not fit into {kind}"), name=name, kind=kind))
    return narrow.tobytes()


def stepped(values: np.ndarray) -> bytes:
    """Code whole numbers as a column of type STEPS."""
    whole = np.asarray(values, np.int64)
    steps = whole - np.append(np.int64(0), whole[:-1])[:len(whole)]
    coded = ((steps << 1) ^ (steps >> 63)).astype(np.uint64)
    groups = [(coded >> np.uint64(7 * n)) for n in range(10)]
    bytes_ = np.stack([(group & np.uint64(127)).astype(np.uint8) for group in groups], axis=1)
    more = np.stack([group > 127 for group in groups], axis=1)
    used = np.ones_like(more)
    used[:, 1:] = more[:, :-1]
    return (bytes_ | (more * np.uint8(128)))[used].tobytes()


def unstepped(part: bytes) -> np.ndarray:
    """Undo `stepped`.

    Returns
    -------
    ndarray
        The whole numbers, shape (n), in their order.
    """
    raw = np.frombuffer(part, np.uint8)
    ends = np.flatnonzero(raw < 128)
    starts = np.append(0, ends[:-1] + 1)[:len(ends)]
    place = np.arange(len(raw)) - np.repeat(starts, ends - starts + 1)
    values = (raw & 127).astype(np.uint64) << (7 * place).astype(np.uint64)
    coded = np.add.reduceat(values, starts) if len(starts) else values[:0]
    steps = (coded >> np.uint64(1)).astype(np.int64) ^ -(coded & np.uint64(1)).astype(np.int64)
    return np.cumsum(steps)
