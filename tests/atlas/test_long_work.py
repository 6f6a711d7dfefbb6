"""Sweeps in the Python library, and the bars of long work."""

from pathlib import Path

import pandas as pd
import pytest

import atlas
from tests.atlas.test_atlas import PLAN, Run, printed

pytestmark = pytest.mark.slow


def test_a_sweep_is_that_of_the_terminal_with_a_bar_if_one_is_asked_for(
    opened: atlas.Atlas, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = {"plans": [PLAN, "freeze"], "since": "2025-11-01", "until": "2025-11-21", "step": 20,
             "margins_km": [1, 2], "records": ["deepstate"], "workers": 1}
    rows = opened.sweep(tmp_path / "ours", **asked)
    assert capsys.readouterr().err == ""
    printed(run, "sweep", "--plans", f"{PLAN},freeze", "--from", "2025-11-01", "--to", "2025-11-21",
            "--step", "20", "--margins", "1,2", "--records", "deepstate", "--workers", "1",
            "--out", str(tmp_path / "its"))
    pd.testing.assert_frame_equal(rows, pd.read_parquet(tmp_path / "its"))
    held = printed(run, "holds", str(tmp_path / "its"))["plans"]
    said = opened.holds(rows)
    for plan, part in said.groupby("plan"):
        always = part.loc[part["holds"] == part["cases"], "sentence"]
        assert list(always) == [one["sentence"] for one in held[plan]["always"]]
    assert set(said["plan"]) == set(held)
    atlas.Atlas(progress=True).sweep(tmp_path / "ours", **asked)
    assert "2/2" in capsys.readouterr().err


def test_long_work_on_a_file_shows_how_many_of_its_files_are_made(
    opened: atlas.Atlas, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bundle, of pictures that are quickly drawn; a file that is not made of others has no bar."""
    monkeypatch.setattr("layers.bundle.registry.contents", lambda _request: iter([("a", b"a"), ("b", b"b")]))
    shown = atlas.Atlas(progress=True)
    shown.export(PLAN, tmp_path / "a.csv")
    assert capsys.readouterr().err == ""
    shown.export(PLAN, tmp_path / "a.zip", kind="bundle")
    assert "2/" in capsys.readouterr().err
    opened.export(PLAN, tmp_path / "b.zip", kind="bundle")
    assert capsys.readouterr().err == ""
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_files_of_all_plans_or_days_are_those_of_the_terminal_with_a_bar(
    opened: atlas.Atlas, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ours, its = tmp_path / "ours.gpkg", tmp_path / "its.gpkg"
    opened.export_all(ours, on="2025-11-21")
    printed(run, "export", "--all", "--format", "gpkg", "--on", "2025-11-21", "--out", str(its))
    assert ours.read_bytes() == its.read_bytes()
    capsys.readouterr()
    atlas.Atlas(progress=True).export_days(PLAN, tmp_path / "a.csv", since="2025-11-01", until="2025-11-21",
                                           step=20)
    assert "2/2" in capsys.readouterr().err
    printed(run, "series", PLAN, "--format", "csv", "--from", "2025-11-01", "--to", "2025-11-21", "--step",
            "20", "--out", str(tmp_path / "b.csv"))
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
    with pytest.raises(atlas.AtlasError, match="holds one plan on one day"):
        opened.export_all(tmp_path / "all.kml")
    with pytest.raises(atlas.AtlasError, match="no day is known"):
        opened.export_days(PLAN, tmp_path / "none.csv", since="2035-11-21")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "b.csv", "its.gpkg", "ours.gpkg"]
