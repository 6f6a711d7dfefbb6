"""Commands in real processes that are killed (SIGKILL): nothing half-written, and the next one clears up."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, SHARED
from tests.support.killed import KILLING
from tests.support.worlds.project_copy import copied

PLAN = "us-28-point"
ARCHIVE = SHARED / "reference" / "deepstate"
END, NEWEST = "2026-08-22", "2026-10-10"
RUN = "import cli; sys.exit(cli.main(sys.argv[1:]))"

Run = Callable[..., tuple[int, str, str]]


def killed(folder: Path, where: str, event: str, *argv: str) -> None:
    """Run a command of the project in a folder and kill it when it first does something, an audit event."""
    program = f"{KILLING.format(event=event, within=where)}\n{RUN}"
    done = subprocess.run([sys.executable, "-B", "-c", program, *argv], cwd=folder, text=True,
                          capture_output=True, timeout=300, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr


def test_a_killed_export_keeps_what_is_there(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "plan.csv"
    path.write_bytes(b"mine")
    argv = ("export", PLAN, "--format", "csv", "--out", str(path), "--force")
    killed(ROOT, str(tmp_path), "os.rename", *argv)
    assert path.read_bytes() == b"mine"
    assert len(list(tmp_path.iterdir())) == 2, "it was killed before it wrote"
    assert run(*argv)[0] == 0
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_bytes() != b"mine"


def test_a_killed_publish_keeps_the_site(tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "site"
    argv = ("publish", str(folder), "--plans", PLAN, "--formats", "csv", "--languages", "en", "--force")
    assert run(*argv)[0] == 0
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    killed(ROOT, ".old", "os.rename", *argv)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert len(list(tmp_path.iterdir())) == 2
    assert run(*argv)[0] == 0
    assert list(tmp_path.iterdir()) == [folder]


@pytest.fixture(scope="module")
def earlier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project whose record ends earlier."""
    copy = copied(tmp_path_factory.mktemp("killed"))
    for name in ("changes.csv", "periods.csv"):
        path = copy / "data" / "control" / name
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join([lines[0], *(line for line in lines[1:] if line[:10] <= END)]),
                        encoding="utf-8")
    return copy


def days(copy: Path) -> dict[str, str]:
    said = subprocess.run([sys.executable, "-B", "cli.py", "dates", "--json"], cwd=copy, text=True,
                          capture_output=True, check=True)
    return dict(json.loads(said.stdout))


@pytest.mark.skipif(not ARCHIVE.is_dir(), reason="the archive files are not here")
def test_a_killed_update_leaves_the_old_record_or_the_new_one(earlier: Path) -> None:
    """Killed as it makes the new files count, it has changed nothing; killed as it moves them, all count."""
    control, argv = earlier / "data" / "control", ("update", "--archive", str(ARCHIVE), "--write")
    names = sorted(path.name for path in control.iterdir())
    before = days(earlier)
    assert before["last"] == END
    killed(earlier, ".update", "os.rename", *argv)
    assert days(earlier) == before
    killed(earlier, "periods.csv", "os.rename", *argv)
    after = days(earlier)
    assert after["last"] == NEWEST
    assert (control / ".update").is_dir()
    again = subprocess.run([sys.executable, "-B", "cli.py", *argv], cwd=earlier, text=True,
                           capture_output=True, check=True)
    assert again.stdout.startswith("Nothing new")
    assert days(earlier) == after
    assert [name for name in names if name not in {path.name for path in control.iterdir()}] == []
