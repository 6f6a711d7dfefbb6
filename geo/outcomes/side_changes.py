"""One plan on two days: the change in ground and people on each of its sides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from geo.outcomes.difference import Difference, gap
from geo.status import Holder


@dataclass(frozen=True)
class Change:
    """The change of one side, or one status, of a plan between two days.

    `row` is its row of `geo.outcomes.difference.gap` from the earlier to the later day: `area_km2_1` and
    `area_km2_2` are the values on the two days and `area_km2` their difference; likewise `people`. Ground
    moves between the sides of a plan only when its holder changes: `to_russia_km2` and `to_ukraine_km2`
    are the ground that joined or left the side because it came under Russian or Ukrainian control.
    `regions` are the regions with such ground, largest first.
    """

    key: str
    row: dict[str, float]
    to_russia_km2: float
    to_ukraine_km2: float
    regions: tuple[str, ...]


def is_one_plan_on_two_days(found: Difference) -> bool:
    """Return whether a comparison is of a plan with itself on lines of different days."""
    return found.first is not None and found.first == found.second and found.line_1.on != found.line_2.on


def days_of(found: Difference) -> tuple[date, date]:
    """Return the days of the two lines, the earlier first."""
    first, second = sorted((found.line_1.on, found.line_2.on))
    return first, second


def changes(found: Difference, by: str = "side") -> list[Change]:
    """Compute the change of each side or status of a plan between two days.

    Parameters
    ----------
    found
        A plan compared with itself (`is_one_plan_on_two_days`), in either order.
    by
        `side` or `status`.

    Returns
    -------
    list of Change
        One per side or status with ground on either day.
    """
    first, second = ("1", "2") if found.line_1.on <= found.line_2.on else ("2", "1")
    rows = gap(found, [by])
    if first == "2":
        rows = _turned(rows)
    table = found.table
    before, after = table[f"{by}_{first}"], table[f"{by}_{second}"]
    to_russia = (table[f"holder_{first}"] == Holder.UKRAINE) & (table[f"holder_{second}"] == Holder.RUSSIA)
    result = []
    for row in rows.to_dict("records"):
        key = str(row.pop(by))
        moved = (before == key) != (after == key)
        result.append(Change(
            key, {str(name): value for name, value in row.items()},
            float(table.loc[moved & to_russia, "area_km2"].sum()),
            float(table.loc[moved & ~to_russia, "area_km2"].sum()),
            _regions(table[moved]),
        ))
    return result


def _regions(table: pd.DataFrame) -> tuple[str, ...]:
    sums = table.groupby("region")["area_km2"].sum().sort_values(ascending=False, kind="stable")
    return tuple(str(region) for region in sums.index[sums >= 1])


def _turned(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `gap` with the two cases swapped."""
    turned = rows.copy()
    for measure in ("area_km2", "people"):
        turned[measure] = -rows[measure]
        turned[f"{measure}_low"] = -rows[f"{measure}_high"]
        turned[f"{measure}_high"] = -rows[f"{measure}_low"]
        turned[f"{measure}_1"], turned[f"{measure}_2"] = rows[f"{measure}_2"], rows[f"{measure}_1"]
    return turned


def of(found: Sequence[Change], key: str) -> Change | None:
    """Return the change of one side or status; None if it has no ground on either day."""
    return next((change for change in found if change.key == key), None)
