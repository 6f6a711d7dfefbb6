"""What a reader may choose by in an ambiguous file: all columns and values, with areas, nothing lost."""

import json
from itertools import pairwise

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import AmbiguousFile, SourceError
from geo.line_sources import polygons
from geo.line_sources.reader import offer_in
from geo.line_sources.selection import offer as offers
from geo.line_sources.selection.offer import Offer
from geo.measure import areas_km2
from geo.world import World
from tests.geo.line_sources.test_control_file import INLAND
from tests.geo.selection.test_line_selection import DAY, EAST, MIDDLE, WEST, features, read
from tests.support.files.line_files import gpkg

TWO_DAYS = [(EAST, {"status": "occupied land", "date": "2024-07-08"}),
            (MIDDLE, {"status": "Unknown status", "date": "2024-07-08"}),
            (WEST, {"status": "OCCUPIED  land ", "date": "2025-11-21"}),
            (shapely.box(34, 49, 34.2, 49.3), {"date": "2025-11-21"})]


def table(offer: Offer) -> dict[str, dict[str, float | None]]:
    return {column.name: {value.text: value.area_km2 for value in column.values} for column in offer}


def area(*shapes: shapely.Geometry) -> float:
    return float(areas_km2([shapely.segmentize(shapely.union_all(shapes), 0.01)])[0])


def test_every_column_that_tells_features_apart_is_offered_with_its_values() -> None:
    found = table(offer_in(features(*TWO_DAYS), "line.geojson"))
    assert list(found) == ["status", "date"]
    assert found["status"] == {
        "": pytest.approx(area(TWO_DAYS[3][0]), rel=1e-4),
        "Unknown status": pytest.approx(area(MIDDLE), rel=1e-4),
        "occupied land": pytest.approx(area(EAST, WEST), rel=1e-4)}
    assert sum(found["date"].values()) == pytest.approx(  # type: ignore[arg-type]
        area(*(shape for shape, _ in TWO_DAYS)), rel=1e-4)


def test_what_is_offered_can_be_chosen_step_by_step(world: World) -> None:
    data = features(*TWO_DAYS)
    with pytest.raises(AmbiguousFile, match="several dates"):
        read(world, data)
    first = (("date", "2024-07-08"),)
    assert table(offer_in(data, "line.geojson", first)) == {
        "status": {"Unknown status": pytest.approx(area(MIDDLE), rel=1e-4),
                   "occupied land": pytest.approx(area(EAST), rel=1e-4)}}
    both = (*first, ("status", "occupied land"))
    assert offer_in(data, "line.geojson", both) == ()
    held = read(world, data, both).control.held
    assert held.equals(read(world, features((EAST, {}))).control.held)


def test_a_part_is_asked_for_where_all_that_counts_is_too_much(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = features((EAST, {"status": "Occupied"}), (WEST, {"status": "Occupied since 2022"}))
    monkeypatch.setattr(polygons, "MAX_VERTICES", 6)
    with pytest.raises(AmbiguousFile, match=r"more than 500,000 vertices that would count; choose a part"):
        read(world, data)
    one = (("status", "Occupied"),)
    (column,) = offer_in(data, "line.geojson")
    assert (column.name, column.values[0].text) == one[0]
    assert read(world, data, one).control.held.equals(read(world, features((EAST, {}))).control.held)
    alone = features((EAST, {"status": "Occupied"}), (WEST, {"status": "Occupied"}))
    with pytest.raises(SourceError, match="draws ground with more than 6 vertices") as fault:
        read(world, alone)
    assert not isinstance(fault.value, AmbiguousFile)  # there is nothing to choose by


def test_features_without_a_value_can_be_chosen(world: World) -> None:
    data = features((EAST, {"kind": "a"}), (MIDDLE, {"kind": "b"}), (WEST, {}))
    found = read(world, data, (("kind", ""), ("kind", "b"))).control.held
    assert found.equals(read(world, features((MIDDLE, {}), (WEST, {}))).control.held)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["", "x", "X ", "y", "occupied land"]), st.integers(0, 3)),
                min_size=1, max_size=12))
def test_the_values_of_a_column_have_all_features_between_them(rows: list[tuple[str, int]]) -> None:
    shapes = [shapely.box(33 + number / 5, 48, 33.2 + number / 5, 48.2) for number in range(len(rows))]
    data = features(*((shape, {"kind": text, "level": number})
                      for shape, (text, number) in zip(shapes, rows, strict=True)))
    for column in offer_in(data, "line.geojson"):
        areas = [value.area_km2 for value in column.values if value.area_km2 is not None]
        assert len(areas) == len(column.values) > 1
        assert sum(areas) == pytest.approx(area(*shapes), rel=1e-4)
        folded = [" ".join(value.text.casefold().split()) for value in column.values]
        assert all(one < other for one, other in pairwise(folded))


def test_layers_are_offered_by_name() -> None:
    data = gpkg(INLAND, layers=("one", "two"))
    assert table(offer_in(data, "line.gpkg")) == {
        "layer": {name: pytest.approx(area(INLAND), rel=1e-4) for name in ("one", "two")}}
    assert offer_in(data, "line.gpkg", (("layer", "one"),)) == ()


def test_a_column_named_layer_in_one_layer_can_be_chosen_from(world: World) -> None:
    data = features((EAST, {"layer": "a"}), (MIDDLE, {"layer": "b"}))
    assert read(world, data, (("layer", "a"),)).control.held.equals(
        read(world, features((EAST, {}))).control.held)
    with pytest.raises(SourceError, match="it has 'a', 'b'"):
        read(world, data, (("layer", "c"),))


def test_areas_are_measured_within_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offers, "MAX_MEASURED", 20)
    found = table(offer_in(features(*TWO_DAYS), "line.geojson"))
    assert None not in found["status"].values()
    assert set(found["date"].values()) == {None}


def test_identifiers_are_not_offered() -> None:
    cells = [(shapely.box(33 + n / 50, 48, 33.02 + n / 50, 48.1), {"id": n, "kind": n % 2})
             for n in range(30)]
    assert list(table(offer_in(features(*cells), "line.geojson"))) == ["kind"]


def test_an_export_of_this_atlas_and_plain_outlines_offer_nothing() -> None:
    row = {"region": "UA-14", "holder": "russia", "scenario": "x", "on": str(DAY), "area_km2": 1,
           "status": "a"}
    assert offer_in(features((EAST, row), (MIDDLE, {**row, "status": "b"})), "x.geojson") == ()
    assert offer_in(json.dumps(json.loads(shapely.to_geojson(EAST))).encode(), "x.geojson") == ()
