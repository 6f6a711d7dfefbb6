"""Choices of interpretations as text for addresses and the command line: strict parsing, clear errors."""

import pytest

from geo.errors import InterpretationError
from geo.plans.interpretations import interpretations_text, interpreted, parse_interpretations
from geo.plans.library import Library
from geo.plans.scenario import Scenario
from tests.geo.plans.test_interpretations import everything, toy_readings


@pytest.fixture(scope="module")
def plan() -> Scenario:
    return toy_readings()


def test_choices_are_encoded_as_one_text(plan: Scenario) -> None:
    for picks in everything(plan):
        kept = {name: option for name, option in picks.items() if option != "as-coded"}
        assert parse_interpretations(interpretations_text(picks), plan) == kept
        assert parse_interpretations(interpretations_text(kept), plan) == kept
        assert interpretations_text(dict(reversed(picks.items()))) == interpretations_text(picks)
    assert interpretations_text({}) == ""
    assert parse_interpretations(" \t", plan) == {}


@pytest.mark.parametrize("text, said", [
    ("nort=other-1", "There is no reading 'nort' of this plan (there are: north, held, south)."),
    ("north=sideways", "'north' cannot be read as 'sideways' (only as as-coded, other-1)."),
    ("north=other-1 north=as-coded", "A reading is asked for twice."),
    ("north", "'north' is no reading; write READING=OPTION."),
    ("north=other-1=x", "'north=other-1=x' is no reading; write READING=OPTION."),
    ("<b>=1", "'<b>=1' is no reading; write READING=OPTION."),
    ("../../x=y", "'../../x=y' is no reading; write READING=OPTION."),
    ("a" * 39 + "=" + "b" * 40, f"There is no reading '{'a' * 39}' of this plan"),
    ("x" * 1001, "The readings asked for are longer than 1,000 characters."),
    ("north=other-1\x00", "is no reading"), ("nоrth=other-1", "is no reading"),
])
def test_an_invalid_text_is_rejected_in_one_sentence(text: str, said: str, plan: Scenario) -> None:
    with pytest.raises(InterpretationError) as found:
        parse_interpretations(text, plan)
    assert said in str(found.value)
    assert len(str(found.value)) < 200


def test_all_faults_of_a_choice_are_reported_together(plan: Scenario) -> None:
    with pytest.raises(
        InterpretationError, match=r"There is no reading 'x1' .*; 'held' cannot be read as 'y'"
    ):
        interpreted(plan, {"x1": "a", "held": "y"})


def test_a_published_figure_cannot_be_chosen(library: Library) -> None:
    """It would not change the map, and would be printed next to figures that contradict it."""
    with pytest.raises(
        InterpretationError, match="'donetsk-share=quarter' is a published number and moves no gr"
    ):
        interpreted(library["us-28-point"], {"donetsk-share": "quarter"})
