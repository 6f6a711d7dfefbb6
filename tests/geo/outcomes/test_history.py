"""A history equals a survey of every single day, only faster."""

import json
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest
import shapely

from geo.control.dates import Period, days
from geo.control.record import control_on
from geo.crs import to_degrees
from geo.errors import DateError
from geo.outcomes.courses import NEVER
from geo.outcomes.figures import tally
from geo.outcomes.fragments import Fragments, mosaic
from geo.outcomes.history import history, history_with_range, totals
from geo.outcomes.outcome import apply
from geo.plans.library import SCENARIOS, Library
from geo.plans.scenario import Scenario
from geo.world import World, control_for
from geo.zones.ground import Ground
from geo.zones.survey import ground_for
from tests.conftest import DAYS
from tests.support.worlds import toy

PLANS = sorted(path.stem for path in SCENARIOS.glob("*.toml"))
KEYS = ["region", "status", "holder"]
NEAR_KM2 = 0.01
"""A survey measures geodesics between the vertices that its cut happens to create; see `mosaic`."""

MORE_DAYS = (date(2022, 3, 25), date(2022, 9, 30), date(2024, 8, 20), date(2026, 2, 17), date(2026, 10, 10))
FILED = date(2026, 9, 1)
SOME_PLANS = ("us-28-point", "istanbul-2022")
"""One that depends on regions and holders, and one with a reference date."""


def check_same(found: pd.DataFrame, ground: Ground, scenario: Scenario) -> None:
    """Assert that the rows of a day equal the surveyed figures of that day, on the line as drawn."""
    ours = found.set_index(KEYS)
    naive = tally(apply(scenario, ground).table, KEYS).set_index(KEYS)
    for measure, most in (("area_km2", NEAR_KM2), ("people", 0)):
        a, b = ours[measure].align(naive[measure], fill_value=0)
        assert (a - b).abs().max() <= most, (measure, (a - b).abs().idxmax())
    # Rows present on one side only must be below the tolerance as well.
    assert set(naive.index[naive["area_km2"] > NEAR_KM2]) <= set(ours.index)


@pytest.fixture(scope="module")
def filed(world: World, tmp_path_factory: pytest.TempPathFactory) -> World:
    """The world with a line of contact in a file of its own, dated after the end of the record."""
    path = tmp_path_factory.mktemp("control") / f"{FILED}.geojson"
    shape = to_degrees(control_on(world.record, date(2025, 6, 1)).held)
    feature = {"type": "Feature", "properties": {}, "geometry": shapely.geometry.mapping(shape)}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    return replace(world, dated={FILED: path})


@pytest.mark.parametrize("day", [*DAYS, *MORE_DAYS], ids=str)
def test_it_equals_the_survey_of_each_day(
    day: date, world: World, library: Library, ground_on: Callable[[date], Ground], pieces: Fragments
) -> None:
    """For every plan on one day, and for some plans on all days."""
    plans = PLANS if day == DAYS[2] else SOME_PLANS
    for scenario in map(library.__getitem__, plans):
        rows = history(world, scenario, [day], pieces)
        assert set(rows["on"]) == {day}
        check_same(rows, ground_on(day), scenario)


@pytest.mark.slow
@pytest.mark.parametrize("plan", PLANS)
def test_area_and_people_are_conserved_on_every_day(
    plan: str, world: World, library: Library, pieces: Fragments
) -> None:
    """The rows of each region sum to its area and people on every known day."""
    rows = history(world, library[plan], pieces=pieces)
    assert sorted(set(rows["on"])) == days(world.periods)
    sums = rows.groupby(["on", "region"])[["area_km2", "people"]].sum()
    areas = world.regions["area_km2"].reindex(sums.index.get_level_values("region")).to_numpy()
    assert abs(sums["area_km2"] - areas).max() < NEAR_KM2
    people = world.places.groupby("region")["population"].sum()
    assert (sums["people"] == people.reindex(sums.index.get_level_values("region")).to_numpy()).all()


def test_a_plan_changes_no_holder(world: World, library: Library) -> None:
    today = totals(history(world), "holder")
    for plan in SOME_PLANS:
        pd.testing.assert_frame_equal(totals(history(world, library[plan]), "holder"), today)


def test_some_days_are_a_subset_of_all_days(world: World, library: Library) -> None:
    whole = history(world, library["istanbul-2022"])
    some = [DAYS[2], DAYS[0], MORE_DAYS[0], DAYS[2]]
    expected = whole[whole["on"].isin(some)].reset_index(drop=True)
    pd.testing.assert_frame_equal(history(world, library["istanbul-2022"], some), expected)
    assert history(world, None, []).empty


def test_a_plan_with_a_reference_date_is_computed_relative_to_it(world: World, library: Library) -> None:
    """On that day itself Russia would withdraw from nothing, later from the ground it did not hold then."""
    sums = totals(history(world, library["istanbul-2022"]), "status")["area_km2"]
    assert sums.loc[DAYS[0], "returned"] == 0
    assert sums.loc[DAYS[0], "deferred"] == pytest.approx(sums.loc[DAYS[2], "deferred"], abs=NEAR_KM2)
    held = totals(history(world), "holder")["area_km2"]["russia"]
    assert sums.loc[DAYS[2], "returned"] == pytest.approx(held[DAYS[2]] - held[DAYS[0]], abs=0.1)


def test_unknown_days_are_rejected_and_never_interpolated(world: World) -> None:
    for day in (date(2026, 9, 2), date(2014, 3, 18), date(2202, 1, 1)):
        with pytest.raises(DateError, match=str(day)):
            history(world, None, [DAYS[0], day])
    on = set(history(world)["on"])
    assert not [day for day in on if DAYS[3] < day < date(2026, 9, 22)]


@pytest.mark.slow
@pytest.mark.parametrize("plan", ["us-28-point", "istanbul-2022"])
def test_a_day_with_a_file_is_surveyed(plan: str, filed: World, library: Library) -> None:
    scenario = library[plan]
    rows = history(filed, scenario)
    assert FILED in set(rows["on"])
    ground = ground_for(filed, control_for(filed, FILED), [DAYS[0]], 0.0)
    check_same(rows[rows["on"] == FILED], ground, scenario)
    record = history(filed, scenario, days(filed.record.periods))
    pd.testing.assert_frame_equal(rows[rows["on"] != FILED].reset_index(drop=True), record)


@pytest.mark.parametrize("day", [DAYS[2], FILED], ids=str)
def test_a_plan_may_refer_to_a_day_with_a_file(filed: World, library: Library, day: date) -> None:
    scenario = library["istanbul-2022"].model_copy(update={"reference_date": FILED})
    ground = ground_for(filed, control_for(filed, day), [FILED], 0.0)
    check_same(history(filed, scenario, [day]), ground, scenario)


def test_a_range_is_that_of_the_day_itself(world: World, library: Library) -> None:
    scenario = library["us-28-point"]
    rows = history_with_range(world, scenario, [DAYS[3]], margin_km=2.0)
    ground = ground_for(world, control_for(world, DAYS[3]), [], 2.0)
    naive = tally(apply(scenario, ground).table, ["region", "status", "side", "holder"])
    pd.testing.assert_frame_equal(rows.drop(columns="on"), naive)
    leaves = rows[rows["side"] == "leaves"].sum(numeric_only=True)
    drawn = totals(history(world, scenario, [DAYS[3]]), "side").loc[DAYS[3], ("area_km2", "leaves")]
    assert leaves["area_km2_low"] < drawn < leaves["area_km2_high"]


def test_regions_that_are_always_whole_are_one_piece(world: World) -> None:
    pieces = mosaic(world).pieces
    for region in ("UA-43", "UA-40"):
        rows = pieces[(pieces["region"] == region) & (pieces["area_km2"] > 0)]
        assert list(rows["course"]) == [NEVER]
        assert rows["area_km2"].iloc[0] == pytest.approx(world.regions.at[region, "area_km2"])


def test_the_toy_world_by_hand(toy_world: World) -> None:
    scenario = toy.plan({"holder": "russia", "status": "frozen"},
                        {"regions": ["UA-04"], "status": "handed_over"}, {"status": "ukrainian"})
    sums = totals(history(toy_world, scenario), "status")
    expected = {"handed_over": (100, 50), "frozen": (0, 50), "ukrainian": (300, 300)}
    for status, areas in expected.items():
        assert list(sums["area_km2"][status]) == pytest.approx(areas, rel=toy.AREA_TOLERANCE)
    assert list(sums["people"]["frozen"]) == [0, 100]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_any_sequence_of_events_equals_its_surveys(seed: int) -> None:
    """Random events, a region held as a whole on some days, and a plan with one of them as reference date."""
    rng = random.Random(seed)  # noqa: S311 - the same course of events every time, nothing secret
    world = toy.make_world(places="".join(rng.sample("abcde", 5)))
    known = [toy.DAY_BEFORE + timedelta(days=n) for n in range(7)]
    events = {(day, place): rng.choice(["russia", "russia", "ukraine"])
              for day in known for place in "abcde" if rng.random() < 0.3}
    changes = pd.DataFrame([(*key, holder, "D") for key, holder in sorted(events.items())],
                           columns=["date", "place", "held_by", "source"])
    whole = pd.DataFrame([(rng.choice([toy.NE, toy.SE]), rng.choice(["russia", "ukraine"]),
                           known[2], rng.choice([date.max, known[4]]), "")],
                         columns=["region", "held_by", "first", "last", "reason"])
    record = replace(world.record, changes=changes, whole=whole, periods=(Period(known[0], known[-1]),))
    world = replace(world, record=record)
    scenario = toy.plan({"before": "russia", "holder": "russia", "status": "frozen"},
                        {"before": "russia", "status": "demilitarised"},
                        {"holder": "russia", "status": "returned"}, {"status": "ukrainian"},
                        reference_date=known[3])
    rows = history(world, scenario)
    for day in rng.sample(known, 3):
        ground = ground_for(world, control_for(world, day), [known[3]], 0.0)
        check_same(rows[rows["on"] == day], ground, scenario)
