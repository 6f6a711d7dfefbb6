"""One plan on two days as a table: each status on either day, and through whom it has grown or shrunk."""

from html import escape

from geo.outcomes.difference import Difference
from layers.language import N_, Language
from layers.text.side_changes import two_day_table


def changes_html(found: Difference, language: Language) -> str:
    """The table of `two_day_table`, for a screen reader to walk; every word escaped."""
    heads, *rows = two_day_table(found, language)
    head = "".join(f'<th scope="col"{" class=number" if n else ""}>{escape(words)}</th>'
                   for n, words in enumerate(heads))
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(f'<td class="number">{escape(cell)}</td>' for cell in row[1:]) + "</tr>" for row in rows)
    caption = escape(language.text(N_("What became of the ground of each status between the two days")))
    return (f'<div class="scroll" tabindex="0"><table class="ledger"><caption>{caption}</caption>'
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>")
