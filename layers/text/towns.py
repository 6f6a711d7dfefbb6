"""Text and tables for settlements: the list of a zone, and one sentence per plan for a town."""

import csv
import io
from collections.abc import Sequence

import pandas as pd

from geo.gazetteer.cities import KINDS
from geo.outcomes.settlements import Distance, Inside, Tenure
from geo.plans.scenario import OverlayKind, Rule, Scenario
from geo.status import Holder
from layers.language import N_, Language
from layers.text.overlays import line_words, pull_words, where_words
from layers.text.wording import CONFIDENCE_WORDS, HOLDER_WORDS, town_words

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

IN_BOTH = N_("{share} of its people lived within {km} km of {line}, where both sides would pull back.")
IN_BUFFER = N_("{share} of its people lived in the buffer, where {pull}.")
IN_STRIP = N_("{share} of its people lived in the border strip: {where}.")
"""Follows the sentence on a town under a plan with an overlay; `share` comes from `share_words`."""
ALL, NONE = N_("All"), N_("None")
MIN_SHARE, MAX_SHARE = 0.001, 0.999
"""Shares outside these limits are worded, so that rounding never turns 'some' into none or all."""

COLUMNS = ("settlement", "name_en", "name_uk", "former_en", "former_uk", "kind", "region", "raion",
           "hromada", "lon", "lat", "population", "holder", "status", "scenario",
           "line_date")


def sentence(town: str, rule: Rule, insides: Sequence[Inside], language: Language) -> str:
    """Say in one or two sentences what would happen to a town, or part of it, under a plan.

    `insides` has the number of its people who lived in each of the plan's overlays.
    """
    words = town_words(language, rule.status, rule.level, town)
    words = words[:1].upper() + words[1:]
    return " ".join([words, *(_inside(inside, language) for inside in insides)])


def _inside(inside: Inside, language: Language) -> str:
    band = inside.band
    words = IN_BOTH if band.is_symmetric else IN_BUFFER
    return language.text(
        words if band.kind is OverlayKind.BUFFER else IN_STRIP, share=share_words(inside.share, language),
        km=language.decimal(band.deepest_km), line=line_words(band, language),
        pull=pull_words(band, language), where=where_words(band, language))


def share_words(share: float, language: Language) -> str:
    """Word a share of people as the beginning of a sentence: all, none, or per cent."""
    if share in (0, 1):
        return language.text(ALL if share else NONE)
    if share < MIN_SHARE:
        return language.text(N_("Fewer than {share}"), share=language.share(MIN_SHARE, 1))
    if share > MAX_SHARE:
        return language.text(N_("More than {share}"), share=language.share(MAX_SHARE, 1))
    return language.share(share, 1)


def distance_words(away: Distance | None, language: Language) -> str:
    """State a settlement's distance from the line of contact, and the point it is measured from."""
    say = language.text
    if away is None:
        return say(N_("no line on this date"))
    if away.cut:
        return say(N_("the line runs through it"))
    if away.parts == 1:
        return say(N_("about {distance}"), distance=language.length(away.km))
    return say(N_("about {distance} from its centre (the middle of where its people lived); its {count} "
                  "parts lie {nearest} to {furthest} away"),
               distance=language.length(away.km), count=language.number(away.parts),
               nearest=language.length(away.nearest_km), furthest=language.length(away.furthest_km))


def basis(rule: Rule, language: Language) -> str:
    """Name the clause on which a statement rests, and its confidence."""
    return f"{language.text(rule.clause)} – {language.text(CONFIDENCE_WORDS[rule.confidence])}"


def tenure_words(tenure: Tenure, language: Language) -> str:
    """State who holds a settlement, and since when according to the record."""
    holder = language.text(HOLDER_WORDS[tenure.holder])
    if not tenure.recorded:
        words = language.text(N_("{holder} on the line of contact in use"), holder=holder)
    elif tenure.since is not None and len(tenure.shares) > 1 and not tenure.together:
        words = language.text(N_("{holder}, the last part of it since {day}"), holder=holder,
                              day=language.day(tenure.since))
    elif tenure.since is None:
        words = language.text(N_("{holder} on every recorded day until then"), holder=holder)
    elif tenure.exact:
        since = N_("{holder} since {day}") if tenure.together else N_("{holder} as a whole since {day}")
        words = language.text(since, holder=holder, day=language.day(tenure.since))
    else:
        words = language.text(N_("{holder} since {day} or earlier"), holder=holder,
                              day=language.day(tenure.since))
    if len(tenure.shares) > 1:
        parts = [f"{language.text(HOLDER_WORDS[Holder(name)])} {language.people(count)}"
                 for name, count in tenure.shares.items()]
        cut = language.text(N_("divided by the line; residents before 2022 in each part: {parts}"),
                            parts=", ".join(parts))
        words = f"{words}; {cut}"
    return words


def counted(row: pd.Series, language: Language) -> str:
    """Count cities, settlements and villages, as '3 cities, 20 settlements'."""
    parts = [
        language.text(COUNT_WORDS[kind][int(row[kind] != 1)], count=language.number(row[kind]))
        for kind in KINDS if row[kind]
    ]
    return ", ".join(parts)


def towns_csv(rows: pd.DataFrame, scenario: Scenario, on: str) -> bytes:
    """Return settlements with their status as CSV (UTF-8, RFC 4180); raion and hromada are given by id."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    for row in rows.to_dict("records"):
        writer.writerow({**row, "scenario": scenario.id, "line_date": on})
    return text.getvalue().encode("utf-8")
