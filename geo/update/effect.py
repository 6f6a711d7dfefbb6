"""What an update changes: settlements by name, and ground by region."""

import pandas as pd

from geo.control.record import control_on
from geo.update.proposal import Proposal
from geo.world import World
from geo.zones.line_difference import gaps


def changed_settlements(world: World, proposal: Proposal) -> pd.DataFrame:
    """Name the settlements of a proposal's events.

    Returns
    -------
    DataFrame
        One row per event, in order; columns `date`, `place`, `name_en`, `region`, `region_name`,
        `held_by`, `population` (residents; 0 for a control point, whose people are counted elsewhere).
    """
    table = proposal.events.join(world.record.settlements[["name_en", "region"]], on="place")
    table["region_name"] = table["region"].map(world.regions["name_en"])
    table["population"] = table["place"].map(world.places["population"]).fillna(0).astype(int)
    return table[["date", "place", "name_en", "region", "region_name", "held_by", "population"]]


def changed_ground(world: World, proposal: Proposal) -> pd.DataFrame:
    """Measure how the ground held by Russia changes between the end of the record and the newest day.

    Returns
    -------
    DataFrame
        One row per region with a change, index `region`; km²: `before_km2`, `after_km2`, `change_km2`.
    """
    before = control_on(world.record, world.record.periods[-1].last)
    after = control_on(proposal.applied(world.record), proposal.days[-1])
    table = gaps(world, before, after)
    table = table[(table[["only_first_km2", "only_second_km2"]] > 0).any(axis=1)]
    return table[["first_km2", "second_km2", "difference_km2"]].set_axis(
        ["before_km2", "after_km2", "change_km2"], axis=1)
