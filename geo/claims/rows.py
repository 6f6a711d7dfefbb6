"""Reading tables of claims: one parser per column, with all faults in one message."""

import math
import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from geo.errors import N_, SourceError, Words
from geo.gazetteer.places import CITY_ID_LENGTH
from geo.status import Holder
from geo.tables import joined, read_table

COUNTRY = "UA"
"""The value of `regions` that means all regions of Ukraine."""
LONGEST = 600  # characters of a line
YEARS = range(1991, 2100)
ID = re.compile(r"[a-z0-9][a-z0-9-]{1,79}")
PLACE = re.compile(rf"UA\d{{{CITY_ID_LENGTH - 2}}}")
REGION = re.compile(rf"{COUNTRY}(-\d\d)?")
UNSAFE = re.compile(r"[\s\"'<>\\^`]")
T = TypeVar("T")


def load_rows(path: Path, kind: type[T], readers: Mapping[str, Callable[[str], Any]],
          more: Callable[[T], list[str]] | None = None) -> tuple[T, ...]:
    """Read a table with one parser per column.

    Parameters
    ----------
    path
        CSV file with a column `id` and the columns in `readers`.
    kind
        The class of a row; its fields are named as the columns.
    readers
        By column, a function that parses a cell and raises ValueError if it cannot.
    more
        Returns the faults that show only in a whole row.

    Raises
    ------
    SourceError
        If the file cannot be read, or with a list of every invalid value in it.
    """
    table = read_table(path, ("id", *readers), key="id")
    faults, records = [], []
    for name, row in table.iterrows():
        key = str(name)
        values: dict[str, Any] = {"id": key}
        wrong: list[str] = [] if ID.fullmatch(key) else [Words(N_("is no id"))]
        for column, read in readers.items():
            try:
                values[column] = read(row[column])
            except ValueError:
                wrong.append(Words(N_("{column} {value} cannot be used"), column=column,
                                   value=repr(row[column][:40])))
        if not wrong:
            records.append(kind(**values))
            wrong = more(records[-1]) if more else []
        faults += [Words(N_("{name}: {fault}"), name=repr(key[:80]), fault=fault) for fault in wrong]
    if faults:
        raise SourceError(N_("{name}: {fault}"), name=path.name, fault=joined(faults))
    return tuple(records)


def line(text: str, least: int = 0) -> str:
    """Read a text that prints and has from `least` to LONGEST characters, or raise ValueError."""
    if not least <= len(text.strip()) <= LONGEST or not text.isprintable():
        raise ValueError
    return text


words = partial(line, least=1)


def number(text: str) -> float:
    """Read a finite number, or raise ValueError."""
    value = float(text)
    if not math.isfinite(value):
        raise ValueError
    return value


def day(text: str) -> date:
    """Read a day of YEARS, written YYYY-MM-DD, or raise ValueError."""
    day = date.fromisoformat(text)
    if day.year not in YEARS or day.isoformat() != text:
        raise ValueError
    return day


def regions(text: str) -> tuple[str, ...]:
    """Read ids of regions with blanks between them, or COUNTRY alone, or raise ValueError."""
    names = tuple(text.split())
    if not all(REGION.fullmatch(name) for name in names) or (COUNTRY in names and len(names) > 1):
        raise ValueError
    return names


def plan(text: str) -> str:
    """Read the id of a plan, or '', or raise ValueError."""
    if text and not ID.fullmatch(text):
        raise ValueError(text)
    return text


def place(text: str) -> str:
    """Read the P-code of a settlement, or '', or raise ValueError."""
    if text and not PLACE.fullmatch(text):
        raise ValueError
    return text


def address(text: str) -> str:
    """Read an address that is safe to link, or raise ValueError.

    It is empty, or http(s) without blanks, quotes and brackets.
    """
    if not text:
        return text
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or UNSAFE.search(text):
        raise ValueError
    return line(text)


def holder(text: str) -> Holder | None:
    """Read a holder, or None from '', or raise ValueError."""
    return Holder(text) if text else None


def count(text: str) -> int:
    """Read a whole number from zero on, or raise ValueError."""
    if not text.isdecimal():
        raise ValueError
    return int(text)
