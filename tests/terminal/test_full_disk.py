"""A full disk: whatever is written on the way, one sentence names what was asked for, and nothing is left."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from geo.sweep.folder import ABOUT
from layers.series.film import can_encode
from tests.conftest import ROOT
from tests.support.worlds.project_copy import RUN

PLAN = "us-28-point"
SMALL_BYTES = 4096
ROOM = "1M"
DAYS = ("--from", "2025-11-20", "--to", "2025-11-21")

COMMANDS: dict[str, tuple[str, ...]] = {  # what is asked for, by the name that the sentence must say
    "a.pdf": ("export", PLAN, "--format", "pdf", "--out", "{folder}/a.pdf"),
    "a.gpkg": ("export", PLAN, "--format", "gpkg", "--out", "{folder}/a.gpkg"),
    "all.gpkg": ("export", "--all", "--format", "gpkg", "--regions", "UA-14", "--out", "{folder}/all.gpkg"),
    "days.parquet": ("series", PLAN, *DAYS, "--format", "parquet", "--out", "{folder}/days.parquet"),
    "days.geojson": ("series", PLAN, *DAYS, "--format", "geojson", "--out", "{folder}/days.geojson"),
    "a.xlsx": ("export", PLAN, "--format", "xlsx", "--out", "{folder}/a.xlsx"),
    "briefing.pdf": ("export", PLAN, "--format", "briefing", "--out", "{folder}/briefing.pdf"),
    "there.csv": ("export", PLAN, "--format", "csv", "--out", "{folder}/there.csv", "--force"),
    "site": ("publish", "{folder}/site", "--plans", PLAN, "--formats", "csv", "--languages", "en", "--force"),
    "sweep": ("sweep", "--plans", PLAN, *DAYS, "--workers", "1", "--out", "{folder}/sweep"),
    "film.gif": ("series", PLAN, *DAYS, "--format", "gif", "--out", "{folder}/film.gif"),
    "pictures": ("series", PLAN, *DAYS, "--format", "folder", "--out", "{folder}/pictures"),
}
if can_encode():
    COMMANDS["film.mp4"] = ("series", PLAN, *DAYS, "--format", "mp4", "--out", "{folder}/film.mp4")


def refused(folder: Path, before: str, **environment: str) -> dict[str, list[object]]:
    """Run all commands in one process, which first runs `before`; return code, stdout and stderr of each."""
    (folder / "pictures").mkdir()
    (folder / "there.csv").write_bytes(b"mine")
    lines = [[word.format(folder=folder) for word in line] for line in COMMANDS.values()]
    done = subprocess.run([sys.executable, "-B", "-c", f"{before}\n{RUN}", json.dumps(lines)], cwd=ROOT,
                          text=True, capture_output=True, timeout=600, check=False,
                          env={**os.environ, **environment})
    assert done.returncode == 0, done.stderr
    return dict(zip(COMMANDS, json.loads(done.stdout), strict=True))


def check(said: dict[str, list[object]], why: str, folder: Path) -> None:
    assert said == {name: [2, "", f"{name} cannot be written: {why}.\n"] for name in COMMANDS}
    left = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert left <= {"there.csv", f"sweep/{ABOUT}"}
    assert (folder / "there.csv").read_bytes() == b"mine"


def test_files_that_may_not_grow(tmp_path: Path) -> None:
    limited = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({SMALL_BYTES}, -1))"
    check(refused(tmp_path, limited), "File too large", tmp_path)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own with little room."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount, umount = shutil.which("mount"), shutil.which("umount")
    if os.geteuid() != 0 or mount is None or umount is None:
        pytest.skip("only root mounts a disk")
    if subprocess.run([mount, "-t", "tmpfs", "-o", f"size={ROOM}", "none", str(folder)],
                      capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run([umount, "--lazy", str(folder)], check=True)


FILL = """
with open({taken!r}, "wb", buffering=0) as file:
    try:
        while file.write(bytes(4096)):
            pass
    except OSError:
        pass
"""


def test_a_disk_that_is_full(small_disk: Path) -> None:
    """Temporary files are on it, too."""
    (small_disk / "tmp").mkdir()
    taken = small_disk / "taken"
    said = refused(small_disk, FILL.format(taken=str(taken)), TMPDIR=str(small_disk / "tmp"))
    taken.unlink()
    check(said, "No space left on device", small_disk)
