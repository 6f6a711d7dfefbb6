"""Unexpected errors: one sentence, exit code 2, details in a log, and no traceback."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest

from geo import last_resort
from tests.conftest import ROOT

PLAN = "us-28-point"
SQUARE = "37.0 48.0\n37.2 48.0\n37.2 48.2\n"

FAILING: dict[str, tuple[str, tuple[str, ...]]] = {  # the failing function, and a command that uses it
    "scenarios": ("terminal.answers.library_of", ("scenarios",)),
    "dates": ("layers.data.values.days", ("dates",)),
    "figures": ("layers.data.values.report", ("figures", PLAN)),
    "place": ("terminal.answers.find", ("place", "Kramatorsk")),
    "claims": ("terminal.answers.comparisons", ("claims",)),
    "compare": ("terminal.compare.lines_of", ("compare", PLAN, "freeze")),
    "readings": ("terminal.plans.interpretations.sensitivity_of", ("readings", PLAN)),
    "zone": ("terminal.zone.drawn_zone", ("zone", "{file}")),
    "history": ("terminal.history.history_of", ("history", "today")),
    "export": ("terminal.files.write_whole", ("export", PLAN, "--format", "csv", "--out", "{file}.csv")),
    "publish": ("terminal.publish.publish", ("publish", "{file}.site")),
    "validate": ("terminal.files.read_scenario", ("validate", "data/scenarios/freeze.toml")),
    "check": ("terminal.files.gate", ("check",)),
}

Run = Callable[..., tuple[int, str, str]]


def fail(*_: Any, **__: Any) -> NoReturn:
    raise KeyError("2022-02-23")


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "logs" / "atlas.log"
    monkeypatch.setenv("ATLAS_LOG", str(path))
    return path


def one_sentence(err: str) -> None:
    assert err.endswith(".\n")
    assert err.count("\n") == 1, err
    assert "Traceback" not in err


@pytest.mark.parametrize("broken, argv", FAILING.values(), ids=FAILING.keys())
def test_an_error_in_any_command_is_one_sentence_and_logged(
    broken: str, argv: tuple[str, ...], run: Run, log: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "zone").write_text(SQUARE, encoding="utf-8")
    monkeypatch.setattr(broken, fail)
    code, out, err = run(*(word.format(file=tmp_path / "zone") for word in argv))
    assert (code, out) == (2, "")
    one_sentence(err)
    assert "KeyError" in err
    said = log.read_text(encoding="utf-8")
    assert "Traceback (most recent call last)" in said
    assert "KeyError: '2022-02-23'" in said
    assert said.split()[1] in err, "the sentence names the entry"


def test_the_same_error_has_the_same_reference_and_others_have_different_ones(log: Path) -> None:
    def reference(fault: type[Exception]) -> str:
        told: list[last_resort.LoggedFault] = []
        with last_resort.last_resort("a test", told.append):
            raise fault("x" * 100_000)
        return told[0].reference

    assert reference(KeyError) == reference(KeyError)
    assert reference(KeyError) != reference(TypeError)
    assert log.stat().st_size < 4 * (last_resort.MAX_ENTRY + 200), "an entry has an end"


def test_a_full_log_is_rotated_and_one_old_log_is_kept(log: Path) -> None:
    log.parent.mkdir()
    log.write_bytes(b"x" * (last_resort.MAX_LOG_BYTES + 1))
    with last_resort.last_resort("a test", lambda _fault: None):
        raise TypeError
    assert log.stat().st_size < last_resort.MAX_ENTRY
    assert log.with_name("atlas.log.1").stat().st_size > last_resort.MAX_LOG_BYTES


def test_an_unwritable_log_is_mentioned_in_the_same_sentence(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATLAS_LOG", str(tmp_path))
    monkeypatch.setattr("layers.data.values.days", fail)
    code, out, err = run("dates")
    assert (code, out) == (2, "")
    one_sentence(err)
    assert "ATLAS_LOG" in err


def test_by_default_the_log_is_in_the_state_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ATLAS_LOG", raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert last_resort.log_file() == tmp_path / "ukraine-plan-atlas" / "atlas.log"
    monkeypatch.setenv("XDG_STATE_HOME", "not/absolute")
    assert last_resort.log_file().is_absolute()


def test_an_error_on_loading_the_project_is_one_sentence_too(tmp_path: Path) -> None:
    """As if a package were missing: the modules of the commands cannot be imported at all."""
    program = "import sys; sys.modules['geopandas'] = None; import cli; sys.exit(cli.main(['dates']))"
    done = subprocess.run([sys.executable, "-B", "-c", program], cwd=ROOT, text=True, capture_output=True,
                          check=False, env={**os.environ, "ATLAS_LOG": str(tmp_path / "log")})
    assert (done.returncode, done.stdout) == (2, "")
    one_sentence(done.stderr)
    assert "geopandas" in (tmp_path / "log").read_text(encoding="utf-8")


def test_an_interrupt_gives_no_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: Any) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr("layers.data.values.days", interrupt)
    assert run("dates") == (130, "", "")
