"""Two lines of contact for the same day, compared region by region in a table."""

import pandas as pd

from geo.outcomes.figures import MIN_SHOWN_KM2
from layers.html.table import Cell, Row, Table, figures, heads, table_html
from layers.language import N_, Language
from layers.text.signed import signed

COLUMNS = ("first_km2", "second_km2", "only_first_km2", "only_second_km2")


def gaps_html(table: pd.DataFrame, names: dict[str, str], lines: tuple[str, str], language: Language) -> str:
    """Return Russian-held area by region under each line, and the ground that only one of them includes.

    Parameters
    ----------
    table
        From `geo.zones.line_difference.gaps`.
    names
        Region names by id.
    lines
        Names of the first and the second line.
    language
        The reader's.
    """
    say = language.text
    columns = [say(N_("Region")), *lines, say(N_("only in the first")), say(N_("only in the second")),
               say(N_("second − first"))]
    there = table[(table[list(COLUMNS)] >= MIN_SHOWN_KM2).any(axis=1)]
    there = there.sort_values(["only_first_km2", "only_second_km2"], ascending=False, kind="stable")
    rows = [_row(names[str(region)], row, language) for region, row in there.iterrows()]
    rows.append(_row(say(N_("All regions")), table.sum(), language, total=True))
    caption = say(N_("Area under Russian military control, {unit}"), unit=language.area_unit)
    return table_html(Table(heads(columns, range(1, len(columns))), tuple(rows), caption))


def _row(name: str, row: pd.Series, language: Language, total: bool = False) -> Row:
    cells = [language.area_number(float(row[column]), exact=True) for column in COLUMNS]
    more = float(row["difference_km2"])
    cells.append(signed(more, language.area_number(abs(more), exact=True)))
    return Row(Cell(name), figures(cells), total)
