"""Running `geo.line_sources.foreign.child`, and reading its answer as if a stranger had written it."""

import json
import struct
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore, Thread, Timer
from typing import IO, Any

from geo.errors import N_, SourceError, Words
from geo.line_sources.foreign import kinds
from geo.line_sources.own_export import MARKS
from geo.line_sources.polygons import MAX_BYTES, MAX_RINGS, MAX_VERTICES

CHILD = Path(__file__).with_name("child.py")
WAIT_S = 60.0  # for a busy server; the work itself may take ten seconds
AT_ONCE = 2
MAX_ANSWER = 6 * MAX_BYTES
OUT_OF_TIME = {-9, -24}  # ended by SIGKILL, of the clock here, or SIGXCPU, of its limit

_free = BoundedSemaphore(AT_ONCE)

BROKEN = N_("is a {kind} that is cut off or broken; save it again, or as GeoJSON")
FAULTS = {
    kinds.NO_GEOMETRY: N_("is Parquet without the description that makes it {kind}; save it as {kind}"),
    kinds.ENCODING: N_("holds geometry in the columns of GeoArrow, which are not read; save it as {kind} "
                       "with the encoding WKB"),
    kinds.EDGES: N_("has edges along great circles; save it with planar edges"),
    kinds.ROWS: N_("has more than {most:,} features; merge or simplify them"),
    kinds.MEMORY: N_("takes too much memory to read; simplify it, or bring it as GeoJSON"),
    kinds.LIMITS: N_("is {kind}, which is not read on this system; bring it as GeoJSON or GeoPackage"),
}
"""What each word of the child means to the reader."""


@dataclass(frozen=True)
class Answer:
    """What a file holds: the coordinate system as text, rows of short texts, and a WKB for each row."""

    system: str | None
    rows: tuple[dict[str, str], ...]
    blobs: tuple[bytes, ...]


def answer_of(data: bytes, kind: str, name: str) -> Answer:
    """Have a file read in a process of its own, at most AT_ONCE at a time.

    Parameters
    ----------
    data
        The whole file.
    kind
        A format that the child knows.
    name
        The name of the file in messages.

    Raises
    ------
    SourceError
        If the file is refused or broken, or the process ended, took too long or wrote too much.
    """
    try:
        with _free:
            written = _run([sys.executable, "-I", str(CHILD), kind, str(MAX_RINGS), ",".join(MARKS)], data)
    except TimeoutError as fault:
        raise SourceError(N_("{name}: takes too long to read; simplify it, or bring it as GeoJSON"),
                          name=name) from fault
    try:
        return _answer(_pieces(written), kind, name)
    except SourceError:
        raise
    except (ValueError, TypeError, KeyError, IndexError, struct.error, RecursionError) as fault:
        raise SourceError(N_("{name}: {fault}"), name=name, fault=Words(BROKEN, kind=kind)) from fault


def _run(command: list[str], data: bytes) -> bytes:
    """Return what a command writes, cut off if it writes too much.

    Raises
    ------
    TimeoutError
        If it takes too long.
    """
    settings = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "LC_ALL": "C.UTF-8",
                "PYTHONDONTWRITEBYTECODE": "1"}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,  # noqa: S603 - our own
                          stderr=subprocess.DEVNULL, env=settings, cwd=CHILD.parent) as process:
        assert process.stdin  # noqa: S101 - for the types
        assert process.stdout  # noqa: S101
        feeder = Thread(target=_feed, args=(process.stdin, data), daemon=True)
        clock = Timer(WAIT_S, process.kill)
        feeder.start()
        clock.start()
        try:
            written = process.stdout.read(MAX_ANSWER + 1)
            if len(written) <= MAX_ANSWER and process.wait() in OUT_OF_TIME:
                raise TimeoutError
            return written
        finally:
            process.kill()
            clock.cancel()
            feeder.join()


def _feed(pipe: IO[bytes], data: bytes) -> None:
    try:
        with pipe:
            pipe.write(data)
    except OSError:  # the process ended before it had read all
        pass


def _pieces(written: bytes) -> list[bytes]:
    if len(written) > MAX_ANSWER:
        raise ValueError("a long answer")
    pieces, at = [], 0
    while at < len(written):
        length = struct.unpack_from("<I", written, at)[0]
        if at + 4 + length > len(written):
            raise ValueError("half an answer")
        pieces.append(written[at + 4 : at + 4 + length])
        at += 4 + length
    return pieces


def _answer(pieces: list[bytes], kind: str, name: str) -> Answer:
    if pieces[0].count(b"[") + pieces[0].count(b"{") > 2 * MAX_VERTICES:
        raise ValueError("a long table")
    about = json.loads(pieces[0])
    if "fault" in about:
        raise SourceError(N_("{name}: {fault}"), name=name,
                          fault=Words(FAULTS[about["fault"]], kind=kind, most=MAX_RINGS))
    blobs = tuple(pieces[1:])
    columns, rows = list(map(_text, about["columns"])), about["rows"]
    if len(rows) != len(blobs):
        raise ValueError("rows without geometry")
    system = about["system"]
    return Answer(None if system is None else _text(system),
                  tuple({column: _text(text) for column, text in zip(columns, row, strict=True)
                         if text is not None} for row in rows), blobs)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value
