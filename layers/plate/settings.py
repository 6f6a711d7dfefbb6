"""matplotlib's settings while a plate is composed and written."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from typing import Any

import matplotlib as mpl

SETTINGS: Any = {
    "svg.fonttype": "none", "svg.hashsalt": "atlas", "pdf.fonttype": 42, "pdf.compression": 6,
    "path.simplify": False, "text.parse_math": False,
}
"""Text stays text, nothing is random, and no corner of a line is left out."""

_alone = RLock()


@contextmanager
def plate_settings() -> Iterator[None]:
    """Apply SETTINGS, and put back what was set before.

    matplotlib keeps its settings for the whole process, so one thread draws at a time.
    """
    with _alone, mpl.rc_context(SETTINGS):
        yield
