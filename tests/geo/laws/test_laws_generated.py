"""The laws of conservation in the toy world, for control of any shape."""

import geopandas as gpd
import pytest
import shapely
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from shapely.geometry.base import BaseGeometry

from geo.control.margin import moved
from geo.measure import areas_km2, length_km
from geo.outcomes.outcome import apply, plan_line
from geo.outcomes.overlays import overlays_of
from geo.plans.overlay import Band, Baseline
from geo.schema import VARIANTS
from geo.zones.cut import cut
from geo.zones.faces import SLIVER_KM2
from geo.zones.overlay import ARC_SEGMENTS
from geo.zones.survey import survey
from tests.support.worlds import toy
from tests.support.worlds.overlays import entry
from tests.support.worlds.toy import AREA_TOLERANCE, NE, NW, SE, SW

FEW = settings(max_examples=20, deadline=None, derandomize=True, database=None,
               phases=[Phase.explicit, Phase.generate])
"""Shapes have corners on a 100 m grid and are small anyway; shrinking would take minutes."""

WORLD = toy.make_world()  # not a fixture, because a failing example would print it
COUNTRY_KM2, PEOPLE = 400, {NW: 100, NE: 100, SW: 100, SE: 200}

spots = st.tuples(st.integers(-140, 140), st.integers(-140, 140)).map(
    lambda xy: (xy[0] * 100, xy[1] * 100)  # metres on a 100 m grid, partly outside the country
)


def rectangle(corners: tuple[tuple[int, int], tuple[int, int]]) -> BaseGeometry:
    (x1, y1), (x2, y2) = corners
    return shapely.box(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))


rectangles = st.tuples(spots, spots).map(rectangle)
triangles = st.tuples(spots, spots, spots).map(shapely.Polygon)
shapes = st.lists(st.one_of(rectangles, triangles).filter(lambda shape: shape.area > 1e6),
                  min_size=1, max_size=3).map(shapely.union_all)
margins = st.sampled_from([0.0, 0.3, 1.0, 4.0])


@FEW
@given(shape=shapes, margin_km=margins)
def test_area_and_people_are_conserved(shape: BaseGeometry, margin_km: float) -> None:
    """For each region and each variant of the line, the parts of both holders sum to the whole."""
    table = survey(WORLD, toy.held(shape), margin_km).table
    for suffix in VARIANTS:
        areas = table.groupby("region")[f"area_km2{suffix}"].sum().to_dict()
        assert areas == pytest.approx({NW: 100, NE: 100, SW: 100, SE: 100}, rel=AREA_TOLERANCE)
        assert table.groupby("region")[f"people{suffix}"].sum().to_dict() == PEOPLE


@pytest.mark.slow
@FEW
@given(shape=shapes)
def test_each_holder_has_the_ground_that_was_drawn(shape: BaseGeometry) -> None:
    """Reference computation, except for slivers, which are counted."""
    ground = survey(WORLD, toy.held(shape))
    country = shapely.union_all(WORLD.regions_m.geometry.to_numpy())
    naive_km2 = (shape & country).area / 1e6
    russia = ground.table["holder"] == "russia"
    tolerance = COUNTRY_KM2 * AREA_TOLERANCE + ground.slivers_km2
    assert ground.table.loc[russia, "area_km2"].sum() == pytest.approx(naive_km2, abs=tolerance)
    assert ground.slivers_km2 <= ground.slivers * SLIVER_KM2


@FEW
@given(shape=shapes)
def test_zones_are_a_coverage_and_the_line_is_their_border(shape: BaseGeometry) -> None:
    """There are no gaps or overlaps, and the line is the common boundary of the two unions."""
    ground = survey(WORLD, toy.held(shape))
    zones = ground.zones.geometry
    assert shapely.coverage_is_valid(zones.to_numpy())
    assert areas_km2([zones.union_all()])[0] == pytest.approx(COUNTRY_KM2, rel=AREA_TOLERANCE)
    russia = zones.index.str.endswith(".russia")
    russian_held, ukrainian_held = zones[russia].union_all(), zones[~russia].union_all()
    naive = shapely.intersection(shapely.boundary(russian_held), shapely.boundary(ukrainian_held))
    lines = [part for part in shapely.get_parts(naive) if part.length > 0]
    assert ground.contact_km == pytest.approx(sum(map(length_km, lines)), rel=1e-9, abs=1e-9)


@pytest.mark.slow
@FEW
@given(shape=shapes, earlier=shapes)
def test_a_second_line_changes_no_total(shape: BaseGeometry, earlier: BaseGeometry) -> None:
    control, before = toy.held(shape), {toy.DAY_BEFORE: toy.held(earlier, toy.DAY_BEFORE)}
    once, twice = survey(WORLD, control), survey(WORLD, control, earlier_days=before)
    moved_km2 = once.slivers_km2 + twice.slivers_km2
    first = once.table.groupby(["region", "holder"])[["area_km2", "people"]].sum()
    second = twice.table.groupby(["region", "holder"])[["area_km2", "people"]].sum()
    difference = first.sub(second, fill_value=0).abs()
    assert (difference["area_km2"] <= moved_km2 + COUNTRY_KM2 * AREA_TOLERANCE).all()
    assert (difference["people"] == 0).all()


@pytest.mark.slow
@FEW
@given(shape=shapes)
def test_a_wider_line_contains_and_a_narrower_one_lies_inside(shape: BaseGeometry) -> None:
    table = survey(WORLD, toy.held(shape)).table
    russia = table[table["holder"] == "russia"]
    slack_km2 = COUNTRY_KM2 * AREA_TOLERANCE + SLIVER_KM2
    assert (russia["area_km2_wider"] >= russia["area_km2"] - slack_km2).all()
    assert (russia["area_km2_narrower"] <= russia["area_km2"] + slack_km2).all()
    assert (russia["people_wider"] >= russia["people"]).all()
    assert (russia["people_narrower"] <= russia["people"]).all()


@pytest.mark.slow
@FEW
@given(shape=shapes, margin_km=margins)
def test_the_range_is_that_of_surveying_the_moved_lines(shape: BaseGeometry, margin_km: float) -> None:
    """Reference computation: a survey of the moved line itself."""
    table = survey(WORLD, toy.held(shape), margin_km).table
    lines = moved(toy.held(shape), WORLD.interior, WORLD.water, margin_km)
    for suffix, line in zip(("_wider", "_narrower"), lines, strict=True):
        naive = survey(WORLD, line).table
        for measure, tolerance in (("area_km2", SLIVER_KM2), ("people", 0)):
            expected = naive[measure].reindex(table.index, fill_value=0)
            assert (table[measure + suffix] - expected).abs().max() <= tolerance
        assert naive["people"].sum() == table[f"people{suffix}"].sum()


@pytest.mark.slow
@FEW
@given(shape=shapes, width_km=st.sampled_from([0.5, 2.0, 6.0]))
def test_a_strip_is_the_ground_near_the_line(shape: BaseGeometry, width_km: float) -> None:
    """Reference computation: a single buffer clipped to the country."""
    ground = survey(WORLD, toy.held(shape))
    line = shapely.intersection(shapely.boundary(shape), WORLD.interior)
    reach = shapely.buffer(line, width_km * 1000, quad_segs=ARC_SEGMENTS)
    country = shapely.union_all(WORLD.regions_m.geometry.to_numpy())
    naive_km2 = (reach & country).area / 1e6
    said = entry(Band(Baseline.LINE_OF_CONTACT, width_km, width_km))
    (found,) = overlays_of(WORLD, toy.plan({"status": "open"}, overlays=[said]), ground)
    table = found.table
    assert table["area_km2"].sum() == pytest.approx(naive_km2, abs=0.02 + 3 * SLIVER_KM2)
    assert (table["people"] <= ground.table["people"].reindex(table.index, fill_value=0)).all()


@pytest.mark.slow
@FEW
@given(shape=shapes)
def test_the_line_of_the_identity_plan_is_the_line_of_contact(shape: BaseGeometry) -> None:
    ground = survey(WORLD, toy.held(shape))
    outcome = apply(toy.identity(), ground)
    assert plan_line(outcome)["length_km"].sum() == pytest.approx(ground.contact_km, rel=1e-12)


@FEW
@given(outlines=st.lists(shapes, min_size=1, max_size=3))
def test_any_number_of_shapes_makes_a_coverage(outlines: list[BaseGeometry]) -> None:
    """There is one row per combination with ground, without repeats, and nothing is lost."""
    inside = {f"shape {number}": shape for number, shape in enumerate(outlines)}
    zones: gpd.GeoDataFrame = cut(WORLD.regions_m, inside).zones
    assert not zones.duplicated(["region", *inside]).any()
    assert shapely.coverage_is_valid(zones.geometry.to_numpy())
    assert areas_km2(zones.geometry).sum() == pytest.approx(COUNTRY_KM2, rel=AREA_TOLERANCE)
