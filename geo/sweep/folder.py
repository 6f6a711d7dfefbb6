"""The folder of a sweep: a Parquet file per day, complete or not there, and what they answer."""

import io
import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from geo.errors import N_, FileError, SweepError, Words, chained
from geo.outcomes.figures import FIGURES_CHANGED, NUMBERS
from geo.paths import shown_name
from geo.sweep.day import COLUMNS
from geo.sweep.question import LAYOUT, Question
from geo.writing.whole_file import naming, put_whole

ABOUT = "_sweep.json"
"""What the files answer; readers of Parquet folders pass over names that begin with an underscore."""

SUFFIX = ".parquet"
MARK = b"atlas_sweep"

_KINDS = {"on": pa.date32(), "margin_km": pa.float64(),
          **{name: pa.float64() if name.startswith("area") else pa.int64() for name in NUMBERS}}
SCHEMA = pa.schema([pa.field(name, _KINDS.get(name, pa.string()), nullable=False) for name in COLUMNS])


def about(question: Question) -> dict[str, Any]:
    """Return what a sweep answers, as its folder says it."""
    return {
        "layout": LAYOUT, "data_version": question.data_version, "figures_changed": FIGURES_CHANGED,
        "plans": [plan.id for plan in question.plans], "margins_km": list(question.margins_km),
        "records": list(question.records), "mark": question.mark,
    }


def as_parquet(rows: pd.DataFrame, question: Question) -> bytes:
    """Return the rows of one day as a Parquet file; the same rows give the same bytes.

    `rows` are from `geo.sweep.day.swept_day`; SCHEMA has the types, and no value may be missing.
    """
    schema = SCHEMA.with_metadata({MARK: question.mark, b"data_version": question.data_version})
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pandas(rows, schema, preserve_index=False).replace_schema_metadata(
        schema.metadata), out, compression="zstd")
    return out.getvalue()


def prepared(folder: Path, question: Question, days: Sequence[date], *, force: bool = False) -> list[date]:
    """Make a folder ready for a sweep and return the days that it lacks.

    Parameters
    ----------
    folder
        Is made if it is not there.
    question
        What is asked of each day.
    days
        The days of the sweep. Other days of the same question stay in the folder.
    force
        Whether to begin anew in a folder that holds another sweep; other files are never removed.

    Raises
    ------
    SweepError
        If the folder holds a sweep of other data, plans, margins or records, and `force` is false.
    FileError
        If it holds anything else, or cannot be written.
    """
    with naming(folder):
        folder.mkdir(exist_ok=True)
        there = {path.name for path in folder.iterdir()}
        if there and ABOUT not in there:
            raise FileError(N_("{name} is there and holds no sweep; name another folder."),
                            name=shown_name(folder))
        if there:
            _may_go_on(folder, question, force=force)
        put_whole(folder / ABOUT, (json.dumps(about(question), indent=1) + "\n").encode())
        return [day for day in days if not is_complete(file_of(folder, day), question.mark)]


def _may_go_on(folder: Path, question: Question, *, force: bool) -> None:
    """Compare the sweep that a folder holds with the question; with `force`, remove another one."""
    found, asked = read_about(folder), about(question)
    if found.get("mark") == question.mark:
        return
    if not force:
        named = {"data_version": "data", "figures_changed": "figures", "margins_km": "margins"}
        differ = [named.get(name, name) for name, value in asked.items()
                  if name != "mark" and found.get(name) != value]
        raise SweepError(N_("{name} holds a sweep that differs in {differ}; name another folder, or add "
                            "--force to begin anew."), name=shown_name(folder),
                         differ=chained(N_("{head} and {last}"), differ or [Words(N_("what its plans say"))]))
    for path in days_in(folder).values():
        path.unlink()


def read_about(folder: Path) -> dict[str, Any]:
    """Return what the sweep in a folder answers (see `about`).

    Raises
    ------
    FileError
        If the folder holds no sweep.
    """
    try:
        found = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise FileError(N_("{name} is no folder of a sweep."), name=shown_name(folder)) from fault
    return dict(found) if isinstance(found, dict) else {}


def file_of(folder: Path, day: date) -> Path:
    """Return the path of a day's file."""
    return folder / f"{day.isoformat()}{SUFFIX}"


def days_in(folder: Path) -> dict[date, Path]:
    """Return the files of a folder by day, in order."""
    found = {}
    for path in sorted(folder.glob(f"????-??-??{SUFFIX}")):
        try:
            found[date.fromisoformat(path.stem)] = path
        except ValueError:
            continue
    return found


def is_complete(path: Path, mark: str) -> bool:
    """Return whether a file is whole and answers the question with this mark."""
    try:
        return (pq.read_schema(path).metadata or {}).get(MARK) == mark.encode()
    except (OSError, pa.ArrowException):
        return False


def read_sweep(
    folder: Path, plans: Iterable[str] | None = None, first: date | None = None, last: date | None = None
) -> pd.DataFrame:
    """Return the rows of a sweep's complete files.

    Parameters
    ----------
    folder
        From a sweep.
    plans
        Ids of plans; None means all.
    first, last
        The days to read; None means from the first and to the last there is.

    Returns
    -------
    DataFrame
        As `geo.sweep.day.swept_day` returns it, for all days, in order.

    Raises
    ------
    FileError
        If the folder holds no sweep, or none of these days.
    """
    mark = str(read_about(folder).get("mark"))
    files = [path for day, path in days_in(folder).items()
             if (first is None or day >= first) and (last is None or day <= last) and is_complete(path, mark)]
    if not files:
        raise FileError(N_("{name} holds none of these days."), name=shown_name(folder))
    chosen = None if plans is None else [("plan", "in", list(plans))]
    return pd.concat([pq.read_table(path, filters=chosen).to_pandas() for path in files], ignore_index=True)
