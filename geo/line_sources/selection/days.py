"""The days that the features of a layer are for."""

import re
from collections.abc import Sequence

from geo.errors import N_, SourceError, Words, listed
from geo.line_sources.polygons import Layer
from geo.line_sources.selection.columns import DATES, ENDS, LABELS

REMEDY = Words(N_("keep only ground held by Russia on one day, or choose it: on the page below the "
                "file, in the terminal with --where COLUMN=VALUE"))
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
            if column.casefold() in DATES or column.casefold() in ENDS:
                columns.setdefault(column, set()).add(_day(text))
            elif column.casefold() in LABELS:
                columns.setdefault(column, set()).add(_day(text))
                if not DAY.fullmatch(text):
                    undated.add(column)
    for column, days in columns.items():
        if column.casefold() in ENDS and not all(row.get(column) for row in layer.rows):
            days.add("")
        if len(days) > 1 and column not in undated:
            shown = sorted(days)
            raise SourceError(N_("{name}: holds features of several dates ({days} in column "
                                 "{column}); {remedy}"), name=name,
                              days=and_more([quoted(day) for day in shown[:NAMED]], len(shown)),
                              column=quoted(column), remedy=REMEDY)


def _day(text: str) -> str:
    found = ISO_DAY.match(text)
    return "-".join(found.groups()) if found else text


def and_more(shown: Sequence[str], count: int) -> Words:
    """Return names as a list, of `count` names in all, with the number of those not shown."""
    names = listed(shown)
    return (Words(N_("{names} and {count} more"), names=names, count=count - len(shown))
            if count > len(shown) else names)


def quoted(text: str, most: int = 40) -> str:
    """Return the beginning of a text from a file, printable and in quotation marks."""
    return "'" + "".join(c if c.isprintable() else "?" for c in text[:most]) + "'"
