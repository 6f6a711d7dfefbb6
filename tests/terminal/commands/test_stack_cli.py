"""`export --all` and `series` into one file: what is in it, and one sentence for all that cannot be."""

import json
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

Run = Callable[..., tuple[int, str, str]]
PLAN = "us-28-point"
TWO_DAYS = ("--from", "2025-11-20", "--to", "2025-11-21")


def test_all_plans_are_one_file_with_the_totals_of_figures(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "all.parquet"
    code, said, err = run("export", "--all", "--format", "parquet", "--out", str(out), "--json")
    assert (code, err) == (0, "")
    made = {"file": str(out), "format": "parquet", "bytes": out.stat().st_size}
    assert json.loads(said) == {"files": [made]}
    zones = gpd.read_parquet(out)
    assert zones["id"].is_unique
    listed = json.loads(run("scenarios", "--json")[1])["scenarios"]
    assert list(zones["scenario"].unique()) == [*(plan["id"] for plan in listed), "today"]
    totals = json.loads(run("figures", PLAN, "--json")[1])["totals"]
    mine = zones[zones["scenario"] == PLAN]
    for status, figures in totals.items():
        rows = mine[mine["status"] == status]
        assert rows["area_km2"].sum() == pytest.approx(figures["area_km2"], abs=0.005 * len(rows) + 0.005)
        assert rows["people"].sum() == figures["people"]
    code, _, err = run("export", "--all", "--format", "parquet", "--out", str(out))
    assert (code, "is already there" in err) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["all.parquet"]


def test_a_folder_whose_name_ends_as_a_format_gets_a_file_for_each_plan(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "all.csv"
    folder.mkdir()
    code, said, err = run("export", "--all", "--format", "csv", "--out", str(folder), "--json")
    assert (code, err) == (0, "")
    assert len(json.loads(said)["files"]) == len(list(folder.iterdir())) > 20


def test_the_days_of_a_plan_are_one_file_whose_days_our_reader_tells_apart(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "days.gpkg"
    code, said, err = run("series", PLAN, *TWO_DAYS, "--format", "gpkg", "--out", str(out), "--json")
    assert (code, err) == (0, "")
    assert json.loads(said)["files"] == [{"file": str(out), "format": "gpkg", "bytes": out.stat().st_size}]
    zones = gpd.read_file(out, layer="zones")
    assert zones["id"].is_unique
    code, _, err = run("figures", "freeze", "--control", str(out))
    assert code == 2
    assert "('2025-11-20', '2025-11-21' in column 'line_date')" in err
    for day in ("2025-11-20", "2025-11-21"):
        ours = json.loads(run("figures", "freeze", "--control", str(out), "--where", f"line_date={day}",
                              "--where", f"scenario={PLAN}", "--on", day, "--json")[1])
        recorded = json.loads(run("figures", "freeze", "--on", day, "--json")[1])
        assert ours["totals"]["frozen"]["area_km2"] == pytest.approx(
            recorded["totals"]["frozen"]["area_km2"], abs=0.01)
        dated = zones[(pd.to_datetime(zones["line_date"]) == day) & (zones["status"] != "ukrainian")]
        totals = json.loads(run("figures", PLAN, "--on", day, "--json")[1])["totals"]
        assert dated["area_km2"].sum() == pytest.approx(
            sum(row["area_km2"] for status, row in totals.items() if status != "ukrainian"), abs=0.3)


def test_all_plans_on_a_day_are_the_same_file_in_either_command(run: Run, tmp_path: Path) -> None:
    ours, its = tmp_path / "a.csv", tmp_path / "b.csv"
    assert run("export", "--all", "--format", "csv", "--out", str(ours))[0] == 0
    assert run("series", "--all", "--format", "csv", "--out", str(its))[0] == 0
    assert ours.read_bytes() == its.read_bytes()


def test_parts_and_regions_are_those_asked_for(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "lines.parquet"
    code, _, err = run("series", "today", *TWO_DAYS, "--format", "parquet", "--layers", "contact",
                       "--regions", "UA-14", "--out", str(out))
    assert (code, err) == (0, "")
    lines = gpd.read_parquet(out)
    assert set(lines["layer"]) == {"contact"}
    assert all("UA-14" in pair for pair in lines[["region", "region_beyond"]].to_numpy().tolist())


@pytest.mark.parametrize(("argv", "said"), [
    (("export", "--all", "--format", "kml", "--out", "{folder}/all.kml"), "must be a folder"),
    (("export", "--all", "--format", "gpkg", "--out", "{folder}/all.csv"), "must be a folder"),
    (("export", "--all", "--format", "all", "--out", "{folder}/all.gpkg"), "must be a folder"),
    (("export", "--all", "--format", "gpkg", "--out", "{folder}/none/all.gpkg"), "no such folder"),
    (("export", "--all", "--format", "gpkg", "--pull-back", "5", "--out", "{folder}/a.gpkg"), "on pictures"),
    (("export", "--all", "--format", "gpkg", "--layers", "roads", "--out", "{folder}/a.gpkg"), "no layer"),
    (("series", PLAN, "--format", "gpkg", "--shift", "russia-5", "--out", "{folder}/a.gpkg"), "on pictures"),
    (("series", PLAN, "--format", "kml", "--out", "{folder}/a.kml"), "no format 'kml'"),
    (("series", PLAN, "--format", "csv", "--step", "0", "--out", "{folder}/a.csv"), "whole number of days"),
    (("series", PLAN, "--format", "csv", "--from", "2021-01-01", "--out", "{folder}/a.csv"), "is not known"),
    (("series", PLAN, "--format", "csv", "--on", "2025-11-21", "--out", "{folder}/a.csv"), "take"),
    (("series", "ell", "--format", "csv", *TWO_DAYS, "--out", "{folder}/a.csv"), "no plan 'ell'"),
    (("series", "--format", "csv", "--out", "{folder}/a.csv"), "Name a plan"),
    (("series", PLAN, "--format", "parquet", "--layers", "strip", *TWO_DAYS, "--out", "{folder}/a.parquet"),
     "nothing to write"),
])
def test_what_cannot_be_is_one_sentence_and_no_file(
    run: Run, tmp_path: Path, argv: tuple[str, ...], said: str
) -> None:
    code, printed, err = run(*(word.format(folder=tmp_path) for word in argv))
    assert (code, printed) == (2, "")
    assert said in err
    assert len(err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []
