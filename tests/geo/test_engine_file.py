"""The engine's file reads back as it was written, and its pieces sum to what a history has."""

import gzip
import random
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from geo.case import RECORDS
from geo.control.dates import Period
from geo.control.second import on_shared_ground
from geo.engine.arcs import NOBODY
from geo.engine.file import PER_DEGREE, engine_file, world_pieces
from geo.engine.layout import COLUMNS, MAGIC, read, written
from geo.engine.pieces import Pieces, pieces_of
from geo.errors import FileError
from geo.outcomes.history import history
from geo.plans.assign import HELD_BEFORE, assign
from geo.plans.library import Library
from geo.status import Holder
from geo.world import World
from tests.conftest import DAYS
from tests.support.worlds import toy

NEAR_KM2 = 0.011
"""A history scales the areas of a region by parts in a million, the pieces are measured one by one."""

SOME_PLANS = ("us-28-point", "istanbul-2022")
"""One that depends on regions and holders, and one with a reference date."""


@pytest.fixture(scope="module")
def cut_up(world: World) -> Pieces:
    return world_pieces(world)


@pytest.fixture(scope="module")
def content(world: World, library: Library, cut_up: Pieces) -> bytes:
    return engine_file(world, library.plans.values(), cut_up)


def columns_of(rng: np.random.Generator, most: int = 400) -> dict[str, np.ndarray]:
    """Return random columns of random lengths, with the extremes of each type."""
    found = {}
    for name, column in COLUMNS.items():
        size = int(rng.integers(0, most))
        if column.type == "float64":
            found[name] = rng.normal(size=size) * 1e5
        elif column.type == "steps":
            found[name] = rng.integers(-2**40, 2**40, size)
        else:
            ends = np.iinfo(column.type)
            found[name] = np.append(rng.integers(0, ends.max, size, endpoint=True), [0, ends.max])
    return found


@pytest.mark.parametrize("seed", range(8))
def test_any_columns_read_back_as_written(seed: int) -> None:
    columns = columns_of(np.random.default_rng(seed))
    head = {"name": "Київ", "number": seed, "nested": {"list": [1, None, "|"]}}
    content = written(head, columns)
    found, back = read(content)
    assert content == written(head, columns)
    assert {name: found[name] for name in head} == head
    for name in COLUMNS:
        np.testing.assert_array_equal(back[name], columns[name], name)


def test_what_does_not_fit_is_refused() -> None:
    columns = columns_of(np.random.default_rng(1))
    for name, value in (("region", 256), ("people", -1), ("course", 65536), ("people", 0.5)):
        with pytest.raises(ValueError, match=name):
            written({}, {**columns, name: np.array([value])})
    with pytest.raises(ValueError, match="columns"):
        written({}, {name: columns[name] for name in list(COLUMNS)[1:]})


def test_a_damaged_file_is_refused() -> None:
    content = written({}, columns_of(np.random.default_rng(2)))
    whole = gzip.decompress(content)
    for damaged in (b"", b"{}", content[:-9], gzip.compress(b"{}"), gzip.compress(whole[:-9]),
                    gzip.compress(whole.replace(MAGIC, MAGIC[:-1] + b"\x02", 1))):
        with pytest.raises(FileError):
            read(damaged)


def test_the_file_has_what_was_cut(content: bytes, cut_up: Pieces, library: Library, world: World) -> None:
    head, columns = read(content)
    table = cut_up.table
    np.testing.assert_array_equal(columns["area_km2"], table["area_km2"])
    np.testing.assert_array_equal(columns["people"], table["people"])
    assert [head["regions"][number] for number in columns["region"]] == table["region"].tolist()
    assert [record["id"] for record in head["records"]] == list(RECORDS)
    assert [plan["id"] for plan in head["plans"]] == list(library.plans)
    assert head["data_version"] == world.version
    start = 0
    for record_id, record in zip(RECORDS, cut_up.records, strict=True):
        many = len(record.russian_held)
        turns = columns["turns"][start:start + many].astype(int)
        first = int(columns["turns"][:start].sum()) + np.append(0, np.cumsum(turns)[:-1])
        for course in range(0, many, 97):
            turned = np.zeros(len(record.days), dtype=int)
            turned[columns["day"][first[course]:first[course] + turns[course]]] = 1
            np.testing.assert_array_equal(np.cumsum(turned) % 2 == 1, record.russian_held[course], record_id)
        start += many


def test_each_border_is_there_once_and_all_close(content: bytes, cut_up: Pieces) -> None:
    """At every end of a line the borders of each piece meet in pairs, so that its outline closes."""
    _, columns = read(content)
    spots = np.stack([columns["arc_lon"], columns["arc_lat"]], axis=1)
    ends = np.cumsum(columns["arc_count"])
    first, last = spots[ends - columns["arc_count"]], spots[ends - 1]
    assert ends[-1] == len(spots)
    both = pd.DataFrame({"piece": np.concatenate([columns["arc_left"], columns["arc_right"]] * 2),
                         "lon": np.concatenate([first[:, 0]] * 2 + [last[:, 0]] * 2),
                         "lat": np.concatenate([first[:, 1]] * 2 + [last[:, 1]] * 2)})
    assert (both.groupby(["piece", "lon", "lat"]).size() % 2 == 0).all()
    assert set(columns["arc_right"]) - {NOBODY} <= set(range(len(cut_up.shapes)))
    lon, lat = spots.T / PER_DEGREE
    assert 22 < lon.min() < lon.max() < 41
    assert 44 < lat.min() < lat.max() < 53


def test_areas_and_people_are_those_of_the_regions(world: World, cut_up: Pieces) -> None:
    sums = cut_up.table.groupby("region")[["area_km2", "people"]].sum()
    assert (sums["area_km2"] - world.regions["area_km2"].reindex(sums.index)).abs().max() < 0.005
    people = world.places.groupby("region")["population"].sum()
    assert sums["people"].to_dict() == people.reindex(sums.index).to_dict()


@pytest.mark.parametrize("day", [DAYS[0], date(2022, 3, 25), DAYS[2], DAYS[3]], ids=str)
def test_the_pieces_sum_to_the_history(
    day: date, world: World, library: Library, cut_up: Pieces
) -> None:
    table, record = cut_up.table, cut_up.records[0]
    held = {on: held_on(world, table, record.russian_held[:, record.days.index(on)], on)
            for on in (DAYS[0], day)}
    for plan in map(library.__getitem__, SOME_PLANS):
        found = pd.DataFrame({"region": table["region"], "holder": held[day], HELD_BEFORE: held[DAYS[0]]})
        found["status"] = assign(found, plan)["status"]
        found = found.assign(area_km2=table["area_km2"], people=table["people"])
        keys = ["region", "status", "holder"]
        ours = found.groupby(keys)[["area_km2", "people"]].sum()
        expected = history(world, plan, [day]).set_index(keys)[["area_km2", "people"]]
        a, b = ours.align(expected, fill_value=0)
        assert (a["people"] == b["people"]).all()
        assert (a["area_km2"] - b["area_km2"]).abs().max() < NEAR_KM2


def held_on(world: World, table: pd.DataFrame, russian: np.ndarray, on: date) -> np.ndarray:
    """Return the holder of each piece on a day, worked out piece by piece."""
    holders = [Holder.RUSSIA if russian[course] else Holder.UKRAINE for course in table["0"]]
    for row in world.record.whole.itertuples():
        if row.first <= on <= row.last:
            holders = [row.held_by if whole == row.region else holder
                       for whole, holder in zip(table["whole"], holders, strict=True)]
    return np.array([str(holder) for holder in holders])


@pytest.mark.parametrize("seed", range(6))
def test_random_events_of_two_records_are_kept_apart(seed: int) -> None:
    """Each piece of the toy world has the holder that each record's own events give it."""
    rng = random.Random(seed)  # noqa: S311 - the same events every time, nothing secret
    world = toy.make_world(places="abcde")
    known = [toy.DAY_BEFORE + timedelta(days=n) for n in range(6)]
    tables = []
    for _ in range(2):
        rows = [(day, place, rng.choice(["russia", "ukraine"]), "D") for day in known for place in "abcde"
                if rng.random() < 0.4]
        tables.append(pd.DataFrame(rows, columns=["date", "place", "held_by", "source"]))
    first = replace(world.record, changes=tables[0], periods=(Period(known[0], known[-1]),))
    both = on_shared_ground(first, replace(first, changes=tables[1]))
    cut_up = pieces_of(replace(world, record=both[0]), both)
    for number, record in enumerate(both):
        rows = history(replace(world, record=record), None, known)
        for n, day in enumerate(known):
            held = cut_up.records[number].russian_held[cut_up.table[str(number)].to_numpy(), n]
            expected = rows[(rows["on"] == day) & (rows["holder"] == "russia")]
            ours = cut_up.table[held].groupby("region")[["area_km2", "people"]].sum()
            a, b = ours.align(expected.set_index("region")[["area_km2", "people"]], fill_value=0)
            assert ((a - b).abs() < NEAR_KM2).all(axis=None)
