"""Faults that a review found in reading lines: each is read, noted or refused as it should be."""

import json
import re
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely

from geo.errors import SourceError
from geo.line_sources.json_forms import topojson
from geo.line_sources.kml_forms import positions
from geo.line_sources.notes import NoteKind
from geo.line_sources.selection.columns import looked_at
from geo.line_sources.selection.statuses import YES_OR_NO, Verdict, said
from geo.measure import areas_km2
from geo.world import World
from tests.geo.line_sources.test_line_reader import gap_km2
from tests.geo.selection.test_line_selection import EAST, MIDDLE, WEST, features, read, told
from tests.support.files.line_files import KML_BEGIN, KML_END, geojson, placemark, shapefile, zipped
from tests.support.files.line_files import kml as kml_of


class Arc(list[Any]):
    """An arc that fails if it is turned round, which copies it."""

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, slice):
            raise AssertionError("copied before it was counted")
        return super().__getitem__(key)


@pytest.mark.parametrize("number", [0, ~0])
def test_arcs_are_counted_before_any_is_copied(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(topojson, "_arcs", lambda _: [Arc([[37.0, 48.0]] * 150_000)])
    tree = {"objects": {"x": {"type": "Polygon", "arcs": [[number] * 100]}}}
    with pytest.raises(SourceError, match="more than 1,500,000 vertices"):
        topojson.as_geojson(tree, "x")


def test_blanks_before_a_comma_are_passed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pattern of any number of blanks before a comma starts again at each of them."""
    seen: list[str] = []

    class Pattern:
        def sub(self, new: str, text: str) -> str:
            seen.append(text)
            return re.sub(" ?, ?", new, text)

    monkeypatch.setattr(positions, "BESIDE_COMMA", Pattern())
    assert positions._positions("1 " + " \n\t" * 9_000 + ",2 3,4") == ["1,2", "3,4"]
    assert seen == ["1 ,2 3,4"]


def folders(*named: tuple[str, Any]) -> bytes:
    return (KML_BEGIN + "".join(f"<Folder><name>{name}</name>{placemark(shape)}</Folder>"
                                for name, shape in named) + KML_END).encode()


def topology(*named: tuple[str, Any]) -> bytes:
    arcs = [shapely.get_coordinates(shape).tolist() for _, shape in named]
    return json.dumps({"type": "Topology", "arcs": arcs, "objects": {
        name: {"type": "Polygon", "arcs": [[at]]} for at, (name, _) in enumerate(named)}}).encode()


def shapefiles(*named: tuple[str, Any]) -> bytes:
    return zipped({path: content for name, shape in named
                   for path, content in shapefile(shape, name=name).items()})


def wrapped(*named: tuple[str, Any]) -> bytes:
    (name, shape), = named
    return json.dumps({name: json.loads(features((shape, {})))}).encode()


@pytest.mark.parametrize("made", [folders, topology, shapefiles])
def test_layers_that_are_left_out_are_noted_with_their_area(world: World, made: Any) -> None:
    found = read(world, made(("Occupied area", EAST), ("Liberated 2022", MIDDLE), ("Claimed", WEST)))
    assert gap_km2(found, read(world, geojson(EAST))) < 1e-6
    left = NoteKind.LEFT_OUT
    expected = {(NoteKind.COUNTED, "'layer' 'Occupied area'"): EAST,
                (left, "'layer' 'Liberated 2022'"): MIDDLE, (left, "'layer' 'Claimed'"): WEST}
    assert told(found) == pytest.approx({
        key: float(areas_km2([shapely.segmentize(shape, 0.01)])[0]) for key, shape in expected.items()},
        rel=1e-5)


@pytest.mark.parametrize("made", [folders, topology, shapefiles, wrapped])
def test_the_only_layer_is_refused_if_its_name_speaks_against_it(world: World, made: Any) -> None:
    with pytest.raises(SourceError, match="of no feature it says that Russia holds the ground"):
        read(world, made(("Liberated 2022", EAST)))
    for name in ("Occupied area", "Ukraine", "data"):
        assert gap_km2(read(world, made((name, EAST))), read(world, geojson(EAST))) < 1e-6
    asked = read(world, made(("Liberated 2022", EAST)), (("layer", "liberated 2022"),))
    assert gap_km2(asked, read(world, geojson(EAST))) < 1e-6


def test_a_layer_that_was_not_asked_for_is_left_out_and_noted(world: World) -> None:
    days = "<TimeStamp><when>2025-11-21</when></TimeStamp>"
    bodies = [f"<Folder><name>{name}</name>{placemark(shape, days)}</Folder>"
              for name, shape in (("Occupied area", EAST), ("Liberated 2022", MIDDLE))]
    data = (KML_BEGIN + "".join(bodies) + KML_END).encode()
    found = read(world, data, (("when", "2025-11-21"),))
    assert gap_km2(found, read(world, geojson(EAST))) < 1e-6
    assert {kind for kind, _ in told(found)} == {NoteKind.COUNTED, NoteKind.LEFT_OUT}


def test_what_a_feature_lies_in_counts_only_against_it(world: World) -> None:
    rows = ((EAST, {"layer": "Occupied area"}),
            (MIDDLE, {"layer": "Occupied area", "name": "Liberated in 2022"}),
            (WEST, {"layer": "Liberated 2022", "status": "Occupied until 2022"}))
    assert gap_km2(read(world, features(*rows)), read(world, geojson(EAST))) < 1e-6
    rows = (rows[0], (MIDDLE, {"layer": "Liberated 2022", "status": "Occupied area"}))
    assert gap_km2(read(world, features(*rows)), read(world, geojson(EAST))) < 1e-6


PHRASES: dict[Verdict | None, list[str]] = {
    Verdict.HELD: [
        "Ukrainian territory controlled by Russia", "Areas of Ukraine held by Russia",
        "Ukrainian land held by the Russian Federation", "Non-government controlled area", "NGCA",
        "Russian-controlled Ukrainian territory before 24 February 2022", "Occupied part of Kherson Oblast",
        "Ukraine: under Russian control", "Temporarily occupied", "Occupied before 2022",
        "тимчасово непідконтрольна Україні", "не підконтрольні уряду України", "Тимчасово окуповано",
        "Окупована частина Херсонської області", "Окуповано до 24.02.2022", "Під контролем РФ",
        "временно неподконтрольная Украине", "не подконтрольна правительству Украины",
        "Оккупированная часть области", "Временно оккупировано", "под контролем России"],
    Verdict.OTHER: [
        "Returned to Ukraine after occupation", "occupation ended", "Occupied in 2022, returned",
        "Recovered from Russian control", "Russia lost control", "Ukraine regained, once occupied",
        "End of occupation: 2022", "Occupied, withdrawn in 2022", "Government controlled area", "GCA",
        "Ukrainian and Russian control", "Areas held by Ukraine", "Ukrainian-held", "Controlled by Ukraine",
        "Ukrainian armed forces, occupied 2022", "Partly occupied", "Non-occupied",
        "Not under Russian control",
        "Повернуто з окупації", "Відновлено контроль, окупована раніше", "Частково окупована",
        "колишня окупована", "Заявлено як окуповане", "була окупована", "не окуповано",
        "під контролем України",
        "підконтрольна Україні", "Україна",
        "Возвращено из оккупации", "частично оккупирована", "бывшая оккупированная", "ранее оккупирована",
        "Украина вернула после оккупации", "была оккупирована", "не оккупировано", "подконтрольна Украине",
        "Заявлена оккупация", "Восстановлен контроль после оккупации"],
    None: ["Kherson", "Херсон", "Lost Armour", "Ukraine Control Map", "Novaya", "Район", "returned"],
}


@pytest.mark.parametrize("verdict", PHRASES)
def test_phrases_of_control_in_three_languages(verdict: Verdict | None) -> None:
    wrong = {phrase: found for phrase in PHRASES[verdict] if (found := said("status", phrase)) is not verdict}
    assert not wrong


ANSWERS = {"dBase": ("T", "F"),
           "small letters": ("t", "f"), "floats": (1.0, 0.0), "decimals": ("1.000", "0.000")}


@pytest.mark.parametrize("case", ANSWERS)
@pytest.mark.parametrize("column", YES_OR_NO)
def test_a_column_of_yes_or_no_is_read_however_it_is_written(world: World, case: str, column: str) -> None:
    yes, no = ANSWERS[case]
    found = read(world, features((EAST, {column: yes}), (MIDDLE, {column: no})))
    assert gap_km2(found, read(world, geojson(EAST))) < 1e-6
    with pytest.raises(SourceError, match="of no feature it says"):
        read(world, features((EAST, {column: no})))


@pytest.mark.parametrize("text", [2, "2.0", "maybe", "?", "x", -1, "nan"])
def test_what_is_neither_yes_nor_no_is_refused(world: World, text: Any) -> None:
    column = YES_OR_NO[0]
    with pytest.raises(SourceError, match=r"which is neither true nor false; .*--where") as fault:
        read(world, features((EAST, {column: True}), (MIDDLE, {column.upper(): text})))
    assert str(fault.value).isprintable()


WIDE = {f"x{number:02}": "x" for number in range(60)}


def wide_table(suffix: str, *rows: tuple[Any, dict[str, Any]]) -> bytes:
    frame = gpd.GeoDataFrame([{**WIDE, **row} for _, row in rows], geometry=[shape for shape, _ in rows],
                             crs="EPSG:4326")
    with tempfile.TemporaryDirectory() as folder:
        frame.to_file(Path(folder) / f"line.{suffix}")
        parts = {path.name: path.read_bytes() for path in Path(folder).iterdir()}
    return zipped(parts) if suffix == "shp" else parts["line.gpkg"]


def wide_kml(*rows: tuple[Any, dict[str, Any]]) -> bytes:
    bodies = [placemark(shape, "<ExtendedData>" + "".join(
        f'<Data name="{key}"><value>{value}</value></Data>' for key, value in {**WIDE, **row}.items())
        + "</ExtendedData>") for shape, row in rows]
    return (KML_BEGIN + "".join(bodies) + KML_END).encode()


WIDE_FILES = {"GeoJSON": lambda *rows: features(*((shape, {**WIDE, **row}) for shape, row in rows)),
              "Shapefile": partial(wide_table, "shp"), "GeoPackage": partial(wide_table, "gpkg"),
              "KML": wide_kml}


@pytest.mark.parametrize("form", WIDE_FILES)
def test_statuses_and_dates_after_many_columns_are_seen(world: World, form: str) -> None:
    made = WIDE_FILES[form]
    for column in ("status", "z_status"):
        found = read(world, made((EAST, {column: "Occupied area"}), (MIDDLE, {column: "Liberated 2022"})))
        assert gap_km2(found, read(world, geojson(EAST))) < 1e-6
    with pytest.raises(SourceError, match="several dates"):
        read(world, made((EAST, {"when": "2024-07-08"}), (MIDDLE, {"when": "2025-11-21"})))


def test_as_many_columns_are_looked_at_as_before() -> None:
    columns = [*WIDE, "status", "Date"]
    assert looked_at(columns) == ["status", "Date", *list(WIDE)[:38]]
    assert looked_at(list(WIDE)[:3]) == ["x00", "x01", "x02"]


BESIDE = {"rest.zip": zipped({"b.geojson": geojson(MIDDLE)}), "rest.kmz.zip": zipped({"b.kmz": b"PK"}),
          "broken.zip": b"PK", "b.json": geojson(MIDDLE),
          "b.geojson.gz": b"x", "b.7z": b"x", "b.tar": b"x"}


@pytest.mark.parametrize("name", BESIDE)
def test_what_is_not_read_beside_a_line_in_an_archive_is_named(world: World, name: str) -> None:
    both = {"a.geojson": geojson(EAST), f"more/{name}": BESIDE[name]}
    for data in (zipped(both), zipped({"map.kmz": zipped({**both, "a.kml": kml_of(EAST)})})):
        with pytest.raises(SourceError) as fault:
            read(world, data)
        assert f"has 'more/{name}' inside, which is not read beside the rest; bring" in str(fault.value)


def test_what_draws_nothing_beside_a_line_in_an_archive_is_no_fault(world: World) -> None:
    beside = {"photos.zip": zipped({"a.jpg": b"x"}), "copy.zip": zipped({"b.geojson": geojson(EAST)}),
              "about.json": b'{"title": "x"}', "a.qml": b"<x/>"}
    found = read(world, zipped({"a.geojson": geojson(EAST), **beside}))
    assert gap_km2(found, read(world, geojson(EAST))) == 0


FLAT = shapely.Polygon([(36, 49), (36.5, 49), (36.25, 49), (36, 49)])


@pytest.mark.parametrize("status, kind", [
    ("Liberated 2022", NoteKind.LEFT_OUT), ("Occupied Crimea", NoteKind.COUNTED)])
def test_a_value_that_encloses_nothing_has_no_area(world: World, status: str, kind: NoteKind) -> None:
    found = read(world, features((EAST, {"status": "Occupied area"}), (FLAT, {"status": status})))
    assert gap_km2(found, read(world, geojson(EAST))) < 1e-6
    said_of = [dict(note.values) for note in found.notes if note.kind is kind]
    areas = {values["value"]: values["area"] for values in said_of}
    assert areas[f"'status' '{status}'"] == 0
    with pytest.raises(SourceError, match="enclose no ground"):
        read(world, features((FLAT, {"status": "Occupied area"}), (EAST, {"status": "Liberated 2022"})))
