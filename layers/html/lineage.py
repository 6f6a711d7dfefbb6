"""Which text followed which, and how far the line of contact had moved between them, as a table."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from html import escape

from geo.plans.library import Library
from geo.plans.scenario import Group, Scenario
from layers.language import N_, Language
from layers.text.signed import signed_area
from layers.text.wording import TEXT_STATUS_WORDS


@dataclass(frozen=True)
class Step:
    """One text: what it followed, and Russian-held ground on the day it became public.

    `held_km2` is None where the record does not know the day; `since_km2` is the difference from
    the text before it in the table, None if either is not known.
    """

    plan: Scenario
    held_km2: float | None
    since_km2: float | None


def steps(library: Library, held_km2: Mapping[date, float]) -> list[Step]:
    """All texts and reported ideas in the order in which they became public.

    Parameters
    ----------
    library
        The plans; reference cases are nobody's text and are left out.
    held_km2
        Russian-held square kilometres by day, for the days that are known.
    """
    plans = [plan for plan in library.plans.values() if plan.group is not Group.REFERENCE]
    plans.sort(key=lambda plan: (plan.published, bool(plan.follows), plan.id))
    result: list[Step] = []
    for plan in plans:
        now = held_km2.get(plan.published)
        before = result[-1].held_km2 if result else None
        result.append(Step(plan, now, None if now is None or before is None else now - before))
    return result


def lineage_html(found: list[Step], library: Library, language: Language, links: Mapping[str, str],
                 comparisons: Mapping[tuple[str, str], str]) -> str:
    """The texts as a table, the earliest first; every word and address escaped.

    Parameters
    ----------
    found
        From `steps`.
    library
        For the names of earlier texts.
    language
        The reader's.
    links
        Address of each plan's own view, by id.
    comparisons
        Address of the comparison of a text with an earlier one, by the ids of both.
    """
    say = language.text
    heads = ((N_("Public since"), ""), (N_("Text"), ""), (N_("Follows"), ""),
             (N_("Russian-held on that day, {unit}"), "number"), (N_("Since the text above"), "number"))
    head = "".join(f'<th scope="col" class="{kind}">{escape(say(words, unit=language.area_unit))}</th>'
                   for words, kind in heads)
    body = []
    for step in found:
        plan = step.plan
        held = (say(N_("not known")) if step.held_km2 is None
                else language.area_number(step.held_km2, exact=True))
        since = "–" if step.since_km2 is None else signed_area(step.since_km2, language)
        earlier = "".join(_earlier(plan, follow.plan, follow.text, library, language, comparisons)
                          for follow in plan.follows)
        status = f'<div class="quiet">{escape(say(TEXT_STATUS_WORDS[plan.text_status]))}</div>'
        body.append(
            f"<tr><td>{escape(language.day(plan.published))}</td>"
            f'<th scope="row">{_link(links.get(plan.id, ""), say(plan.short_title))}{status}</th>'
            f"<td>{earlier or '–'}</td>"
            f'<td class="number">{escape(held)}</td><td class="number">{escape(since)}</td></tr>')
    caption = escape(say(N_("Which text followed which, and what changed on the ground between them")))
    return ('<div class="scroll" tabindex="0"><table class="ledger words lineage">'
            f"<caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table></div>")


def _earlier(plan: Scenario, earlier: str, how: str, library: Library, language: Language,
             comparisons: Mapping[tuple[str, str], str]) -> str:
    if earlier not in library.plans:
        return ""
    say = language.text
    name = escape(say(library.plans[earlier].short_title))
    compare = _link(comparisons.get((plan.id, earlier), ""), say(N_("compare the two")))
    return f'<div>{name} ({compare})<div class="quiet">{escape(say(how))}</div></div>'


def _link(address: str, words: str) -> str:
    if not address:
        return escape(words)
    return f'<a href="{escape(address, quote=True)}" target="_self">{escape(words)}</a>'
