"""Writing an updated record: checked beside the old files first, then put in their place."""

import csv
from pathlib import Path

import pandas as pd

from geo.control.dates import load_periods
from geo.control.events import CONTROL, load_changes
from geo.errors import N_, SourceError
from geo.update.proposal import Proposal
from geo.world import World
from geo.writing.staged import replacing
from geo.writing.whole_file import naming

CHANGES, PERIODS = "changes.csv", "periods.csv"


def save(world: World, proposal: Proposal, folder: Path = CONTROL) -> None:
    """Write the events and the periods of a proposal into the folder of the record.

    New files are written beside the old ones and read back by the loaders; only then do they count, both at
    once (`geo.writing.staged`), so that whatever kills the process leaves the old record or the new one.

    Raises
    ------
    SourceError
        If the new record cannot be read back, or would lose an earlier event.
    FileError
        If the folder is not writable.
    """
    record = proposal.applied(world.record)
    with naming(folder), replacing(folder) as new:
        _write_changes(record.changes, new / CHANGES)
        _write_periods(proposal, new / PERIODS)
        _check(world, proposal, new)


def _check(world: World, proposal: Proposal, folder: Path) -> None:
    periods = load_periods(path=folder / PERIODS)
    if periods != proposal.periods:
        raise SourceError(N_("The new periods cannot be read back as they were meant."))
    settlements = world.record.settlements
    changes = load_changes(settlements, folder / CHANGES, folder / PERIODS)
    earlier = changes.merge(world.record.changes, how="inner")
    if len(earlier) != len(world.record.changes) or len(changes) != len(earlier) + len(proposal.events):
        raise SourceError(N_("The new record would lose an earlier event."))


def _write_changes(changes: pd.DataFrame, path: Path) -> None:
    with path.open("x", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["date", "place", "held_by", "source"])
        writer.writerows((row.date.isoformat(), row.place, row.held_by, row.source)
                         for row in changes.sort_values(["date", "place"]).itertuples())


def _write_periods(proposal: Proposal, path: Path) -> None:
    with path.open("x", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["first", "last", "source", "note"])
        writer.writerows((period.first.isoformat(), period.last.isoformat(), period.source.value, period.note)
                         for period in proposal.periods)
