"""Files that belong together, replaced together: readers find all the old ones or all the new ones."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geo.writing.scratch import ScratchFolder

STAGE = ".update"
"""The folder of new files that are complete; until they stand in their places, they count as there."""


def current(path: Path) -> Path:
    """Return where the newest complete content of a file stands: here, or on its way here."""
    staged = path.parent / STAGE / path.name
    return staged if staged.is_file() else path


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """Yield an empty folder for new files, which replace those of `folder` if no error occurs.

    One renaming makes all of them count. A process that is killed before it changes nothing, and one that is
    killed after it leaves the rest of the moving to the next one.

    Raises
    ------
    OSError
        If the folder is not writable or full.
    """
    _settle(folder)
    with ScratchFolder(folder) as new:
        yield new
        for path in new.iterdir():
            _on_disk(path)
        new.rename(folder / STAGE)
    _settle(folder)


def _settle(folder: Path) -> None:
    """Move the files of a complete stage to their places."""
    stage = folder / STAGE
    if stage.is_dir():
        for path in sorted(stage.iterdir()):
            path.replace(folder / path.name)
        shutil.rmtree(stage)


def _on_disk(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
