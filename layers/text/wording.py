"""Neutral labels for every closed list, defined once and translated when shown."""

from collections.abc import Iterable
from datetime import date

from geo.control.margin import RIVER_KM
from geo.line_sources.notes import Note, NoteKind
from geo.outcomes.provenance import LENGTH, Given, RangeReason
from geo.plans.scenario import Confidence, Group, Level, TextStatus
from geo.status import Holder, Side, Status
from geo.zones.ground import Ground
from layers.language import N_, Language
from layers.style.statuses import LEVELS, STATUSES

SIDES_ORDERED = (Side.LEAVES, Side.RETURNS, Side.OPEN, Side.STAYS_OUT, Side.KEEPS)
"""Ground that a plan moves comes first, ground that does not change last."""

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

HELD_ON: dict[Holder, str] = {
    Holder.UKRAINE: N_("Ukrainian-held on {day}"),
    Holder.RUSSIA: N_("Russian-held on {day}"),
}

BEFORE_WORDS: dict[tuple[Holder, Holder], str] = {
    (Holder.RUSSIA, Holder.RUSSIA): N_("Russian-held, and on {day}, too"),
    (Holder.RUSSIA, Holder.UKRAINE): N_("Russian-held, Ukrainian-held on {day}"),
    (Holder.UKRAINE, Holder.UKRAINE): N_("Ukrainian-held, and on {day}, too"),
    (Holder.UKRAINE, Holder.RUSSIA): N_("Ukrainian-held, Russian-held on {day}"),
}

HOLDER_LONG: dict[Holder, str] = {
    Holder.UKRAINE: N_("Area under Ukrainian control"),
    Holder.RUSSIA: N_("Area under Russian military control"),
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

FORMULA_WORDS: dict[str, str] = {
    "area_km2": N_(
        "Sum of the geodesic areas (WGS 84) of the zones: the regions cut along the line of contact, "
        "measured on full shapes."),
    "people": N_(
        "Sum of the reference-year population of the settlements in the zones; never a share of area."),
    LENGTH: N_(
        "Geodesic length (WGS 84) of the borders between zones of different holders; coast and "
        "international border do not count."),
}

RANGE_WORDS: dict[RangeReason, str] = {
    RangeReason.OVER_LINES: N_(
        "The least and the most over three lines: as drawn, and with the front moved {km} km either way. "
        "Coast and borders are not moved, the line along the Dnipro by at most {river} km. Errors of the "
        "sources are not in it."),
    RangeReason.OVER_OBSERVERS: N_(
        "The minimum and maximum over two observers, DeepStateMap and Liveuamap, each with the front moved "
        "{km} km either way. Coast and borders are not moved, the line along the Dnipro by at most {river} "
        "km. Other errors of the sources are not in it."),
    RangeReason.NO_LINE_NEAR: N_(
        "No range: no line runs here, or it is a coast or a border, which are not moved, or "
        "no settlement lies within {km} km of it. Errors of the sources remain."),
    RangeReason.BELOW_UNIT: N_("No range: in whole units the minimum and the maximum are the same."),
    RangeReason.NOT_ASKED: N_("No range was asked for: the line is taken as drawn."),
    RangeReason.NOT_MEASURED: N_(
        "No range: a moved line is not measured. The line bends about every kilometre; drawn more finely it "
        "would be longer, drawn more coarsely shorter: read its length as good to a tenth."),
}

GIVEN_WORDS: dict[Given, str] = {
    Given.HELD_SETTLEMENTS: N_("who holds which settlement"),
    Given.HELD_GROUND: N_("who holds which ground"),
    Given.BORDERS: N_("borders of the regions"),
    Given.SHORES: N_("shores of two regions"),
    Given.RESERVOIR_BED: N_("bed of the former Kakhovka Reservoir"),
    Given.POSITIONS: N_("where settlements are"),
    Given.POPULATION_TOTALS: N_("totals of hromadas and towns"),
    Given.POPULATION_WEIGHTS: N_("weights of villages and city parts"),
    Given.OTHER_WEIGHTS: N_("weights where there was no roll"),
}

UNIT_WORDS: dict[str, str] = {
    "area_km2": N_("km²"), "people": N_("people in the reference year"), LENGTH: N_("km"),
}

NOTE_WORDS: dict[NoteKind, str] = {
    NoteKind.MENDED: N_("Its polygons crossed themselves and were repaired."),
    NoteKind.FALSE_HOLES: N_(
        "Rings given as holes that lie outside their polygon, or around it, were counted as ground: {area}."),
    NoteKind.CONVERTED: N_("It was in {system} and was converted."),
    NoteKind.CONVERTED_OWN: N_("It was in a coordinate system of its own and was converted."),
    NoteKind.ASSUMED: N_(
        "It names no coordinate system; degrees on WGS 84 were assumed, which fit Ukraine."),
    NoteKind.OURS: N_("It is an export of this atlas; the zones held by Russia were taken."),
    NoteKind.OUR_DAY: N_("It was exported for the line of contact of {day}."),
    NoteKind.OUR_REGIONS: N_(
        "It has zones of {count} regions only; all other ground counts as held by Ukraine."),
    NoteKind.SPECKS: N_("Parts smaller than {area} were left out, and holes smaller than that were filled."),
    NoteKind.STRIPS: N_("{area} of strips along coast and border were counted as a mismatch of borders."),
    NoteKind.OUTSIDE: N_("{area} in the sea or in other countries were left out."),
    NoteKind.COUNTED: N_("Counted as held by Russia: {area} with {value}."),
    NoteKind.COUNTED_MORE: N_("Counted as held by Russia: {area} with {count} other values."),
    NoteKind.LEFT_OUT: N_("Left out, as it is not said that Russia holds it: {area} with {value}."),
    NoteKind.LEFT_OUT_MORE: N_(
        "Left out, as it is not said that Russia holds it: {area} with {count} other values."),
    NoteKind.WIDE: N_("It covers {share}% of Ukraine ({area}), all of which counts as held by Russia."),
    NoteKind.LINKS: N_(
        "It has links to other files or images, which are not followed: what they alone show is not "
        "counted."),
    NoteKind.EMPTY: N_(
        "Outlines with fewer than four positions, which enclose nothing, were left out: {count}."),
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
    "The coast and the borders are not moved, the line along the Dnipro by at most {river} km."
)


RANGE_NOTE_TWO = N_(
    "Ranges: two observers, DeepStateMap and Liveuamap, each ± {km} km. "
    "The coast and the borders are not moved, the line along the Dnipro by at most {river} km."
)


def range_note(ground: Ground, language: Language) -> str:
    """Say what the ranges of figures on a ground are over."""
    words = RANGE_NOTE_TWO if ground.observers > 1 else RANGE_NOTE
    return language.text(words, km=language.decimal(ground.margin_km), river=language.decimal(RIVER_KM))


def since_words(language: Language, group: Group, day: date) -> str:
    """State a plan's publication date; for a reader's own plan, that of the plan it was edited from."""
    own = N_("edited by a reader from a plan public since {day}")
    words = own if group is Group.OWN else N_("public since {day}")
    return language.text(words, day=language.day(day))


def range_words(reason: RangeReason, margin_km: float, language: Language) -> str:
    """Say why a figure has a range or none."""
    return language.text(RANGE_WORDS[reason], km=language.decimal(margin_km),
                         river=language.decimal(RIVER_KM))


def note_words(note: Note, language: Language, *, exact: bool = False) -> str:
    """Return a note as a sentence, with areas rounded, or in whole units if `exact`."""
    values = {name: value if isinstance(value, str) else language.area(value, exact=exact)
              for name, value in note.values}
    return language.text(NOTE_WORDS[note.kind], **values)


def status_words(language: Language, status: str, level: Level | None = None, *, short: bool = False) -> str:
    """Return the full or the short label of a status, with the level of a recognition."""
    shown = STATUSES[Status(status)]
    if level is None:
        return language.text(shown.short if short else shown.phrase)
    of_level = LEVELS[level]
    words = (of_level.short or shown.short) if short else (of_level.phrase or shown.phrase)
    return f"{language.text(words)} ({language.text(of_level.words)})"


def short_words(language: Language, status: Status, levels: Iterable[Level | None]) -> str:
    """Return the short label of a status with all its levels of recognition, in the order of `Level`."""
    there = set(levels)
    ordered = [level for level in Level if level in there]
    if not ordered:
        return language.text(STATUSES[status].short)
    words = language.text(LEVELS[ordered[0]].short or STATUSES[status].short)
    return f"{words} ({'; '.join(language.text(LEVELS[level].words) for level in ordered)})"


def town_words(language: Language, status: Status, level: Level | None, town: str) -> str:
    """Say what would happen to a town with a status."""
    if level is None:
        return language.text(STATUSES[status].town, town=town)
    words = LEVELS[level].town or STATUSES[status].town
    return language.text(words, town=town, level=language.text(LEVELS[level].words))


def stays_words(language: Language, status: Status, level: Level | None) -> str:
    """Say how ground stays out of Ukrainian control."""
    if level is None:
        return language.text(STATUSES[status].stays)
    shown = LEVELS[level]
    return f"{language.text(shown.stays or STATUSES[status].stays)} {language.text(shown.words)}"


NAME = N_("Ukraine plan atlas")
"""The name of the product."""
