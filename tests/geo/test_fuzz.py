"""A short round of `make fuzz`; and that it sees what may not happen."""

import random
import time
from pathlib import Path

import pytest

from geo.errors import SourceError
from geo.world import World
from tests.fuzz import run as fuzz
from tests.fuzz.mutate import mutated
from tests.fuzz.run import run
from tests.fuzz.targets import Target, targets
from tests.geo.line_sources.test_control_file import INLAND
from tests.support.files.line_files import geojson, kmz

pytestmark = pytest.mark.slow


def test_changed_inputs_are_read_or_refused(world: World) -> None:
    failures = run(targets(world, foreign=False), 100, seed=11)
    assert not failures, [(failure.target, failure.what, failure.data[:200]) for failure in failures]


def broken(data: bytes) -> None:
    if b"\0" in data:
        raise ValueError("planted")
    raise SourceError("x: refused" if len(data) % 2 else "x: \n")


def test_faults_are_seen_and_new_outcomes_are_kept(tmp_path: Path) -> None:
    planted = Target("planted", 1, {"seed": b"odd"}, broken)
    failures = run([planted], 300, 1, tmp_path)
    assert {"message: 'x: \\n'"} <= {failure.what for failure in failures}
    assert any("planted" in failure.what and "Traceback" in failure.what for failure in failures)
    assert all(b"\0" in one.data or len(one.data) % 2 == 0 for one in failures)
    assert not list(tmp_path.iterdir())  # the outcome of the seed itself is not new
    told = Target("told", 1, {"seed": b"1 2"}, lambda data: broken(b"a") if b"1" in data else None)
    assert run([told], 50, 1, tmp_path) == []
    assert len(list((tmp_path / "told").iterdir())) == 1


def test_work_without_end_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz, "HANG_S", 1)
    hanging = Target("hanging", 1, {"seed": b"x"}, lambda _: time.sleep(600))
    assert "hangs" in fuzz._outcome(hanging, b"")[1]
    monkeypatch.setattr(fuzz, "MAX_S", -1.0)
    assert fuzz._outcome(Target("slow", 1, {}, lambda _: None), b"")[1].startswith("took")


def test_changes_depend_on_the_seed_alone_and_reach_into_archives() -> None:
    pool = [geojson(INLAND), kmz(INLAND)]
    for data in pool:
        one, again = ([mutated(data, pool, chance) for _ in range(50)]
                      for chance in (random.Random(5), random.Random(5)))  # noqa: S311
        assert one == again
        assert len(set(one)) > 40
    assert sum(data.startswith(b"PK\3\4") for data in one) > 25
