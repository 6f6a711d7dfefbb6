"""Where two observers differ on a day: settlements, and ground by region."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from geo.control.dates import known_day
from geo.control.record import Control, holders
from geo.errors import N_, DateError
from geo.world import World, control_for, other_observer, record_of
from geo.zones.line_difference import gaps


@dataclass(frozen=True)
class TwoObservers:
    """What two observers have of one day.

    `ground` is the result of `gaps`, the project's record first. `settlements` has one row per settlement
    that they hold differently, or two if its parts differ both ways; index `place` (the code of the whole
    settlement), largest first; columns `first` and `second` (holders), `name_en`, `name_uk`, `region`,
    `people` (residents in the reference year; 0 for a control point) and `parts` (how many of them).
    """

    first: Control
    second: Control
    ground: pd.DataFrame
    settlements: pd.DataFrame


def two_observers(world: World, day: date) -> TwoObservers:
    """Compare the records of two observers on a day.

    Raises
    ------
    DateError
        If the project's record does not know the day, or only one observer does.
    """
    known_day(day, world.periods)
    first = control_for(world, day)
    second = other_observer(world, first)
    if second is None:
        raise DateError(N_("Only one observer is recorded for {day}."), day=day)
    return TwoObservers(first, second, gaps(world, first, second), _settlements(world, first, second))


def _settlements(world: World, first: Control, second: Control) -> pd.DataFrame:
    table = world.record.settlements[["name_en", "name_uk", "region"]].copy()
    people = world.places["population"].reindex(table.index)
    table["people"] = people.fillna(0).astype(int)
    for name, control in (("first", first), ("second", second)):
        table[name] = holders(record_of(world, control) or world.record, control.on)
    differ = table[table["first"] != table["second"]]
    whole = world.places["settlement"].reindex(differ.index)
    keys = [whole.fillna(differ.index.to_series()).rename("place"), "first", "second"]
    names = differ.groupby(keys)[["name_en", "name_uk", "region"]].first()
    sums = differ.groupby(keys)["people"].agg(people="sum", parts="size")
    joined = names.join(sums).reset_index(["first", "second"]).rename_axis("place")
    return joined.sort_values(["people", "name_en"], ascending=[False, True], kind="stable")
