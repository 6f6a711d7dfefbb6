"""Ground that changed hands between two days: laws against the history and the list of settlements."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
import shapely

from geo.control.record import control_on
from geo.crs import to_degrees
from geo.errors import DateError
from geo.outcomes.fragments import Fragments
from geo.outcomes.handovers import ground_handed_over, handovers, people_to
from geo.outcomes.history import history, pieces_for
from geo.status import Holder
from geo.world import World
from tests.conftest import DAYS

PAIRS = [(DAYS[0], DAYS[1]), (date(2022, 3, 25), date(2022, 12, 1)), (DAYS[1], DAYS[2]),
         (date(2025, 10, 21), DAYS[2]), (DAYS[3], date(2026, 10, 10))]


@pytest.fixture(scope="module")
def pieces(world: World) -> Fragments:
    return pieces_for(world)


def by(rows: pd.DataFrame, holder: Holder, measure: str) -> pd.Series:
    return rows[rows["held_by_after"] == holder].set_index("region")[measure]


@pytest.mark.parametrize("first, second", PAIRS, ids=str)
@pytest.mark.parametrize("measure", ["area_km2", "people"])
def test_gains_less_losses_are_the_change_of_the_history(
    first: date, second: date, measure: str, world: World, pieces: Fragments
) -> None:
    rows = ground_handed_over(world, first, second, pieces)
    net = by(rows, Holder.RUSSIA, measure).sub(by(rows, Holder.UKRAINE, measure), fill_value=0)
    days = history(world, None, [first, second], pieces)
    held = days[days["holder"] == Holder.RUSSIA].set_index(["on", "region"])[measure].unstack("on").fillna(0)
    change = (held[second] - held[first]).reindex(world.regions.index, fill_value=0)
    assert (change - net.reindex(world.regions.index, fill_value=0)).abs().max() < 1e-6
    assert (rows[["area_km2", "people"]] >= 0).all(axis=None)


@pytest.mark.parametrize("first, second", PAIRS, ids=str)
def test_swapping_the_days_swaps_the_directions(
    first: date, second: date, world: World, pieces: Fragments
) -> None:
    there = ground_handed_over(world, first, second, pieces)
    back = ground_handed_over(world, second, first, pieces)
    other = {Holder.UKRAINE.value: Holder.RUSSIA.value, Holder.RUSSIA.value: Holder.UKRAINE.value}
    back = back.assign(held_by_after=back["held_by_after"].map(other))
    keys = ["region", "held_by_after"]
    pd.testing.assert_frame_equal(there.sort_values(keys, ignore_index=True),
                                  back.sort_values(keys, ignore_index=True))


@pytest.mark.parametrize("first, second", PAIRS[1:], ids=str)
def test_people_are_those_of_the_settlements(
    first: date, second: date, world: World, pieces: Fragments
) -> None:
    people = ground_handed_over(world, first, second, pieces).groupby("held_by_after")["people"].sum()
    of_towns = people_to(handovers(world, first, second))
    assert {holder: int(people.get(holder.value, 0)) for holder in Holder} == of_towns


def test_nothing_changes_hands_on_one_day(world: World, pieces: Fragments) -> None:
    assert ground_handed_over(world, DAYS[2], DAYS[2], pieces).empty
    with pytest.raises(DateError):
        ground_handed_over(world, DAYS[2], date(2026, 9, 2), pieces)


def test_a_day_with_a_file_of_its_own_is_cut_and_agrees(
    world: World, pieces: Fragments, tmp_path: Path
) -> None:
    """The file is matched to the borders when it is read, so that the history of both days is the measure."""
    second, filed = DAYS[2], date(2026, 9, 1)
    shape = to_degrees(control_on(world.record, date(2025, 6, 1)).held)
    feature = {"type": "Feature", "properties": {}, "geometry": shapely.geometry.mapping(shape)}
    path = tmp_path / f"{filed}.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    dated = replace(world, dated={filed: path})
    rows = ground_handed_over(dated, filed, second, pieces)
    assert rows["area_km2"].sum() > 1000
    days = history(dated, None, [filed, second], pieces)
    russian = days[days["holder"] == Holder.RUSSIA].set_index(["on", "region"])["area_km2"]
    held = russian.unstack("on").fillna(0)
    net = by(rows, Holder.RUSSIA, "area_km2").sub(by(rows, Holder.UKRAINE, "area_km2"), fill_value=0)
    change = (held[second] - held[filed]).reindex(world.regions.index, fill_value=0)
    assert (change - net.reindex(world.regions.index, fill_value=0)).abs().max() < 0.05
