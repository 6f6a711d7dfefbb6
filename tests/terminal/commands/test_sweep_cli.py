"""`cli.py sweep` and `cli.py holds`: files by day, and what is true on all of them."""

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

Run = Callable[..., tuple[int, str, str]]


NUMBERS = [f"{measure}{end}" for measure in ("area_km2", "people") for end in ("", "_low", "_high")]

PLANS = ("us-28-point", "e3-counter")


def test_a_sweep_has_the_rows_of_figures_and_says_what_holds(run: Run, tmp_path: Path) -> None:
    """On the real country, two days, two plans and both observers, in this process.

    A row of `figures` is of one holder, so it equals the row of a sweep where a status has only one.
    """
    folder = tmp_path / "swept"
    argv = ("sweep", "--plans", ",".join(PLANS), "--from", "2025-11-21", "--to", "2025-12-21", "--step", "30",
            "--records", "deepstate,liveuamap", "--out", str(folder), "--workers", "1")
    code, out, err = run(*argv, "--json")
    assert (code, err) == (0, "")
    value = json.loads(out)
    assert (value["days"], value["made"], value["last"]) == (2, 2, "2025-12-21")
    assert json.loads(run(*argv, "--json")[1])["made"] == 0
    rows = pd.read_parquet(folder / "2025-11-21.parquet").set_index(["plan", "record"])
    assert rows.index.nunique() == 4
    for plan, record in rows.index.unique():
        figures = json.loads(run("figures", plan, "--record", record, "--json")[1])
        found = rows.loc[(plan, record)].set_index(["region", "status"])[NUMBERS]
        same = pd.DataFrame(figures["rows"]).groupby(["region", "status"]).filter(lambda part: len(part) == 1)
        same = same.set_index(["region", "status"])[NUMBERS]
        assert len(same) > 20
        pd.testing.assert_frame_equal(found.loc[same.index], same, check_dtype=False, check_exact=True)
        for status, numbers in figures["totals"].items():
            total = found.xs(status, level="status")["area_km2"].sum()
            assert total == pytest.approx(numbers["area_km2"], abs=0.2)

    code, out, err = run("holds", str(folder), "--json")
    assert (code, err) == (0, "")
    always = {item["sentence"] for item in json.loads(out)["plans"]["us-28-point"]["always"]}
    assert "Ukraine would leave its last ground in Donetsk" in always
    assert "Ukraine would leave its last ground in Donetsk" in run("holds", str(folder))[1]


@pytest.mark.parametrize("argv, said", [
    (("sweep", "--out", "x", "--workers", "0"), "whole number"),
    (("sweep", "--out", "x", "--margins", "1,ell"), "margin"),
    (("sweep", "--out", "x", "--records", "ell"), "no record 'ell'"),
    (("sweep", "--out", "x", "--plans", ","), "nothing in the list"),
    (("sweep", "--out", "x", "--plans", "ell"), "no plan 'ell'"),
    (("sweep", "--out", "x", "--from", "2025-02-01", "--to", "2025-01-01"), "comes after"),
    (("sweep", "--out", "x", "--from", "yesterday"), "is no date"),
    (("sweep", "--out", "x", "--workers", "2", "--scheduler", "tcp://a:1"), "not allowed with"),
    (("holds", "x"), "neither a plan, a plan file nor the folder of a sweep"),
    (("holds", "x/y"), "no folder of a sweep"),
    (("holds", "freeze", "--plans", "freeze"), "--plans chooses among the plans of a sweep"),
    (("holds", "x/y", "--step", "7"), "A sweep has its own steps"),
    (("holds", "freeze", "--records", "ell"), "no record 'ell'"),
    (("holds", "freeze", "--to", "2000-01-01"), "None of these days"),
    (("holds", "freeze", "--margins", "26"), "margin"),
], ids=lambda argv: " ".join(argv)[:30] if isinstance(argv, tuple) else "")
def test_invalid_input_is_one_sentence_and_writes_nothing(
    argv: tuple[str, ...], said: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = run(*argv)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert said in err
    assert not list(tmp_path.iterdir())
