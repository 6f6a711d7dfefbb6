"""The file formats of a line of contact: one record each, tried in order.

The format is detected from a file's content, not its name. To add one, write a module with a function
from bytes to layers and add a record to READERS; upload, terminal and messages then support it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from geo.errors import SourceError
from geo.line_sources import geojson, geopackage, kml, shapefile, zip_archive
from geo.line_sources.polygons import MAX_BYTES, Layer

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
    """Return the beginning of a text file without byte order mark and leading white space."""
    return data[:200].removeprefix(b"\xef\xbb\xbf").lstrip()


def _is_json(data: bytes, name: str) -> bool:
    """Return whether a file begins like JSON or has the extension of a JSON file."""
    return _begin(data).startswith((b"{", b"[")) or name.lower().endswith((".geojson", ".json"))


def _loose_shapefile(_data: bytes, name: str) -> list[Layer]:
    raise SourceError(f"{name}: is one part of a Shapefile; zip it with its .shx, .dbf and .prj")


def _packed(data: bytes, name: str) -> list[Layer]:
    """Read every KML file, and every Shapefile with polygons, in an archive."""
    archive = zip_archive.Archive(data, name)
    layers = []
    for member in archive.members:
        stem, _, suffix = member.rpartition(".")
        if suffix.lower() == "kml":
            layers += kml.read_kml(archive.read(member), name)
        elif suffix.lower() == "shp":
            shp = archive.read(member)
            if shapefile.holds_polygons(shp):
                beside = {other.rpartition(".")[2].lower(): other for other in archive.members
                          if other.rpartition(".")[0].lower() == stem.lower()}
                parts = {part: archive.read(beside[part]) for part in shapefile.PARTS if part in beside}
                layers.append(shapefile.read_shapefile({**parts, "shp": shp}, stem, name))
    if not any(member.lower().endswith((".kml", ".shp")) for member in archive.members):
        raise SourceError(f"{name}: holds no Shapefile and no KML")
    return layers


READERS: tuple[Reader, ...] = (
    Reader(("GeoPackage",), (".gpkg",), lambda data, _: data.startswith(geopackage.MAGIC),
           geopackage.read_geopackage),
    Reader(("KMZ", "a zipped Shapefile"), (".kmz", ".zip"),
           lambda data, _: data.startswith(zip_archive.MAGIC), _packed),
    Reader((), (), lambda data, _: data.startswith(shapefile.MAGIC), _loose_shapefile),
    Reader(("KML",), (".kml",),
           lambda data, _: _begin(data).startswith((b"<", b"\xff\xfe<", b"\xfe\xff\x00<")), kml.read_kml),
    Reader(("GeoJSON",), (".geojson", ".json"), _is_json,
           lambda data, name: [geojson.read_geojson(data, name)]),
)
"""Tried in order; the last has the least strict detection."""


SUFFIXES: tuple[str, ...] = tuple(suffix for reader in READERS for suffix in reader.suffixes)
"""The file name extensions of all formats."""

_NAMES = sorted((name for reader in READERS for name in reader.names),
                key=lambda name: (name.startswith("a "), name))
FORMATS = f"{', '.join(_NAMES[:-1])} or {_NAMES[-1]}"
"""The names of all formats, for use in a sentence."""


def read_layers(data: bytes, name: str) -> list[Layer]:
    """Read the layers of a file, detecting its format from its content.

    Raises
    ------
    SourceError
        If the file is too large, empty, of an unknown format or broken; the message is one line.
    """
    if len(data) > MAX_BYTES:
        raise SourceError(f"{name}: is larger than {MAX_BYTES / 1e6:g} MB")
    if not data:
        raise SourceError(f"{name}: is empty")
    for reader in READERS:
        if reader.sniff(data, name):
            return reader.read(data, name)
    raise SourceError(f"{name}: is none of {FORMATS}")
