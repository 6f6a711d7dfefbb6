"""The headline of an outcome: what the plan would do on the ground, in one short line, and what it leaves."""

from geo.control.record import Control
from geo.outcomes.figures import MIN_SHOWN_KM2, tally, total
from geo.outcomes.outcome import Outcome
from geo.plans.scenario import Confidence, Group, OverlayKind
from geo.status import Holder, Side, Status
from layers.language import N_, Language
from layers.style.statuses import STATUSES
from layers.text.outcome import line_day
from layers.text.overlays import line_words, pull_words
from layers.text.wording import LEVEL_WORDS, TEXT_STATUS_WORDS

MAX_CHARACTERS = 90
"""How long a headline in English may be; the day stands apart from it."""

MAX_REGIONS_NAMED = 2

BASIS_WORDS: dict[Confidence, str] = {
    Confidence.INFERRED: N_("What would happen in {where} is our inference, not the text's words."),
    Confidence.OWN: N_("What would happen in {where} is the reader's own choice and nobody's proposal."),
}
"""What the summary says where a rule does not rest on what somebody wrote or reported."""


def dateline(control: Control, language: Language) -> str:
    """The day of the line of contact, and whose line it is if not our record's."""
    return language.text(N_("Line of contact: {day}"), day=line_day(control, language))


def kicker(outcome: Outcome, language: Language) -> str:
    """What stands above a headline: the plan, what is known of its text, and the day of the line."""
    scenario, say = outcome.scenario, language.text
    return " · ".join([say(scenario.title), say(TEXT_STATUS_WORDS[scenario.text_status]),
                       dateline(outcome.ground.control, language)])


def title(outcome: Outcome, names: dict[str, str], language: Language) -> str:
    """What the plan would do on the ground, without a full stop and without the day.

    Every part says "would": a plan is a text, not an event.

    Parameters
    ----------
    outcome
        A plan on a line of contact.
    names
        Names of the regions by id, in the reader's language.
    """
    leaves, returns = outcome.on_sides(Side.LEAVES), outcome.on_sides(Side.RETURNS)
    parts = []
    if total(leaves)["area_km2"] >= MIN_SHOWN_KM2:
        parts.append(_leaves(outcome, names, language))
    if total(returns)["area_km2"] >= MIN_SHOWN_KM2:
        parts.append(_returns(outcome, bool(parts), names, language))
    parts += _overlays(outcome, alone=not parts, language=language)
    if parts:
        line = "; ".join(parts)
        return line[0].upper() + line[1:]
    if not len(outcome.on_sides(Side.KEEPS, Side.STAYS_OUT)):
        return language.text(N_("All of the ground is left open") if is_own(outcome) else
                             N_("No territorial terms have been published"))
    if (outcome.table["status"] == Status.DEFERRED).any() and not is_own(outcome):
        return language.text(N_("The text fixes no withdrawal and leaves territory to later talks"))
    return language.text(N_("Neither side would withdraw from the ground it holds"))


def _overlays(outcome: Outcome, *, alone: bool, language: Language) -> list[str]:
    """What the first overlay of each kind asks for; with its area where nothing else is said."""
    parts = []
    for item in {item.band.kind: item for item in reversed(outcome.bands)}.values():
        area = language.area(total(item.table)["area_km2"])
        if item.band.kind is OverlayKind.BORDER_STRIP:
            parts.append(language.text(N_("a strip of {area} would lie along {line}"), area=area,
                                       line=line_words(item.band, language)))
        elif alone:
            parts.append(language.text(N_("{pull}, {area} in all"), pull=pull_words(item.band, language),
                                       area=area))
        else:
            parts.append(pull_words(item.band, language))
    return parts


def _leaves(outcome: Outcome, names: dict[str, str], language: Language) -> str:
    """What Ukraine would leave; its last ground of a region is called so."""
    regions = regions_on(outcome, Side.LEAVES)
    area = language.area(total(outcome.on_sides(Side.LEAVES))["area_km2"])
    if len(regions) > MAX_REGIONS_NAMED:
        return language.plural("Ukraine would leave {area} in {count} region",
                               "Ukraine would leave {area} in {count} regions", len(regions), area=area)
    table = outcome.table
    held = table[(table["region"].isin(regions)) & (table["holder"] == Holder.UKRAINE)]
    keeps_some = (held[held["side"] != Side.LEAVES]["area_km2"] >= MIN_SHOWN_KM2).any()
    words = (N_("Ukraine would leave {area} of {where}") if keeps_some
             else N_("Ukraine would leave its last {area} of {where}"))
    return language.text(words, area=area, where=language.listed([names[region] for region in regions]))


def _returns(outcome: Outcome, elsewhere: bool, names: dict[str, str], language: Language) -> str:
    """What Russia would leave; after what Ukraine would leave, 'elsewhere' if no region is in both."""
    regions = regions_on(outcome, Side.RETURNS)
    area = language.area(total(outcome.on_sides(Side.RETURNS))["area_km2"])
    left = regions_on(outcome, Side.LEAVES)
    if elsewhere and not set(regions) & set(left):
        words = (N_("Russia would leave {area} elsewhere") if len(left) == 1
                 else N_("Russia, {area} elsewhere"))  # where two regions are named, a headline has no room
        return language.text(words, area=area)
    held = outcome.table[outcome.table["holder"] == Holder.RUSSIA]
    if not (held[held["side"] != Side.RETURNS]["area_km2"] >= MIN_SHOWN_KM2).any():
        return language.text(N_("Russia would leave all {area} that it holds"), area=area)
    if len(regions) > MAX_REGIONS_NAMED:
        return language.plural("Russia would leave {area} in {count} region",
                               "Russia would leave {area} in {count} regions", len(regions), area=area)
    return language.text(N_("Russia would leave {area} of {where}"), area=area,
                         where=language.listed([names[region] for region in regions]))


def summary(outcome: Outcome, names: dict[str, str], language: Language) -> str:
    """What stays under Russian control or is not settled, and what rests on inference: two sentences at most.

    Parameters
    ----------
    outcome, names
        As for `title`.
    """
    stays = total(outcome.on_sides(Side.STAYS_OUT))
    unsaid = total(outcome.on_sides(Side.OPEN))
    sentences, clauses = [], []
    if stays["area_km2"] >= MIN_SHOWN_KM2:
        clauses.append(language.text(
            N_("{area} would stay under Russian military control, {how}"),
            area=language.area(stays["area_km2"]), how=_how_it_stays(outcome, language)))
    if unsaid["area_km2"] >= MIN_SHOWN_KM2 and len(outcome.on_sides(Side.KEEPS, Side.STAYS_OUT)):
        clauses.append(language.text(
            N_("{area} is left open ({where})") if is_own(outcome) else
            N_("the text leaves {area} open ({where})"),
            area=language.area(unsaid["area_km2"]),
            where=language.listed([names[region] for region in regions_on(outcome, Side.OPEN)])))
    if clauses:
        line = "; ".join(clauses)
        sentences.append(f"{line[0].upper()}{line[1:]}.")
    for confidence, words in BASIS_WORDS.items():
        where = {names[row.region] for row in outcome.table.itertuples() if row.area_km2 >= MIN_SHOWN_KM2
                 and (row.side not in (Side.KEEPS, Side.OPEN) or confidence is Confidence.OWN)
                 and outcome.scenario.rules[row.rule].confidence is confidence}
        if where:
            sentences.append(language.text(words, where=language.listed(sorted(where))))
    return " ".join(sentences)


def regions_on(outcome: Outcome, side: Side) -> list[str]:
    """Ids of the regions with ground on a side, the largest area first."""
    table = outcome.on_sides(side)
    if table.empty:
        return []
    sums = tally(table, ["region"])
    sums = sums[sums["area_km2"] >= MIN_SHOWN_KM2].sort_values("area_km2", ascending=False)
    return [str(region) for region in sums["region"]]


def is_own(outcome: Outcome) -> bool:
    """Whether the plan is a reader's own, of which no text can be said to say anything."""
    return outcome.scenario.group is Group.OWN


def _how_it_stays(outcome: Outcome, language: Language) -> str:
    """Which statuses the ground that stays out of Ukrainian control gets, with areas if several."""
    zones = outcome.on_sides(Side.STAYS_OUT)
    phrases: dict[str, float] = {}
    for number, part in zones.groupby("rule"):
        rule = outcome.scenario.rules[int(number)]
        words = language.text(STATUSES[rule.status].stays)
        if rule.level is not None:
            words += f" {language.text(LEVEL_WORDS[rule.level])}"
        phrases[words] = phrases.get(words, 0) + total(part)["area_km2"]
    if len(phrases) == 1:
        return next(iter(phrases))
    ordered = sorted(phrases.items(), key=lambda item: -item[1])
    return language.listed([f"{words} ({language.area(area)})" for words, area in ordered
                            if area >= MIN_SHOWN_KM2])
