"""Locations of the project's own files, and of those it writes for the user.

In a checkout the folders `data`, `locale` and `docs` lie next to the packages. An installed package may
not own files outside its own folder, so `pyproject.toml` puts them into the wheel as `geo/files/...`. No
other module needs to know the difference.
"""

import os
from pathlib import Path

from geo.settings.setting import Setting
from geo.settings.variables import CACHE_HOME, STATE_HOME

NAME = "ukraine-plan-atlas"
SHOWN = 60  # characters of a name that a message may repeat

_PACKED = Path(__file__).with_name("files")
INSTALLED = _PACKED.is_dir()

ROOT = _PACKED if INSTALLED else Path(__file__).resolve().parents[1]
"""The folder that holds `data`, `locale` and `docs`."""

DATA = ROOT / "data"
LOCALE = ROOT / "locale"
DOCS = ROOT / "docs"


def shown_name(path: Path) -> str:
    """Return what messages call a file or folder: its name, or the path if it has none, such as '.'."""
    return (path.name or str(path))[:SHOWN]


def cache_folder() -> Path:
    """Return the folder for fetched files: in the checkout, or in the user's cache (XDG_CACHE_HOME)."""
    return _of_the_user(CACHE_HOME, ".cache") if INSTALLED else ROOT / ".cache"


def state_folder() -> Path:
    """Return the folder for logs: in the user's state folder (XDG_STATE_HOME)."""
    return _of_the_user(STATE_HOME, ".local/state")


def _of_the_user(setting: Setting, usual: str) -> Path:
    """Return the project's folder below the one named by a variable; relative paths are ignored."""
    named = Path(setting.text())
    base = named if named.is_absolute() else Path(os.path.expanduser("~")) / usual  # noqa: PTH111 - never fails
    return base / NAME
