"""Tables of what was explored as HTML: what hangs together, and who named which depth."""

from collections.abc import Iterable

from geo.explore.presets import Preset
from layers.explore.answer import Answer, Grid
from layers.explore.holds import Holds
from layers.explore.pull_back import preset_words
from layers.html.render import render
from layers.html.table import Cell, Row, Table, heads, table_html
from layers.language import N_, Language


def table_of(grid: Grid, kind: str = "ledger") -> Table:
    """Return a table whose first column names its rows."""
    first, *rest = grid.rows
    body = tuple(
        Row(Cell(label), tuple(Cell(words, number=number in grid.numbers)
                               for number, words in enumerate(cells, start=1)))
        for label, *cells in rest)
    return Table(heads(first, grid.numbers), body, grid.caption, kind)


def together_html(answer: Answer) -> str:
    """Return what hangs together: sentences, sides, borders and sites, parts, settlements cut off, notes."""
    return render("together", answer=answer, sides=table_of(answer.sides, "ledger explored sides"),
                  more=[table_of(grid, "ledger explored") for grid in answer.more])


def presets_html(presets: Iterable[Preset], language: Language) -> str:
    """Return the depths that texts and officials named, the least first, each with a link to its source."""
    body = tuple(Row(Cell(preset_words(preset, language)),
                     (Cell(language.text(preset.publisher), url=preset.url),))
                 for preset in sorted(presets, key=lambda one: one.depth_km))
    caption = language.text(N_("Depths that texts and officials named"))
    return table_html(Table(heads([language.text(N_("Depth, who named it and how")),
                                   language.text(N_("Source"))]), body, caption, "ledger words named"))


def holds_html(found: Holds) -> str:
    """Return the statements about a plan, below each on how many days it holds those on which it does not."""
    first, *rest = found.grid.rows
    body = tuple(Row(Cell(words), (Cell(ground), Cell(kept, note="; ".join(one.missed))))
                 for (words, ground, kept, _), one in zip(rest, found.statements, strict=True))
    return table_html(Table(heads(first[:3]), body, found.grid.caption, "ledger words holds"))
