"""Drafts that cannot become a plan, and the agreement of cells with rules."""


import pytest

from geo.errors import DraftError
from geo.plans.decision_table import (
    Condition,
    Disposition,
    conditions_of,
)
from geo.plans.edit.draft import Draft
from geo.plans.overlay import Band, Baseline
from geo.status import Status
from tests.geo.plans.test_edit import LIBRARY, REGIONS, U, changed, clauses, contact_band, own


@pytest.mark.parametrize("draft, said", [
    (changed("freeze", (Condition("UA-99", U), Disposition(Status.OPEN))), "no region 'UA-99'"),
    (changed("freeze", (Condition("UA-14", U, U), Disposition(Status.OPEN))), "names no earlier day"),
    (Draft("freeze", bands=(contact_band(101.0),)), "0 to 100 km deep"),
    (Draft("freeze", bands=(contact_band(-1.0),)), "0 to 100 km deep"),
    (Draft("freeze", bands=(contact_band(float("nan")),)), "0 to 100 km deep"),
    (Draft("freeze", bands=(contact_band(1.23456),)), "to 10 metres"),
    (Draft("freeze", bands=(contact_band(1.0), contact_band(0.0))), "no depth on any side"),
    (Draft("freeze", bands=(contact_band(1.0),) * 2), "or one twice"),
    (Draft("freeze", bands=(Band(Baseline.INTERNATIONAL_BORDER, 1.0, 1.0),)), "lacks its neighbours"),
    (Draft("freeze", name="n" * 61), "its name"),
    (Draft("freeze", name="a\u202eb"), "its name"),
])
def test_an_impossible_plan_is_reported_in_one_sentence(draft: Draft, said: str) -> None:
    with pytest.raises(DraftError, match=said) as found:
        own(draft)
    assert str(found.value).startswith("The own plan cannot be used: ")


def test_cells_agree_with_rules_checked_one_by_one() -> None:
    """There are two entries only where the plan distinguishes earlier holders."""
    for plan in LIBRARY.plans.values():
        table = conditions_of(plan, REGIONS)
        apart = [cell for cell in table if cell.before]
        assert bool(apart) == (plan.id == "istanbul-2022")
        for cell, (clause, _confidence) in clauses(plan):
            done = table.get(cell) or table[Condition(cell.region, cell.holder)]
            assert any(rule.clause == clause and Disposition(rule.status, rule.level) == done
                       for rule in plan.rules)
