"""Depths of a pull-back that texts and officials named."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from geo.control.margin import MAX_STRIP_KM, read_km
from geo.errors import N_, MarginError, SourceError, Words
from geo.paths import DATA
from geo.tables import faulty_values, joined, read_table, unknown

PULL_BACKS_FILE = DATA / "claims" / "pull_backs.csv"
COLUMNS = ("id", "depth_km", "given", "said_by", "said_on", "statement", "publisher", "url")


class Given(StrEnum):
    """How a depth was given."""

    EACH = "each"
    """On each side of the line."""
    IN_ALL = "in_all"
    """For both sides together, or without a word on the sides; halved here."""


@dataclass(frozen=True)
class Preset:
    """A depth on each side of the line, and who named it when; `statement` is in our own words."""

    id: str
    depth_km: float
    given: Given
    said_by: str
    said_on: date
    statement: str
    publisher: str
    url: str


def load_presets(path: Path = PULL_BACKS_FILE) -> dict[str, Preset]:
    """Read the named depths by id, in the order of the file.

    Raises
    ------
    SourceError
        If the file cannot be read, an id repeats, or a value is invalid or missing.
    """
    table = read_table(path, COLUMNS, key="id")
    faults = unknown(table["given"], set(Given), N_("way to give a depth"))
    faults += faulty_values(table["url"], table["url"].str.startswith("https://"), Words(N_("no address")))
    for column in ("said_by", "statement", "publisher"):
        faults += faulty_values(table[column], table[column] != "", Words(N_("missing")))
    presets = {}
    for row in table.itertuples():
        try:
            depth_km = read_km(row.depth_km, N_("depth"), MAX_STRIP_KM)
            said_on = date.fromisoformat(str(row.said_on))
        except (MarginError, ValueError) as fault:
            why = fault.words if isinstance(fault, MarginError) else str(fault)
            faults.append(Words(N_("{name}: {fault}"), name=str(row.Index), fault=why))
            continue
        if not faults:
            presets[str(row.Index)] = Preset(
                str(row.Index), depth_km, Given(str(row.given)), str(row.said_by), said_on,
                str(row.statement), str(row.publisher), str(row.url))
    if faults:
        raise SourceError(N_("{name}: {fault}"), name=path.name, fault=joined(faults))
    return presets
