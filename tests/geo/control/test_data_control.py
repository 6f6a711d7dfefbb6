"""The committed record of control: every event has a known place and date, and changes something."""

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import shapely

from geo.control.dates import DEFAULT_DAY, days, known_day
from geo.control.events import CONTROL, load_changes
from geo.control.points import COLUMNS, load_points
from geo.control.record import control_on, holders
from geo.errors import DateError, SourceError
from geo.status import Holder
from geo.world import World

START = date(2022, 2, 23)
MAIN_BLOCK = date(2024, 7, 8)
"""Here the record goes over from Liveuamap to DeepStateMap."""
DAILY_END, SINGLE, LAST = map(date.fromisoformat, ("2026-08-22", "2026-09-22", "2026-10-10"))
JOIN = {"UA1402001010": "russia", "UA1402005002": "russia", "UA1402011011": "russia",
        "UA2310007005": "russia", "UA6510011006": "russia", "UA2310027015": "ukraine"}
"""The places that the two tell apart on MAIN_BLOCK."""


def test_every_event_has_a_known_place_holder_and_day(world: World) -> None:
    """Dates lie in the recorded periods and are in order; nothing is dated in a gap."""
    changes = world.record.changes
    assert set(changes["place"]) <= set(world.record.settlements.index)
    assert set(changes["held_by"]) <= set(Holder)
    assert changes["date"].is_monotonic_increasing
    for day in set(changes["date"]):
        assert known_day(day, world.record.periods) == day


def test_the_file_itself_is_in_order() -> None:
    """By date, then place, so that a diff shows only additions."""
    lines = (CONTROL / "changes.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert lines == sorted(lines)


def test_no_event_changes_nothing(world: World) -> None:
    """Each says that a place is held by the one who did not hold it before."""
    now = dict.fromkeys(world.record.settlements.index, Holder.UKRAINE.value)
    for row in world.record.changes.itertuples():
        assert now[row.place] != row.held_by, f"{row.date} {row.place}"
        now[row.place] = row.held_by


def test_no_two_events_contradict_each_other(world: World) -> None:
    assert not world.record.changes.duplicated(["date", "place"]).any()


def test_replaying_equals_the_last_event_of_each_place(world: World) -> None:
    """Clever = naive: a dictionary filled event by event against the replay."""
    for day in (START, date(2022, 3, 25), MAIN_BLOCK, DEFAULT_DAY, LAST):
        naive = dict.fromkeys(world.record.settlements.index, "ukraine")
        for row in world.record.changes.itertuples():
            if row.date <= day:
                naive[row.place] = row.held_by
        assert holders(world.record, day).to_dict() == naive


def test_events_of_settlements_that_are_left_out_say_nothing_of_others(world: World) -> None:
    few = replace(world.record, settlements=world.record.settlements.iloc[::50])
    assert not set(few.changes["place"]) <= set(few.settlements.index)
    for day in (date(2022, 3, 25), LAST):
        assert holders(few, day).equals(holders(world.record, day).iloc[::50])


def test_every_place_lies_on_ground_of_its_holder(world: World) -> None:
    """A cell, the union of cells and whole regions say the same as the list of events."""
    settlements = world.record.settlements
    spots = shapely.points(settlements["x_m"], settlements["y_m"])
    for day in (START, date(2022, 3, 25), DEFAULT_DAY, LAST):
        held = control_on(world.record, day).held
        shapely.prepare(held)
        recorded = (holders(world.record, day) == "russia").to_numpy()
        assert (shapely.contains(held, spots) == recorded).all()


def test_crimea_is_held_since_before_the_record_and_odesa_never_was(world: World) -> None:
    places = world.record.settlements["region"]
    for day in (START, MAIN_BLOCK, DEFAULT_DAY):
        by_region = holders(world.record, day).groupby(places).agg(set)
        assert by_region["UA-43"] == by_region["UA-40"] == {"russia"}
        assert by_region["UA-51"] == by_region["UA-46"] == by_region["UA-30"] == {"ukraine"}
    before = holders(world.record, START).groupby(places).agg(Counter)
    assert set(before["UA-65"]) == set(before["UA-23"]) == set(before["UA-63"]) == {"ukraine"}


@pytest.mark.parametrize("name, day, holder", [
    ("Avdiivka", "2022-02-23", "ukraine"), ("Avdiivka", "2024-07-08", "russia"),
    ("Kherson", "2022-02-23", "ukraine"), ("Kherson", "2022-03-25", "russia"),
    ("Kherson", "2022-11-14", "ukraine"),
    ("Balakliia", "2022-06-01", "russia"), ("Balakliia", "2022-09-08", "ukraine"),
    ("Mariupol", "2022-03-10", "ukraine"), ("Mariupol", "2022-06-01", "russia"),
    ("Kherson", "2025-11-21", "ukraine"),
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
    """Every day from the one before the full-scale invasion to 22 August 2026, then two single days."""
    known = days(world.periods)
    assert known == sorted(set(known))
    assert known[0] == START
    assert (DAILY_END - START).days + 1 == known.index(DAILY_END) + 1
    assert known[known.index(DAILY_END) + 1:][:2] == [SINGLE, LAST]
    assert DEFAULT_DAY in known


def test_nothing_is_known_between(world: World) -> None:
    never = ("2022-02-22", "2026-08-23", "2026-09-21", "2026-09-23", "2026-10-09")
    for day in map(date.fromisoformat, never):
        with pytest.raises(DateError):
            control_on(world.record, day)


def test_where_two_sources_meet_only_what_they_tell_apart_changes(world: World) -> None:
    changes = world.record.changes
    of_that_day = changes[changes["date"] == MAIN_BLOCK].set_index("place")["held_by"]
    assert of_that_day[of_that_day.index.isin(world.places.index)].to_dict() == JOIN
    assert len(of_that_day) == 6 + 18


def test_each_source_has_its_days_and_a_day_says_what_it_is_read_off(world: World) -> None:
    """`W` corrects `L`; otherwise an event is of the source of its period."""
    for row in world.record.changes.itertuples():
        period = next(period for period in world.record.periods if row.date in period)
        assert row.source == period.source or (row.source, period.source) == ("W", "L"), row
    notes = {day: world.origin_on(day).note for day in (START, date(2022, 3, 25), DEFAULT_DAY, SINGLE)}
    assert "by raion" in notes[START]
    assert "late by up to twelve days" in notes[date(2022, 3, 25)]
    assert notes[DEFAULT_DAY] == ""
    assert "single day" in notes[SINGLE]
    assert world.origin_on(date(2022, 3, 25)).title.startswith("Liveuamap")
    assert world.origin_on(DEFAULT_DAY) == world.record.origin


def test_control_points_are_no_places(world: World) -> None:
    points = world.record.settlements.iloc[len(world.places):]
    assert not set(points.index) & set(world.places.index)
    assert "population" not in points
    assert len(world.places) == 15_233, "the people stay where they are"


POINT = {"place": "UA01", "name_en": "A", "name_uk": "А", "region": "UA-14", "lon": "37.5", "lat": "48.7"}


@pytest.mark.parametrize("values, fault", [
    ({"place": "{held}"}, "'{held}' is a place already"),
    ({"region": "UA-99"}, "region 'UA-99' is unknown"),
    ({"lon": "east"}, "lon of 'UA01' is no number of degrees"),
    ({"lat": "4.87"}, "lat of 'UA01' is not between 44 and 52.6"),
    ({"population": "3"}, "column 'population' does not belong there"),
    ({"lon": "{lon}", "lat": "{lat}"}, "'UA01' is on the spot of another"),
])
def test_a_wrong_control_point_is_named(
    values: dict[str, str], fault: str, tmp_path: Path, world: World
) -> None:
    held = world.places.index[0]
    here = {"held": held, "lon": world.places.at[held, "lon"], "lat": world.places.at[held, "lat"]}
    row = {**POINT, **{name: value.format(**here) for name, value in values.items()}}
    path = tmp_path / "points.csv"
    path.write_text(",".join(row) + "\n" + ",".join(row.values()) + "\n", encoding="utf-8")
    with pytest.raises(SourceError) as found:
        load_points(world.places, world.regions.index, path)
    assert str(found.value) == f"points.csv: {fault.format(**here)}"
    assert set(COLUMNS) <= set(row)


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
    ("2025-13-01,{place},russia,D", "'2025-13-01' is no date"),
    ("yesterday,{place},russia,D", "'yesterday' is no date"),
    ("2025-01-01,UA0000000000,russia,D", "place 'UA0000000000' is unknown"),
    ("2025-01-01,{place},nobody,D", "holder 'nobody' is unknown"),
    ("2025-01-01,{place},russia,X", "source 'X' is unknown"),
    ("2025-01-01,{place},russia,D\n2025-01-01,{place},ukraine,D", "two events for '{place}'"),
])
def test_an_invalid_event_is_reported(line: str, fault: str, tmp_path: Path, world: World) -> None:
    place = world.places.index[0]
    path = tmp_path / "changes.csv"
    path.write_text("date,place,held_by,source\n" + line.format(place=place) + "\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"^changes\.csv: ") as found:
        load_changes(world.places, path)
    assert fault.format(place=place) in str(found.value)


def test_all_faults_of_the_events_come_in_one_message(tmp_path: Path, world: World) -> None:
    path = tmp_path / "changes.csv"
    path.write_text("date,place,held_by,source\nsoon,UA0,me,D\n", encoding="utf-8")
    with pytest.raises(SourceError) as found:
        load_changes(world.places, path)
    for part in ("'soon' is no date", "place 'UA0' is unknown", "holder 'me' is unknown"):
        assert part in str(found.value)
