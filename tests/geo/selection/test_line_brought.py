"""Files as people bring them: rings any way round, .prj files in any form, days and statuses in words."""

import io
import json
import struct
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely
from pyproj import CRS

from geo.errors import SourceError
from geo.line_sources.notes import NoteKind
from geo.line_sources.selection.statuses import Verdict, said
from geo.measure import areas_km2
from geo.world import World
from tests.geo.line_sources.test_line_forms import (
    GROUND,
    TWO,
    collection,
    feature,
    named,
    rings,
    text,
    topology,
)
from tests.geo.line_sources.test_line_kinds import read
from tests.geo.line_sources.test_line_reader import gap_km2
from tests.geo.selection.test_line_selection import EAST, MIDDLE, features
from tests.support.files import line_files
from tests.support.files.line_files import zipped

Ring = list[tuple[float, float]]
ISLAND = list(shapely.box(37.45, 48.4, 37.5, 48.45).exterior.coords)
ACROSS = list(shapely.box(37.8, 48.6, 38, 48.8).exterior.coords)
OUTER, HOLE = list(GROUND.exterior.coords), list(GROUND.interiors[0].coords)


def clockwise(ring: Ring) -> Ring:
    return ring[::-1] if shapely.is_ccw(shapely.LinearRing(ring)) else ring


def against(ring: Ring) -> Ring:
    return clockwise(ring)[::-1]


def shapefile(*parts: Ring) -> dict[str, bytes]:
    """One record with these rings, as they are: GDAL's own driver would turn them."""
    xy = [position for ring in parts for position in ring]
    firsts = [sum(len(ring) for ring in parts[:at]) for at in range(len(parts))]
    box = [min(x for x, _ in xy), min(y for _, y in xy), max(x for x, _ in xy), max(y for _, y in xy)]
    record = (struct.pack("<i4d2i", 5, *box, len(parts), len(xy)) + struct.pack(f"<{len(parts)}i", *firsts)
              + b"".join(struct.pack("<2d", *position) for position in xy))

    def head(size: int) -> bytes:
        return (struct.pack(">7i", 9994, 0, 0, 0, 0, 0, size // 2) + struct.pack("<2i", 1000, 5)
                + struct.pack("<8d", *box, 0, 0, 0, 0))

    return {"line.shp": head(108 + len(record)) + struct.pack(">2i", 1, len(record) // 2) + record,
            "line.shx": head(108) + struct.pack(">2i", 50, len(record) // 2),
            "line.prj": CRS.from_epsg(4326).to_wkt("WKT1_ESRI").encode()}


def gdal_km2(files: dict[str, bytes]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            (Path(folder) / name).write_bytes(content)
        parts = shapely.get_parts(gpd.read_file(Path(folder) / "line.shp").geometry.to_numpy())
    ground = shapely.make_valid(parts, method="structure", keep_collapsed=False)
    return float(areas_km2([shapely.segmentize(shapely.union_all(ground), 0.01)])[0])


RINGS = {
    "as specified": (clockwise(OUTER), against(HOLE)),
    "all with the clock": (clockwise(OUTER), clockwise(HOLE)),
    "the hole first": (against(HOLE), clockwise(OUTER)),
    "ground in a hole": (clockwise(OUTER), against(HOLE), clockwise(ISLAND)),
    "a hole over the edge": (clockwise(OUTER), against(ACROSS)),
    "two grounds that overlap": (clockwise(OUTER), clockwise(ACROSS)),
}


@pytest.mark.parametrize("case", RINGS)
def test_rings_of_a_shapefile_are_grounds_and_holes_as_gdal_has_them(world: World, case: str) -> None:
    files = shapefile(*RINGS[case])
    held = read(world, zipped(files)).control.held
    assert shapely.area(held) / 1e6 == pytest.approx(gdal_km2(files), rel=1e-3)


def test_of_rings_that_all_run_as_holes_those_inside_others_are_holes(world: World) -> None:
    """GDAL warns and has it one way or the other, depending on their order."""
    for parts in ((OUTER, HOLE), (HOLE, OUTER), (OUTER, HOLE, ISLAND)):
        held = read(world, zipped(shapefile(*map(against, parts)))).control.held
        expected = GROUND | shapely.box(37.45, 48.4, 37.5, 48.45) if ISLAND in parts else GROUND
        assert shapely.area(held) / 1e6 == pytest.approx(
            areas_km2([shapely.segmentize(expected, 0.01)])[0], rel=1e-3)


WGS_84 = CRS.from_epsg(4326).to_wkt("WKT1_ESRI")
PRJ = {"a mark": b"\xef\xbb\xbf" + WGS_84.encode(), "UTF-16": WGS_84.encode("utf-16"),
       "a code": b"EPSG:4326\r\n",
       "a name": b"WGS 84", "PROJ": b"+proj=longlat +datum=WGS84 +no_defs", "NUL": WGS_84.encode() + b"\0"}


@pytest.mark.parametrize("case", PRJ)
def test_a_prj_file_is_read_in_every_form(world: World, case: str) -> None:
    found = read(world, zipped(line_files.shapefile(TWO) | {"line.prj": PRJ[case]}))
    assert gap_km2(found, read(world, line_files.geojson(TWO))) < 1e-6
    assert found.notes == ()


@pytest.mark.parametrize("prj", [b"", b" \r\n", b"\xef\xbb\xbf"])
def test_an_empty_prj_file_is_as_good_as_none(world: World, prj: bytes) -> None:
    found = read(world, zipped(line_files.shapefile(TWO) | {"line.prj": prj}))
    assert [note.kind for note in found.notes] == [NoteKind.ASSUMED]
    with pytest.raises(SourceError, match="no coordinate system is named; export it in EPSG:4326"):
        read(world, zipped(line_files.shapefile(TWO, "EPSG:32637") | {"line.prj": prj}))


def bzip2() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("line.geojson", text(collection()))
    return out.getvalue()


PLAIN = text(collection(*(feature(part) for part in TWO.geoms)))
BEGUN = {"two marks": b"\xef\xbb\xbf\xef\xbb\xbf" + PLAIN, "no-break spaces": b"\xc2\xa0" * 3 + PLAIN,
         "many blank lines": b"\r\n" * 400 + PLAIN,
         "UTF-16 without a mark": PLAIN.decode().encode("utf-16-le"),
         "KML after blank lines": b"\n \n<?xml version='1.0'?>" + line_files.kml(TWO)}


@pytest.mark.parametrize("case", BEGUN)
def test_what_stands_before_the_first_sign_does_not_matter(world: World, case: str) -> None:
    assert gap_km2(read(world, BEGUN[case]), read(world, line_files.geojson(TWO))) < 1e-6


def test_topojson_names_its_system_as_geojson_does(world: World) -> None:
    """Degrees of SK-42 lie about 120 m off."""
    tree = topology(quantised=False)
    found = read(world, text(tree | {"crs": named("EPSG:4284")}))
    assert [note.kind for note in found.notes] == [NoteKind.CONVERTED]
    assert gap_km2(found, read(world, text(tree))) > 5


DAYS = [("20 листопада 2025", "21 листопада 2025"), ("Nov 20, 2025", "21 November 2025"),
        ("20 ноября 2025 г.", "21 ноября 2025 г."), ("станом на 20.11.2025", "станом на 21.11.2025"),
        ("Occupied 2025-11-20", "Occupied 2025-11-21"), ("area_2025_11_20", "area_2025_11_21"),
        ("Occupied 20251120", "Occupied 20251121"), ("20.11.2025", "20251121")]
NO_DAYS = [("Occupied since 2014-03-18", "Occupied since 2022-02-24"), ("21.11.2025", "2025-11-21"),
           ("Occupied before 24.02.2022", "Occupied after 24.02.2022"), ("7 Bakhmut 2025", "8 Bakhmut 2025"),
           ("Donetsk, 20.11.2025", "Luhansk, 21.11.2025"), ("Occupied 20253311", "Occupied 20253312"),
           ("2025_11_21", "20251121"), ("Occupied 202511201", "Occupied 202511211")]


@pytest.mark.parametrize("pair", DAYS)
def test_days_in_words_and_beside_words_are_days(world: World, pair: tuple[str, str]) -> None:
    data = features((EAST, {"name": pair[0]}), (MIDDLE, {"name": pair[1]}))
    with pytest.raises(SourceError, match=r"several dates .*--where COLUMN=VALUE"):
        read(world, data)


@pytest.mark.parametrize("pair", NO_DAYS)
def test_what_is_no_day_of_the_map_does_not_divide_it(world: World, pair: tuple[str, str]) -> None:
    found = read(world, features((EAST, {"name": pair[0]}), (MIDDLE, {"name": pair[1]})))
    assert gap_km2(found, read(world, line_files.geojson(EAST | MIDDLE))) < 1e-6


def test_a_reader_may_choose_several_days_of_a_column(world: World) -> None:
    from geo.line_sources.reader import parse_control
    from tests.geo.selection.test_line_selection import DAY

    data = features((EAST, {"valid_from": "2014-03-18"}), (MIDDLE, {"valid_from": "2022-02-24"}))
    where = (("valid_from", "2014-03-18"), ("VALID_FROM", "2022-02-24"))
    found = parse_control(data, "x", DAY, world.regions_m, where=where)
    assert gap_km2(found, read(world, line_files.geojson(EAST | MIDDLE))) < 1e-6


WORDS: dict[Verdict | None, list[str]] = {
    Verdict.HELD: ["Russian Army", "Russian Armed Forces", "под контролем ВС РФ", "під контролем військ РФ",
                   "Під контролем ЗС РФ", "Captured by Russia", "Seized by Russian forces", "Захоплено",
                   "Russian_CoT_in_Ukraine", "Російська Федерація"],
    Verdict.OTHER: ["Armed Forces of Ukraine under control of Ukraine", "Captured by Ukraine",
                    "Захоплено ЗСУ",
                    "Recaptured by Ukraine", "Claimed Russian CoT", "под контролем ВСУ"],
    Verdict.SINCE_2014: ["DPR", "LPR", "ДНР", "DPR/LPR"],
    None: ["Annexed by Russia", "Russian-annexed", "DPR and Ukraine", "Russian gains in 2024"],
}


@pytest.mark.parametrize("verdict", WORDS)
def test_more_phrases_of_control(verdict: Verdict | None) -> None:
    phrases = WORDS[verdict]
    assert {phrase: said("status", phrase) for phrase in phrases} == dict.fromkeys(phrases, verdict)


REFUSED: dict[str, tuple[Any, str]] = {
    "lines": (text({"type": "LineString", "coordinates": [[37, 48], [38, 49]]}), "bring the ground"),
    "texts for numbers": (text({"type": "Polygon", "coordinates": [[["37", "48"]] * 4]}),
                          "write each as numbers"),
    "a shape of another kind": (text({"type": "Circle"}), "'Circle'; export it as GeoJSON"),
    "a script": (b'{"type": "Feature", // held\n}', "export it again as GeoJSON"),
    "half a KML": (line_files.kml(TWO)[:300], "that wrote it and save it again"),
    "an entity": (line_files.kml(TWO).replace(b"<Document>", b"<Document><name>a&nbsp;b</name>"),
                  "save it again"),
    "a .prj of nobody": (lambda: zipped(line_files.shapefile(TWO) | {"line.prj": b"local"}),
                         "save it in EPSG:4326"),
    "bzip2": (bzip2, "pack it anew as a plain ZIP"),
    "layers": (lambda: line_files.gpkg(TWO, layers=("north", "south")),
               "in the terminal with --where layer=NAME"),
    "another zone": (lambda: text(collection(feature(), crs=named("EPSG:2180"))),
                     "read in EPSG:2180; is that"),
    "a system in Cyrillic": (text(collection(crs=named("СК-42"))), "is in 'СК-42'; only"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_refusal_says_what_to_do(world: World, case: str) -> None:
    made, words = REFUSED[case]
    with pytest.raises(SourceError) as fault:
        read(world, made() if callable(made) else made)
    assert words in str(fault.value)
    assert str(fault.value).isprintable()


def test_columns_and_values_are_told_in_their_own_letters(world: World) -> None:
    from geo.line_sources.reader import parse_control
    from tests.geo.selection.test_line_selection import DAY

    data = features((EAST, {"колір": "червоний"}), (MIDDLE, {"колір": "синій"}))
    for where, words in (((("цвет", "x"),), "no column 'цвет'; its columns are 'колір'"),
                         ((("колір", "x"),), "in column 'колір' it has 'червоний', 'синій'")):
        with pytest.raises(SourceError, match=words):
            parse_control(data, "x", DAY, world.regions_m, where=where)


def test_rings_of_the_tests_are_those_of_the_ground() -> None:
    assert json.loads(json.dumps(rings(GROUND))) == [[list(spot) for spot in ring] for ring in (OUTER, HOLE)]
