"""The committed record of control: every event has a known place and date, and changes something."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import shapely

from geo.control.dates import DEFAULT_DAY, days, known_day
from geo.control.record import CONTROL, control_on, holders, load_changes
from geo.errors import DateError, SourceError
from geo.status import Holder
from geo.world import World

START = date(2022, 2, 23)
MAIN_BLOCK = date(2024, 7, 8)


def test_every_event_has_a_known_place_holder_and_day(world: World) -> None:
    """Dates lie in the recorded periods and in order; none lies in the years without a record."""
    changes = world.record.changes
    assert set(changes["place"]) <= set(world.places.index)
    assert set(changes["held_by"]) <= set(Holder)
    assert changes["date"].is_monotonic_increasing
    for day in set(changes["date"]):
        assert known_day(day, world.record.periods) == day


def test_the_file_itself_is_in_order() -> None:
    """By date, then place, so that a diff shows only additions."""
    lines = (CONTROL / "changes.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert lines == sorted(lines)


def test_no_event_changes_nothing(world: World) -> None:
    """Each event assigns a place to a new holder."""
    now = dict.fromkeys(world.places.index, Holder.UKRAINE.value)
    for row in world.record.changes.itertuples():
        assert now[row.place] != row.held_by, f"{row.date} {row.place}"
        now[row.place] = row.held_by


def test_no_two_events_contradict_each_other(world: World) -> None:
    assert not world.record.changes.duplicated(["date", "place"]).any()


def test_replaying_equals_the_last_event_of_each_place(world: World) -> None:
    """Reference computation: a dictionary updated event by event."""
    for day in (START, MAIN_BLOCK, DEFAULT_DAY, date(2026, 8, 22)):
        naive = dict.fromkeys(world.places.index, "ukraine")
        for row in world.record.changes.itertuples():
            if row.date <= day:
                naive[row.place] = row.held_by
        assert holders(world.record, day).to_dict() == naive


def test_every_place_lies_on_ground_of_its_holder(world: World) -> None:
    """Cells, unions of cells and whole regions agree with the list of events."""
    spots = shapely.points(world.places["x_m"], world.places["y_m"])
    for day in (START, DEFAULT_DAY):
        held = control_on(world.record, day).held
        shapely.prepare(held)
        recorded = (holders(world.record, day) == "russia").to_numpy()
        assert (shapely.contains(held, spots) == recorded).all()


def test_crimea_is_held_since_before_the_record_and_odesa_at_no_time(world: World) -> None:
    places = world.places["region"]
    for day in (START, MAIN_BLOCK, DEFAULT_DAY):
        by_region = holders(world.record, day).groupby(places).agg(set)
        assert by_region["UA-43"] == by_region["UA-40"] == {"russia"}
        assert by_region["UA-51"] == by_region["UA-46"] == by_region["UA-30"] == {"ukraine"}
    before = holders(world.record, START).groupby(places).agg(Counter)
    assert set(before["UA-65"]) == set(before["UA-23"]) == set(before["UA-63"]) == {"ukraine"}


@pytest.mark.parametrize("name, day, holder", [
    ("Avdiivka", "2022-02-23", "ukraine"), ("Avdiivka", "2024-07-08", "russia"),
    ("Kherson", "2022-02-23", "ukraine"), ("Kherson", "2025-11-21", "ukraine"),
    ("Enerhodar", "2022-02-23", "ukraine"), ("Enerhodar", "2025-11-21", "russia"),
    ("Henichesk", "2025-11-21", "russia"), ("Sevastopol", "2022-02-23", "russia"),
    ("Kramatorsk", "2025-11-21", "ukraine"), ("Donetsk", "2022-02-23", "russia"),
    ("Mariupol", "2022-02-23", "ukraine"), ("Mariupol", "2024-07-08", "russia"),
])
def test_towns_have_their_well_known_holders(name: str, day: str, holder: str, world: World) -> None:
    towns = world.places[(world.places["name_en"] == name) & (world.places["kind"] == "city")]
    towns = world.places[world.places.index.str[:12].isin(towns.index.str[:12])]
    assert len(towns), name
    assert set(holders(world.record, date.fromisoformat(day))[towns.index]) == {holder}


def test_the_known_days_are_those_of_the_record(world: World) -> None:
    """The day before the full-scale invasion, then every day from 2024-07-08."""
    known = days(world.periods)
    assert known[0] == START
    assert known[1] == MAIN_BLOCK
    assert known[-1] >= date(2026, 8, 22)
    assert (known[-1] - MAIN_BLOCK).days + 2 == len(known) == len(set(known))
    assert known == sorted(known)
    assert DEFAULT_DAY in known


def test_nothing_is_known_in_the_gap(world: World) -> None:
    for day in (date(2022, 2, 22), date(2022, 2, 24), date(2023, 5, 1), date(2024, 7, 7)):
        with pytest.raises(DateError):
            control_on(world.record, day)


def test_whole_regions_name_regions_holders_dates_and_reasons(world: World) -> None:
    whole = world.record.whole
    assert set(whole["region"]) <= set(world.regions.index)
    assert set(whole["held_by"]) <= set(Holder)
    assert (whole["reason"] != "").all()
    for row in whole.itertuples():
        assert START <= row.first <= row.last
        inside = world.places.index[world.places["region"] == row.region]
        for day in {row.first, min(row.last, DEFAULT_DAY)}:
            assert set(holders(world.record, day)[inside]) == {row.held_by}, row.region


@pytest.mark.parametrize("line, fault", [
    ("2025-13-01,{place},russia", "'2025-13-01' is no date"),
    ("yesterday,{place},russia", "'yesterday' is no date"),
    ("2025-01-01,UA0000000000,russia", "place 'UA0000000000' is unknown"),
    ("2025-01-01,{place},nobody", "holder 'nobody' is unknown"),
    ("2025-01-01,{place},russia\n2025-01-01,{place},ukraine", "two events for '{place}'"),
])
def test_an_invalid_event_is_reported(line: str, fault: str, tmp_path: Path, world: World) -> None:
    place = world.places.index[0]
    path = tmp_path / "changes.csv"
    path.write_text("date,place,held_by\n" + line.format(place=place) + "\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"^changes\.csv: ") as found:
        load_changes(world.places, path)
    assert fault.format(place=place) in str(found.value)


def test_all_faults_of_the_events_come_in_one_message(tmp_path: Path, world: World) -> None:
    path = tmp_path / "changes.csv"
    path.write_text("date,place,held_by\nsoon,UA0,me\n", encoding="utf-8")
    with pytest.raises(SourceError) as found:
        load_changes(world.places, path)
    for part in ("'soon' is no date", "place 'UA0' is unknown", "holder 'me' is unknown"):
        assert part in str(found.value)
