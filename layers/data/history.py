"""A history as one object: the totals by status, or by holder, of each day."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from geo.outcomes.figures import plain
from geo.outcomes.history import totals
from geo.plans.library import TODAY
from geo.plans.scenario import Scenario
from geo.schema import MEASURES
from geo.status import Holder, Status


def history_value(rows: pd.DataFrame, scenario: Scenario | None, span: tuple[date, date], step: int,
                  version: str) -> dict[str, Any]:
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
        "notes": notes(scenario),
        "data_version": version,
    }


def notes(scenario: Scenario | None) -> list[str]:
    """Return the notes on the rows."""
    notes = ["Areas are those of the line as drawn, without a range; 'figures' gives the range of one day.",
             "Days that are not in the record are left out, never filled in."]
    if scenario is not None and scenario.bands:
        notes.append("What the plan lays over the ground, such as a buffer, is left out; 'figures' gives it "
                     "for one day.")
    return notes


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
