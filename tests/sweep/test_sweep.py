"""Sweeps: the same figures as one by one, in any number of processes, and resumable."""

import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from geo.case import LIVEUAMAP, RECORD, LineChoice
from geo.errors import DateError, FileError, SweepError
from geo.outcomes.outcome import report
from geo.sweep.day import COLUMNS, swept_day
from geo.sweep.folder import ABOUT, file_of, read_sweep
from geo.sweep.question import question, swept_days
from geo.sweep.run import sweep
from tests.support.worlds import toy, toy_sweep
from tests.support.worlds.toy_sweep import DAYS, asked, open_toy

NUMBERS = ["area_km2", "area_km2_low", "area_km2_high", "people", "people_low", "people_high"]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def swept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sweep of the toy world in one process."""
    folder = tmp_path_factory.mktemp("sweep") / "toy"
    sweep(asked(), DAYS, folder, open_world=open_toy, workers=1)
    return folder


def test_every_row_is_what_figures_give(tmp_path: Path) -> None:
    """For every plan, day, margin and record; `figures` splits a status by holder, which a sweep adds up.

    Only a sweep has rows for what is not there on the line as drawn, but may be.
    """
    work, only_in_range = open_toy(), 0
    sweep(asked(0.0, 1.0), DAYS[2:4], tmp_path / "toy", open_world=open_toy, workers=1)
    rows = read_sweep(tmp_path / "toy")
    assert tuple(rows.columns) == COLUMNS
    assert len(rows) == len(rows.drop_duplicates(list(COLUMNS[:6]))) > 0
    assert rows.groupby(list(COLUMNS[:4])).ngroups == 3 * 2 * 2 * 2
    for (plan, on, margin_km, record), part in rows.groupby(list(COLUMNS[:4])):
        outcome = work.apply(LineChoice(on, margin_km, record), work.library[plan])
        figures = pd.DataFrame(report(outcome, work.world)["rows"])
        figures = figures.groupby(["region", "status"])[NUMBERS].sum()
        found = part.set_index(["region", "status"])[NUMBERS]
        drawn = (found[["area_km2", "people"]] > 0).any(axis=1)
        only_in_range += int((~drawn).sum())
        assert (found.loc[~drawn, ["area_km2_high", "people_high"]] > 0).any(axis=1).all()
        pd.testing.assert_frame_equal(found[drawn], figures, check_dtype=False)
    assert only_in_range


def test_a_record_has_rows_on_the_days_that_it_knows(swept: Path) -> None:
    rows = read_sweep(swept)
    known = {record: sorted(part["on"].unique()) for record, part in rows.groupby("record")}
    assert known == {RECORD: DAYS, LIVEUAMAP: DAYS[1:]}
    differ = rows.groupby(["plan", "on", "margin_km", "region", "status"])["area_km2"].nunique() > 1
    assert {on for _, on, *_ in differ[differ].index} == {DAYS[3]}


def test_any_reader_of_parquet_folders_reads_it(swept: Path) -> None:
    pd.testing.assert_frame_equal(pd.read_parquet(swept), read_sweep(swept))


@pytest.mark.slow
def test_two_processes_write_the_same_bytes(swept: Path, tmp_path: Path) -> None:
    """They have other hash seeds, so nothing in a file or in its mark may depend on the order of a set."""
    told: list[tuple[int, int]] = []
    sweep(asked(), DAYS, tmp_path / "toy", open_world=open_toy, workers=2,
          report=lambda done, everything: told.append((done, everything)))
    assert contents(tmp_path / "toy") == contents(swept)
    assert told == [(done, len(DAYS)) for done in range(len(DAYS) + 1)]


@pytest.mark.slow
def test_the_order_of_plans_margins_and_days_does_not_matter(swept: Path, tmp_path: Path) -> None:
    turned = question(toy_sweep.world(), reversed(toy_sweep.plans()), (1.0, 1.0), (LIVEUAMAP, RECORD))
    assert turned == asked()
    sweep(turned, DAYS[::-1], tmp_path / "toy", open_world=open_toy, workers=1)
    assert contents(tmp_path / "toy") == contents(swept)


@pytest.mark.slow
def test_it_goes_on_with_days_that_are_missing_or_damaged(swept: Path, tmp_path: Path) -> None:
    folder = tmp_path / "toy"
    first = sweep(asked(), DAYS[:4], folder, open_world=open_toy, workers=1)
    file_of(folder, DAYS[2]).write_bytes(file_of(folder, DAYS[2]).read_bytes()[:100])
    kept = file_of(folder, DAYS[1]).stat().st_mtime_ns
    second = sweep(asked(), DAYS, folder, open_world=open_toy, workers=1)
    assert (first.made, second.made) == (tuple(DAYS[:4]), (DAYS[2], *DAYS[4:]))
    assert file_of(folder, DAYS[1]).stat().st_mtime_ns == kept
    assert contents(folder) == contents(swept)
    assert sweep(asked(), DAYS, folder, open_world=open_toy).made == ()


def test_days_that_were_made_stay_when_a_later_one_fails(tmp_path: Path) -> None:
    folder = tmp_path / "toy"
    made = []

    def stop(done: int, _everything: int) -> None:
        made.append(done)
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sweep(asked(), DAYS, folder, open_world=open_toy, workers=1, report=stop)
    assert sorted(contents(folder)) == [*(file_of(folder, day).name for day in DAYS[:2]), ABOUT]
    assert sweep(asked(), DAYS, folder, open_world=open_toy, workers=1).made == tuple(DAYS[2:])


@pytest.mark.parametrize("other, what", [
    (replace(asked(), data_version="other"), "data"),
    (asked(2.0), "margins"),
    (question(toy_sweep.world(), toy_sweep.plans(), (1.0,), (RECORD,)), "records"),
    (question(toy_sweep.world(), toy_sweep.plans()[:1], (1.0,)), "plans"),
    (question(toy_sweep.world(), [*toy_sweep.plans()[1:], toy.plan({"status": "open"})], (1.0,)),
     "what its plans say"),
], ids=["data", "margins", "records", "plans", "a plan's rules"])
def test_a_folder_of_another_sweep_is_refused(other: object, what: str, tmp_path: Path) -> None:
    """Mixing answers to two questions in one folder would give wrong figures without a word."""
    folder = tmp_path / "toy"
    sweep(asked(), DAYS[:1], folder, open_world=open_toy, workers=1)
    before = contents(folder)
    with pytest.raises(SweepError, match=f"differs in {what};.*--force"):
        sweep(other, DAYS[:1], folder, open_world=open_toy, workers=1)
    assert contents(folder) == before


def test_with_force_another_sweep_begins_anew(tmp_path: Path) -> None:
    folder = tmp_path / "toy"
    sweep(asked(2.0), DAYS[:3], folder, open_world=open_toy, workers=1)
    sweep(asked(), DAYS[:1], folder, open_world=open_toy, workers=1, force=True)
    assert sorted(contents(folder)) == [file_of(folder, DAYS[0]).name, ABOUT]
    assert set(read_sweep(folder)["margin_km"]) == {1.0}


@pytest.mark.parametrize("force", [False, True])
def test_a_folder_with_anything_else_is_left_alone(force: bool, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(FileError, match="holds no sweep"):
        sweep(asked(), DAYS, tmp_path, open_world=open_toy, workers=1, force=force)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
    with pytest.raises(FileError, match="cannot be written"):
        sweep(asked(), DAYS, tmp_path / "no" / "folder", open_world=open_toy, workers=1)


def test_a_worker_with_other_data_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SweepError, match="data toy, and the sweep is of data other"):
        swept_day(open_toy(), replace(asked(), data_version="other"), DAYS[0])


@pytest.mark.slow
def test_a_worker_that_ends_is_reported_and_the_sweep_goes_on(
    swept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(toy_sweep.ENDS, str(tmp_path / "mark"))
    with pytest.raises(SweepError, match="goes on where this one stopped"):
        sweep(asked(), DAYS, tmp_path / "toy", open_world=toy_sweep.open_and_end_once, workers=2)
    sweep(asked(), DAYS, tmp_path / "toy", open_world=toy_sweep.open_and_end_once, workers=2)
    assert contents(tmp_path / "toy") == contents(swept)


def test_days_are_those_that_a_record_knows() -> None:
    world = toy_sweep.world()
    assert swept_days(world, (RECORD, LIVEUAMAP)) == DAYS
    assert swept_days(world, (LIVEUAMAP,), last=DAYS[4], step=2) == [DAYS[1], DAYS[3]]
    with pytest.raises(DateError, match="comes after"):
        swept_days(world, (RECORD,), DAYS[2], DAYS[1])
    with pytest.raises(DateError, match="None of these days"):
        swept_days(world, (LIVEUAMAP,), last=DAYS[0])


@pytest.mark.parametrize("plans, margins, records, said", [
    ([], [1.0], [RECORD], "at least one plan"),
    (toy_sweep.plans(), [], [RECORD], "one margin"),
    (toy_sweep.plans(), [1.0], ["ell"], "no record 'ell'"),
    ([toy.identity(), toy.plan({"status": "open"})], [1.0], [RECORD], "Two different plans"),
], ids=["plans", "margins", "records", "twins"])
def test_a_question_that_makes_no_sense_is_refused(
    plans: list, margins: list, records: list, said: str
) -> None:
    with pytest.raises(SweepError, match=said):
        question(toy_sweep.world(), plans, margins, records)


def test_the_folder_says_what_it_answers(swept: Path) -> None:
    said = json.loads((swept / ABOUT).read_text(encoding="utf-8"))
    assert said["plans"] == ["back", "leave", "toy-plan"]
    assert (said["margins_km"], said["records"]) == ([1.0], [RECORD, LIVEUAMAP])
    assert (said["data_version"], said["mark"]) == ("toy", asked().mark)
