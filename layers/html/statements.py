"""Statements about people who are there today: quoted with date and source, never added up."""

from collections.abc import Sequence
from html import escape

from geo.claims.published import Statement
from layers.language import N_, Language

LEAD = N_(
    "Officials and agencies have said how many people are still in some areas. These are quotations: "
    "they count other people on other days than the figures of this page, and are never mixed in."
)


def remaining_html(statements: Sequence[Statement], language: Language) -> str:
    """The statements as a table, newest first; every word escaped."""
    say = language.text
    heads = "".join(f'<th scope="col" class="{kind}">{escape(say(word))}</th>' for word, kind in (
        (N_("Area"), ""), (N_("As of"), ""), (N_("People"), "number"), (N_("Statement"), "")))
    rows = []
    for item in sorted(statements, key=lambda item: item.as_of, reverse=True):
        words = escape(say(item.statement))
        if item.url.startswith(("https://", "http://")):
            words = (f'<a href="{escape(item.url, quote=True)}" rel="noopener noreferrer" '
                     f'target="_blank">{words}</a>')
        rows.append(f'<tr><th scope="row">{escape(say(item.area))}</th>'
                    f"<td>{escape(language.day(item.as_of))}</td>"
                    f'<td class="number">{escape(language.number(item.population))}</td>'
                    f"<td>{words}</td></tr>")
    caption = escape(say(N_("Statements about people who were there on a day")))
    return (f'<p>{escape(say(LEAD))}</p><div class="scroll" tabindex="0"><table class="ledger claims">'
            f"<caption>{caption}</caption><thead><tr>{heads}</tr></thead>"
            f'<tbody>{"".join(rows)}</tbody></table></div>')
