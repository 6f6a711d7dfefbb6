"""Carrying the record on: the rules on a toy world, the public archive, files with faults, saving."""

import json
import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.control.dates import Period, recorded_periods
from geo.control.events import CONTROL
from geo.control.record import holders
from geo.errors import ArchiveError, FileError, SourceError
from geo.schema import EventSource
from geo.status import Holder
from geo.update.effect import changed_ground, changed_settlements
from geo.update.observed import observe_address, observe_folder, settlements_inside
from geo.update.proposal import MIN_STAY_DAYS, propose, with_observed, without_excursions
from geo.update.saving import save
from geo.world import World
from tests.conftest import SHARED
from tests.support.worlds import toy

ARCHIVE = SHARED / "reference" / "deepstate"
END = date(2026, 8, 22)
FEW = settings(max_examples=40, deadline=None, derandomize=True, database=None)
needs_archive = pytest.mark.skipif(not ARCHIVE.is_dir(), reason="the archive files are not here")


def until(world: World, end: date) -> World:
    """The world as it was when the record ended on a day."""
    record = world.record
    known = tuple(period for period in record.periods if period.last <= end)
    changes = record.changes[record.changes["date"] <= end].reset_index(drop=True)
    return replace(world, record=replace(record, changes=changes, periods=known))


@pytest.fixture(scope="module")
def earlier(world: World) -> World:
    return until(world, END)


@needs_archive
def test_the_archive_gives_the_events_of_the_record(earlier: World, world: World) -> None:
    """The two days of autumn 2026 in the record were derived elsewhere by the same rules."""
    seen = observe_folder(earlier, ARCHIVE)
    assert list(seen.held) == [date(2026, 9, 22), date(2026, 10, 10)]
    assert len(seen.passed_over) == 4
    proposal = propose(earlier.record, seen.held)
    later = world.record.changes[world.record.changes["date"] > END].reset_index(drop=True)
    pd.testing.assert_frame_equal(proposal.events, later, check_dtype=False)
    assert proposal.periods == world.record.periods


@needs_archive
def test_an_update_names_settlements_and_measures_ground(earlier: World) -> None:
    proposal = propose(earlier.record, observe_folder(earlier, ARCHIVE).held)
    table = changed_settlements(earlier, proposal)
    assert len(table) == len(proposal.events)
    assert table["name_en"].notna().all()
    assert {"Derylove", "Nove"} <= set(table["name_en"])
    ground = changed_ground(earlier, proposal)
    assert set(ground.index) <= set(table["region"]) | set(earlier.regions.index)
    assert (ground["after_km2"] - ground["before_km2"]).to_numpy() == pytest.approx(
        ground["change_km2"].to_numpy(), abs=1e-6)


def course(days: int) -> st.SearchStrategy[list[bool]]:
    return st.lists(st.booleans(), min_size=days, max_size=days)


def stays(values: list[bool]) -> list[int]:
    """The lengths of the runs of equal values that other runs follow and precede."""
    runs = np.split(np.array(values), np.flatnonzero(np.diff(values)) + 1)
    return [len(run) for run in runs[1:-1]]


@FEW
@given(values=course(40))
def test_no_short_stay_is_left(values: list[bool]) -> None:
    """Between two changes lie at least the days of the rule; the end is as it was seen."""
    days = tuple(date(2026, 1, 1) + timedelta(days=n) for n in range(len(values)))
    settled = without_excursions(np.array(values)[:, None], days)[:, 0]
    assert all(length >= MIN_STAY_DAYS for length in stays(list(settled)))
    assert settled[0] == values[0]
    assert settled[-1] == values[-1]
    again = without_excursions(settled[:, None], days)[:, 0]
    assert list(again) == list(settled)


def toy_record(world: World) -> World:
    return replace(world, record=replace(world.record, periods=(Period(toy.DAY_BEFORE, toy.DAY),)))


@FEW
@given(data=st.data())
def test_replaying_the_new_events_gives_what_was_seen(data: st.DataObject, toy_world: World) -> None:
    record = toy_record(toy_world).record
    count, last = len(record.settlements), record.periods[-1].last
    days = [last + timedelta(days=MIN_STAY_DAYS * n) for n in (1, 2, 3)]
    held = {day: np.array(data.draw(st.lists(st.booleans(), min_size=count, max_size=count))) for day in days}
    proposal = propose(record, held)
    applied = proposal.applied(record)
    for day in days:
        assert list(holders(applied, day) == Holder.RUSSIA) == list(held[day])
    assert holders(applied, last).equals(holders(record, last))


@pytest.mark.parametrize("day", [toy.DAY, toy.DAY_BEFORE])
def test_a_day_of_the_record_is_never_changed(day: date, toy_world: World) -> None:
    record = toy_record(toy_world).record
    with pytest.raises(SourceError, match="is not after"):
        propose(record, {day: np.zeros(len(record.settlements), bool)})


def test_a_picture_of_something_else_is_refused(earlier: World) -> None:
    nobody = np.zeros(len(earlier.record.settlements), bool)
    with pytest.raises(SourceError, match=r"settlements would change hands on 2026-09-01, which no line"):
        propose(earlier.record, {date(2026, 9, 1): nobody})


def test_days_on_end_make_a_period_and_others_stand_alone() -> None:
    start = (Period(date(2026, 1, 1), date(2026, 1, 2), EventSource.DEEPSTATE),)
    days = tuple(date(2026, 1, n) for n in (3, 4, 7, 8, 20))
    spans = [(period.first.day, period.last.day, bool(period.note)) for period in with_observed(start, days)]
    assert spans == [(1, 4, False), (7, 8, False), (20, 20, True)]


@pytest.mark.parametrize("today", [date(1970, 1, 1), toy.DAY - timedelta(days=1), date(2099, 6, 1)])
def test_a_clock_that_is_wrong_asks_an_archive_for_nothing(
    today: date, toy_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither for no day, which it would be blamed for, nor for all days of a lifetime."""
    monkeypatch.setattr("geo.update.observed.download_day", lambda *_: pytest.fail("it was asked"))
    with pytest.raises(ArchiveError, match=f"clock says {today}, and the record ends on {toy.DAY}"):
        observe_address(toy_record(toy_world), "http://127.0.0.1:9/", today)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(CONTROL, tmp_path / "control")
    return tmp_path / "control"


def archive_file(folder: Path, day: str, content: object) -> None:
    folder.mkdir(exist_ok=True)
    text = content if isinstance(content, str) else json.dumps(content)
    (folder / f"deepstatemap_data_{day}.geojson").write_text(text, encoding="utf-8")


@needs_archive
def test_what_is_saved_is_the_record_with_more(earlier: World, world: World, folder: Path) -> None:
    _rewind(folder)
    save(earlier, propose(earlier.record, observe_folder(earlier, ARCHIVE).held), folder)
    assert (folder / "changes.csv").read_bytes() == (CONTROL / "changes.csv").read_bytes()
    assert recorded_periods(folder / "periods.csv") == list(world.record.periods)
    assert sorted(path.name for path in folder.iterdir()) == sorted(path.name for path in CONTROL.iterdir())


def _rewind(folder: Path) -> None:
    for name in ("changes.csv", "periods.csv"):
        lines = (folder / name).read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [lines[0], *(line for line in lines[1:] if line[:10] <= END.isoformat())]
        (folder / name).write_text("".join(kept), encoding="utf-8")


@needs_archive
def test_what_cannot_be_read_back_changes_nothing(
    earlier: World, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposal = propose(earlier.record, observe_folder(earlier, ARCHIVE).held)
    shortened = replace(earlier, record=replace(earlier.record, changes=earlier.record.changes.iloc[5:]))
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    monkeypatch.setattr("geo.update.proposal.Proposal.applied", lambda *_: shortened.record)
    with pytest.raises(SourceError, match="would lose an earlier event"):
        save(earlier, proposal, folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@needs_archive
def test_a_folder_that_is_not_there_is_said(earlier: World, tmp_path: Path) -> None:
    proposal = propose(earlier.record, observe_folder(earlier, ARCHIVE).held)
    with pytest.raises(FileError, match="cannot be written"):
        save(earlier, proposal, tmp_path / "nowhere")


SQUARE = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]}
FAULTY: dict[str, tuple[str, object, str]] = {
    "no JSON": ("20260901", "{", "is no JSON"),
    "no polygon": ("20260901", {"type": "FeatureCollection", "features": []}, "holds no polygon"),
    "elsewhere": ("20260901", SQUARE, "no settlement lies inside"),
    "no date": ("20261345", SQUARE, "its name is no date"),
    "a name of another kind": ("2026-09-01", SQUARE, "holds no file called"),
}


@pytest.mark.parametrize("case", FAULTY)
def test_a_faulty_file_is_refused_in_one_sentence(case: str, earlier: World, tmp_path: Path) -> None:
    day, content, words = FAULTY[case]
    archive_file(tmp_path, day, content)
    with pytest.raises(SourceError, match=words) as found:
        observe_folder(earlier, tmp_path)
    assert "\n" not in str(found.value)


def test_all_faults_are_said_at_once(earlier: World, tmp_path: Path) -> None:
    archive_file(tmp_path, "20260901", "{")
    archive_file(tmp_path, "20260902", SQUARE)
    with pytest.raises(SourceError, match=r"20260901.*20260902"):
        observe_folder(earlier, tmp_path)


def test_a_settlement_counts_by_its_point(toy_world: World) -> None:
    """In degrees, on the archive's own outline, whatever our regions are."""
    table = toy_world.record.settlements
    lon, lat = float(table["lon"].iloc[0]), float(table["lat"].iloc[0])
    west, south, east, north = lon - 1e-4, lat - 1e-4, lon + 1e-4, lat + 1e-4
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    content = json.dumps({"type": "Polygon", "coordinates": [ring]}).encode()
    inside = settlements_inside(toy_world.record, content, "x")
    assert list(inside) == [True] + [False] * (len(table) - 1)
