"""A copy of what a user clones, for tests that change the project and run what they made of it."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

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
import contextlib, io, json, sys
import cli
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


def terminal(folder: Path, *lines: str) -> list[tuple[int, str, str]]:
    """Run some command lines of a copy's cli.py in one process: exit code, stdout, stderr of each."""
    done = subprocess.run([sys.executable, "-c", RUN, json.dumps([line.split() for line in lines])],
                          cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return [tuple(result) for result in json.loads(done.stdout)]


def answers(folder: Path, *lines: str) -> list[dict[str, Any]]:
    """What each command line prints with --json."""
    results = terminal(folder, *(f"{line} --json" for line in lines))
    assert [(code, err) for code, _out, err in results] == [(0, "")] * len(lines)
    return [json.loads(out) for _code, out, _err in results]
