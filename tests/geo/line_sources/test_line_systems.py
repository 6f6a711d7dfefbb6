"""Coordinate systems as files name and define them: every spelling, shifts of their own, WKT 2."""

from typing import Any

import pytest
import shapely
from pyproj import CRS

from geo.line_sources.notes import NoteKind
from geo.world import World
from tests.geo.line_sources.test_line_forms import GROUND, collection, feature, mercator, named, read, text
from tests.geo.line_sources.test_line_reader import gap_km2
from tests.support.files import line_files
from tests.support.files.line_files import changed

SYSTEMS = [
    "EPSG:4326", "urn:ogc:def:crs:EPSG:4326", "urn:ogc:def:crs:EPSG:9.8:4326", " EPSG:4326 ",
    "urn:x-ogc:def:crs:EPSG:4326", "urn:x-ogc:def:crs:EPSG::4326", "WGS84", "WGS 84", "wgs_1984",
    "GCS_WGS_1984", "CRS84", "OGC:CRS84", "urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:OGC::CRS84",
    "http://www.opengis.net/def/crs/OGC/1.3/CRS84", "http://www.opengis.net/def/crs/EPSG/0/4326",
    "http://www.opengis.net/gml/srs/epsg.xml#4326"]
METRES = [
    "EPSG:3857", "urn:ogc:def:crs:EPSG::3857", "EPSG:102100", "ESRI:102100", "EPSG:900913", "ESRI:102113",
    "https://www.opengis.net/def/crs/EPSG/0/3857", "urn:ogc:def:crs:ESRI::102100"]
CODES = [{"type": "EPSG", "properties": {"code": code}} for code in (4326, "3857")]


@pytest.mark.parametrize("crs", [*map(named, [*SYSTEMS, *METRES]), *CODES], ids=str)
def test_a_system_is_known_in_every_spelling(world: World, crs: dict[str, Any]) -> None:
    degrees = crs["properties"].get("name") in SYSTEMS or crs["properties"].get("code") == 4326
    data = text(collection(feature(GROUND if degrees else mercator(GROUND)), crs=crs))
    found = read(world, data)
    assert gap_km2(found, read(world, line_files.geojson(GROUND))) < 1e-3
    assert [note.kind for note in found.notes] == ([] if degrees else [NoteKind.CONVERTED])


PULKOVO = ('PROJCS["own",GEOGCS["own",DATUM["own",SPHEROID["Krassowsky",6378245,298.3],'
           'TOWGS84[23.9,-141.3,-80.9,0,0.35,0.82,-0.12]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],'
           'PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",37],'
           'PARAMETER["scale_factor",1],PARAMETER["false_easting",500000],PARAMETER["false_northing",0],'
           'UNIT["metre",1]]')


@pytest.mark.parametrize("name", ["line.gpkg", "line.zip"])
def test_a_shift_that_a_definition_has_itself_is_applied(world: World, name: str) -> None:
    """GDAL writes the file from degrees by the same definition; without the shift it lies 115 m off."""
    parts = line_files.gpkg(GROUND, PULKOVO) if name.endswith("gpkg") else line_files.zipped(
        line_files.shapefile(GROUND, PULKOVO) | {"line.prj": PULKOVO.encode()})
    found = read(world, parts)
    expected = read(world, line_files.geojson(GROUND))
    assert shapely.hausdorff_distance(found.control.held, expected.control.held) < 1
    assert [note.kind for note in found.notes] == [NoteKind.CONVERTED]


def test_a_package_with_a_definition_in_wkt_2_only_is_read(world: World) -> None:
    wkt = CRS.from_epsg(32637).to_wkt("WKT2_2019").replace("'", "''")
    data = changed(line_files.gpkg(GROUND, "EPSG:32637"),
                   "ALTER TABLE gpkg_spatial_ref_sys ADD COLUMN definition_12_063 TEXT",
                   "UPDATE gpkg_spatial_ref_sys SET organization = 'NONE', definition = 'undefined', "  # noqa: S608
                   f"definition_12_063 = '{wkt}' WHERE srs_id = 32637")
    assert gap_km2(read(world, data), read(world, line_files.geojson(GROUND))) < 1e-3
