"""The folder of a static site: built under a temporary name and moved into place once complete."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from geo.errors import N_, FileError, Words
from geo.writing.scratch import ScratchFolder, unused
from geo.writing.whole_file import naming, not_written
from layers.export.files import write_whole

MANIFEST, INDEX = "files.json", "index.html"
MADE_BY = "ukraine-plan-atlas publish"
SHOWN = 60  # characters of a name that a message may repeat


@dataclass(frozen=True)
class Published:
    """A file of a site: POSIX `path` relative to the site's folder, size, checksum, media type."""

    path: str
    bytes: int
    sha256: str
    media_type: str


def put(folder: Path, path: str, content: bytes, media_type: str) -> Published:
    """Write one file of a site.

    Raises
    ------
    FileError
        If the folder is not writable or full.
    """
    target = folder / path
    with naming(folder):
        target.parent.mkdir(parents=True, exist_ok=True)
    write_whole(target, content)
    return Published(path, len(content), hashlib.sha256(content).hexdigest(), media_type)


def manifest(files: Iterable[Published], about: dict[str, Any]) -> bytes:
    """Return the list of all files with size, checksum and media type, as JSON."""
    listed = sorted((asdict(file) for file in files), key=lambda item: item["path"])
    value = {"made_by": MADE_BY, **about, "files": listed}
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def may_be_made(folder: Path, *, force: bool = False) -> None:
    """Check before any computation that a folder can be written.

    A non-empty folder is replaced only with `force`, and only if `publish` wrote it and it contains
    no other files.

    Raises
    ------
    FileError
        If the folder may not be replaced, or its parent is missing.
    """
    name = folder.name[:SHOWN]
    try:
        if not folder.name or not folder.parent.is_dir():
            name = name or Words(N_("The folder"))
            raise FileError(N_("{name} cannot be written: there is no such folder to put it in."),
                            name=name)
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            raise FileError(N_("{name} is there and is no plain folder."), name=name)
        if not folder.exists() or not any(folder.iterdir()):
            return
        if not force:
            raise FileError(N_("{name} is already there and not empty; add --force to replace it."),
                            name=name)
        foreign = sorted(_foreign(folder))
    except OSError as fault:
        raise not_written(folder, fault) from fault
    if foreign:
        other = foreign[0][:SHOWN]
        raise FileError(N_("{name} is not replaced: it holds {other}, which 'publish' did not write."),
                        name=name, other=other)


def _foreign(folder: Path) -> Iterator[str]:
    """Yield every path in a folder that is not in its manifest."""
    try:
        value = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        listed = value["files"] if value["made_by"] == MADE_BY else []
        ours = {MANIFEST, *(item["path"] for item in listed)} if listed else set()
    except (FileNotFoundError, ValueError, TypeError, KeyError):
        ours = set()
    for path in folder.rglob("*"):
        there = path.relative_to(folder).as_posix()
        if there not in ours and (path.is_symlink() or not path.is_dir()):
            yield there


@contextmanager
def beside(folder: Path, *, force: bool = False) -> Iterator[Path]:
    """Yield a new folder to build in, which replaces `folder` if no error occurs.

    What killed processes left beside it is removed; a site that one of them had just moved away is put back.

    Raises
    ------
    FileError
        As for `may_be_made`, or if permission or disk space is lacking.
    """
    with naming(folder):
        _put_back(folder)
        may_be_made(folder, force=force)
        with ScratchFolder(folder.parent) as new:
            yield new
            may_be_made(folder, force=force)
            _swap(new, folder)


def _former(folder: Path) -> Path:
    """Return where the former site stands while the new one takes its place."""
    return folder.parent / f".{hashlib.sha256(os.fsencode(folder.name)).hexdigest()[:32]}.old"


def _swap(new: Path, folder: Path) -> None:
    if not folder.exists():
        new.rename(folder)
        return
    old = _former(folder)
    with unused(folder):  # the lock moves along, so that no other process takes it for a leftover
        folder.rename(old)
        try:
            new.rename(folder)
        except OSError:
            old.rename(folder)
            raise
        shutil.rmtree(old)


def _put_back(folder: Path) -> None:
    """Restore the former site if the process that replaced it was killed in between, or else remove it."""
    old = _former(folder)
    with unused(old) as is_left:
        if is_left and folder.exists():
            shutil.rmtree(old, ignore_errors=True)
        elif is_left:
            old.rename(folder)


def absolute(folder: Path) -> Path:
    """Return the absolute path, so that a folder given as '.' also has a name and a parent."""
    return Path(os.path.abspath(folder))  # noqa: PTH100 - unlike resolve(), this follows no symbolic link

