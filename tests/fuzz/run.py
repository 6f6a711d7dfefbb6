"""Running changed inputs: what may not happen, and the corpus of inputs that led to something new."""

import hashlib
import random
import re
import resource
import signal
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from geo.errors import GeoError
from tests.fuzz.mutate import mutated
from tests.fuzz.targets import Target, told

MAX_S, MAX_GROWN_KB = 10.0, 1_000_000
HANG_S = 120  # a busy machine may stretch ten seconds of work


@dataclass(frozen=True)
class Failure:
    """An input that led to what may not happen."""

    target: str
    data: bytes
    what: str


def run(found: list[Target], count: int, seed: int, corpus: Path | None = None,
        say: Callable[[str], None] = lambda _: None,
        failed: Callable[[Failure], None] = lambda _: None) -> list[Failure]:
    """Give `count` changed inputs to the targets; inputs with a new outcome are kept and changed further.

    Parameters
    ----------
    found
        What takes the inputs.
    count, seed
        How many; the same seed and corpus give the same inputs.
    corpus
        A folder that grows: one folder per target, a file per outcome; None keeps nothing.
    say, failed
        Told of progress, and of each failure at once.
    """
    chance = random.Random(seed)  # noqa: S311
    pools = {target.name: [*target.seeds.values(), *_stored(corpus, target.name)] for target in found}
    seen: set[str] = {_outcome(target, data)[0] for target in found for data in pools[target.name]}
    failures: list[Failure] = []
    for number in range(count):
        target = chance.choices(found, [one.share for one in found])[0]
        pool = pools[target.name]
        data = mutated(chance.choice(pool), pool, chance)
        outcome, failure = _outcome(target, data)
        if failure:
            failures.append(Failure(target.name, data, failure))
            failed(failures[-1])
        elif outcome not in seen:
            seen.add(outcome)
            pool.append(data)
            _store(corpus, target.name, data)
        if number % 500 == 499:
            say(f"{number + 1} of {count}: {len(seen)} outcomes, {len(failures)} failures")
    return failures


def _outcome(target: Target, data: bytes) -> tuple[str, str]:
    """Return what an input led to, in short, and what of that may not happen."""
    began, before = time.process_time(), _peak_kb()
    outcome, failure = f"{target.name}: read", ""
    with _Caught() as caught, _alarm():
        target.take(data)
    if isinstance(caught.fault, GeoError):
        with _Caught() as wrong:
            told(caught.fault)
        failure = f"message: {wrong.fault}" if wrong.fault else ""
        shape = re.sub(r"[0-9.,]+|[^ ]*[^ a-z:;()-][^ ]*", "#", str(caught.fault))
        outcome = f"{target.name}: {shape}"
    elif caught.fault:
        failure = "".join(traceback.format_exception(caught.fault))
    if time.process_time() - began > MAX_S:
        failure = failure or f"took {time.process_time() - began:.0f} s"
    if _peak_kb() - before > MAX_GROWN_KB:
        failure = failure or f"took {(_peak_kb() - before) / 1e6:.1f} GB"
    return outcome, failure


class _Caught:
    """A context that ends with any exception, and has it; not when the process itself is to end."""

    fault: BaseException | None = None

    def __enter__(self) -> "_Caught":
        return self

    def __exit__(self, _kind: object, fault: BaseException | None, _trace: object) -> bool:
        self.fault = fault
        return isinstance(fault, Exception)


@contextmanager
def _alarm() -> Iterator[None]:
    def ring(_number: int, _frame: FrameType | None) -> None:
        raise TimeoutError("hangs")

    earlier = signal.signal(signal.SIGALRM, ring)
    signal.alarm(HANG_S)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, earlier)


def _peak_kb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _stored(corpus: Path | None, target: str) -> list[bytes]:
    folder = corpus / target if corpus else None
    return [path.read_bytes() for path in sorted(folder.iterdir())] if folder and folder.is_dir() else []


def _store(corpus: Path | None, target: str, data: bytes) -> None:
    if corpus:
        (corpus / target).mkdir(parents=True, exist_ok=True)
        (corpus / target / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
