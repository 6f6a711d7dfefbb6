"""No column of a file is named like a word of SQL, so that nobody has to quote it."""

import re

import pytest

from layers.export.hxl import TAGS
from layers.export.shape_tables import COLUMNS
from layers.history import handovers, table
from layers.plate import comparison
from layers.text import towns

WORDS = {*re.findall(r"\S+", """
    abort action add after all alter always analyze and as asc attach autoincrement before begin
    between by cascade case cast check collate column commit conflict constraint create cross
    current current_date current_time current_timestamp database default deferrable deferred delete
    desc detach distinct do drop each else end escape except exclude exclusive exists explain fail
    filter first following for foreign from full generated glob group groups having if ignore
    immediate in index indexed initially inner insert instead intersect into is isnull join key last
    left like limit match materialized natural no not nothing notnull null nulls of offset on or
    order others outer over partition plan pragma preceding primary query raise range recursive
    references regexp reindex release rename replace restrict returning right rollback row rows
    savepoint select set table temp temporary then ties to transaction trigger unbounded union
    unique update using vacuum values view virtual when where window with without analyse any array
    asymmetric both end-exec grant lateral leading localtime only placing some symmetric trailing
    user variadic
""")}
"""The words of SQLite (its documentation, "SQLite Keywords") and the reserved ones of PostgreSQL."""

TABLES = {"csv": TAGS, **COLUMNS, "history": table.CSV_COLUMNS, "handovers": handovers.CSV_COLUMNS,
          "comparison": comparison.COLUMNS, "towns": towns.COLUMNS}


@pytest.mark.parametrize("name", TABLES)
def test_no_column_is_a_word_of_sql(name: str) -> None:
    assert not WORDS & set(TABLES[name])
    assert len(set(TABLES[name])) == len(TABLES[name])
    assert all(column == column.lower() and column.isidentifier() for column in TABLES[name])
