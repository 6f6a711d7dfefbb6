"""Walls of a reader's own plan."""

import pytest

from geo.plans.edit.code import draft_code, parse_draft
from geo.plans.edit.draft import Draft, opened
from geo.plans.edit.rules import CLAUSE
from geo.plans.overlay import Baseline
from geo.plans.scenario import Confidence
from geo.plans.toml_file import read_plan, write_plan
from tests.geo.plans.test_edit import LIBRARY, REGIONS, own


@pytest.mark.parametrize("walls", [(Baseline.PLAN_LINE,), (Baseline.LINE_OF_CONTACT, Baseline.PLAN_LINE)])
def test_a_readers_own_walls_are_written_and_opened_again(walls: tuple[Baseline, ...]) -> None:
    """They are the reader's own choice and say so; the wall that others report of this plan is left out."""
    plan = own(Draft("us-28-point", walls=walls))
    assert tuple(wall.line for wall in plan.walls) == walls
    assert {(wall.confidence, wall.text) for wall in plan.walls} == {(Confidence.OWN, CLAUSE)}
    base, draft = opened(read_plan(write_plan(plan), "own.toml", REGIONS), LIBRARY.plans, REGIONS)
    assert (base.id, draft) == ("us-28-point", Draft("us-28-point", walls=walls))
    assert parse_draft(draft_code(draft)) == draft
