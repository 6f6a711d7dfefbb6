"""Comparison of two lines of contact by region."""

import pandas as pd

from geo.control.record import Control
from geo.measure import areas_km2
from geo.world import World
from geo.zones.cut import cut

GAPS = ("first_km2", "second_km2", "only_first_km2", "only_second_km2", "difference_km2")


def gaps(world: World, first: Control, second: Control) -> pd.DataFrame:
    """Compare the ground held by Russia on two lines, such as two sources' lines for one day.

    Parameters
    ----------
    world
        Provides the regions.
    first, second
        The two lines.

    Returns
    -------
    DataFrame
        One row per region with ground held by Russia on either line, index `region`, sorted. Columns in
        geodesic square kilometres: `first_km2` and `second_km2`, held on each line; `only_first_km2` and
        `only_second_km2`, held on one line only; and `difference_km2`, the second minus the first.
    """
    # A canonical order ensures that swapping the lines changes nothing but the signs.
    turned = first.held.wkb > second.held.wkb
    one, other = (second, first) if turned else (first, second)
    zones = cut(world.regions_m, {"one": one.held, "other": other.held}).zones
    zones["km2"] = areas_km2(zones.geometry)

    def summed(*, one: bool, other: bool) -> pd.Series:
        chosen = zones[(zones["one"] == one) & (zones["other"] == other)]
        return chosen.groupby("region")["km2"].sum().reindex(world.regions_m.index, fill_value=0.0)

    both, only_one, only_other = (
        summed(one=True, other=True), summed(one=True, other=False), summed(one=False, other=True))
    only_first, only_second = (only_other, only_one) if turned else (only_one, only_other)
    table = pd.DataFrame({
        "first_km2": both + only_first, "second_km2": both + only_second,
        "only_first_km2": only_first, "only_second_km2": only_second,
        "difference_km2": only_second - only_first,
    }, columns=list(GAPS))
    return table[(table[["first_km2", "second_km2"]] > 0).any(axis=1)].sort_index()
