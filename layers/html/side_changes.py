"""One plan on two days as a table: the area of each status on both days, and the hand-overs behind it."""

from geo.outcomes.difference import Difference
from layers.html.table import Cell, Row, Table, figures, heads
from layers.language import N_, Language
from layers.text.side_changes import two_day_table


def changes_table(found: Difference, language: Language) -> Table:
    """Return the rows of `two_day_table` as a table."""
    columns, *rows = two_day_table(found, language)
    return Table(
        heads(columns, range(1, len(columns))), tuple(Row(Cell(row[0]), figures(row[1:])) for row in rows),
        language.text(N_("What became of the ground of each status between the two days")))
