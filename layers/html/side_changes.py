"""One plan on two days as a table: each status on either day, and through whom it has grown or shrunk."""

from geo.outcomes.difference import Difference
from layers.html.table import Cell, Row, Table, figures, heads
from layers.language import N_, Language
from layers.text.side_changes import two_day_table


def changes_table(found: Difference, language: Language) -> Table:
    """The table of `two_day_table`."""
    columns, *rows = two_day_table(found, language)
    return Table(
        heads(columns, range(1, len(columns))), tuple(Row(Cell(row[0]), figures(row[1:])) for row in rows),
        language.text(N_("What became of the ground of each status between the two days")))
