"""Interpretations of disputed clauses: valid data, interpreted plans, and laws for both."""

import itertools
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import UnknownScenario
from geo.outcomes.figures import MEASURED, SIGN, net_change, of_sides, with_range
from geo.outcomes.outcome import Outcome, outcome_of
from geo.plans.assign import assign, rule_errors
from geo.plans.interpretations import (
    InterpretedPlan,
    choices,
    chosen_of,
    interpreted,
    library_as,
    plain_of,
    reached,
    variants,
)
from geo.plans.library import Library
from geo.plans.rule import Rule
from geo.plans.scenario import Scenario
from geo.status import Holder, Side
from geo.world import World
from geo.zones.ground import Ground
from tests.conftest import DAYS
from tests.support.files.export_requests import PLANS
from tests.support.worlds import toy

FEW = settings(max_examples=200, deadline=None, derandomize=True, database=None)
READ_OTHERWISE = {"us-28-point", "us-december-2025", "20-point-zone", "anchorage-2025", "europe-24-point",
                  "us-april-2025", "ukraine-europe-april-2025", "istanbul-2022", "russia-june-2024",
                  "eu-core-interests-feb-2026", "monaco-model-april-2026", "putin-october-2025",
                  "indonesia-2023", "musk-2022", "putin-april-2025", "russia-memorandum-june-2025"}
SAID = {"clause": "clause 2", "confidence": "inferred", "note": "as a test reads it"}


def reading(name: str, *options: dict[str, Any]) -> dict[str, Any]:
    """A reading whose first option is the default, followed by the given ones."""
    first = {"id": "as-coded", "label": "as coded", "default": True, "source": "toy", "note": "N"}
    others = [{"id": f"other-{n}", "label": f"{name} {n}", "source": "toy", "note": f"note {n}", **option}
              for n, option in enumerate(options, start=1)]
    return {"id": name, "question": f"What of {name}?", "options": [first, *others]}


def rules(*given: dict[str, Any]) -> dict[str, Any]:
    return {"rules": [{**SAID, **rule} for rule in given]}


NE_OPEN = rules({"regions": [toy.NE], "status": "open"})
HELD_RETURNS = rules({"regions": [toy.SE], "holder": "russia", "status": "returned"})
SE_LEFT = rules({"regions": [toy.SE], "holder": "ukraine", "status": "handed_over"})


def toy_readings() -> Scenario:
    """The toy plan that changes nothing, with three readings."""
    return toy.plan({"holder": "russia", "status": "frozen"}, {"status": "ukrainian"}, readings=[
        reading("north", NE_OPEN), reading("held", HELD_RETURNS), reading("south", SE_LEFT)])


@pytest.fixture(scope="module")
def plan() -> Scenario:
    return toy_readings()


def everything(scenario: Scenario) -> list[dict[str, str]]:
    """Return every combination of choices, one option per reading including defaults."""
    per = [[(found.id, option.id) for option in options] for found, options in choices(scenario)]
    return [dict(picks) for picks in itertools.product(*per)]


def test_choosing_all_defaults_is_the_plan_itself(library: Library) -> None:
    for scenario in library.plans.values():
        assert interpreted(scenario, {}) is scenario
        defaults = {found.id: found.default.id for found in scenario.readings}
        assert interpreted(scenario, defaults) is scenario
        assert chosen_of(scenario) == {}


@pytest.mark.parametrize("name", PLANS)
def test_the_order_of_choices_does_not_matter(name: str, library: Library) -> None:
    scenario = library[name]
    for picks in everything(scenario):
        assert interpreted(scenario, picks) == interpreted(scenario, dict(reversed(picks.items())))


@pytest.mark.parametrize("name", PLANS)
def test_ground_not_covered_by_a_chosen_rule_keeps_its_status(
    name: str, library: Library, ground_on: Callable[[date], Ground]
) -> None:
    """Every zone still has exactly one status, whatever is chosen, on every day."""
    scenario = library[name]
    for day, picks in itertools.product(DAYS, everything(scenario)):
        table = ground_on(day).seen_by(scenario.reference_date)
        read = interpreted(scenario, picks)
        before, after = assign(table, scenario), assign(table, read)
        touched = pd.Series(False, index=table.index)
        own = {rule for _, option in variants(scenario) for rule in option.rules}
        for number, rule in enumerate(read.rules):
            if rule in own:
                touched |= after["rule"] == number
        assert (before["status"] == after["status"])[~touched].all()
        assert after["side"].notna().all()
        if day == DAYS[2] and chosen_of(read):
            assert touched.any()


@pytest.mark.parametrize("name", sorted(READ_OTHERWISE))
def test_readings_add_up(
    name: str, library: Library, ground_on: Callable[[date], Ground]
) -> None:
    """They cover separate ground, so the effect of two is the sum of their effects, on every line."""
    scenario = library[name]
    for day in DAYS:
        table = ground_on(day).seen_by(scenario.reference_date)

        @cache
        def sides(*picks: tuple[str, str], table: pd.DataFrame = table) -> pd.DataFrame:
            return of_sides(table.join(assign(table, interpreted(scenario, dict(picks)))))

        plain = sides()
        for picks in everything(scenario):
            alone = sum((sides(pick) - plain for pick in picks.items()), 0 * plain)
            together = sides(*picks.items())
            pd.testing.assert_frame_equal(together - plain, alone, check_exact=False, atol=1e-6)
            assert together.to_numpy().sum() == pytest.approx(plain.to_numpy().sum())


def test_the_plans_with_interpretations(library: Library, world: World) -> None:
    """Each fits its plan, cites a source with an address, and asks a question."""
    known = frozenset(world.regions.index)
    assert {name for name, scenario in library.plans.items() if scenario.readings} == READ_OTHERWISE
    for scenario in library.plans.values():
        assert rule_errors(scenario, known) == []
        listed = {source.id: source for source in scenario.sources}
        for found in scenario.readings:
            assert "?" in found.question
            for option in found.options:
                assert listed[option.source].url is not None
                assert all(rule.note for rule in option.rules)


def test_the_clauses_in_the_issue_have_two_interpretations(library: Library) -> None:
    plan = library["us-28-point"]
    assert {found.id for found in plan.readings} == {
        "other-territories", "kinburn", "luhansk-pocket", "sevastopol", "donetsk-share"}
    assert {found.id for found, _ in choices(plan)} == {
        "other-territories", "kinburn", "luhansk-pocket", "sevastopol"}
    numbers = [option.figure for _, option in variants(plan) if option.figure]
    assert [figure.share for figure in numbers] == [None, 25, 25, None]
    assert [figure.of_held for figure in numbers] == [False, False, True, False]


def test_an_interpreted_plan_says_so_wherever_it_is_named(plan: Scenario) -> None:
    read = interpreted(plan, {"south": "other-1", "north": "other-1"})
    assert isinstance(read, InterpretedPlan)
    assert read.title == "A toy plan (interpretation: north 1; south 1)"
    assert read.sentence_title == "the toy plan (interpretation: north 1; south 1)"
    assert read.short_title == "Toy (other reading)"
    assert read.caveat == "Interpretation: north 1. note 1 Interpretation: south 1. note 1"
    assert read.id == plan.id
    assert chosen_of(read) == {"north": "other-1", "south": "other-1"}
    assert plain_of(read) is plan
    assert interpreted(read, {"held": "other-1"}) == interpreted(plan, {"held": "other-1"})


def test_the_caveat_of_the_plan_stays(library: Library) -> None:
    plan = library["us-28-point"]
    read = interpreted(plan, {"kinburn": "left-open"})
    assert read.caveat is not None
    assert read.caveat.startswith("Interpretation: Kinburn left open. ")
    assert read.caveat.endswith(plan.caveat or "")


def test_rules_shadowed_by_a_reading_are_not_listed(plan: Scenario, library: Library) -> None:
    """A clause without effect would be taken for one that has an effect."""
    read = interpreted(plan, {"held": "other-1", "south": "other-1"})
    assert [rule.status.value for rule in read.rules] == ["returned", "handed_over", "frozen", "ukrainian"]
    sevastopol = interpreted(library["us-28-point"], {"sevastopol": "not-named"})
    assert "read as included" not in " ".join(rule.note or "" for rule in sevastopol.rules)


@FEW
@given(given=st.lists(st.tuples(
    st.none() | st.sets(st.sampled_from([toy.NW, toy.NE, toy.SE])), st.none() | st.sampled_from(Holder),
    st.none() | st.sampled_from(Holder)), min_size=1, max_size=8))
def test_leaving_out_shadowed_rules_changes_no_status(given: list[tuple[Any, Any, Any]]) -> None:
    """For every combination of region, holder and earlier holder, rule by rule."""
    made = [Rule.model_validate({"regions": regions, "holder": holder, "before": before, "status": "open",
                                 "clause": f"clause {n}", "confidence": "text"})
            for n, (regions, holder, before) in enumerate([*given, (None, None, None)])]
    used = set()
    for region, holder, before in itertools.product([toy.NW, toy.NE, toy.SE, toy.SW], Holder, Holder):
        used.add(next(rule for rule in made if (rule.regions is None or region in rule.regions)
                      and rule.holder in (None, holder) and rule.before in (None, before)))
    assert list(reached(made)) == [rule for rule in made if rule in used]


def test_the_net_is_what_returns_minus_what_leaves(
    toy_world: World, toy_ground: Ground, plan: Scenario
) -> None:
    """Half of SE returns, the other half is left; NE is left open and does not count."""
    def made(**picks: str) -> Outcome:
        return outcome_of(toy_world, interpreted(plan, picks), toy_ground)

    assert with_range(net_change(made().table))["area_km2"] == 0
    returned = with_range(net_change(made(held="other-1").table))
    assert returned["area_km2"] == pytest.approx(50, rel=toy.AREA_TOLERANCE)
    assert returned["people"] == 100
    assert returned["area_km2_low"] < 50 < returned["area_km2_high"]
    assert with_range(net_change(made(south="other-1").table))["area_km2"] == pytest.approx(-50, rel=1e-4)
    assert with_range(net_change(made(south="other-1", held="other-1").table))["area_km2"] == pytest.approx(
        0, abs=0.01
    )
    assert with_range(net_change(made(north="other-1").table))["area_km2"] == 0


def test_the_net_is_that_of_the_headlines(
    outcome_on: Callable[[str, date], Outcome], library: Library
) -> None:
    for name in library.plans:
        outcome = outcome_on(name, DAYS[2])
        sides = {side: outcome.on_sides(side)[list(MEASURED)].sum() for side in Side}
        assert set(SIGN) == {Side.RETURNS, Side.LEAVES}
        pd.testing.assert_series_equal(
            net_change(outcome.table), (sides[Side.RETURNS] - sides[Side.LEAVES]).astype(float))


def test_a_library_can_contain_an_interpreted_plan(library: Library) -> None:
    changed = library_as(library, "us-28-point", {"kinburn": "left-open"})
    assert chosen_of(changed["us-28-point"]) == {"kinburn": "left-open"}
    assert list(changed.plans) == list(library.plans)
    assert chosen_of(library["us-28-point"]) == {}
    with pytest.raises(UnknownScenario):
        library_as(library, "nobodys", {})
