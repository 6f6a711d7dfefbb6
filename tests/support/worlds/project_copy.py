"""A copy of the project as a user clones it, for tests that modify and run it."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

from tests.conftest import ROOT

LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "tests", "docs", "benchmarks")

PLAN = """\
id = "mine"
title = "A plan of a test"
short_title = "Mine"
sentence_title = "the plan of a test"
group = "text"
proposed_by = "a test"
published = 2026-01-01
text_status = "published"
summary = "Ukraine would leave what it holds of Luhansk."

[[rules]]
regions = ["UA-09"]
holder = "ukraine"
status = "demilitarised"
clause = "clause 1"
confidence = "text"

[[rules]]
status = "open"
clause = "the text says no more"
confidence = "text"

[[sources]]
id = "a-test"
publisher = "A test"
url = "https://example.org/plan"
"""

RUN = """
import contextlib, functools, io, json, sys
import cli, terminal.parser, terminal.workspace as workspace
from geo.cache import SURVEYS, remembering
known = remembering()

def surveys(key, make):
    return known(key, make) if key.step in SURVEYS and not key.is_private else make()

workspace.load_world = functools.cache(workspace.load_world)
workspace.remembering = lambda: surveys
results = []
for argv in json.loads(sys.argv[1]):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = cli.main(argv)
        except SystemExit as end:
            code = end.code
    results.append([code, out.getvalue(), err.getvalue()])
print(json.dumps(results))
"""


class Said(NamedTuple):
    """The exit code and output of a command."""

    code: int
    out: str
    err: str

    @property
    def object(self) -> dict[str, Any]:
        """The object printed with --json."""
        assert (self.code, self.err) == (0, "")
        return dict(json.loads(self.out))


def terminal(folder: Path, *lines: str) -> dict[str, Said]:
    """Run command lines of a copy's cli.py in one process; return exit code, stdout and stderr of each.

    They share the data and the surveys, as the commands of `run` do (`tests/conftest.py`).
    """
    done = subprocess.run([sys.executable, "-c", RUN, json.dumps([line.split() for line in lines])],
                          cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return {line: Said(*result) for line, result in zip(lines, json.loads(done.stdout), strict=True)}


def copied(folder: Path) -> Path:
    """Copy what a user clones, except tests and documents."""
    return Path(shutil.copytree(ROOT, folder / "copy", ignore=LEFT_OUT))
