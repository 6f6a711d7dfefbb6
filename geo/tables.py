"""Reading the committed tables, with one message that lists all faults of a file."""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from geo.errors import N_, SourceError, Words, listed
from geo.paths import DATA
from geo.writing.staged import current

MAX_FAULTS_SHOWN = 8
MANY_FAULTS = 1_000  # a reader of files may look for no more
SHOWN = 40  # characters of a value quoted in a message


def read_table(path: Path, columns: tuple[str, ...], key: str | None = None) -> pd.DataFrame:
    """Read a CSV file with all values as text.

    Parameters
    ----------
    path
        UTF-8 file with a header row.
    columns
        The required columns.
    key
        A column with unique values, which becomes the index.

    Returns
    -------
    DataFrame
        One row per line, in their order; all columns of the file, also those not required, and '' where a
        value is missing. Without a key the index is 0, 1, ...

    Raises
    ------
    SourceError
        If the file is missing or unreadable, lacks a column, repeats a key, or has stray blanks in a
        name.
    """
    try:
        table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    except (OSError, UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as fault:
        raise SourceError(N_("{name}: cannot be read as a table ({fault})"), name=path.name,
                          fault=str(fault)) from fault
    faults: list[str] = [Words(N_("column '{name}' is missing"), name=name)
                         for name in columns if name not in table]
    if not faults and key is not None:
        repeated = table[key][table[key].duplicated()].unique()
        faults += [Words(N_("{key} '{value}' stands there twice"), key=key, value=value)
                   for value in repeated]
        table = table.set_index(key)
    faults += stray_blanks(table)
    if faults:
        raise SourceError(N_("{name}: {fault}"), name=path.name, fault=joined(faults))
    return table


def stray_blanks(table: pd.DataFrame) -> list[str]:
    """List the names with leading, trailing or repeated blanks.

    Such a name looks right, but cannot be found by searching and leaves gaps in text. All columns named
    `name` or `name_...` are checked.
    """
    columns = [column for column in table if str(column).split("_")[0] == "name"]
    return [Words(N_("the {column} {value} has a stray blank"), column=column, value=repr(value))
            for column in columns
            for value in np.asarray(table[column].unique()) if value != " ".join(value.split())]


def faulty_values(column: pd.Series, fits: pd.Series, what: str) -> list[str]:
    """List the values of a column that are not valid, by the key of the row.

    Parameters
    ----------
    column
        A named column; its index has the keys.
    fits
        Boolean, in the same order: false where a value is not valid.
    what
        What is said of such a value, such as 'no whole number'.
    """
    return [Words(N_("{name} of '{key}' is {what}"), name=column.name, key=key, what=what)
            for key in column.index[~fits]]


def unknown(column: pd.Series, known: Iterable[str], what: str) -> list[str]:
    """List the values of a column that are not among the known ones, each once; `what` says what they are."""
    there = set(known)  # pandas looks texts up in a list, far more slowly
    values = np.asarray(column.unique())
    return [Words(N_("{what} '{value}' is unknown"), what=Words(what), value=value[:SHOWN])
            for value in values if value not in there]


def joined(faults: Sequence[str]) -> Words:
    """Join faults into one line; beyond MAX_FAULTS_SHOWN only their number is given, up to MANY_FAULTS."""
    shown = listed(faults[:MAX_FAULTS_SHOWN], "; ")
    if len(faults) > MANY_FAULTS:
        return Words(N_("{faults}; and many more"), faults=shown)
    more = len(faults) - MAX_FAULTS_SHOWN
    return Words(N_("{faults}; and {count} more"), faults=shown, count=more) if more > 0 else shown


def data_version(root: Path = DATA) -> str:
    """Return eight hexadecimal digits that change with every change of the committed data.

    The log of corrections, which lists these versions, is not part of them.
    """
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        within = path.relative_to(root)
        is_hidden = any(part.startswith(".") for part in within.parts)  # what is being written
        if (path.is_file() and path.suffix in {".csv", ".geojson", ".toml"} and not is_hidden
                and path.parent != root / "corrections"):
            digest.update(within.as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(current(path).read_bytes()).digest())
    return digest.hexdigest()[:8]
