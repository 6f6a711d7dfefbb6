"""Which days the line of contact is known for, in words."""

from geo.control.dates import Period, unbroken
from layers.language import N_, Language


def known_words(periods: tuple[Period, ...], language: Language) -> str:
    """List the known days: spans of days on end, and single days."""
    return language.listed([
        language.text(N_("every day from {first} to {last}"), first=language.day(run.first),
                      last=language.day(run.last)) if run.first < run.last else language.day(run.first)
        for run in unbroken(periods)])
