"""Text in columns: each as wide as its widest cell, so that no value ever touches its label."""

from collections.abc import Collection, Sequence

GAP = "  "
"""Between two columns there are always at least these blanks."""


def columns(rows: Sequence[Sequence[str]], right: Collection[int] = ()) -> list[str]:
    """Set rows of cells as lines of text.

    Parameters
    ----------
    rows
        Cells of one line each; all rows have as many.
    right
        Numbers of the columns whose cells end at the same place, such as figures; the others begin
        at the same place.

    Returns
    -------
    list of str
        One line per row, without blanks at its end.
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        GAP.join(cell.rjust(width) if number in right else cell.ljust(width)
                 for number, (cell, width) in enumerate(zip(row, widths, strict=True))).rstrip()
        for row in rows
    ]
