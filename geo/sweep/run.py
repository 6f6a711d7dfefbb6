"""Running a sweep: its days on all cores of this machine, or on a cluster; this process writes the files."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import date
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from geo.errors import N_, SweepError
from geo.sweep.day import Opener, open_committed, swept_day
from geo.sweep.folder import as_parquet, file_of, prepared
from geo.sweep.question import Question
from geo.sweep.worker import begin
from geo.workspace import Workspace
from geo.writing.whole_file import naming, put_whole

Report = Callable[[int, int], None]
"""Called with the number of days that are complete, and of all."""

Days = Iterator[tuple[date, bytes]]


@dataclass(frozen=True)
class Swept:
    """What a sweep did: its folder, all its days, and those that were worked out this time."""

    folder: Path
    days: tuple[date, ...]
    made: tuple[date, ...]


def sweep(
    question: Question, days: Sequence[date], folder: Path, *, open_world: Opener = open_committed,
    workers: int | None = None, scheduler: str | None = None, force: bool = False,
    report: Report | None = None,
) -> Swept:
    """Work out all days of a sweep that its folder lacks, and write a file for each.

    Parameters
    ----------
    question
        What is asked of each day.
    days
        The days, each known to one of the records.
    folder
        For the files. Days that are complete in it are not worked out again.
    open_world
        Loads the world, once in each process.
    workers
        The number of processes; None means one for every core that this process may use, and 1 none
        besides this one.
    scheduler
        The address of a Dask scheduler, such as tcp://host:8786, whose workers do the work instead.
    force
        Whether to begin anew in a folder that holds another sweep.
    report
        Is told of the progress.

    Raises
    ------
    SweepError
        If the folder holds another sweep, a worker ended, or the cluster is out of reach. The days that
        are complete stay, and the same call goes on from there.
    FileError
        If the folder holds anything else, or cannot be written.
    """
    wanted = sorted(set(days))
    missing = prepared(folder, question, wanted, force=force)
    tell = report or (lambda _done, _all: None)
    done = len(wanted) - len(missing)
    tell(done, len(wanted))
    for day, content in _worked_out(question, missing, open_world, workers, scheduler):
        with naming(folder):
            put_whole(file_of(folder, day), content)
        done += 1
        tell(done, len(wanted))
    return Swept(folder, tuple(wanted), tuple(missing))


def _worked_out(question: Question, days: Sequence[date], open_world: Opener, workers: int | None,
                scheduler: str | None) -> Days:
    if not days:
        return iter(())
    if scheduler is not None:
        from geo.sweep.cluster import on_cluster  # needs an optional package

        return on_cluster(scheduler, question, days, open_world)
    many = min(workers or len(os.sched_getaffinity(0)), len(days))
    return _in_processes(question, days, open_world, many) if many > 1 else _here(question, days, open_world)


def file_content(open_world: Opener, question: Question, day: date) -> bytes:
    """Return the file of one day; the world is loaded at the first call in a process."""
    return as_parquet(swept_day(_opened(open_world), question, day), question)


@cache
def _opened(open_world: Opener) -> Workspace:
    return open_world()


def _here(question: Question, days: Sequence[date], open_world: Opener) -> Days:
    for day in days:
        yield day, file_content(open_world, question, day)


def _in_processes(question: Question, days: Sequence[date], open_world: Opener, many: int) -> Days:
    """Yield days as spawned processes finish them, which share no state with this process's threads."""
    pool = ProcessPoolExecutor(many, mp_context=get_context("spawn"), initializer=begin)
    try:
        coming = {pool.submit(file_content, open_world, question, day): day for day in days}
        for one in as_completed(coming):
            yield coming[one], one.result()
    except BrokenProcessPool as fault:
        raise SweepError(N_("A worker ended unexpectedly, perhaps for want of memory; the same command "
                            "goes on where this one stopped, with --workers 1 in one process.")) from fault
    finally:
        pool.shutdown(cancel_futures=True)
