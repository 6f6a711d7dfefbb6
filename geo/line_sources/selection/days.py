"""The days that the features of a layer are for."""

import re
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from functools import lru_cache

from geo.errors import N_, SourceError, Words, listed
from geo.line_sources.polygons import Layer
from geo.line_sources.selection.columns import ABOUT, DATED, DATES, ENDS, FILES, LABELS

REMEDY = Words(N_("keep only ground held by Russia on one day, or choose it: on the page below the "
                "file, in the terminal with --where COLUMN=VALUE"))
NAMED = 5  # values with a note of their own; the others share one
ISO_DAY = re.compile(r"(\d{4})[-/._]?(\d\d)[-/._]?(\d\d)(?!\d)")
FIGURES = (r"\d{4}([-/._])\d{1,2}\1\d{1,2}|\d{1,2}([-/._])\d{1,2}\2\d{4}"
           r"|20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
           r"|(?:0[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])\.\d\d")
WORDS = (r"(\d{1,2})(?:\.|er|st|nd|rd|th)?\s([^\W\d_]{3,12})\.?,?\s(\d{4})"
         r"|([^\W\d_]{3,12})\.?\s(\d{1,2})(?:st|nd|rd|th)?,?\s(\d{4})")
MONTHS = ("jan|jän|sty|січ|янв", "feb|f[ée]v|lut|лют|фев", "mar|mär|бер|мар", "apr|avr|kwi|кві|апр",
          "may|mai|maj|тра|ма[йя]", "jun|juin|cze|чер|июн", "jul|juil|lip|лип|июл", "aug|ao[uû]|sie|сер|авг",
          "sep|wrz|вер|сен", "oct|okt|pa[zź]|жов|окт", "nov|lis|лис|ноя", "dec|dez|déc|gru|гру|дек")
"""How the names of months begin, in English, Ukrainian, Russian, German, French and Polish."""
COMPACT = r"(\d{1,2})([a-z]{3})(20\d\d)|(20\d\d)([a-z]{3})(\d\d)"
"""A day as in names of files: 20NOV2024."""
DAY = re.compile(rf"(?<!\d)(?:{FIGURES}|{WORDS}|{COMPACT})(?!\d)(?:[T ]\d\d:\d\d\S*)?", re.IGNORECASE)
SINCE_1970 = re.compile(r"(1[3-9]\d{8}|2[01]\d{8})(?:\.\d+|(?:\d{3})?(?:\d{3})?(?:\.0+)?)?")
"""A time in seconds, milliseconds or microseconds since 1970, from 2011 to 2039."""
ISO = re.compile(r"\d{4}-\d\d-\d\d")
A_TIME_OF = re.compile(r"\b(?:since|from|before|until|till|after|prior|by|до|від|з|із|с|со|от|после|після"
                       r"|перед|раніше|ранее)\b")
"""Words with which a day says since or until when ground is held, and not for which day it is drawn."""


def of_one_day(layer: Layer, name: str, asked: Collection[str] = ()) -> None:
    """Refuse features of several days, whose union is the line of no day.

    Parameters
    ----------
    layer
        What is counted.
    name
        The name of the file in messages.
    asked
        Columns, in small letters, of which a reader chose several values.

    Raises
    ------
    SourceError
        With the days, the column that they are in, and what to do.
    """
    columns: dict[str, set[str]] = {}
    rests: dict[str, set[str | None]] = {}
    for row in layer.rows:
        for column, text in row.items():
            if column.casefold() in DATES or column.casefold() in ENDS or _dates(column, text):
                columns.setdefault(column, set()).add(_day(text))
            elif column.casefold() in LABELS or column.casefold() in FILES:
                day, rest = _apart(text)
                columns.setdefault(column, set()).add(day)
                rests.setdefault(column, set()).add(rest)
    undated = {column for column, found in rests.items() if len(found) > 1 or None in found}
    for column, days in columns.items():
        if column.casefold() in asked:
            continue
        if column.casefold() in ENDS and not all(row.get(column) for row in layer.rows):
            days.add("")
        if len(days) > 1 and column not in undated:
            shown = sorted(days)
            raise SourceError(N_("{name}: holds features of several dates ({days} in column "
                                 "{column}); {remedy}"), name=name,
                              days=and_more([quoted(day) for day in shown[:NAMED]], len(shown)),
                              column=quoted(column), remedy=REMEDY)


def day_in(text: str) -> str:
    """Return the day in a text, as messages show it; empty if there is none, or one of another form."""
    found = DAY.search(text)
    day = _day(found[0] if found else text)
    return day if ISO.fullmatch(day) else ""


def _dates(column: str, text: str) -> bool:
    """Tell whether a column of another name has the days that features are for."""
    return _is_dated(column.casefold()) and bool(ISO.fullmatch(_day(text)))


@lru_cache(1_000)
def _is_dated(name: str) -> bool:
    return bool(DATED.search(name)) and not ABOUT.search(name)


def _apart(text: str) -> tuple[str, str | None]:
    """Return the day in a label and the words around it; None for those if it does not date the feature."""
    found = DAY.search(text)
    day = _day(found[0]) if found else ""
    if found is None or (day == found[0] and re.match(WORDS, day)):  # of no month that is known
        return text, None
    rest = " ".join((text[:found.start()] + " " + text[found.end():]).casefold().split())
    return day, None if A_TIME_OF.search(rest) or DAY.search(rest) else rest


def _day(text: str) -> str:
    epoch = SINCE_1970.fullmatch(text.strip())
    if epoch:
        return datetime.fromtimestamp(int(epoch[1]), UTC).date().isoformat()
    found = ISO_DAY.match(text)
    if found:
        return "-".join(found.groups())
    dotted = re.match(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)", text)
    if dotted:
        return f"{dotted[3]}-{dotted[2]:0>2}-{dotted[1]:0>2}"
    in_words, compact = re.match(WORDS, text), re.match(COMPACT, text, re.IGNORECASE)
    if in_words:
        day, month, year = in_words.groups()[:3] if in_words[1] else (in_words[5], in_words[4], in_words[6])
    elif compact:
        day, month, year = compact.groups()[:3] if compact[1] else (compact[6], compact[5], compact[4])
    else:
        return text
    number = next((at for at, begin in enumerate(MONTHS, start=1) if re.match(begin, month.casefold())), 0)
    return f"{year}-{number:02}-{int(day):02}" if number else text


def and_more(shown: Sequence[str], count: int) -> Words:
    """Return names as a list, of `count` names in all, with the number of those not shown."""
    names = listed(shown)
    return (Words(N_("{names} and {count} more"), names=names, count=count - len(shown))
            if count > len(shown) else names)


def quoted(text: str, most: int = 40) -> str:
    """Return the beginning of a text from a file, printable and in quotation marks."""
    return "'" + "".join(c if c.isprintable() else "?" for c in text[:most]) + "'"
