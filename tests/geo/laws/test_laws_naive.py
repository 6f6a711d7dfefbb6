"""Laws of summing, checked against simple reference computations."""

from itertools import combinations

import pytest
import shapely

from geo.measure import areas_km2, length_km
from geo.outcomes.figures import tally, total
from geo.outcomes.outcome import apply, pieces, report
from geo.world import World
from geo.zones.edges import edges_of
from geo.zones.ground import Ground
from geo.zones.survey import survey
from tests.geo.laws.test_laws import near
from tests.support.worlds import toy
from tests.support.worlds.toy import NE, NW, SE, SW


def test_edges_equal_the_intersection_of_boundaries(toy_ground: Ground) -> None:
    """Reference computation: the intersection of each pair of outlines."""
    zones = toy_ground.zones.geometry
    edges = edges_of(toy_ground.zones)
    clever = {(row.left, row.right): row for row in edges.itertuples()}
    for left, right in combinations(zones.index, 2):
        naive = shapely.line_merge(shapely.intersection(zones[left], zones[right]))
        if naive.length == 0:
            assert (left, right) not in clever
        else:
            assert clever[left, right].geometry.normalize().equals(naive.normalize())
            assert clever[left, right].length_km == pytest.approx(length_km(naive), rel=1e-12)
    outside = sum(row.length_km for row in edges.itertuples() if row.right == "")
    coast = shapely.boundary(zones.union_all())
    assert outside == pytest.approx(length_km(coast), rel=1e-9)


def test_summing_equals_dissolving_and_measuring(toy_world: World, toy_ground: Ground) -> None:
    """Reference computation: the area of the union of the zones of each status."""
    outcome = apply(toy.plan({"regions": [SE], "holder": "ukraine", "status": "handed_over"},
                             {"regions": [NE, SW], "status": "open"},
                             {"holder": "russia", "status": "frozen"},
                             {"status": "ukrainian"}), toy_ground)
    drawn = toy_ground.zones.join(outcome.table["status"])
    naive = drawn.dissolve("status").geometry
    clever = report(outcome, toy_world)["totals"]
    assert set(naive.index) == set(clever)
    for status, shape in naive.items():
        assert clever[status]["area_km2"] == pytest.approx(areas_km2([shape])[0], abs=0.006)


def test_a_total_equals_the_tally_of_everything(toy_ground: Ground) -> None:
    everything = toy_ground.table.assign(all="all")
    row = tally(everything, ["all"]).iloc[0]
    for name, value in total(toy_ground.table).items():
        assert value == pytest.approx(row[name], abs=0.006)  # totals are rounded to a hectare


def test_pieces_join_zones_that_a_plan_does_not_distinguish(toy_world: World) -> None:
    """An earlier line that only another plan uses does not split this plan's pieces."""
    earlier = toy.held(toy.box_km(-3, -7, 7, 7), toy.DAY_BEFORE)
    ground = survey(toy_world, toy.right_half(), earlier_days={toy.DAY_BEFORE: earlier})
    whole = pieces(apply(toy.identity(), ground))
    assert whole["area_km2"].to_dict() == near({
        f"{NW}.ukraine": 100, f"{NE}.ukraine": 100, f"{SW}.ukraine": 100,
        f"{SE}.ukraine": 50, f"{SE}.russia": 50,
    })


def test_no_zones_have_no_edges(toy_ground: Ground) -> None:
    edges = edges_of(toy_ground.zones.iloc[:0])
    assert edges.empty
    assert list(edges.columns) == list(edges_of(toy_ground.zones).columns)
