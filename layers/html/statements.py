"""Statements about people still living there: quoted with date and source, never added up."""

from collections.abc import Sequence

from geo.claims.statements import Statement
from layers.html.render import render
from layers.html.table import Cell, Row, Table, heads
from layers.language import N_, Language

LEAD = N_(
    "Officials and agencies have stated how many people remain in some areas. These are quotations: they "
    "count different people on different days from the figures on this page, and are never combined with "
    "them."
)


def remaining_html(statements: Sequence[Statement], language: Language) -> str:
    """Return the statements as a table, newest first."""
    say = language.text
    columns = (N_("Area"), N_("As of"), N_("People"), N_("Statement"))
    rows = [
        Row(Cell(say(item.area)),
            (Cell(language.day(item.as_of)), Cell(language.number(item.population), number=True),
             Cell(say(item.statement), url=item.url)))
        for item in sorted(statements, key=lambda item: item.as_of, reverse=True)
    ]
    table = Table(heads([say(word) for word in columns], (2,)), tuple(rows),
                  say(N_("Statements about people present on a given day")), "ledger claims")
    return render("statements", lead=say(LEAD), table=table)
