"""Settlements that changed hands between two days: laws, and towns with a known date."""

import csv
import io
from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest

from geo.control.dates import Period
from geo.control.record import holders
from geo.errors import DateError
from geo.gazetteer.places import CITY_ID_LENGTH
from geo.outcomes.handovers import COLUMNS, handovers, people_to
from geo.status import Holder
from geo.world import World
from layers.history.handovers import handovers_csv, handovers_table, handovers_words
from layers.language import Language
from tests.conftest import DAYS
from tests.support.worlds import toy

PAIRS = [(DAYS[0], DAYS[1]), (DAYS[1], DAYS[2]), (DAYS[2], DAYS[3]), (DAYS[0], DAYS[3]),
         (date(2025, 10, 21), date(2025, 11, 21))]
HOSTILE = '<img src=x onerror=alert(1)>"; =1+1'


@pytest.mark.slow
@pytest.mark.parametrize("first, second", PAIRS, ids=str)
def test_swapping_the_days_swaps_the_changes(first: date, second: date, world: World) -> None:
    there, back = handovers(world, first, second), handovers(world, second, first)
    swapped = back.rename(columns={"held_by_before": "held_by_after", "held_by_after": "held_by_before"})
    keys = ["settlement", "held_by_after"]
    pd.testing.assert_frame_equal(there.sort_values(keys, ignore_index=True),
                                  swapped[list(COLUMNS)].sort_values(keys, ignore_index=True))


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_nothing_changes_hands_on_one_day(day: date, world: World) -> None:
    rows = handovers(world, day, day)
    assert rows.empty
    assert list(rows.columns) == list(COLUMNS)


@pytest.mark.parametrize("first, second", PAIRS, ids=str)
def test_the_changes_lead_from_the_holders_of_one_day_to_those_of_the_other(
    first: date, second: date, world: World
) -> None:
    """People by settlement and holder on the first day, plus the changes, equal those of the second day."""
    record = world.record
    whole = set(record.whole["region"])
    places = world.places[~world.places["region"].isin(whole)]

    def in_russian_held(day: date) -> pd.Series:
        held = (holders(record, day) == Holder.RUSSIA).reindex(places.index)
        return places["population"].where(held, 0).groupby(places.index.str[:CITY_ID_LENGTH]).sum()

    rows = handovers(world, first, second)
    gain = rows["population"].where(rows["held_by_after"] == "russia", -rows["population"])
    change = gain.groupby(rows["settlement"]).sum()
    before, after = in_russian_held(first), in_russian_held(second)
    assert (before + change.reindex(before.index).fillna(0) == after).all()


def test_two_spans_make_one(world: World) -> None:
    """A change that was reversed is in neither; all others add up, settlement by settlement."""
    parts = [handovers(world, DAYS[1], DAYS[2]), handovers(world, DAYS[2], DAYS[3])]
    whole = handovers(world, DAYS[1], DAYS[3])

    def net(rows: pd.DataFrame) -> pd.Series:
        signed = rows["population"].where(rows["held_by_after"] == "russia", -rows["population"])
        sums = signed.groupby(rows["settlement"]).sum()
        return sums[sums != 0]

    pd.testing.assert_series_equal(net(pd.concat(parts)), net(whole), check_names=False)


def test_the_largest_come_first_and_shares_are_right(world: World) -> None:
    rows = handovers(world, DAYS[1], DAYS[3])
    assert rows["population"].is_monotonic_decreasing
    assert (rows["held_by_before"] != rows["held_by_after"]).all()
    assert rows["share"].between(0, 1).all()
    some = rows[rows["whole"] > 0]
    assert (some["population"] / some["whole"]).tolist() == some["share"].tolist()
    assert people_to(rows)[Holder.RUSSIA] == rows.loc[rows["held_by_after"] == "russia", "population"].sum()


def test_a_city_of_which_only_parts_changed_hands_is_marked(
    world: World, names: dict[str, str], english: Language
) -> None:
    rows = handovers(world, date(2025, 10, 21), date(2025, 11, 21))
    pokrovsk = rows[rows["name_en"] == "Pokrovsk"].iloc[0]
    assert 0 < pokrovsk["population"] < pokrovsk["whole"]
    assert pokrovsk["on"] == date(2025, 11, 20)
    table = handovers_table(rows, names, english)
    share = english.share(pokrovsk["population"], pokrovsk["whole"])
    assert table.iloc[0, 0] == f"Pokrovsk (part, {share} of its people)"
    assert "Novospaske" in set(table["Name"])


def test_the_day_is_that_of_the_event_or_not_known(world: World) -> None:
    """Across a gap the record does not say when, nor where another source takes over: only 'by then'."""
    for pair in (("2024-07-07", "2024-07-08"), ("2026-08-22", "2026-09-22")):
        rows = handovers(world, *map(date.fromisoformat, pair))
        assert len(rows)
        assert rows["on"].isna().all()
    daily = handovers(world, DAYS[1], DAYS[3])
    assert daily["on"].notna().all()
    assert daily["on"].between(DAYS[1] + timedelta(days=1), DAYS[3]).all()
    vuhledar = daily[daily["name_en"] == "Vuhledar"].iloc[0]
    events = world.record.changes
    event = events[(events["place"].str[:CITY_ID_LENGTH] == vuhledar["settlement"])
                   & (events["date"] > DAYS[1])]
    assert vuhledar["on"] == event["date"].max()


def test_a_change_reversed_by_the_second_day_is_not_listed() -> None:
    """In the toy world e changes hands repeatedly; only the end points count, with the date of the last."""
    world = toy.make_world()
    known = [toy.DAY_BEFORE + timedelta(days=n) for n in range(5)]
    changes = pd.DataFrame({"date": known[1:4], "place": ["e"] * 3,
                            "held_by": ["russia", "ukraine", "russia"], "source": ["D"] * 3})
    world = replace(world, record=replace(world.record, changes=changes,
                                          periods=(Period(known[0], known[-1]),)))
    assert handovers(world, known[0], known[2]).empty
    rows = handovers(world, known[0], known[4])
    assert list(rows["settlement"]) == ["e"]
    assert list(rows["on"]) == [known[3]]
    assert list(handovers(world, known[2], known[0])["settlement"]) == []


def test_unknown_days_are_refused(world: World) -> None:
    for pair in ((date(2026, 9, 1), DAYS[1]), (DAYS[1], date(2027, 1, 1))):
        with pytest.raises(DateError, match="not known"):
            handovers(world, *pair)


def test_the_sentence_counts_both_ways(world: World, english: Language) -> None:
    first, second = date(2025, 10, 21), date(2025, 11, 21)
    words = handovers_words(handovers(world, first, second), first, second, english)
    assert words.startswith("Between the ends of 21 October 2025 and 21 November 2025, ")
    assert "came under Russian military control" in words
    assert "came under Ukrainian control" in words
    same = handovers_words(handovers(world, first, first), first, first, english)
    assert "every settlement had the same holder" in same


def test_the_file_has_every_row_and_plain_text(world: World) -> None:
    first, second = DAYS[1], DAYS[2]
    rows = handovers(world, first, second)
    rows.loc[0, "name_en"] = HOSTILE
    read = list(csv.DictReader(io.StringIO(handovers_csv(rows, first, second).decode("utf-8"))))
    assert len(read) == len(rows)
    assert read[0]["name_en"] == HOSTILE
    assert sum(int(row["population"]) for row in read) == rows["population"].sum()
    assert {row["from_date"] for row in read} == {first.isoformat()}
    assert all(row["change_date"] for row in read)
