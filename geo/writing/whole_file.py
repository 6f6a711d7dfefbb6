"""Atomic writing: a temporary file in the same folder is renamed once it is complete."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geo.errors import N_, UnwrittenError
from geo.paths import shown_name
from geo.writing.refusal import why_refused
from geo.writing.scratch import scratch_file


def put_whole(path: Path, content: bytes) -> None:
    """Write a file completely, or leave everything unchanged; one that is there is replaced.

    Raises
    ------
    FileError
        If the folder is missing, not writable or full.
    """
    with whole_file(path) as beside:
        beside.write_bytes(content)


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Yield an empty file that takes the place of another one once it is complete, or is removed.

    Raises
    ------
    FileError
        As `put_whole`.
    """
    with naming(path), scratch_file(path.parent) as beside:
        yield beside
        with beside.open("r+b") as file:
            os.fsync(file.fileno())
        beside.replace(path)


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Say of whatever cannot be written meanwhile that this file or folder, which was asked for, cannot.

    Fonts, pictures and parts of a folder are written on the way to it, and their names mean nothing to the
    reader.

    Raises
    ------
    UnwrittenError
        If the disk is full, a file grows too large, or permission is lacking.
    """
    try:
        yield
    except UnwrittenError as fault:
        values = {**fault.words.values, "name": shown_name(path)}
        raise UnwrittenError(fault.words.message, **values) from fault
    except OSError as fault:
        raise not_written(path, fault) from fault


def not_written(path: Path, fault: OSError) -> UnwrittenError:
    """Return the error that names a file which could not be written, and why."""
    return UnwrittenError(N_("{name} cannot be written: {why}."), name=shown_name(path),
                          why=why_refused(fault))
