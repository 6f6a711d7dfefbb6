"""Atomic writing: a temporary file in the same folder is renamed once it is complete."""

import os
from pathlib import Path
from uuid import uuid4

from geo.errors import FileError

SHOWN = 60  # characters of a file name that a message may repeat


def write_whole(out: Path, content: bytes, *, replace: bool = True) -> None:
    """Write a file completely, or leave everything unchanged.

    Raises
    ------
    FileError
        If the folder is missing, not writable or full, if the path is not a regular file, or if
        the file exists and may not be replaced.
    """
    may_be_written(out, replace=replace)
    beside = out.parent / f".{uuid4().hex}.part"
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(out)
    except OSError as fault:
        raise _refused(out, fault) from fault
    finally:
        beside.unlink(missing_ok=True)


def may_be_written(out: Path, *, replace: bool = True) -> None:
    """Check before any computation that a file can be written.

    Raises
    ------
    FileError
        As for `write_whole`, except that a full disk shows only when writing.
    """
    if not out.name:
        raise FileError("The file to write has no name.")
    try:
        there, plain = out.exists(), out.is_file()
        roomy = out.parent.is_dir()
    except OSError as fault:
        raise _refused(out, fault) from fault
    if there and not plain:
        raise FileError(f"{out.name[:SHOWN]} is there and is no plain file.")
    if there and not replace:
        raise FileError(f"{out.name[:SHOWN]} is already there; add --force to replace it.")
    if not roomy:
        raise FileError(f"{out.name[:SHOWN]} cannot be written: there is no such folder.")


def _refused(out: Path, fault: OSError) -> FileError:
    return FileError(f"{out.name[:SHOWN]} cannot be written: {fault.strerror}.")
