"""Where two observers differ: a sentence, and the settlements in a table."""

import pandas as pd

from geo.outcomes.observers import TwoObservers
from geo.status import Holder
from layers.html.table import Cell, Row, Table, figures, heads, table_html
from layers.language import N_, Language
from layers.text.credit import short_source
from layers.text.wording import HOLDER_WORDS


def observers_words(found: TwoObservers, language: Language) -> str:
    """Say in one sentence how many settlements the two hold differently, and how many people lived there."""
    table = found.settlements
    if table.empty:
        return language.text(N_("On {day} both observers have every settlement on the same side."),
                             day=language.day(found.first.on))
    return language.text(
        N_("On {day} the two observers differ on {count} settlements, where {people} lived before 2022."),
        day=language.day(found.first.on), count=f"{len(table):,}",
        people=language.people(int(table["people"].sum()), exact=True))


def settlements_html(found: TwoObservers, names: dict[str, str], language: Language) -> str:
    """Return the settlements with the holder that each observer gives."""
    say = language.text
    lines = [short_source(control.origin, language) for control in (found.first, found.second)]
    columns = [say(N_("Settlement")), say(N_("Region")), *lines, say(N_("People before 2022"))]
    column = "name_uk" if language.code == "uk" else "name_en"
    rows = tuple(_row(row, str(row[column]), names, language) for _, row in found.settlements.iterrows())
    return table_html(Table(heads(columns, (4,)), rows, say(N_("Settlements on which the observers differ"))))


def _row(row: pd.Series, name: str, names: dict[str, str], language: Language) -> Row:
    held = [Cell(language.text(HOLDER_WORDS[Holder(row[side])])) for side in ("first", "second")]
    return Row(Cell(name), (Cell(names[str(row["region"])]), *held,
                            *figures((language.people(int(row["people"]), exact=True),))))
