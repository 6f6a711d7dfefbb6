"""Statements about people who are there today: quoted with date and source, never added up."""

from collections.abc import Sequence

from geo.claims.published import Statement
from layers.html.render import render
from layers.html.table import Cell, Row, Table, heads
from layers.language import N_, Language

LEAD = N_(
    "Officials and agencies have said how many people are still in some areas. These are quotations: "
    "they count other people on other days than the figures of this page, and are never mixed in."
)


def remaining_html(statements: Sequence[Statement], language: Language) -> str:
    """The statements as a table, newest first."""
    say = language.text
    columns = (N_("Area"), N_("As of"), N_("People"), N_("Statement"))
    rows = [
        Row(Cell(say(item.area)),
            (Cell(language.day(item.as_of)), Cell(language.number(item.population), number=True),
             Cell(say(item.statement), url=item.url)))
        for item in sorted(statements, key=lambda item: item.as_of, reverse=True)
    ]
    table = Table(heads([say(word) for word in columns], (2,)), tuple(rows),
                  say(N_("Statements about people who were there on a day")), "ledger claims")
    return render("statements", lead=say(LEAD), table=table)
