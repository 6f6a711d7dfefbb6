"""Kinds of files that were read wrongly without a word, or refused without a remedy."""

import struct
from datetime import date
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely
from pyproj import Transformer

from geo.crs import to_metres
from geo.errors import SourceError
from geo.line_sources.notes import NoteKind
from geo.line_sources.reader import ParsedControl, parse_control
from geo.world import World
from tests.geo.line_sources.test_line_forms import TWO, collection, feature, rings, text
from tests.geo.line_sources.test_line_reader import gap_km2
from tests.support.files import line_files
from tests.support.files.line_files import KML_BEGIN, KML_END, placemark, zipped

DAY = date(2025, 11, 21)
AWAY = shapely.box(36, 49, 36.5, 49.2)

SAID_IN_FILES = ("Occupied", "Liberated", "Liberated_2022", "liberated", "date_of_liberation")
"""Names of columns and layers, and values, in other people's files; we would not choose them."""


def read(world: World, data: bytes, name: str = "line.x") -> ParsedControl:
    return parse_control(data, name, DAY, world.regions_m)


def three(column: str, held: Any, other: Any) -> bytes:
    """Two features of one value and one of another."""
    return text(collection(*(feature(part, **{column: held}) for part in TWO.geoms),
                           feature(AWAY, **{column: other})))


COLUMNS = {
    "a column of any name": ("description", "Occupied by Russia", "Liberated in 2022"),
    "in Ukrainian": ("стан", "окуповано", "деокуповано"),
    "armed forces": ("side", "ВС РФ", "ВСУ"),
    "ground by its set name": ("status", "ТОТ", "підконтрольна"),
    "yes or no": ("liberated", False, True),
}


@pytest.mark.parametrize("case", COLUMNS)
def test_what_is_no_longer_held_is_left_out_whatever_the_column_is_called(world: World, case: str) -> None:
    found = read(world, three(*COLUMNS[case]))
    assert gap_km2(found, read(world, line_files.geojson(TWO))) < 1e-6
    assert {note.kind for note in found.notes} == {NoteKind.COUNTED, NoteKind.LEFT_OUT}


def test_groups_of_features_are_told_where_no_word_is_known(world: World) -> None:
    found = read(world, three("code", 1, 2))
    assert [dict(note.values)["value"] for note in found.notes] == ["'code' '1'", "'code' '2'"]
    assert {note.kind for note in found.notes} == {NoteKind.COUNTED}


def test_a_column_that_numbers_features_is_not_told(world: World) -> None:
    assert read(world, text(collection(*(feature(part, fid=number) for number, part in enumerate(TWO.geoms)))
                            )).notes == ()


@pytest.mark.parametrize(("column", "other", "words"), [
    ("liberated", "2022-11-11", "of no feature it says"),
    ("date_of_liberation", "2022-11-11", "of no feature"),
    ("valid_to", "2022-09-10", "several dates ('', '2022-09-10' in column 'valid_to')"),
    ("end", "2022-09-10", "several dates"),
])
def test_features_that_ended_are_asked_about(world: World, column: str, other: str, words: str) -> None:
    with pytest.raises(SourceError, match="--where COLUMN=VALUE") as fault:
        read(world, three(column, None, other))
    assert words in str(fault.value)


def test_a_feature_no_longer_held_with_a_status_is_not_counted(world: World) -> None:
    data = text(collection(*(feature(part, status="Occupied") for part in TWO.geoms),
                           feature(AWAY, status="Occupied", liberated="2022-11-11")))
    assert gap_km2(read(world, data), read(world, line_files.geojson(TWO))) < 1e-6


def test_the_name_of_a_collection_counts_against_it(world: World) -> None:
    with pytest.raises(SourceError, match="of no feature it says that Russia holds the ground"):
        read(world, text(collection(feature(), name="Liberated_2022")))
    assert read(world, text(collection(feature(), name="line"))).notes == ()


def folder(name: str, *bodies: str) -> str:
    return f"<Folder><name>{name}</name>{''.join(bodies)}</Folder>"


def kml(*bodies: str) -> bytes:
    return (KML_BEGIN + "".join(bodies) + KML_END).encode()


def test_a_folder_around_others_says_what_they_do_not(world: World) -> None:
    one, two = (placemark(part) for part in TWO.geoms)
    both = kml(folder("Occupied", folder("North", one), folder("South", two)),
               folder("Liberated", folder("North", placemark(AWAY))))
    found = read(world, both)
    assert gap_km2(found, read(world, line_files.geojson(TWO))) < 1e-6
    assert [dict(note.values)["value"] for note in found.notes] == [
        "'layer' 'Occupied / North'", "'layer' 'Occupied / South'", "'layer' 'Liberated / North'"]
    with pytest.raises(SourceError, match="of no feature it says"):
        read(world, kml(folder("Liberated", folder("North", one))))


def test_descriptions_of_placemarks_are_looked_at(world: World) -> None:
    held, other = "<description>Occupied</description>", "<description>Liberated</description>"
    data = kml(placemark(TWO, held), placemark(AWAY, other))
    assert gap_km2(read(world, data), read(world, line_files.geojson(TWO))) < 1e-6


@pytest.mark.parametrize(("encoding", "driver"), [("CP866", 0), ("KOI8-R", 0), ("ISO-8859-5", 0), ("", 0x65)])
def test_a_table_is_read_in_the_letters_that_it_names(
        world: World, encoding: str, driver: int, monkeypatch: pytest.MonkeyPatch) -> None:
    table = gpd.GeoDataFrame({"status": ["ОККУПИРОВАНО", "ОСВОБОЖДЕНО"]}, geometry=[TWO, AWAY],
                             crs="EPSG:4326")
    monkeypatch.setattr(line_files, "table", lambda *_: table)
    parts = line_files.shapefile(TWO)
    dbf = bytearray(parts["line.dbf"])
    for word in table["status"]:
        spot = dbf.index(word.encode())
        dbf[spot:spot + len(word.encode())] = word.encode(encoding or "cp866").ljust(len(word.encode()))
    dbf[29] = driver
    parts |= {"line.dbf": bytes(dbf), "line.cpg": encoding.encode()}
    found = read(world, zipped(parts))
    assert gap_km2(found, read(world, line_files.geojson(TWO))) < 1e-6
    assert "ОККУПИРОВАНО" in str(found.notes)


def test_an_index_that_is_cut_off_is_refused(world: World) -> None:
    parts = line_files.shapefile(TWO)
    parts["line.shx"] = parts["line.shx"][:-8]
    with pytest.raises(SourceError, match="Shapefile is cut off or broken"):
        read(world, zipped(parts))


PULKOVO = Transformer.from_crs("EPSG:4326", "EPSG:4284", always_xy=True)


def test_a_geometry_of_esri_names_its_own_system(world: World) -> None:
    moved = shapely.transform(TWO, lambda xy: np.column_stack(PULKOVO.transform(xy[:, 0], xy[:, 1])))
    features = [{"geometry": {"rings": rings(part), "spatialReference": {"wkid": 4284}}}
                for part in moved.geoms]
    tree: dict[str, Any] = {"geometryType": "esriGeometryPolygon", "features": features}
    held = read(world, text(tree)).control.held
    expected, off = (to_metres(shapely.segmentize(shape, 0.01)) for shape in (TWO, moved))
    assert shapely.hausdorff_distance(held, expected) < 10
    assert shapely.hausdorff_distance(off, expected) > 50
    features[0]["geometry"]["spatialReference"] = {"wkid": 4326}
    with pytest.raises(SourceError, match="more than one coordinate system; export it in EPSG:4326"):
        read(world, text(tree))


def test_an_index_of_a_shapefile_says_its_length(world: World) -> None:
    parts = line_files.shapefile(TWO)
    assert struct.unpack_from(">i", parts["line.shx"], 24)[0] * 2 == len(parts["line.shx"])
    assert read(world, zipped(parts)).notes == ()
