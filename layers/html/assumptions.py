"""The assumptions behind a plan's figures as a table, with a bar for each effect on the net area."""

from dataclasses import dataclass

from geo.outcomes.outcome import Outcome
from layers.html.render import render
from layers.html.table import heads
from layers.language import N_, Language
from layers.text.interpretations import NET, Effect, net_sentence


def sensitivity_html(items: list[Effect], plain_outcome: Outcome, language: Language) -> str:
    """Return the assumptions as a table with a bar for each.

    Parameters
    ----------
    items
        From `effects`.
    plain_outcome
        The plan with its default interpretations, on the same line of contact.
    language
        The reader's.
    """
    say = language.text
    caption = say(N_("What changes the result most: {plan}, on the line of contact of {day}"),
                  plan=say(plain_outcome.scenario.title), day=language.day(plain_outcome.ground.control.on))
    columns = (N_("Assumption"), N_("Net area, difference"), N_("Range"), N_("People, difference"),
               N_("What it does"))
    groups = [("", [_line(item, language) for item in items if not item.published]),
              (say(N_("Published numbers beside ours: they move no ground on the map")),
               [_line(item, language) for item in items if item.published])]
    return render(
        "assumptions", intro=f"{say(NET)} {net_sentence(plain_outcome, language)}", caption=caption,
        heads=heads([say(word) for word in columns], (1, 2, 3)), who=say(N_("Who interprets it this way")),
        groups=[(name, lines) for name, lines in groups if lines])


@dataclass(frozen=True)
class AssumptionRow:
    """One assumption as text; `bar` is the direction and length of its bar, None if it has no effect."""

    label: str
    question: str
    net: str
    spread: str
    people: str
    sentence: str
    note: str
    publisher: str
    url: str
    bar: tuple[str, str] | None


def _line(item: Effect, language: Language) -> AssumptionRow:
    source = item.source
    return AssumptionRow(
        label=item.label[:1].upper() + item.label[1:], question=item.question, net=item.net,
        spread=item.spread or "–", people=item.people, sentence=item.sentence, note=item.note,
        publisher=language.text(source.publisher) if source else "",
        url=str(source.url or "") if source else "", bar=bar(item.share))


def bar(share: float) -> tuple[str, str] | None:
    """Return the direction and the length in per cent of a bar, which repeats the number next to it."""
    if not share:
        return None
    return "less" if share < 0 else "more", f"{50 * min(abs(share), 1):.1f}"
