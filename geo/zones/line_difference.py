"""Two lines of contact beside each other: how far they differ, region by region."""

import pandas as pd

from geo.control.record import Control
from geo.measure import areas_km2
from geo.world import World
from geo.zones.cut import cut

GAPS = ("first_km2", "second_km2", "only_first_km2", "only_second_km2", "difference_km2")


def gaps(world: World, first: Control, second: Control) -> pd.DataFrame:
    """Measure what Russia holds on either of two lines, such as two sources' lines of one day.

    Parameters
    ----------
    world
        For the regions.
    first, second
        Two lines; the order only decides which is called what.

    Returns
    -------
    DataFrame
        One row per region in which either line has ground held by Russia, index `region`, sorted;
        geodesic square kilometres: `first_km2` and `second_km2` held by each, `only_first_km2` and
        `only_second_km2` held by one alone, and `difference_km2`, second less first, as in every
        comparison: what the second alone has less what the first alone has.
    """
    # Cut in an order that does not depend on the question, so that turning it turns the signs only.
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
