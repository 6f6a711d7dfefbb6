"""KML: valid against the OGC schema, complete, and without text that Google Earth would execute."""

import io
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import geopandas as gpd
import pytest
import shapely
from fastkml import KML, config, validator
from lxml import etree
from shapely.geometry import shape

from geo.errors import FormatError
from geo.plans.library import TODAY
from geo.status import Status
from layers.export.kml import NAMESPACE, kml
from layers.export.shape_tables import COLUMNS, shape_tables
from layers.request import PARTS, ExportRequest
from layers.style.looks import looks
from layers.style.statuses import Shade, look
from layers.text.wording import DISCLAIMER
from tests.support.files.export_requests import PLAN, STRIP_PLAN, THINGS, RequestOf

NAMES = {"kml": NAMESPACE}
TAG = re.compile(r"<(?!br/>)")


@pytest.fixture(scope="module", autouse=True)
def reader() -> None:
    config.set_etree_implementation(etree)


def tree(content: bytes) -> ET.Element:
    return ET.fromstring(content)  # noqa: S314 - trusted input


def said(place: ET.Element) -> dict[str, str]:
    return {field.get("name", ""): field.text or "" for field in place.iterfind(".//kml:SimpleData", NAMES)}


@pytest.mark.parametrize("thing", THINGS)
def test_it_is_valid_against_the_kml_schema(thing: str, request_of: RequestOf, tmp_path: Path) -> None:
    path = tmp_path / "plan.kml"
    path.write_bytes(kml(request_of(thing)))
    assert validator.validate(file_to_validate=path)


def test_the_schema_can_find_faults(request_of: RequestOf, tmp_path: Path) -> None:
    path = tmp_path / "plan.kml"
    path.write_bytes(kml(request_of(PLAN)).replace(b"<Point", b"<Line").replace(b"<when>", b"<when>x", 1))
    with pytest.raises(AssertionError):
        validator.validate(file_to_validate=path)


@pytest.mark.parametrize("thing", [PLAN, STRIP_PLAN, TODAY])
def test_an_independent_parser_finds_every_placemark_in_its_folder(thing: str, request_of: RequestOf) -> None:
    """Shapes to a centimetre, values as text, and styles that exist."""
    export_request = request_of(thing)
    document = next(iter(KML.parse(io.BytesIO(kml(export_request))).features))
    tables = shape_tables(export_request)
    assert [folder.id for folder in document.features] == [f"folder.{part}" for part in tables]
    styles = {style.id for style in document.styles}
    for folder, table in zip(document.features, tables.values(), strict=True):
        assert [mark.id for mark in folder.features] == list(table.index)
        for mark, geometry in zip(folder.features, table.geometry, strict=True):
            assert mark.style_url.url.removeprefix("#") in styles
            found = shape(mark.geometry.__geo_interface__)
            assert shapely.hausdorff_distance(found, geometry) < 1e-6
            assert found.is_valid
    for place, (name, row) in zip(tree(kml(export_request)).iterfind(".//kml:Placemark", NAMES), (
            item for table in tables.values() for item in table.iterrows()), strict=True):
        assert place.get("id") == name
        values = {key: str(int(value)) if isinstance(value, bool) else str(value)
                  for key, value in row.items() if key != "geometry" and value is not None}
        assert said(place) == values


def test_gdal_reads_it_correctly(request_of: RequestOf, tmp_path: Path) -> None:
    export_request, path = request_of(STRIP_PLAN), tmp_path / "plan.kml"
    path.write_bytes(kml(export_request))
    for part, table in shape_tables(export_request).items():
        back = gpd.read_file(path, layer=PARTS[part], engine="pyogrio")
        assert len(back) == len(table)
        assert back["Name"].str.len().min() > 5


def test_numbers_have_types(request_of: RequestOf) -> None:
    fields = {(schema.get("name"), field.get("name")): field.get("type")
              for schema in tree(kml(request_of(STRIP_PLAN))).iterfind(".//kml:Schema", NAMES)
              for field in schema}
    assert set(fields) == {(part, name) for part, columns in COLUMNS.items() for name in columns}
    assert fields["zones", "area_km2"] == fields["contact", "length_km"] == "double"
    assert fields["strip", "strip_people"] == "int"


def test_colours_are_those_of_the_map(request_of: RequestOf) -> None:
    """KML orders colours as opacity, blue, green, red."""
    styles = {style.get("id"): style.findtext(".//kml:PolyStyle/kml:color", "", NAMES)
              for style in tree(kml(request_of(PLAN))).iterfind(".//kml:Style", NAMES)}
    assert styles["style.demilitarised"] == "73009fe6"
    there = set(looks(request_of(PLAN).plan()).values())
    assert there == {what for what in (*Status, *Shade) if f"style.{what.value}" in styles}
    for what in there:
        style, found = look(what)[0], styles[f"style.{what.value}"]
        red, green, blue = (style.colour.lower()[at:at + 2] for at in (1, 3, 5))
        assert found[2:] == blue + green + red
        assert int(found[:2], 16) == pytest.approx(style.tint * 255, abs=1)


def test_the_document_describes_itself(request_of: RequestOf) -> None:
    document = tree(kml(request_of(PLAN, address="https://atlas.example.org"))).find("kml:Document", NAMES)
    assert document is not None
    words = document.findtext("kml:description", "", NAMES)
    for part in (DISCLAIMER, "DeepStateMap", "two observers, DeepStateMap and Liveuamap, each ± 1 km",
                 "Data version", "CC BY 4.0", "https://atlas.example.org", "The text recognises ground"):
        assert part in words
    assert document.findtext("kml:TimeStamp/kml:when", "", NAMES) == "2025-11-21"
    assert "2025" in document.findtext("kml:name", "", NAMES)


def test_hostile_text_remains_text(hostile: ExportRequest, tmp_path: Path) -> None:
    """Google Earth renders descriptions as HTML; the only tags in them are line breaks."""
    content, path = kml(hostile), tmp_path / "plan.kml"
    path.write_bytes(content)
    assert validator.validate(file_to_validate=path)
    words = [node.text or "" for node in tree(content).iterfind(".//kml:description", NAMES)]
    assert any("onerror" in text for text in words)
    for text in words:
        assert not TAG.search(text), text
    assert {said(place)["region_name"] for place in tree(content).iterfind(".//kml:Placemark", NAMES)} == {
        hostile.names["UA-01"].replace("\x01", "").replace("\ufffe", "")}


def test_nothing_and_too_little(request_of: RequestOf, tmp_path: Path) -> None:
    path = tmp_path / "plan.kml"
    path.write_bytes(kml(request_of(STRIP_PLAN, regions=frozenset())))
    assert validator.validate(file_to_validate=path)
    with pytest.raises(FormatError, match="nothing to write"):
        kml(request_of(TODAY, parts=frozenset({"plan_line"})))
