"""Several cuts whose borders are noded together are what each of them is alone."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry.base import BaseGeometry

from geo.measure import areas_km2
from geo.world import World, control_for
from geo.zones.cut import cut, cut_each
from geo.zones.extent import ends_of
from geo.zones.faces import SLIVER_KM2, faces_of
from geo.zones.ground import HELD
from tests.geo.laws.test_laws_generated import FEW, WORLD, shapes
from tests.support.worlds import toy
from tests.support.worlds.toy import SE

SNAPPED_KM2 = 0.002
"""A thousand kilometres of border, each vertex of which may be snapped by up to a millimetre, twice."""
EARLIER, LATER = "earlier", "later"


def alone(world: World, inside: dict[str, BaseGeometry]) -> pd.Series:
    """The area of each zone of one cut, by its region and shapes; what is less than a speck left out."""
    zones = cut(world.regions_m, inside).zones
    return pd.DataFrame(zones).assign(area_km2=areas_km2(zones.geometry)).groupby(
        ["region", *inside])["area_km2"].sum()


def apart(one: pd.Series, other: pd.Series) -> float:
    return float(one.sub(other, fill_value=0).abs().max())


@FEW
@given(several=st.lists(shapes, min_size=2, max_size=4), shared=shapes)
def test_noded_together_is_each_alone(several: list[BaseGeometry], shared: BaseGeometry) -> None:
    variants = [{HELD: shape, EARLIER: shared} for shape in several]
    together = cut_each(WORLD.regions_m, variants)
    for inside, table in zip(variants, together, strict=True):
        assert apart(alone(WORLD, inside), table.set_index(["region", *inside])["area_km2"]) < 1e-4
        assert not table.duplicated(["region", *inside]).any()


@FEW
@given(several=st.lists(shapes, min_size=2, max_size=4))
def test_the_order_of_the_cuts_does_not_matter(several: list[BaseGeometry]) -> None:
    variants = [{HELD: shape} for shape in several]
    for one, other in zip(cut_each(WORLD.regions_m, variants),
                          reversed(cut_each(WORLD.regions_m, variants[::-1])), strict=True):
        pd.testing.assert_frame_equal(one, other, rtol=1e-9)


@pytest.mark.parametrize("day", [date(2022, 3, 20), date(2024, 8, 1), date(2026, 10, 10)])
def test_moved_lines_of_a_day_are_each_alone(world: World, day: date) -> None:
    before = control_for(world, date(2022, 2, 23)).held
    variants = [{HELD: end.held, EARLIER: before} for end in ends_of(world, control_for(world, day), 1.0)]
    for inside, table in zip(variants, cut_each(world.regions_m, variants), strict=True):
        assert apart(alone(world, inside), table.set_index(["region", *inside])["area_km2"]) < SNAPPED_KM2


def test_a_sliver_between_two_cuts_is_none_of_either() -> None:
    """Half a metre lies between the borders of two cuts: each has its ground to its own border."""
    first, second = toy.box_km(5, -10, 9, 0), toy.box_km(5, -10, 9.0005, 0)
    tables = cut_each(WORLD.regions_m, [{HELD: first}, {HELD: second}])
    (one, other) = (table.set_index(["region", HELD]).at[(SE, True), "area_km2"] for table in tables)
    assert one == pytest.approx(40, rel=1e-4)
    assert other - one == pytest.approx(10 * 0.0005, rel=1e-2)
    assert other - one < SLIVER_KM2


def test_a_sliver_cut_in_two_by_another_cut_goes_where_it_goes_alone() -> None:
    """A strip of half a metre along the coast, across which the border of another shape runs."""
    strip, across = toy.box_km(5, -10, 9.9995, 0), toy.box_km(0, -10, 10, -5)
    (table, _) = cut_each(WORLD.regions_m, [{HELD: strip}, {HELD: across}])
    assert table.set_index(["region", HELD]).at[(SE, True), "area_km2"] == pytest.approx(50, rel=1e-4)
    faces = faces_of(WORLD.regions_m, [strip, across])
    within, slivers_km2 = faces.without_slivers([0])
    assert slivers_km2 == pytest.approx([10 * 0.0005], rel=1e-3)
    assert within.shape == (len(faces.polygons), 1)


def test_an_islet_smaller_than_a_sliver_keeps_its_holder() -> None:
    """It has no neighbour in its region that could take it."""
    islet = toy.box_km(20, 20, 20.05, 20.05)
    regions = WORLD.regions_m.copy()
    regions.loc[SE, "geometry"] = shapely.union(regions.geometry[SE], islet)
    (table, whole) = cut_each(regions, [{HELD: islet}, {HELD: toy.box_km(5, -10, 9, 0)}])
    assert table.set_index(["region", HELD]).at[(SE, True), "area_km2"] == pytest.approx(0.0025, rel=1e-3)
    assert np.isclose(table["area_km2"].sum(), whole["area_km2"].sum(), rtol=1e-12)


def test_no_regions_have_no_zones_and_no_variants_no_tables() -> None:
    inside = {HELD: toy.box_km(5, -10, 9, 0)}
    (table,) = cut_each(WORLD.regions_m.iloc[:0], [inside])
    assert table.empty
    assert list(table) == ["region", HELD, "area_km2"]
    assert cut_each(WORLD.regions_m, []) == []
