"""A plan, or the line without one, over all days that are known: who would hold how much when."""

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
import pandas as pd

from geo.control.dates import days, known_day
from geo.control.margin import DEFAULT_KM
from geo.outcomes.figures import tally
from geo.outcomes.fragments import Fragments, mosaic
from geo.outcomes.outcome import apply
from geo.plans.assign import HELD_BEFORE, assign
from geo.plans.scenario import Scenario
from geo.schema import MEASURES
from geo.world import World, control_for
from geo.zones.cut import cut
from geo.zones.ground import HELD, HOLDERS
from geo.zones.measured import measured
from geo.zones.survey import ground_for


def pieces_for(world: World, scenario: Scenario | None = None) -> Fragments:
    """The pieces that a plan's history is summed over; the same for all plans of this project.

    Only a plan that refers to a day whose line comes from a file needs pieces of its own.
    """
    day = scenario.reference_date if scenario else None
    return mosaic(world, control_for(world, day) if day in world.dated else None)


def history(
    world: World,
    scenario: Scenario | None = None,
    on: Iterable[date] | None = None,
    pieces: Fragments | None = None,
) -> pd.DataFrame:
    """Area and people by region, status and holder on many days.

    Figures are those of the line as drawn, which `outcome_of` gives for each day on its own, but
    for faces under a hectare, which a survey merges into their neighbours. They have no range:
    for that the line must be moved on each day (`history_with_range`). A plan's buffer along the
    line is left out, since it is laid over a status and changes none.

    Parameters
    ----------
    world
        From `load_world`.
    scenario
        The plan, or None for the line of contact without one.
    on
        The days; None means every known day. Days between the periods of the record are never
        filled in. A day that has a file of its own is surveyed.
    pieces
        From `pieces_for`, if they are at hand.

    Returns
    -------
    DataFrame
        One row per day, region, status and holder with any ground or people, in this order;
        columns `on` (date), `region`, `status`, `side`, `holder`, `area_km2` (geodesic) and
        `people` (reference year). Without a plan there is no `status` and no `side`.

    Raises
    ------
    DateError
        If nothing is known about one of the days.
    """
    chosen = sorted(set(days(world.periods) if on is None else on))
    for day in chosen:
        known_day(day, world.periods)
    recorded = [day for day in chosen if day not in world.dated]
    tables = [_surveyed(world, scenario, day) for day in chosen if day in world.dated]
    if recorded:
        tables.append(_summed(scenario, pieces or pieces_for(world, scenario), recorded))
    keys = ["on", "region", *(["status", "side"] if scenario else []), "holder"]
    if not tables:
        return pd.DataFrame(columns=[*keys, *MEASURES])
    rows = pd.concat(tables).groupby(keys, as_index=False)[list(MEASURES)].sum()
    rows["people"] = rows["people"].astype("int64")
    return rows[(rows[list(MEASURES)] > 0).any(axis=1)].reset_index(drop=True)


def _summed(scenario: Scenario | None, pieces: Fragments, on: Sequence[date]) -> pd.DataFrame:
    """Sum the pieces of each region, holder and earlier holder, on every day at once."""
    keys = [pieces.pieces["region"].to_numpy(), _before(scenario, pieces)]
    number, labels = pd.MultiIndex.from_arrays(keys).factorize()
    order = np.argsort(number, kind="stable")
    starts = np.searchsorted(number[order], np.arange(len(labels)))
    russian_held = pieces.on(on)[order]
    each = pieces.pieces[list(MEASURES)].to_numpy(float)[order]
    tables = []
    for russia, holder in HOLDERS.items():
        here = russian_held if russia else ~russian_held
        sums = [np.add.reduceat(here * column[:, None], starts) for column in each.T]
        groups = pd.DataFrame({"region": labels.get_level_values(0), "holder": holder})
        groups = _under(scenario, groups, labels.get_level_values(1))
        table = groups.loc[np.repeat(groups.index, len(on))].assign(on=list(on) * len(groups))
        tables.append(table.assign(**dict(zip(MEASURES, map(np.ravel, sums), strict=True))))
    return pd.concat(tables)


def _before(scenario: Scenario | None, pieces: Fragments) -> np.ndarray:
    """Who held each piece on the day a plan refers to; '' without such a day."""
    day = scenario.reference_date if scenario else None
    if day is None:
        return np.full(len(pieces.pieces), "")
    russian_held = (
        pieces.pieces[HELD_BEFORE].to_numpy() if HELD_BEFORE in pieces.pieces else pieces.on([day])[:, 0]
    )
    return np.where(russian_held, HOLDERS[True], HOLDERS[False])


def _under(scenario: Scenario | None, table: pd.DataFrame, before: Iterable[str]) -> pd.DataFrame:
    """Add what the plan does to each row; without a plan, nothing."""
    if scenario is None:
        return table
    asked = table.assign(**{HELD_BEFORE: list(before)}) if scenario.reference_date else table
    return table.join(assign(asked, scenario)[["status", "side"]])


def _surveyed(world: World, scenario: Scenario | None, day: date) -> pd.DataFrame:
    """One day on its own: cut and measured as a survey does, but only the line as drawn."""
    shapes = {HELD: control_for(world, day).held}
    refers = scenario.reference_date if scenario else None
    if refers:
        shapes[HELD_BEFORE] = control_for(world, refers).held
    table = measured(world, cut(world.regions_m, shapes), shapes).drop(columns="geometry")
    before = table[HELD_BEFORE] if refers else []
    return _under(scenario, table, before).assign(on=day)


def totals(rows: pd.DataFrame, by: str) -> pd.DataFrame:
    """Sum a history over the regions.

    Parameters
    ----------
    rows
        From `history`.
    by
        'status', 'side' or 'holder'.

    Returns
    -------
    DataFrame
        Index `on`, every day of the history; columns a pair of one of 'area_km2' and 'people',
        and a value of `by`; 0 where there is none on that day.
    """
    return rows.pivot_table(index="on", columns=by, values=list(MEASURES), aggfunc="sum", fill_value=0)


def history_with_range(
    world: World, scenario: Scenario, on: Iterable[date], margin_km: float = DEFAULT_KM
) -> pd.DataFrame:
    """Area and people with their ranges on a few days, each surveyed with the front moved.

    A survey takes many times as long as a whole history, so name the days.

    Returns
    -------
    DataFrame
        One row per day, region, status and holder, in this order; columns `on`, `region`,
        `status`, `side`, `holder` and NUMBERS (see `tally`).

    Raises
    ------
    DateError
        If nothing is known about one of the days.
    """
    earlier_days = [scenario.reference_date] if scenario.reference_date else []
    keys = ["region", "status", "side", "holder"]
    tables = []
    for day in sorted(set(on)):
        ground = ground_for(world, control_for(world, day), earlier_days, margin_km)
        rows = tally(apply(scenario, ground).table, keys)
        rows.insert(0, "on", day)
        tables.append(rows)
    return pd.concat(tables, ignore_index=True)
