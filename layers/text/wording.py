"""The neutral words for every closed list. Defined once, translated where they are shown."""

from datetime import date

from geo.plans.scenario import Confidence, Group, Level, TextStatus
from geo.status import Holder, Side, Status
from layers.language import N_, Language
from layers.style.statuses import STATUSES

SIDES_ORDERED = (Side.LEAVES, Side.RETURNS, Side.OPEN, Side.STAYS_OUT, Side.KEEPS)
"""What a plan moves comes first, what simply stays comes last."""

SIDE_WORDS: dict[Side, str] = {
    Side.LEAVES: N_("Ukraine would withdraw from"),
    Side.RETURNS: N_("Russia would withdraw from"),
    Side.STAYS_OUT: N_("Stays under Russian military control"),
    Side.OPEN: N_("Left open by the text"),
    Side.KEEPS: N_("Stays under Ukrainian control"),
}

HOLDER_WORDS: dict[Holder, str] = {
    Holder.UKRAINE: N_("Ukrainian-held"),
    Holder.RUSSIA: N_("Russian-held"),
}

HOLDER_LONG: dict[Holder, str] = {
    Holder.UKRAINE: N_("Area under Ukrainian control"),
    Holder.RUSSIA: N_("Area under Russian military control"),
}

LEVEL_WORDS: dict[Level, str] = {
    Level.DE_FACTO: N_("de facto"),
    Level.DE_JURE: N_("de jure"),
    Level.TREATY: N_("by treaty"),
}

CONFIDENCE_WORDS: dict[Confidence, str] = {
    Confidence.TEXT: N_("in the text"),
    Confidence.REPORT: N_("as reported"),
    Confidence.INFERRED: N_("our inference"),
    Confidence.OWN: N_("the reader's own choice"),
}

GROUP_WORDS: dict[Group, str] = {
    Group.TEXT: N_("Plans with a text"),
    Group.REPORT: N_("Reported ideas"),
    Group.REFERENCE: N_("Reference cases"),
    Group.OWN: N_("A reader's own plan"),
}

TEXT_STATUS_WORDS: dict[TextStatus, str] = {
    TextStatus.LEAKED: N_("text leaked"),
    TextStatus.PUBLISHED: N_("text published"),
    TextStatus.REPORTED: N_("known from reports"),
    TextStatus.UNPUBLISHED: N_("no text published"),
    TextStatus.OWN: N_("no proposal: a reader's own plan"),
}

TOPIC_WORDS: dict[str, str] = {
    "troop cap": N_("Size of Ukraine's forces"),
    "nato": N_("NATO"),
    "eu": N_("European Union"),
    "guarantees": N_("Security guarantees"),
    "nuclear plant": N_("Zaporizhzhia nuclear plant"),
    "money": N_("Money and reconstruction"),
    "sanctions": N_("Sanctions"),
    "elections": N_("Elections"),
    "amnesty": N_("Amnesty"),
    "prisoners": N_("Prisoners and civilians"),
    "deadline": N_("Deadline"),
    "monitoring": N_("Monitoring"),
    "referendum": N_("Referendum or ratification"),
    "versions": N_("Versions that differ"),
    "other": N_("Other"),
}

DISCLAIMER = N_(
    "Boundaries, names and designations do not imply endorsement or recognition by the authors. "
    "Plan zones show what a text says, as interpreted in the notes."
)

OWN_NOTE = N_("This is a reader's own plan and not a proposal that anybody made.")
"""Follows the disclaimer in files of a reader's own plan."""

PEOPLE_NOTE = N_(
    "People: residents who lived there before the full-scale invasion "
    "(1 January 2022; Crimea and Sevastopol 1 January 2014). Many have left since."
)

RANGE_NOTE = N_(
    "Ranges: the least and the most if the line of contact is {km} km wrong either way. "
    "The coast, the borders and the line along the Dnipro are not moved."
)


def since_words(language: Language, group: Group, day: date) -> str:
    """Since when a plan is public; a reader's own never was, but what it was edited from."""
    own = N_("edited by a reader from a plan public since {day}")
    words = own if group is Group.OWN else N_("public since {day}")
    return language.text(words, day=language.day(day))


def status_words(language: Language, status: str, level: Level | None = None) -> str:
    """What a status means, in a phrase; a recognition says how far it goes."""
    words = language.text(STATUSES[Status(status)].phrase)
    if level is None:
        return words
    return f"{words} ({language.text(LEVEL_WORDS[level])})"

NAME = N_("Ukraine plan atlas")
"""What the product is called."""
