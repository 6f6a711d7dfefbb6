"""Which days are known, and how old the newest is, in words."""

from datetime import date

import pytest

from geo.control.dates import Period
from layers.language import Language, load_language
from layers.text.days import MAX_AGE_DAYS, age_words, known_words

LAST = date(2026, 10, 10)
PERIODS = (Period(date(2022, 2, 23), date(2022, 2, 23)), Period(date(2022, 2, 24), date(2026, 8, 22)),
           Period(LAST, LAST))


def test_known_days_are_spans_and_single_days(english: Language) -> None:
    assert known_words(PERIODS, english) == (
        "every day from 23 February 2022 to 22 August 2026 and 10 October 2026")


@pytest.mark.parametrize("age, old", [(-20_736, False), (-1, False), (0, False), (MAX_AGE_DAYS, False),
                                      (MAX_AGE_DAYS + 1, True), (1049, True)])
def test_an_old_record_says_how_old_it_is(age: int, old: bool, english: Language) -> None:
    words = age_words(PERIODS, date.fromordinal(LAST.toordinal() + age), english)
    assert bool(words) is old
    if old:
        assert "10 October 2026" in words
        assert f"{age:,} days ago" in words


def test_the_age_is_a_number_as_the_language_writes_it() -> None:
    assert "(днів тому: 1\u00a0049)" in age_words(PERIODS, date.fromordinal(LAST.toordinal() + 1049),
                                                   load_language("uk"))
