"""The sixteen regions of New Zealand."""

from collections.abc import Iterator
from pathlib import Path

from tools.abroad.names import NEW_ZEALAND
from tools.abroad.row import Row
from tools.abroad.spdata import tables


def new_zealand(folder: Path) -> Iterator[Row]:
    """Yield land areas and residents of Statistics New Zealand for 2017."""
    (table,) = tables(folder, "nz")
    for name, area, count in zip(table["Name"], table["Land_area"], table["Population"], strict=True):
        code, english, ukrainian = NEW_ZEALAND[str(name)]
        yield Row(f"NZ-{code}", "", english, ukrainian, round(float(area)), "yes", int(count))
