"""Writing a file whole: beside its place first, then renamed, so that nobody sees half of it."""

import os
from pathlib import Path
from uuid import uuid4

from geo.errors import FileError

SHOWN = 60  # characters of a file's name that a message may repeat


def write_whole(out: Path, content: bytes, *, replace: bool = True) -> None:
    """Write a file, or leave everything as it was.

    Raises
    ------
    FileError
        If the folder is missing, not writable or full, the name stands for something that is no
        plain file, or the file is there and may not be replaced.
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
    """Say early, before anything is worked out, that a file will not be written.

    Raises
    ------
    FileError
        As `write_whole` does; whether there is room is seen only when writing.
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
