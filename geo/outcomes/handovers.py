"""Which ground and which settlements changed hands between two days."""

from datetime import date

import numpy as np
import pandas as pd

from geo.control.dates import known_day, open_starts
from geo.control.record import Record
from geo.gazetteer.cities import together
from geo.outcomes.fragments import Fragments, mosaic
from geo.outcomes.settlements import held_places
from geo.plans.assign import HELD_BEFORE
from geo.schema import MEASURES
from geo.status import Holder
from geo.world import World, control_for
from geo.zones.cut import cut
from geo.zones.ground import HELD, HOLDERS
from geo.zones.measured import measured

COLUMNS = ("settlement", "name_en", "name_uk", "former_en", "former_uk", "known_as_en", "known_as_uk", "kind",
           "region", "population", "whole", "share", "held_by_before", "held_by_after", "on")


def handovers(world: World, first: date, second: date) -> pd.DataFrame:
    """List the settlements whose holder on one day was another than on the other day.

    What changed hands in between and was back on the second day is no part of it, and a hand-over
    says nothing about title: control is military control at the end of a day.

    Parameters
    ----------
    world
        From `load_world`.
    first, second
        Two known days in any order: swapped, `held_by_before` and `held_by_after` are swapped.

    Returns
    -------
    DataFrame
        One row per settlement and new holder, those with the most people first; COLUMNS:
        `population` (reference year) counts those parts of the settlement that changed hands,
        `whole` all its parts, and `share` is the share of people in the parts that did (of parts,
        where nobody lived): below 1, only parts of a city changed hands. `on` is the day of the
        last change in between, or None where the record has no such day: it came in a gap of the
        record, or from a line in a file.

    Raises
    ------
    DateError
        If nothing is known about one of the days.
    """
    control, before = control_for(world, second), control_for(world, first)
    held = held_places(world, control, {first: before})
    places = held.table.rename(columns={"holder": "held_by_after"})
    places["held_by_before"] = held.held_before[first]
    moved = places[places["held_by_before"] != places["held_by_after"]]
    days = _changed_on(world.record, *sorted((first, second)))
    late = "held_by_after" if first <= second else "held_by_before"
    days = days[days["held_by"] == moved[late].reindex(days.index)]
    moved = moved.assign(on=days["date"].reindex(moved.index))
    holders = ["held_by_before", "held_by_after"]
    rows = together(moved, world.cities, holders)
    by_row = moved.groupby(["settlement", *holders])
    each = pd.MultiIndex.from_frame(rows[["settlement", *holders]])
    days_of = by_row["on"].agg(lambda known: None if known.isna().any() else known.max())
    rows["on"] = days_of.reindex(each).to_numpy()
    rows["whole"] = world.cities["population"].reindex(rows["settlement"]).to_numpy()
    parts = places["settlement"].value_counts().reindex(rows["settlement"]).to_numpy()
    of_parts = pd.Series(by_row.size().reindex(each).to_numpy() / parts, index=rows.index)
    rows["share"] = (rows["population"] / rows["whole"].where(rows["whole"] > 0)).fillna(of_parts)
    rows["on"] = rows["on"].astype(object).where(rows["on"].notna(), None)
    rows = rows.sort_values(["population", "settlement", "held_by_after"], ascending=[False, True, True])
    return rows[list(COLUMNS)].reset_index(drop=True)


def ground_handed_over(world: World, first: date, second: date,
                       pieces: Fragments | None = None) -> pd.DataFrame:
    """Sum the ground whose holder on one day was another than on the other day, and its people.

    Areas are those of the lines as drawn, without a range. What changed hands in between and was back on
    the second day is no part of it.

    Parameters
    ----------
    world
        From `load_world`.
    first, second
        Two known days in any order: swapped, the directions are swapped.
    pieces
        From `geo.outcomes.history.pieces_for`, if they are at hand; days with a line in a file of their own
        are cut without them.

    Returns
    -------
    DataFrame
        One row per region and new holder with any ground or people, by region; columns `region`,
        `held_by_after`, `area_km2` (geodesic) and `people` (reference year). By region, what came under
        Russian military control less what came under Ukrainian control is the change of what Russia held.

    Raises
    ------
    DateError
        If nothing is known about one of the days.
    """
    for day in (first, second):
        known_day(day, world.periods)
    if {first, second} & set(world.dated):
        shapes = {HELD: control_for(world, second).held, HELD_BEFORE: control_for(world, first).held}
        table = measured(world, cut(world.regions_m, shapes), shapes)
        moved = table[table["holder"] != table[HELD_BEFORE]].assign(held_by_after=table["holder"])
    else:
        pieces = pieces or mosaic(world)
        russian_held = pieces.on([first, second])
        after = np.where(russian_held[:, 1], HOLDERS[True], HOLDERS[False])
        moved = pieces.pieces.assign(held_by_after=after)[russian_held[:, 0] != russian_held[:, 1]]
    rows = moved.groupby(["region", "held_by_after"], as_index=False)[list(MEASURES)].sum()
    rows["people"] = rows["people"].astype("int64")
    return rows[(rows[list(MEASURES)] > 0).any(axis=1)].reset_index(drop=True)


def people_to(rows: pd.DataFrame) -> dict[Holder, int]:
    """Sum the people (reference year) of `handovers` by their new holder, 0 where there are none."""
    sums = rows.groupby("held_by_after")["population"].sum()
    return {holder: int(sums.get(holder.value, 0)) for holder in Holder}


def _changed_on(record: Record, first: date, last: date) -> pd.DataFrame:
    """The last event of each place after one day and until another: index `place`.

    Columns `date` (None where the change may have come earlier, because nothing is known of the day
    before or another source takes over; see `open_starts`) and `held_by`.
    """
    changes = record.changes
    between = changes[(changes["date"] > first) & (changes["date"] <= last)]
    latest = between.drop_duplicates("place", keep="last").set_index("place")
    begins = open_starts(record.periods)
    dates = latest["date"].astype(object)
    return latest.assign(date=dates.where(~dates.isin(begins), None))
