"""Settlements that a plan moves or leaves open: they add up to the figures, and none is named twice."""

import re
from collections.abc import Callable
from datetime import date

import pytest

from geo.outcomes.figures import total
from geo.outcomes.outcome import Outcome
from geo.outcomes.settlements import settlements_in, settlements_of
from geo.plans.library import SCENARIOS, Library
from geo.status import Side
from geo.world import World
from layers.language import Language
from layers.plate.font_coverage import to_supported_glyphs
from layers.text.affected import MAX_NAMED, affected
from layers.text.clauses import clauses
from tests.conftest import DAYS
from tests.support.worlds.overlays import buffer_of

PLANS = sorted(path.stem for path in SCENARIOS.glob("*.toml"))

OutcomeOn = Callable[[str, date], Outcome]


@pytest.mark.parametrize("plan", PLANS)
def test_settlements_add_up_and_each_is_named_once(
    plan: str, outcome_on: OutcomeOn, world: World, names: dict[str, str], english: Language
) -> None:
    """The people of a side are those of its settlements; those named and those counted are all."""
    for day in DAYS:
        outcome = outcome_on(plan, day)
        rows = settlements_of(outcome, world)
        for side in (Side.LEAVES, Side.RETURNS, Side.OPEN):
            here = rows[rows["side"] == side]
            assert here["population"].sum() == total(outcome.on_sides(side))["people"]
        for block in affected(outcome, world, names, english):
            count = sum(numbers(block.counts))
            assert len(block.towns) <= MAX_NAMED
            if block.towns:
                assert len(block.towns) + sum(numbers(block.more)) == count, (day, block.label)
            named = [(town.name, town.ukrainian, town.region, town.people) for town in block.towns]
            assert len(set(named)) == len(named), (day, block.label)
            people = [numbers(town.people)[0] for town in block.towns]
            assert people == sorted(people, reverse=True)


def numbers(text: str) -> list[int]:
    return [int(part.replace(",", "")) for part in re.findall(r"\d[\d,]*", text)]


def test_those_in_a_strip_have_the_people_of_the_strip(outcome_on: OutcomeOn, world: World) -> None:
    for day in DAYS:
        outcome = outcome_on("kellogg-buffer", day)
        buffer = buffer_of(outcome)
        inside = settlements_in(outcome, world, buffer.band)
        assert inside["population"].sum() == total(buffer.table)["people"], day


def test_a_city_cut_by_the_line_is_named_as_a_part(
    outcome_on: OutcomeOn, world: World, names: dict[str, str], english: Language
) -> None:
    blocks = affected(outcome_on("us-28-point", DAYS[2]), world, names, english)
    towns = {town.name: town.people for block in blocks for town in block.towns}
    assert towns["Pokrovsk (part)"] == "41,282"
    assert towns["Kramatorsk"] == "147,145"
    strip = affected(outcome_on("kellogg-buffer", DAYS[2]), world, names, english)[-1]
    assert [town.people for town in strip.towns if town.name == "Pokrovsk"] == ["60,127"]


def test_a_text_that_only_leaves_ground_open_names_the_largest_towns_there(
    outcome_on: OutcomeOn, world: World, names: dict[str, str], english: Language
) -> None:
    (block,) = affected(outcome_on("geneva-19-point", DAYS[2]), world, names, english)
    assert [town.name for town in block.towns[:3]] == ["Donetsk", "Zaporizhzhia", "Mariupol"]
    assert block.more
    assert 2_000 < sum(numbers(block.counts)) < 4_000
    assert affected(outcome_on("freeze", DAYS[2]), world, names, english) == []


@pytest.mark.parametrize("plan", PLANS)
def test_every_rule_has_its_line(plan: str, library: Library, names: dict[str, str],
                                 english: Language) -> None:
    scenario = library[plan]
    lines = clauses(scenario, names, english)
    assert len(lines) == len(scenario.rules) + len(scenario.all_overlays)
    for rule, line in zip(scenario.rules, lines, strict=False):
        assert line.clause == rule.clause
        assert line.note == (rule.note or "")
        assert all(names[region] in line.ground for region in rule.regions or ())
        assert line.ground
        assert line.status
        assert line.confidence


def test_text_is_restricted_to_letters_in_the_typeface() -> None:
    assert to_supported_glyphs("Ковель, Їжакевич – 5 km²") == "Ковель, Їжакевич – 5 km²"
    assert to_supported_glyphs({"a": ["b\n\tc", None, 3], "d": ("\u202ex\u0000",)}) == {
        "a": ["b c", None, 3],
        "d": ["x"],
    }
    assert to_supported_glyphs("日本 \U0001f600") == "?? ?"
    assert to_supported_glyphs("e\u0301") == "é"
