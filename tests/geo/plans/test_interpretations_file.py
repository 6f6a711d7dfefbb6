"""Readings in a plan file: what is rejected, with its location in the file."""

from typing import Any

import pytest
from pydantic import ValidationError

from geo.plans.assign import rule_errors
from geo.plans.scenario import Scenario
from tests.geo.plans.test_interpretations import HELD_RETURNS, NE_OPEN, SAID, SE_LEFT, reading, rules
from tests.support.worlds import toy

REGIONS = frozenset({toy.NW, toy.NE, toy.SW, toy.SE})
FIGURE = {"regions": [toy.SE], "holder": "russia", "area_km2": 55, "on": toy.DAY}


def plan(*readings: dict[str, Any], **more: Any) -> Scenario:
    return toy.plan({"holder": "russia", "status": "frozen"}, {"status": "ukrainian"},
                    readings=list(readings), **more)


def without(option: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in option.items() if name not in names}


def with_default(**more: Any) -> dict[str, Any]:
    """A reading whose default option has additional fields."""
    made = reading("held", HELD_RETURNS)
    made["options"][0] = {**made["options"][0], **more}
    return made


BROKEN: dict[str, tuple[list[dict[str, Any]], str]] = {
    "no default": ([with_default(default=False, **NE_OPEN)], "exactly one option must be the default"),
    "two defaults": ([reading("held", {"default": True})], "exactly one option must be the default"),
    "a default with rules": ([with_default(**HELD_RETURNS)], "options.1: the default is what"),
    "a default with a figure": ([with_default(figure=FIGURE)], "options.1: the default is what"),
    "an option that says nothing": ([reading("held", {})], "options.2: needs either rules or a figure"),
    "rules and a figure": ([reading("held", {**HELD_RETURNS, "figure": FIGURE})],
                           "options.2: needs either rules or a figure"),
    "one option": ([{**reading("held"), "options": reading("held")["options"]}], "at least 2 items"),
    "nine options": ([reading("held", *[HELD_RETURNS] * 8)], "at most 8 items"),
    "options alike": ([reading("held", {**HELD_RETURNS, "id": "as-coded"})], "two options share one id"),
    "readings alike": ([reading("held", HELD_RETURNS), reading("held", SE_LEFT)],
                       "two readings share one id"),
    "thirteen readings": ([reading(f"r{n}", NE_OPEN) for n in range(13)], "at most 12 items"),
    "a source that is not listed": ([reading("held", {**HELD_RETURNS, "source": "nobody"})],
                                    "readings.1.options.2 names the source 'nobody'"),
    "before without a date": ([reading("held", rules({"holder": "russia", "before": "ukraine",
                                                      "status": "open"}))],
                              "readings.1.options.2 asks who held ground before"),
    "an id for a path": ([{**reading("held", HELD_RETURNS), "id": "../x"}], "String should match pattern"),
    "a label as long as a page": ([reading("held", {**HELD_RETURNS, "label": "x" * 81})],
                                  "at most 80 characters"),
    "a key nobody knows": ([reading("held", {**HELD_RETURNS, "colour": "red"})], "Extra inputs"),
    "a figure of two kinds": ([reading("held", {"figure": {**FIGURE, "share": 5}})],
                              "either area_km2 or share is required"),
    "a figure of none": ([reading("held", {"figure": without(FIGURE, "area_km2")})],
                         "either area_km2 or share is required"),
    "a share of nothing": ([reading("held", {"figure": {**FIGURE, "of_held": True}})],
                           "of_held is about a share"),
    "a share of 101 %": ([reading("held", {"figure": {**without(FIGURE, "area_km2"), "share": 101}})],
                         "less than or equal to 100"),
    "an area that is no number": ([reading("held", {"figure": {**FIGURE, "area_km2": float("nan")}})],
                                  "figure.area_km2"),
    "recognition without a level": ([reading("held", rules({"holder": "russia", "status": "recognised"}))],
                                    "level of status 'recognised' must be one of"),
}


@pytest.mark.parametrize("readings, said", BROKEN.values(), ids=BROKEN.keys())
def test_a_reading_that_breaks_the_schema_is_rejected(readings: list[dict[str, Any]], said: str) -> None:
    with pytest.raises(ValidationError) as found:
        plan(*readings)
    assert said in str(found.value)


MISFITS: dict[str, tuple[list[dict[str, Any]], str]] = {
    "an unknown region": ([reading("x1", rules({"regions": ["UA-99"], "status": "open"}))],
                          "readings.1.options.2.rules.1.regions: 'UA-99' is unknown"),
    "an unknown region of a figure": ([reading("x1", {"figure": {**FIGURE, "regions": ["UA-99"]}})],
                                      "readings.1.options.2.figure.regions: 'UA-99' is unknown"),
    "a hidden rule": ([reading("x1", rules({"regions": [toy.NE], "status": "open"},
                                           {"regions": [toy.NE], "holder": "russia", "status": "open"}))],
                      "readings.1.options.2.rules.2: never reached"),
    "ground returned that is kept": ([reading("x1", rules({"regions": [toy.NE], "holder": "ukraine",
                                                           "status": "returned"}))],
                                     "readings.1.options.2.rules.1: 'returned' cannot be the status"),
    "a reading that changes nothing": ([reading("x1", rules({"holder": "russia", "status": "frozen"}))],
                                       "readings.1.options.2: changes nothing"),
    "two of the same ground": ([reading("x1", NE_OPEN), reading("x2", rules({"regions": [toy.NE, toy.SE],
                                                                             "status": "open"}))],
                               "readings.2: is about ground that readings.1 is about, too"),
}


@pytest.mark.parametrize("readings, said", MISFITS.values(), ids=MISFITS.keys())
def test_an_inconsistent_reading_is_rejected(readings: list[dict[str, Any]], said: str) -> None:
    faults = rule_errors(plan(*readings), REGIONS)
    assert any(fault.startswith(said) for fault in faults), faults


def test_a_figure_for_ground_on_two_sides_is_rejected() -> None:
    """The sign of its difference would be undefined."""
    made = toy.plan({"regions": [toy.SE], "holder": "russia", "status": "returned"},
                    {"holder": "russia", "status": "frozen"}, {"status": "ukrainian"},
                    readings=[reading("x1", {"figure": {**FIGURE, "regions": [toy.SE, toy.NE]}})])
    assert rule_errors(made, REGIONS) == [
        "readings.1.options.2.figure: its ground does not all end up on one side"]


def test_valid_readings_have_no_faults() -> None:
    """This includes a mere change of recognition, which moves no ground."""
    level = {"holder": "russia", "regions": [toy.NE], "status": "recognised", "level": "de_jure", **SAID}
    made = toy.plan({"holder": "russia", "status": "recognised", "level": "de_facto"},
                    {"status": "ukrainian"}, readings=[
        reading("held", HELD_RETURNS, {"figure": FIGURE}), reading("level", {"rules": [level]}),
        reading("south", SE_LEFT)])
    assert rule_errors(made, REGIONS) == []
