"""One plan on two days as text: how the ground it covers has grown or shrunk, and by whose advance."""

from collections.abc import Sequence

from geo.outcomes.difference import Difference
from geo.outcomes.side_changes import Change, changes, days_of, of
from geo.status import Side, Status
from layers.language import N_, Language
from layers.style.statuses import STATUSES
from layers.text.outcome import Headline
from layers.text.signed import signed, signed_area, signed_people
from layers.text.wording import SIDE_WORDS

GROUND: dict[Side, str] = {
    Side.LEAVES: N_("the ground Ukraine would leave"),
    Side.RETURNS: N_("the ground Russia would leave"),
    Side.OPEN: N_("the ground left open by the text"),
    Side.STAYS_OUT: N_("the ground that would stay under Russian military control"),
    Side.KEEPS: N_("the ground that would stay under Ukrainian control"),
}
"""The ground of each side, in the order in which changes are stated; the last is the remainder."""

STATUSES_ORDERED = tuple(status for side in GROUND for status in Status if status.side is side)

MIN_KM2 = 0.5
"""Smaller changes round to zero km2 and are not mentioned."""


def two_day_sentence(found: Difference, names: dict[str, str], language: Language) -> str:
    """Describe the main side that the plan moves on both days, such as the zone Ukraine would leave.

    The change runs from the earlier day to the later, whichever was chosen first.
    """
    first, second = (language.day(day) for day in days_of(found))
    given = {"first": first, "second": second,
             "plan": language.text(found.first.short_title if found.first else "")}
    stated = _in_order(changes(found))
    if not stated:
        return language.text(N_("{plan}: between {first} and {second} no ground moved from one side of the "
                                "plan to another."), **given)
    side, change = stated[0]
    words = (N_("{plan}: between {first} and {second} {ground} grew from {before} to {after}{where}.")
             if change.row["area_km2"] > 0 else
             N_("{plan}: between {first} and {second} {ground} shrank from {before} to {after}{where}."))
    return language.text(words, **given, **_values(side, change, names, language))


def two_day_summary(found: Difference, names: dict[str, str], language: Language) -> str:
    """Say by whose advance the main side has changed, how many people lived there, and the other changes."""
    stated = _in_order(changes(found))
    if not stated:
        return ""
    _, change = stated[0]
    row = change.row
    sentences = [
        language.text(
            N_("In between, {taken}; on the earlier day's line {before} people lived in that ground, on the "
               "later day's {after}."),
            taken=_taken(change, language), before=language.people(row["people_1"], exact=True),
            after=language.people(row["people_2"], exact=True)),
    ]
    for side, other in stated[1:]:
        words = (N_("{ground} grew from {before} to {after}{where}.") if other.row["area_km2"] > 0 else
                 N_("{ground} shrank from {before} to {after}{where}."))
        sentence = language.text(words, **_values(side, other, names, language))
        sentences.append(sentence[:1].upper() + sentence[1:])
    return " ".join(sentences)


def two_day_headlines(found: Difference, language: Language) -> list[Headline]:
    """Return each side with ground on either day: its change with range and people, and both figures."""
    found_changes, say = changes(found), language.text
    first, second = (language.day(day) for day in days_of(found))
    result = []
    for side in GROUND:
        change = of(found_changes, side)
        if change is None:
            continue
        low, high = (signed_area(change.row[f"area_km2{end}"], language) for end in ("_low", "_high"))
        result.append(Headline(
            label=say(SIDE_WORDS[side]), value=signed_area(change.row["area_km2"], language),
            spread=language.span(low, high) if low != high else "",
            people=say(N_("{people} people"), people=signed_people(change.row["people"], language)),
            detail=say(N_("{before} on {first}, {after} on {second}"), first=first, second=second,
                       before=language.area(change.row["area_km2_1"], exact=True),
                       after=language.area(change.row["area_km2_2"], exact=True)),
        ))
    return result


HEADS = (N_("Under the plan"), N_("{day}, {unit}"), N_("{day}, {unit}"), N_("Change, {unit}"), N_("Range"),
         N_("Came under Russian military control, {unit}"), N_("Came under Ukrainian control, {unit}"),
         N_("People: change"))
"""Column headings of the table of statuses; the hand-overs are those that joined or left a status."""


def two_day_table(found: Difference, language: Language) -> list[tuple[str, ...]]:
    """Return the headings, then a row for each status with ground on either day."""
    say, days = language.text, [language.day(day) for day in days_of(found)]
    heads = [say(words, day=days[min(number, 2) - 1], unit=language.area_unit)
             for number, words in enumerate(HEADS)]
    result, by_status = [tuple(heads)], changes(found, "status")
    for status in STATUSES_ORDERED:
        change = of(by_status, status)
        if change is None:
            continue
        row = change.row
        number = {name: language.area_number(abs(row[name]), exact=True)
                  for name in ("area_km2_1", "area_km2_2", "area_km2", "area_km2_low", "area_km2_high")}
        low, high = (signed(row[name], number[name]) for name in ("area_km2_low", "area_km2_high"))
        result.append((
            say(STATUSES[status].short), number["area_km2_1"], number["area_km2_2"],
            signed(row["area_km2"], number["area_km2"]),
            "–" if low == high else language.span(low, high),
            *(language.area_number(km2, exact=True) for km2 in (change.to_russia_km2, change.to_ukraine_km2)),
            signed(row["people"], language.people(abs(row["people"]), exact=True)),
        ))
    return result


def _in_order(found: Sequence[Change]) -> list[tuple[Side, Change]]:
    """Return the sides that have changed, except ground kept by Ukraine, which mirrors the others."""
    sides = [(side, of(found, side)) for side in GROUND if side is not Side.KEEPS]
    return [(side, change) for side, change in sides
            if change is not None and abs(change.row["area_km2"]) >= MIN_KM2]


def _values(side: Side, change: Change, names: dict[str, str], language: Language) -> dict[str, str]:
    regions = language.listed([names[region] for region in change.regions])
    return {
        "ground": language.text(GROUND[side]),
        "before": language.area_number(change.row["area_km2_1"], exact=True),
        "after": language.area(change.row["area_km2_2"], exact=True),
        "where": language.text(N_(" ({regions})"), regions=regions) if regions else "",
    }


def _taken(change: Change, language: Language) -> str:
    parts = [
        language.text(words, area=language.area(area_km2, exact=True))
        for words, area_km2 in (
            (N_("{area} of it came under Russian military control"), change.to_russia_km2),
            (N_("{area} of it came under Ukrainian control"), change.to_ukraine_km2))
        if area_km2 >= MIN_KM2
    ]
    return language.listed(parts)
