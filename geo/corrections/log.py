"""The log of corrections: every change that moved a published figure, and every version of the data."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd

from geo.errors import N_, SourceError, Words
from geo.paths import DATA
from geo.tables import joined, read_table

LOG = DATA / "corrections"

FIGURES = ("area_km2", "area_km2_low", "area_km2_high", "people_low", "people_high")
"""What the table of plans has of each zone, before (`_old`) and after (`_new`) a correction."""

KEYS = ("plan", "status", "line_of", "changed")
COLUMNS = (*KEYS, *(f"{figure}_{end}" for figure in FIGURES for end in ("old", "new")))


class Measure(StrEnum):
    """What a correction moved."""

    AREA = "area"
    PEOPLE = "people"
    RANGE = "range"
    LENGTH = "length"
    DISTANCE = "distance"
    POWER = "power"


@dataclass(frozen=True)
class Moved:
    """One figure before and after a correction; `unit` is 'km2', 'km', 'MW' or 'people'."""

    what: str
    old: float
    new: float
    unit: str


@dataclass(frozen=True)
class Correction:
    """One change that moved published figures.

    `since` is the first version of the data that had it, `plans` the plans that it concerns (none: all),
    `text` the reason in a sentence or two, and `figures` examples.
    """

    id: str
    on: date
    since: str
    measures: tuple[Measure, ...]
    text: str
    plans: tuple[str, ...] = ()
    figures: tuple[Moved, ...] = ()

    def concerns(self, plan: str | None) -> bool:
        """Return whether it moved a figure of a plan; of the line without a plan if None."""
        return not self.plans or plan in self.plans


@dataclass(frozen=True)
class CorrectionLog:
    """All corrections, newest first, and what is needed to look one up.

    Attributes
    ----------
    corrections
        Newest first.
    versions
        Index data version, oldest first; column `since`, the first day of its use.
    plans
        One row per plan, status, day of the line and correction; columns COLUMNS, areas in square
        kilometres, people as residents of the reference year.
    """

    corrections: tuple[Correction, ...]
    versions: pd.DataFrame
    plans: pd.DataFrame


@cache
def load_log(folder: Path = LOG) -> CorrectionLog:
    """Read the log of corrections.

    Raises
    ------
    SourceError
        If a file is missing or invalid; the message lists every fault.
    """
    versions = read_table(folder / "versions.csv", ("version", "since"), "version")
    versions["since"] = [date.fromisoformat(day) for day in versions["since"]]
    plans = read_table(folder / "plans.csv", COLUMNS)
    numbers = list(COLUMNS[len(KEYS):])
    plans[numbers] = plans[numbers].astype(float)
    plans["line_of"] = [date.fromisoformat(day) for day in plans["line_of"]]
    path = folder / "corrections.toml"
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8"))["corrections"]
        corrections = tuple(map(_correction, rows))
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise SourceError(N_("{file}: cannot be read as a log of corrections ({reason})"),
                          file=path.name, reason=str(fault)) from fault
    faults = [Words(N_("data version '{version}' of '{name}' is unknown"), version=item.since, name=item.id)
              for item in corrections if item.since not in versions.index]
    faults += [Words(N_("correction '{name}' of the table of plans is unknown"), name=str(name))
               for name in plans["changed"].unique() if name not in {item.id for item in corrections}]
    faults += [Words(N_("'{name}' stands below an older correction"), name=later.id)
               for earlier, later in pairwise(corrections) if later.on > earlier.on]
    if faults:
        raise SourceError(N_("{file}: {faults}"), file=path.name, faults=joined(faults))
    return CorrectionLog(corrections, versions, plans)


def _correction(row: Mapping[str, Any]) -> Correction:
    return Correction(
        id=row["id"], on=row["on"], since=row["since"], text=row["text"],
        measures=tuple(map(Measure, row["measures"])), plans=tuple(row.get("plans", ())),
        figures=tuple(Moved(**item) for item in row.get("figures", ())))
