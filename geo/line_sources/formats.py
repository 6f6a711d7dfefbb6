"""The formats that a line of contact can be read from: one record each, tried in order.

What a file is, its bytes say and not its name. To add a format, write a module with a function from
bytes to layers, and add a record to READERS; the upload, the terminal and all messages follow.
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
    """One format.

    `sniff` says from a whole file and its name whether the file is of this format; `read` gives its
    layers, and raises a `SourceError` of one line if it cannot. `names` are what messages call what
    it reads, `suffixes` what names of such files end with.
    """

    names: tuple[str, ...]
    suffixes: tuple[str, ...]
    sniff: Sniff
    read: Read


def _begin(data: bytes) -> bytes:
    """How a text file begins, after a byte order mark and blanks."""
    return data[:200].removeprefix(b"\xef\xbb\xbf").lstrip()


def _is_json(data: bytes, name: str) -> bool:
    """Text that begins like JSON, or that begins like nothing else and is called so."""
    return _begin(data).startswith((b"{", b"[")) or name.lower().endswith((".geojson", ".json"))


def _loose_shapefile(_data: bytes, name: str) -> list[Layer]:
    raise SourceError(f"{name}: is one part of a Shapefile; zip it with its .shx, .dbf and .prj")


def _packed(data: bytes, name: str) -> list[Layer]:
    """Every Shapefile and KML in an archive that holds polygons."""
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
"""Tried from the first to the last; the last is the one whose sniff is the least strict."""


SUFFIXES: tuple[str, ...] = tuple(suffix for reader in READERS for suffix in reader.suffixes)
"""What names of files that can be read end with."""

_NAMES = sorted((name for reader in READERS for name in reader.names),
                key=lambda name: (name.startswith("a "), name))
FORMATS = f"{', '.join(_NAMES[:-1])} or {_NAMES[-1]}"
"""The formats that can be read, as words of a sentence."""


def read_layers(data: bytes, name: str) -> list[Layer]:
    """Read a file as what its first bytes say it is.

    Raises
    ------
    SourceError
        One line: the file is too large, empty, of no known format, or broken.
    """
    if len(data) > MAX_BYTES:
        raise SourceError(f"{name}: is larger than {MAX_BYTES / 1e6:g} MB")
    if not data:
        raise SourceError(f"{name}: is empty")
    for reader in READERS:
        if reader.sniff(data, name):
            return reader.read(data, name)
    raise SourceError(f"{name}: is none of {FORMATS}")
