"""Features of several statuses or days in one file: what is counted, and what the reader is told."""

import json
from datetime import date
from typing import Any

import pytest
import shapely

from geo.errors import SourceError
from geo.line_sources.notes import NoteKind
from geo.line_sources.reader import ParsedControl, parse_control
from geo.line_sources.selection.choice import Where
from geo.line_sources.selection.statuses import YES_OR_NO, Verdict, said
from geo.measure import areas_km2
from geo.world import World
from tests.geo.line_sources.test_line_reader import gap_km2
from tests.support.files import line_files
from tests.support.files.line_files import KML_BEGIN, KML_END, placemark

DAY = date(2025, 11, 21)
EAST, MIDDLE = shapely.box(38, 48.2, 38.4, 48.5), shapely.box(36, 49, 36.5, 49.2)
WEST = shapely.box(33, 49, 33.2, 49.3)


def features(*rows: tuple[Any, dict[str, Any]]) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": properties, "geometry": json.loads(shapely.to_geojson(shape))}
        for shape, properties in rows]}).encode()


def read(world: World, data: bytes, where: Where = ()) -> ParsedControl:
    return parse_control(data, "line.x", DAY, world.regions_m, where=where)


def told(parsed: ParsedControl) -> dict[tuple[NoteKind, str], float]:
    return {(note.kind, str(dict(note.values).get("value"))): float(dict(note.values)["area"])
            for note in parsed.notes}


STATUSES = {
    "English": ("status", "Occupied land", "Liberated in 2022", "Unknown status"),
    "Ukrainian": ("назва", "Окуповано", "Звільнено", "Статус невідомий"),
    "three languages": ("Name", "Окуповано /// Occupied ///\n x", "Звільнено /// Liberated", "Сіра зона"),
    "who holds": ("controlled_by", "Russia", "Ukraine", "Contested"),
    "a sentence": ("type", "Russian-controlled", "Claimed Russian control", "Russian advance"),
    "a column of another name": ("STATUS_DSR", "RU", "UA", "CONTESTED"),
    "formerly": ("class", "Temporarily occupied", "Formerly occupied", "Not occupied"),
    "true or false": (YES_OR_NO[0], True, False, "partly"),
    "numbers": (YES_OR_NO[0], 1, 0, "unknown"),
}


@pytest.mark.parametrize("case", STATUSES)
def test_only_what_is_plainly_held_is_counted(world: World, case: str) -> None:
    column, held, one, other = STATUSES[case]
    found = read(world, features((EAST, {column: held}), (MIDDLE, {column: one}), (WEST, {column: other})))
    assert gap_km2(found, read(world, line_files.geojson(EAST))) < 1e-6
    areas = {kind: sorted(area for (which, _), area in told(found).items() if which is kind)
             for kind in (NoteKind.COUNTED, NoteKind.LEFT_OUT)}
    expected = [float(areas_km2([shapely.segmentize(shape, 0.01)])[0]) for shape in (EAST, WEST, MIDDLE)]
    assert areas[NoteKind.COUNTED] == pytest.approx(expected[:1], rel=1e-5)
    assert areas[NoteKind.LEFT_OUT] == pytest.approx(sorted(expected[1:]), rel=1e-5)


def mixed_kml(first: str, second: str, *, folders: bool) -> bytes:
    bodies = [(f"<Folder><name>{name}</name>{placemark(shape)}</Folder>" if folders
               else placemark(shape, f"<name>{name}</name>"))
              for name, shape in ((first, EAST), (second, MIDDLE))]
    return (KML_BEGIN + "".join(bodies) + KML_END).encode()


@pytest.mark.parametrize("folders", [True, False])
def test_placemarks_and_folders_of_kml_are_told_apart_by_name(world: World, *, folders: bool) -> None:
    found = read(world, mixed_kml("Occupied land", "Liberated 2022", folders=folders))
    assert gap_km2(found, read(world, line_files.geojson(EAST))) < 1e-6
    both = read(world, mixed_kml("Occupied land", "Occupied Crimea", folders=folders))
    assert gap_km2(both, read(world, line_files.geojson(EAST | MIDDLE))) < 1e-6
    assert len([note for note in both.notes if note.kind is NoteKind.COUNTED]) == 2


@pytest.mark.parametrize("name", ["line.gpkg", "line.zip"])
def test_tables_are_told_apart_by_a_column(world: World, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def table(shape: Any, system: str | None) -> Any:
        import geopandas as gpd
        return gpd.GeoDataFrame({"STATUS": ["Окуповано", "Звільнено"]}, geometry=[EAST, MIDDLE], crs=system)

    monkeypatch.setattr(line_files, "table", table)
    found = read(world, line_files.FORMATS[name](EAST))
    assert gap_km2(found, read(world, line_files.geojson(EAST))) < 1e-6
    assert {kind for kind, _ in told(found)} == {NoteKind.COUNTED, NoteKind.LEFT_OUT}


def test_all_is_counted_and_told_where_no_value_is_known(world: World) -> None:
    found = read(world, features((EAST, {"fill": "#a52714"}), (MIDDLE, {"fill": "#0f9d58"})))
    assert gap_km2(found, read(world, line_files.geojson(EAST | MIDDLE))) < 1e-6
    assert {value for _, value in told(found)} == {"'fill' '#a52714'", "'fill' '#0f9d58'"}


def test_many_values_are_told_in_few_notes(world: World) -> None:
    parts = [(shapely.box(36 + n / 50, 49, 36 + n / 50 + 0.02, 49.2), {"name": f"x{n}"}) for n in range(40)]
    found = read(world, features(*parts))
    assert len(found.notes) == 6
    assert dict(found.notes[-1].values)["count"] == "35"
    total = areas_km2([shapely.segmentize(shapely.box(36, 49, 36.8, 49.2), 0.01)])[0]
    assert sum(told(found).values()) == pytest.approx(total, rel=1e-5)


def test_names_of_places_are_no_statuses(world: World) -> None:
    """'Crimea' is a status among 'Occupied' and 'Liberated', and a name among those of regions."""
    names = features((EAST, {"name": "Crimea"}), (MIDDLE, {"name": "Kherson"}))
    assert gap_km2(read(world, names), read(world, line_files.geojson(EAST | MIDDLE))) < 1e-6
    statuses = features((EAST, {"name": "ОРДЛО /// CADR and CALR"}), (MIDDLE, {"name": "Liberated in 2022"}))
    assert gap_km2(read(world, statuses), read(world, line_files.geojson(EAST))) < 1e-6


REFUSED = {
    "nothing is held": ([{"status": "Liberated in 2022"}, {"status": "Unknown"}], "of no feature it says"),
    "one kind only": ([{"name": "Звільнено"}] * 2, "of no feature it says"),
    "a name among names": ([{"name": "Occupied part of Kherson"}, {"name": "Luhansk"}], "of others nothing"),
    "two days": ([{"date": "2024-07-08"}, {"date": "2025-11-21"}], "dates ('2024-07-08', '2025-11-21'"),
    "two days with times": ([{"Time": "", "Day": f"2024-07-0{n}T10:00"} for n in (8, 9)], "several dates"),
    "two days as numbers": ([{"day": 20240708}, {"day": 20251121}], "('2024-07-08', '2025-11-21'"),
    "two days as names": ([{"name": "08.07.2024"}, {"name": "21.11.2025"}], "several dates"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_known_is_refused_with_what_to_do(world: World, case: str) -> None:
    (first, second), said_of_it = REFUSED[case]
    with pytest.raises(SourceError) as fault:
        read(world, features((EAST, first), (MIDDLE, second)))
    assert said_of_it in str(fault.value)
    assert "--where COLUMN=VALUE" in str(fault.value)
    assert str(fault.value).isprintable()


@pytest.mark.parametrize("time", ["<TimeStamp><when>{}</when></TimeStamp>",
                                  "<TimeSpan><begin>{}</begin></TimeSpan>"])
def test_placemarks_of_several_days_are_refused(world: World, time: str) -> None:
    days = ((EAST, "2024-07-08"), (MIDDLE, "2025-11-21"))
    bodies = [placemark(shape, time.format(day)) for shape, day in days]
    with pytest.raises(SourceError, match="several dates"):
        read(world, (KML_BEGIN + "".join(bodies) + KML_END).encode())


def test_one_day_at_two_hours_is_one_day(world: World) -> None:
    rows = [{"date": "2025-11-21T08:00:00Z"}, {"date": "2025-11-21T09:30:00Z"}]
    assert read(world, features((EAST, rows[0]), (MIDDLE, rows[1])))


def test_a_reader_chooses_among_the_values(world: World) -> None:
    rows = features((EAST, {"Status": "Occupied land", "date": "2025-11-21"}),
                    (MIDDLE, {"Status": "Claimed", "date": "2025-11-21"}),
                    (WEST, {"Status": "Occupied land", "date": "2024-07-08"}))
    only = read(world, rows, (("date", "2025-11-21"),))
    assert gap_km2(only, read(world, line_files.geojson(EAST | MIDDLE))) < 1e-6
    assert {kind for kind, _ in told(only)} == {NoteKind.COUNTED}
    both = read(world, rows, (("status", "claimed"), ("status", "Occupied land"), ("date", "2025-11-21")))
    assert gap_km2(both, only) == 0
    with pytest.raises(SourceError, match="has no column 'statu'; its columns are 'date', 'status'"):
        read(world, rows, (("statu", "Occupied land"),))
    with pytest.raises(SourceError, match="in column 'status' it has 'occupied land', 'claimed'"):
        read(world, rows, (("status", "x"),))


def test_a_reader_chooses_a_layer(world: World) -> None:
    folders = mixed_kml("north", "south", folders=True)
    with pytest.raises(SourceError, match="several layers hold polygons"):
        read(world, folders)
    assert gap_km2(read(world, folders, (("layer", "North"),)), read(world, line_files.geojson(EAST))) < 1e-6
    both = read(world, folders, (("layer", "north"), ("layer", "south")))
    assert gap_km2(both, read(world, line_files.geojson(EAST | MIDDLE))) < 1e-6
    with pytest.raises(SourceError, match="has no layer of this name"):
        read(world, folders, (("layer", "x"),))


def test_a_file_that_covers_most_of_ukraine_is_noted(world: World) -> None:
    free = shapely.box(22, 44, 36, 53)
    note = next(note for note in read(world, line_files.geojson(free)).notes if note.kind is NoteKind.WIDE)
    assert 80 < float(str(dict(note.values)["share"])) < 90


@pytest.mark.parametrize("text, verdict", [
    ("Occupied territories of Ukraine", Verdict.HELD), ("occupied Ukrainian land", Verdict.HELD),
    ("Liberated from Russian occupation", Verdict.OTHER), ("de-occupied", Verdict.OTHER),
    ("Under Ukrainian control", Verdict.OTHER), ("No longer occupied", Verdict.OTHER),
    ("Тимчасово окуповані території", Verdict.HELD), ("деоккупировано", Verdict.OTHER),
    ("Under Russian military control", Verdict.HELD), ("Novaya", None), ("", None), ("Nova Kakhovka", None),
])
def test_words_of_control(text: str, verdict: Verdict | None) -> None:
    assert said("status", text) is verdict
