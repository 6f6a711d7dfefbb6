"""Malicious files, each with the expected message."""

import struct
import zipfile
from collections.abc import Callable

import pytest

from geo.line_sources.polygons import MAX_BYTES
from tests.geo.line_sources.test_control_file import INLAND
from tests.support.files.line_files import KML_BEGIN, KML_END, changed, gpkg, kml, shapefile, shp_zip, zipped

GPKG = gpkg(INLAND)
PARTS = shapefile(INLAND)
SHP = PARTS["line.shp"]


def xml(text: str, encoding: str = "utf-8") -> bytes:
    return text.encode(encoding)


def with_shp(*changes: tuple[int, bytes]) -> bytes:
    shp = bytearray(SHP)
    for at, new in changes:
        shp[at:at + len(new)] = new
    return zipped(PARTS | {"line.shp": bytes(shp)})


def with_prj(text: str) -> bytes:
    return zipped(PARTS | {"line.prj": text.encode()})


def with_blob(blob: bytes) -> bytes:
    return changed(GPKG, f"UPDATE line SET geom = x'{blob.hex()}'")  # noqa: S608


HEAD = b"GP\x00\x01" + struct.pack("<i", 4326)
DEEP = HEAD + (b"\x01" + struct.pack("<II", 7, 1)) * 100_000
CURVE = HEAD + b"\x01" + struct.pack("<III", 10, 1, 8)
NOT_A_NUMBER = HEAD + b"\x01" + struct.pack("<III", 3, 1, 4) + struct.pack("<8d", *[float("nan")] * 8)
ENDLESS = HEAD + b"\x01" + struct.pack("<III", 3, 1, 2**32 - 1)
MANY_RINGS = HEAD + b"\x01" + struct.pack("<II", 3, 2**32 - 1) + b"\0" * 200_000
ALIEN = b"GP\x00\x21" + struct.pack("<i", 4326)


def encrypted() -> bytes:
    """Only the flag is set; there is no password."""
    data = bytearray(shp_zip(INLAND))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        begin = data.find(sign)
        while begin >= 0:
            data[begin + at] |= 1
            begin = data.find(sign, begin + 4)
    return bytes(data)


def understated_size() -> bytes:
    """Thirty megabytes with a declared size of a hundred bytes."""
    data = bytearray(zipped({"doc.kml": b" " * (MAX_BYTES + 10_000_000)}))
    at = data.find(b"PK\x01\x02") + 24
    data[at:at + 4] = struct.pack("<I", 100)
    return bytes(data)


def packed_with(method: int) -> bytes:
    data = bytearray(zipped({"doc.kml": kml(INLAND)}))
    for sign, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        begin = data.find(sign) + at
        data[begin:begin + 2] = struct.pack("<H", method)
    return bytes(data)


LAUGHS = ('<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a "ha">'
          + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
          + ']><kml><Document><name>&i;</name></Document></kml>')
ELSEWHERE = '<!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]><kml><name>&x;</name></kml>'
VRT = ('<OGRVRTDataSource><OGRVRTLayer name="a"><SrcDataSource>/vsicurl/http://127.0.0.1:9/a.geojson'
       "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>")
LINK = "<NetworkLink><Link><href>http://127.0.0.1:9/a.kml</href></Link></NetworkLink>"
GML = '<FeatureCollection xmlns:gml="http://www.opengis.net/gml" schemaLocation="http://127.0.0.1:9/a.xsd"/>'


def ring(text: str) -> bytes:
    return xml(f"{KML_BEGIN}<Placemark><Polygon><outerBoundaryIs><LinearRing><coordinates>{text}"
               f"</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>{KML_END}")


HOSTILE: dict[str, tuple[bytes | Callable[[], bytes], str]] = {
    "nothing": (b"", "is empty"),
    "too large": (lambda: b"{" * (MAX_BYTES + 1), "is larger than 30 MB"),
    "a path for GDAL": (b"/vsicurl/http://127.0.0.1:9/a.kml", "is none of GeoJSON, GeoPackage"),
    "an address": (b"WFS:http://127.0.0.1:9/?", "is none of GeoJSON"),
    "a CSV": (b"id,WKT\n1,POLYGON((0 0))", "is a table with WKT, which"),
    "a gzip": (b"\x1f\x8b\x08\x00", "is none of GeoJSON"),
    "zeros": (bytes(1000), "is none of GeoJSON"),
    "a part of a Shapefile": (SHP, "zip it with its .shx"),
    # XML
    "a virtual dataset": (xml(VRT), "is XML, but no KML"),
    "GML with a schema": (xml(GML), "is GML, which is not read; bring it as GeoJSON"),
    "a web page": (b"<html><script>alert(1)</script></html>", "is a web page, as a service sends"),
    "a web page of 1999": (b"<!DOCTYPE html><html>", "is a web page, as a service sends"),
    "a billion laughs": (xml(LAUGHS), "has a document type"),
    "a billion laughs in UTF-16": (xml(LAUGHS, "utf-16"), "has a document type"),
    "an outer entity": (xml(ELSEWHERE), "has a document type"),
    "an undefined entity": (b"<kml><name>&x;</name></kml>", "is no readable KML (undefined entity"),
    "a link": (xml(f"{KML_BEGIN}{LINK}{KML_END}"), "holds no polygon"),
    "an unknown encoding": (b'<?xml version="1.0" encoding="x"?><kml/>', "is no readable KML"),
    "an encoding that reads code": (b'<?xml version="1.0" encoding="idna"?><kml/>', "is no readable KML"),
    "cut off": (kml(INLAND)[:200], "is no readable KML ("),
    "nested deep": (b"<kml>" + b"<a>" * 100_000, "is nested too deeply"),
    "folders": (b"<kml>" + b"<Folder>" * 100_000, "is nested too deeply"),
    "no positions": (ring(""), "fewer than four"),
    "words": (ring("a,b c,d e,f a,b"), "no pair of numbers"),
    "one number": (ring("34 35 36 34"), "no pair of numbers"),
    "uneven": (ring("34,49 35 35,50 34,49"), "no pair of numbers"),
    "far out": (ring("34,49 1e99,49 35,50 34,49"), "does not fit any coordinate system"),
    "NaN in KML": (ring("nan,49 35,49 35,50 nan,49"), "no pair of numbers"),
    "infinity in KML": (ring("1e999,49 35,49 35,50 1e999,49"), "no pair of numbers"),
    "not closed": (ring("34,49 35,49 35,50 34,50"), "not closed"),
    "off the Earth": (ring("34,49 350,49 35,50 34,49"), "a position is no longitude and latitude in deg"),
    "too many positions": (lambda: ring("34,49 " * 1_500_001), "has more than 1,500,000 vertices"),
    "too many words": (lambda: ring("11 " * 1_500_002), "has more than 1,500,000 vertices"),
    "too many positions of one ground": (lambda: ring("34,49 " * 500_001), "more than 500,000 vertices"),
    "too many rings": (lambda: ring("34,49 35,49 35,50 34,49</coordinates><coordinates>" * 100_001),
                       "more than 100,000 rings"),
    # ZIP archives
    "an empty archive": (lambda: zipped({}), "holds no Shapefile and no KML"),
    "an archive of words": (lambda: zipped({"a.txt": b"a"}), "holds no Shapefile and no KML"),
    "half an archive": (lambda: shp_zip(INLAND)[:300], "is no readable archive"),
    "an archive with a password": (encrypted, "is encrypted"),
    "many files": (lambda: zipped({f"{n}.txt": b"" for n in range(501)}), "more than 500 files inside"),
    "an archive that grows": (lambda: zipped({"doc.kml": b" " * (MAX_BYTES + 1)}), "unpacks to more than"),
    "an archive that grows in parts": (
        lambda: zipped({f"{n}.kml": b"<kml/>" + b" " * 7_000_000 for n in range(5)}), "unpacks to more than"),
    "an archive that lies": (understated_size, "is no readable"),
    "an archive in an archive": (lambda: zipped({"a.zip": zipped({})}), "has another archive inside"),
    "up and away": (lambda: zipped({"../a.kml": kml(INLAND)}), "points outside"),
    "up and away in Windows": (lambda: zipped({"a\\..\\..\\a.kml": kml(INLAND)}), "points outside"),
    "at the root": (lambda: zipped({"/etc/a.kml": kml(INLAND)}), "points outside"),
    "a drive": (lambda: zipped({"C:\\a.kml": kml(INLAND)}), "points outside"),
    "bzip2": (lambda: packed_with(zipfile.ZIP_BZIP2), "packed in a way that is not read"),
    "an unknown method": (lambda: packed_with(99), "packed in a way that is not read"),
    # Shapefiles
    "half a Shapefile": (lambda: zipped({"a.shp": SHP[:170]}), "is cut off or broken"),
    "a header only": (lambda: zipped({"a.shp": SHP[:50]}), "is cut off or broken"),
    "no Shapefile": (lambda: zipped({"a.shp": b"x" * 32 + b"\x05\0\0\0" + b"x" * 200}), "is no Shapefile"),
    "an index of nothing": (lambda: zipped(PARTS | {"line.shx": b"x" * 108}), "is no index"),
    "an index to the header": (
        lambda: zipped(PARTS | {"line.shx": PARTS["line.shx"][:100] + bytes(8)}), "is cut off or broken"),
    "an index beyond": (lambda: zipped(PARTS | {"line.shx": PARTS["line.shx"][:100] + b"\x7f" * 8}),
                        "is cut off or broken"),
    "surfaces": (with_shp((32, struct.pack("<i", 31))), "surfaces in three dimensions"),
    "another shape": (with_shp((108, struct.pack("<i", 8))), "is cut off or broken"),
    "more rings than there are": (with_shp((144, struct.pack("<i", 5000))), "is cut off or broken"),
    "two billion rings": (with_shp((144, struct.pack("<i", 2**31 - 1))), "more than 100,000 rings"),
    "two billion positions": (with_shp((148, struct.pack("<i", 2**31 - 1))), "more than 1,500,000 vertices"),
    "fewer than no positions": (with_shp((148, struct.pack("<i", -5))), "is cut off or broken"),
    "a ring that begins late": (with_shp((152, struct.pack("<i", 1))), "is cut off or broken"),
    "NaN in a Shapefile": (with_shp((156, struct.pack("<d", float("nan")))), "no pair of numbers"),
    "a table of lies": (lambda: zipped(PARTS | {"line.dbf": b"\x03" * 32 + b"\xff" * 200}),
                        "outside Ukraine"),
    "an unknown system": (with_prj("GEOGCS[nonsense]"), "in its .prj file is not known"),
    "a system that is a path": (with_prj("/etc/passwd"), "in its .prj file is not known"),
    "a system with a file": (with_prj(
        'GEOGCS["a",DATUM["b",SPHEROID["c",6378245,298.3]],PRIMEM["g",0],UNIT["degree",0.0174532925199433],'
        'EXTENSION["PROJ4","+proj=longlat +ellps=krass +nadgrids=/etc/passwd"]]'), "prj file is not known"),
    "a system nested deep": (with_prj("GEOGCS[" * 5000), "in its .prj file is not known"),
    # SQLite databases
    "half a GeoPackage": (GPKG[:5000], "is no readable GeoPackage"),
    "the first line of one": (GPKG[:16], "is no readable GeoPackage"),
    "a database": (changed(GPKG, "DROP TABLE gpkg_geometry_columns"), "but no GeoPackage"),
    "a view": (changed(GPKG, "ALTER TABLE line RENAME TO other",
                       "CREATE VIEW line AS SELECT * FROM other"), "holds no polygon"),
    "a view for the list of layers": (changed(
        GPKG, "ALTER TABLE gpkg_geometry_columns RENAME TO x",
        "CREATE VIEW gpkg_geometry_columns AS SELECT * FROM x"), "but no GeoPackage"),
    "a virtual table": (changed(GPKG, "DROP TABLE line",
                                "CREATE VIRTUAL TABLE line USING rtree(geom, a, b)"), "holds no polygon"),
    "a virtual table of GDAL": (changed(
        GPKG, "UPDATE sqlite_master SET sql = 'CREATE VIRTUAL TABLE line USING VirtualOGR(''/etc/passwd'')' "
              "WHERE name = 'line'"), "is no readable GeoPackage"),
    "a column that counts for ever": (changed(
        GPKG, "DROP TABLE line", "CREATE TABLE line (a)", "INSERT INTO line VALUES (1)",
        "UPDATE sqlite_master SET sql = 'CREATE TABLE line (a, geom AS (hex(zeroblob(1000000000))))' "
        "WHERE name = 'line'"), "is no readable GeoPackage"),
    "a column that is worked out": (changed(
        GPKG, "DROP TABLE line", "CREATE TABLE line (a)", "INSERT INTO line VALUES (1)",
        "UPDATE sqlite_master SET sql = 'CREATE TABLE line (a, geom AS (hex(a)))' WHERE name = 'line'"),
                                    "is no readable GeoPackage"),
    "a list of layers that is worked out": (changed(
        GPKG, "UPDATE sqlite_master SET sql = replace(sql, 'column_name TEXT', 'column_name AS (hex(1))') "
              "WHERE name = 'gpkg_geometry_columns'"), "is no readable GeoPackage"),
    "no such column": (changed(GPKG, "UPDATE gpkg_geometry_columns SET column_name = 'x'"), "is no readable"),
    "many layers": (changed(GPKG, "DROP TABLE gpkg_geometry_columns",
                            "CREATE TABLE gpkg_geometry_columns (table_name, column_name, srs_id)",
                            "INSERT INTO gpkg_geometry_columns WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL "
                            "SELECT i + 1 FROM n WHERE i < 300) SELECT 'line', 'geom', 4326 FROM n"),
                    "more than 200 layers"),
    "an unknown system of a table": (changed(
        GPKG, "UPDATE gpkg_spatial_ref_sys SET organization = 'x', definition = '+proj=longlat +nadgrids=x'"),
                                     "system that it declares is not known"),
    "text for a geometry": (changed(GPKG, "UPDATE line SET geom = 'POLYGON'"), "holds no polygon"),
    "no blob of a GeoPackage": (with_blob(b"XX" + bytes(40)), "none that a GeoPackage may hold"),
    "a blob of its own kind": (with_blob(ALIEN), "none that a GeoPackage may hold"),
    "an empty blob": (with_blob(b"GP"), "cut off or broken"),
    "a blob cut off": (with_blob(HEAD + b"\x01"), "cut off or broken"),
    "a blob nested deep": (with_blob(DEEP), "nested too deeply"),
    "a curve": (with_blob(CURVE), "holds curves or surfaces"),
    "NaN in a blob": (with_blob(NOT_A_NUMBER), "no pair of numbers"),
    "four billion positions": (with_blob(ENDLESS), "more than 1,500,000 vertices"),
    "four billion rings": (with_blob(MANY_RINGS), "fewer than four positions"),
}

LARGE = ("too many rings", "too many positions of one ground")
"""Those that take seconds to make and to read."""

CASES = [pytest.param(case, marks=pytest.mark.slow) if case in LARGE else case for case in HOSTILE]
"""The names of HOSTILE, to be asked for one by one."""
