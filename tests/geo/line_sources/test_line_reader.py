"""A reader's line of contact in every format: the same ground, and the notes about it."""

from datetime import date

import pytest
import shapely
from pyproj import CRS
from shapely.geometry.base import BaseGeometry

from geo.control.origin import upload_origin
from geo.crs import AREA_CRS
from geo.errors import SourceError
from geo.line_sources.notes import Note, NoteKind
from geo.line_sources.reader import ParsedControl, parse_control
from geo.measure import areas_km2
from geo.world import World
from layers.language import DEFAULT_LANGUAGE, load_language
from layers.text.wording import NOTE_WORDS, note_words
from tests.geo.line_sources.test_control_file import FRANCE, INLAND, SPECK, by_region
from tests.support.files import line_files
from tests.support.files.line_files import FORMATS, KML_BEGIN, KML_END, placemark, shapefile, zipped

DAY = date(2025, 11, 21)

HOLE = shapely.box(34.4, 49.1, 34.6, 49.3)
ISLAND = shapely.box(34.45, 49.15, 34.55, 49.25)
LAKES = shapely.union(INLAND - HOLE - shapely.box(34.7, 49.1, 34.8, 49.2), ISLAND)
"""Ground with two holes, and more ground inside one of them."""

TWO_PARTS = INLAND | shapely.box(35.5, 49, 36, 49.5)

SYSTEMS = ["EPSG:3857", "EPSG:32636", "EPSG:4258", "EPSG:3035", "EPSG:28406", AREA_CRS]


def read(world: World, data: bytes, name: str = "line.x") -> ParsedControl:
    return parse_control(data, name, DAY, world.regions_m)


def notes(parsed: ParsedControl) -> list[str]:
    return [note_words(note, load_language(DEFAULT_LANGUAGE), exact=True) for note in parsed.notes]


def gap_km2(one: ParsedControl, other: ParsedControl) -> float:
    return shapely.symmetric_difference(one.control.held, other.control.held).area / 1e6


@pytest.mark.parametrize("shape", [INLAND, LAKES, TWO_PARTS], ids=["plain", "lakes", "two parts"])
@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_same_ground(world: World, name: str, shape: BaseGeometry) -> None:
    expected = read(world, line_files.geojson(shape))
    found = read(world, FORMATS[name](shape), name)
    assert gap_km2(found, expected) < 1e-6
    assert found.control.origin == upload_origin(name)
    assert found.control.on == DAY
    assert notes(found) == []


@pytest.mark.parametrize("name", FORMATS)
def test_the_format_is_detected_from_the_content_and_not_the_name(world: World, name: str) -> None:
    for false in ("line.txt", "LINE.KML", "line.gpkg", "/vsicurl/http://127.0.0.1/x.kml", "line"):
        found = read(world, FORMATS[name](INLAND), false)
        assert gap_km2(found, read(world, line_files.geojson(INLAND))) < 1e-6


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("make", [line_files.gpkg, line_files.shp_zip], ids=["gpkg", "zip"])
def test_a_declared_system_is_converted(world: World, make: object, system: str) -> None:
    """A system that is already WGS 84 is not converted."""
    data = make(LAKES, system)  # type: ignore[operator]
    found = read(world, data)
    assert gap_km2(found, read(world, line_files.geojson(LAKES))) < 1
    code = CRS.from_user_input(system).to_epsg()
    shown = "a coordinate system of its own" if code is None else f"EPSG:{code}"
    assert notes(found) == [f"It was in {shown} and was converted."]


def test_a_shapefile_without_a_system_is_read_as_degrees_if_they_fit(world: World) -> None:
    found = read(world, line_files.shp_zip(INLAND, None))
    assert notes(found) == [
        "It names no coordinate system; degrees on WGS 84 were assumed, which fit Ukraine."]
    metres = shapely.transform(INLAND, lambda xy: xy * 111_000)
    with pytest.raises(SourceError, match="no longitude and latitude in degrees, and no coordinate"):
        read(world, line_files.shp_zip(metres, None))
    with pytest.raises(SourceError, match="lies outside Ukraine"):
        read(world, line_files.shp_zip(FRANCE, None))


def test_a_shapefile_is_read_whichever_way_its_rings_run(world: World) -> None:
    """Holes in a Shapefile differ only in direction, and some programs reverse all rings."""
    expected = read(world, line_files.geojson(LAKES))
    parts = shapefile(LAKES)
    shp = parts["line.shp"]
    count, total = (int.from_bytes(shp[at:at + 4], "little") for at in (144, 148))
    begin = 152 + 4 * count
    pairs = [shp[at:at + 16] for at in range(begin, begin + 16 * total, 16)]
    firsts = [int.from_bytes(shp[at:at + 4], "little") for at in range(152, begin, 4)]
    turned = b"".join(b"".join(pairs[a:b][::-1])
                      for a, b in zip(firsts, [*firsts[1:], total], strict=True))
    assert count == 4
    for more in ({}, {"line.shp": shp[:begin] + turned}):
        assert gap_km2(read(world, zipped(parts | more)), expected) < 1e-6
    del parts["line.shx"], parts["line.dbf"]
    assert gap_km2(read(world, zipped(parts)), expected) < 1e-6


def test_ground_drawn_twice_in_a_shapefile_is_not_a_hole(world: World) -> None:
    """A ring inside another with the same direction is ground on top of ground."""
    twice = zipped(shapefile(shapely.MultiPolygon([INLAND, ISLAND])))
    assert gap_km2(read(world, twice), read(world, line_files.geojson(INLAND))) < 1e-6


def test_a_deleted_row_of_a_shapefile_is_ignored(world: World) -> None:
    parts = shapefile(INLAND)
    dbf = bytearray(parts["line.dbf"])
    dbf[int.from_bytes(dbf[8:10], "little")] = ord("*")
    with pytest.raises(SourceError, match="holds no polygon"):
        read(world, zipped(parts | {"line.dbf": bytes(dbf)}))


CROSSED = shapely.Polygon([[34, 49], [35, 49.5], [35, 49], [34, 49.5], [34, 49]])

NOTED: dict[str, tuple[BaseGeometry, NoteKind]] = {
    "crosses itself": (CROSSED, NoteKind.MENDED),
    "reaches out": (INLAND | FRANCE, NoteKind.OUTSIDE),
    "reaches over the border": (shapely.box(22, 48.3, 23, 49), NoteKind.OUTSIDE),
    "a speck beside": (INLAND | shapely.transform(SPECK, lambda xy: xy - 1), NoteKind.SPECKS),
    "a speck of a hole": (INLAND - SPECK, NoteKind.SPECKS),
}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("case", NOTED)
def test_repairs_are_noted(world: World, name: str, case: str) -> None:
    shape, kind = NOTED[case]
    assert kind in {note.kind for note in read(world, FORMATS[name](shape), name).notes}


@pytest.mark.parametrize(("more", "outside_km2"), [
    (FRANCE, areas_km2([FRANCE])[0]), (shapely.box(34, 43, 34.5, 43.5), 2_250),
], ids=["another country", "the sea"])
def test_ground_outside_is_said_with_its_area(world: World, more: BaseGeometry, outside_km2: float) -> None:
    note = next(note for note in read(world, line_files.geojson(INLAND | more)).notes
                if note.kind is NoteKind.OUTSIDE)
    assert dict(note.values)["area"] == pytest.approx(outside_km2, rel=0.01)


def test_strips_that_were_counted_as_a_mismatch_are_said(world: World) -> None:
    crimea = world.regions.geometry["UA-43"]
    coast = shapely.intersection(crimea, shapely.box(34.6, 44.6, 35, 45)) - shapely.buffer(crimea, -0.015)
    found = read(world, line_files.geojson(crimea - coast))
    assert found.control.reassigned_km2 > 10
    assert f"{found.control.reassigned_km2:,.0f} km² of strips along coast and border" in notes(found)[-1]
    assert by_region(world, found.control.held)["UA-43"] > 0.995 * world.regions.at["UA-43", "area_km2"]


def test_a_note_is_translated_with_its_values() -> None:
    note = Note(NoteKind.STRIPS, (("area", 1234.4),))
    said = "km² of strips along coast and border were counted as a mismatch of borders."
    english = load_language(DEFAULT_LANGUAGE)
    assert note_words(note, english) == f"1,230 {said}"
    assert note_words(note, english, exact=True) == f"1,234 {said}"


def test_every_kind_of_note_has_its_own_wording() -> None:
    assert set(NOTE_WORDS) == set(NoteKind)
    assert len(set(NOTE_WORDS.values())) == len(NoteKind)


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_outside_ukraine_is_reported(world: World, name: str) -> None:
    make = FORMATS[name]
    with pytest.raises(SourceError, match=f"^{name}: lies outside Ukraine; bring the ground that"):
        read(world, make(FRANCE), name)
    swapped = shapely.transform(INLAND, lambda xy: xy[:, ::-1])
    with pytest.raises(SourceError, match=f"^{name}: lies outside Ukraine; are longitude and latitude swa"):
        read(world, make(swapped), name)


@pytest.mark.parametrize("name", ["line.geojson", "line.gpkg", "line.zip"])
def test_a_file_of_points_or_lines_holds_no_polygon(world: World, name: str) -> None:
    for shape in (shapely.Point(34, 49), shapely.LineString([[34, 49], [35, 49]])):
        with pytest.raises(SourceError, match=f"^{name}: holds no polygon; bring the ground that Russia"):
            read(world, FORMATS[name](shape), name)


def folder(name: str, shape: BaseGeometry) -> str:
    return f"<Folder><name>{name}</name>{placemark(shape)}</Folder>"


SEVERAL = {
    "GeoPackage": (line_files.gpkg(INLAND, layers=("held", "claimed")), "('held', 'claimed')"),
    "Shapefiles": (zipped(shapefile(INLAND, name="held") | shapefile(INLAND, name="claimed")),
                   "('held', 'claimed')"),
    "KML": ("".join([KML_BEGIN, folder("held", INLAND), folder("cl<!---->aimed&#x202e;", INLAND),
                     KML_END]).encode(), "('held', 'claimed?')"),
    "KML and Shapefile": (zipped(shapefile(INLAND) | {"a.kml": line_files.kml(INLAND)}),
                          "('line', 'a')"),
}


@pytest.mark.parametrize("case", SEVERAL)
def test_of_several_layers_with_polygons_none_is_chosen(world: World, case: str) -> None:
    data, named = SEVERAL[case]
    with pytest.raises(SourceError) as fault:
        read(world, data)
    assert str(fault.value) == (
        f"line.x: several layers hold polygons {named}; keep only the ground held by Russia, or choose it: "
        "on the page below the file, in the terminal with --where layer=NAME")


def test_the_only_layer_with_polygons_is_taken(world: World) -> None:
    line = shapely.LineString([[34, 49], [35, 49]])
    expected = read(world, line_files.geojson(INLAND))
    packed = zipped(shapefile(line, name="contact") | shapefile(INLAND, name="held"))
    nested = f"{KML_BEGIN}<Folder><name>empty</name></Folder>{folder('held', INLAND)}{KML_END}".encode()
    for data in (packed, nested):
        assert gap_km2(read(world, data), expected) < 1e-6
