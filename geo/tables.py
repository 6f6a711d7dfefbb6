"""Reading the committed tables, so that a wrong file gets one message with all its faults."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from geo.errors import SourceError
from geo.paths import DATA

MAX_FAULTS_SHOWN = 8
SHOWN = 40  # characters of a value that a message repeats


def read_table(path: Path, columns: tuple[str, ...], key: str | None = None) -> pd.DataFrame:
    """Read a CSV whose columns are known, all values as text.

    Parameters
    ----------
    path
        UTF-8 file with a header row.
    columns
        The columns that must be there.
    key
        A column whose values must be unique; it becomes the index.

    Raises
    ------
    SourceError
        If the file is missing or unreadable, lacks a column, repeats a key, or has a stray blank in
        a name.
    """
    try:
        table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    except (OSError, UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as fault:
        raise SourceError(f"{path.name}: cannot be read as a table ({fault})") from fault
    faults = [f"column '{name}' is missing" for name in columns if name not in table]
    if not faults and key is not None:
        repeated = table[key][table[key].duplicated()].unique()
        faults += [f"{key} '{value}' stands there twice" for value in repeated]
        table = table.set_index(key)
    faults += stray_blanks(table)
    if faults:
        raise SourceError(f"{path.name}: {joined(faults)}")
    return table


def stray_blanks(table: pd.DataFrame) -> list[str]:
    """A fault for each name with a blank at either end, or with more than one between two words.

    Such a name looks right, but is found by no search and leaves a gap in every sentence. Names
    stand in columns that are called so: `name`, `name_en`, `name_uk`.
    """
    columns = [column for column in table if str(column).split("_")[0] == "name"]
    return [f"the {column} {value!r} has a stray blank" for column in columns
            for value in table[column].unique() if value != " ".join(value.split())]


def faulty_values(column: pd.Series, fits: pd.Series, what: str) -> list[str]:
    """A fault for each value of a column that does not fit, named by its row's key."""
    return [f"{column.name} of '{key}' is {what}" for key in column.index[~fits]]


def unknown(column: pd.Series, known: Iterable[str], what: str) -> list[str]:
    """A fault for each value of a column that is not among those known."""
    there = set(known)  # pandas looks texts up in a list, far more slowly
    return [f"{what} '{value[:SHOWN]}' is unknown" for value in column.unique() if value not in there]


def joined(faults: list[str]) -> str:
    """All faults of one input as one line; beyond a handful the rest is counted."""
    more = len(faults) - MAX_FAULTS_SHOWN
    tail = f"; and {more} more" if more > 0 else ""
    return "; ".join(faults[:MAX_FAULTS_SHOWN]) + tail


def data_version(root: Path = DATA) -> str:
    """Eight hexadecimal digits that change whenever a byte of the committed data changes."""
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.suffix in {".csv", ".geojson", ".toml"}:
            digest.update(path.relative_to(root).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:8]
