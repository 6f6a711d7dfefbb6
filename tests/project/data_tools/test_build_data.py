"""The parts of the build tool that need no downloads: the same input gives the same bytes."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.crs import AREA_CRS
from geo.paths import DATA
from tools.data import basemap, drawing, mercator, packages, sevastopol, shores, writing
from tools.data.outlines import in_degrees, noded, without_specks
from tools.data.surroundings import FRAME

FEW = settings(max_examples=50, deadline=None, derandomize=True, database=None)


def features() -> list[dict]:
    square = shapely.box(30.123456789, 48.0, 31.0, 49.987654321)
    return [writing.feature(square, name="Площа"), writing.feature(square.boundary, name="b")]


def test_writing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("first", "second"):
        writing.write_geojson(tmp_path / name, features(), decimals=4)
    content = (tmp_path / "first").read_bytes()
    assert content == (tmp_path / "second").read_bytes()
    assert content.endswith(b"}\n")
    assert "Площа".encode() in content, "names are readable in the file"


def test_what_is_written_is_geojson_with_one_feature_a_line(tmp_path: Path) -> None:
    writing.write_geojson(tmp_path / "a.geojson", features(), decimals=4, name="a test")
    text = (tmp_path / "a.geojson").read_text(encoding="utf-8")
    tree = json.loads(text)
    assert tree["type"] == "FeatureCollection"
    assert tree["name"] == "a test"
    assert [item["properties"]["name"] for item in tree["features"]] == ["Площа", "b"]
    assert tree["features"][0]["geometry"]["coordinates"][0][0][0] in (30.1235, 31.0)
    assert text.count("\n") == 4


@FEW
@given(values=st.recursive(st.floats(-180, 180), lambda inner: st.lists(inner, min_size=1), max_leaves=20),
       decimals=st.integers(0, 7))
def test_rounding_keeps_the_shape_and_is_done_once(values: object, decimals: int) -> None:
    """Nested as before, each number within half a unit of the last place, and stable."""
    once = writing.rounded(values, decimals)
    assert writing.rounded(once, decimals) == once

    def compare(before: object, after: object) -> None:
        if isinstance(before, list):
            assert len(before) == len(after)
            for left, right in zip(before, after, strict=True):
                compare(left, right)
        else:
            assert abs(before - after) <= 0.5 * 10**-decimals + 1e-12

    compare(values, once)


def test_drawn_shapes_stay_in_the_frame_and_run_counter_clockwise() -> None:
    """They are clipped, simplified, polygons only, and oriented as required by RFC 7946."""
    shape = shapely.box(0, 45, 30, 50).union(shapely.LineString([(30, 50), (35, 55)]))
    drawn = basemap.drawn(shape)
    assert drawn.geom_type == "MultiPolygon"
    assert FRAME.covers(drawn)
    assert all(part.exterior.is_ccw for part in drawn.geoms)


def test_the_script_measures_in_the_projection_of_the_project() -> None:
    assert basemap.AREA_CRS == AREA_CRS


def test_the_packages_are_pinned_and_named_with_version_and_hash() -> None:
    """What the script fetches is what SOURCES.md credits."""
    sources = (DATA / "SOURCES.md").read_text(encoding="utf-8")
    for wheel in packages.WHEELS:
        assert f"`{wheel.name}` {wheel.version}" in sources
        assert f"`{wheel.sha256}`" in sources


def test_a_package_that_is_not_the_recorded_one_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.whl"
    path.write_bytes(b"something else")
    with pytest.raises(SystemExit, match="is not the file recorded for pygal-maps-ua"):
        packages.checked(path, packages.DRAWING)
    right = packages.Package("x", "1", hashlib.sha256(b"something else").hexdigest())
    assert packages.checked(path, right) == path


PATHS = {
    "m1 2l1 0 0 1-1 0z": [[(1, 2), (2, 2), (2, 3), (1, 3)]],
    "m 1,2 1,0 0,1 -1,0 z": [[(1, 2), (2, 2), (2, 3), (1, 3)]],
    "m1 2h1v1h-1z": [[(1, 2), (2, 2), (2, 3), (1, 3)]],
    "m1 2h1V5h-1z": [[(1, 2), (2, 2), (2, 5), (1, 5)]],
    "m1 2c9 9 8 8 1 0 7 7 6 6 0 1l-1 0z": [[(1, 2), (2, 2), (2, 3), (1, 3)]],
    "m0 0l1 0 0 1zm5 5l1 0 0 1z": [[(0, 0), (1, 0), (1, 1)], [(5, 5), (6, 5), (6, 6)]],
    "m0 0l.005.001.005-.001.005.1": [[(0, 0), (0, 0), (0.01, 0), (0.02, 0.1)]],
}


@pytest.mark.parametrize("path", PATHS)
def test_a_path_is_followed_by_exact_steps_and_rounded_only_then(path: str) -> None:
    assert list(drawing.rings(path)) == PATHS[path]


def test_a_ring_within_a_ring_is_a_hole() -> None:
    assert drawing.filled("m0 0h10v10h-10zm4 4h2v2h-2z").area == 96


@FEW
@given(lon=st.floats(22, 41), lat=st.floats(44, 53))
def test_pixels_and_degrees_turn_into_each_other(lon: float, lat: float) -> None:
    spot = np.array([[lon, lat]])
    assert mercator.to_degrees(mercator.to_pixels(spot)) == pytest.approx(spot, abs=1e-9)


def test_an_outline_in_degrees_runs_counter_clockwise() -> None:
    """In the drawing y points south."""
    assert in_degrees(shapely.box(700, 500, 710, 510, ccw=False)).exterior.is_ccw
    assert in_degrees(shapely.box(700, 500, 710, 510, ccw=True)).exterior.is_ccw


def test_specks_go_to_the_region_around_them_or_to_the_sea() -> None:
    """Of two regions side by side: an exclave, a pond, a lagoon, an island and a rock; pixels of some km."""
    west, east = shapely.box(700, 500, 710, 510), shapely.box(710, 500, 720, 510)
    exclave, pond = shapely.box(712, 505, 712.1, 505.1), shapely.box(702, 505, 702.1, 505.1)
    lagoon, island = shapely.box(715, 505, 717, 507), shapely.box(730, 505, 732, 507)
    rock = shapely.box(740, 505, 740.1, 505.1)
    faces = noded([west, east, exclave, pond, lagoon, island, rock])
    spots = shapely.point_on_surface(faces)

    def owner(spot: shapely.Point) -> str:
        if pond.contains(spot) or lagoon.contains(spot):
            return ""
        return "W" if any(part.contains(spot) for part in (west, exclave, rock)) else "E"

    table = without_specks(pd.Series(faces), pd.Series([owner(spot) for spot in spots], dtype=object))
    assert table["W"].symmetric_difference(west).area == pytest.approx(0)
    assert table["E"].symmetric_difference(east - lagoon | island).area == pytest.approx(0)


def test_the_border_of_sevastopol_runs_halfway_between_settlements(tmp_path: Path) -> None:
    """Of its own and Crimea's; of a place in both tables the first counts, and others' do not."""
    (tmp_path / "places.csv").write_text(
        "id,lon,lat\nUA8500000000,33.5,44.6\nUA0101001001,33.9,44.6\nUA6501001001,33.6,44.6\n",
        encoding="utf-8")
    (tmp_path / "control_points.csv").write_text(
        "place,lon,lat\nUA0102021001,33.7,44.6\nUA0101001001,33.7,44.6\n", encoding="utf-8")
    city = shapely.transform(sevastopol.city_px(tmp_path), mercator.to_degrees)
    assert city.contains(shapely.Point(33.79, 44.6))
    assert not city.contains(shapely.Point(33.81, 44.6))


def test_a_shore_takes_water_and_gives_land_only_within_its_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ground = shapely.box(0, 0, 10, 10)
    monkeypatch.setattr(shores, "land", lambda _folder, _box: shapely.box(-1, -5, 4, 4))
    shore = shores.Shore("x", shapely.box(3, 3, 12, 12), 1, 0, adds=False)
    expected = ground - shapely.box(3, 3, 10, 10) | shapely.box(3, 3, 5, 4)
    assert shores.with_shore(ground, shore, tmp_path).equals(expected)
    shore = shores.Shore("x", shapely.box(-1, -1, 2, 2), 1, 0, adds=True)
    assert shores.with_shore(ground, shore, tmp_path).equals(ground | shapely.box(0, -1, 2, 2))
