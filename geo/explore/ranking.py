"""All plans on one line of contact as a table to be ranked, and the shares of regions that each moves."""

from collections.abc import Mapping

import pandas as pd

from geo.errors import N_, SolveError
from geo.outcomes.figures import MIN_SHOWN_KM2, total
from geo.outcomes.outcome import Outcome
from geo.status import Side

RANKED = (Side.LEAVES, Side.RETURNS, Side.STAYS_OUT, Side.OPEN)
"""The sides whose figures a ranking has."""

MEASURES = ("km2", "people")
SWAP = "swap"
COLUMNS: tuple[str, ...] = (*(f"{side.value}_{measure}" for side in RANKED for measure in MEASURES), SWAP)
"""What plans can be ranked by: area and people of each side, and the swap ratio."""


def ranking(outcomes: Mapping[str, Outcome]) -> pd.DataFrame:
    """Return the figures by which plans are ranked.

    Parameters
    ----------
    outcomes
        By plan id, on one line of contact.

    Returns
    -------
    DataFrame
        One row per plan, in their order; columns of COLUMNS: square kilometres, residents in the reference
        year, and in SWAP how many square kilometres Ukraine would leave for each that Russia would leave (NaN
        where either would leave none).
    """
    rows = {plan: _figures(outcome) for plan, outcome in outcomes.items()}
    return pd.DataFrame.from_dict(rows, orient="index", columns=list(COLUMNS)).rename_axis("scenario")


def _figures(outcome: Outcome) -> dict[str, float]:
    row: dict[str, float] = {}
    for side in RANKED:
        figures = total(outcome.on_sides(side))
        row |= {f"{side.value}_km2": figures["area_km2"], f"{side.value}_people": figures["people"]}
    leaves, returns = row[f"{Side.LEAVES.value}_km2"], row[f"{Side.RETURNS.value}_km2"]
    both = min(leaves, returns) >= MIN_SHOWN_KM2
    return {**row, SWAP: leaves / returns if both else float("nan")}


def ranked(table: pd.DataFrame, by: str) -> pd.DataFrame:
    """Sort a ranking, the largest first, with the column that it is by before the others.

    Parameters
    ----------
    table
        From `ranking`.
    by
        One of COLUMNS.

    Returns
    -------
    DataFrame
        The same rows and columns. Equal plans keep their order, and those without a ratio come last.

    Raises
    ------
    SolveError
        If there is no such column.
    """
    if by not in COLUMNS:
        raise SolveError(N_("Plans cannot be ranked by '{by}'; there are {columns}."), by=by[:40],
                         columns=", ".join(COLUMNS))
    order = [by, *(column for column in table.columns if column != by)]
    return table[order].sort_values(by, ascending=False, kind="stable", na_position="last")


def shares(outcome: Outcome, side: Side) -> pd.Series:
    """Compute which share of each region's area a plan puts on a side.

    Returns
    -------
    Series
        Index `region`, the largest area first, without areas under MIN_SHOWN_KM2; values from 0 to 1, on the
        line as drawn.
    """
    table = outcome.table
    areas = table["area_km2"].groupby(table["region"]).sum()
    there = table.loc[table["side"] == side].groupby("region")["area_km2"].sum()
    there = there[there >= MIN_SHOWN_KM2].sort_values(ascending=False, kind="stable")
    return there / areas[there.index]
