"""Which days the line of contact is known for, in words."""

from datetime import date

from geo.control.dates import Period, unbroken
from layers.language import N_, Language

MAX_AGE_DAYS = 14
"""A record that ends longer ago than this is said to be old."""


def known_words(periods: tuple[Period, ...], language: Language) -> str:
    """List the known days: spans of days on end, and single days."""
    return language.listed([
        language.text(N_("every day from {first} to {last}"), first=language.day(run.first),
                      last=language.day(run.last)) if run.first < run.last else language.day(run.first)
        for run in unbroken(periods)])


def age_words(periods: tuple[Period, ...], today: date, language: Language) -> str:
    """Say where the record ends if that is more than MAX_AGE_DAYS ago; otherwise return ''."""
    last = periods[-1].last
    age = (today - last).days
    if age <= MAX_AGE_DAYS:
        return ""
    return language.text(
        N_("The record ends on {day}, {count} days ago; what has changed since is not shown."),
        day=language.day(last), count=language.number(age))
