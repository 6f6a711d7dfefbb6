"""Running a sweep on a Dask cluster, which gives the days of a lost worker to the others."""

import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from datetime import date
from itertools import islice

from geo.errors import N_, SweepError
from geo.sweep.day import Opener
from geo.sweep.question import Question
from geo.sweep.run import file_content

PATIENCE_S = 30
"""How long to wait for the scheduler and for its first worker."""

AHEAD = 4
"""Days that wait at the scheduler for every thread of the cluster: the plans go along with each of them."""


def on_cluster(
    address: str, question: Question, days: Sequence[date], open_world: Opener
) -> Iterator[tuple[date, bytes]]:
    """Yield the files of days as the workers of a cluster finish them.

    Parameters
    ----------
    address
        That of the scheduler. Dask trusts whoever can reach it, so it belongs into a closed network or
        behind TLS.
    question, days, open_world
        As in `geo.sweep.run.sweep`. The workers must have this package and the same data.

    Raises
    ------
    SweepError
        If Dask is not installed, the scheduler cannot be reached, is lost or has no workers, or a day's
        workers were lost again and again.
    """
    try:
        from distributed import Client, KilledWorker, as_completed
    except ImportError as fault:
        raise SweepError(N_("A cluster needs Dask: pip install 'ukraine-plan-atlas[cluster]'.")) from fault
    try:
        client = Client(address, timeout=PATIENCE_S, set_as_default=False)
    except (OSError, ValueError) as fault:
        raise SweepError(N_("No scheduler answers at {address}."), address=address[:80]) from fault
    with client, _quiet():
        try:
            client.wait_for_workers(1, timeout=PATIENCE_S)
        except TimeoutError as fault:
            raise SweepError(N_("The scheduler at {address} has no workers; start one with 'dask worker "
                                "{address}'."), address=address[:80]) from fault
        asked = {}
        rest = iter(days)

        def more(count: int) -> list:
            """Ask for further days."""
            new = {client.submit(file_content, open_world, question, day, pure=False): day
                   for day in islice(rest, count)}
            asked.update(new)
            return list(new)

        coming = as_completed(more(AHEAD * max(1, sum(client.nthreads().values()))), loop=client.loop)
        try:
            for one in coming:
                day = asked.pop(one)
                yield day, one.result()
                coming.update(more(1))
        except KilledWorker as fault:
            raise SweepError(N_("Workers of the cluster were lost again and again on the same day; the "
                                "same command goes on where this one stopped.")) from fault
        except CancelledError as fault:
            raise SweepError(N_("The scheduler of the cluster was lost; the same command goes on where "
                                "this one stopped.")) from fault


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep Dask's own messages of a lost scheduler, with their tracebacks, from stderr."""
    log = logging.getLogger("distributed.client")
    before = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(before)
