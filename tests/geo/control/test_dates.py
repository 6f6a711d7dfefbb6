"""Known days: which they are, how a date is parsed, and the message for all others."""

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.control.dates import (
    Period,
    days,
    known_day,
    load_periods,
    nearest_known,
    open_starts,
    read_day,
    unbroken,
    with_days,
)
from geo.errors import DateError, SourceError
from geo.schema import EventSource

FEW = settings(max_examples=100, deadline=None, derandomize=True, database=None)

PERIODS = (Period(date(2022, 2, 23), date(2022, 2, 23)), Period(date(2024, 7, 8), date(2026, 8, 22)))
HEAD = "first,last,source,note\n"


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


def test_a_later_event_makes_its_own_day_known_and_no_other(tmp_path: Path) -> None:
    path = written(tmp_path / "periods.csv", HEAD + "2024-01-01,2024-01-05,L,late\n"
                   "2024-02-01,2024-02-03,D,\n")
    recorded = (Period(date(2024, 1, 1), date(2024, 1, 5), EventSource.LIVEUAMAP, "late"),
                Period(date(2024, 2, 1), date(2024, 2, 3)))
    assert load_periods([date(2024, 1, 2)], path) == recorded
    assert load_periods([date(2024, 2, 9), date(2024, 1, 2), date(2024, 2, 9)], path) == (
        *recorded, Period(date(2024, 2, 9), date(2024, 2, 9)))


SPANS = st.lists(st.tuples(st.integers(0, 4), st.integers(1, 4)), min_size=1, max_size=6)


def periods_of(spans: list[tuple[int, int]]) -> tuple[Period, ...]:
    """Periods that begin some days after the one before and last some days."""
    periods, day = [], date(2024, 1, 1)
    for gap, length in spans:
        first = day + timedelta(days=gap)
        periods.append(Period(first, first + timedelta(days=length - 1)))
        day = periods[-1].last + timedelta(days=1)
    return tuple(periods)


@FEW
@given(spans=SPANS)
def test_unbroken_runs_have_the_same_days_and_a_gap_between_each_two(spans: list[tuple[int, int]]) -> None:
    periods = periods_of(spans)
    runs = unbroken(periods)
    assert days(tuple(runs)) == days(periods)
    assert all((b.first - a.last).days > 1 for a, b in pairwise(runs))


@FEW
@given(spans=SPANS)
def test_a_start_is_open_unless_the_day_before_is_a_period_of_its_own(spans: list[tuple[int, int]]) -> None:
    """Clever = naive: each first day against the days around it."""
    periods = periods_of(spans)
    single = {p.first for p in periods if p.first == p.last}
    naive = {p.first for p in periods if p.first - timedelta(days=1) not in single}
    assert open_starts(periods) == naive


@pytest.mark.parametrize("rows, fault", [
    ("2024-02-01,2024-02-03,D,\n2024-01-01,2024-01-05,D,\n", "in order"),
    ("2024-01-01,2024-01-05,D,\n2024-01-03,2024-01-09,D,\n", "must not overlap"),
    ("2024-01-01,2024-01-05,D,\n2024-01-05,2024-01-09,D,\n", "must not overlap"),
    ("2024-01-05,2024-01-01,D,\n", "in order"),
    ("2024-01-01,soon,D,\n", "soon"),
    ("2024-01-01,2024-01-05,X,\n", "source 'X' is unknown"),
    ("", "in order"),
])
def test_a_wrong_file_of_periods_is_refused_by_name(rows: str, fault: str, tmp_path: Path) -> None:
    """Two periods that share a day overlap: it would be listed twice."""
    path = written(tmp_path / "periods.csv", HEAD + rows)
    with pytest.raises(SourceError, match=r"^periods\.csv: ") as found:
        load_periods((), path)
    assert fault in str(found.value)


def test_a_missing_file_or_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"periods\.csv"):
        load_periods((), tmp_path / "periods.csv")
    path = written(tmp_path / "periods.csv", "first\n2024-01-01\n")
    with pytest.raises(SourceError, match="'last' is missing"):
        load_periods((), path)


@FEW
@given(more=st.lists(st.dates(date(2022, 1, 1), date(2026, 12, 31)), max_size=5))
def test_single_days_with_a_file_join_the_known_days_in_order(more: list[date]) -> None:
    """The list is the sorted union without repeats."""
    known = days(with_days(PERIODS, more))
    assert known == sorted({*days(PERIODS), *more})


GAPS = with_days(PERIODS, (date(2026, 9, 22), date(2026, 10, 10)))
KNOWN = days(GAPS)


@FEW
@given(day=st.dates(date(2021, 1, 1), date(2027, 12, 31)), before=st.sampled_from(KNOWN))
def test_the_nearest_known_day_is_one_and_a_move_is_never_in_vain(day: date, before: date) -> None:
    """Reference computation: a list of every day. Only at either end a move leads nowhere."""
    found = nearest_known(day, GAPS, before)
    assert found in KNOWN
    if day in KNOWN:
        assert found == day
    else:
        least = min(abs(known - day) for known in KNOWN)
        assert abs(found - day) == least or abs(before - day) == least
        stuck = before == (KNOWN[-1] if day > before else KNOWN[0])
        assert (found == before) == stuck
        assert stuck or (found > before) == (day > before)


@pytest.mark.parametrize("step", [1, 7, 28, 400])
def test_steps_of_any_length_pass_through_the_days_at_the_end(step: int) -> None:
    """On the way back, too; steps longer than a gap may leave out days on end but not the single ones."""
    on, seen = date(2026, 8, 22), []
    while (after := nearest_known(on + timedelta(days=step), GAPS, on)) != on:
        on = after
        seen.append(on)
    assert seen[-1] == KNOWN[-1]
    if step <= 28:
        assert seen == KNOWN[-2:]
        assert nearest_known(on - timedelta(days=step), GAPS, on) == KNOWN[-2]
