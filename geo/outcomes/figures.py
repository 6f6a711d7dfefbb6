"""Adding up: square kilometres and people per region, status and holder, each with a range."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from geo.schema import MEASURES, VARIANTS
from geo.status import Side

FIGURES_CHANGED = "2026-11-28"
"""The day on which a published figure last moved; move it when one does, and say so in CHANGELOG."""

MEASURED = tuple(measure + variant for measure in MEASURES for variant in VARIANTS)
"""Columns of zones: each measure on the line as drawn and on the line moved both ways."""

NUMBERS = tuple(f"{measure}{end}" for measure in MEASURES for end in ("", "_low", "_high"))
"""What becomes of these: each measure as drawn, and the least and the most over the three lines."""

ROW_KEYS = ("region", "status", "holder")

MIN_KM2 = 0.01
"""A hectare, to which areas are published: less than this is no ground."""

MIN_SHOWN_KM2 = 0.5
"""Less than this is no ground in whole square kilometres, in which words and most tables are."""

SIGN: dict[str, int] = {Side.RETURNS.value: 1, Side.LEAVES.value: -1}
"""How ground of a side counts for `net_change`; what stays as it is or is left open counts nothing."""


def over_lines(values: np.ndarray) -> tuple[Any, Any, Any]:
    """A value on three lines (in the order of VARIANTS, first axis) as it is drawn, least and most."""
    return values[0], values.min(axis=0), values.max(axis=0)


def spread(sums: Mapping[str, Any] | pd.Series | pd.DataFrame) -> dict[str, Any]:
    """Turn sums on three lines into figures with ranges: from MEASURED, NUMBERS.

    The extremes are taken last, so a sum has the range of the sum, and a difference that of the
    difference. Each of `sums` is a number, or a column of them.
    """
    result: dict[str, Any] = {}
    for measure in MEASURES:
        lines = np.stack([np.asarray(sums[measure + variant]) for variant in VARIANTS])
        for end, values in zip(("", "_low", "_high"), over_lines(lines), strict=True):
            result[measure + end] = values
    return result


def with_range(sums: Mapping[str, Any] | pd.Series) -> dict[str, float]:
    """One figure with its range as it is published (`spread`, then `plain`)."""
    return plain(spread(sums))


def tally(table: pd.DataFrame, by: Sequence[str] = ROW_KEYS) -> pd.DataFrame:
    """Sum zones into rows, and turn the three variants of the line into a range.

    Parameters
    ----------
    table
        Zones with the columns of `Ground.table` and the columns in `by`.
    by
        What makes a row.

    Returns
    -------
    DataFrame
        One row per combination in `by` that has any ground or people, sorted; columns `by`
        and NUMBERS: `area_km2` (square kilometres) and `people` (residents in the reference
        year), with `_low` and `_high`: the least and the most over the line as drawn and the
        line moved both ways. Zones are summed before the extremes are taken, so a range is
        that of the sum, not the sum of ranges.
    """
    sums = table.groupby(list(by), as_index=False)[list(MEASURED)].sum()
    sums = sums.assign(**spread(sums))
    there = (sums[["area_km2", "people"]] > 0).any(axis=1)
    return sums.loc[there, [*by, *NUMBERS]].reset_index(drop=True)


def total(table: pd.DataFrame) -> dict[str, float]:
    """Sum all zones given into one set of NUMBERS, as `tally` would; of no zones, zeros."""
    return with_range({name: table[name].to_numpy().sum() for name in MEASURED})


def net_change(table: pd.DataFrame) -> pd.Series:
    """Ground that Russia would withdraw from, less ground that Ukraine would withdraw from.

    Parameters
    ----------
    table
        Zones with the columns of `Ground.table` and `side`, such as `Outcome.table`.

    Returns
    -------
    Series
        MEASURED. Above zero, more ground would come under Ukrainian control than would leave it.
    """
    return signed(table, table["side"].map(SIGN).fillna(0))


def signed(table: pd.DataFrame, sign: pd.Series) -> pd.Series:
    """The sums of MEASURED with each zone counted so many times, by its id."""
    return table[list(MEASURED)].mul(sign, axis=0).sum()


def of_sides(table: pd.DataFrame) -> pd.DataFrame:
    """Area and people of every side, one row each (also sides without ground), columns MEASURED."""
    sums = table.groupby("side")[list(MEASURED)].sum()
    return sums.reindex([side.value for side in Side], fill_value=0)


def plain(values: dict) -> dict:
    """Numbers as they are published: areas to a hectare, people as whole numbers."""
    return {
        name: round(float(value), 2) if name.startswith("area")
        else int(value) if isinstance(value, (int, float, np.integer, np.floating))
        else value
        for name, value in values.items()
    }
