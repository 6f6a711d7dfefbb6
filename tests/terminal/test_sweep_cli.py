"""`cli.py sweep` and `cli.py holds`: files by day, and what is true on all of them."""

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

Run = Callable[..., tuple[int, str, str]]


def test_a_sweep_has_the_rows_of_figures_and_says_what_holds(run: Run, tmp_path: Path) -> None:
    """On the real country, two days and one plan, in this process."""
    folder = tmp_path / "swept"
    argv = ("sweep", "--plans", "us-28-point", "--from", "2025-11-21", "--to", "2025-12-21", "--step", "30",
            "--records", "record", "--out", str(folder), "--workers", "1")
    code, out, err = run(*argv, "--json")
    assert (code, err) == (0, "")
    value = json.loads(out)
    assert (value["days"], value["made"], value["last"]) == (2, 2, "2025-12-21")
    assert json.loads(run(*argv, "--json")[1])["made"] == 0
    rows = pd.read_parquet(folder / "2025-11-21.parquet").groupby("status")["area_km2"].sum()
    figures = json.loads(run("figures", "us-28-point", "--json")[1])["totals"]
    for status, numbers in figures.items():
        assert rows[status] == pytest.approx(numbers["area_km2"], abs=0.2)

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
    (("holds", "x"), "no folder of a sweep"),
], ids=lambda argv: " ".join(argv)[:30] if isinstance(argv, tuple) else "")
def test_invalid_input_is_one_sentence_and_writes_nothing(
    argv: tuple[str, ...], said: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = run(*argv)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert said in err
    assert not list(tmp_path.iterdir())
