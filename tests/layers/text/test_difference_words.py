"""How a comparison is named: two plans, or a plan and the line without one, on one day or two."""

from dataclasses import replace
from datetime import date

import pytest

from geo.outcomes.difference import Change, Difference, difference
from geo.plans.scenario import Scenario
from geo.world import World
from geo.zones.ground import Ground
from geo.zones.survey import survey
from layers.language import Language, load_language
from layers.text.difference import WITHOUT, change_words, title_of
from tests.support.files.export_requests import toy_plan_named
from tests.support.worlds import toy

PLAN = toy_plan_named("Toy plan")


@pytest.fixture(scope="module")
def two_lines(toy_world: World) -> Ground:
    later = replace(toy.right_half(), on=date(2025, 11, 22))
    return survey(toy_world, toy.right_half(), 0.0, second=later)


def named(found: Difference, language: Language) -> list[str]:
    sides = (Change.FROM_UKRAINE, Change.TO_UKRAINE)
    return [title_of(found, language), *(change_words(found, change, language) for change in sides)]


@pytest.mark.parametrize("first, second, said", [
    (PLAN, PLAN, ["Toy plan and Toy plan compared", "Under Ukrainian control only under Toy plan",
                  "Under Ukrainian control only under Toy plan"]),
    (PLAN, None, ["Toy plan and the line without a plan compared",
                  "Under Ukrainian control only under Toy plan",
                  "Under Ukrainian control only without a plan"]),
    (None, PLAN, ["The line without a plan and Toy plan compared",
                  "Under Ukrainian control only without a plan",
                  "Under Ukrainian control only under Toy plan"]),
], ids=["two plans", "a plan and none", "none and a plan"])
def test_a_line_without_a_plan_is_no_name_of_a_plan(
    first: Scenario | None, second: Scenario | None, said: list[str], toy_drawn: Ground, english: Language
) -> None:
    assert named(difference(toy_drawn, first, second), english) == said


def test_the_day_of_each_line_is_named(two_lines: Ground, english: Language) -> None:
    day, later = (f"{english.day(line.on)} (from file toy)"
                  for line in (two_lines.control, two_lines.second) if line)
    assert named(difference(two_lines, PLAN, None), english) == [
        f"Toy plan, {day} and the line of {later} without a plan compared",
        f"Under Ukrainian control only under Toy plan, {day}",
        f"Under Ukrainian control only without a plan, {later}"]


@pytest.mark.parametrize("code", ["en", "uk"])
@pytest.mark.parametrize("plans", [(PLAN, None), (None, PLAN), (None, None)],
                         ids=["second", "first", "both"])
def test_its_name_in_lists_stands_in_no_sentence(
    code: str, plans: tuple[Scenario | None, Scenario | None], toy_drawn: Ground, two_lines: Ground
) -> None:
    language = load_language(code)
    for ground in (toy_drawn, two_lines):
        for text in named(difference(ground, *plans), language):
            assert language.text(WITHOUT) not in text
            assert text[0].isupper()
