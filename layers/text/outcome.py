"""Plain sentences about an outcome: neutral, with who says so, and with what is not said."""

from dataclasses import dataclass

from geo.control.record import BUNDLED, Control
from geo.outcomes.figures import tally, total
from geo.outcomes.outcome import Outcome, country
from geo.outcomes.provenance import Explanation, explain, explain_contact
from geo.plans.scenario import Confidence, Group
from geo.status import Holder, Side, Status
from geo.world import World
from layers.language import N_, Language
from layers.selection import SIDES_SHOWN
from layers.text.wording import LEVEL_WORDS, SIDE_WORDS, STATUS_SHORT

STAYS_WORDS: dict[Status, str] = {
    Status.RECOGNISED: N_("recognised as Russian"),
    Status.FROZEN: N_("frozen, not recognised"),
    Status.DEFERRED: N_("left to later talks, not recognised"),
}

WHOSE_WORDS: dict[Confidence, str] = {
    Confidence.INFERRED: N_("For {where} this is our inference, not the text's words."),
    Confidence.OWN: N_("For {where} this is the reader's own choice and nobody's proposal."),
}
"""What the summary says where a rule does not rest on what somebody wrote or reported."""


@dataclass(frozen=True)
class Headline:
    """One headline figure: what it counts, the figure, its range, people, and a breakdown."""

    label: str
    value: str
    spread: str
    people: str
    detail: str
    explanation: Explanation | None = None


def regions_of(outcome: Outcome, side: Side, names: dict[str, str]) -> list[str]:
    """Names of the regions with ground on a side, the largest area first."""
    table = outcome.on_sides(side)
    if table.empty:
        return []
    sums = tally(table, ["region"])
    sums = sums[sums["area_km2"] >= 1].sort_values("area_km2", ascending=False)
    return [names[region] for region in sums["region"]]


def line_day(control: Control, language: Language) -> str:
    """The day of a line of contact; of one that is not our record's, also where it comes from."""
    day = language.day(control.on)
    if control.source == BUNDLED:
        return day
    return language.text(N_("{day} (from {source})"), day=day, source=control.source)


def title(outcome: Outcome, names: dict[str, str], language: Language) -> str:
    """The page's first sentence: what the plan does on the ground, in square kilometres.

    Every part says "would": a plan is a text, not an event.
    """
    day = line_day(outcome.ground.control, language)
    plan = language.text(outcome.scenario.sentence_title)
    start = language.text(N_("Under {plan}, on the line of contact of {day},"), plan=plan, day=day)
    leaves = total(outcome.on_sides(Side.LEAVES))
    returns = total(outcome.on_sides(Side.RETURNS))
    parts = []
    if leaves["area_km2"] >= 1:
        parts.append(language.text(
            N_("Ukraine would withdraw from {area} ({where})"),
            area=language.area(leaves["area_km2"]),
            where=language.listed(regions_of(outcome, Side.LEAVES, names)),
        ))
    if returns["area_km2"] >= 1:
        parts.append(language.text(
            N_("Russia would withdraw from {area} ({where})"),
            area=language.area(returns["area_km2"]),
            where=language.listed(regions_of(outcome, Side.RETURNS, names)),
        ))
    if outcome.strip is not None and outcome.strip_km is not None:
        parts.append(language.text(
            N_("both sides would pull back {km} km from the line, leaving a strip of {area}"),
            km=language.decimal(outcome.strip_km),
            area=language.area(total(outcome.strip)["area_km2"]),
        ))
    if parts:
        return f"{start} {language.listed(parts)}."
    if not len(outcome.on_sides(Side.KEEPS, Side.STAYS_OUT)):
        return language.text(
            N_("{plan}: all ground is left open.") if _is_own(outcome) else
            N_("{plan}: no territorial terms have been published, so all ground is left open."),
            plan=language.text(outcome.scenario.title),
        )
    if (outcome.table["status"] == Status.DEFERRED).any():
        rest = (N_("neither side would withdraw, and territory is left to later talks.") if _is_own(outcome)
                else N_("the text fixes no withdrawal and leaves territory to later talks."))
    else:
        rest = N_("neither side would withdraw.")
    return f"{start} {language.text(rest)}"


def summary(outcome: Outcome, names: dict[str, str], language: Language) -> str:
    """The second sentence: what stays out of Ukrainian control, and what the text leaves open."""
    stays = total(outcome.on_sides(Side.STAYS_OUT))
    unsaid = total(outcome.on_sides(Side.OPEN))
    sentences = []
    if stays["area_km2"] >= 1:
        sentences.append(language.text(
            N_("{area} would stay under Russian military control: {how}."),
            area=language.area(stays["area_km2"]), how=_how_it_stays(outcome, language),
        ))
    if unsaid["area_km2"] >= 1 and len(outcome.on_sides(Side.KEEPS, Side.STAYS_OUT)):
        sentences.append(language.text(
            N_("{area} is left open ({where}).") if _is_own(outcome) else
            N_("The text leaves {area} open ({where})."),
            area=language.area(unsaid["area_km2"]),
            where=language.listed(regions_of(outcome, Side.OPEN, names)),
        ))
    for confidence, words in WHOSE_WORDS.items():
        where = {names[row.region] for row in outcome.table.itertuples() if row.area_km2 >= 1
                 and (row.side not in (Side.KEEPS, Side.OPEN) or confidence is Confidence.OWN)
                 and outcome.scenario.rules[row.rule].confidence is confidence}
        if where:
            sentences.append(language.text(words, where=language.listed(sorted(where))))
    return " ".join(sentences)


def _is_own(outcome: Outcome) -> bool:
    """Whether the plan is a reader's own, of which no text can be said to say anything."""
    return outcome.scenario.group is Group.OWN


def _how_it_stays(outcome: Outcome, language: Language) -> str:
    """Which statuses the ground that stays out of Ukrainian control gets, with areas if several."""
    zones = outcome.on_sides(Side.STAYS_OUT)
    phrases: dict[str, float] = {}
    for number, part in zones.groupby("rule"):
        rule = outcome.scenario.rules[int(number)]
        words = language.text(STAYS_WORDS[rule.status])
        if rule.level is not None:
            words += f" ({language.text(LEVEL_WORDS[rule.level])})"
        phrases[words] = phrases.get(words, 0) + total(part)["area_km2"]
    if len(phrases) == 1:
        return next(iter(phrases))
    ordered = sorted(phrases.items(), key=lambda item: -item[1])
    return ", ".join(f"{language.area(area)} {words}" for words, area in ordered if area >= 1)


def headlines(outcome: Outcome, world: World, language: Language) -> list[Headline]:
    """The headline figures: one per side that the plan moves or leaves, then the line."""
    whole = country(world)["area_km2"]
    sides: list[Side] = [side for side in SIDES_SHOWN if side is not Side.OPEN]
    if len(outcome.on_sides(Side.OPEN)):
        # Where a text says nothing at all, a zero beside it would read as a promise.
        silent = len(outcome.on_sides(Side.OPEN)) == len(outcome.table)
        sides = [Side.OPEN] if silent else list(SIDES_SHOWN)
    if outcome.strip is not None:
        # Both sides would leave the strip: that neither withdraws from a zone is no news beside it.
        sides = [side for side in sides if total(outcome.on_sides(side))["area_km2"]]
    result = []
    for side in sides:
        zones = outcome.on_sides(side)
        figures, label = total(zones), language.text(SIDE_WORDS[side])
        rules = tuple(sorted({int(number) for number in zones["rule"]}))
        result.append(headline(
            label, figures, whole, language,
            explain(outcome, world, label, "area_km2", figures, rules),
            _breakdown(outcome, side, language),
        ))
    if outcome.strip is not None and outcome.strip_km is not None:
        label = language.text(N_("Strip of {km} km on each side of the line"),
                              km=language.decimal(outcome.strip_km))
        figures = total(outcome.strip)
        held = {str(holder): total(part)["area_km2"] for holder, part in outcome.strip.groupby("holder")}
        halves = language.text(N_("{ukraine} of it held by Ukraine and {russia} by Russia on that day"),
                               ukraine=language.area(held.get(Holder.UKRAINE, 0.0)),
                               russia=language.area(held.get(Holder.RUSSIA, 0.0)))
        result.append(headline(label, figures, whole, language,
                                explain(outcome, world, label, "area_km2", figures), f"; {halves}"))
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


def headline(label: str, figures: dict[str, float], whole_km2: float, language: Language,
             explanation: Explanation | None = None, more: str = "") -> Headline:
    """A figure with range, people and share; of nothing, only the nothing."""
    value = language.area(figures["area_km2"])
    if not figures["area_km2"]:
        return Headline(label, value, "", "", "")
    detail = _of_ukraine(figures["area_km2"], whole_km2, language) + more
    return Headline(label, value, spread(figures, language), lived(figures["people"], language),
                    detail, explanation)


def lived(people: float, language: Language) -> str:
    """How many people lived on some ground, or that no settlement is recorded there."""
    if not people:
        return language.text(N_("no settlement is recorded there"))
    return language.text(N_("{people} people lived there"), people=language.people(people))


def _of_ukraine(area_km2: float, whole_km2: float, language: Language) -> str:
    if 0 < area_km2 / whole_km2 < 0.0005:
        return language.text(N_("under 0.1 % of Ukraine"))
    return language.text(N_("{share} of Ukraine"), share=language.share(area_km2, whole_km2))


def spread(figures: dict[str, float], language: Language, measure: str = "area_km2") -> str:
    """The range of a figure as '5,950 to 6,580 km²'; nothing if there is none."""
    low, high = figures[f"{measure}_low"], figures[f"{measure}_high"]
    write = language.area_number if measure == "area_km2" else language.people
    if write(low) == write(high):
        return ""
    unit = f" {language.area_unit}" if measure == "area_km2" else ""
    return language.text(N_("{low} to {high}"), low=write(low), high=write(high)) + unit


def _breakdown(outcome: Outcome, side: Side, language: Language) -> str:
    """Which statuses make up a side, if there are several."""
    zones = outcome.on_sides(side)
    sums = {
        status: total(zones[zones["status"] == status])["area_km2"]
        for status in Status if (zones["status"] == status).any()
    }
    if len(sums) < 2:
        return ""
    parts = [f"{language.text(STATUS_SHORT[status])}: {language.area(area)}"
             for status, area in sums.items()]
    return "; " + "; ".join(parts)
