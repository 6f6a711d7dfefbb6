"""The data gate: the committed data passes every check, and every check can fail."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
import shapely

from geo.checks import COAST_KM, Check, gate
from geo.plans.library import Library, load_library
from geo.plans.scenario import Scenario
from geo.world import World
from tests.geo.conftest import Faults, Passed

READ = "every plan file can be read"
EVENTS = "events lie on recorded days, in order"
IDLE_EVENTS = "no event changes nothing"
NAMED = "every event is read off a source that is named"
STRAYS = "every place lies in its region or near its coast"
POINTS = "control points carry no people and repeat no place"
TWINS = "places have spots and names of their own"
BLANKS = "no name has a stray blank"
HOLES = "regions fill the country without gaps"
SUMS = "people sum to the official totals"
RULES = "every rule of every plan is used"
READINGS = "every rule of every reading is used"
SOURCES = "every plan and file names its source"
CHECKS = (READ, EVENTS, IDLE_EVENTS, NAMED, STRAYS, POINTS, TWINS, BLANKS, HOLES, SUMS, RULES, READINGS,
          SOURCES)

LVIV, BRODY, HONCHARNE = "UA4606025001", "UA4604001001", "UA0102031002"
HELD = "UA6504001001-1"
"""A part of Henichesk: one event, on 2022-02-24."""


def only(faults: Faults, check: str, count: int = 1) -> str:
    """Return the faults of the only failed check, asserting their number."""
    assert list(faults) == [check]
    assert len(faults[check]) == count
    assert all(len(fault) < 300 and fault.isprintable() for fault in faults[check])
    return " | ".join(faults[check])


def places_with(world: World, place: str, **values: object) -> pd.DataFrame:
    """Return the places with other values for one of them."""
    table = world.places.copy()
    assert place in table.index
    for name, value in values.items():
        table.loc[place, name] = value
    return table


def events_with(world: World, *more: tuple[str, str, str]) -> object:
    """The record, with further events in their order."""
    extra = pd.DataFrame([(date.fromisoformat(day), *rest, "D") for day, *rest in more],
                         columns=["date", "place", "held_by", "source"])
    table = pd.concat([world.record.changes, extra], ignore_index=True)
    return replace(world.record, changes=table.sort_values("date", kind="stable", ignore_index=True))


def library_with(library: Library, plan: Scenario) -> Library:
    return replace(library, plans={**library.plans, plan.id: plan})


@pytest.mark.slow
def test_the_committed_data_has_no_fault(world: World, library: Library) -> None:
    assert gate(world, library) == [Check(name, ()) for name in CHECKS]


def test_the_minimal_folder_has_no_faults_either(found: Passed) -> None:
    """This ensures that only what the tests below break is reported."""
    assert found() == {}


def test_a_plan_file_that_cannot_be_read_is_a_fault(
    found: Passed, few_plans: Library, world: World, root: Path
) -> None:
    folder = root / "scenarios"
    folder.mkdir()
    (folder / "torn.toml").write_text('id = "torn"\ntitle = ', encoding="utf-8")
    torn = load_library(world.regions.index, folder)
    assert "torn.toml" in only(found(replace(few_plans, faults=torn.faults)), READ)


def test_an_event_on_an_unrecorded_day_is_a_fault(found: Passed, world: World) -> None:
    record = events_with(world, ("2026-09-05", LVIV + "-1", "russia"))
    assert only(found(record=record), EVENTS) == "2026-09-05 is no recorded day"


def test_an_event_of_a_source_that_nobody_names_is_a_fault(found: Passed, world: World) -> None:
    table = world.record.changes.copy()
    table.loc[0, "source"] = "X"
    assert only(found(record=replace(world.record, changes=table)), NAMED) == "no source has the code X"
    sources = {name: {**source, "code": "D"} if name == "liveuamap" else source
               for name, source in world.sources.items()}
    said = only(found(sources=sources), NAMED, 2)
    assert said == "liveuamap has no code L in sources.toml | no source has the code L"


def test_a_control_point_with_people_or_on_the_spot_of_another_is_a_fault(
    found: Passed, world: World
) -> None:
    table = world.record.settlements.copy()
    table.loc[table.index[-1], ["lon", "lat"]] = table.loc[HELD, ["lon", "lat"]].to_numpy()
    record = replace(world.record, settlements=table)
    assert only(found(record=record), POINTS) == f"{table.index[-1]} lies on the spot of another settlement"
    record = replace(world.record, settlements=world.record.settlements.assign(population=0))
    assert only(found(record=record), POINTS) == "control points: column 'population' is unknown"


def test_events_out_of_order_are_a_fault(found: Passed, world: World) -> None:
    table = world.record.changes
    first = table["place"] == HELD
    assert first.sum() == 1
    table = pd.concat([table[~first], table[first]], ignore_index=True)
    record = replace(world.record, changes=table)
    assert only(found(record=record), EVENTS) == "events are not in order"


@pytest.mark.parametrize("place, held_by", [(HELD, "russia"), (LVIV + "-1", "ukraine")])
def test_an_event_that_changes_nothing_is_a_fault(
    place: str, held_by: str, found: Passed, world: World
) -> None:
    """Neither a repeated event with the same holder, nor a first one with the default holder."""
    record = events_with(world, ("2026-08-01", place, held_by))
    assert only(found(record=record), IDLE_EVENTS) == f"{place} on 2026-08-01: was held by {held_by} already"


def test_a_place_far_outside_its_region_is_a_fault(found: Passed, world: World) -> None:
    """Brody, moved 200 km to the east."""
    place = next(name for name in world.places.index if name.startswith(BRODY))
    moved = places_with(world, place, x_m=world.places.at[place, "x_m"] + 200_000)
    said = only(found(places=moved), STRAYS)
    assert said == f"{place} lies more than {COAST_KM:g} km outside its region, and no reason is given"


def test_a_stray_needs_a_reason_and_a_needless_reason_is_a_fault(
    found: Passed, root: Path
) -> None:
    file = root / "places" / "strays.csv"
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{text}{HELD},For no reason\n", encoding="utf-8")
    assert only(found(), STRAYS) == f"{HELD} is listed as a stray, but lies in its region"
    assert HONCHARNE in text
    file.write_text("".join(line for line in text.splitlines(keepends=True) if HONCHARNE not in line),
                    encoding="utf-8")
    assert only(found(), STRAYS).startswith(f"{HONCHARNE} lies more than 0.1 km outside its region")


def test_two_places_at_the_same_spot_are_a_fault(found: Passed, world: World) -> None:
    first, second = world.places.index[:2]
    spot = world.places.loc[first, ["lon", "lat"]]
    assert only(found(places=places_with(world, second, **spot)), TWINS) == (
        f"{second} lies on the spot of another place")


@pytest.mark.parametrize("name", ["name_en", "name_uk"])
def test_a_place_without_a_name_is_a_fault(name: str, found: Passed, world: World) -> None:
    assert only(found(places=places_with(world, HELD, **{name: ""})), TWINS) == f"{HELD} lacks a name"


def test_a_negative_population_is_a_fault(found: Passed, world: World) -> None:
    """Even if another place compensates for it, so that the sums are right."""
    table = places_with(world, HELD, population=-1)
    table.loc["UA6504001001-2", "population"] += world.places.at[HELD, "population"] + 1
    assert only(found(places=table), TWINS) == f"{HELD} has a negative population"


def test_a_hole_in_the_country_is_a_fault(found: Passed, world: World) -> None:
    """A square kilometre cut out of Poltava region."""
    table = world.regions_m.copy()
    middle = table.geometry["UA-53"].representative_point()
    table.loc["UA-53", "geometry"] = table.geometry["UA-53"].difference(shapely.box(
        middle.x, middle.y, middle.x + 1000, middle.y + 1000))
    assert only(found(regions_m=table), HOLES).startswith("a hole of 1.00 km2 near POINT (")


def test_one_person_too_many_is_a_fault_at_all_three_levels(found: Passed, world: World) -> None:
    table = places_with(world, HELD, population=world.places.at[HELD, "population"] + 1)
    assert only(found(places=table), SUMS, 3) == (
        "region UA-65: places have 1001599, official 1001598 | "
        "raion UA6504: places have 118060, official 118059 | "
        "hromada UA6504001: places have 56987, official 56986")


def test_a_unit_without_places_is_a_fault(found: Passed, world: World) -> None:
    units = {**world.units, "hromada": world.units["hromada"].copy()}
    like = units["hromada"].iloc[0].to_dict()
    units["hromada"].loc["UA9999999"] = pd.Series({**like, "population": 5})
    assert only(found(units=units), SUMS) == "hromada UA9999999: places have 0, official 5"


def test_a_rule_that_no_ground_ever_matches_is_a_fault(found: Passed, few_plans: Library) -> None:
    """Russian-held Lviv: the schema cannot know that there is none."""
    freeze = few_plans["freeze"]
    never = freeze.rules[0].model_copy(update={"regions": frozenset({"UA-46"})})
    plan = freeze.model_copy(update={"rules": (never, *freeze.rules)})
    assert only(found(library_with(few_plans, plan)), RULES) == "freeze: rule 1 matches nothing on 7 dates"


def test_a_reading_of_ground_that_nobody_ever_holds_is_a_fault(found: Passed, few_plans: Library) -> None:
    plan = few_plans["us-28-point"]
    kinburn = next(reading for reading in plan.readings if reading.id == "kinburn")
    as_coded, other = kinburn.options
    never = other.rules[0].model_copy(update={"regions": frozenset({"UA-46"})})
    options = (as_coded, other.model_copy(update={"rules": (never,)}))
    changed = plan.model_copy(update={"readings": (kinburn.model_copy(update={"options": options}),)})
    assert only(found(library_with(few_plans, changed)), READINGS) == (
        "us-28-point: rule 1 of kinburn=left-open matches nothing on 7 dates")


def test_a_plan_whose_sources_have_no_address_is_a_fault(found: Passed, few_plans: Library) -> None:
    freeze = few_plans["freeze"]
    sources = tuple(source.model_copy(update={"url": None}) for source in freeze.sources)
    plan = freeze.model_copy(update={"sources": sources})
    assert only(found(library_with(few_plans, plan)), SOURCES) == "freeze: no source has an address"


@pytest.mark.parametrize("name, fault", [
    ("claims/new.csv", True), ("boundaries/new.geojson", True), ("new.toml", True),
    ("scenarios/new.toml", False), ("notes.txt", False),
])
def test_a_file_missing_from_sources_is_a_fault(name: str, fault: bool, found: Passed, root: Path) -> None:
    """Plans name their sources themselves, and files that are not data need none."""
    (root / name).parent.mkdir(exist_ok=True)
    (root / name).write_text("", encoding="utf-8")
    faults = found()
    assert (only(faults, SOURCES) == f"{name} is not in SOURCES.md") if fault else faults == {}
