"""What the features of a layer say of their ground, and in which column they say it."""

import re
from collections.abc import Iterable, Mapping, Sequence

from geo.errors import N_, SourceError
from geo.line_sources.selection.columns import (
    ANSWERS,
    AROUND,
    DATES,
    LABEL,
    LABELS,
    NO_LONGER_HELD,
    NUMBERS,
    REMARKS,
    SHARES,
    YES_OR_NO,
)
from geo.line_sources.selection.days import NAMED, REMEDY, day_in, quoted
from geo.line_sources.selection.statuses import Verdict, said
from geo.line_sources.selection.texts import no_more

Value = tuple[str, str]
"""A column and a text in it; both empty for a polygon without any."""

Row = Mapping[str, str]

MAX_TEXTS = 100  # a column of more is read as one of names or remarks
MAX_REMARKS = 10_000  # the same of columns that are known to be remarks
MAX_KINDS = 20
SENTENCE = re.compile(r"(?!.*://)[^\W\d_]{3,}\W+(?:.*\W)?[^\W\d_]{2,}\b")
CODE = re.compile(r"[^\W\d_]{0,3}[-_ ]?\d{1,2}(?:\.0+|[^\W\d_])?")


def verdicts(rows: Sequence[Row]) -> list[tuple[Verdict | None, Value]]:
    """Return what each feature says of its ground, and the column and text that say it."""
    more = _speaking(rows)
    found = [_verdict(row, more) for row in rows]
    statuses = any(verdict in (Verdict.HELD, Verdict.OTHER) for verdict, _ in found)
    since = Verdict.HELD if statuses else None
    return [(since if verdict is Verdict.SINCE_2014 else verdict, value) for verdict, value in found]


def labels(row: Row) -> dict[str, Value]:
    """Return the columns and texts of a row by the columns' names in small letters."""
    return {column.casefold(): (column, text) for column, text in row.items()}


def refuse_no_answer(rows: Sequence[Row], name: str) -> None:
    """Refuse what is neither yes nor no in a column that answers by one of them.

    Raises
    ------
    SourceError
        With the column, the text, and what to do.
    """
    for column, text in (value for row in rows for value in row.items()):
        if column.casefold() in YES_OR_NO and said(column, text) is None:
            raise SourceError(N_("{name}: in column {column} it has {text}, which is neither true nor "
                                 "false; {remedy}"), name=name, column=quoted(column), text=quoted(text),
                              remedy=REMEDY)


def told_apart(rows: Sequence[Row]) -> list[Value]:
    """Return the value of each row in the column that tells the rows apart; empty values if none does.

    That is the first column of labels with more than one value, or else a column of any name that puts
    the rows into a few groups.
    """
    all_labels = [labels(row) for row in rows]
    known = dict.fromkeys(column for found in all_labels for column in found)
    for column in _asked_in_order(known, ()):
        values = [found.get(column, ("", "")) for found in all_labels]
        if len(set(values)) > 1:
            return values
    for column in known:
        values = [found.get(column, ("", "")) for found in all_labels]
        texts = {text for _, text in values}
        few = len(texts) <= min(MAX_KINDS, len(rows) - 1) or (
            len(texts) <= NAMED and (all(map(_is_told, texts)) or _are_codes(column, texts)))
        if len(texts) > 1 and ("" in texts if column in DATES else few or SHARES.search(column)):
            return values
    return [("", "")] * len(rows)


def _is_told(text: str) -> bool:
    """Tell whether a text is made of words, or has a day, rather than a number or a code of the feature."""
    return bool(day_in(text) or SENTENCE.match(text)) or not re.search(r"[\d{}]|://", text)


def _are_codes(column: str, texts: Iterable[str]) -> bool:
    """Tell whether a column may have kinds by their numbers: 1 for held, 2 for freed, and nobody says so."""
    return not NUMBERS.search(column) and all(CODE.fullmatch(text) for text in texts if text)


def _verdict(row: Row, more: Sequence[str]) -> tuple[Verdict | None, Value]:
    """Return what a row says, and where: what it lies in counts against it, and else only after its own."""
    own = labels(row)
    there = [own[column] for column in _asked_in_order(own, more)]
    around = [value for value in there if value[0].casefold() in AROUND]
    for value in [*around, *(value for value in there if NO_LONGER_HELD.search(value[0].casefold()))]:
        if said(*value) is Verdict.OTHER:
            return Verdict.OTHER, value
    for value in [*(value for value in there if value not in around), *around]:
        verdict = said(*value)
        if verdict is not None:
            return verdict, value
    return None, next(iter(there), ("", ""))


def _speaking(rows: Sequence[Row]) -> list[str]:
    """Return the columns of other names in which some rows say that Russia holds the ground, others not.

    Of remarks it is enough that one says that the ground is not held any more.
    """
    texts: dict[str, set[str]] = {}
    for row in rows:
        for column, text in row.items():
            texts.setdefault(column.casefold(), set()).add(text)
    others = {column: found for column, found in texts.items()
              if column not in DATES and not _is_label(column)
              and len(found) <= (MAX_REMARKS if column in REMARKS else MAX_TEXTS)}
    return [column for column, found in others.items()
            if {Verdict.HELD, Verdict.OTHER} <= {said(column, text) for text in found}
            or (column in REMARKS and any(map(no_more, found)))]


def _asked_in_order(columns: Iterable[str], more: Sequence[str]) -> list[str]:
    known = set(columns)
    others = sorted(column for column in known - set(LABELS) if _is_label(column))
    return [*(column for column in LABELS if column in known), *others,
            *(column for column in more if column in known)]


def _is_label(column: str) -> bool:
    return column in LABELS or any(names.search(column) for names in (LABEL, NO_LONGER_HELD, ANSWERS))
