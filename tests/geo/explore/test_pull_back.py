"""Pull-backs by depth, and lines and depths that give a wanted figure."""

from dataclasses import replace
from pathlib import Path

import pytest

from geo.control.margin import moved
from geo.errors import SolveError, SourceError
from geo.explore.depths import SIDES, Depths, depths_from, shifts_of
from geo.explore.presets import Given, load_presets
from geo.explore.pull_back import curve, pull_back, pull_back_report, ranges
from geo.explore.solver import (
    AREA,
    PEOPLE,
    TOLERANCE_KM,
    TOLERANCE_KM2,
    Goal,
    Whose,
    goal_of_holding,
    goal_of_share,
    solve,
    solve_shift,
)
from geo.outcomes.outcome import Outcome, apply
from geo.outcomes.overlays import measured_band
from geo.plans.overlay import Band, Baseline
from geo.plans.scenario import Scenario
from geo.world import World
from geo.zones.ground import Ground
from geo.zones.survey import survey
from tests.support.worlds import toy

CONTACT, PLAN_LINE = Baseline.LINE_OF_CONTACT, Baseline.PLAN_LINE


def leaving() -> Scenario:
    """Ukraine would leave NE; what Russia holds stays."""
    return toy.plan({"holder": "russia", "status": "frozen"},
                    {"regions": [toy.NE], "status": "handed_over"}, {"status": "ukrainian"})


def test_the_toy_world_by_hand(toy_depths: Depths) -> None:
    """The line runs 10 km down the middle of SE and 5 km along its edge; d and e lie 2.5 km from it."""
    found = pull_back(toy_depths, CONTACT, 1.0, 2.6)
    quarter = 3.14159 / 4
    # Left of the line a strip of 10 km, above it one of 5 km, and round the corner a quarter of a circle.
    assert found.ukraine.area_km2 == pytest.approx(10 + 5 + quarter, rel=1e-3)
    assert found.ukraine.people == 0
    # On the other side the strips overlap in their corner.
    assert found.russia.area_km2 == pytest.approx(2.6 * (10 + 5 - 2.6), rel=1e-3)
    assert found.russia.people == 100
    assert found.russia.counts() == {"city": 0, "settlement": 0, "village": 1}
    assert found.ukraine.regions.index.tolist() == [toy.NE, toy.SE]
    report = pull_back_report(found)
    assert report["total"]["people"] == 100
    assert [side["depth_km"] for side in report["sides"]] == [1.0, 2.6]


def test_a_pull_back_of_nothing_is_none(toy_depths: Depths) -> None:
    found = pull_back(toy_depths, CONTACT, 0, 0)
    sizes = [(strip.area_km2, strip.people, len(strip.settlements)) for strip in found.strips]
    assert sizes == [(0, 0, 0)] * 2
    one_sided = pull_back(toy_depths, CONTACT, 0, 3)
    assert one_sided.ukraine.area_km2 == 0
    assert one_sided.russia.area_km2 == pull_back(toy_depths, CONTACT, 3, 3).russia.area_km2


@pytest.mark.parametrize("line", [CONTACT, PLAN_LINE])
@pytest.mark.parametrize(("ukraine_km", "russia_km"), [(2.0, 2.0), (4.5, 1.0), (0.0, 3.0)])
def test_a_pull_back_agrees_with_the_buffer_of_a_plan(
    toy_world: World, toy_drawn: Ground, line: Baseline, ukraine_km: float, russia_km: float
) -> None:
    outcome = apply(leaving(), toy_drawn)
    found = pull_back(depths_from(toy_world, toy_drawn, outcome, line), line, ukraine_km, russia_km)
    table = measured_band(toy_world, outcome.scenario, toy_drawn, Band(line, ukraine_km, russia_km))
    assert found.ukraine.area_km2 + found.russia.area_km2 == pytest.approx(table["area_km2"].sum(), rel=1e-5)
    assert found.ukraine.people + found.russia.people == table["people"].sum()
    by_side = ranges(toy_world, outcome, found)
    for strip in found.strips:
        assert strip.area_km2 == pytest.approx(by_side[strip.side]["area_km2"], rel=1e-3)
        assert strip.people == by_side[strip.side]["people"]


def test_the_plan_line_has_its_own_sides(toy_world: World, toy_drawn: Ground) -> None:
    """Under the plan NE is beyond the line, though Ukraine holds it."""
    outcome = apply(leaving(), toy_drawn)
    found = pull_back(depths_from(toy_world, toy_drawn, outcome, PLAN_LINE), PLAN_LINE, 1, 1)
    assert toy.NE in found.russia.regions.index
    assert toy.NE not in found.ukraine.regions.index


def test_a_curve_grows_and_ends_with_all_ground(toy_depths: Depths, toy_drawn: Ground) -> None:
    table = curve(toy_depths, (0.0, 0.5, 2.0, 2.6, 30.0))
    for side in SIDES:
        rows = table[table["side"] == side]
        assert rows["area_km2"].is_monotonic_increasing
        assert rows["people"].is_monotonic_increasing
        held = toy_drawn.table[toy_drawn.table["holder"] == side]
        assert rows["area_km2"].iloc[-1] == pytest.approx(held["area_km2"].sum(), rel=1e-6)
        assert rows["people"].iloc[-1] == held["people"].sum()


@pytest.mark.parametrize("whose", [Whose.UKRAINE, Whose.RUSSIA])
@pytest.mark.parametrize("amount", [0.0, 1.0, 17.5, 42.0])
def test_a_shift_of_the_front_moves_what_was_asked_for_and_the_survey_agrees(
    toy_world: World, toy_drawn: Ground, whose: Whose, amount: float
) -> None:
    """What one side loses the other gains."""
    shift = solve_shift(toy_world, toy_drawn, whose, Goal(AREA, amount))
    after = survey(toy_world, shift.control, margin_km=0).table.groupby("holder")["area_km2"].sum()
    before = toy_drawn.table.groupby("holder")["area_km2"].sum()
    loser, gainer = (whose.value, next(side for side in SIDES if side != whose.value))
    assert before[loser] - after[loser] == pytest.approx(amount, abs=2 * TOLERANCE_KM2)
    assert before.sum() == pytest.approx(after.sum(), rel=1e-6)
    assert after[gainer] - before[gainer] == pytest.approx(amount, abs=2 * TOLERANCE_KM2)
    assert shift.found.amount == pytest.approx(amount, abs=TOLERANCE_KM2)


def test_a_solved_shift_is_the_margin_of_the_same_distance(toy_world: World, toy_drawn: Ground) -> None:
    wider, _ = moved(toy_drawn.control, toy_world.interior, toy_world.water, 1.5)
    area = survey(toy_world, wider, margin_km=0).table.groupby("holder")["area_km2"].sum()["russia"]
    now = toy_drawn.table.groupby("holder")["area_km2"].sum()["russia"]
    found = solve(shifts_of(toy_world, toy_drawn), Whose.UKRAINE, Goal(AREA, area - now))
    assert found.km == pytest.approx(1.5, abs=0.01)


def test_the_least_depth_that_reaches_a_number_of_people(toy_depths: Depths) -> None:
    found = solve(toy_depths, Whose.BOTH, Goal(PEOPLE, 150))
    assert found.amount == 200
    assert found.short == 0
    assert found.km == pytest.approx(2.5, abs=2 * TOLERANCE_KM)
    assert pull_back(toy_depths, CONTACT, found.km, found.km).ukraine.people == 100
    assert pull_back(toy_depths, CONTACT, found.km - TOLERANCE_KM, 0).ukraine.people == 0


def test_a_depth_is_solved_for_one_region_only(toy_depths: Depths) -> None:
    found = solve(toy_depths, Whose.UKRAINE, Goal(AREA, 20.0, frozenset({toy.SE})))
    assert found.km == pytest.approx(2.0, abs=0.02)
    assert found.amount == pytest.approx(20.0, abs=TOLERANCE_KM2)


def test_shares_become_areas(toy_world: World, toy_drawn: Ground) -> None:
    assert goal_of_share(toy_world, 25).amount == pytest.approx(100, rel=1e-4)
    assert goal_of_share(toy_world, 50, PEOPLE, frozenset({toy.SE})).amount == 100
    # Ukraine holds half of SE.
    whose, goal = goal_of_holding(toy_world, toy_drawn, 60, frozenset({toy.SE}))
    assert (whose, goal.amount) == (Whose.RUSSIA, pytest.approx(10, rel=1e-3))
    whose, goal = goal_of_holding(toy_world, toy_drawn, 49, frozenset({toy.SE}))
    assert (whose, goal.amount) == (Whose.UKRAINE, pytest.approx(1, rel=1e-2))
    after = survey(toy_world, solve_shift(toy_world, toy_drawn, whose, goal).control, margin_km=0).table
    ours = after[(after["region"] == toy.SE) & (after["holder"] == "ukraine")]["area_km2"].sum()
    assert ours == pytest.approx(49, abs=2 * TOLERANCE_KM2)


def test_what_cannot_be_had_is_said(toy_world: World, toy_drawn: Ground, toy_depths: Depths) -> None:
    with pytest.raises(SolveError, match="only 50 km²"):
        solve(toy_depths, Whose.RUSSIA, Goal(AREA, 60.0))
    with pytest.raises(SolveError, match="only 100 people"):
        solve(toy_depths, Whose.RUSSIA, Goal(PEOPLE, 101))
    for amount in (-1.0, float("nan"), float("inf")):
        with pytest.raises(SolveError, match="zero or more"):
            solve(toy_depths, Whose.RUSSIA, Goal(AREA, amount))
    with pytest.raises(SolveError, match="between 0 and 100"):
        goal_of_share(toy_world, 101)
    with pytest.raises(SolveError, match="name the side"):
        solve_shift(toy_world, toy_drawn, Whose.BOTH, Goal(AREA, 1.0))


def test_without_a_line_there_is_nothing_beside_it(toy_world: World) -> None:
    whole = survey(toy_world, toy.held(toy.box_km(20, 20, 21, 21)), margin_km=0)
    found = pull_back(depths_from(toy_world, whole), CONTACT, 5, 5)
    assert found.ukraine.area_km2 == found.russia.area_km2 == 0
    with pytest.raises(SolveError):
        solve_shift(toy_world, whole, Whose.UKRAINE, Goal(AREA, 1.0))


def test_every_named_depth_has_a_person_a_day_and_a_source() -> None:
    presets = load_presets()
    assert {5.0, 10.0, 15.0, 40.0} <= {preset.depth_km for preset in presets.values()}
    assert {preset.given for preset in presets.values()} == set(Given)
    assert all(preset.said_by and preset.url.startswith("https://") for preset in presets.values())


def test_a_table_of_depths_with_faults_names_them_all(tmp_path: Path) -> None:
    path = tmp_path / "pull_backs.csv"
    path.write_text("id,depth_km,given,said_by,said_on,statement,publisher,url\n"
                    "a,deep,each,A,2025-01-01,words,P,https://example.org\n"
                    "b,5,twice,A,2025-01-01,words,P,https://example.org\n"
                    "c,5,each,,yesterday,words,P,ftp://example.org\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"twice.*url of 'c'.*said_by.*deep.*yesterday"):
        load_presets(path)


def test_the_outcome_of_a_plan_without_a_line(toy_world: World, toy_drawn: Ground) -> None:
    """Everything returned: there is no line left to pull back from."""
    plan = toy.plan({"holder": "russia", "status": "returned"}, {"status": "ukrainian"})
    outcome: Outcome = apply(plan, toy_drawn)
    found = pull_back(depths_from(toy_world, replace(toy_drawn), outcome, PLAN_LINE), PLAN_LINE, 5, 5)
    assert found.ukraine.area_km2 == found.russia.area_km2 == 0
