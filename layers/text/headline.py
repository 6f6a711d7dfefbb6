"""The headline of an outcome: in one short line what the plan would do, and a summary of the rest."""

from geo.control.record import Control
from geo.outcomes.figures import MIN_SHOWN_KM2, tally, total
from geo.outcomes.outcome import Outcome
from geo.plans.scenario import Confidence, Group, OverlayKind, TextStatus
from geo.status import Holder, Side, Status
from layers.alphabet import alphabetical
from layers.language import N_, Language
from layers.style.statuses import LEVELS
from layers.text.outcome import line_day
from layers.text.overlays import line_words, pull_words
from layers.text.wording import TEXT_STATUS_WORDS, stays_words

MAX_CHARACTERS = 90
"""The maximum length of a headline in English, without the date."""

MAX_REGIONS_NAMED = 2

BASIS_WORDS: dict[Confidence, str] = {
    Confidence.INFERRED: N_("What would happen in {where} is our inference, not the text's words."),
    Confidence.OWN: N_("What would happen in {where} is the reader's own choice and nobody's proposal."),
}
"""What the summary says about a rule that does not rest on a published or reported text."""


def sentence(words: str) -> str:
    """End words with a full stop, unless they end with one, as a Ukrainian date does."""
    return words if words.endswith((".", "…", "!", "?")) else f"{words}."


def dateline(control: Control, language: Language) -> str:
    """Return the day of the line of contact, and its source if it is not from the record."""
    return language.text(N_("Line of contact: {day}"), day=line_day(control, language))


def over_the_map(outcome: Outcome, language: Language) -> str:
    """Return what stands below the plan's name over a map: the day of the line, the state of the text."""
    return " · ".join([dateline(outcome.ground.control, language),
                       language.text(TEXT_STATUS_WORDS[outcome.scenario.text_status])])


def kicker(outcome: Outcome, language: Language) -> str:
    """Return the line above a headline: the plan, the state of its text, and the day of the line."""
    scenario, say = outcome.scenario, language.text
    return " · ".join([say(scenario.title), say(TEXT_STATUS_WORDS[scenario.text_status]),
                       dateline(outcome.ground.control, language)])


def title(outcome: Outcome, names: dict[str, str], language: Language) -> str:
    """Say what the plan would do on the ground, without a full stop and without the date.

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
    unpublished = outcome.scenario.text_status is TextStatus.UNPUBLISHED and not is_own(outcome)
    if unpublished or not len(outcome.on_sides(Side.KEEPS, Side.STAYS_OUT)):
        return language.text(N_("All of the ground is left open") if is_own(outcome) else
                             N_("No territorial terms have been published"))
    if (outcome.table["status"] == Status.DEFERRED).any() and not is_own(outcome):
        return language.text(N_("The text fixes no withdrawal and leaves territory to later talks"))
    return language.text(N_("Neither side would withdraw from the ground it holds"))


def _overlays(outcome: Outcome, *, alone: bool, language: Language) -> list[str]:
    """Say what the first overlay of each kind requires, with its area if nothing else is said."""
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
    """Say from where Ukraine would withdraw; 'its last' if it keeps nothing else there."""
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
    """Say from where Russia would withdraw; 'elsewhere' if Ukraine would withdraw from other regions."""
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
    """Say in at most two sentences what stays Russian-held, is left open, or rests on inference.

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
    clauses += _recognised_when_left(outcome, language)
    if clauses:
        line = "; ".join(clauses)
        sentences.append(f"{line[0].upper()}{line[1:]}.")
    for confidence, words in BASIS_WORDS.items():
        where = {names[row.region] for row in outcome.table.itertuples() if row.area_km2 >= MIN_SHOWN_KM2
                 and (row.side not in (Side.KEEPS, Side.OPEN) or confidence is Confidence.OWN)
                 and outcome.scenario.rules[row.rule].confidence is confidence}
        if where:
            sentences.append(language.text(words, where=language.listed(sorted(where, key=alphabetical))))
    return " ".join(sentences)


def _recognised_when_left(outcome: Outcome, language: Language) -> list[str]:
    """Say of ground that Ukraine would leave how the text wants it recognised."""
    rules = [outcome.scenario.rules[int(number)] for number in outcome.on_sides(Side.LEAVES)["rule"].unique()]
    levels = dict.fromkeys(rule.level for rule in rules if rule.level is not None)
    words = N_("the area Ukraine leaves would be {how}")
    return [language.text(words, how=language.text(LEVELS[level].words)) for level in levels]


def regions_on(outcome: Outcome, side: Side) -> list[str]:
    """Return the ids of regions with ground on a side, the largest area first."""
    table = outcome.on_sides(side)
    if table.empty:
        return []
    sums = tally(table, ["region"])
    sums = sums[sums["area_km2"] >= MIN_SHOWN_KM2].sort_values("area_km2", ascending=False)
    return [str(region) for region in sums["region"]]


def is_own(outcome: Outcome) -> bool:
    """Say whether the plan is a reader's own, which has no source text."""
    return outcome.scenario.group is Group.OWN


def _how_it_stays(outcome: Outcome, language: Language) -> str:
    """List the statuses of ground that stays out of Ukrainian control, with areas if several."""
    zones = outcome.on_sides(Side.STAYS_OUT)
    phrases: dict[str, float] = {}
    for number, part in zones.groupby("rule"):
        rule = outcome.scenario.rules[int(number)]
        words = stays_words(language, rule.status, rule.level)
        phrases[words] = phrases.get(words, 0) + total(part)["area_km2"]
    if len(phrases) == 1:
        return next(iter(phrases))
    ordered = sorted(phrases.items(), key=lambda item: -item[1])
    return language.listed([f"{words} ({language.area(area)})" for words, area in ordered
                            if area >= MIN_SHOWN_KM2])
