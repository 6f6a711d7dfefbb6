"""Text in columns, each as wide as its widest cell."""

from collections.abc import Collection, Sequence

from layers.language import Language

GAP = "  "
"""The space between two columns."""


def columns(rows: Sequence[Sequence[str]], right: Collection[int] = ()) -> list[str]:
    """Set rows of cells as lines of text.

    Parameters
    ----------
    rows
        Rows of single-line cells, all of the same length.
    right
        Indices of right-aligned columns, such as figures; the others are left-aligned.

    Returns
    -------
    list of str
        One line per row, without trailing spaces.
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        GAP.join(cell.rjust(width) if number in right else cell.ljust(width)
                 for number, (cell, width) in enumerate(zip(row, widths, strict=True))).rstrip()
        for row in rows
    ]


def file_words(name: str, size: int, language: Language) -> str:
    """Say which file has been written, and how large it is."""
    return language.plural("{file} ({count} byte)", "{file} ({count} bytes)", size, file=name)
