"""`--on proposed`: a plan on the line of contact of the day on which it was proposed."""

import json
from collections.abc import Callable

import pytest

Run = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize("plan, day", [("istanbul-2022", "2022-03-29"), ("peace-formula", "2022-11-15"),
                                       ("us-28-point", "2025-11-20")])
def test_figures_are_those_of_the_day_itself(plan: str, day: str, run: Run) -> None:
    code, out, err = run("figures", plan, "--on", "proposed", "--json")
    assert (code, err) == (0, "")
    assert json.loads(out)["on"] == day
    assert out == run("figures", plan, "--on", day, "--json")[1]


def test_a_comparison_takes_the_day_of_the_first(run: Run) -> None:
    code, out, _ = run("compare", "istanbul-2022", "peace-formula", "--on", "proposed", "--json")
    assert code == 0
    assert json.loads(out)["on"] == "2022-03-29"


@pytest.mark.parametrize("command", [("place", "Kherson"), ("figures", "no-such-plan")])
def test_without_a_plan_of_the_atlas_it_is_one_sentence(command: tuple[str, ...], run: Run) -> None:
    code, out, err = run(*command, "--on", "proposed")
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
