"""matplotlib settings in force while a plate is drawn and written."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from typing import Any

import matplotlib as mpl

SETTINGS: Any = {
    "svg.fonttype": "none", "svg.hashsalt": "atlas", "pdf.fonttype": 42, "pdf.compression": 6,
    "path.simplify": False, "text.parse_math": False,
}
"""Settings that keep text selectable, ids reproducible and paths unsimplified."""

_alone = RLock()


@contextmanager
def plate_settings() -> Iterator[None]:
    """Apply SETTINGS and restore the previous ones afterwards.

    matplotlib's settings are global to the process, so only one thread draws at a time.
    """
    with _alone, mpl.rc_context(SETTINGS):
        yield
