"""Rings, links, codes and days that could move a figure without a word."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pytest
import shapely

from geo.errors import AmbiguousFile
from geo.line_sources.notes import NoteKind
from geo.line_sources.polygons import merged
from geo.line_sources.reader import ParsedControl
from geo.line_sources.selection.days import day_in
from geo.line_sources.shapefile import polygons_of
from geo.line_sources.shapes import holes
from geo.measure import areas_km2
from geo.world import World
from tests.geo.line_sources.test_line_reader import gap_km2
from tests.geo.selection.test_line_selection import EAST, MIDDLE, WEST, features, read, told
from tests.support.files.line_files import FORMATS, KML_BEGIN, KML_END, geojson, kml, placemark, zipped

INSIDE, BESIDE = shapely.box(38.1, 48.3, 38.3, 48.4), shapely.box(38.4, 48.2, 38.8, 48.5)
IN_MIDDLE = shapely.box(36.1, 49.05, 36.3, 49.15)
CROSSING = shapely.box(38.3, 48.3, 38.45, 48.4)


def of_rings(*boxes: shapely.Polygon) -> shapely.Polygon:
    return shapely.Polygon(boxes[0].exterior, [box.exterior for box in boxes[1:]])


def noted(parsed: ParsedControl, kind: NoteKind) -> float | None:
    return next((float(dict(note.values)["area"]) for note in parsed.notes if note.kind is kind), None)


def km2(shape: Any) -> float:
    return float(areas_km2([shapely.segmentize(shape, 0.01)])[0])


FALSE = {
    "parts as rings of one polygon": ((EAST, MIDDLE), shapely.union(EAST, MIDDLE), MIDDLE),
    "parts that touch": ((EAST, BESIDE), shapely.union(EAST, BESIDE), BESIDE),
    "a part with a hole of its own": ((EAST, MIDDLE, IN_MIDDLE), shapely.union(EAST, MIDDLE - IN_MIDDLE),
                                      MIDDLE - IN_MIDDLE),
    "the hole first": ((INSIDE, EAST), EAST - INSIDE, EAST - INSIDE),
    "the same ring twice": ((EAST, EAST), EAST, EAST),
    "a hole beside": ((EAST, INSIDE, WEST), shapely.union(EAST - INSIDE, WEST), WEST),
}


@pytest.mark.parametrize("name", ["line.geojson", "line.kml", "line.gpkg"])
@pytest.mark.parametrize("case", FALSE)
def test_rings_given_as_holes_that_are_none_count_and_are_noted(world: World, case: str, name: str) -> None:
    rings, ground, beyond = FALSE[case]
    found = read(world, FORMATS[name](of_rings(*rings)))
    assert gap_km2(found, read(world, geojson(ground))) < 1e-6
    assert noted(found, NoteKind.FALSE_HOLES) == pytest.approx(km2(beyond), rel=1e-5)
    assert NoteKind.MENDED not in {note.kind for note in found.notes}


def test_parts_of_a_shapefile_that_run_as_holes_do_are_noted(world: World) -> None:
    clockwise = [shapely.orient_polygons(box, exterior_cw=True).exterior for box in (EAST, MIDDLE)]
    found = {name: polygons_of([shapely.get_coordinates(ring)[::step] for ring, step in zip(
        clockwise, steps, strict=True)], "x") for name, steps in {
            "both": (1, 1), "neither": (-1, -1), "one": (1, -1)}.items()}
    assert {name: [len(polygon) for polygon in parts] for name, parts in found.items()} == {
        "both": [1, 1], "neither": [1, 1], "one": [2]}
    grounds = [merged(parts, "x")[0] for parts in found.values()]
    assert all(shapely.equals(ground, shapely.union(EAST, MIDDLE)) for ground in grounds)


@pytest.mark.parametrize("rings", [(EAST, INSIDE), (EAST, CROSSING)], ids=["within", "crossing"])
def test_holes_that_take_something_from_their_polygon_remain_holes(world: World, rings: Any) -> None:
    found = read(world, geojson(of_rings(*rings)))
    assert gap_km2(found, read(world, geojson(EAST - rings[1]))) < 1e-6
    assert noted(found, NoteKind.FALSE_HOLES) is None


def test_past_a_limit_rings_stay_as_they_are_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holes, "MAX_COMPARED", 3)
    given = np.array([of_rings(EAST, BESIDE)])
    drawn, beyond = holes.as_drawn(given)
    assert drawn[0].equals_exact(given[0], 0)
    assert beyond.is_empty


LINK = "<NetworkLink><Link><href>https://example.org/other.kml</href></Link></NetworkLink>"
IMAGE = "<GroundOverlay><Icon><href>map.png</href></Icon></GroundOverlay>"


@pytest.mark.parametrize("link", [LINK, IMAGE], ids=["file", "image"])
def test_links_beside_polygons_are_noted(world: World, link: str) -> None:
    linked = (KML_BEGIN + placemark(EAST) + link + KML_END).encode()
    apart = zipped({"doc.kml": (KML_BEGIN + link + KML_END).encode(), "files/area.kml": kml(EAST)})
    for data in (linked, zipped({"doc.kml": linked}), apart):
        found = read(world, data)
        assert gap_km2(found, read(world, geojson(EAST))) < 1e-6
        assert [note.kind for note in found.notes] == [NoteKind.LINKS]
    assert read(world, kml(EAST)).notes == ()


@pytest.mark.parametrize("codes", [(1, 2), (0.0, 1.0), ("A", "B"), ("K1", "K2"), ("1a", "1b")])
@pytest.mark.parametrize("column", ["code", "DN", "gridcode", "kod"])
def test_codes_that_tell_two_features_apart_are_noted(world: World, column: str, codes: Any) -> None:
    found = read(world, features((EAST, {column: codes[0]}), (MIDDLE, {column: codes[1]})))
    assert {value for _, value in told(found)} == {f"'{column}' '{code}'" for code in codes}


@pytest.mark.parametrize("column", ["fid", "OBJECTID", "stroke-width", "area_km2", "n"])
def test_numbers_of_features_are_no_codes(world: World, column: str) -> None:
    assert read(world, features((EAST, {column: 1}), (MIDDLE, {column: 2}))).notes == ()


@pytest.mark.parametrize("column", ["occ", "is_ru", "ru_control", "Russian", "under_occupation"])
@pytest.mark.parametrize("answers", [(True, False), ("yes", "no"), (1, 0)])
def test_columns_that_answer_by_yes_or_no_are_heard(world: World, column: str, answers: Any) -> None:
    rows = features((EAST, {column: answers[0]}), (MIDDLE, {column: answers[1]}))
    assert gap_km2(read(world, rows), read(world, geojson(EAST))) < 1e-6
    with pytest.raises(AmbiguousFile, match="of no feature it says that Russia holds"):
        read(world, features((EAST, {column: answers[1]})))


@pytest.mark.parametrize("doubt", [
    "Projected Russian control 2026", "likely Russian-controlled", "probably occupied", "Occupied?",
    "ймовірно окуповано", "вероятно оккупировано"])
def test_what_is_only_thought_to_be_held_is_left_out(world: World, doubt: str) -> None:
    found = read(world, features((EAST, {"status": "Occupied"}), (MIDDLE, {"status": doubt})))
    assert gap_km2(found, read(world, geojson(EAST))) < 1e-6
    assert [kind for kind, _ in told(found)] == [NoteKind.COUNTED, NoteKind.LEFT_OUT]


@pytest.mark.parametrize("column", ["prob_ru", "russian_share", "confidence"])
def test_shares_and_probabilities_are_told(world: World, column: str) -> None:
    found = read(world, features((EAST, {column: 0.95}), (MIDDLE, {column: 0.125}), (WEST, {column: 0.5})))
    assert {value for _, value in told(found)} == {f"'{column}' '{share}'" for share in (0.95, 0.125, 0.5)}


@pytest.mark.parametrize(("column", "values", "asked"), [
    ("code", (1.0, 2.0), "1"), ("code", (1, 2), "1.0"), ("date", ("2025-11-21", "2025-11-20"), "21.11.2025"),
    ("date", ("21 November 2025", "20 November 2025"), "2025-11-21")])
def test_a_value_is_asked_for_in_any_way_of_writing_it(
    world: World, column: str, values: Any, asked: str
) -> None:
    rows = features((EAST, {column: values[0]}), (MIDDLE, {column: values[1]}))
    assert gap_km2(read(world, rows, ((column, asked),)), read(world, geojson(EAST))) < 1e-6


def test_sentences_with_a_number_tell_features_apart(world: World) -> None:
    rows = features((EAST, {"x": "Ground of 2014"}), (MIDDLE, {"x": "New ground, last 24 hours"}))
    found = read(world, rows)
    assert len(told(found)) == 2
    assert read(world, features((EAST, {"x": "polygon 12"}), (MIDDLE, {"x": "polygon 13"}))).notes == ()


SECONDS = (1_732_190_400, 1_763_726_400)  # noon on 21 November 2024 and 2025, in UTC


@pytest.mark.parametrize("factor", [1, 1_000, 1_000_000])
@pytest.mark.parametrize("column", ["date", "ts", "time", "observed_at"])
def test_times_since_1970_are_days(world: World, column: str, factor: int) -> None:
    times = [second * factor for second in SECONDS]
    with pytest.raises(AmbiguousFile, match="'2024-11-21', '2025-11-21' in column"):
        read(world, features((EAST, {column: times[0]}), (MIDDLE, {column: times[1]})))
    rows = features((EAST, {"date": times[0]}), (MIDDLE, {"date": times[0] + 3_600 * factor}))
    assert read(world, rows).notes == ()
    chosen = read(world, features((EAST, {"date": times[0]}), (MIDDLE, {"date": times[1]})),
                  (("date", "2024-11-21"),))
    assert gap_km2(chosen, read(world, geojson(EAST))) < 1e-6


def test_other_numbers_are_no_times() -> None:
    numbers: Iterable[str] = ("173219040", "17321904000", "1232190400", "9732190400", "1732190400x", "-1")
    assert not any(map(day_in, numbers))


def test_what_lies_outside_is_measured_however_wide_the_ground(world: World) -> None:
    """A ring around more than half of the Earth has the area of its smaller side by the usual formula."""
    earth_km2 = 510_065_622
    found = read(world, geojson(shapely.box(-180, -90, 180, 90)))
    inside = noted(found, NoteKind.WIDE)
    assert inside is not None
    assert noted(found, NoteKind.OUTSIDE) == pytest.approx(earth_km2 - inside, rel=1e-6)
    half, wider = shapely.box(-180, 0, 180, 90), shapely.box(-180, -30, 180, 90)
    band = shapely.box(-60, -30, 60, 0)
    steps = [float(areas_km2([shapely.segmentize(shape, 0.1)])[0]) for shape in (half, wider, band)]
    assert steps[0] == pytest.approx(earth_km2 / 2, rel=1e-6)
    assert steps[1] == pytest.approx(steps[0] + 3 * steps[2], rel=1e-6)
