"""Settlements as a whole, aggregated from their parts, each with a single position."""

from collections.abc import Sequence

import pandas as pd

KINDS = ("city", "settlement", "village")
"""Cities, urban-type settlements and villages; the rest of a hromada counts as a village."""

POSITION_DECIMALS = 4
"""Of a degree, about ten metres. Places are known to three decimals, so no accuracy is lost."""

NAMED = ("name_en", "name_uk", "former_en", "former_uk", "kind", "region", "raion", "hromada")


def cities(places: pd.DataFrame) -> pd.DataFrame:
    """Aggregate the parts of each settlement.

    All names, positions and populations of settlements come from here or from `together`, so that
    lists, cards, search, map and files agree.

    Parameters
    ----------
    places
        From `geo.gazetteer.places.load_places`.

    Returns
    -------
    DataFrame
        One row per settlement, including those with a single part; index `settlement` (P-code).
        Columns `name_en`, `name_uk`, `former_en`, `former_uk`, `kind` (of KINDS), `region` (ISO 3166-2),
        `raion`, `hromada` (P-codes), `known_as_en`, `known_as_uk` (the name; that of a renamed city is
        followed by the former one, which many readers know better), `lon`, `lat` (degrees: the mean of
        the parts weighted by population, or the plain mean where nobody lived) and `population`
        (reference year).
    """
    people = places["population"]
    nobody = people.groupby(places["settlement"]).transform("sum") == 0
    weight = people.where(~nobody, 1)
    kind = places["kind"].where(places["kind"].isin(KINDS), KINDS[-1])
    parts = places.assign(kind=kind, weight=weight, lon=places["lon"] * weight, lat=places["lat"] * weight)
    sums = dict.fromkeys(("lon", "lat", "population", "weight"), "sum")
    table = parts.groupby("settlement").agg(dict.fromkeys(NAMED, "first") | sums)
    for code in ("en", "uk"):
        table[f"known_as_{code}"] = _known_as(table, code)
    position = table[["lon", "lat"]].div(table["weight"], axis=0).round(POSITION_DECIMALS)
    return table.assign(lon=position["lon"], lat=position["lat"]).drop(columns="weight")


def _known_as(table: pd.DataFrame, code: str) -> pd.Series:
    """Return the names, those of renamed cities with the former name in brackets."""
    name, former = table[f"name_{code}"], table[f"former_{code}"]
    both = name.str.cat(former, sep=" (") + ")"
    return name.where((table["kind"] != KINDS[0]) | (former == ""), both)


def together(parts: pd.DataFrame, whole: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
    """Aggregate a subset of the parts, such as those that one holder has.

    Parameters
    ----------
    parts
        Rows of the places table, with `settlement` and the columns in `by`.
    whole
        From `cities`.
    by
        Columns that split a settlement into several rows.

    Returns
    -------
    DataFrame
        One row per settlement and combination of `by`, largest first; columns `settlement`, those of
        `cities`, and `by`. `population` counts the given parts only; all other columns describe the
        whole settlement.
    """
    keys = ["settlement", *by]
    sums = parts.groupby(keys, as_index=False, observed=True)["population"].sum()
    named = whole.drop(columns=["population", *(name for name in by if name in whole)])
    rows = sums.join(named, on="settlement")
    return rows.sort_values(["population", "settlement"], ascending=[False, True], ignore_index=True)
