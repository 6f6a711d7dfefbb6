"""The words of a rule in the page of one file: its status, and how ground of either holder looks under it."""

from typing import Any

from geo.plans.scenario import Rule
from geo.status import Holder
from layers.language import Language
from layers.style.statuses import look_of
from layers.svg.signs import Signs
from layers.text.legend import Entry, Fill, look_words
from layers.text.wording import short_words, status_words


def rule_entry(rule: Rule, language: Language, signs: Signs) -> dict[str, Any]:
    """Return the words of a rule's status, and for each holder of ground its look, legend and sign."""
    levels = (rule.level,) if rule.level is not None else ()
    looks = {}
    for holder in Holder:
        if holder in rule.status.holders:
            what = look_of(rule.status, holder, rule.level)
            words = look_words(language, what, levels)
            looks[holder.value] = {"look": what.value, "words": words,
                                   "sign": signs.id_of(Entry(Fill(what), words))}
    return {"status": short_words(language, rule.status, levels),
            "tip": status_words(language, rule.status, rule.level), "looks": looks}
