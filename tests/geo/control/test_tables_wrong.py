"""Tables of places and of control with typing errors: rejected by name, with every fault in one message."""

import csv
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest

from geo.control.dates import recorded_periods
from geo.control.events import MAX_AHEAD_DAYS, load_changes, load_whole
from geo.errors import SourceError
from geo.gazetteer.names import load_aliases
from geo.gazetteer.places import COLUMNS, load_places, load_units
from geo.world import World

HERE = {"place": "UA01", "name_en": "A", "name_uk": "А", "kind": "village", "region": "UA-14", "raion": "",
        "hromada": "", "lon": "37.5", "lat": "48.7", "population": "10", "source": "OG"}
Written = Callable[..., Path]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    def write(name: str, head: tuple[str, ...], *rows: dict[str, str]) -> Path:
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, head)
            writer.writeheader()
            writer.writerows(rows)
        return path

    return write


def refused(read: Callable[[], object]) -> str:
    with pytest.raises(SourceError) as found:
        read()
    return str(found.value)


def test_a_valid_place_is_read(written: Written) -> None:
    table = load_places(written("places.csv", COLUMNS, HERE), known=["UA-14"])
    assert table.loc["UA01", ["lon", "lat", "population"]].to_list() == [37.5, 48.7, 10]


@pytest.mark.parametrize("name, values, fault", [
    ("population", ("-5", "1.5", "inf", "nan", "", "1e3", "0x10", "12345678", "٣", "ten", " 7"),
     "population of 'UA02' is no whole number"),
    ("lon", ("east", "inf", "1e1", "", "37,5"), "lon of 'UA02' is no number of degrees"),
    ("lon", ("500", "-37.5", "41.2"), "lon of 'UA02' is not between 22 and 40.5"),
    ("lat", ("nan", "48.7.1"), "lat of 'UA02' is no number of degrees"),
    ("lat", ("90", "37.5"), "lat of 'UA02' is not between 44 and 52.6"),
    ("region", ("UA-99", "", "ua-14"), "region '{value}' is unknown"),
    ("lon", ("37.5",), "'UA02' is on the spot of another"),
])
def test_an_invalid_value_of_a_place_is_reported(
    name: str, values: tuple[str, ...], fault: str, written: Written
) -> None:
    for value in values:
        second = {**HERE, "place": "UA02", "lon": "38", name: value}
        path = written("places.csv", COLUMNS, HERE, second)
        said = refused(lambda path=path: load_places(path, known=["UA-14"]))
        assert said == f"places.csv: {fault.format(value=value)}", value


@pytest.mark.parametrize("column", ["name_en", "name_uk"])
@pytest.mark.parametrize("value", [" A", "A ", "A  B", "A\N{NO-BREAK SPACE}", "\tA"])
def test_a_name_with_a_stray_blank_is_rejected(column: str, value: str, written: Written) -> None:
    """By every function that reads a table: of places, units and alternative names."""
    fault = f"the {column} {value!r} has a stray blank"
    path = written("places.csv", COLUMNS, {**HERE, column: value})
    assert refused(lambda: load_places(path, known=["UA-14"])) == f"places.csv: {fault}"
    unit = {"raion": "UA0502", "region": "UA-05", "name_en": "A", "name_uk": "A", "population": "1"}
    path = written("raions.csv", tuple(unit), {**unit, column: value})
    assert refused(lambda: load_units("raion", path.parent)) == f"raions.csv: {fault}"
    alias = {"place": "UA01", "name": value, "language": "uk", "source": "hand"}
    path = written("aliases.csv", tuple(alias), alias)
    assert refused(lambda: load_aliases(path, pd.Index(["UA01"]))) == (
        f"aliases.csv: the name {value!r} has a stray blank")


def test_all_faults_of_the_places_come_at_once(written: Written) -> None:
    rows = [{**HERE, "place": f"UA{n}", "lon": "0", "lat": "x", "population": "-1"} for n in range(9)]
    said = refused(lambda: load_places(written("places.csv", COLUMNS, *rows), known=[]))
    assert said.startswith("places.csv: region 'UA-14' is unknown; lon of 'UA0' is not between")
    assert said.endswith("; and 28 more"), "1 region, 9 times lon, lat and population, 8 spots; 8 are shown"
    assert "there is no place in it" in refused(lambda: load_places(written("places.csv", COLUMNS)))


def test_an_invalid_population_of_a_raion_is_reported(written: Written) -> None:
    path = written("raions.csv", ("raion", "region", "name_en", "name_uk", "population"),
                   {"raion": "UA0502", "region": "UA-05", "population": "many"})
    assert refused(lambda: load_units("raion", path.parent)) == \
        "raions.csv: population of 'UA0502' is no whole number"


EVENT = ("date", "place", "held_by", "source")


def test_a_date_has_one_spelling_so_that_contradictions_are_found(world: World, written: Written) -> None:
    place = world.places.index[0]
    rows = [{"date": day, "place": place, "held_by": holder, "source": "D"}
            for day, holder in (("2025-01-01", "russia"), ("2025-1-1", "ukraine"), (" 2025-01-01", "ukraine"),
                                ("2025-02-30", "russia"), ("20250101", "russia"), ("٢٠٢٥-٠١-٠١", "russia"))]
    said = refused(lambda: load_changes(world.places, written("changes.csv", EVENT, *rows)))
    for row in rows[1:]:
        assert f"'{row['date']}' is no date; write it as YYYY-MM-DD" in said
    rows[1]["date"] = rows[0]["date"]
    assert f"two events for '{place}'" in refused(
        lambda: load_changes(world.places, written("changes.csv", EVENT, *rows[:2])))


def test_a_slip_of_the_year_makes_no_years_known(world: World, written: Written) -> None:
    """An event makes its own day known; at most a year after the record, and never in a gap of it."""
    place, last = world.places.index[0], recorded_periods()[-1].last

    def read(day: date) -> object:
        return load_changes(world.places, written("changes.csv", EVENT, {
            "date": day.isoformat(), "place": place, "held_by": "russia", "source": "D"}))

    read(last + timedelta(days=MAX_AHEAD_DAYS))
    for late in (last + timedelta(days=MAX_AHEAD_DAYS + 1), date(2202, 1, 1)):
        assert f"the event on {late} is over" in refused(lambda late=late: read(late))
    periods = recorded_periods()
    gap = next(a.last + timedelta(days=1) for a, b in pairwise(periods) if (b.first - a.last).days > 1)
    for never in (gap, periods[0].first - timedelta(days=1)):
        assert f"the event on {never} lies on no recorded day" in refused(lambda never=never: read(never))


def test_a_table_without_events_is_rejected(world: World, written: Written) -> None:
    assert refused(lambda: load_changes(world.places, written("changes.csv", EVENT))) == \
        "changes.csv: there is no event in it"


SPAN = ("region", "held_by", "first", "last", "reason")


@pytest.mark.parametrize("rows, fault", [
    ([("UA-99", "russia", "2022-02-23", "")], "region 'UA-99' is unknown"),
    ([("UA-43", "nobody", "2022-02-23", "")], "holder 'nobody' is unknown"),
    ([("UA-43", "russia", "2022-2-23", "")], "'2022-2-23' is no date; write it as YYYY-MM-DD"),
    ([("UA-43", "russia", "", "")], "'' is no date; write it as YYYY-MM-DD"),
    ([("UA-43", "russia", "2022-02-23", "never")], "'never' is no date; write it as YYYY-MM-DD"),
    ([("UA-43", "russia", "2022-02-23", "2022-02-22")], "a span of 'UA-43' ends before it begins"),
    ([("UA-43", "russia", "2022-02-23", ""), ("UA-43", "ukraine", "2024-01-01", "2024-02-01")],
     "two spans of 'UA-43' share a day"),
    ([("UA-43", "russia", "2022-02-23", "2023-01-01"), ("UA-43", "ukraine", "2023-01-01", "")],
     "two spans of 'UA-43' share a day"),
])
def test_a_wrong_whole_region_is_reported(rows: list[tuple[str, ...]], fault: str, written: Written) -> None:
    path = written("whole_regions.csv", SPAN, *(dict(zip(SPAN, row, strict=False)) for row in rows))
    assert refused(lambda: load_whole(["UA-43"], path)) == f"whole_regions.csv: {fault}"


def test_all_faults_of_whole_regions_come_at_once(world: World, written: Written) -> None:
    row = dict(zip(SPAN, ("x", "y", "z", "w", ""), strict=True))
    said = refused(lambda: load_whole(world.regions.index, written("whole_regions.csv", SPAN, row)))
    assert said.count("; ") >= 3
    for part in ("region 'x'", "holder 'y'", "'z' is no date", "'w' is no date"):
        assert part in said
