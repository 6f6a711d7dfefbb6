"""A bar that shows how far long work has come."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from tqdm.std import tqdm

Report = Callable[[int, int], None]
T = TypeVar("T")


@contextmanager
def progress(unit: str, *, shown: bool | None = None) -> Iterator[Report]:
    """Show a bar on stderr while the work goes on.

    Parameters
    ----------
    unit
        What is counted, such as 'day'.
    shown
        Whether to show it; None means only if stderr is a terminal.

    Yields
    ------
    callable
        Called with the number that is done, and of all. What is done at the first call does not count for
        the speed.
    """
    bar: tqdm | None = None

    def report(done: int, everything: int) -> None:
        nonlocal bar
        if bar is None:
            bar = tqdm(total=everything, initial=done, unit=unit, file=sys.stderr, dynamic_ncols=True,
                       disable=None if shown is None else not shown)
        bar.update(done - bar.n)

    try:
        yield report
    finally:
        if bar is not None:
            bar.close()


def counted(things: Sequence[T], report: Report) -> Iterator[T]:
    """Yield things one by one, and report each as done once the next is asked for."""
    for done, thing in enumerate(things):
        report(done, len(things))
        yield thing
    report(len(things), len(things))
