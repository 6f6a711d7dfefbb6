"""What marks a plan as a reader's own wherever it is printed: names, caveat, origin, a source."""

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
"""Id of a reader's own plan; no shipped plan has it."""

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
    """A name as it may stand in titles: on one line, without what nobody can see, MAX_NAME_LENGTH long."""
    joined = " ".join(text.split())
    seen = "".join(letter for letter in joined if unicodedata.category(letter) not in INVISIBLE_CATEGORIES)
    return " ".join(seen.split())[:MAX_NAME_LENGTH].strip()


def titles(name: str, base: Scenario) -> dict[str, Any]:
    """Title, short title and sentence title of a plan that was edited from another."""
    quoted = f"“{name}”" if name else ""
    return {
        "title": cut(f"{TITLE} {quoted} (edited from {base.title})".replace("  ", " "), MAX_LINE_LENGTH),
        "short_title": cut(f"{TITLE}: {name or base.short_title}", MAX_SHORT_TITLE),
        "sentence_title": sentence_title(name, base.short_title),
    }


def sentence_title(name: str, of: str) -> str:
    """The plan's name after "Under"; a long name is cut, so that what was edited stays readable."""
    tail = f", edited from “{of}”"
    room = MAX_SENTENCE_TITLE - len(SENTENCE) - len(tail) - len(" “”")
    return f"{SENTENCE} “{cut(name, room)}”{tail}" if name else f"{SENTENCE}{tail}"


def caveat(base: Scenario) -> str:
    """What must be known before quoting: that nobody proposed this, and what the edited plan says."""
    if base.caveat is None:
        return CAVEAT
    whole = f"{CAVEAT} Of the plan that was edited: {base.caveat}"
    return (
        whole
        if len(whole) <= MAX_PARAGRAPH_LENGTH
        else f"{CAVEAT} The plan that was edited has a caveat, too."
    )


def sources(base: Scenario) -> tuple[Source, ...]:
    """A note that the plan is a reader's, then everything that the edited plan rests on."""
    return (SOURCE, *(source for source in base.sources if source.id != SOURCE.id))


def marked(plan: Scenario) -> Scenario:
    """A plan from a reader's file, so that nobody can take it for one that this project vouches for.

    Returns
    -------
    Scenario
        The same rules and texts under the id OWN, of group and text status 'own', with names,
        origin, caveat and sources that say whose plan it is. A plan that says so already stays.
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
    """Text of at most so many characters; what was cut off is shown by an ellipsis."""
    return text if len(text) <= most else f"{text[:most - 1].rstrip()}…"


def _begun(mark: str, text: str, most: int) -> str:
    return text if text.startswith(mark) else cut(f"{mark}: {text}", most)
