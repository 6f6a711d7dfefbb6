"""The ranking of plans: figures by hand, shares of regions, order."""

from math import isnan

import pandas as pd
import pytest

from geo.errors import SolveError
from geo.explore.ranking import COLUMNS, RANKED, SWAP, ranked, ranking, shares
from geo.outcomes.figures import total
from geo.outcomes.outcome import Outcome, apply
from geo.status import Side
from geo.zones.survey import survey
from tests.support.worlds import toy

RUSSIA_STAYS = {"holder": "russia", "status": "frozen"}
REST = {"status": "ukrainian"}


@pytest.fixture(scope="module")
def outcomes() -> dict[str, Outcome]:
    """Russia holds half of SE, 50 of 400 km2."""
    ground = survey(toy.make_world(), toy.right_half(), margin_km=0)
    swap = toy.plan({"holder": "russia", "status": "returned"},
                    {"regions": [toy.NE], "status": "handed_over"}, REST)
    leave = toy.plan(RUSSIA_STAYS, {"regions": [toy.NE, toy.NW], "status": "demilitarised"}, REST)
    unsaid = toy.plan({"holder": "russia", "status": "open"}, REST)
    return {name: apply(plan, ground) for name, plan in
            {"freeze": toy.plan(RUSSIA_STAYS, REST), "swap": swap, "leave": leave, "unsaid": unsaid}.items()}


def test_the_figures_by_hand(outcomes: dict[str, Outcome]) -> None:
    table = ranking(outcomes)
    assert tuple(table.columns) == COLUMNS
    wanted = {"freeze": (0, 0, 0, 0, 50, 100, 0, 0), "swap": (100, 100, 50, 100, 0, 0, 0, 0),
              "leave": (200, 200, 0, 0, 50, 100, 0, 0), "unsaid": (0, 0, 0, 0, 0, 0, 50, 100)}
    for plan, figures in wanted.items():
        assert table.loc[plan, list(COLUMNS[:-1])].tolist() == pytest.approx(figures, rel=1e-4), plan
    assert table.at["swap", SWAP] == pytest.approx(2, rel=1e-4), "100 km2 for 50"
    assert [isnan(table.at[plan, SWAP]) for plan in ("freeze", "leave", "unsaid")] == [True] * 3


def test_the_figures_are_those_of_each_plan(outcomes: dict[str, Outcome]) -> None:
    table = ranking(outcomes)
    for plan, outcome in outcomes.items():
        for side in RANKED:
            figures = total(outcome.on_sides(side))
            assert table.at[plan, f"{side.value}_km2"] == figures["area_km2"]
            assert table.at[plan, f"{side.value}_people"] == figures["people"]


@pytest.mark.parametrize("by", COLUMNS)
def test_the_largest_is_first_and_no_plan_is_lost(by: str, outcomes: dict[str, Outcome]) -> None:
    table = ranking(outcomes)
    found = ranked(table, by)
    values = found[by].dropna().tolist()
    assert values == sorted(values, reverse=True)
    assert found[by].isna().tolist() == sorted(found[by].isna())
    assert found.columns[0] == by
    pd.testing.assert_frame_equal(found.loc[table.index, list(COLUMNS)], table)


def test_equal_plans_keep_their_order(outcomes: dict[str, Outcome]) -> None:
    assert ranked(ranking(outcomes), "leaves_km2").index.tolist() == ["leave", "swap", "freeze", "unsaid"]
    assert ranked(ranking(outcomes), SWAP).index.tolist() == ["swap", "freeze", "leave", "unsaid"]


def test_an_unknown_column_is_one_sentence(outcomes: dict[str, Outcome]) -> None:
    with pytest.raises(SolveError, match=r"^Plans cannot be ranked by 'x'; there are leaves_km2, .*\.$"):
        ranked(ranking(outcomes), "x")


def test_shares_are_of_whole_regions(outcomes: dict[str, Outcome]) -> None:
    assert shares(outcomes["swap"], Side.RETURNS).to_dict() == pytest.approx({toy.SE: 0.5}, rel=1e-4)
    assert shares(outcomes["leave"], Side.LEAVES).to_dict() == pytest.approx({toy.NE: 1, toy.NW: 1}, rel=1e-4)
    assert shares(outcomes["freeze"], Side.LEAVES).empty
