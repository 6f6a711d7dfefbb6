"""Whatever call a process is killed at: what is there is old or new, and the next one clears up after it."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from geo.tables import data_version
from geo.writing.scratch import ScratchFolder, clear_leftovers
from geo.writing.staged import current, replacing
from geo.writing.whole_file import put_whole
from layers.site.folder import INDEX, MANIFEST, beside, manifest, put
from tests.conftest import ROOT
from tests.support.killed import killed_everywhere

OLD, NEW = b"old" * 5000, b"new" * 50_000
TABLES = ("changes.csv", "periods.csv")
FEWEST = 3
"""Killed fewer times than this, the process was not heard."""


def visible(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*")
            if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)}


def test_a_file_is_old_or_new(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_bytes(OLD)
    kills = 0
    for _ in killed_everywhere(lambda: put_whole(path, NEW), tmp_path):
        kills += 1
        assert visible(tmp_path) in ({path.name: OLD}, {path.name: NEW})
    assert kills >= FEWEST
    assert [one.name for one in tmp_path.iterdir()] == [path.name], "something was left"
    assert path.read_bytes() == NEW


def write_tables(folder: Path, content: bytes) -> None:
    with replacing(folder) as new:
        for name in TABLES:
            (new / name).write_bytes(content)


def test_files_that_belong_together_are_all_old_or_all_new(tmp_path: Path) -> None:
    """So are the hash of the data, and what the one after a killed process begins with."""
    folder = tmp_path / "control"
    folder.mkdir()
    write_tables(folder, OLD)
    versions = [data_version(tmp_path)]
    for name in TABLES:
        (tmp_path / "new" / "control").mkdir(parents=True, exist_ok=True)
        (tmp_path / "new" / "control" / name).write_bytes(NEW)
    versions.append(data_version(tmp_path / "new"))
    shutil.rmtree(tmp_path / "new")
    seen = set()
    kills = 0
    for _ in killed_everywhere(lambda: write_tables(folder, NEW), folder):
        kills += 1
        found = {current(folder / name).read_bytes() for name in TABLES}
        assert found in ({OLD}, {NEW})
        assert data_version(tmp_path) == versions[found == {NEW}]
        seen |= found
        if found == {NEW}:  # the next process begins anew
            write_tables(folder, OLD)
            assert sorted(path.name for path in folder.iterdir()) == sorted(TABLES)
    assert kills >= FEWEST
    assert seen == {OLD, NEW}
    assert visible(folder) == dict.fromkeys(TABLES, NEW)


def write_site(folder: Path, content: bytes) -> None:
    with beside(folder, force=True) as new:
        files = [put(new, name, content, "text/html") for name in (INDEX, "plan/index.html")]
        put(new, MANIFEST, manifest(files, {}), "application/json")


def test_a_site_is_old_or_new_and_never_gone(tmp_path: Path) -> None:
    """Between two renamings it has no name; the next process puts it back before it does anything else."""
    folder = tmp_path / "site"
    write_site(folder, OLD)
    without = 0
    for _ in killed_everywhere(lambda: write_site(folder, NEW), tmp_path):
        if not folder.exists():
            without += 1
            with pytest.raises(KeyboardInterrupt), beside(folder, force=True):
                raise KeyboardInterrupt
        assert {(folder / name).read_bytes() for name in (INDEX, "plan/index.html")} in ({OLD}, {NEW})
    assert without == 1
    assert [one.name for one in tmp_path.iterdir()] == [folder.name], "something was left"
    assert (folder / INDEX).read_bytes() == NEW


HOLD = """
import sys
from pathlib import Path
from geo.writing.scratch import ScratchFolder
with ScratchFolder(Path(sys.argv[1])) as folder:
    (folder / "half").write_bytes(b"half")
    print(folder, flush=True)
    sys.stdin.read()
"""


def test_what_a_running_process_uses_stays_and_goes_once_it_was_killed(tmp_path: Path) -> None:
    """What only has a similar name, or leads elsewhere, is nobody's leftover."""
    others = [tmp_path / name for name in (".hidden.part", f".{'0' * 32}.old", f"{'0' * 32}.part")]
    for other in others:
        other.mkdir()
    others.append(tmp_path / f".{'3' * 32}.part")
    others[-1].symlink_to(others[0])
    (tmp_path / f".{'1' * 32}.part").mkdir()
    (tmp_path / f".{'2' * 32}.part").write_bytes(OLD)
    with subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], cwd=ROOT, stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        in_use = Path(process.stdout.readline().strip())
        with ScratchFolder(tmp_path) as mine:
            clear_leftovers(tmp_path)
            assert set(tmp_path.iterdir()) == {mine, in_use, *others}
        process.send_signal(signal.SIGKILL)
    clear_leftovers(tmp_path)
    assert set(tmp_path.iterdir()) == set(others)
