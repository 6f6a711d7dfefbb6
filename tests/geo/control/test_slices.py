"""The ground in slices: clever = naive, nothing lost, and every settlement on ground of its own holder."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.control.dates import Period, days
from geo.control.mosaic import cells_of
from geo.control.nearest import nearest
from geo.control.record import Record, control_on, held_ground, holders
from geo.control.slices import NEAREST, NEEDED, RINGS, UNITS, contested, decided, reach_m, slices_of
from geo.outcomes.courses import courses, settlements_held
from geo.world import World
from tests.support.worlds import toy

FEW = settings(max_examples=40, deadline=None, derandomize=True, database=None)
SEEDS = st.integers(0, 10_000)


def spots_of(seed: int, count: int = 40) -> np.ndarray:
    """Settlements scattered over 60 x 60 km, in a clump and far apart, no two at one spot."""
    rng = np.random.default_rng(seed)
    spots = rng.uniform(-30_000, 30_000, (count, 2))
    spots[: count // 3] *= 0.2
    return np.round(spots, 1)


def record_of(seed: int, count: int = 40, count_near: int = NEAREST) -> Record:
    """A record of random settlements that change hands at random over ten days."""
    rng = np.random.default_rng(seed)
    spots = spots_of(seed, count)
    names = pd.Index([f"s{n:02d}" for n in range(count)], name="place")
    table = pd.DataFrame({"x_m": spots[:, 0], "y_m": spots[:, 1], "region": toy.NW}, index=names)
    known = [toy.DAY_BEFORE + timedelta(days=n) for n in range(10)]
    russian = spots[:, 0] > rng.uniform(-10_000, 10_000)
    events = [(known[1], name, "russia") for name in names[russian]]
    events += [(day, name, str(rng.choice(["russia", "ukraine"]))) for day in known[2:]
               for name in rng.choice(names, 3, replace=False)]
    changes = pd.DataFrame(events, columns=["date", "place", "held_by"]).assign(source="D")
    return replace(toy.make_world().record, settlements=table, changes=changes.sort_values(
        ["date", "place"], ignore_index=True), periods=(Period(known[0], known[-1]),), nearest=count_near)


def naive_holder(
    spots: np.ndarray, russian: np.ndarray, centre: np.ndarray, count: int
) -> tuple[bool, float]:
    """Inverse squares of all distances, sorted; whether Russia holds the spot, and how clearly."""
    square = ((spots - centre) ** 2).sum(axis=1)
    near = np.argsort(square, kind="stable")[:count]
    share = float((russian[near] / square[near]).sum() / (1 / square[near]).sum())
    return share > NEEDED, abs(share - NEEDED)


@FEW
@given(seed=SEEDS, count=st.integers(1, 60))
def test_the_nearest_are_those_that_sorting_all_gives(seed: int, count: int) -> None:
    spots = spots_of(seed)
    around = np.random.default_rng(seed + 1).uniform(-90_000, 90_000, (30, 2))
    found, square = nearest(around, spots, count)
    naive = ((around[:, None] - spots) ** 2).sum(axis=2)
    order = np.argsort(naive, axis=1, kind="stable")[:, :count]
    assert (found == order).all()
    assert square == pytest.approx(np.take_along_axis(naive, order, axis=1))


@FEW
@given(seed=SEEDS)
def test_slices_of_a_cell_cover_it_exactly_and_do_not_overlap(seed: int) -> None:
    record = record_of(seed)
    slices = slices_of(record.cells, record.spots, np.arange(0, 40, 3))
    for cell in np.unique(slices.cell):
        shapes = slices.shape[slices.cell == cell]
        whole = record.cells[cell]
        assert shapely.is_valid(shapes).all()
        assert shapely.area(shapes).sum() == pytest.approx(whole.area, rel=1e-12)
        assert shapely.union_all(shapes).symmetric_difference(whole).area < whole.area * 1e-9
    both = np.concatenate([record.cells[np.setdiff1d(np.arange(40), slices.cell)], slices.shape])
    assert shapely.coverage_is_valid(both), "a cell left whole meets a cell in slices corner to corner"


@FEW
@given(seed=SEEDS, count=st.sampled_from([1, 3, NEAREST]))
def test_a_slice_has_the_holder_that_the_naive_field_gives_at_its_centre(seed: int, count: int) -> None:
    """Clever = naive; where the field is at the very contour, rounding of weights may decide."""
    record = record_of(seed, count_near=count)
    russian = record.spots[:, 0] > np.median(record.spots[:, 0])
    slices = slices_of(record.cells, record.spots, np.arange(40), count)
    held = slices.russian_held(russian)
    own = np.append(True, slices.cell[1:] != slices.cell[:-1])
    assert (held[own] == russian).all()
    for number in np.flatnonzero(~own)[::7]:
        corners = shapely.get_coordinates(slices.shape[number])
        centre = (corners[[0, 3]].mean(axis=0) + corners[[1, 2]].mean(axis=0)) / 2
        naive, margin = naive_holder(record.spots, russian, centre, count)
        assert held[number] == naive or margin < 1e-4


@pytest.mark.slow
@FEW
@given(seed=SEEDS)
def test_every_settlement_and_half_the_way_to_its_edge_has_its_own_holder(seed: int) -> None:
    record = record_of(seed)
    for day in days(record.periods)[1:9:3]:
        russian = (holders(record, day) == "russia").to_numpy()
        held = control_on(record, day).held
        assert (shapely.contains(held, shapely.points(record.spots)) == russian).all()
        for cell in range(0, 40, 5):
            near = shapely.affinity.scale(record.cells[cell], RINGS[1] * 0.99, RINGS[1] * 0.99,
                                          origin=tuple(record.spots[cell]))
            assert held.covers(near) if russian[cell] else held.intersection(near).area < 1


@pytest.mark.slow
@FEW
@given(seed=SEEDS)
def test_cells_left_whole_would_have_one_holder_in_every_slice(seed: int) -> None:
    """`contested` leaves out no cell on which two holders decide, and the ground is that of all slices."""
    record = record_of(seed, 120)
    for day in days(record.periods)[::4]:
        russian = (holders(record, day) == "russia").to_numpy()
        everything = slices_of(record.cells, record.spots, np.arange(120))
        held = everything.russian_held(russian)
        which = contested(record.spots, reach_m(record.cells, record.spots), russian.astype(int))
        left = ~np.isin(everything.cell, which)
        assert (held[left] == russian[everything.cell[left]]).all()
        whole = sum(shapely.area(shapes).sum() for shapes in held_ground(record, russian))
        assert whole == pytest.approx(shapely.area(everything.shape[held]).sum(), rel=1e-9)


@pytest.mark.slow
@FEW
@given(seed=SEEDS)
def test_the_course_of_a_slice_is_its_holder_on_each_day(seed: int) -> None:
    """Clever = naive: turns that are added up against every day replayed on its own."""
    record = record_of(seed)
    known = days(record.periods)
    told = courses(record, known)
    assert not told.russian_held[0].any()
    assert (told.russian_held[told.of_settlement] == settlements_held(record, known)).all()
    for number, day in enumerate(known):
        russian = (holders(record, day) == "russia").to_numpy()
        assert (told.russian_held[told.of_slice, number] == record.slices.russian_held(russian)).all()


def test_the_order_of_settlements_and_events_does_not_matter() -> None:
    record = record_of(7)
    order = np.random.default_rng(7).permutation(40)
    other = replace(record, settlements=record.settlements.iloc[order])
    day = days(record.periods)[5]
    a, b = control_on(record, day).held, control_on(other, day).held
    assert a.symmetric_difference(b).area < 1
    same_day = record.changes.groupby("date", sort=False)
    turned = pd.concat([rows.iloc[::-1] for _, rows in same_day], ignore_index=True)
    assert control_on(replace(record, changes=turned), day).held.equals(a)


def test_more_than_the_share_is_needed() -> None:
    """At the very share Ukraine holds a slice, as it holds what no event speaks of."""
    assert pytest.approx(0.6) == NEEDED
    assert decided(np.array([600_000, 600_001]), np.array([UNITS, UNITS])).tolist() == [False, True]


def test_two_settlements_by_hand() -> None:
    """Two settlements 8 km apart, one of each holder: between them the line lies in the middle.

    The outermost slice has its centre 3.5 km from its settlement and 4.5 km from the other, whose shares
    are 1/3.5^2 and 1/4.5^2: 0.62 and 0.38, so that 0.6 is passed on one side and not on the other.
    """
    spots = np.array([[-4000.0, 0.0], [4000.0, 0.0]])
    cells = cells_of(pd.DataFrame({"x_m": spots[:, 0], "y_m": spots[:, 1]}))
    slices = slices_of(cells, spots, np.array([0, 1]))
    for russian in permutations([True, False]):
        held = slices.russian_held(np.array(russian))
        for side in (0, 1):
            inner = shapely.contains(slices.shape, shapely.Point(spots[side]))
            outer = shapely.contains(slices.shape, shapely.Point(spots[side] * 0.125))
            assert held[inner].tolist() == [russian[side]]
            assert held[outer].tolist() == [russian[side]]


@pytest.mark.parametrize("day", ["2022-02-23", "2022-03-25", "2025-11-21", "2026-10-10"])
def test_no_settlement_of_the_record_is_on_the_wrong_side(day: str, world: World) -> None:
    on = date.fromisoformat(day)
    held = control_on(world.record, on).held
    assert held.is_valid
    shapely.prepare(held)
    russian = (holders(world.record, on) == "russia").to_numpy()
    assert (shapely.contains(held, shapely.points(world.record.spots)) == russian).all()


def test_what_nobody_holds_has_no_settlement_and_is_on_ukraines_side_on_every_day(world: World) -> None:
    nobodys = world.record.nobodys
    assert 1_900e6 < nobodys.area < 2_100e6
    assert not shapely.contains(nobodys, shapely.points(world.record.spots)).any()
    for day in (date(2022, 5, 1), date(2023, 6, 6), date(2025, 11, 21)):
        assert shapely.intersection(control_on(world.record, day).held, nobodys).area < 1
