"""How far a recognition goes, of what and by whom, wherever a plan is told."""

from collections.abc import Callable
from datetime import date

import pytest

from geo.outcomes.outcome import Outcome
from geo.world import World
from layers.language import Language
from layers.selection import LAYERS
from layers.text.headline import summary
from layers.text.legend import entries
from layers.text.outcome import headlines

OutcomeOn = Callable[[str, date], Outcome]

DAY = date(2025, 11, 21)


@pytest.mark.parametrize("plan, words", [
    ("us-28-point", "Demilitarised zone (internationally recognised as Russian)"),
    ("us-28-point", "Russian-held; recognised as Russian (de facto)"),
    ("us-28-point", "Russian-held; recognised as Russian (de facto, by freezing the line)"),
    ("us-april-2025", "Russian-held; control recognised by the United States (de facto)"),
    ("us-april-2025", "Russian-held; control recognised by the United States (de jure)"),
    ("russia-june-2024", "Russian-held; recognised as Russian (by treaty)"),
])
def test_the_legend_says_how_far_a_recognition_goes(
    plan: str, words: str, outcome_on: OutcomeOn, world: World, english: Language
) -> None:
    found = entries(outcome_on(plan, DAY), english, frozenset(LAYERS), frozenset(world.regions.index))
    assert words in [entry.words for entry in found]


def test_key_figures_and_summary_say_of_what_the_recognition_is(
    outcome_on: OutcomeOn, world: World, names: dict[str, str], english: Language
) -> None:
    """Of the area to leave as Russian, internationally; of the rest in two ways, each with its area."""
    leak, offer = outcome_on("us-28-point", DAY), outcome_on("us-april-2025", DAY)
    leaves, _, stays, *_ = headlines(leak, world, english)
    assert leaves.detail.endswith("Demilitarised zone (internationally recognised as Russian)")
    assert "(de facto): 72,400 km²" in stays.detail
    assert "(de facto, by freezing the line): 38,800 km²" in stays.detail
    first, second = summary(leak, names, english), summary(offer, names, english)
    assert "the area Ukraine leaves would be internationally recognised as Russian" in first
    assert "which the United States would recognise de jure (25,600 km²)" in second
    assert "recognised as Russian" not in second
