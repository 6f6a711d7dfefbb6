"""A table as plain values in the reader's language: what its template lays out."""

from collections.abc import Sequence
from dataclasses import dataclass

from layers.html.render import render


@dataclass(frozen=True)
class Head:
    """What stands above a column; `number` if the column holds figures."""

    words: str
    number: bool = False


@dataclass(frozen=True)
class Cell:
    """One cell: words or a figure, a link to `url` if that is a web address, and a quiet note below."""

    words: str
    number: bool = False
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Row:
    """One row: the cell that names it, then the others; `total` if it adds others up."""

    label: Cell
    cells: tuple[Cell, ...]
    total: bool = False


@dataclass(frozen=True)
class Table:
    """A table that a screen reader can walk; `kind` is the classes that the style sheet knows."""

    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    kind: str = "ledger"


def heads(words: Sequence[str], numbers: Sequence[int] = ()) -> tuple[Head, ...]:
    """The heads of columns; `numbers` has the positions of those with figures."""
    return tuple(Head(word, n in numbers) for n, word in enumerate(words))


def figures(cells: Sequence[str]) -> tuple[Cell, ...]:
    """Cells with figures."""
    return tuple(Cell(words, number=True) for words in cells)


def table_html(table: Table) -> str:
    """The table as HTML."""
    return render("table", table=table)
