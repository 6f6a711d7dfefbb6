"""What two plans, or a plan and the line of contact alone, do differently to the same ground."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from geo.control.record import Control
from geo.outcomes.figures import MEASURED, signed, spread, with_range
from geo.plans.assign import assign
from geo.plans.scenario import Scenario
from geo.schema import MEASURES
from geo.status import Holder, Side, Status
from geo.zones.ground import SECOND, Ground, with_before

HELD_TODAY = "held"
"""In place of a status: Russia holds the ground, and no plan says more."""

ENDS = {Side.KEEPS: "ukraine", Side.RETURNS: "ukraine", Side.LEAVES: "out", Side.STAYS_OUT: "out",
        Side.OPEN: "open"}
"""Where ground ends up on each side: under Ukrainian control, out of it, or not said."""


class Change(StrEnum):
    """How the second case differs from the first on one piece of ground."""

    TO_UKRAINE = "to_ukraine"
    FROM_UKRAINE = "from_ukraine"
    UNSAID = "unsaid"
    STATUS = "status"
    SAME = "same"


@dataclass(frozen=True)
class Difference:
    """Two cases on one set of zones; either may be a plan, or None for the line without a plan.

    `table` is `Ground.table` with, for the first and the second case (suffix `_1`, `_2`):
    `holder`, `rule` (-1 without a plan), `status`, `side`, `level`, and `change`.
    """

    ground: Ground
    first: Scenario | None
    second: Scenario | None
    table: pd.DataFrame

    @property
    def line_1(self) -> Control:
        """The line of contact of the first case."""
        return self.ground.control

    @property
    def line_2(self) -> Control:
        """The line of contact of the second case."""
        return self.ground.second or self.ground.control

    @property
    def two_lines(self) -> bool:
        """Whether the cases have each a line of their own."""
        return self.ground.second is not None


def difference(ground: Ground, first: Scenario | None, second: Scenario | None) -> Difference:
    """Compare two cases on one ground; the second on the second line, if one was surveyed with it."""
    table = ground.table.copy()
    columns = {"1": "holder", "2": SECOND if SECOND in table else "holder"}
    for case, scenario in (("1", first), ("2", second)):
        day = scenario.reference_date if scenario else None
        seen = with_before(table.assign(holder=table[columns[case]]), ground.held_before, day)
        under_plan = _assigned(seen, scenario)
        table = table.join(under_plan.add_suffix(f"_{case}"))
    table["change"] = _changes(table)
    return Difference(ground, first, second, table)


def _assigned(table: pd.DataFrame, scenario: Scenario | None) -> pd.DataFrame:
    if scenario is None:
        russian_held = table["holder"] == Holder.RUSSIA
        return pd.DataFrame({
            "holder": table["holder"], "rule": -1,
            "status": np.where(russian_held, HELD_TODAY, Status.UKRAINIAN.value),
            "side": np.where(russian_held, Side.STAYS_OUT.value, Side.KEEPS.value), "level": "",
        }, index=table.index)
    levels = {number: rule.level.value if rule.level else "" for number, rule in enumerate(scenario.rules)}
    under_plan = assign(table, scenario)
    return under_plan.assign(holder=table["holder"], level=under_plan["rule"].map(levels))


def _changes(table: pd.DataFrame) -> pd.Series:
    ends = {side.value: end for side, end in ENDS.items()}
    first, second = table["side_1"].map(ends), table["side_2"].map(ends)
    same = (table["status_1"] == table["status_2"]) & (table["level_1"] == table["level_2"])
    change = pd.Series(Change.STATUS.value, index=table.index)
    change[same] = Change.SAME.value
    change[(first == "open") != (second == "open")] = Change.UNSAID.value
    change[(first == "out") & (second == "ukraine")] = Change.TO_UKRAINE.value
    change[(first == "ukraine") & (second == "out")] = Change.FROM_UKRAINE.value
    return change


def gap(found: Difference, by: Sequence[str] = ("region", "status")) -> pd.DataFrame:
    """The second case less the first, by region and status or by anything else both cases have.

    Parameters
    ----------
    found
        From `difference`.
    by
        Columns of `Difference.table`; of `status`, `side` and `holder` each case has its own.

    Returns
    -------
    DataFrame
        One row per combination that either case has; columns `by`, `area_km2` (square kilometres)
        and `people` (residents in the reference year) of the second case less the first, each
        with `_low` and `_high` over the line as drawn and moved both ways, and `_1` and `_2`: the
        figure of either case as drawn.
    """
    names = list(MEASURED)
    sums = []
    for case in ("1", "2"):
        keys = {key: found.table[f"{key}_{case}" if f"{key}_{case}" in found.table else key] for key in by}
        part = found.table[names].assign(**keys)
        sums.append(part.groupby(list(by))[names].sum())
    index = sums[0].index.union(sums[1].index)
    first, second = (part.reindex(index, fill_value=0) for part in sums)
    rows = pd.DataFrame(spread(second - first), index=index)
    for measure in MEASURES:
        rows[f"{measure}_1"], rows[f"{measure}_2"] = first[measure], second[measure]
    there = (rows[[f"{m}_{case}" for m in MEASURES for case in ("1", "2")]] > 0).any(axis=1)
    return rows[there].reset_index()


def net(found: Difference, regions: Sequence[str] | None = None) -> dict[str, float]:
    """How much more the second case leaves under Ukrainian control: signed, with its range.

    Ground that only one case leaves open counts for neither.
    """
    table = found.table if regions is None else found.table[found.table["region"].isin(regions)]
    sign = table["change"].map({Change.TO_UKRAINE: 1, Change.FROM_UKRAINE: -1}).fillna(0)
    return with_range(signed(table, sign))


def changed(found: Difference, change: Change) -> dict[str, float]:
    """Area and people of the ground with one change, each with its range."""
    return with_range(signed(found.table, (found.table["change"] == change).astype(int)))
