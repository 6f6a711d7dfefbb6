"""Atomic writing: a temporary file in the same folder is renamed once it is complete."""

import os
from pathlib import Path
from uuid import uuid4

from geo.errors import N_, FileError

SHOWN = 60  # characters of a file name that a message may repeat


def put_whole(path: Path, content: bytes) -> None:
    """Write a file completely, or leave everything unchanged; one that is there is replaced.

    Raises
    ------
    FileError
        If the folder is missing, not writable or full.
    """
    beside = path.parent / f".{uuid4().hex}.part"
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as fault:
        raise not_written(path, fault) from fault
    finally:
        beside.unlink(missing_ok=True)


def not_written(path: Path, fault: OSError) -> FileError:
    """Return the error that names a file which could not be written, and why."""
    return FileError(N_("{name} cannot be written: {why}."), name=path.name[:SHOWN], why=str(fault.strerror))
