"""The workspace: cache keys are complete, and independent results are not recomputed."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.cache import SURVEYS, Key, Step, remembering
from geo.case import Case, LineChoice
from geo.control.record import Control
from geo.errors import LineError, UnknownScenario
from geo.outcomes.outcome import outcome_of, report
from geo.plans.edit.code import draft_code
from geo.plans.edit.draft import Draft
from geo.plans.library import TODAY, Library
from geo.plans.overlay import Band, Baseline
from geo.plans.scenario import Scenario
from geo.workspace import Workspace
from geo.world import World, control_for
from geo.zones.ground import Ground
from geo.zones.survey import survey
from tests.support.worlds import toy
from tests.support.worlds.overlays import entry

T = TypeVar("T")

PLANS = ("toy-plan", "buffered", "referring", "along", "beside")
OWN = {"brought-1": toy.box_km(2, -10, 10, 0), "brought-2": toy.box_km(8, -10, 10, 0)}
"""Readers' lines by name: the ground that Russia holds."""


class Counting:
    """A cache that stores everything and counts what it had to compute."""

    def __init__(self) -> None:
        self.made: Counter[str] = Counter()
        self.values: dict[Key, object] = {}

    def __call__(self, key: Key, make: Callable[[], T], /) -> T:
        if key not in self.values:
            self.values[key] = make()
            self.made[key.step] += 1
        return self.values[key]  # type: ignore[return-value]

    @property
    def cuts(self) -> int:
        return sum(self.made[step] for step in SURVEYS)


def named(plan: Scenario, name: str) -> Scenario:
    return plan.model_copy(update={"id": name})


@pytest.fixture(scope="module")
def library() -> Library:
    """Toy plans: plain, with a buffer, with a reference date, and with a buffer along their own line."""
    buffered = toy.plan({"holder": "russia", "status": "frozen"}, {"status": "ukrainian"},
                        buffer={"width_km": 2, "clause": "clause 2", "confidence": "text"})
    referring = toy.plan({"holder": "russia", "before": "ukraine", "status": "returned"},
                         {"holder": "russia", "status": "frozen"}, {"status": "ukrainian"},
                         reference_date=toy.DAY_BEFORE)
    # Two plans with the same band, but along the lines that their own rules draw.
    along = {name: toy.plan({"regions": [region], "status": "demilitarised"},
                            {"holder": "russia", "status": "frozen"}, {"status": "ukrainian"},
                            overlays=[entry(Band(Baseline.PLAN_LINE, 1.0, 2.0))])
             for name, region in (("along", toy.NE), ("beside", toy.NW))}
    plans = {"toy-plan": toy.identity(), "buffered": buffered, "referring": referring, **along}
    return Library({name: named(plan, name) for name, plan in plans.items()})


def other_line(front: LineChoice) -> Control:
    if front.line not in OWN:
        raise LineError("not here")
    return toy.held(OWN[front.line], front.on)


def workspace(world: World, library: Library, cache: Counting | None = None) -> Workspace:
    return Workspace(world, library, cache or remembering(), other_line)


FRONTS = st.builds(LineChoice, on=st.sampled_from([toy.DAY_BEFORE, toy.DAY]),
                   margin_km=st.sampled_from([0.0, 0.5, 1.0]),
                   line=st.sampled_from(["deepstate", *OWN]))
CASES = st.builds(Case, front=FRONTS, plan=st.sampled_from(PLANS),
                  strip_km=st.sampled_from([None, 0.0, 1.0, 2.0]))


@pytest.fixture(scope="module")
def alone(toy_world: World, library: Library) -> Callable[[Case], str]:
    """Return all figures of a case, computed without a workspace."""
    @cache
    def ground(front: LineChoice) -> Ground:
        control = control_for(toy_world, front.on) if front.line == "deepstate" else other_line(front)
        return survey(
            toy_world, control, front.margin_km, {toy.DAY_BEFORE: control_for(toy_world, toy.DAY_BEFORE)}
        )

    @cache
    def figures(case: Case) -> str:
        outcome = outcome_of(toy_world, library[case.plan], ground(case.front), case.strip_km)
        return str(report(outcome, toy_world))

    return figures


@pytest.fixture(scope="module")
def shared(toy_world: World, library: Library) -> Workspace:
    """A workspace shared by several tests, so that a wrong key could confuse more cases."""
    return workspace(toy_world, library)


def variations(case: Case) -> list[Case]:
    """Return the cases that differ from this one in a single input."""
    front = case.front
    return [
        *(replace(case, plan=plan) for plan in PLANS),
        *(replace(case, strip_km=km) for km in (0.0, 1.0)),
        *(replace(case, front=replace(front, margin_km=km)) for km in (0.0, 0.5)),
        *(replace(case, front=replace(front, line=line)) for line in ("deepstate", *OWN)),
        replace(case, front=replace(front, on=toy.DAY_BEFORE)),
    ]


@pytest.mark.slow
@pytest.mark.parametrize("plan", PLANS)
def test_a_shared_cache_gives_the_same_results_as_none(
    toy_world: World, shared: Workspace, alone: Callable[[Case], str], plan: str
) -> None:
    """Cases differ in a single input, so no key may leave out an input of its result."""
    case = Case(LineChoice(toy.DAY, 1.0, "brought-1"), plan)
    for asked in (case, *variations(case)):
        assert str(report(shared.outcome(asked), toy_world)) == alone(asked), asked


@pytest.mark.slow
@settings(max_examples=6, deadline=None)
@given(CASES, CASES)
def test_places_and_comparisons_are_cached_correctly_too(
    toy_world: World, library: Library, first: Case, second: Case
) -> None:
    second = replace(second, front=replace(second.front, margin_km=first.front.margin_km))
    shared = workspace(toy_world, library)
    shared.outcome(second), shared.difference(second, first), shared.held_places(second.front)
    fresh = workspace(toy_world, library)
    assert shared.difference(first, second).table.equals(fresh.difference(first, second).table)
    places, others = shared.held_places(first.front), fresh.held_places(first.front)
    assert places.table.equals(others.table)
    assert places.held_before.keys() == others.held_before.keys()
    assert all(places.held_before[day].equals(others.held_before[day]) for day in others.held_before)


@pytest.mark.slow
def test_another_interpretation_or_an_edit_cuts_nothing_again(world: World) -> None:
    """On the real plans: neither an interpretation nor an edit by the reader moves a line."""
    from geo.plans.library import load_library

    plans = load_library(world.regions.index, periods=world.periods)
    readable = next(plan for plan in plans.plans.values()
                    if plan.readings and plan.readings[0].others and not plan.all_overlays)
    counting = Counting()
    work = Workspace(world, plans, counting)
    front = LineChoice(date(2025, 11, 21), 1.0)
    base = "kellogg-buffer"
    work.outcome(Case(front, readable.id)), work.outcome(Case(front, base))
    cuts = counting.cuts
    assert cuts == counting.made[Step.DRAWN] + counting.made[Step.GROUND] + counting.made[Step.OVERLAY] == 3
    reading, option = readable.readings[0], readable.readings[0].others[0]
    work.outcome(Case(front, readable.id, reading=f"{reading.id}={option.id}"))
    for name in ("Mine", "Mine, once more"):
        work.outcome(Case(front, base, own=draft_code(Draft(base, name=name))))
    assert counting.made[Step.OUTCOME] == 5
    assert counting.cuts == cuts


def test_a_margin_does_not_cut_the_line_as_drawn_again(toy_world: World, library: Library) -> None:
    counting = Counting()
    work = workspace(toy_world, library, counting)
    for margin_km in (0.0, 0.5, 1.0):
        work.ground(LineChoice(toy.DAY, margin_km))
        work.held_places(LineChoice(toy.DAY, margin_km))
    assert counting.made == {Step.CONTROL: 2, Step.DRAWN: 1, Step.GROUND: 3, Step.HELD: 1}


@pytest.mark.slow
@settings(max_examples=8, deadline=None)
@given(CASES, CASES)
def test_only_results_based_on_a_readers_line_are_private(
    toy_world: World, library: Library, first: Case, second: Case
) -> None:
    counting = Counting()
    work = workspace(toy_world, library, counting)
    second = replace(second, front=replace(second.front, margin_km=first.front.margin_km))
    work.outcome(first), work.difference(first, second), work.held_places(second.front)
    for key in counting.values:
        assert key.is_private == any(name in str(key.parts) for name in OWN), key


def test_an_unknown_line_or_plan_is_an_error_and_is_not_cached(
    toy_world: World, library: Library
) -> None:
    counting = Counting()
    work = workspace(toy_world, library, counting)
    with pytest.raises(LineError):
        work.ground(LineChoice(toy.DAY, 1.0, "gone"))
    with pytest.raises(UnknownScenario):
        work.outcome(Case(LineChoice(toy.DAY, 1.0), "nobody"))
    with pytest.raises(UnknownScenario):
        work.outcome(Case(LineChoice(toy.DAY, 1.0), TODAY))
    with pytest.raises(LineError):
        Workspace(toy_world, library).ground(LineChoice(toy.DAY, 1.0, "brought-1"))
    assert not counting.made[Step.DRAWN]
