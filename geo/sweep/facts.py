"""What is true of a plan on every day, margin and record of a sweep, and what is not."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from geo.errors import N_, SweepError
from geo.outcomes.figures import MIN_SHOWN_KM2
from geo.status import Side
from geo.sweep.misses import misses_of

CASE = ["on", "margin_km", "record"]

ENDS = ("area_km2_low", "area_km2_high")
"""The least ground on a side within the range of a case, and the most."""

SIDES = list(Side)


class Fact(StrEnum):
    """Statements about one plan, or about one plan and one region."""

    NOBODY_LEAVES = "nobody_leaves"
    LEAVES = "leaves"
    LEAVES_NONE = "leaves_none"
    RETURNS = "returns"
    RETURNS_NONE = "returns_none"
    MORE_LEFT = "more_left"
    MORE_RETURNED = "more_returned"
    STAYS_OUT = "stays_out"
    OPEN = "open"
    LEAVES_REGION = "leaves_region"
    LAST_OF_REGION = "last_of_region"
    RETURNS_REGION = "returns_region"


NEVER = {Fact.LEAVES: Fact.LEAVES_NONE, Fact.RETURNS: Fact.RETURNS_NONE}
"""The statement that stands for one that is true nowhere in a sweep."""


def robustness(rows: pd.DataFrame) -> pd.DataFrame:
    """Count in how many cases of a sweep each statement about each plan holds.

    A case is a day, a margin and a record. A statement holds in a case if it is true over the whole range
    of the case, fails if it is true nowhere in it, and is open otherwise. Ground below MIN_SHOWN_KM2 is none,
    as in headlines. The extremes of several regions are added up, which is at least as wide as their range
    together, so that a statement may be called open that is not, but none holds or fails that does not.

    Parameters
    ----------
    rows
        From `geo.sweep.folder.read_sweep`, with at least one row.

    Returns
    -------
    DataFrame
        One row per statement that holds in at least one case, or stands for one that holds in none; by plan,
        in the order of Fact, then by region. Columns `plan`, `fact` (of Fact), `region` ('' if it is about
        none), `cases`, `holds`, `fails`, `open` (numbers of cases), `area_km2_low`, `area_km2_high` (the
        ground that it speaks of, over all cases and their ranges; NaN if it compares or denies),
        `fails_on`, `fails_margin_km`, `fails_record`: the first case in which it does not hold (None if
        there is none), `days`, `days_kept` (number of days, and of those on which it holds in every case) and
        `misses`: a tuple of `geo.sweep.misses.Miss`, which has all other days.

    Raises
    ------
    SweepError
        If there are no rows.
    """
    if rows.empty:
        raise SweepError(N_("The sweep has no rows of these plans."))
    tables = [_of_plan(str(plan), part) for plan, part in rows.groupby("plan", sort=True)]
    return pd.concat(tables, ignore_index=True)


@dataclass(frozen=True)
class Ground:
    """Square kilometres of one plan by case, region and side (axes in this order, sides in that of Side).

    `sure` is the least within the range of a case, `possible` the most.
    """

    sure: np.ndarray
    possible: np.ndarray

    def on(self, side: Side) -> tuple[np.ndarray, np.ndarray]:
        """Return the ground on a side, without the axis of sides.

        Returns
        -------
        tuple of ndarray
            The least and the most, in square kilometres.
        """
        number = SIDES.index(side)
        return self.sure[..., number], self.possible[..., number]

    def whole(self) -> "Ground":
        """Add the regions up."""
        return Ground(self.sure.sum(axis=1), self.possible.sum(axis=1))


def _of_plan(plan: str, rows: pd.DataFrame) -> pd.DataFrame:
    case = rows.groupby(CASE, sort=True).ngroup().to_numpy()
    cases = rows[CASE].drop_duplicates().sort_values(CASE)
    region, regions = pd.factorize(rows["region"], sort=True)
    side = rows["side"].map(SIDES.index).to_numpy()
    shape = (len(cases), len(regions), len(SIDES))
    ends = []
    for column in ENDS:
        ends.append(np.zeros(shape))
        np.add.at(ends[-1], (case, region, side), rows[column].to_numpy())
    ground = Ground(*ends)
    found = [_row(fact, "", answer, cases) for fact, answer in _whole_country(ground.whole()).items()]
    for fact, (holds, fails, spoken) in _each_region(ground).items():
        found += [_row(fact, name, (holds[:, n], fails[:, n], (spoken[0][:, n], spoken[1][:, n])), cases)
                  for n, name in enumerate(regions)]
    table = pd.DataFrame(found)
    held = {fact: bool((table.loc[table["fact"] == fact, "holds"] > 0).any()) for fact in Fact}
    said = [fact for fact in Fact if held[fact] and fact not in _repeats(held)]
    kept = table[(table["holds"] > 0) & table["fact"].isin(said)]
    order = kept["fact"].map(said.index)
    kept = kept.assign(order=order).sort_values(["order", "region"], kind="stable").drop(columns="order")
    kept.insert(0, "plan", plan)
    return kept


def _repeats(held: dict[Fact, bool]) -> set[Fact]:
    """Return the statements that others of the same plan make already."""
    nobody = not held[Fact.LEAVES] and not held[Fact.RETURNS]
    found = {never for fact, never in NEVER.items() if held[fact] or (nobody and held[Fact.NOBODY_LEAVES])}
    return found if held[Fact.LEAVES] and held[Fact.RETURNS] else found | {Fact.MORE_LEFT, Fact.MORE_RETURNED}


Ends = tuple[np.ndarray, np.ndarray]
Answer = tuple[np.ndarray, np.ndarray, Ends | None]
"""Where a statement surely holds, where it surely fails, and the ends of the ground that it speaks of."""


def _whole_country(ground: Ground) -> dict[Fact, Answer]:
    found: dict[Fact, Answer] = {
        fact: _there(ground.on(side)) for fact, side in (
            (Fact.LEAVES, Side.LEAVES), (Fact.RETURNS, Side.RETURNS), (Fact.STAYS_OUT, Side.STAYS_OUT),
            (Fact.OPEN, Side.OPEN))}
    for fact, denied in NEVER.items():
        holds, fails, _ = found[fact]
        found[denied] = fails, holds, None
    moved = [found[fact] for fact in (Fact.LEAVES, Fact.RETURNS, Fact.OPEN)]
    found[Fact.NOBODY_LEAVES] = (np.all([fails for _, fails, _ in moved], axis=0),
                                 np.any([holds for holds, _, _ in moved], axis=0), None)
    for fact, more, less in ((Fact.MORE_LEFT, Side.LEAVES, Side.RETURNS),
                             (Fact.MORE_RETURNED, Side.RETURNS, Side.LEAVES)):
        there, none, _ = _there(ground.on(more))
        (sure, possible), (least, most) = ground.on(more), ground.on(less)
        found[fact] = there & (sure > most), none | (possible <= least), None
    return found


def _each_region(ground: Ground) -> dict[Fact, tuple[np.ndarray, np.ndarray, Ends]]:
    leaves = _there(ground.on(Side.LEAVES))
    keeps, opens = _there(ground.on(Side.KEEPS)), _there(ground.on(Side.OPEN))
    last = leaves[0] & keeps[1] & opens[1], leaves[1] | keeps[0] | opens[0], leaves[2]
    return {Fact.LEAVES_REGION: leaves, Fact.LAST_OF_REGION: last,
            Fact.RETURNS_REGION: _there(ground.on(Side.RETURNS))}


def _there(ends: Ends) -> tuple[np.ndarray, np.ndarray, Ends]:
    """Answer whether there is any ground."""
    return ends[0] >= MIN_SHOWN_KM2, ends[1] < MIN_SHOWN_KM2, ends


def _row(fact: Fact, region: str, answer: Answer, cases: pd.DataFrame) -> dict[str, object]:
    """Count the cases of one statement."""
    holds, fails, ground = answer
    missed = np.flatnonzero(~holds)
    days = cases["on"].nunique()
    first = cases.iloc[missed[0]].to_dict() if len(missed) else dict.fromkeys(CASE)
    return {
        "fact": fact.value, "region": region, "cases": len(cases), "holds": int(holds.sum()),
        "fails": int(fails.sum()), "open": int((~holds & ~fails).sum()),
        "area_km2_low": np.nan if ground is None else float(ground[0].min()),
        "area_km2_high": np.nan if ground is None else float(ground[1].max()),
        **{f"fails_{name}": value for name, value in first.items()},
        "days": days, "days_kept": days - cases["on"].iloc[missed].nunique(),
        "misses": misses_of(cases, holds, fails),
    }
