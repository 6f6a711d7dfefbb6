"""Hidden files and folders for what is being written, and what killed processes left of theirs.

Each is locked by the process that made it. The lock ends with the process, however that ends, so what is not
locked is a leftover, and a number of a process that is given out again cannot make it look alive.
"""

import fcntl
import os
import re
import shutil
import tempfile
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

OURS = re.compile(r"\.[0-9a-f]{32}\.part", re.ASCII)
"""The names of these files and folders: no other programme has such."""


class ScratchFolder:
    """A folder that is removed with `remove`, when the process ends, or by the next one that needs some.

    Parameters
    ----------
    parent
        Where it is made; None means the folder of this machine for temporary files, where nobody else may
        read it.

    Raises
    ------
    OSError
        If it cannot be made.
    """

    def __init__(self, parent: Path | None = None) -> None:
        where, mode = (Path(tempfile.gettempdir()), 0o700) if parent is None else (parent, 0o777)
        self.path, number = _made(where, lambda path: path.mkdir(mode))
        self._remove = weakref.finalize(self, _discard, self.path, number)

    def remove(self) -> None:
        """Remove the folder, if it is still there under its name."""
        self._remove()

    def __enter__(self) -> Path:
        return self.path

    def __exit__(self, *_: object) -> None:
        self.remove()


@contextmanager
def scratch_file(folder: Path) -> Iterator[Path]:
    """Yield a new empty file, which is removed unless it is renamed.

    Raises
    ------
    OSError
        If it cannot be made.
    """
    path, number = _made(folder, lambda path: path.touch(exist_ok=False))
    try:
        yield path
    finally:
        _discard(path, number)


def clear_leftovers(folder: Path) -> None:
    """Remove what killed processes of this user left in a folder; what a running one uses stays."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if OURS.fullmatch(entry.name) and entry.stat(follow_symlinks=False).st_uid == os.geteuid():
                with unused(Path(entry.path)) as is_free:
                    if is_free:
                        _erase(Path(entry.path))


@contextmanager
def unused(path: Path) -> Iterator[bool]:
    """Yield whether a file or folder is there and no process has locked it; it stays locked meanwhile."""
    try:
        number = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        yield False
        return
    try:
        yield _is_locked_by_us(number)
    finally:
        os.close(number)


def _made(folder: Path, make: Callable[[Path], None]) -> tuple[Path, int]:
    """Make something under a new name and lock it; return its path and the number of the open file."""
    clear_leftovers(folder)
    while True:
        path = folder / f".{uuid4().hex}.part"
        make(path)
        try:
            number = os.open(path, os.O_RDONLY)
        except FileNotFoundError:  # another process cleared it away before it was locked
            continue
        if _is_locked_by_us(number, without=True) and path.exists():
            return path, number
        os.close(number)


def _is_locked_by_us(number: int, *, without: bool = False) -> bool:
    """Lock an open file or folder; `without` is the answer where the file system has no locks."""
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return without
    return True


def _discard(path: Path, number: int) -> None:
    _erase(path)
    os.close(number)


def _erase(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
