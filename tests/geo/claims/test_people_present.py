"""The newest statement about people present is quoted beside residents, for the same ground only."""

from collections.abc import Callable
from datetime import date

import pytest

from geo.claims.statements import Statement, committed, present_on
from geo.outcomes.outcome import Outcome
from geo.plans.library import Library
from geo.status import Holder, Side
from geo.world import World
from layers.language import Language
from layers.text.outcome import headlines

OutcomeOn = Callable[[str, date], Outcome]

LEAK = date(2025, 11, 21)


def found(outcome_on: OutcomeOn, plan: str, day: date) -> list[tuple[str, int]]:
    present = present_on(outcome_on(plan, day), Side.LEAVES, committed())
    return [(one.as_of.isoformat(), one.population) for one in present]


@pytest.mark.parametrize("day, expected", [
    (date(2024, 7, 8), [("2024-04-01", 525_000)]),
    (LEAK, [("2025-11-12", 198_500)]),
    (date(2026, 8, 22), [("2026-02-18", 190_000)]),
    (date(2022, 2, 23), []),
])
def test_the_newest_statement_until_the_day_is_taken(
    day: date, expected: list[tuple[str, int]], outcome_on: OutcomeOn
) -> None:
    assert found(outcome_on, "us-28-point", day) == expected


def test_each_region_that_is_left_as_a_whole_has_its_own(outcome_on: OutcomeOn) -> None:
    assert found(outcome_on, "russia-june-2024", LEAK) == [("2025-11-12", 198_500), ("2025-10-29", 145_000)]
    newest = found(outcome_on, "russia-june-2024", date(2026, 8, 22))
    assert newest == [("2026-01-26", 800_000), ("2026-02-18", 190_000), ("2025-10-29", 145_000)]


def test_ground_that_is_left_in_part_has_none(outcome_on: OutcomeOn, world: World, library: Library) -> None:
    for plan in library.plans:
        outcome = outcome_on(plan, LEAK)
        table = outcome.table[outcome.table["area_km2"] > 0]
        for one in present_on(outcome, Side.LEAVES, committed()):
            there = table[(table["region"] == one.regions[0]) & (table["holder"] == one.held_by)]
            assert set(there["side"]) == {Side.LEAVES}, plan
    assert found(outcome_on, "freeze", LEAK) == []


def test_the_headline_quotes_it_beside_the_residents(
    outcome_on: OutcomeOn, world: World, english: Language
) -> None:
    leaves = headlines(outcome_on("us-28-point", LEAK), world, english)[0]
    assert leaves.notes[:2] == (
        leaves.people, "198,500 present on 12 November 2025 (Donetsk regional administration)")
    assert "residents before 2022" in leaves.people
    later = headlines(outcome_on("us-28-point", LEAK), world, english)[1:]
    assert not any(item.present for item in later)


def test_a_town_is_no_region() -> None:
    assert all(one.held_by is None for one in committed() if one.place)
    held = [one for one in committed() if one.held_by]
    assert {one.held_by for one in held} == {Holder.UKRAINE}
    assert all(isinstance(one, Statement) and one.kind == "current" for one in held)
