"""Two lines of contact for the same day, compared: ground by region, and settlements of two observers."""

import pandas as pd

from geo.outcomes.figures import MIN_SHOWN_KM2
from geo.outcomes.observers import TwoObservers
from geo.status import Holder
from layers.html.table import Cell, Row, Table, figures, heads, table_html
from layers.language import N_, Language
from layers.text.credit import short_source
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


def observers_words(found: TwoObservers, language: Language) -> str:
    """Say in one sentence on how many settlements the two differ, and how many people lived there."""
    table = found.settlements
    if table.empty:
        return language.text(N_("On {day} both observers have every settlement on the same side."),
                             day=language.day(found.first.on))
    return language.plural(
        "On {day} the two observers differ on {count} settlement, where {people} lived before 2022.",
        "On {day} the two observers differ on {count} settlements, where {people} lived before 2022.",
        len(table), day=language.day(found.first.on),
        people=language.people(int(table["people"].sum()), exact=True))


def settlements_html(found: TwoObservers, names: dict[str, str], language: Language) -> str:
    """Return the settlements with the observer that has them as Russian-held; the other one has not."""
    say = language.text
    lines = [short_source(control.origin, language) for control in (found.first, found.second)]
    columns = [say(N_("Settlement")), say(N_("Region")), say(N_("Russian-held according to")),
               say(N_("People before 2022"))]
    column = "name_uk" if language.code == "uk" else "name_en"
    rows = tuple(
        Row(Cell(str(row[column])),
            (Cell(names[str(row["region"])]), Cell(lines[row["first"] != Holder.RUSSIA]),
             *figures((language.people(int(row["people"]), exact=True),))))
        for _, row in found.settlements.iterrows())
    return table_html(Table(heads(columns, (3,)), rows, say(N_("Settlements on which the observers differ"))))
