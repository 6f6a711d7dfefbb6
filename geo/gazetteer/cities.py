"""Cities: the parts of a settlement put together again, with one position for everybody to show."""

from collections.abc import Sequence

import pandas as pd

KINDS = ("city", "settlement", "village")
"""Cities, urban-type settlements, villages; what is left of a hromada counts as villages."""

POSITION_DECIMALS = 4
"""Of a degree: about ten metres. Places are known to three decimals, so no accuracy is lost."""

NAMED = ("name_en", "name_uk", "kind", "region", "raion", "hromada")


def cities(places: pd.DataFrame) -> pd.DataFrame:
    """Put the parts of each settlement together.

    This is the only place where it is done: whatever shows a settlement takes its names, its
    position and its people from here (see `whole` and `together`), so that list, card, search,
    map and files agree.

    Parameters
    ----------
    places
        From `geo.gazetteer.places.load_places`.

    Returns
    -------
    DataFrame
        One row per settlement, also of those that have no parts; index `settlement` (P-code).
        Columns `name_en`, `name_uk`, `kind` (of KINDS), `region` (ISO 3166-2), `raion`, `hromada`
        (P-codes), `lon`, `lat` (degrees: the mean of its parts, each weighted with the people who
        lived there; the plain mean where nobody did) and `population` (reference year).
    """
    people = places["population"]
    nobody = people.groupby(places["settlement"]).transform("sum") == 0
    weight = people.where(~nobody, 1)
    kind = places["kind"].where(places["kind"].isin(KINDS), KINDS[-1])
    parts = places.assign(kind=kind, weight=weight, lon=places["lon"] * weight, lat=places["lat"] * weight)
    sums = dict.fromkeys(("lon", "lat", "population", "weight"), "sum")
    table = parts.groupby("settlement").agg(dict.fromkeys(NAMED, "first") | sums)
    position = table[["lon", "lat"]].div(table["weight"], axis=0).round(POSITION_DECIMALS)
    return table.assign(lon=position["lon"], lat=position["lat"]).drop(columns="weight")


def together(parts: pd.DataFrame, whole: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
    """Put some of the parts together, such as those that one holder has.

    Parameters
    ----------
    parts
        Rows of the places, with `settlement` and the columns `by`.
    whole
        From `cities`.
    by
        What tells rows of one settlement apart.

    Returns
    -------
    DataFrame
        One row per settlement and `by`, the largest first; columns `settlement`, those of `cities`,
        and `by`. `population` counts the given parts only, everything else is of the whole city.
    """
    keys = ["settlement", *by]
    sums = parts.groupby(keys, as_index=False, observed=True)["population"].sum()
    named = whole.drop(columns=["population", *(name for name in by if name in whole)])
    rows = sums.join(named, on="settlement")
    return rows.sort_values(["population", "settlement"], ascending=[False, True], ignore_index=True)
