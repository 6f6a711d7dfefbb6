"""The days that the features of a layer are for."""

import re

from geo.errors import SourceError
from geo.line_sources.polygons import Layer
from geo.line_sources.selection.columns import DATES, LABELS

REMEDY = ("keep only ground held by Russia on one day, or choose it: on the page below the file, in the "
          "terminal with --where COLUMN=VALUE")
NAMED = 5  # values with a note of their own; the others share one
ISO_DAY = re.compile(r"(\d{4})[-/.]?(\d\d)[-/.]?(\d\d)(?!\d)")
DAY = re.compile(r"(?:\d{4}([-/.])\d\d\1\d\d|\d\d([-/.])\d\d\2\d{4})(?:[T ].*)?")


def of_one_day(layer: Layer, name: str) -> None:
    """Refuse features of several days, whose union is the line of no day.

    Raises
    ------
    SourceError
        With the days, the column that they are in, and what to do.
    """
    columns: dict[str, set[str]] = {}
    undated: set[str] = set()
    for row in layer.rows:
        for column, text in row.items():
            if column.casefold() in DATES:
                columns.setdefault(column, set()).add(_day(text))
            elif column.casefold() in LABELS:
                columns.setdefault(column, set()).add(_day(text))
                if not DAY.fullmatch(text):
                    undated.add(column)
    for column, days in columns.items():
        if len(days) > 1 and column not in undated:
            shown = sorted(days)
            more = f" and {len(shown) - NAMED} more" if len(shown) > NAMED else ""
            raise SourceError(
                f"{name}: holds features of several dates ({', '.join(map(quoted, shown[:NAMED]))}{more} in "
                f"column {quoted(column)}); {REMEDY}")


def _day(text: str) -> str:
    found = ISO_DAY.match(text)
    return "-".join(found.groups()) if found else text


def quoted(text: str, most: int = 40) -> str:
    """Return the beginning of a text from a file, printable and in quotation marks."""
    return "'" + "".join(c if c.isprintable() else "?" for c in text[:most]) + "'"
