"""Known days: which they are, how a date is parsed, and the message for all others."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.control.dates import Period, days, known_day, load_periods, read_day, with_days
from geo.errors import DateError, SourceError

FEW = settings(max_examples=100, deadline=None, derandomize=True, database=None)

PERIODS = (Period(date(2022, 2, 23), date(2022, 2, 23)), Period(date(2024, 7, 8), date(2026, 8, 22)))


@FEW
@given(day=st.dates())
def test_a_day_is_known_if_and_only_if_it_is_in_the_list(day: date) -> None:
    """Reference computation: a list of every day."""
    if day in days(PERIODS):
        assert known_day(day, PERIODS) == day
        assert read_day(day.isoformat(), PERIODS) == day
    else:
        with pytest.raises(DateError):
            known_day(day, PERIODS)


@FEW
@given(text=st.text(max_size=60))
def test_any_text_is_a_known_day_or_one_clear_fault(text: str) -> None:
    said = ""
    try:
        said = read_day(text, PERIODS).isoformat()
    except DateError as fault:
        said = str(fault)
    assert said == text or said.endswith(".")
    assert len(said) < 200


@pytest.mark.parametrize("text", [
    "", "2025", "2025-11", "21.11.2025", "11/21/2025", "2025-11-31", "2025-02-29", "2025-1-1",
    "20251121", "2025-11-21T00:00:00", " 2025-11-21", "2025-W47-5", "0000-00-00", "today", "²025-11-21",
    "2025-11-2١",
])
def test_what_is_not_a_date_is_rejected_as_such(text: str) -> None:
    """Only YYYY-MM-DD in ASCII digits is valid; a week date such as 2025-W47-5 also has ten characters."""
    with pytest.raises(DateError, match="is no date; write it as YYYY-MM-DD"):
        read_day(text, PERIODS)


@pytest.mark.parametrize("text", [
    "2022-02-22", "2022-02-24", "2023-06-06", "2024-07-07", "2026-08-23", "2202-01-01", "1991-08-24",
])
def test_an_unknown_day_is_refused_with_the_days_that_are_known(text: str) -> None:
    with pytest.raises(DateError) as found:
        read_day(text, PERIODS)
    for part in (text, "2022-02-23", "2024-07-08", "2026-08-22", "does not guess"):
        assert part in str(found.value)


def test_a_long_text_is_not_quoted_in_full() -> None:
    with pytest.raises(DateError) as found:
        read_day("x" * 10_000, PERIODS)
    assert len(str(found.value)) < 120


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_a_later_event_extends_the_last_period(tmp_path: Path) -> None:
    path = written(tmp_path / "periods.csv", "first,last\n2024-01-01,2024-01-05\n2024-02-01,2024-02-03\n")
    assert load_periods(date(2024, 1, 2), path)[-1].last == date(2024, 2, 3)
    assert load_periods(date(2024, 2, 9), path)[-1].last == date(2024, 2, 9)
    assert load_periods(date(2024, 2, 9), path)[0] == Period(date(2024, 1, 1), date(2024, 1, 5))


@pytest.mark.parametrize("rows, fault", [
    ("2024-02-01,2024-02-03\n2024-01-01,2024-01-05\n", "in order"),
    ("2024-01-01,2024-01-05\n2024-01-03,2024-01-09\n", "must not overlap"),
    ("2024-01-01,2024-01-05\n2024-01-05,2024-01-09\n", "must not overlap"),
    ("2024-01-05,2024-01-01\n", "in order"),
    ("2024-01-01,soon\n", "soon"),
    ("", "in order"),
])
def test_an_invalid_file_of_periods_is_rejected_by_name(rows: str, fault: str, tmp_path: Path) -> None:
    """Two periods that share a day overlap, so that the day would be listed twice."""
    path = written(tmp_path / "periods.csv", "first,last\n" + rows)
    with pytest.raises(SourceError, match=r"^periods\.csv: ") as found:
        load_periods(date(2024, 1, 1), path)
    assert fault in str(found.value)


def test_a_missing_file_or_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"periods\.csv"):
        load_periods(date(2024, 1, 1), tmp_path / "periods.csv")
    path = written(tmp_path / "periods.csv", "first\n2024-01-01\n")
    with pytest.raises(SourceError, match="'last' is missing"):
        load_periods(date(2024, 1, 1), path)


@FEW
@given(more=st.lists(st.dates(date(2022, 1, 1), date(2026, 12, 31)), max_size=5))
def test_single_days_with_a_file_join_the_known_days_in_order(more: list[date]) -> None:
    """The list is the sorted union without repeats."""
    known = days(with_days(PERIODS, more))
    assert known == sorted({*days(PERIODS), *more})
