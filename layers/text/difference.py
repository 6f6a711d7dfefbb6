"""The comparison of two plans as text: a sentence, headline figures, the legend, what is said of sites."""

from geo.control.record import Control
from geo.outcomes.difference import Change, Difference, changed, halves, net
from geo.outcomes.side_changes import is_one_plan_on_two_days
from geo.plans.scenario import Scenario
from geo.status import Holder
from geo.zones.sites import DecidedBy, decided_by
from layers.language import N_, Language
from layers.style.changes import HeldChange, change_looks
from layers.style.styles import STROKES
from layers.text.clauses import said_of_sites
from layers.text.legend import (
    SITE_WORDS,
    Entry,
    Fill,
    Line,
    Spot,
    entries_alone,
    hidden_entries,
    outline,
    uncertain_entries,
)
from layers.text.outcome import Headline, line_day, lived, spread
from layers.text.side_changes import two_day_headlines, two_day_sentence, two_day_summary
from layers.text.signed import signed_area, signed_people
from layers.text.wording import HELD_ON, HOLDER_WORDS

CHANGE_WORDS: dict[Change, str] = {
    Change.TO_UKRAINE: N_("Under Ukrainian control only under {second}"),
    Change.FROM_UKRAINE: N_("Under Ukrainian control only under {first}"),
    Change.UNSAID: N_("Left open by one of the two"),
    Change.STATUS: N_("Same holder, different status"),
    Change.SAME: N_("Same status under both"),
}

CHANGED_HANDS = N_("Changed hands between the two days; the plan leaves it under the same control")
"""With one plan on two days, a status differs only if the holder does."""


ONLY_WITHOUT = N_("Under Ukrainian control only without a plan")
ONLY_WITHOUT_ON = N_("Under Ukrainian control only without a plan, {day}")


def change_words(found: Difference, change: Change, language: Language) -> str:
    """Say what a change means, naming the two plans."""
    if change == Change.STATUS and is_one_plan_on_two_days(found):
        return language.text(CHANGED_HANDS)
    plan, line = (found.second, found.line_2) if change == Change.TO_UKRAINE else (found.first, found.line_1)
    if plan is None and change in {Change.TO_UKRAINE, Change.FROM_UKRAINE}:
        return language.text(ONLY_WITHOUT_ON if found.two_lines else ONLY_WITHOUT,
                             day=line_day(line, language))
    first, second = names_of(found, language)
    return language.text(CHANGE_WORDS[change], first=first, second=second)


WITHOUT = N_("Line of contact, without a plan")


def short_name(scenario: Scenario | None, language: Language) -> str:
    """Return the name of one of the two for columns and buttons."""
    return language.text(WITHOUT if scenario is None else scenario.short_title)


def names_of(found: Difference, language: Language) -> tuple[str, str]:
    """Return the names of the two for columns, with the day of each line if they differ."""
    first, second = (short_name(plan, language) for plan in (found.first, found.second))
    if found.two_lines:
        lines = zip((first, second), (found.line_1, found.line_2), strict=True)
        first, second = (language.text(N_("{plan}, {day}"), plan=name, day=line_day(line, language))
                         for name, line in lines)
    return first, second


def title_of(found: Difference, language: Language) -> str:
    """Return the title of a comparison, with the day of each line if they differ."""
    say, lines = language.text, (found.line_1, found.line_2)
    words = N_("the line of {day} without a plan") if found.two_lines else N_("the line without a plan")
    first, second = (
        say(words, day=line_day(line, language)) if plan is None else name for plan, line, name
        in zip((found.first, found.second), lines, names_of(found, language), strict=True))
    title = say(N_("{first} and {second} compared"), first=first, second=second)
    return title[:1].upper() + title[1:]


def long_name(scenario: Scenario | None, line: Control, dated: bool, language: Language) -> str:
    """Return the name of one of the two for a sentence, with its line if `dated`."""
    say = language.text
    if scenario is None:
        return say(N_("the line of contact of {day} without a plan"), day=line_day(line, language))
    name = say(scenario.sentence_title)
    return say(N_("{plan} on the line of contact of {day}"), plan=name,
               day=line_day(line, language)) if dated else name


def sentence(found: Difference, names: dict[str, str], language: Language) -> str:
    """Say what the second leaves under Ukrainian control that the first does not, and the reverse.

    For one plan on two days, say how the ground that it covers has grown or shrunk.
    """
    if is_one_plan_on_two_days(found):
        return two_day_sentence(found, names, language)
    say = language.text
    first = long_name(found.first, found.line_1, found.two_lines, language)
    second = long_name(found.second, found.line_2, found.two_lines, language)
    more = _phrase(found, Change.TO_UKRAINE, N_("{area} more under Ukrainian control ({where}; {people})"),
                   names, language)
    less = _phrase(found, Change.FROM_UKRAINE, N_("{area} less under Ukrainian control ({where}; {people})"),
                   names, language)
    parts = [part for part in (more, less) if part]
    if found.first == found.second and not found.two_lines:
        return say(N_("Both are {plan}: there is no difference."), plan=first)
    if parts:
        words = N_("Compared with {first}, {second} would leave {parts}.") if found.second else \
            N_("Compared with {first}, {second} leaves {parts}.")
        return say(words, first=first, second=second, parts=language.listed(parts))
    if changed(found, Change.UNSAID)["area_km2"] >= 1:
        return say(N_("Compared with {first}, {second} moves no ground that both speak of from one "
                      "side's control to the other's."), first=first, second=second)
    return say(N_("{first} and {second} have the same ground under Ukrainian control."),
               first=first[:1].upper() + first[1:], second=second)


def second_sentence(found: Difference, names: dict[str, str], language: Language) -> str:
    """State the balance if there are gains and losses, then ground open in one plan or changing status."""
    if is_one_plan_on_two_days(found):
        return two_day_summary(found, names, language)
    say = language.text
    sentences = []
    both = [changed(found, change)["area_km2"] >= 1 for change in (Change.TO_UKRAINE, Change.FROM_UKRAINE)]
    if all(both):
        figures = net(found)
        words = N_("On balance that is {area} and {people} people more under Ukrainian control.") \
            if figures["area_km2"] > 0 else \
            N_("On balance that is {area} less under Ukrainian control, with {people} residents before "
               "2022.")
        if figures["area_km2"] * figures["people"] < 0:
            words = N_("On balance area and people differ in direction: {area} of ground, {people} people.")
            sentences.append(say(words, area=signed_area(figures["area_km2"], language),
                                 people=signed_people(figures["people"], language)))
        else:
            sentences.append(say(words, area=language.area(abs(figures["area_km2"])),
                                 people=language.people(abs(figures["people"]))))
    for change, words in (
        (Change.UNSAID, N_("{area} ({where}; {people}) is left open in one of the two only.")),
        (Change.STATUS, N_("On {area} ({where}; {people}) the holder would be the same but the status "
                           "would differ.")),
    ):
        phrase = _phrase(found, change, words, names, language)
        sentences += [phrase] if phrase else []
    return " ".join(sentences)


def _phrase(found: Difference, change: Change, words: str, names: dict[str, str],
            language: Language) -> str:
    figures = changed(found, change)
    if figures["area_km2"] < 1:
        return ""
    table = found.table[found.table["change"] == change]
    sums = table.groupby("region")["area_km2"].sum().sort_values(ascending=False)
    where = language.listed([names[str(region)] for region in sums[sums >= 1].index])
    return language.text(words, area=language.area(figures["area_km2"]), where=where,
                         people=lived(figures["people"], language))


def headlines(found: Difference, language: Language) -> list[Headline]:
    """Return more, less, balance, left open by one, and other status, each with range and people.

    For one plan on two days, return the change of each side.
    """
    if is_one_plan_on_two_days(found):
        return two_day_headlines(found, language)
    say = language.text
    more, less, unsaid, status = (
        _headline(change_words(found, change, language), changed(found, change), language)
        for change in (Change.TO_UKRAINE, Change.FROM_UKRAINE, Change.UNSAID, Change.STATUS)
    )
    figures = net(found)
    low, high = (signed_area(figures[f"area_km2{end}"], language) for end in ("_low", "_high"))
    balance = Headline(
        label=say(N_("Net change for Ukraine")), value=signed_area(figures["area_km2"], language),
        spread=language.span(low, high) if low != high else "",
        people=say(N_("{people} people"), people=signed_people(figures["people"], language)), detail="",
    )
    return [more, less, balance, unsaid, status]


def _headline(label: str, figures: dict[str, float], language: Language) -> Headline:
    if not figures["area_km2"] and not figures["people"]:
        return Headline(label, language.area(0), "", "", "")
    return Headline(label, language.area(figures["area_km2"]), spread(figures, language),
                    lived(figures["people"], language), "")


def entries(found: Difference, language: Language, shown: frozenset[str],
            layers: frozenset[str]) -> list[Entry]:
    """Return the legend of a comparison's map."""
    say = language.text
    result = [*_fills(found, language, shown), *hidden_entries(found.table, language, shown),
              *_site_entries(found, language, shown)]
    if "contact" in layers:
        words = N_("Line of contact, {day}")
        result.append(Entry(Line(STROKES["contact"]), say(words, day=line_day(found.line_1, language))))
        if found.two_lines:
            result.append(Entry(Line(STROKES["second"]), say(words, day=line_day(found.line_2, language))))
    result += uncertain_entries(found.ground, language, layers, shown)
    return [*result, outline(language)]


SITE_OF_BOTH = N_("Site that both plans decide on")
SITE_OF_ONE = N_("Site that one plan alone decides on: {plan}")


def _site_entries(found: Difference, language: Language, shown: frozenset[str]) -> list[Entry]:
    """Return the marks of sites that both plans, or one of them, decide on."""
    there = set(decided_by(found.first, found.second, found.ground, shown).values())
    both = SITE_OF_BOTH if found.first and found.second and found.first != found.second else SITE_WORDS
    words = {DecidedBy.EVERY: language.text(both),
             DecidedBy.FIRST: language.text(SITE_OF_ONE, plan=short_name(found.first, language)),
             DecidedBy.SECOND: language.text(SITE_OF_ONE, plan=short_name(found.second, language))}
    return [Entry(Spot(by), text) for by, text in words.items() if by in there]


def said_of_both(found: Difference, shown: frozenset[str], language: Language) -> dict[str, list[str]]:
    """Return what the plans say of each site shown that either decides on, by the site's id."""
    plans = [plan for plan in dict.fromkeys((found.first, found.second)) if plan]
    said = {plan.id: said_of_sites(plan, language) for plan in plans}
    return {site: [text if len(plans) == 1 else f"{short_name(plan, language)}: {text}" for plan in plans
                   if (text := said[plan.id].get(site))]
            for site in decided_by(found.first, found.second, found.ground, shown)}


def _fills(found: Difference, language: Language, shown: frozenset[str]) -> list[Entry]:
    """Return the fills: what differs, and who holds the ground on the first line, dated if there are two."""
    table, looks = found.table, change_looks(found)
    visible = table.index[table["region"].isin(shown) & (table["area_km2"] > 0)]
    there = {looks.get(str(zone)) for zone in visible}
    held = {holder: language.text(words, day=line_day(found.line_1, language))
            for holder, words in (HELD_ON if found.two_lines else HOLDER_WORDS).items()}
    return [Entry(Fill(what), language.text(N_("{change} ({holder})"), holder=held[holder],
                                            change=change_words(found, change, language)))
            for change in CHANGE_WORDS for holder, what in
            ((Holder.UKRAINE, change), (Holder.RUSSIA, HeldChange[change.name])) if what in there]


def pair_entries(found: Difference, language: Language, shown: frozenset[str],
                 layers: frozenset[str]) -> list[Entry]:
    """Return the legend of two maps beside each other: fills of either, then lines of either."""
    both = [entry for half in halves(found) for entry in entries_alone(half, language, layers, shown)]
    return list(dict.fromkeys(sorted(both, key=lambda entry: isinstance(entry.sign, Line))))
