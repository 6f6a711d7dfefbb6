"""The words with which the page of one file edits a plan and shows a reader's own one."""

from typing import Any

from geo.engine.plans import effect_code
from geo.errors import Words
from geo.plans.custom import (
    MANY_DONE,
    MARKED_TITLE,
    NAMED_SENTENCE,
    NAMED_TITLE,
    NOTHING_DONE,
    ONE_DONE,
    PROPOSED_BY,
    SUMMARY,
    SUMMARY_SITES,
    caveat,
    recognised,
    titles,
)
from geo.plans.decision_table import Disposition, fitting
from geo.plans.edit.code import LONGEST
from geo.plans.edit.reasons import FAULTS, MISUSES, UNREAD, UNUSABLE
from geo.plans.edit.rules import CLAUSE
from geo.plans.edit.sites import TEXTS
from geo.plans.rule import Confidence, Rule
from geo.plans.scenario import MAX_SENTENCE_TITLE, MAX_SHORT_TITLE, Scenario, TextStatus
from geo.plans.site_clause import SiteClause, SiteControl
from geo.status import Holder
from layers.language import N_, Language
from layers.one_file.rule_words import rule_entry
from layers.places.site_card import SILENT
from layers.svg.signs import Signs
from layers.text.clauses import site_basis
from layers.text.wording import (
    BEFORE_WORDS,
    CONFIDENCE_WORDS,
    TEXT_STATUS_WORDS,
    status_words,
    town_words,
)

WORDS: dict[str, str] = {
    "write": N_("Write your own plan"),
    "how": N_("You start from: {plan}. What you change is marked as a reader's own choice."),
    "no_plan": N_("Choose a plan to start from."),
    "own_line": N_("The line of this page is in neither record: choose a day of a record for a plan of your "
                   "own."),
    "name": N_("Name of your plan"),
    "dated": N_("Treat land differently by who held it on an earlier date"),
    "day": N_("Earlier day"),
    "more": N_("More regions"),
    "add": N_("Add a region"),
    "as_in": N_("{what} – as in the plan"),
    "code": N_("Your plan as text"),
    "code_how": N_("Paste the text of another plan, or an address that holds one, to open it here."),
    "open": N_("Open"),
    "reset": N_("Reset to the original plan"),
    "group": N_("A reader's own plan"),
    "overlays": N_("Buffers, border strips and decisions on sites stay as they are: they cannot be "
                   "changed here."),
    "proposed_by": PROPOSED_BY,
    "marked": MARKED_TITLE,
    "none_done": NOTHING_DONE, "one_done": ONE_DONE, "many_done": MANY_DONE,
}
IN_THIS_PAGE: dict[str, str] = {
    "long": Words(FAULTS["long"], most=LONGEST),
    "plan": N_("there is no plan '{plan}' in this page"),
    "day": N_("the line of contact on {day} is not known"),
}
"""Why a plan cannot be read, as far as it is not as `geo.plans.edit` words it."""


def edit_words(language: Language) -> dict[str, str]:
    """Return the labels of the editor."""
    return {name: language.text(words) for name, words in WORDS.items()}


def own_plan_words(plans: list[Scenario], language: Language, signs: Signs) -> dict[str, Any]:
    """Return what `standalone_own.js` needs to edit these plans and to show what becomes of them.

    Returns
    -------
    dict
        `words`, `faults` and `misuses` are templates. `effects` has the words, signs and sentences of each
        effect by its name in `geo.engine.plans.edit_data`, `clause` what stands behind them. `before` has the
        words of ground by who holds and who held it. `plans` has for each plan the titles of a plan edited
        from it, `controls` what a reader decides on a site.
    """
    say = language.text
    effects = {effect_code(item): _effect(item, language, signs)
               for holder in Holder for item in fitting(holder)}
    return {
        "words": edit_words(language),
        "faults": {name: say(words) for name, words in {**FAULTS, **IN_THIS_PAGE}.items()},
        "misuses": {name: say(words) for name, words in MISUSES.items()},
        "unread": say(UNREAD, why="{why}"), "unusable": say(UNUSABLE, faults="{why}"),
        "text_status": say(TEXT_STATUS_WORDS[TextStatus.OWN]),
        "effects": effects,
        "clause": f"{say(CLAUSE)} – {say(CONFIDENCE_WORDS[Confidence.OWN])}",
        "before": {f"{now.value}.{then.value}": say(words, day="{day}")
                   for (now, then), words in BEFORE_WORDS.items()},
        "plans": {plan.id: _titles(plan, language) for plan in plans},
        "controls": {control.value: _control(control, say(text), language)
                     for control, text in TEXTS.items()},
    }


def _effect(item: Disposition, language: Language, signs: Signs) -> dict[str, Any]:
    rule = Rule(status=item.status, level=item.level, clause=CLAUSE, confidence=Confidence.OWN)
    status = status_words(language, item.status, item.level)
    return {
        **rule_entry(rule, language, signs),
        "choice": status_words(language, item.status, item.level, short=True),
        "town": town_words(language, item.status, item.level, "{town}"),
        "silent": language.text(SILENT, status=status),
    }


def _titles(plan: Scenario, language: Language) -> dict[str, Any]:
    """Return the titles of a plan edited from another, without a name and with one (`geo.plans.custom`)."""
    say, plain = language.text, titles("", plan)
    long, short = recognised(plan.title), recognised(plan.short_title)
    return {
        "title": say(plain["title"]), "short": say(plain["short_title"]),
        "sentence": say(plain["sentence_title"]),
        "named": say(NAMED_TITLE, name="{name}", plan=say(long)),
        "named_sentence": say(NAMED_SENTENCE, name="{name}", plan=say(short)),
        "room": [MAX_SHORT_TITLE - len(Words(MARKED_TITLE, title="")),
                 MAX_SENTENCE_TITLE - len(Words(NAMED_SENTENCE, name="", plan=short))],
        "summary": [say(words, plan=say(recognised(plan.sentence_title)), done="{done}")
                    for words in (SUMMARY, SUMMARY_SITES)],
        "caveat": say(caveat(plan)),
    }


def _control(control: SiteControl, text: str, language: Language) -> str:
    clause = SiteClause(site="site", text=text, clause=CLAUSE, confidence=Confidence.OWN, control=control)
    return f"{text} ({site_basis(clause, language)})"
