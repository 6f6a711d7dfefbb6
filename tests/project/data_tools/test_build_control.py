"""The record of control is built the same every time, and joined without a contradiction."""

import random
import sys
from pathlib import Path

import pytest

from geo.paths import DATA
from tests.conftest import SHARED
from tools import build_control
from tools.build_control import JOIN, changes, joined, replayed

FACTS = SHARED / "facts"


def event(day: str, place: str, held_by: str, **source: str) -> dict[str, str]:
    return {"date": day, "place": place, "held_by": held_by, **source}


@pytest.mark.skipif(not FACTS.is_dir(), reason="the tables of facts lie outside the repository")
def test_two_runs_give_the_committed_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["build_control", "--facts", str(FACTS), "--out", str(tmp_path)])
    (tmp_path / "boundaries").mkdir()
    basemap = "boundaries/basemap.geojson"
    (tmp_path / basemap).write_bytes((DATA / basemap).read_bytes())
    for _ in range(2):
        build_control.main()
        for name in ("control/points.csv", "control/changes.csv", "boundaries/held_by_nobody.geojson"):
            assert (tmp_path / name).read_bytes() == (DATA / name).read_bytes()


@pytest.mark.skipif(not FACTS.is_dir(), reason="the tables of facts lie outside the repository")
def test_the_order_of_rows_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = changes(FACTS)
    read = build_control.read_csv

    def shuffled(path: Path) -> list[dict[str, str]]:
        rows = read(path)
        random.Random(path.name).shuffle(rows)  # noqa: S311 - the same order every time, nothing secret
        return rows

    monkeypatch.setattr(build_control, "read_csv", shuffled)
    assert changes(FACTS) == expected


def test_where_two_sources_meet_only_places_they_tell_apart_get_an_event() -> None:
    """a and b are held by Russia in both, c only in the later one, d only in the earlier one."""
    before = [event("2022-02-23", "a", "russia"), event(JOIN, "b", "russia"), event(JOIN, "c", "russia"),
              event("2025-01-01", "a", "ukraine")]
    bridge = [event("2022-03-01", "b", "russia", source="L"), event("2022-03-01", "d", "russia", source="L")]
    record = joined(before, bridge)
    assert [row for row in record if row["date"] == JOIN and row["source"] == "D"] in (
        [event(JOIN, "c", "russia", source="D"), event(JOIN, "d", "ukraine", source="D")],
        [event(JOIN, "d", "ukraine", source="D"), event(JOIN, "c", "russia", source="D")])
    assert {row["source"] for row in record} == {"R", "L", "D"}
    assert replayed(record, "2024-07-09") == {"a": "russia", "b": "russia", "c": "russia", "d": "ukraine"}
    assert replayed(record, "2025-01-02")["a"] == "ukraine"
