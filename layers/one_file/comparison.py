"""The words with which a page of one file compares two cases by itself: templates, names and signs."""

from typing import Any

from geo.plans.scenario import Scenario
from geo.zones.sites import DecidedBy
from layers.html.difference_ledger import BALANCE_NOTE, ORDERED, status_name
from layers.language import N_, Language
from layers.style.changes import CHANGES
from layers.style.styles import STROKES
from layers.svg.signs import Signs
from layers.text.difference import (
    CHANGE_WORDS,
    CHANGED_HANDS,
    ONLY_WITHOUT,
    ONLY_WITHOUT_ON,
    SITE_OF_BOTH,
    SITE_OF_ONE,
    WITHOUT,
)
from layers.text.legend import SITE_WORDS, Entry, Fill, Line, Spot
from layers.text.side_changes import GROUND, STATUSES_ORDERED
from layers.text.wording import HELD_ON, HOLDER_WORDS

WORDS: dict[str, str] = {
    "without": WITHOUT,
    "only_without": ONLY_WITHOUT,
    "only_without_on": ONLY_WITHOUT_ON,
    "named": N_("{plan}, {day}"),
    "from": N_("{day} (from {source})"),
    "without_on": N_("the line of contact of {day} without a plan"),
    "plan_on": N_("{plan} on the line of contact of {day}"),
    "more": N_("{area} more under Ukrainian control ({where}; {people})"),
    "less": N_("{area} less under Ukrainian control ({where}; {people})"),
    "both": N_("Both are {plan}: there is no difference."),
    "would_leave": N_("Compared with {first}, {second} would leave {parts}."),
    "leaves": N_("Compared with {first}, {second} leaves {parts}."),
    "moves_nothing": N_("Compared with {first}, {second} moves no ground that both speak of from one "
                        "side's control to the other's."),
    "alike": N_("{first} and {second} have the same ground under Ukrainian control."),
    "balance_more": N_("On balance that is {area} and {people} people more under Ukrainian control."),
    "balance_less": N_("On balance that is {area} less under Ukrainian control, with {people} residents "
                       "before 2022."),
    "balance_mixed": N_("On balance area and people differ in direction: {area} of ground, {people} people."),
    "unsaid": N_("{area} ({where}; {people}) is left open in one of the two only."),
    "status": N_("On {area} ({where}; {people}) the holder would be the same but the status would differ."),
    "net": N_("Net change for Ukraine"),
    "people": N_("{people} people"),
    "and": N_("{head} and {last}"),
    "zone": N_("This zone: {area}"),
    "hands": CHANGED_HANDS,
    "site": SITE_WORDS,
    "site_both": SITE_OF_BOTH,
    "site_one": SITE_OF_ONE,
    "held": N_("{change} ({holder})"),
    "balance": N_("Balance: under Ukrainian control"),
    "all": N_("All regions"),
    "caption": N_("First: {first}. Second: {second}."),
    "note": BALANCE_NOTE,
    "nothing": N_("The two do the same to every piece of ground."),
    "unmoved": N_("{plan}: between {first} and {second} no ground moved from one side of the plan to "
                  "another."),
    "grew": N_("{plan}: between {first} and {second} {ground} grew from {before} to {after}{where}."),
    "shrank": N_("{plan}: between {first} and {second} {ground} shrank from {before} to {after}{where}."),
    "in_between": N_("In between, {taken}; on the earlier day's line {before} people lived in that ground, "
                     "on the later day's {after}."),
    "also_grew": N_("{ground} grew from {before} to {after}{where}."),
    "also_shrank": N_("{ground} shrank from {before} to {after}{where}."),
    "where": N_(" ({regions})"),
    "to_russia": N_("{area} of it came under Russian military control"),
    "to_ukraine": N_("{area} of it came under Ukrainian control"),
    "on_days": N_("{before} on {first}, {after} on {second}"),
    "by_status": N_("What became of the ground of each status between the two days"),
    "no_comparison": N_("No comparison"),
    "own_line": N_("The line of this page is in neither record: choose a day of a record to compare."),
}
"""What the page of the atlas says, too, is worded as there (`layers.text.difference`, `side_changes`)."""

HEADS = (N_("Region"), N_("Status"), N_("First, {unit}"), N_("Second, {unit}"),
         N_("Difference (second − first), {unit}"), N_("People: difference (second − first)"))
DAY_HEADS = (N_("Under the plan"), N_("{day}, {unit}"), N_("{day}, {unit}"), N_("Change, {unit}"),
             N_("Came under Russian military control, {unit}"), N_("Came under Ukrainian control, {unit}"),
             N_("People: change"))


def controls(language: Language) -> dict[str, str]:
    """Return the words of the choice of what to compare with."""
    words = {"with": N_("Compare with"),
             "on": N_("Line of contact for the comparison"), "record": N_("Record")}
    return {name: language.text(text) for name, text in words.items()}


def comparison_words(signs: Signs, language: Language) -> dict[str, Any]:
    """Return the templates, names and signs of comparisons, as `standalone_compare.js` reads them."""
    say, unit = language.text, language.area_unit
    return {
        "words": {name: say(words) for name, words in WORDS.items()},
        "changes": {change.value: say(words) for change, words in CHANGE_WORDS.items()},
        "holders": {holder.value: [say(HOLDER_WORDS[holder]), say(HELD_ON[holder], day="{day}")]
                    for holder in HELD_ON},
        "signs": {**{look.value: signs.id_of(Entry(Fill(look), "")) for look in CHANGES},
                  "second": signs.id_of(Entry(Line(STROKES["second"]), "")),
                  "sites": {by.value: signs.id_of(Entry(Spot(by), "")) for by in DecidedBy}},
        "statuses": [[status, status_name(status, language)] for status in ORDERED],
        "day_statuses": [status.value for status in STATUSES_ORDERED],
        "ground": [[side.value, say(words)] for side, words in GROUND.items()],
        "heads": [say(words, unit=unit) for words in HEADS],
        "day_heads": [say(words, unit=unit, day="{day}") for words in DAY_HEADS],
    }


def plan_names(plan: Scenario, language: Language) -> dict[str, str]:
    """Return the names of a plan in a column and in a sentence."""
    return {"short": language.text(plan.short_title), "sentence": language.text(plan.sentence_title)}
