"""A sweep on a Dask cluster: a real scheduler and two workers on this machine, one of which is killed."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from geo.errors import SweepError
from geo.sweep.run import sweep
from tests.conftest import ROOT
from tests.support.worlds.toy_sweep import DAYS, asked, open_toy
from tests.sweep.test_sweep import contents

pytestmark = pytest.mark.slow

PATIENCE_S = 30


@contextmanager
def started(log: Path, *command: str) -> Iterator[subprocess.Popen]:
    """Run a Dask command as a process of its own, which ends with the block."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "default"}
    with log.open("wb") as out, subprocess.Popen([sys.executable, "-m", "distributed.cli." + command[0],
                                                  *command[1:]], cwd=log.parent, env=environment, stdout=out,
                                                 stderr=subprocess.STDOUT) as process:
        try:
            yield process
        finally:
            process.kill()  # this very process, by its handle


def scheduler(folder: Path) -> tuple[str, ...]:
    return ("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
            "--scheduler-file", str(folder / "scheduler.json"))


def worker(folder: Path, name: str) -> tuple[str, ...]:
    return ("dask_worker", "--scheduler-file", str(folder / "scheduler.json"), "--nthreads", "1",
            "--no-nanny", "--no-dashboard", "--name", name, "--host", "127.0.0.1")


def address_in(folder: Path) -> str:
    """Wait for the scheduler to say where it listens."""
    for _ in range(PATIENCE_S * 10):
        try:
            return str(json.loads((folder / "scheduler.json").read_text(encoding="utf-8"))["address"])
        except (OSError, ValueError):
            time.sleep(0.1)
    raise AssertionError("no scheduler")


def test_a_sweep_is_complete_and_equal_though_a_worker_is_killed(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """If the scheduler is lost too, one sentence says so, and the sweep goes on without it."""
    pytest.importorskip("distributed")
    alone = tmp_path / "alone"
    sweep(asked(), DAYS, alone, open_world=open_toy, workers=1)
    with started(tmp_path / "scheduler.log", *scheduler(tmp_path)) as middle:
        address = address_in(tmp_path)
        with started(tmp_path / "a.log", *worker(tmp_path, "a")) as first, \
                started(tmp_path / "b.log", *worker(tmp_path, "b")):
            wait_for(address, 2)

            def kill(done: int, _everything: int) -> None:
                if done == 1:
                    first.kill()

            done = sweep(asked(), DAYS, tmp_path / "cluster", open_world=open_toy, scheduler=address,
                         report=kill)
            assert first.wait(PATIENCE_S) != 0
            lost = tmp_path / "lost"
            with pytest.raises(SweepError, match="scheduler of the cluster was lost; the same command"):
                sweep(asked(), DAYS, lost, open_world=open_toy, scheduler=address,
                      report=lambda done, _everything: middle.kill() if done == 1 else None)
            assert "Traceback" not in capfd.readouterr().err
    assert done.made == tuple(DAYS)
    assert contents(tmp_path / "cluster") == contents(alone)
    assert len(sweep(asked(), DAYS, lost, open_world=open_toy, workers=1).made) < len(DAYS)
    assert contents(lost) == contents(alone)


def wait_for(address: str, workers: int) -> None:
    distributed = pytest.importorskip("distributed")
    with distributed.Client(address, set_as_default=False) as client:
        client.wait_for_workers(workers, timeout=PATIENCE_S)


def test_a_scheduler_that_does_not_answer_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("geo.sweep.cluster.PATIENCE_S", 1)
    for address in ("tcp://127.0.0.1:9", "nowhere at all"):
        with pytest.raises(SweepError, match="No scheduler answers"):
            sweep(asked(), DAYS, tmp_path / "toy", open_world=open_toy, scheduler=address)


def test_without_dask_the_error_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(SweepError, match=r"pip install 'ukraine-plan-atlas\[cluster\]'"):
        sweep(asked(), DAYS, tmp_path / "toy", open_world=open_toy, scheduler="tcp://127.0.0.1:1")
