"""Workers end with the process that started them, however that ends."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.support.worlds.toy_sweep import WAITERS

pytestmark = pytest.mark.slow

PATIENCE_S = 120

SWEEP = """
from pathlib import Path
from geo.sweep.run import sweep
from tests.support.worlds.toy_sweep import DAYS, asked, open_and_wait
sweep(asked(), DAYS, Path("toy"), open_world=open_and_wait, workers=2)
"""


def goes_on(pid: int) -> bool:
    """Say whether a process is there and has not ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def until(true: Callable[[], bool]) -> bool:
    """Wait for something to become true; return whether it did."""
    end = time.monotonic() + PATIENCE_S
    while not true() and time.monotonic() < end:
        time.sleep(0.1)
    return true()


@pytest.mark.skipif(not Path("/proc/self/stat").is_file(), reason="no list of processes in files")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM], ids=["killed", "told to end"])
def test_workers_end_with_the_process_that_started_them(how: signal.Signals, tmp_path: Path) -> None:
    """They are at work on their first day when it goes; without their own watch they would go on for ever."""
    waiters = tmp_path / "waiters"
    waiters.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), WAITERS: str(waiters)}
    with subprocess.Popen([sys.executable, "-c", SWEEP], cwd=tmp_path, env=environment,
                          stderr=subprocess.DEVNULL) as process:
        assert until(lambda: len(list(waiters.iterdir())) == 2)
        workers = [int(path.name) for path in waiters.iterdir()]
        assert all(map(goes_on, workers))
        process.send_signal(how)
        assert process.wait(PATIENCE_S) == -how
    try:
        assert until(lambda: not any(map(goes_on, workers)))
    finally:
        for worker in filter(goes_on, workers):
            os.kill(worker, signal.SIGKILL)
