"""Summing zones: square kilometres and people per region, status and holder, each with a range."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from geo.schema import MEASURES, VARIANTS
from geo.status import Side

FIGURES_CHANGED = "2026-11-30"
"""The day on which a published figure last changed; update it with every change, along with CHANGELOG."""

MEASURED = tuple(measure + variant for measure in MEASURES for variant in VARIANTS)
"""Columns of zones: each measure on every variant of the line."""

NUMBERS = tuple(f"{measure}{end}" for measure in MEASURES for end in ("", "_low", "_high"))
"""Columns of figures: each measure on the line as drawn, and its minimum and maximum over all variants."""

ROW_KEYS = ("region", "status", "holder")

MIN_KM2 = 0.01
"""One hectare, the precision of published areas; anything smaller counts as no ground."""

MIN_SHOWN_KM2 = 0.5
"""Areas below this round to zero in text and tables that use whole square kilometres."""

SIGN: dict[str, int] = {Side.RETURNS.value: 1, Side.LEAVES.value: -1}
"""Sign of each side's ground in `net_change`; the other sides are not counted."""


def over_lines(values: np.ndarray) -> tuple[Any, Any, Any]:
    """Return the value on the line as drawn, the minimum and the maximum; axis 0 follows VARIANTS."""
    return values[0], values.min(axis=0), values.max(axis=0)


def spread(sums: Mapping[str, Any] | pd.Series | pd.DataFrame) -> dict[str, Any]:
    """Turn sums on all variants (MEASURED) into figures with ranges (NUMBERS).

    The extremes are taken last, so the range of a sum or difference is that of the sum or difference
    itself.

    Parameters
    ----------
    sums
        Keys or columns MEASURED: numbers, or columns of numbers of one length.

    Returns
    -------
    dict
        Keys NUMBERS; numbers, or arrays of that length.
    """
    result: dict[str, Any] = {}
    for measure in MEASURES:
        lines = np.stack([np.asarray(sums[measure + variant]) for variant in VARIANTS])
        for end, values in zip(("", "_low", "_high"), over_lines(lines), strict=True):
            result[measure + end] = values
    return result


def with_range(sums: Mapping[str, Any] | pd.Series) -> dict[str, float]:
    """Return figures with their ranges, rounded for publication (`spread`, then `plain`)."""
    return plain(spread(sums))


def tally(table: pd.DataFrame, by: Sequence[str] = ROW_KEYS, *, in_range: bool = False) -> pd.DataFrame:
    """Sum zones by group, with a range over all variants of the line.

    Parameters
    ----------
    table
        Zones with the columns of `Ground.table` and the columns in `by`.
    by
        Columns to group by.
    in_range
        Whether to keep combinations that have none on the line as drawn, but have some within the range.

    Returns
    -------
    DataFrame
        One row per combination of `by` with any ground or people, sorted; columns `by` and
        NUMBERS: `area_km2` (square kilometres) and `people` (residents in the reference year),
        each with `_low` and `_high`, the minimum and maximum over all VARIANTS of the line. Zones are
        summed before the extremes are taken, so the range is that of the sum, not the sum of the ranges.
    """
    first, member = groups(table, by)
    sums = spread({name: _summed(table[name], member, len(first)) for name in MEASURED})
    there = np.logical_or.reduce([sums[name] > 0 for name in (NUMBERS if in_range else MEASURES)])
    return pd.DataFrame({**{name: table[name].array[first[there]] for name in by},
                         **{name: sums[name][there] for name in NUMBERS}})


def groups(table: pd.DataFrame, by: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Number the combinations of some columns in their order; on few rows far faster than `groupby`.

    Returns
    -------
    tuple
        The position of the first row of each combination, and the number of each row's combination.
    """
    number = np.zeros(len(table), int)
    for name in by:
        values, code = np.unique(table[name].to_numpy(object), return_inverse=True)
        number = number * len(values) + code
    _, first, member = np.unique(number, return_index=True, return_inverse=True)
    return first, member


def _summed(column: pd.Series, member: np.ndarray, count: int) -> np.ndarray:
    """Sum a column by group; sums of whole numbers are exact as floats, too."""
    return np.bincount(member, column.to_numpy(), count).astype(column.dtype)


def total(table: pd.DataFrame) -> dict[str, float]:
    """Sum all zones (columns MEASURED) into one set of NUMBERS, as `tally` does; zeros if there are none."""
    return with_range({name: table[name].to_numpy().sum() for name in MEASURED})


def net_change(table: pd.DataFrame) -> pd.Series:
    """Compute the ground that Russia would withdraw from minus the ground Ukraine would withdraw from.

    Parameters
    ----------
    table
        Zones with the columns of `Ground.table` and `side`, such as `Outcome.table`.

    Returns
    -------
    Series
        Index MEASURED. Positive if the ground under Ukrainian control would grow on balance.
    """
    return signed(table, table["side"].map(SIGN).fillna(0))


def signed(table: pd.DataFrame, sign: pd.Series) -> pd.Series:
    """Sum zones with a factor each.

    Parameters
    ----------
    table
        Zones with the columns of `Ground.table`.
    sign
        The factors, with the same index.

    Returns
    -------
    Series
        Index MEASURED: square kilometres and people.
    """
    return table[list(MEASURED)].mul(sign, axis=0).sum()


def of_sides(table: pd.DataFrame) -> pd.DataFrame:
    """Sum area and people by side.

    Parameters
    ----------
    table
        Zones with the columns of `Ground.table` and `side`.

    Returns
    -------
    DataFrame
        One row per side, even without ground, index `side` in the order of Side; columns MEASURED.
    """
    sums = table.groupby("side")[list(MEASURED)].sum()
    return sums.reindex([side.value for side in Side], fill_value=0)


def plain(values: dict) -> dict:
    """Round numbers for publication: areas to a hectare, people to whole numbers."""
    return {
        name: round(float(value), 2) if name.startswith("area")
        else int(value) if isinstance(value, (int, float, np.integer, np.floating))
        else value
        for name, value in values.items()
    }
