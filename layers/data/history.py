"""A history as one object: the totals of each day, and what changed hands from the first to the last."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from geo.errors import Words
from geo.outcomes.figures import plain
from geo.outcomes.fragments import Fragments
from geo.outcomes.handovers import ground_handed_over, handovers
from geo.outcomes.history import totals
from geo.plans.library import TODAY
from geo.plans.scenario import Scenario
from geo.schema import MEASURES
from geo.status import Holder, Status
from geo.world import World
from layers.language import N_

NAMED = 10
"""How many settlements that changed hands are named for each new holder, the largest first."""


def history_value(rows: pd.DataFrame, scenario: Scenario | None, span: tuple[date, date], step: int,
                  hands: dict[str, Any], version: str) -> dict[str, Any]:
    """Return a history as plain values.

    Parameters
    ----------
    rows
        From `geo.outcomes.history.history`.
    scenario
        The plan, or None.
    span
        The first and the last day that were asked for.
    step
        Days from one row to the next.
    hands
        From `changed_hands`, of the same span.
    version
        The version of the data.
    """
    sums = totals(rows, "status" if scenario else "holder")
    first, last = span
    return {
        "scenario": TODAY if scenario is None else scenario.id,
        "from": first.isoformat(),
        "to": last.isoformat(),
        "step": step,
        "rows": [{"on": day.isoformat(), "totals": _present(row, scenario)} for day, row in sums.iterrows()],
        "changed_hands": hands,
        "notes": notes(scenario),
        "data_version": version,
    }


def changed_hands(world: World, span: tuple[date, date], pieces: Fragments) -> dict[str, Any]:
    """Return what changed hands between two days: ground by region and new holder, and settlements.

    The same under every plan: it is of the line of contact. `rows` are those of
    `geo.outcomes.handovers.ground_handed_over`, `totals` their sums; `settlements` counts them and names
    the NAMED with the most people, who are those of the parts that changed hands.
    """
    ground, towns = ground_handed_over(world, *span, pieces), handovers(world, *span)
    rows = [{**row, **plain({name: row[name] for name in MEASURES}), "people": int(row["people"])}
            for row in ground.to_dict("records")]
    totals, settlements = {}, {}
    for holder in Holder:
        sums = ground.loc[ground["held_by_after"] == holder, list(MEASURES)].sum()
        totals[holder.value] = {**plain({"area_km2": float(sums["area_km2"])}),
                                "people": int(sums["people"])}
        there = towns[towns["held_by_after"] == holder]
        named = there.head(NAMED)[["settlement", "name_en", "region", "population", "on"]]
        settlements[holder.value] = {
            "count": len(there),
            "largest": [{**row, "population": int(row["population"]),
                         "on": row["on"].isoformat() if row["on"] else None}
                        for row in named.to_dict("records")]}
    return {"rows": rows, "totals": totals, "settlements": settlements}


def notes(scenario: Scenario | None) -> list[str]:
    """Return the notes on the rows, as words."""
    notes = [Words(N_("Areas are those of the line as drawn, without a range; 'figures' gives the range of "
                      "one day.")),
             Words(N_("Days that are not in the record are left out, never filled in."))]
    if scenario is not None and scenario.bands:
        notes.append(Words(N_("What the plan lays over the ground, such as a buffer, is left out; 'figures' "
                              "gives it for one day.")))
    return [*notes]


def kinds_of(scenario: Scenario | None) -> Sequence[Holder | Status]:
    """Return what the rows are by: statuses, or holders without a plan."""
    return list(Holder) if scenario is None else list(Status)


def _present(row: pd.Series, scenario: Scenario | None) -> dict[str, dict[str, float]]:
    """Return the figures of each status or holder with any ground or people on the day."""
    found = {}
    for kind in kinds_of(scenario):
        figures = plain({name: row.get((name, kind.value), 0.0) for name in MEASURES})
        if any(figures.values()):
            found[kind.value] = {"area_km2": figures["area_km2"], "people": int(figures["people"])}
    return found
