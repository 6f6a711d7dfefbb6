"""Published estimates of people present today: quoted with date and source, never summed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from geo.claims import rows
from geo.errors import N_, Words
from geo.outcomes.outcome import Outcome
from geo.paths import DATA
from geo.status import Holder, Side

REMAINING_FILE = DATA / "claims" / "remaining.csv"


@dataclass(frozen=True)
class Statement:
    """A published estimate of the people in an area on a day; quoted, never added to computed figures.

    `held_by` is set if the area is exactly the part of its region that this side held on the day; then
    `said_by` is who says so.
    """

    id: str
    area: str
    regions: tuple[str, ...]
    place: str
    held_by: Holder | None
    as_of: date
    population: int
    kind: str
    said_by: str
    statement: str
    url: str


def load_remaining(path: Path = REMAINING_FILE) -> tuple[Statement, ...]:
    """Read and check the estimates of people present today, in the order of the file.

    Raises
    ------
    SourceError
        As for `load_claims`.
    """
    return rows.load_rows(path, Statement, {
        "area": rows.words, "regions": rows.regions, "place": rows.place, "held_by": rows.holder,
        "as_of": rows.day, "population": rows.count, "kind": rows.words, "said_by": rows.line,
        "statement": rows.words, "url": rows.address,
    }, _faults)


def _faults(one: Statement) -> list[str]:
    if one.held_by is None:
        return []
    exact = len(one.regions) == 1 and not one.place and bool(one.said_by)
    return [] if exact else [Words(N_("held_by needs a single region, no place, and said_by"))]


@cache
def committed() -> tuple[Statement, ...]:
    """Return the committed statements, read once."""
    return load_remaining()


def present_on(outcome: Outcome, side: Side, statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Find the newest statement about people present for each part of the ground on a side.

    Parameters
    ----------
    outcome
        The statements taken are not newer than its line of contact.
    side
        A statement applies if everything that its side holds of its region is on `side`.
    statements
        From `load_remaining`.

    Returns
    -------
    tuple
        At most one statement per region and holder, in the order of people, most first.
    """
    table = outcome.table[outcome.table["area_km2"] > 0]
    whole = table.groupby(["region", "holder"])["side"].agg(lambda sides: set(sides) == {side})
    newest: dict[tuple[str, str], Statement] = {}
    for one in sorted(statements, key=lambda one: one.as_of):
        if one.held_by is not None and one.as_of <= outcome.ground.control.on:
            newest[one.regions[0], one.held_by.value] = one
    found = [one for ground, one in newest.items() if whole.get(ground, False)]
    return tuple(sorted(found, key=lambda one: -one.population))
