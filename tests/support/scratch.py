"""What a process keeps in its folder for temporary files."""

from pathlib import Path

from geo.writing.scratch import OURS


def scratch(folder: Path) -> list[Path]:
    """Return the hidden files and folders of this project in a folder."""
    return [path for path in folder.iterdir() if OURS.fullmatch(path.name)]
