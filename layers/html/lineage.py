"""The sequence of texts as a table, with the movement of the line of contact between them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from geo.plans.library import Library
from geo.plans.scenario import Group, Scenario
from layers.html.render import render
from layers.html.table import heads
from layers.language import N_, Language
from layers.text.signed import signed_area
from layers.text.wording import TEXT_STATUS_WORDS


@dataclass(frozen=True)
class Step:
    """One text: its predecessor, and the Russian-held area on the day of its publication.

    `held_km2` is None if the record does not cover the day; `since_km2` is the difference from the
    previous text in the table, None if either value is unknown.
    """

    plan: Scenario
    held_km2: float | None
    since_km2: float | None


def steps(library: Library, held_km2: Mapping[date, float]) -> list[Step]:
    """Return all texts and reported ideas in order of publication.

    Parameters
    ----------
    library
        The plans; reference cases, which are not texts, are left out.
    held_km2
        Russian-held area in km2 by day, for the known days.
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
    """Return the texts as a table, the earliest first.

    Parameters
    ----------
    found
        From `steps`.
    library
        The plans, for the names of earlier texts.
    language
        The reader's.
    links
        Address of each plan's view, by id.
    comparisons
        Address of the comparison of a text with an earlier one, by the ids of both.
    """
    say = language.text
    columns = (N_("Public since"), N_("Text"), N_("Follows"), N_("Russian-held on that day, {unit}"),
               N_("Since the text above"))
    return render(
        "lineage", caption=say(N_("Which text followed which, and what changed on the ground between them")),
        heads=heads([say(words, unit=language.area_unit) for words in columns], (3, 4)),
        rows=[_row(step, library, language, links, comparisons) for step in found],
        compare=say(N_("compare the two")))


@dataclass(frozen=True)
class Earlier:
    """A predecessor: its name, its relation to the later text, and the address of their comparison."""

    name: str
    how: str
    comparison: str


@dataclass(frozen=True)
class LineageRow:
    """One text as a table row."""

    day: str
    name: str
    address: str
    status: str
    earlier: tuple[Earlier, ...]
    held: str
    since: str


def _row(step: Step, library: Library, language: Language, links: Mapping[str, str],
         comparisons: Mapping[tuple[str, str], str]) -> LineageRow:
    say, plan = language.text, step.plan
    return LineageRow(
        day=language.day(plan.published), name=say(plan.short_title), address=links.get(plan.id, ""),
        status=say(TEXT_STATUS_WORDS[plan.text_status]),
        earlier=tuple(
            Earlier(say(library.plans[follow.plan].short_title), say(follow.text),
                    comparisons.get((plan.id, follow.plan), ""))
            for follow in plan.follows if follow.plan in library.plans),
        held=say(N_("not known")) if step.held_km2 is None
        else language.area_number(step.held_km2, exact=True),
        since="–" if step.since_km2 is None else signed_area(step.since_km2, language))
