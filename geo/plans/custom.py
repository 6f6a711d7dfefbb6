"""Marking a reader's own plan as such in every output: titles, caveat, proposer and sources."""

import unicodedata
from typing import Any

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

TITLE = "Own plan"
SENTENCE = "a reader's own plan"
READER = "A reader of the atlas"
PROPOSED_BY = f"{READER}: nobody else proposed this plan"
CAVEAT = (
    "This is a reader's own plan and not a proposal that anybody made. What the reader changed is "
    "marked as the reader's own choice. \"Left open by the text\" then means: left open by the plan "
    "that was edited, or by the reader."
)
FROM_FILE = "It was read from a file that a reader brought; its clauses and sources were not checked here."
SOURCE = Source(id="readers-own-plan", publisher=f"{READER} (own plan)",
                note="Made by editing another plan, or brought as a file; not a proposal that anybody made.")


def clean_name(text: str) -> str:
    """Return a name for use in titles: one line, no invisible characters, at most MAX_NAME_LENGTH long."""
    joined = " ".join(text.split())
    seen = "".join(letter for letter in joined if unicodedata.category(letter) not in INVISIBLE_CATEGORIES)
    return " ".join(seen.split())[:MAX_NAME_LENGTH].strip()


def titles(name: str, base: Scenario) -> dict[str, Any]:
    """Return title, short title and sentence title of a plan edited from another."""
    quoted = f"“{name}”" if name else ""
    return {
        "title": cut(f"{TITLE} {quoted} (edited from {base.title})".replace("  ", " "), MAX_LINE_LENGTH),
        "short_title": cut(f"{TITLE}: {name or base.short_title}", MAX_SHORT_TITLE),
        "sentence_title": sentence_title(name, base.short_title),
    }


def sentence_title(name: str, of: str) -> str:
    """Return the plan's name for use after "Under"; only the reader's name is shortened if necessary."""
    tail = f", edited from “{of}”"
    room = MAX_SENTENCE_TITLE - len(SENTENCE) - len(tail) - len(" “”")
    return f"{SENTENCE} “{cut(name, room)}”{tail}" if name else f"{SENTENCE}{tail}"


def caveat(base: Scenario) -> str:
    """Return the caveat of a reader's own plan, followed by that of the edited plan if there is room."""
    if base.caveat is None:
        return CAVEAT
    whole = f"{CAVEAT} Of the plan that was edited: {base.caveat}"
    return (
        whole
        if len(whole) <= MAX_PARAGRAPH_LENGTH
        else f"{CAVEAT} The plan that was edited has a caveat, too."
    )


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
        "title": _begun(TITLE, plan.title, MAX_LINE_LENGTH),
        "short_title": _begun(TITLE, plan.short_title, MAX_SHORT_TITLE),
        "sentence_title": _begun(SENTENCE, plan.sentence_title, MAX_SENTENCE_TITLE),
        "proposed_by": _begun(READER, plan.proposed_by, MAX_LINE_LENGTH),
        "caveat": plan.caveat,
    }
    if not (plan.caveat or "").startswith(CAVEAT):
        names["caveat"] = cut(" ".join(filter(None, (CAVEAT, FROM_FILE, plan.caveat))), MAX_PARAGRAPH_LENGTH)
    own = {"id": OWN, "group": Group.OWN, "text_status": TextStatus.OWN, "sources": sources(plan)}
    return plan.model_copy(update={**names, **own})


def cut(text: str, most: int) -> str:
    """Shorten a text to at most `most` characters, with an ellipsis in place of the rest."""
    return text if len(text) <= most else f"{text[:most - 1].rstrip()}…"


def _begun(mark: str, text: str, most: int) -> str:
    return text if text.startswith(mark) else cut(f"{mark}: {text}", most)
