"""Two observers: the second record, the range that contains both, and where they differ."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from geo.control.origin import OriginKind
from geo.control.record import control_on, holders
from geo.errors import DateError
from geo.outcomes.figures import tally
from geo.outcomes.observers import two_observers
from geo.outcomes.outcome import outcome_of
from geo.outcomes.provenance import lines_behind
from geo.plans.library import Library, reference_days
from geo.plans.scenario import Scenario
from geo.schema import MEASURES
from geo.world import World, control_for, other_observer, second_control
from geo.zones.ground import Ground
from geo.zones.survey import ground_for, survey
from tests.support.worlds import toy

DAY = date(2025, 11, 21)
SAME_OBSERVER = date(2023, 6, 1)
AFTER = date(2026, 8, 20)


def figures_of(world: World, plan: Scenario, ground: Ground) -> pd.DataFrame:
    """The figures of a plan by region, status and holder."""
    keys = ["region", "status", "holder"]
    return tally(outcome_of(world, plan, ground).table, keys).set_index(keys)


@pytest.fixture(scope="module")
def both(world: World, library: Library) -> Ground:
    return ground_for(world, control_for(world, DAY), reference_days(library))


def test_until_the_join_both_records_are_the_same(world: World) -> None:
    assert world.second_record is not None
    for day in (date(2022, 2, 23), date(2022, 9, 20), SAME_OBSERVER, date(2024, 7, 7)):
        pd.testing.assert_series_equal(holders(world.record, day), holders(world.second_record, day))
        assert other_observer(world, control_for(world, day)) is None


def test_each_is_the_others_other_observer(world: World) -> None:
    first, second = control_for(world, DAY), second_control(world, DAY)
    assert first.origin.kind is OriginKind.RECORD
    assert second.origin.kind is OriginKind.SECOND_RECORD
    for one, other in ((first, second), (second, first)):
        found = other_observer(world, one)
        assert found is not None
        assert found.held.equals(other.held)


def test_what_only_one_observer_knows_has_no_other(world: World) -> None:
    assert other_observer(world, control_for(world, AFTER)) is None
    with pytest.raises(DateError, match="Only one observer is recorded for 2026-08-20"):
        two_observers(world, AFTER)
    with pytest.raises(DateError, match="not known"):
        second_control(world, AFTER)


def test_a_readers_line_has_no_other_observer(world: World) -> None:
    brought = replace(control_for(world, DAY), origin=replace(
        world.record.origin, kind=OriginKind.UPLOAD, file="mine.kml"))
    assert other_observer(world, brought) is None


def test_the_range_is_over_both_observers_each_moved(world: World, library: Library, both: Ground) -> None:
    """Clever = naive: the least and the most of each observer surveyed by itself."""
    alone = replace(world, second_record=None)
    days = reference_days(library)
    lines = control_for(world, DAY), second_control(world, DAY)
    parts = [ground_for(alone, control, days) for control in lines]
    assert both.observers == 2
    assert [part.observers for part in parts] == [1, 1]
    plan = library["us-28-point"]
    figures = figures_of(world, plan, both)
    naive = [figures_of(alone, plan, part) for part in parts]
    for key, row in figures.iterrows():
        each = [table.loc[key] for table in naive if key in table.index]
        for measure in MEASURES:
            low = min(part[f"{measure}_low"] for part in each)
            high = max(part[f"{measure}_high"] for part in each)
            assert row[f"{measure}_low"] <= low + 0.02, key
            assert row[f"{measure}_high"] == pytest.approx(high, abs=0.02), key
            assert row[measure] == pytest.approx(naive[0].loc[key][measure], abs=0.02), key


def test_the_figure_of_either_lies_in_the_range(world: World, library: Library, both: Ground) -> None:
    second = ground_for(world, second_control(world, DAY), reference_days(library))
    plan = library["us-28-point"]
    one, other = (figures_of(world, plan, ground)
                  for ground in (both, second))
    for key in one.index.intersection(other.index):
        for measure in MEASURES:
            assert one.loc[key, f"{measure}_low"] <= other.loc[key, measure] + 0.02, key
            assert other.loc[key, measure] <= one.loc[key, f"{measure}_high"] + 0.02, key


def test_without_a_margin_a_figure_is_one_observers(world: World, library: Library) -> None:
    ground = ground_for(world, control_for(world, DAY), reference_days(library), 0)
    assert ground.observers == 1
    assert (ground.table["area_km2"] == ground.table["area_km2_other_wider"]).all()


def test_every_variant_conserves_area_and_people(world: World, both: Ground) -> None:
    for suffix in ("_other_wider", "_other_narrower"):
        sums = both.table.groupby("region")[[f"area_km2{suffix}", f"people{suffix}"]].sum()
        plain = both.table.groupby("region")[["area_km2", "people"]].sum()
        assert sums[f"area_km2{suffix}"].to_numpy() == pytest.approx(plain["area_km2"].to_numpy(), abs=0.01)
        assert (sums[f"people{suffix}"] == plain["people"]).all()


def test_both_observers_are_behind_a_figure(world: World, both: Ground) -> None:
    kinds = [origin.kind for _, origin in lines_behind(both, world)]
    assert kinds == [OriginKind.RECORD, OriginKind.SECOND_RECORD]
    one = survey(world, control_for(world, AFTER))
    assert [origin.kind for _, origin in lines_behind(one, world)] == [OriginKind.RECORD]


def test_differing_settlements_are_those_of_the_two_replays(world: World) -> None:
    found = two_observers(world, DAY)
    assert world.second_record is not None
    differ = holders(world.record, DAY) != holders(world.second_record, DAY)
    assert found.settlements["parts"].sum() == differ.sum() > 50
    people = world.places["population"].reindex(differ.index[differ]).fillna(0).sum()
    assert found.settlements["people"].sum() == people
    assert (found.settlements["first"] != found.settlements["second"]).all()
    assert found.ground["difference_km2"].to_numpy() == pytest.approx(
        (found.ground["second_km2"] - found.ground["first_km2"]).to_numpy(), abs=1e-6)


def test_the_toy_world_has_one_observer(toy_world: World, toy_ground: Ground) -> None:
    assert toy_ground.observers == 1
    assert other_observer(toy_world, control_on(toy_world.record, toy.DAY)) is None
