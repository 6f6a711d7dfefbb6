"""Words and tables for settlements: the list of a zone, and one sentence per plan for a town."""

import csv
import io

import pandas as pd

from geo.outcomes.settlements import KINDS, Tenure
from geo.plans.scenario import Rule, Scenario
from geo.status import Holder
from layers.language import N_, Language
from layers.style.statuses import STATUSES
from layers.text.wording import CONFIDENCE_WORDS, HOLDER_WORDS, LEVEL_WORDS

KIND_WORDS: dict[str, str] = {
    "city": N_("city"),
    "settlement": N_("settlement"),
    "village": N_("village"),
}

COUNT_WORDS: dict[str, tuple[str, str]] = {
    "city": (N_("{count} city"), N_("{count} cities")),
    "settlement": (N_("{count} settlement"), N_("{count} settlements")),
    "village": (N_("{count} village"), N_("{count} villages")),
}

IN_STRIP = N_("It lies within {km} km of the line, where both sides would pull back.")

COLUMNS = ("settlement", "name_en", "name_uk", "kind", "region", "raion", "hromada", "lon", "lat",
           "population", "holder", "status", "scenario", "on")


def sentence(town: str, scenario: Scenario, rule: Rule, distance_km: float | None,
             language: Language, strip_km: float | None = None) -> str:
    """What would happen to a town under a plan, in one or two plain sentences.

    `strip_km` is the reader's own width of a plan's buffer; None means the plan's.
    """
    level = language.text(LEVEL_WORDS[rule.level]) if rule.level else ""
    words = language.text(STATUSES[rule.status].town, town=town, level=level)
    words = words[:1].upper() + words[1:]
    if scenario.buffer is None or distance_km is None:
        return words
    width_km = scenario.buffer.width_km if strip_km is None else strip_km
    if width_km == 0 or distance_km > width_km:
        return words
    return f"{words} {language.text(IN_STRIP, km=language.decimal(width_km))}"


def basis(rule: Rule, language: Language) -> str:
    """The clause a statement rests on, and how surely."""
    return f"{rule.clause} – {language.text(CONFIDENCE_WORDS[rule.confidence])}"


def tenure_words(tenure: Tenure, language: Language) -> str:
    """Who holds a settlement, and since when the record has it so."""
    holder = language.text(HOLDER_WORDS[tenure.holder])
    if not tenure.recorded:
        words = language.text(N_("{holder} on the line that is used"), holder=holder)
    elif tenure.since is not None and len(tenure.shares) > 1 and not tenure.together:
        words = language.text(N_("{holder}, the last part of it since {day}"), holder=holder,
                              day=language.day(tenure.since))
    elif tenure.since is None:
        words = language.text(N_("{holder} on every recorded day until then; from 24 February 2022 to "
                                 "7 July 2024 nothing is recorded"), holder=holder)
    elif tenure.exact:
        since = N_("{holder} since {day}") if tenure.together else N_("{holder} as a whole since {day}")
        words = language.text(since, holder=holder, day=language.day(tenure.since))
    else:
        words = language.text(N_("{holder} since {day} or earlier"), holder=holder,
                              day=language.day(tenure.since))
    if len(tenure.shares) > 1:
        parts = [f"{language.text(HOLDER_WORDS[Holder(name)])} {language.people(count)}"
                 for name, count in tenure.shares.items()]
        cut = language.text(N_("the line cuts it; people who lived in either part: {parts}"),
                            parts=", ".join(parts))
        words = f"{words}; {cut}"
    return words


def counted(row: pd.Series, language: Language) -> str:
    """How many cities, settlements and villages, as '3 cities, 20 settlements'."""
    parts = [
        language.text(COUNT_WORDS[kind][int(row[kind] != 1)], count=language.number(row[kind]))
        for kind in KINDS if row[kind]
    ]
    return ", ".join(parts)


def towns_csv(rows: pd.DataFrame, scenario: Scenario, on: str) -> bytes:
    """Settlements with their status as CSV (UTF-8, RFC 4180); names of raion and hromada are ids."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    for row in rows.to_dict("records"):
        writer.writerow({**row, "scenario": scenario.id, "on": on})
    return text.getvalue().encode("utf-8")
