"""Reading polygons from an untrusted Shapefile, given as the bytes of its parts.

The format follows the ESRI specification of 1998: shapes (.shp), their index (.shx), a table (.dbf) and
the coordinate system (.prj).
"""

import re
import struct

import numpy as np
import shapely

from geo.errors import N_, SourceError
from geo.line_sources.coordinate_systems import by_definition, by_name, prj_text
from geo.line_sources.own_export import MARKS, MAX_CHARACTERS
from geo.line_sources.polygons import Layer, Rings, SizeLimits, ring_fault
from geo.line_sources.selection.columns import looked_at
from geo.line_sources.selection.texts import short
from geo.prepared import prepared

MAGIC = b"\x00\x00\x27\x0a"
HEADER = 100
PARTS: tuple[str, ...] = ("shx", "dbf", "prj", "cpg")
"""Suffixes of the files that are read along with the .shp file."""

CYRILLIC = "cp1251"
LETTERS = {"iso88595": "iso8859-5", "88595": "iso8859-5", "koi8r": "koi8-r", "koi8u": "koi8-u"}
DRIVERS = {0x26: "cp866", 0x64: "cp852", 0x65: "cp866", 0xC8: "cp1250", 0xC9: "cp1251"}
KNOWN = {"cp866", "cp1125", "cp855", "cp852", "cp1250", "cp1251", "cp1252", "iso88595", "koi8r", "koi8u"}
"""Encodings of tables: by the word in a .cpg file, by the number in a table, and all that are decoded."""

EMPTY = 0
POLYGONS = {5, 15, 25}  # plain, with heights, with measures; the records begin the same way
PATCHES = 31
MAX_NESTED = 200_000  # pairs of rings with intersecting bounding boxes


def holds_polygons(shp: bytes) -> bool:
    """Return whether a .shp file contains polygons; truncated files count, and are rejected later."""
    if len(shp) < HEADER:
        return True
    return len(shp) > HEADER and struct.unpack_from("<i", shp, 32)[0] in {*POLYGONS, PATCHES}


def read_shapefile(parts: dict[str, bytes], layer: str, name: str) -> Layer:
    """Read the polygons of a Shapefile.

    Parameters
    ----------
    parts
        Contents by suffix: `shp` and, if present, `shx`, `dbf` and `prj`.
    layer
        The name of the Shapefile in its archive.
    name
        The name of the archive in messages.

    Returns
    -------
    Layer
        In the system that `prj` declares; without one, `system` is None. Deleted rows are ignored.

    Raises
    ------
    SourceError
        If the Shapefile is invalid; the message is one line with the first fault.
    """
    try:
        shapes = _shapes(parts["shp"], parts.get("shx"), name)
        rows = _rows(parts.get("dbf", b""), len(shapes), parts.get("cpg", b""))
        kept = [(polygon, row) for shape, row in zip(shapes, rows, strict=True) if row is not None
                for polygon in polygons_of(shape, name)]
    except SourceError:
        raise
    except (struct.error, ValueError, IndexError, shapely.errors.GEOSException) as fault:
        raise SourceError(N_("{name}: its Shapefile is cut off or broken; fetch or save it "
                             "again"), name=name) from fault
    system = None
    if "prj" in parts:
        said = prj_text(parts["prj"])
        system = by_definition(said) if "[" in said else by_name(said)
        if system is None and said:
            raise SourceError(N_("{name}: the coordinate system in its .prj file is not known; save it in "
                                 "EPSG:4326"), name=name)
    return Layer(layer, tuple(polygon for polygon, _ in kept), tuple(row for _, row in kept), system,
                 assumed=system is None)


def _shapes(shp: bytes, shx: bytes | None, name: str) -> list[Rings]:
    """Return the rings of every record, in order; an empty list for an empty record."""
    if shp[:4] != MAGIC:
        raise SourceError(N_("{name}: its .shp file is no Shapefile; save it again, or as "
                             "GeoJSON"), name=name)
    if len(shp) < HEADER:
        raise ValueError("half a header")
    if struct.unpack_from("<i", shp, 32)[0] == PATCHES:
        raise SourceError(N_("{name}: holds surfaces in three dimensions, which are not read; save plain "
                             "polygons"), name=name)
    budget = SizeLimits(name)
    return [_record(shp, at, budget) for at in _starts(shp, shx, budget)]


def _starts(shp: bytes, shx: bytes | None, budget: SizeLimits) -> list[int]:
    """Return the offset of each record's content, from the index if there is one.

    The index leaves out deleted records.
    """
    if shx is not None:
        if shx[:4] != MAGIC:
            raise SourceError(N_("{name}: its .shx file is no index of a Shapefile; save it again, or "
                                 "bring it without that file"), name=budget.name)
        if len(shx) < 2 * struct.unpack_from(">i", shx.ljust(HEADER, b"\0"), 24)[0]:
            raise ValueError("an index that is cut off")
        words = np.frombuffer(shx, ">i4", offset=HEADER, count=(len(shx) - HEADER) // 8 * 2)[::2]
        budget.spend(0, len(words))
        starts = [int(word) * 2 + 8 for word in words]
        if starts and min(starts) < HEADER:
            raise ValueError("a record lies in the header")
    else:
        starts, at = [], HEADER
        while at < len(shp):
            _, length = struct.unpack_from(">ii", shp, at)
            if length < 2:
                raise ValueError("a record without content")
            budget.spend(0)
            starts.append(at + 8)
            at += 8 + 2 * length
    budget.rings = 0
    return starts


def _record(shp: bytes, at: int, budget: SizeLimits) -> Rings:
    kind = struct.unpack_from("<i", shp, at)[0]
    if kind == EMPTY:
        return []
    if kind not in POLYGONS:
        raise ValueError("a record of another kind")
    count, total = struct.unpack_from("<ii", shp, at + 36)
    if count < 0 or total < 0:
        raise ValueError("a negative number of rings")
    budget.spend(total, count)
    firsts = np.frombuffer(shp, "<i4", offset=at + 44, count=count)
    xy = np.frombuffer(shp, "<f8", offset=at + 44 + 4 * count, count=2 * total).reshape(-1, 2)
    if count and (firsts[0] != 0 or (np.diff(firsts) <= 0).any() or firsts[-1] >= total):
        raise ValueError("rings out of order")
    rings = np.split(xy, firsts[1:])
    for ring in rings[:count]:
        fault = ring_fault(ring)
        if fault:
            raise SourceError(N_("{name}: {fault}"), name=budget.name, fault=fault)
    return rings[:count]


def polygons_of(rings: Rings, name: str, *, directed: bool = True) -> list[Rings]:
    """Assign every hole to its exterior ring; the format stores both in one list.

    A hole runs in the opposite direction to the smallest ring around it, or to a larger one that it
    crosses. Which of the two directions that is, is not relied on, because some programs write all rings
    the wrong way round. If not `directed`, or if all rings run as holes should, every second ring inside
    another is a hole, whichever way it runs; else one outside all others, too, unless it runs as the largest.

    Raises
    ------
    SourceError
        If the rings lie in each other so often that this would take too long.
    """
    if len(rings) < 2:
        return [rings] if rings else []
    drawn = prepared(np.array([shapely.Polygon(ring) for ring in rings]))
    turns = shapely.is_ccw(shapely.get_exterior_ring(drawn))
    area, tree = shapely.area(drawn), shapely.STRtree(drawn)
    directed = directed and not turns.all()
    parents: dict[int, int] = {}
    pairs = 0
    for number, one in enumerate(drawn):
        near = tree.query(one)
        pairs += len(near)
        if pairs > MAX_NESTED:
            raise SourceError(N_("{name}: its rings lie in each other too often; simplify them"), name=name)
        around = [other for other in near if area[other] > area[number]]
        whole = [other for other in around if shapely.covers(drawn[other], one)]
        around = whole or [other for other in around if directed and turns[other] != turns[number]
                           and shapely.relate_pattern(drawn[other], one, "T********")]
        if around:
            parents[number] = min(around, key=lambda other: area[other])
    if directed:
        holes = {ring: parent for ring, parent in parents.items() if turns[ring] != turns[parent]}
    else:
        holes = {ring: parent for ring, parent in parents.items() if _depth(ring, parents) % 2}
    grounds = {ring: [rings[ring]] for ring in range(len(rings)) if ring not in holes}
    for ring, parent in holes.items():
        grounds.setdefault(parent if parent in grounds else ring, []).append(rings[ring])
    outside = [ring for ring in grounds if ring not in parents]
    largest = max(outside, key=lambda ring: area[ring])
    for ring in outside:
        if directed and turns[ring] != turns[largest]:
            grounds[largest] += grounds.pop(ring)
    return list(grounds.values())


def _depth(ring: int, parents: dict[int, int]) -> int:
    """Return how many rings lie around a ring; each parent is larger, so that this ends."""
    depth = 0
    while ring in parents:
        ring, depth = parents[ring], depth + 1
    return depth


def _rows(dbf: bytes, count: int, cpg: bytes) -> list[dict[str, str] | None]:
    """Read the columns that are looked at as short texts; None for a deleted row."""
    rows: list[dict[str, str] | None] = [{} for _ in range(count)]
    if len(dbf) < 32:
        return rows
    records, start, width = struct.unpack_from("<IHH", dbf, 4)
    letters = _letters(dbf[29], cpg)
    at, left = 32, 1
    columns: dict[str, slice] = {}
    while at + 32 <= min(start, len(dbf)) and dbf[at] != 0x0D:
        column = _text(dbf[at:at + 11].partition(b"\0")[0], letters)
        columns[column] = slice(left, left + min(dbf[at + 16], 4 * MAX_CHARACTERS))
        left += dbf[at + 16]
        at += 32
    kept = {*MARKS, *looked_at(columns)}
    columns = {column: part for column, part in columns.items() if column in kept}
    for number in range(min(records, count)):
        record = dbf[start + number * width : start + (number + 1) * width]
        values = {column: _shown(_text(record[part], letters), column) for column, part in columns.items()}
        rows[number] = None if record[:1] == b"*" else {key: text for key, text in values.items() if text}
    return rows


def _shown(text: str, column: str) -> str:
    return text[:MAX_CHARACTERS] if column in MARKS else short(text)


def _letters(driver: int, cpg: bytes) -> str:
    """Return the encoding that a .cpg file or, without one, the table names, in case it is not UTF-8."""
    said = re.sub(r"[^a-z0-9]", "", cpg[:40].decode("latin-1").lower())
    said = re.sub(r"^(?:ansi|oem|cp|ibm|windows|ms)?(?=\d{3,4}$)", "cp", said)
    for name in (LETTERS.get(said, said), DRIVERS.get(driver, "")):
        if name.replace("-", "") in KNOWN:
            return name
    return CYRILLIC


def _text(raw: bytes, letters: str) -> str:
    """Decode a text of a table, which is in UTF-8 today and was in the system's own letters once."""
    try:
        return raw.decode("utf-8").strip(" \0")
    except UnicodeDecodeError:
        return raw.decode(letters, "replace").strip(" \0")
