"""What could give a wrong area without a word: long edges, positions glued together, mosaics of cells."""

import json
from datetime import date

import numpy as np
import pytest
import shapely

from geo.crs import to_degrees
from geo.errors import SourceError, ZoneError
from geo.line_sources import border_match, polygons
from geo.line_sources.kml import read_kml
from geo.line_sources.reader import parse_control
from geo.measure import areas_km2
from geo.outcomes.drawn_vertices import read_corners
from geo.outcomes.drawn_zone import drawn_zone
from geo.world import World
from tests.support.files import line_files
from tests.support.files.line_files import KML_BEGIN, KML_END

DAY = date(2025, 11, 21)
CORNERS = [(37.9, 48.3), (38.25, 48.2), (38.5, 48.35), (38.55, 48.6), (38.3, 48.75), (37.95, 48.6)]
RING = [*CORNERS, CORNERS[0]]


def held_km2(world: World, data: bytes, name: str = "line.x") -> float:
    control = parse_control(data, name, DAY, world.regions_m).control
    country = shapely.coverage_union_all(world.regions_m.geometry.to_numpy())
    return float(areas_km2([to_degrees(shapely.intersection(control.held, country))])[0])


def ring_kml(coordinates: str) -> bytes:
    return (f"{KML_BEGIN}<Placemark><Polygon><outerBoundaryIs><LinearRing><coordinates>{coordinates}"
            f"</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>{KML_END}").encode()


@pytest.mark.parametrize("name", line_files.FORMATS)
@pytest.mark.parametrize("box", [(31, 47.8, 37, 50.2), (30.5, 49.3, 36.5, 49.6)], ids=["large", "flat"])
def test_long_edges_are_straight_in_longitude_and_latitude(
    world: World, name: str, box: tuple[float, float, float, float]
) -> None:
    """A file measures the same as the zone of its corners, and as itself with more vertices."""
    shape = shapely.box(*box)
    drawn = drawn_zone(world, tuple(shapely.get_coordinates(shape)[:4].tolist()))
    found = held_km2(world, line_files.FORMATS[name](shape), name)
    assert found == pytest.approx(drawn.area_km2, rel=1e-5)
    finer = line_files.FORMATS[name](shapely.segmentize(shape, 0.005))
    assert held_km2(world, finer, name) == pytest.approx(found, rel=1e-5)


def test_an_outline_that_would_take_gigabytes_in_steps_is_refused(world: World) -> None:
    """A comb of thousands of teeth as long as the country."""
    teeth = [(x, 44 + tooth * 1e-4 + up) for tooth in range(1200) for x, up in
             ((22, 0), (40, 0), (40, 5e-5), (22, 5e-5))]
    comb = shapely.Polygon([*teeth, (21, 52), (21, 44)])
    with pytest.raises(SourceError, match="outline is far longer than that of any ground"):
        parse_control(line_files.geojson(comb), "line.x", DAY, world.regions_m)


PLAIN = ring_kml(" ".join(f"{x},{y}" for x, y in RING))

WRITTEN = {
    "only commas": ",".join(f"{x},{y}" for x, y in RING),
    "only commas, with heights": ",".join(f"{x},{y},120" for x, y in RING),
    "blanks after commas": "\n".join(f"{x}, {y}" for x, y in RING),
    "blanks around commas, with heights": "\n".join(f"{x} , {y} ,\t0" for x, y in RING),
}


@pytest.mark.parametrize("case", WRITTEN)
def test_positions_of_kml_are_read_however_they_are_set_apart(case: str) -> None:
    expected = read_kml(PLAIN, "x")[0].polygons[0][0]
    assert np.array_equal(read_kml(ring_kml(WRITTEN[case]), "x")[0].polygons[0][0], expected)


GLUED = {
    "two in one": "37.9,48.3,38.25,48.2 38.5,48.35 38.55,48.6 37.9,48.3",
    "commas and lines": ",\n".join(f"{x},{y}" for x, y in CORNERS),
    "three in one": "37.9,48.3,0,38.25,48.2,0 38.5,48.35 38.55,48.6 37.9,48.3,0",
}


@pytest.mark.parametrize("case", GLUED)
def test_glued_positions_are_never_dropped(case: str) -> None:
    with pytest.raises(SourceError, match="joined by commas; put a blank between"):
        read_kml(ring_kml(GLUED[case]), "x")


def test_glued_positions_of_geojson_are_refused(world: World) -> None:
    pairs = [[*RING[n], *RING[n + 1]] for n in range(0, len(RING) - 1, 2)]
    text = json.dumps({"type": "Polygon", "coordinates": [[*pairs, pairs[0]]]})
    with pytest.raises(SourceError, match="more than three numbers"):
        parse_control(text.encode(), "line.x", DAY, world.regions_m)


def test_glued_corners_of_a_zone_are_refused() -> None:
    pairs = [" ".join(map(str, (*RING[n], *RING[n + 1]))) for n in range(0, len(RING) - 1, 2)]
    with pytest.raises(ZoneError, match="more than three numbers"):
        read_corners(f"POLYGON(({', '.join([*pairs, pairs[0]])}))")
    heights = ", ".join(f"{x} {y} 5" for x, y in RING)
    assert read_corners(f"POLYGON Z(({heights}))") == tuple(CORNERS)


def cells(across: int, size_deg: float) -> list[shapely.Polygon]:
    """Squares that touch, each with corners from its own arithmetic."""
    return [shapely.box(36 + size_deg * x, 47.3 + size_deg * y, 36 + size_deg * (x + 1),
                        47.3 + size_deg * (y + 1)) for x in range(across) for y in range(across)]


@pytest.mark.parametrize("name", ["line.geojson", "line.kml", "line.gpkg"])
def test_a_mosaic_of_cells_is_read_as_their_union(world: World, name: str) -> None:
    mosaic = shapely.MultiPolygon(cells(60, 0.0125))
    whole = shapely.box(36, 47.3, 36.75, 48.05)
    assert held_km2(world, line_files.FORMATS[name](mosaic), name) == pytest.approx(
        areas_km2([shapely.segmentize(whole, 0.01)])[0], rel=1e-5)


def test_mosaics_of_other_cells_are_read(world: World) -> None:
    """Triangles have the most neighbours; Voronoi cells are those of a map by settlement."""
    frame = shapely.box(36, 47.3, 36.8, 48)
    spots = shapely.MultiPoint(np.random.default_rng(3).uniform([36, 47.3], [36.8, 48], (4000, 2)))
    halves = [half for one in cells(60, 0.0125) for half in shapely.delaunay_triangles(one).geoms]
    around = [shapely.intersection(cell, frame) for cell in shapely.voronoi_polygons(spots).geoms]
    for parts in (halves, around):
        expected = areas_km2([shapely.segmentize(shapely.union_all(parts), 0.01)])[0]
        mosaic = line_files.geojson(shapely.MultiPolygon(parts))
        assert held_km2(world, mosaic) == pytest.approx(expected, rel=1e-5)


def test_corners_that_differ_in_the_last_digits_are_shared(world: World) -> None:
    noise = np.random.default_rng(5)
    corners = [shapely.get_coordinates(cell)[:4] for cell in cells(80, 0.01)]
    parts = [shapely.Polygon(four + noise.choice([-1e-14, 0, 1e-14], four.shape)) for four in corners]
    found = held_km2(world, line_files.geojson(shapely.MultiPolygon(parts)))
    whole = shapely.segmentize(shapely.box(36, 47.3, 36.8, 48.1), 0.01)
    assert found == pytest.approx(areas_km2([whole])[0], rel=1e-5)


@pytest.mark.parametrize("ends", ["one", "many"])
def test_what_would_take_long_to_merge_is_still_refused(world: World, ends: str) -> None:
    """Slivers that cross each other, and slivers that all begin at one spot."""
    turns = np.linspace(0, np.pi, 700)
    tips = [(34 + np.cos(turn), 49 + np.sin(turn)) for turn in turns]
    starts = [(34, 49) if ends == "one" else (68 - x, 98 - y) for x, y in tips]
    slivers = [shapely.Polygon([start, tip, (tip[0] + 1e-3, tip[1] + 1e-3)])
               for start, tip in zip(starts, tips, strict=True)]
    with pytest.raises(SourceError, match="cross or overlap too often"):
        parse_control(line_files.geojson(shapely.MultiPolygon(slivers)), "line.x", DAY, world.regions_m)


def test_a_mosaic_is_merged_and_widened_as_any_ground_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of cells take shorter ways, which give the same ground."""
    spots = np.random.default_rng(1).uniform(0, 60_000, (400, 2))
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(spots)))
    cells = shapely.transform(cells, np.round)[::2]
    plain = shapely.union_all(cells)
    monkeypatch.setattr(polygons, "MOSAIC", 2)
    for given in (cells, [*cells, shapely.box(0, 0, 9_000, 9_000)]):  # the last one overlaps others
        expected = shapely.union_all(given)
        assert shapely.area(shapely.symmetric_difference(
            polygons._united(np.array(given)), expected)) == pytest.approx(0, abs=1)
    wide = shapely.buffer(plain, border_match.BAND_M)
    assert len(plain.geoms) > 5
    assert sum(len(part.interiors) for part in plain.geoms) > 2
    found = border_match.with_surroundings(plain)
    assert shapely.hausdorff_distance(found, wide) < border_match.BAND_M / 50
