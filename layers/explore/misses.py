"""The days on which a statement does not hold, as text and as plain values."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from geo.case import RECORDS
from geo.sweep.misses import Case, Miss
from layers.html.provenance import RECORD_WORDS
from layers.language import N_, Language

MAX_NAMED = 3
"""The number of spans of days, and of ways in which a statement does not hold, that are named."""


def misses_words(misses: Iterable[Miss], language: Language) -> list[str]:
    """Say on which days a statement does not hold or is uncertain, and with which records and margins."""
    there = list(misses)
    said = []
    for miss in there[:MAX_NAMED]:
        everything = (*miss.fails, *miss.open, *miss.kept)
        ways = [language.text(words, cases=_cases(cases, everything, language)) for cases, words in (
            (miss.fails, N_("false ({cases})")), (miss.open, N_("uncertain ({cases})"))) if cases]
        said.append(language.text(N_("{days}: {ways}"), days=_days(miss, language), ways=", ".join(ways)))
    if there[MAX_NAMED:]:
        count = sum(miss.days for miss in there[MAX_NAMED:])
        said.append(language.plural("and {count} more day", "and {count} more days", count))
    return said


def _days(miss: Miss, language: Language) -> str:
    said = [_span(span, language) for span in miss.spans[:MAX_NAMED]]
    if miss.spans[MAX_NAMED:]:
        said.append(language.text(N_("later days")))
    listed = language.listed(said)
    if miss.days == len(miss.spans) <= MAX_NAMED:
        return listed
    return language.text(N_("{days} ({count} in all)"), days=listed, count=language.number(miss.days))


def _span(span: tuple[date, date], language: Language) -> str:
    first, last = span
    if first == last:
        return language.day(first)
    return language.text(N_("{first} to {last}"), first=language.day(first), last=language.day(last))


def _cases(cases: tuple[Case, ...], everything: tuple[Case, ...], language: Language) -> str:
    """Name records and margins; the same margins of all records are named once."""
    here = {record: _margins(record, cases, everything, language) for record in _records(cases)}
    known = _records(everything)
    if len(known) > 1 and list(here) == known and len(set(here.values())) == 1:
        return language.text(N_("both records, {margins}"), margins=here[known[0]])
    return "; ".join(language.text(N_("{record}, {margins}"), record=record_name(record, language),
                                   margins=margins) for record, margins in here.items())


def _records(cases: tuple[Case, ...]) -> list[str]:
    named = {record for record, _ in cases}
    return [record for record in RECORDS if record in named]


def _margins(record: str, cases: tuple[Case, ...], everything: tuple[Case, ...], language: Language) -> str:
    here, asked = (sorted(km for name, km in part if name == record) for part in (cases, everything))
    if here == asked and len(asked) > 1:
        return language.text(N_("every margin"))
    if len(here) > 1 and here == asked[-len(here):]:
        return language.text(N_("± {km} km and more"), km=language.decimal(here[0]))
    return language.text(N_("± {km} km"), km=language.listed([language.decimal(km) for km in here]))


def record_name(record: str, language: Language) -> str:
    """Return whose map a record follows."""
    return language.text(RECORD_WORDS[record])


def misses_values(misses: Iterable[Miss]) -> list[dict[str, Any]]:
    """Return the days on which a statement does not hold as plain values."""
    return [{"spans": [[first.isoformat(), last.isoformat()] for first, last in miss.spans],
             "days": miss.days,
             **{name: [{"record": record, "margin_km": km} for record, km in getattr(miss, name)]
                for name in ("fails", "open", "kept")}} for miss in misses]
