"""Bad input in the terminal: exit code 2, one sentence on stderr, no other output or partial files."""

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.support.worlds.project_copy import RUN

PLAN = "us-28-point"
SMALL_BYTES = 4096

FIGURES = ("figures", PLAN)
CSV = ("export", PLAN, "--format", "csv", "--out")

BAD: dict[str, tuple[tuple[str, ...], str]] = {  # the command line, and the expected message
    "no command": ((), "required"),
    "no name of a sweep": (("holds", ""), ". is no folder of a sweep"),
    "this folder for a sweep": (("holds", "."), ". is no folder of a sweep"),
    "no name of a zone": (("zone", ""), ".: there is no such file"),
    "a root for a zone": (("zone", "/"), "/: there is no such file"),
    "no name of an archive": (("update", "--archive", "."), ".: holds no file called"),
    "a root for a site": (("publish", "/"), "cannot be written"),
    "a root for a file": (("export", "freeze", "--format", "csv", "--out", "/"), "no name"),
    "no name of a line": ((*FIGURES, "--control", ""), "unnamed: there is no such file"),
    "an unknown command": (("draw",), "draw"),
    "an unknown option": ((*FIGURES, "--colour"), "--colour"),
    "no plan": (("figures",), "plan"),
    "an unknown plan": (("figures", "no-such-plan"), "There is no plan 'no-such-plan'"),
    "a plan that is a path": (("figures", "../freeze"), "There is no plan '../freeze'"),
    "a missing plan file": (("figures", "none.toml"), "none.toml: there is no such file"),
    "an empty plan": (("figures", ""), "There is no plan ''"),
    "a day in the gap": ((*FIGURES, "--on", "2026-09-02"), "2026-09-02 is not known"),
    "a day before": ((*FIGURES, "--on", "2014-03-18"), "2014-03-18 is not known"),
    "a day to come": ((*FIGURES, "--on", "2202-01-01"), "2202-01-01 is not known"),
    "no such day": ((*FIGURES, "--on", "2025-02-30"), "'2025-02-30' is no date"),
    "no day at all": ((*FIGURES, "--on", "yesterday"), "'yesterday' is no date"),
    "an empty day": ((*FIGURES, "--on", ""), "'' is no date"),
    "a negative margin": ((*FIGURES, "--margin=-1"), "between 0 and 25"),
    "a margin that is no number": ((*FIGURES, "--margin", "wide"), "must be a number"),
    "an empty margin": ((*FIGURES, "--margin", ""), "must be a number"),
    "a margin of nan": ((*FIGURES, "--margin", "nan"), "between 0 and 25"),
    "a margin without end": ((*FIGURES, "--margin", "inf"), "between 0 and 25"),
    "a huge margin": ((*FIGURES, "--margin", "1e9"), "between 0 and 25"),
    "a missing line": ((*FIGURES, "--control", "none.geojson"), "none.geojson: there is no such file"),
    "a folder for a line": ((*FIGURES, "--control", "{folder}"), "there is no such file"),
    "a line that is no JSON": ((*FIGURES, "--control", "{broken}.geojson"), "is no JSON"),
    "nothing to validate": (("validate",), "required"),
    "an unknown format": (("export", PLAN, "--format", "shp", "--out", "{folder}/a"), "no format 'shp'"),
    "no format": (("export", PLAN, "--out", "{folder}/a"), "--format"),
    "no output": (("export", PLAN, "--format", "csv"), "--out"),
    "a folder for an output": ((*CSV, "{folder}"), "folder"),
    "an empty output": ((*CSV, ""), ""),
    "a missing folder": ((*CSV, "{folder}/none/a.csv"), "a.csv cannot be written"),
    "a file for a folder": ((*CSV, "{broken}.toml/a.csv"), "a.csv cannot be written"),
    "a name too long": ((*CSV, "{folder}/" + "n" * 300), "cannot be written"),
    "a bad plan before a good file": (("export", "none", "--format", "csv", "--out", "{folder}/a.csv"),
                                      "There is no plan 'none'"),
}


INVALID = {  # files to validate
    "a broken plan file": ("{broken}.toml", "is no readable TOML"),
    "a broken line": ("{broken}.geojson", "is no JSON"),
    "a missing plan file": ("none.toml", "none.toml"),
    "a file of another kind": ("{broken}.xlsx", "neither a plan (.toml) nor a line"),
}

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with files that are not a valid plan, line or table."""
    for suffix in ("toml", "geojson", "xlsx"):
        (tmp_path / f"broken.{suffix}").write_text("id = [\n", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    return tmp_path


def everything(folder: Path) -> dict[str, bytes]:
    """Return all files below a folder, including hidden ones, with their content."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else b""
            for path in folder.rglob("*")}


def check(result: tuple[int, str, str], said: str) -> None:
    code, out, err = result
    assert code == 2
    assert err.endswith("\n")
    assert err.count("\n") == 1, err
    assert len(err) < 1000
    assert not err.startswith(("is ", "has ", "holds ", ":")), "the sentence has no subject"
    assert said in err, err
    assert out == ""


@pytest.mark.parametrize("more", [(), ("--json",)], ids=["text", "json"])
@pytest.mark.parametrize("argv, said", BAD.values(), ids=BAD.keys())
def test_bad_input_is_one_sentence_and_exit_code_two(
    argv: tuple[str, ...], said: str, more: tuple[str, ...], run: Run, folder: Path
) -> None:
    filled = [word.format(folder=folder / "folder", broken=folder / "broken") for word in argv]
    before = everything(folder)
    check(run(*filled, *more), said)
    assert everything(folder) == before, "something was written"


@pytest.mark.parametrize("name, said", INVALID.values(), ids=INVALID.keys())
def test_validate_reports_faults_on_stderr(name: str, said: str, run: Run, folder: Path) -> None:
    """The list of valid files is on stdout all the same."""
    code, out, err = run("validate", name.format(broken=folder / "broken"))
    check((code, "", err), said)
    assert out.count("\n") == 1
    assert out.endswith(": faults\n")


def test_a_full_disk_leaves_no_partial_file_and_keeps_the_existing_one(folder: Path) -> None:
    """Even with --force, the existing file is replaced only once the new one is complete.

    The command runs in a process whose files may not grow, as on a full disk; in this process the limit
    would also affect the output of the tests.
    """
    (folder / "there.csv").write_bytes(b"mine")
    before = everything(folder)
    limited = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({SMALL_BYTES}, -1))"
    lines = [[*CSV, str(folder / "a.csv")], [*CSV, str(folder / "there.csv"), "--force"]]
    done = subprocess.run([sys.executable, "-B", "-c", f"{limited}\n{RUN}", json.dumps(lines)], cwd=ROOT,
                          text=True, capture_output=True, timeout=120, check=True)
    new, old = json.loads(done.stdout)
    check(new, "a.csv cannot be written")
    check(old, "there.csv cannot be written")
    assert everything(folder) == before


def test_a_read_only_folder_is_reported_by_name(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tests may run as root, for whom permissions do not apply, so the error is simulated."""
    def refuse(*_: Any, **__: Any) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "touch", refuse)
    check(run(*CSV, str(folder / "a.csv")), "a.csv cannot be written: Permission denied")


def test_force_does_not_replace_a_folder(run: Run, folder: Path) -> None:
    before = everything(folder)
    check(run(*CSV, str(folder / "folder"), "--force"), "folder")
    assert everything(folder) == before


def piped(command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a shell command line, with the program as $PYTHON cli.py."""
    return subprocess.run(["bash", "-o", "pipefail", "-c", command], cwd=ROOT, capture_output=True,
                          text=True, encoding="utf-8", check=False,
                          env={**os.environ, "PYTHON": sys.executable, **environment})


@pytest.mark.parametrize("command, environment, code", [
    ("$PYTHON cli.py dates | head -n 1", {}, 0),
    ("$PYTHON cli.py scenarios > /dev/full", {}, 2),
    ("$PYTHON cli.py figures freeze", {"PYTHONIOENCODING": "ascii"}, 0),
], ids=["a reader who stops early", "a full disk behind stdout", "a terminal without Unicode"])
def test_no_kind_of_output_error_ends_in_a_traceback(
    command: str, environment: dict[str, str], code: int
) -> None:
    done = piped(command, **environment)
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    assert done.returncode == code
