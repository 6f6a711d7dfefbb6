"""Tables match their schemas on real and toy data, and all faults of a wrong table are reported."""

from collections.abc import Callable
from datetime import date

import numpy as np
import pandas as pd
import pytest

from geo.errors import TableError
from geo.outcomes.figures import tally
from geo.outcomes.outcome import Outcome, apply
from geo.schema import EVENTS, FIGURES, OVERLAY, POINTS, STATUSES, ZONES, check
from geo.world import SETTLEMENT, World, control_for
from geo.zones.ground import Ground
from geo.zones.survey import survey
from tests.conftest import DAYS
from tests.support.worlds import toy


@pytest.mark.parametrize("plan", ["us-28-point", "istanbul-2022", "kellogg-buffer", "peace-formula"])
def test_tables_of_the_data(plan: str, outcome_on: Callable[[str, date], Outcome], world: World) -> None:
    for day in DAYS[::2]:
        outcome = outcome_on(plan, day)
        check(outcome.ground.table, ZONES)
        check(outcome.table, STATUSES)
        check(tally(outcome.table), FIGURES)
        for item in outcome.overlays:
            check(item.table, OVERLAY)
    check(world.record.changes, EVENTS)
    check(world.record.settlements[SETTLEMENT], POINTS)


def test_tables_of_the_toy_world(toy_world: World, toy_ground: Ground) -> None:
    second = survey(toy_world, toy.right_half(), 0, {toy.DAY_BEFORE: control_for(toy_world, toy.DAY_BEFORE)},
                    toy.held(toy.box_km(0, -10, 10, 0)))
    for ground in (toy_ground, second):
        check(ground.table, ZONES)
        check(apply(toy.identity(), ground).table, STATUSES)
    check(toy_world.record.changes, EVENTS)


def test_no_column_is_named_after_a_date(outcome_on: Callable[[str, date], Outcome]) -> None:
    outcome = outcome_on("istanbul-2022", DAYS[2])
    assert outcome.ground.reference_days == (DAYS[0],)
    for table in (outcome.ground.table, outcome.table):
        assert not [name for name in table if any(letter.isdigit() for letter in name.replace("km2", ""))]


def test_a_wrong_table_gets_all_its_faults_in_one_message(toy_ground: Ground) -> None:
    wrong = toy_ground.table.drop(columns="region").assign(
        holder="nobody", area_km2=-1.0, people=np.nan, extra=1)
    wrong = pd.concat([wrong, wrong])
    with pytest.raises(TableError) as found:
        check(wrong, ZONES)
    for words in ("'region' is missing", "'extra' is unknown", "a value twice", "'nobody'", "less than 0",
                  "'people' has no value", "'people' holds what is not a whole number"):
        assert words in str(found.value)
