"""The coast of each zone: what of the outer border lies at no neighbouring state."""

from collections.abc import Callable
from datetime import date

import pandas as pd
import pytest

from geo.explore.cells import cells_of
from geo.outcomes.outcome import Outcome, coast_rows, report
from geo.world import World
from geo.zones.coast import COAST, coasts_km, outer_lengths
from geo.zones.ground import Ground
from tests.support.worlds import toy

DAY = date(2025, 11, 21)


def test_a_square_has_the_coast_that_no_neighbour_lies_at(toy_world: World, toy_ground: Ground) -> None:
    """Russia lies east of the toy country, Belarus north of it; the rest of its outline is coast."""
    coasts = coasts_km(toy_ground, toy_world.neighbours).groupby(toy_ground.table["region"]).sum()
    assert coasts[toy.NW] == pytest.approx(10, rel=0.01)
    assert coasts[toy.NE] == pytest.approx(0, abs=0.01)
    assert coasts[toy.SW] == pytest.approx(20, rel=0.01)


def test_without_neighbours_everything_is_coast(toy_ground: Ground) -> None:
    assert set(outer_lengths(toy_ground.edges, {})["neighbour"]) == {COAST}


def test_the_coasts_of_all_zones_are_that_of_the_country(
    world: World, ground_on: Callable[[date], Ground], outcome_on: Callable[[str, date], Outcome],
) -> None:
    """Measured on the zones, and on their single polygons; and every plan divides the same coast."""
    ground = ground_on(DAY)
    coasts = coasts_km(ground, world.neighbours)
    outer = cells_of(world, ground).outer
    assert coasts.sum() == pytest.approx(outer.loc[outer["neighbour"] == COAST, "length_km"].sum(), abs=0.01)
    for plan in ("us-28-point", "freeze"):
        rows = pd.DataFrame(coast_rows(outcome_on(plan, DAY), world))
        assert rows["coast_km"].sum() == pytest.approx(coasts.sum(), abs=1)
        assert set(rows["region"]) == set(world.regions.index[world.regions["name_en"].isin([
            "Crimea", "Sevastopol", "Donetsk", "Zaporizhzhia", "Kherson", "Mykolaiv", "Odesa"])])


def test_figures_tell_it(world: World, outcome_on: Callable[[str, date], Outcome]) -> None:
    rows = report(outcome_on("freeze", DAY), world)["coasts"]
    assert {row["holder"] for row in rows if row["status"] == "frozen"} == {"russia"}
    assert all(row["coast_km"] > 0 for row in rows)
