"""Where files are: the project's own, and those that it leaves on the machine.

The project's own lie beside the packages in a checkout, and inside `geo` once installed: an installed
package may own nothing beside itself, so `pyproject.toml` puts the folders `data`, `locale` and `docs`
into the wheel as `geo/files/...`. No other module asks where they are.
"""

import os
from pathlib import Path

NAME = "ukraine-plan-atlas"

_PACKED = Path(__file__).with_name("files")
INSTALLED = _PACKED.is_dir()

ROOT = _PACKED if INSTALLED else Path(__file__).resolve().parents[1]
"""The folder that holds `data`, `locale` and `docs`."""

DATA = ROOT / "data"
LOCALE = ROOT / "locale"
DOCS = ROOT / "docs"


def cache_folder() -> Path:
    """Where fetched files may be kept: in the checkout, else in the user's cache (XDG_CACHE_HOME)."""
    return _of_the_user("XDG_CACHE_HOME", ".cache") if INSTALLED else ROOT / ".cache"


def state_folder() -> Path:
    """Where a log may be kept between runs: the user's state folder (XDG_STATE_HOME)."""
    return _of_the_user("XDG_STATE_HOME", ".local/state")


def _of_the_user(variable: str, usual: str) -> Path:
    """A folder of our own below the one that a variable names; a relative one counts as unset."""
    named = Path(os.environ.get(variable, ""))
    base = named if named.is_absolute() else Path(os.path.expanduser("~")) / usual  # noqa: PTH111 - never fails
    return base / NAME
