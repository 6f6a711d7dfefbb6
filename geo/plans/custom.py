"""Marking a reader's own plan as such in every output: titles, caveat, proposer and sources."""

import re
import unicodedata
from functools import cache
from string import Formatter

from geo.errors import N_, Words, cut, listed
from geo.plans.scenario import (
    MAX_NAME_LENGTH,
    MAX_SENTENCE_TITLE,
    MAX_SHORT_TITLE,
    Group,
    Scenario,
    Source,
    TextStatus,
)
from geo.plans.toml_file import INVISIBLE_CATEGORIES

OWN = "own"
"""The id of a reader's own plan; no shipped plan uses it."""

MAX_LINE_LENGTH, MAX_PARAGRAPH_LENGTH = 600, 2000

PROPOSED_BY = N_("A reader of the atlas: nobody else proposed this plan")
CAVEAT = N_(
    "This is a reader's own plan and not a proposal that anybody made. What the reader changed is "
    "marked as the reader's own choice. \"Left open by the text\" then means: left open by the plan "
    "that was edited, or by the reader."
)
FROM_FILE = N_("It was read from a file that a reader brought; its clauses and sources were not checked "
               "here.")
NO_ROOM = N_("The plan that was edited has a caveat, too.")
SENTENCES = (PROPOSED_BY, CAVEAT, FROM_FILE, NO_ROOM)

TITLE, NAMED_TITLE = N_("Own plan (edited from {plan})"), N_("Own plan “{name}” (edited from {plan})")
SENTENCE = N_("a reader's own plan, edited from “{plan}”")
NAMED_SENTENCE = N_("a reader's own plan “{name}”, edited from “{plan}”")
OTHER_CAVEAT = N_("Of the plan that was edited: {caveat}")
MARKED_TITLE, MARKED_SENTENCE = N_("Own plan: {title}"), N_("a reader's own plan: {title}")
MARKED_PROPOSER = N_("A reader of the atlas: {who}")
SUMMARY = N_("A reader made this plan by editing {plan}; nobody proposed it. {done} All other ground is "
             "treated as in that plan, whose terms on other matters are left out.")
SUMMARY_SITES = N_(
    "A reader made this plan by editing {plan}; nobody proposed it. {done} What it says of plants, ports or "
    "other sites was changed, too. All other ground is treated as in that plan, whose terms on other matters "
    "are left out.")
NOTHING_DONE = N_("Nothing that happens to ground was changed.")
ONE_DONE = N_("What happens to {count} part of a region was changed.")
MANY_DONE = N_("What happens to {count} parts of regions was changed.")
TEMPLATES = (TITLE, NAMED_TITLE, SENTENCE, NAMED_SENTENCE, OTHER_CAVEAT, MARKED_TITLE, MARKED_SENTENCE,
             MARKED_PROPOSER, SUMMARY_SITES, SUMMARY, ONE_DONE, MANY_DONE)
NAMES = ("name", "count")
"""The placeholders of what is the same in every language, such as what a reader typed."""
MAX_LEVELS = 8
"""How deep texts put together are looked for within texts, which a reader's file may nest at will."""

SOURCE = Source(id="readers-own-plan", publisher=N_("A reader of the atlas (own plan)"),
                note=N_("Made by editing another plan, or brought as a file; not a proposal that anybody "
                        "made."))


def clean_name(text: str) -> str:
    """Return a name for use in titles: one line, no invisible characters, at most MAX_NAME_LENGTH long."""
    joined = " ".join(text.split())
    seen = "".join(letter for letter in joined if unicodedata.category(letter) not in INVISIBLE_CATEGORIES)
    return " ".join(seen.split())[:MAX_NAME_LENGTH].strip()


def titles(name: str, base: Scenario) -> dict[str, Words]:
    """Return title, short title and sentence title of a plan edited from another.

    Parameters
    ----------
    name
        The reader's name for it, which every language leaves as it is; it may be empty.
    base
        The plan that was edited.

    Returns
    -------
    dict
        The titles by field of `Scenario`, with the reader's name shortened if there is no room for it.
    """
    plan, short = recognised(base.title), recognised(base.short_title)
    title = Words(NAMED_TITLE, name=name, plan=plan) if name else Words(TITLE, plan=plan)
    return {"title": title.shortened(MAX_LINE_LENGTH), "short_title": _short(name, short),
            "sentence_title": _sentence(name, short)}


def _short(name: str, plan: Words) -> Words:
    if not name:
        return Words(MARKED_TITLE, title=plan).shortened(MAX_SHORT_TITLE)
    return Words(MARKED_TITLE, title=cut(name, MAX_SHORT_TITLE - len(Words(MARKED_TITLE, title=""))))


def _sentence(name: str, plan: Words) -> Words:
    """Return the plan's name for use after "Under"; only the reader's name is shortened if necessary."""
    if not name:
        return Words(SENTENCE, plan=plan)
    room = MAX_SENTENCE_TITLE - len(Words(NAMED_SENTENCE, name="", plan=plan))
    return Words(NAMED_SENTENCE, name=cut(name, room), plan=plan)


def summary(count: int, sites: bool, base: Scenario) -> Words:
    """Return the summary of a plan edited from another in `count` parts of regions, and on sites, if so."""
    done = Words(ONE_DONE if count == 1 else MANY_DONE, count=count) if count else Words(NOTHING_DONE)
    return Words(SUMMARY_SITES if sites else SUMMARY, plan=recognised(base.sentence_title), done=done)


def caveat(base: Scenario) -> Words:
    """Return the caveat of a reader's own plan, followed by that of the edited plan if there is room."""
    if base.caveat is None:
        return Words(CAVEAT)
    whole = listed([Words(CAVEAT), Words(OTHER_CAVEAT, caveat=recognised(base.caveat))], " ")
    return whole if len(whole) <= MAX_PARAGRAPH_LENGTH else listed([Words(CAVEAT), Words(NO_ROOM)], " ")


def sources(base: Scenario) -> tuple[Source, ...]:
    """Return the sources of the edited plan, preceded by a note that the plan is a reader's own."""
    return (SOURCE, *(source for source in base.sources if source.id != SOURCE.id))


def marked(plan: Scenario) -> Scenario:
    """Mark a plan from a reader's file, so that it cannot be mistaken for one of the project's.

    Returns
    -------
    Scenario
        The same rules and texts with the id OWN and group and text status 'own'; titles, proposer,
        caveat and sources say that it is a reader's plan. Texts that already say so are unchanged.
    """
    names = {
        "title": _begun(MARKED_TITLE, plan.title, MAX_LINE_LENGTH),
        "short_title": _begun(MARKED_TITLE, plan.short_title, MAX_SHORT_TITLE),
        "sentence_title": _begun(MARKED_SENTENCE, plan.sentence_title, MAX_SENTENCE_TITLE),
        "proposed_by": _begun(MARKED_PROPOSER, plan.proposed_by, MAX_LINE_LENGTH),
        "summary": recognised(plan.summary),
        "caveat": _warned(plan.caveat),
    }
    own = {"id": OWN, "group": Group.OWN, "text_status": TextStatus.OWN, "sources": sources(plan)}
    return plan.model_copy(update={**names, **own})


def recognised(text: str, levels: int = MAX_LEVELS) -> Words:
    """Return a text of a plan as words, with the parts that this module put together.

    A plan that was written to a file has lost them. What is none of this module's is one text, which the
    catalogue of a language may have, and so is what lies deeper than `levels`.
    """
    if isinstance(text, Words):
        return text
    if text in SENTENCES or not levels:
        return Words(text)
    for sentence in SENTENCES:
        if text.startswith(f"{sentence} "):
            return listed([Words(sentence), recognised(text[len(sentence) + 1:], levels - 1)], " ")
    for template in TEMPLATES:
        found = _pattern(template).fullmatch(text)
        if found:
            return Words(template, **{name: value if name in NAMES else recognised(value, levels - 1)
                                      for name, value in zip(_fields(template), found.groups(), strict=True)})
    return Words(text)


@cache
def _pattern(template: str) -> re.Pattern[str]:
    parts = (re.escape(text) + ("(.+)" if name else "") for text, name, _, _ in Formatter().parse(template))
    return re.compile("".join(parts), re.DOTALL)


def _fields(template: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(template) if name]


def _warned(text: str | None) -> Words:
    if (text or "").startswith(CAVEAT):
        return recognised(text or "")
    parts = [Words(CAVEAT), Words(FROM_FILE), *([recognised(text)] if text else [])]
    return listed(parts, " ").shortened(MAX_PARAGRAPH_LENGTH)


def _begun(template: str, text: str, most: int) -> Words:
    """Mark a text by a template, unless it begins with the mark already."""
    if text.startswith(template.partition(":")[0]):
        return recognised(text)
    return Words(template, **dict.fromkeys(_fields(template), recognised(text))).shortened(most)
