"""Comparison of two plans, or of a plan with the line of contact alone, on the same ground."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.control.record import Control
from geo.outcomes.figures import MEASURED, signed, spread, with_range
from geo.outcomes.outcome import Outcome, apply
from geo.plans.assign import assign
from geo.plans.library import TODAY
from geo.plans.scenario import Scenario
from geo.schema import MEASURES
from geo.status import Holder, Side, Status
from geo.zones.edges import border_between
from geo.zones.ground import SECOND, Ground, with_before

HELD_TODAY = "held"
"""The status of ground that Russia holds where there is no plan."""

ENDS = {Side.KEEPS: "ukraine", Side.RETURNS: "ukraine", Side.LEAVES: "out", Side.STAYS_OUT: "out",
        Side.OPEN: "open"}
"""Where the ground of each side ends up: under Ukrainian control, outside it, or left open."""


class Change(StrEnum):
    """How the second case differs from the first in one zone."""

    TO_UKRAINE = "to_ukraine"
    FROM_UKRAINE = "from_ukraine"
    UNSAID = "unsaid"
    STATUS = "status"
    SAME = "same"


@dataclass(frozen=True)
class Difference:
    """Two cases on one set of zones; each is a plan, or None for the line of contact without a plan.

    `table` is `Ground.table` with the columns `holder`, `rule` (-1 without a plan), `status`, `side` and
    `level` for the first and the second case (suffixes `_1` and `_2`), and `change` (of `Change`).
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
    def ids(self) -> tuple[str, str]:
        """The ids of the two plans, TODAY without a plan."""
        first, second = (TODAY if plan is None else plan.id for plan in (self.first, self.second))
        return first, second

    @property
    def two_lines(self) -> bool:
        """Whether the two cases have different lines."""
        return self.ground.second is not None


def difference(ground: Ground, first: Scenario | None, second: Scenario | None) -> Difference:
    """Compare two cases on one ground; the second case is on the second line, if the ground has one."""
    table = ground.table.copy()
    columns = {"1": "holder", "2": SECOND if SECOND in table else "holder"}
    for case, scenario in (("1", first), ("2", second)):
        day = scenario.reference_date if scenario else None
        seen = with_before(table.assign(holder=table[columns[case]]), ground.held_before, day)
        under_plan = _assigned(seen, scenario)
        table = table.join(under_plan.add_suffix(f"_{case}"))
    table["change"] = _changes(table)
    return Difference(ground, first, second, table)


def halves(found: Difference) -> tuple[Outcome | Ground, Outcome | Ground]:
    """Return each case by itself on the zones of both: a plan's outcome, or the ground without a plan.

    The second line, if there is one, is that of the second ground: its `control`, and the `holder` of its
    `table`.
    """
    ground = found.ground
    other = ground if ground.second is None else replace(
        ground, control=ground.second, second=None,
        table=ground.table.assign(holder=ground.table[SECOND]), contact=_front(ground))
    return (ground if found.first is None else apply(found.first, ground),
            other if found.second is None else apply(found.second, other))


def _front(ground: Ground) -> gpd.GeoDataFrame:
    """Return the edges of the second line of contact."""
    zones = ground.table.index
    held = set(zones[ground.table[SECOND] == Holder.RUSSIA])
    return border_between(ground.edges, held, set(zones) - held)


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
    """Subtract the first case from the second, by region and status or other columns.

    Parameters
    ----------
    found
        From `difference`.
    by
        Columns of `Difference.table`, without suffix where each case has its own, such as `status`.

    Returns
    -------
    DataFrame
        One row per combination in either case; columns `by`, `area_km2` (square kilometres) and
        `people` (residents in the reference year) of the second case minus the first, each with
        `_low` and `_high` (the range over all VARIANTS of the line) and `_1` and `_2`
        (the figures of the two cases on the line as drawn).
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
    """Compute how much more ground is under Ukrainian control in the second case, as NUMBERS.

    Figures are signed. Ground that only one case leaves open is not counted.
    """
    table = found.table if regions is None else found.table[found.table["region"].isin(regions)]
    sign = table["change"].map({Change.TO_UKRAINE: 1, Change.FROM_UKRAINE: -1}).fillna(0)
    return with_range(signed(table, sign))


def changed(found: Difference, change: Change) -> dict[str, float]:
    """Sum area and people of the zones with one kind of change, each with its range, as NUMBERS."""
    return with_range(signed(found.table, (found.table["change"] == change).astype(int)))
