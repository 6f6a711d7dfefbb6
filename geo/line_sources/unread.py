"""Formats that are not read: how each is recognised, so that a message can name it and say what to do."""

import re
from collections.abc import Iterable

from geo.errors import N_, SourceError, Words
from geo.line_sources.selection.days import quoted

BEGIN = 4_000  # bytes that are looked at

BY_CONTENT: tuple[tuple[bytes, Words], ...] = (
    (b"7z\xbc\xaf", Words(N_("a 7z archive"))), (b"Rar!", Words(N_("a RAR archive"))),
    (b"BZh", Words(N_("an archive of bzip2"))), (b"\xfd7zXZ", Words(N_("an archive of xz"))),
    (b"\x28\xb5\x2f\xfd", Words(N_("an archive of zstd"))),
    (b"%PDF", Words(N_("a PDF"))), (b"\x89PNG", Words(N_("a picture"))),
    (b"\xff\xd8\xff", Words(N_("a picture"))),
    (b"RIFF", Words(N_("a picture"))), (b"GIF8", Words(N_("a picture"))),
    (b"II*\0", Words(N_("a raster (TIFF)"))), (b"MM\0*", Words(N_("a raster (TIFF)"))),
    (b"PMTiles", Words(N_("map tiles (PMTiles)"))), (b"\xd0\xcf\x11\xe0", Words(N_("an Office document"))),
    (b"ARROW1", Words(N_("Arrow"))), (b"AC10", Words(N_("a drawing (DWG)"))),
    (b"Version 300", Words(N_("MapInfo MIF"))), (b"VERSION 300", Words(N_("MapInfo MIF"))),
    (b"!table", Words(N_("a MapInfo table"))), (b"# @VGMT", Words(N_("a file of GMT"))),
)
"""The first bytes of a file, and what it is."""

BY_PATTERN: tuple[tuple[re.Pattern[bytes], Words], ...] = (
    (re.compile(rb"\s*(?:<!doctype html|<html)", re.IGNORECASE),
     Words(N_("a web page, as a service sends when it cannot find or give the file"))),
    (re.compile(rb"\s*<(?:[^<>]*>\s*<)*?\s*(?:\w+:)?(?:ServiceExceptionReport|ExceptionReport)\b"),
     Words(N_("the error message of a map service"))),
    (re.compile(rb"\s*<.{0,2000}?(?:opengis\.net/gml|<gml:)", re.DOTALL), Words(N_("GML"))),
    (re.compile(rb"\s*<(?:\?xml[^>]*>\s*<)?(?:!--.{0,500}?-->\s*<)?gpx\b", re.DOTALL), Words(N_("GPX"))),
    (re.compile(rb"\s*<.{0,1000}?<?svg\b", re.DOTALL), Words(N_("an SVG picture"))),
    (re.compile(rb"\s*<(?:\?xml[^>]*>\s*<)?osm\b"), Words(N_("OpenStreetMap XML"))),
    (re.compile(rb"\s*0\s*\n\s*SECTION\b"), Words(N_("a drawing (DXF)"))),
    (re.compile(rb"(?:[^\n]*\n)?[^\n({\[<]{0,200}(?:MULTI)?POLYGON\s*(?:Z|M|ZM)?\s*\(", re.IGNORECASE),
     Words(N_("a table with WKT"))),
    (re.compile(rb"\s*(?:var|let|const|window\.|[\w.]+\s*\()[\w.$\s]*[=(]?\s*[{\[]"),
     Words(N_("a script around JSON"))),
    (re.compile(rb"[^\n]*\b(?:INSERT INTO|CREATE TABLE)\b|\s*(?:SET|--)[^\n]*\n"),
     Words(N_("a dump of a database"))),
)
"""The beginning of a text, and what it is."""

BY_SUFFIX: tuple[tuple[str, Words], ...] = (
    (".gdbtable", Words(N_("an Esri file geodatabase"))), (".tab", Words(N_("a MapInfo table"))),
    (".mif", Words(N_("MapInfo MIF"))), (".gml", Words(N_("GML"))), (".gpx", Words(N_("GPX"))),
    (".xlsx", Words(N_("a workbook"))), ("xl/workbook.xml", Words(N_("a workbook"))),
    ("content.xml", Words(N_("an Office document"))), ("word/document.xml", Words(N_("an Office document"))),
    (".dxf", Words(N_("a drawing (DXF)"))), (".tif", Words(N_("a raster (TIFF)"))),
    (".sqlite", Words(N_("a SpatiaLite database"))), (".csv", Words(N_("a table"))),
    (".qgs", Words(N_("a project of QGIS, which only names the files with the data"))),
    (".shx", Words(N_("a Shapefile without its .shp"))), (".pdf", Words(N_("a PDF"))),
)
"""How a file in an archive ends, and what that makes the archive."""

TABLES = (".csv", ".tsv")
"""How the name of a table ends; its content may be anything."""


def refuse(data: bytes, name: str) -> None:
    """Refuse a file of a known format that is not read; return if the format is not known.

    Raises
    ------
    SourceError
        With the name of the format, and what to do.
    """
    called = next((called for begin, called in BY_CONTENT if data.startswith(begin)), None)
    begin = data[:BEGIN].removeprefix(b"\xef\xbb\xbf")
    called = called or next((called for pattern, called in BY_PATTERN if pattern.match(begin)), None)
    if called is None and name.lower().endswith(TABLES):
        called = Words(N_("a table"))
    if called:
        raise SourceError(N_("{name}: is {called}, which is not read; bring it as GeoJSON or GeoPackage"),
                          name=name, called=called)


def refuse_members(members: Iterable[str], name: str) -> None:
    """Refuse an archive by what lies in it, none of which is read; return if that is of no known format.

    Raises
    ------
    SourceError
        With the name of the format, and what to do.
    """
    there = sorted(members)
    for suffix, called in BY_SUFFIX:
        found = next((member for member in there if member.lower().endswith(suffix)), None)
        if found:
            raise SourceError(N_("{name}: holds {called} ({member}), which is not read; save it as GeoJSON "
                                 "or GeoPackage"), name=name, called=called, member=quoted(found[-40:]))
