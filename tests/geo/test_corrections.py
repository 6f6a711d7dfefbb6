"""The log of corrections: it says what CHANGELOG says, knows every version, and answers for old pictures."""

import re
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from geo.case import Case, LineChoice
from geo.control.margin import DEFAULT_KM
from geo.corrections.check import since_day, since_version
from geo.corrections.log import FIGURES, LOG, CorrectionLog, load_log
from geo.errors import CheckError, SourceError
from geo.outcomes.figures import FIGURES_CHANGED, tally
from geo.plans.library import Library
from geo.tables import data_version
from geo.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
MARK = "**[figure]** "
AREA, PEOPLE = r"([\d,]+) \(([\d,]+) to ([\d,]+)\)", r"([\d,]+) to ([\d,]+)"
ROW = re.compile(rf"\| ([\w-]+) \| (\w+) \| {AREA} \| {AREA} \| {PEOPLE} \| {PEOPLE} \|")
ORDER = ("area_km2_old", "area_km2_low_old", "area_km2_high_old", "area_km2_new", "area_km2_low_new",
         "area_km2_high_new", "people_low_old", "people_high_old", "people_low_new", "people_high_new")


@pytest.fixture(scope="module")
def log() -> CorrectionLog:
    return load_log()


def changelog() -> str:
    return (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def marked() -> list[str]:
    """Return the lines of CHANGELOG that moved a figure, each on one line."""
    whole = re.sub(r"\n {2}(?=\S)", " ", changelog())
    return [line.removeprefix(f"- {MARK}") for line in whole.splitlines() if line.startswith(f"- {MARK}")]


def test_the_log_has_the_marked_lines_of_the_changelog(log: CorrectionLog) -> None:
    assert [item.text for item in log.corrections] == marked()


def test_the_table_of_plans_is_that_of_the_changelog(log: CorrectionLog) -> None:
    rows = [found.groups() for line in changelog().splitlines() if (found := ROW.match(line))]
    assert rows
    written = [(row["plan"], row["status"], *(f"{row[name]:,.0f}" for name in ORDER))
               for row in log.plans.to_dict("records")]
    assert written == rows


def test_the_day_of_the_last_change_is_that_of_the_newest_correction(log: CorrectionLog) -> None:
    assert max(item.on for item in log.corrections).isoformat() == FIGURES_CHANGED


def test_the_version_in_use_is_the_newest_known(log: CorrectionLog) -> None:
    """After a change of the data `python -m tools.record_version` adds it."""
    assert log.versions.index[-1] == data_version()
    assert log.versions["since"].is_monotonic_increasing


def test_corrections_name_plans_that_exist(log: CorrectionLog, library: Library) -> None:
    plans = set(library.plans)
    assert {plan for item in log.corrections for plan in item.plans} <= plans
    assert set(log.plans["plan"]) <= plans


def test_the_version_in_use_has_no_correction_to_come(log: CorrectionLog) -> None:
    since = since_version(log, data_version(), data_version())
    assert since.current
    assert since.corrections == ()
    assert since.moved.empty


def test_an_older_version_never_lacks_fewer_corrections(log: CorrectionLog) -> None:
    counts = [len(since_version(log, version, data_version()).corrections) for version in log.versions.index]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[-1] == 0


def test_a_plan_has_those_of_all_plans_and_its_own(log: CorrectionLog) -> None:
    first, now = log.versions.index[0], data_version()
    everything = set(since_version(log, first, now).corrections)
    geneva = set(since_version(log, first, now, "geneva-19-point").corrections)
    freeze = set(since_version(log, first, now, "freeze").corrections)
    assert geneva < everything
    assert {item.id for item in geneva - freeze} == {"geneva-in-dispute"}


def test_a_day_after_the_last_change_lacks_nothing(log: CorrectionLog) -> None:
    last = date.fromisoformat(FIGURES_CHANGED)
    assert since_day(log, last, data_version()).corrections == ()
    assert len(since_day(log, last - timedelta(days=1), data_version()).corrections) > 0


@pytest.mark.parametrize("day", [date.fromisoformat(FIGURES_CHANGED) + timedelta(days=1), date(2099, 1, 1)])
def test_no_figure_changed_on_a_day_to_come(day: date, log: CorrectionLog) -> None:
    """A reader may give the day of the picture; what is said of it is when figures last changed by then."""
    assert since_day(log, day, data_version()).day.isoformat() == FIGURES_CHANGED


def test_areas_before_and_after_belong_to_the_plan(log: CorrectionLog) -> None:
    since = since_version(log, log.versions.index[0], data_version(), "us-28-point")
    assert set(since.moved["plan"]) == {"us-28-point"}
    zone = since.moved.set_index("status").loc["demilitarised"]
    assert (zone["area_km2_old"], zone["area_km2_new"]) == (6267, 6330)


def test_areas_after_the_correction_are_those_of_today(log: CorrectionLog, work: Workspace) -> None:
    """A figure that has moved by its unit or more without a line in the log differs here."""
    plans = log.plans[~log.plans["plan"].isin({item for one in log.corrections for item in one.plans})]
    for plan, rows in plans.groupby("plan"):
        outcome = work.outcome(Case(LineChoice(rows["line_of"].iloc[0], DEFAULT_KM), str(plan)))
        now = tally(outcome.table, ["status"]).set_index("status")
        for row in rows.to_dict("records"):
            for figure in FIGURES:
                assert now.at[row["status"], figure] == pytest.approx(row[f"{figure}_new"], abs=1), (
                    plan, row["status"], figure)


@pytest.mark.parametrize("version", ["", "00000000", "6A536386", "x" * 900, "../../etc"])
def test_an_unknown_version_is_refused(log: CorrectionLog, version: str) -> None:
    with pytest.raises(CheckError, match="no data version"):
        since_version(log, version, data_version())


def test_a_day_before_the_first_figures_is_refused(log: CorrectionLog) -> None:
    with pytest.raises(CheckError, match="no figures on 2026-01-01"):
        since_day(log, date(2026, 1, 1), data_version())


@pytest.mark.parametrize(("file", "old", "new", "said"), [
    ("corrections.toml", 'since = "2028ba96"', 'since = "ffffffff"', "data version 'ffffffff'"),
    ("corrections.toml", 'measures = ["area", "people"]', 'measures = ["weight"]', "weight"),
    ("corrections.toml", "on = 2026-11-22", "on = 2026-12-22", "stands below an older"),
    ("plans.csv", "two-observers", "three-observers", "three-observers"),
    ("versions.csv", "version,since", "versoin,since", "missing"),
])
def test_a_faulty_log_is_refused_in_one_sentence(tmp_path: Path, file: str, old: str, new: str,
                                                 said: str) -> None:
    folder = tmp_path / "corrections"
    shutil.copytree(LOG, folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SourceError, match=said):
        load_log(folder)
