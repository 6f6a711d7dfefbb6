"""The file formats of a line of contact: one record each, tried in order.

The format is detected from a file's content, not its name. To add one, write a module with a function
from bytes to layers and add a record to READERS; upload, terminal and messages then support it.
"""

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace

from geo.errors import N_, SourceError, Words, listed
from geo.line_sources import geojson, geopackage, kml, shapefile, unread, zip_archive
from geo.line_sources.foreign import reader as foreign
from geo.line_sources.json_forms import reader as json_reader
from geo.line_sources.json_forms.text import UTF_16
from geo.line_sources.polygons import MAX_BYTES, Layer
from geo.line_sources.selection.days import quoted

UNREAD = (".gz", ".7z", ".rar", ".tar")
"""Suffixes of files that are not read, or not looked into, in an archive."""

TABLES = {".gpkg": geopackage.read_geopackage, ".fgb": foreign.read_flatgeobuf,
          ".parquet": foreign.read_geoparquet, ".geoparquet": foreign.read_geoparquet}
SURE = (".kml", ".shp", *(suffix for suffix in geojson.SUFFIXES if suffix != ".json"), *TABLES)
LINES = (*SURE, ".json", ".kmz", ".zip", *UNREAD)
GEOMETRY = (b'"coordinates"', b'"rings"', b'"arcs"')  # a file in JSON with none of them draws no ground
DOCUMENT = "doc"
"""How the only file with shapes in a KMZ is called, whatever it shows."""
MAX_PARTS = 100  # of a gzip file; each is copied with all that follow it
GZIP = b"\x1f\x8b"
BEFORE = re.compile(rb"(?:\s|\xef\xbb\xbf|\xc2\xa0)*")
"""Byte order marks and white space in UTF-8, also the no-break space, in which a text may begin."""

Sniff = Callable[[bytes, str], bool]
Read = Callable[[bytes, str], list[Layer]]


@dataclass(frozen=True)
class Reader:
    """A file format.

    `sniff` returns whether a file, given its content and name, has this format. `read` returns its layers
    or raises a `SourceError` with a message of one line. `names` are the names of the formats in
    messages, `suffixes` the file name extensions.
    """

    names: tuple[str, ...]
    suffixes: tuple[str, ...]
    sniff: Sniff
    read: Read


def _begin(data: bytes) -> bytes:
    """Return the beginning of a text file without byte order marks and leading white space."""
    at = BEFORE.match(data)
    return data[at.end() if at else 0:][:200]


def _begin_utf_16(data: bytes) -> bytes:
    """Return the beginning of a text file in UTF-16 as Latin letters; empty if it is in no UTF-16."""
    return data[:200].decode("utf-16", "replace").encode("latin-1", "replace") if data[:2] in UTF_16 else b""


def _is_json(data: bytes, name: str) -> bool:
    """Return whether a file begins like JSON or has the extension of a JSON file."""
    begin = _begin_utf_16(data).lstrip() or _begin(data)
    return begin.startswith((b"{", b"[", b"\x1e")) or name.lower().endswith(geojson.SUFFIXES)


def _loose_shapefile(_data: bytes, name: str) -> list[Layer]:
    raise SourceError(N_("{name}: is one part of a Shapefile; zip it with its .shx, .dbf and .prj"),
                      name=name)


def _packed(data: bytes, name: str) -> list[Layer]:
    """Read every file of a known format, and every Shapefile with polygons, in an archive or a KMZ in it.

    What may draw ground too, but isn't read, is never dropped without a word.
    """
    archive = zip_archive.Archive(data, name)
    layers, read = _members(archive, name)
    for member in sorted(archive.inner):
        if member.lower().endswith(".kmz"):
            content = archive.read(member)
            within = zip_archive.Archive(content, name, archive.unpacked)
            more, found = _members(within, name)
            if found:
                _refuse_unread(within, name)
            archive.unpacked = within.unpacked
            stem = member.rpartition("/")[2].rpartition(".")[0]
            layers += [replace(layer, name=stem if layer.name == DOCUMENT else layer.name) for layer in more]
            read = read or found
    if not read and archive.inner:
        raise SourceError(N_("{name}: has another archive inside; unpack that one and bring what is in it"),
                          name=name)
    if not read:
        unread.refuse_members(archive.members, name)
        raise SourceError(N_("{name}: holds no Shapefile and no KML or GeoJSON, nor anything else that "
                             "is read; pack one of them"), name=name)
    _refuse_unread(archive, name)
    return layers


def _refuse_unread(archive: zip_archive.Archive, name: str) -> None:
    """Refuse an archive of which something is read, if a file beside that may draw ground as well."""
    for member in sorted(archive.members):
        if _may_draw(archive, member):
            raise SourceError(N_("{name}: has {member} inside, which is not read beside the rest; bring "
                                 "all in one file, or only the ground held by Russia"), name=name,
                              member=quoted(member[-40:]))


def _may_draw(archive: zip_archive.Archive, member: str) -> bool:
    low = member.lower()
    if low.endswith(".json"):
        beside = any(other.lower().endswith(SURE) for other in archive.members)
        return beside and _is_drawn(archive.read(member))
    if not low.endswith(".zip"):
        return low.endswith(UNREAD)
    try:
        within = zip_archive.Archive(archive.read(member), archive.name, archive.unpacked)
    except SourceError:
        return True
    # A copy of what lies beside the archive as well, such as the parts of the same Shapefile, is no loss.
    there = {(entry.CRC, entry.file_size) for entry in archive.members.values()}
    return any(path.lower().endswith(LINES) and (entry.CRC, entry.file_size) not in there
               for path, entry in within.members.items())


def _is_drawn(text: bytes) -> bool:
    return any(sign in text for sign in GEOMETRY)


def _members(archive: zip_archive.Archive, name: str) -> tuple[list[Layer], bool]:
    """Return the layers of an archive's own files, and whether any is of a known format.

    A file that only may be one, such as a description in JSON, is read if nothing else is there.
    """
    layers: list[Layer] = []
    known = [member for member in archive.members if member.lower().endswith(SURE)]
    if not known:
        known = [member for member in archive.members if member.lower().endswith(".json")]
        if len(known) > 1:
            known = [member for member in known if _is_drawn(archive.read(member))] or known
    for member in known:
        stem, _, suffix = member.rpartition(".")
        if suffix.lower() == "kml":
            found = kml.read_kml(archive.read(member), name, alone=len(known) == 1)
            layers += [replace(layer, name=layer.name or stem) for layer in found]
        elif suffix.lower() == "shp":
            shp = archive.read(member)
            if shapefile.holds_polygons(shp):
                beside = {other.rpartition(".")[2].lower(): other for other in archive.members
                          if other.rpartition(".")[0].lower() == stem.lower()}
                parts = {part: archive.read(beside[part]) for part in shapefile.PARTS if part in beside}
                layers.append(shapefile.read_shapefile({**parts, "shp": shp}, stem, name))
        elif f".{suffix.lower()}" in TABLES:
            found = TABLES[f".{suffix.lower()}"](archive.read(member), name)
            layers += [replace(layer, name=_within(stem, layer.name, len(known))) for layer in found]
        else:
            # Where it is the only file its layers keep their own names.
            found = json_reader.read_json(archive.read(member), name)
            layers += [replace(layer, name=layer.name or stem) for layer in found]
    return layers, bool(known)


def _within(stem: str, layer: str, files: int) -> str:
    """Name a layer after its file, too, where other files beside that may have layers of the same name."""
    return f"{stem}/{layer}" if layer and files > 1 else layer or stem


def _unzipped(data: bytes, name: str) -> bytes:
    """Unpack gzip, one part after the other, up to the limit on size."""
    unpacked, rest = b"", data
    try:
        for _ in range(MAX_PARTS):
            if not rest.startswith(GZIP):
                return unpacked or data
            part = zlib.decompressobj(wbits=31)
            unpacked += part.decompress(rest, MAX_BYTES + 1 - len(unpacked))
            if len(unpacked) > MAX_BYTES:
                raise SourceError(N_("{name}: unpacks to more than {most:g} MB; simplify it"), name=name,
                                  most=MAX_BYTES / 1e6)
            if unpacked and not part.eof:
                raise SourceError(N_("{name}: is a gzip file that is cut off; fetch it again"), name=name)
            rest = part.unused_data
    except zlib.error as fault:
        raise SourceError(N_("{name}: is no readable gzip file; unpack it and bring what is in it"),
                          name=name) from fault
    raise SourceError(N_("{name}: is a gzip file of more than {most} parts; unpack it and bring what is "
                         "in it"), name=name, most=MAX_PARTS)


READERS: tuple[Reader, ...] = (
    Reader(("GeoPackage",), (".gpkg",), lambda data, _: data.startswith(geopackage.MAGIC),
           geopackage.read_geopackage),
    Reader(("KMZ", Words(N_("a zipped Shapefile"))), (".kmz", ".zip"),
           lambda data, _: data.startswith(zip_archive.MAGIC), _packed),
    Reader(("FlatGeobuf",), (".fgb",), lambda data, _: data.startswith(foreign.FLATGEOBUF_MAGIC),
           foreign.read_flatgeobuf),
    Reader(("GeoParquet",), (".parquet", ".geoparquet"),
           lambda data, _: data.startswith(foreign.PARQUET_MAGIC), foreign.read_geoparquet),
    Reader((), (), lambda data, _: data.startswith(shapefile.MAGIC), _loose_shapefile),
    Reader(("KML",), (".kml",),
           lambda data, _: _begin(data).startswith((b"<", b"\xff\xfe<", b"\xfe\xff\x00<")), kml.read_kml),
    Reader(("GeoJSON",), (*geojson.SUFFIXES, ".gz"), _is_json,
           json_reader.read_json),
)
"""Tried in order; the last has the least strict detection."""


SUFFIXES: tuple[str, ...] = tuple(suffix for reader in READERS for suffix in reader.suffixes)
"""The file name extensions of all formats."""

_NAMES = sorted((name for reader in READERS for name in reader.names),
                key=lambda name: (name.startswith("a "), name in foreign.KINDS, name))
FORMATS = Words(N_("{head} or {last}"), head=listed(_NAMES[:-1]), last=_NAMES[-1])
"""The names of all formats, for use in a sentence."""


def read_layers(data: bytes, name: str) -> list[Layer]:
    """Read the layers of a file, detecting its format from its content.

    Raises
    ------
    SourceError
        If the file is too large, empty, of an unknown format or broken; the message is one line.
    """
    if len(data) > MAX_BYTES:
        raise SourceError(N_("{name}: is larger than {most:g} MB; simplify it, or bring a part; of a series "
                             "of this atlas export fewer days (in the terminal series --from DATE --to DATE) "
                             "and choose one of them (--where line_date=DATE)"), name=name,
                          most=MAX_BYTES / 1e6)
    if not data:
        raise SourceError(N_("{name}: is empty; fetch or export it again"), name=name)
    if data.startswith(GZIP):
        data = _unzipped(data, name)
    for reader in READERS:
        if reader.sniff(data, name):
            return reader.read(data, name)
    unread.refuse(data, name)
    raise SourceError(N_("{name}: is none of {formats}; save it as one of them"), name=name, formats=FORMATS)
