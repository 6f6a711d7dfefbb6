"""The key figures of an outcome, each with range, people and provenance."""

from collections.abc import Sequence
from dataclasses import dataclass

from geo.claims.statements import Statement, committed, present_on
from geo.control.origin import OriginKind
from geo.control.record import Control
from geo.outcomes.figures import total
from geo.outcomes.outcome import Outcome, country
from geo.outcomes.provenance import Explanation, explain, explain_contact
from geo.plans.overlay import OverlayKind
from geo.plans.rule import Level
from geo.status import Holder, Side, Status
from geo.world import World
from layers.language import N_, Language
from layers.selection import SIDES_SHOWN
from layers.text.credit import short_source
from layers.text.overlays import overlay_words
from layers.text.wording import SIDE_WORDS, status_words

BETWEEN = " · "
"""Between the parts of a breakdown, whose names may hold a semicolon."""


@dataclass(frozen=True)
class Headline:
    """One headline figure: what it counts, the figure, its range, people, and a breakdown.

    `present` quotes how many people were there when somebody last said so.
    """

    label: str
    value: str
    spread: str
    people: str
    detail: str
    explanation: Explanation | None = None
    present: str = ""

    @property
    def notes(self) -> tuple[str, ...]:
        """What stands below the figure: people, people present, and the breakdown."""
        return tuple(filter(None, (self.people, self.present, self.detail)))


def line_day(control: Control, language: Language) -> str:
    """Return the day of a line of contact, and its source if it is not from the record."""
    day = language.day(control.on)
    if control.origin.kind is OriginKind.RECORD:
        return day
    return language.text(N_("{day} (from {source})"), day=day, source=short_source(control.origin, language))


def headlines(outcome: Outcome, world: World, language: Language) -> list[Headline]:
    """Return the headline figures: one per side that the plan moves or leaves, then the line."""
    whole = country(world)["area_km2"]
    sides: list[Side] = [side for side in SIDES_SHOWN if side is not Side.OPEN]
    if len(outcome.on_sides(Side.OPEN)):
        # If a text is silent, a zero next to it would read as a commitment.
        silent = not len(outcome.on_sides(Side.LEAVES, Side.RETURNS, Side.STAYS_OUT))
        sides = [Side.OPEN] if silent else list(SIDES_SHOWN)
    if any(item.band.kind is OverlayKind.BUFFER for item in outcome.bands):
        # Both sides would leave the buffer, so zeros for withdrawals would add nothing.
        sides = [side for side in sides if total(outcome.on_sides(side))["area_km2"]]
    result = []
    for side in sides:
        zones = outcome.on_sides(side)
        figures, label = total(zones), language.text(SIDE_WORDS[side])
        rules = tuple(sorted({int(number) for number in zones["rule"]}))
        result.append(headline(
            label, figures, whole, language,
            explain(outcome, world, "area_km2", figures, rules, zones),
            _breakdown(outcome, side, language),
            present_words(present_on(outcome, side, committed()), language) if side is Side.LEAVES else "",
        ))
    for item in outcome.bands:
        label, figures = overlay_words(item.band.kind, item.band, language), total(item.table)
        held = {str(holder): total(part)["area_km2"] for holder, part in item.table.groupby("holder")}
        halves = language.text(N_("{ukraine} of it held by Ukraine and {russia} by Russia on that day"),
                               ukraine=language.area(held.get(Holder.UKRAINE, 0.0)),
                               russia=language.area(held.get(Holder.RUSSIA, 0.0)))
        why = explain(outcome, world, "area_km2", figures, zones=item.table)
        result.append(headline(label, figures, whole, language, why, f"; {halves}"))
    ground = outcome.ground
    result.append(Headline(
        label=language.text(N_("Line of contact")),
        value=language.length(ground.contact_km),
        spread=language.day(ground.control.on),
        people="",
        detail="",
        explanation=explain_contact(outcome, world),
    ))
    return result


def two_that_matter(items: Sequence[Headline]) -> tuple[Headline, ...]:
    """Return the two figures to be read first, in their order.

    These are the first two, what either side would leave, unless both are zero; then ground that is not zero
    comes in for a zero. Only ground counts: a figure without people or share is a zero, or a length.
    """
    first = tuple(items[:2])
    if any(item.people for item in first):
        return first
    there = [item for item in items if item.people][:2]
    return (*first[:2 - len(there)], *there)


def three_that_matter(items: Sequence[Headline]) -> tuple[Headline, ...]:
    """Return `two_that_matter` and the next figure, if any, all in their order; a length comes last."""
    two = two_that_matter(items)
    others = [item for item in items if item not in two]
    chosen = (*two, *([item for item in others if item.people] or others)[:1])
    return tuple(item for item in items if item in chosen)


def headline(label: str, figures: dict[str, float], whole_km2: float, language: Language,
             explanation: Explanation | None = None, more: str = "", present: str = "") -> Headline:
    """Return a headline figure with range, people and share; for zero, only the zero."""
    value = language.area(figures["area_km2"])
    if not figures["area_km2"]:
        return Headline(label, value, "", "", "")
    detail = _of_ukraine(figures["area_km2"], whole_km2, language) + more
    return Headline(label, value, spread(figures, language), lived(figures["people"], language),
                    detail, explanation, present)


def present_words(statements: Sequence[Statement], language: Language) -> str:
    """Quote the newest statements about people present; several are about different regions."""
    say = language.text
    return "; ".join(
        say(N_("{people} present on {day} ({who})"), people=language.number(one.population),
            day=language.day(one.as_of), who=say(one.said_by)) for one in statements)


def lived(people: float, language: Language) -> str:
    """State how many people lived on the ground, or that no settlement is recorded there."""
    if not people:
        return language.text(N_("no recorded settlement"))
    return language.text(N_("{people} residents before 2022"), people=language.people(people))


def _of_ukraine(area_km2: float, whole_km2: float, language: Language) -> str:
    if 0 < area_km2 / whole_km2 < 0.0005:
        return language.text(N_("under 0.1% of Ukraine"))
    return language.text(N_("{share} of Ukraine"), share=language.share(area_km2, whole_km2))


def spread(figures: dict[str, float], language: Language, measure: str = "area_km2") -> str:
    """Format the range of a figure as '5,950 to 6,580 km²'; empty if there is none."""
    low, high = figures[f"{measure}_low"], figures[f"{measure}_high"]
    write = language.area_number if measure == "area_km2" else language.people
    if write(low) == write(high):
        return ""
    unit = language.with_unit("", language.area_unit) if measure == "area_km2" else ""
    return language.span(write(low), write(high)) + unit


def areas(low_km2: float, high_km2: float, language: Language, *, exact: bool = False) -> str:
    """Format a range of areas as '127 to 190 km²', or as '127 km²' if both ends read the same."""
    low, high = (language.area_number(km2, exact=exact) for km2 in (low_km2, high_km2))
    most = language.area(high_km2, exact=exact)
    return most if low == high else language.span(low, most)


def _breakdown(outcome: Outcome, side: Side, language: Language) -> str:
    """List the statuses and levels of recognition that make up a side, with areas if there are several."""
    zones, rules = outcome.on_sides(side), outcome.scenario.rules
    done = [(status, rules[number].level)
            for status, number in zip(zones["status"].tolist(), zones["rule"].tolist(), strict=True)]
    areas = {(status, level): total(zones[[one == (status, level) for one in done]])["area_km2"]
             for status in Status for level in (None, *Level) if (status, level) in done}
    if len(areas) > 1:
        return "".join(f"{BETWEEN}{status_words(language, status, level, short=True)}: {language.area(area)}"
                       for (status, level), area in areas.items())
    return "".join(f"{BETWEEN}{status_words(language, status, level, short=True)}"
                   for status, level in areas if level is not None)
