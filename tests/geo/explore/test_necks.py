"""Necks: where ground is narrowest between two bodies, worked out by hand and the naive way."""

from dataclasses import replace

import numpy as np
import pytest
import shapely
from shapely.affinity import rotate, translate
from shapely.geometry.base import BaseGeometry

from geo.crs import to_metres
from geo.explore.cells import cells_of
from geo.explore.necks import BODY_KM2, HOLE_KM2, WIDER, Neck, necks_in
from geo.explore.part_necks import MAX_NECKS, narrowest, necks_of, necks_report
from geo.explore.sides import Under
from geo.explore.together import together_of
from geo.explore.triangles import triangles_of
from geo.zones.coast import COAST
from geo.zones.survey import survey
from tests.support.worlds import toy
from tests.support.worlds.toy import box_km

WIDTHS_KM = (0.5, 1.0, 3.7, 8.0)


def dumb_bell(width_km: float, length_km: float = 30) -> shapely.Polygon:
    """Two squares of 30 km, joined by a corridor."""
    half = width_km / 2
    shape = shapely.union_all([box_km(-30, -15, 0, 15), box_km(length_km, -15, length_km + 30, 15),
                               box_km(-1, -half, length_km + 1, half)])
    assert isinstance(shape, shapely.Polygon)
    return shape


def only(polygon: BaseGeometry, body_km2: float = BODY_KM2) -> Neck:
    assert isinstance(polygon, shapely.Polygon)
    (neck,) = necks_in(polygon, MAX_NECKS, body_km2)
    return neck


@pytest.mark.parametrize("width_km", WIDTHS_KM)
@pytest.mark.parametrize("degrees", [0, 31])
def test_the_neck_of_a_dumb_bell_is_its_corridor(width_km: float, degrees: float) -> None:
    neck = only(rotate(dumb_bell(width_km), degrees, origin=(0, 0)))
    assert neck.width_m == pytest.approx(width_km * 1000, abs=1)
    along = rotate(shapely.LineString(neck.ends), -degrees, origin=(0, 0))
    assert shapely.bounds(along)[0] >= -1
    assert shapely.bounds(along)[2] <= 30_001
    assert 900e6 <= neck.smaller.area <= (900 + 15 * width_km) * 1e6 + 1


def test_the_neck_of_a_union_is_where_its_pieces_overlap() -> None:
    """Two discs of 20 km whose middles are 38 km apart share a lens 12.49 km high."""
    discs = [shapely.buffer(shapely.Point(x, 0), 20_000, quad_segs=180) for x in (-19_000, 19_000)]
    neck = only(shapely.union_all(discs))
    assert neck.width_m == pytest.approx(2 * np.sqrt(20_000**2 - 19_000**2), rel=1e-3)
    assert neck.ends[:, 0].tolist() == pytest.approx([0, 0], abs=60)
    assert neck.smaller.area == pytest.approx(shapely.union_all(discs).area / 2, rel=1e-3)


def test_a_spot_where_a_wedge_comes_near_to_a_straight_shore() -> None:
    """The wedge points at a shore without a corner there."""
    bay = shapely.Polygon([(-4_000, 20_000), (4_000, 20_000), (700, -17_600)])
    neck = only(shapely.difference(box_km(-40, -20, 40, 20), bay))
    assert neck.width_m == pytest.approx(2_400, abs=1)
    assert sorted(neck.ends[:, 1]) == pytest.approx([-20_000, -17_600], abs=1)
    assert neck.ends[:, 0].tolist() == pytest.approx([700, 700], abs=1)


@pytest.mark.parametrize("shape", [box_km(0, 0, 60, 60), box_km(0, 0, 200, 10),
                                   shapely.Polygon([(0, 0), (90_000, 4_000), (90_000, -4_000)])],
                         ids=["square", "strip", "wedge"])
def test_ground_that_only_tapers_has_no_neck(shape: shapely.Polygon) -> None:
    assert necks_in(shape, MAX_NECKS) == []


def test_a_body_is_large_and_wider_than_the_neck() -> None:
    dumb = dumb_bell(3.0)
    assert necks_in(dumb, MAX_NECKS, body_km2=1_000) == []
    assert only(dumb, body_km2=890).width_m == pytest.approx(3_000, abs=1)
    bodies = [shapely.buffer(shapely.Point(x, 0), 15_000, quad_segs=90) for x in (0, 45_000)]
    for width_km, found in ((30 / WIDER - 0.3, 1), (30 / WIDER + 0.3, 0)):
        corridor = box_km(0, -width_km / 2, 45, width_km / 2)
        shape = shapely.union_all([*bodies, corridor])
        assert len(necks_in(shape, MAX_NECKS)) == found


def test_round_a_hole_the_widest_way_counts_and_a_small_one_is_no_obstacle() -> None:
    """A corridor 12 km wide: with a lake in it that leaves 5 km in the north and 3 km in the south."""
    lake = box_km(8, -3, 22, 1)
    holed = shapely.difference(dumb_bell(12), lake)
    assert only(holed).width_m == pytest.approx(5_000, abs=1)
    pond = box_km(14, -1, 14 + HOLE_KM2 / 3, 1)
    assert only(shapely.difference(dumb_bell(12), pond)).width_m == pytest.approx(12_000, abs=1)


def test_several_necks_come_the_narrowest_first_and_no_more_than_asked() -> None:
    squares = [box_km(60 * n, -15, 60 * n + 30, 15) for n in range(4)]
    shape = shapely.union_all([*squares, *(box_km(60 * n + 29, -half, 60 * n + 61, half)
                                           for n, half in enumerate((2, 0.5, 1)))])
    assert isinstance(shape, shapely.Polygon)
    assert [neck.width_m for neck in necks_in(shape, 9)] == pytest.approx([1_000, 2_000, 4_000], abs=1)
    assert [neck.width_m for neck in necks_in(shape, 2)] == pytest.approx([1_000, 2_000], abs=1)


def rough(seed: int) -> shapely.Polygon:
    """Two bodies with rough shores, joined by a crooked corridor."""
    random = np.random.default_rng(seed)
    turns = np.linspace(0, 2 * np.pi, 40, endpoint=False)

    def body(x: float) -> shapely.Polygon:
        reach = 20_000 * random.uniform(0.75, 1.25, len(turns))
        return shapely.Polygon(np.column_stack([x + reach * np.cos(turns), reach * np.sin(turns)]))

    bend = random.uniform(-9_000, 9_000, 3)
    path = shapely.LineString([(0, 0), (25_000, bend[0]), (37_000, bend[1]), (50_000, bend[2]), (75_000, 0)])
    corridor = shapely.buffer(path, float(random.uniform(800, 4_000)), cap_style="flat", join_style="mitre")
    shape = shapely.union_all([body(0), body(75_000), corridor])
    assert isinstance(shape, shapely.Polygon)
    return shapely.Polygon(shape.exterior)


def narrowest_naively(polygon: shapely.Polygon) -> float:
    """The shortest chord between sampled spots of the shore that parts the middles of both bodies."""
    shore = polygon.exterior
    spots = shapely.line_interpolate_point(shore, np.arange(0, shore.length, 400))
    xy = shapely.get_coordinates(spots)
    one, other = np.triu_indices(len(xy), 1)
    length = np.hypot(*(xy[one] - xy[other]).T)
    near = np.flatnonzero(length < 12_000)
    near = near[np.argsort(length[near])]
    chords = shapely.linestrings(np.stack([xy[one[near]], xy[other[near]]], axis=1))
    inside = near[shapely.covers(shapely.buffer(polygon, 1), chords)]
    middles = shapely.points([(0, 0), (75_000, 0)])
    for pair in inside:
        half = shapely.Polygon(xy[one[pair]:other[pair] + 1]) if other[pair] - one[pair] > 1 else None
        if half is not None and shapely.contains(half, middles).sum() == 1:
            return float(length[pair])
    raise AssertionError("no chord parts the bodies")


@pytest.mark.parametrize("seed", [
    0, 1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 8))])
def test_no_sampled_chord_that_parts_the_bodies_is_shorter(seed: int) -> None:
    polygon = rough(seed)
    neck = necks_in(polygon, 1)[0]
    naive = narrowest_naively(polygon)
    assert neck.width_m <= naive + 1
    assert naive - neck.width_m < 300  # spots are 400 m apart
    across = shapely.LineString(neck.ends)
    assert shapely.covers(shapely.buffer(polygon, 1), across)
    assert across.length == pytest.approx(neck.width_m)
    assert shapely.distance(polygon.exterior, shapely.points(neck.ends)).max() < 1


@pytest.mark.parametrize("seed", range(4))
def test_neither_the_order_of_corners_nor_a_turn_or_shift_matters(seed: int) -> None:
    polygon = rough(seed)
    width = necks_in(polygon, 1)[0].width_m
    corners = shapely.get_coordinates(polygon.exterior)[:-1]
    for other in (shapely.Polygon(np.roll(corners, 17, axis=0)), shapely.Polygon(corners[::-1]),
                  rotate(polygon, 77), translate(polygon, 3_000.5, -7_000.25)):
        assert necks_in(other, 1)[0].width_m == pytest.approx(width, abs=2)


@pytest.mark.parametrize("seed", range(4))
def test_triangles_cover_the_polygon_once(seed: int) -> None:
    polygon = shapely.difference(rough(seed), box_km(-5, -4, 3, 2))
    triangles = triangles_of(polygon)
    assert triangles.area_m2.sum() == pytest.approx(polygon.area)
    assert (triangles.way_m <= 2 * np.sqrt(polygon.area)).all()
    whole = shapely.coverage_union_all(shapely.polygons(triangles.corners))
    assert shapely.area(shapely.symmetric_difference(whole, polygon)) < 100


@pytest.mark.parametrize(("south", "north", "shore", "near"), [(-10, 8, "BY", "a"), (-8, 10, COAST, "d")])
def test_a_neck_of_a_side_in_figures(south: float, north: float, shore: str, near: str) -> None:
    """Russia holds a bar two kilometres wide down the middle, and leaves two of them at one end."""
    world = replace(toy.make_world(), centres={})
    ground = survey(world, toy.held(box_km(-1, south, 1, north)), margin_km=0)
    found = together_of(world, cells_of(world, ground))
    assert necks_of(found, 0) == []  # the whole toy world is smaller than two bodies
    assert narrowest(found, Under.UKRAINE, lambda part: pytest.fail(f"part {part} is too small")) == []
    found.parts.loc[found.parts["side"] == Under.UKRAINE.value, "area_km2"] *= BODY_KM2
    (neck,) = necks_report(found, world, lambda part: necks_in(to_metres(found.shape(part)), MAX_NECKS, 100))
    assert neck["width_km"] == pytest.approx(2, abs=0.01)
    assert sorted(neck["shores"]) == sorted([Under.OTHER.value, shore])
    assert sorted(body["people"] for body in neck["bodies"]) == [200, 300]
    assert {*neck["bodies"][0]["largest"], *neck["bodies"][1]["largest"]} == {*"abcde"}
    assert (neck["side"], neck["part"], neck["near"]) == (Under.UKRAINE.value, 0, near)
    spot = shapely.Point(*(1_000 * np.array([0, 9 if north == 8 else -9])))
    assert shapely.distance(to_metres(shapely.Point(neck["lon"], neck["lat"])), spot) < 1_500
