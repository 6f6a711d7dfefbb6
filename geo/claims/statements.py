"""Published estimates of people present today: quoted with date and source, never summed."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from geo.claims import rows
from geo.paths import DATA

REMAINING_FILE = DATA / "claims" / "remaining.csv"


@dataclass(frozen=True)
class Statement:
    """A published estimate of the people in an area on a day; quoted, never added to computed figures."""

    id: str
    area: str
    regions: tuple[str, ...]
    place: str
    as_of: date
    population: int
    kind: str
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
        "area": rows.words, "regions": rows.regions, "place": rows.place, "as_of": rows.day,
        "population": rows.count, "kind": rows.words, "statement": rows.words, "url": rows.address,
    })
