"""Adding up: square kilometres and people per region, status and holder, each with a range."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from geo.zones.ground import MEASURES, VARIANTS

FIGURES_CHANGED = "2026-11-28"
"""The day on which a published figure last moved; move it when one does, and say so in CHANGELOG."""

NUMBERS = tuple(f"{measure}{end}" for measure in MEASURES for end in ("", "_low", "_high"))
ROW_KEYS = ("region", "status", "holder")


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
    names = [measure + suffix for measure in MEASURES for suffix in VARIANTS]
    sums = table.groupby(list(by), as_index=False)[names].sum()
    for measure in MEASURES:
        variants = sums[[measure + suffix for suffix in VARIANTS]]
        sums[f"{measure}_low"] = variants.min(axis=1)
        sums[f"{measure}_high"] = variants.max(axis=1)
    there = (sums[["area_km2", "people"]] > 0).any(axis=1)
    return sums.loc[there, [*by, *NUMBERS]].reset_index(drop=True)


def total(table: pd.DataFrame) -> dict[str, float]:
    """Sum all zones given into one set of NUMBERS, as `tally` would; of no zones, zeros."""
    result: dict[str, float] = {}
    for measure in MEASURES:
        sums = [table[measure + suffix].to_numpy().sum() for suffix in VARIANTS]
        result |= {measure: sums[0], f"{measure}_low": min(sums), f"{measure}_high": max(sums)}
    return plain(result)


def plain(values: dict) -> dict:
    """Numbers as they are published: areas to a hectare, people as whole numbers."""
    return {
        name: round(float(value), 2) if name.startswith("area")
        else int(value) if isinstance(value, (int, float, np.integer, np.floating))
        else value
        for name, value in values.items()
    }
