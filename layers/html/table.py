"""Tables as plain values in the reader's language, for the table template."""

from collections.abc import Sequence
from dataclasses import dataclass

from layers.html.render import render


@dataclass(frozen=True)
class Head:
    """A column heading; `number` if the column holds figures, `range` if those of the column before it."""

    words: str
    number: bool = False
    range: bool = False


@dataclass(frozen=True)
class Cell:
    """One cell: text or a figure, a link if `url` is a web address, and a note in small type below.

    `coded` says that what stands between backticks is code.
    """

    words: str
    number: bool = False
    url: str = ""
    note: str = ""
    coded: bool = False


@dataclass(frozen=True)
class Row:
    """One row: the header cell, then the others; `total` if it is the sum of other rows."""

    label: Cell
    cells: tuple[Cell, ...]
    total: bool = False


@dataclass(frozen=True)
class Table:
    """An accessible table; `kind` has its CSS classes."""

    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    kind: str = "ledger"


def heads(words: Sequence[str], numbers: Sequence[int] = (), ranges: Sequence[int] = ()) -> tuple[Head, ...]:
    """Return column headings; `numbers` has the indices of columns with figures, `ranges` those of ranges."""
    return tuple(Head(word, n in numbers, n in ranges) for n, word in enumerate(words))


def figures(cells: Sequence[str]) -> tuple[Cell, ...]:
    """Return cells for figures."""
    return tuple(Cell(words, number=True) for words in cells)


def table_html(table: Table) -> str:
    """Render the table as HTML."""
    return render("table", table=table)
