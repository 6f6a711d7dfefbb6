"""The net of a plan: what it would bring under Ukrainian control, less what it would take out of it."""

import pandas as pd

from geo.outcomes.figures import plain
from geo.status import Side
from geo.zones.ground import MEASURES, VARIANTS

NAMES = [measure + variant for measure in MEASURES for variant in VARIANTS]

SIGN: dict[str, int] = {Side.RETURNS.value: 1, Side.LEAVES.value: -1}
"""How ground of a side counts. Ground that stays where it is, or that a text leaves open, counts nothing."""


def net(table: pd.DataFrame) -> pd.Series:
    """Ground that Russia would withdraw from, less ground that Ukraine would withdraw from.

    Parameters
    ----------
    table
        Zones with the columns of `Ground.table` and `side`, such as `Outcome.table`.

    Returns
    -------
    Series
        `area_km2` (square kilometres) and `people` (residents in the reference year), each on the
        line as drawn and on the line moved both ways (suffixes of VARIANTS). Above zero, more ground
        would come under Ukrainian control than would leave it.
    """
    sign = table["side"].map(SIGN).fillna(0)
    return table[NAMES].mul(sign, axis=0).sum()


def of_sides(table: pd.DataFrame) -> pd.DataFrame:
    """Area and people of every side, one row each (also sides without ground), columns as in `net`."""
    sums = table.groupby("side")[NAMES].sum()
    return sums.reindex([side.value for side in Side], fill_value=0)


def with_range(values: pd.Series) -> dict[str, float]:
    """A value on three lines as one figure: `area_km2` and `people` with `_low` and `_high`.

    The extremes are taken last, so a difference has the range of the difference.
    """
    result: dict[str, float] = {}
    for measure in MEASURES:
        three = [float(values[measure + variant]) for variant in VARIANTS]
        result |= {measure: three[0], f"{measure}_low": min(three), f"{measure}_high": max(three)}
    return plain(result)
