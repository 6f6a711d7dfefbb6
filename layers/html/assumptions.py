"""The assumptions behind a plan's figures as a table: how much each moves the net area, with a bar."""

from html import escape

from geo.outcomes.outcome import Outcome
from layers.language import N_, Language
from layers.text.interpretations import NET, Effect, net_sentence


def sensitivity_html(items: list[Effect], plain_outcome: Outcome, language: Language) -> str:
    """The assumptions as a table with a bar each; every word escaped.

    Parameters
    ----------
    items
        From `effects`.
    plain_outcome
        The plan as it stands in its file, on the same line of contact.
    language
        The reader's.
    """
    say = language.text
    caption = say(N_("Which assumption moves the net area most: {plan}, on the line of contact of {day}"),
                  plan=plain_outcome.scenario.title, day=language.day(plain_outcome.ground.control.on))
    heads = ((N_("Assumption"), ""), (N_("Net area, difference"), "number"), (N_("Range"), "number"),
             (N_("People, difference"), "number"), (N_("What it does"), ""))
    head = "".join(f'<th scope="col" class="{kind}">{escape(say(words))}</th>' for words, kind in heads)
    intro = f"<p>{escape(say(NET))} {escape(net_sentence(plain_outcome, language))}</p>"
    body = "".join(_row(item, language) for item in items if not item.published)
    numbers = "".join(_row(item, language) for item in items if item.published)
    if numbers:
        said = escape(say(N_("Published numbers beside ours: they move no ground on the map")))
        body += f'<tr class="sum"><th scope="rowgroup" colspan="5">{said}</th></tr>{numbers}'
    return (f'{intro}<div class="scroll" tabindex="0"><table class="ledger words assumptions"><caption>'
            f"{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>")


def _row(item: Effect, language: Language) -> str:
    question = f'<div class="quiet">{escape(item.question)}</div>' if item.question else ""
    label = item.label[:1].upper() + item.label[1:]
    return (f'<tr><th scope="row">{escape(label)}{question}</th>'
            f'<td class="number">{escape(item.net)}{bar(item.share)}</td>'
            f'<td class="number">{escape(item.spread) or "–"}</td>'
            f'<td class="number">{escape(item.people)}</td>'
            f"<td>{escape(item.sentence)}{_who(item, language)}</td></tr>")


def bar(share: float) -> str:
    """A bar to the left or to the right of the middle; the number beside it says the same."""
    if not share:
        return ""
    side = "less" if share < 0 else "more"
    return (f'<span class="swing" aria-hidden="true"><span class="{side}" '
            f'style="width:{50 * min(abs(share), 1):.1f}%"></span></span>')


def _who(item: Effect, language: Language) -> str:
    if item.source is None:
        return ""
    name = escape(item.source.publisher)
    if item.source.url is not None:
        address = escape(str(item.source.url), quote=True)
        name = f'<a href="{address}" rel="noopener noreferrer" target="_blank">{name}</a>'
    who = escape(language.text(N_("Who reads it so")))
    return f'<details class="why"><summary>{who}</summary><p>{name}. {escape(item.note)}</p></details>'
