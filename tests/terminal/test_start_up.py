"""Starting a command loads only what it uses, and every name in the tables refers to a function."""

import subprocess
import sys
from functools import partial
from importlib import import_module
from typing import Any

import pytest

from geo.deferred import Deferred
from layers.bundle.registry import COMPARISON_EXPORTS, EXPORTS
from terminal.parser import parser
from tests.conftest import ROOT

HEAVY = {"matplotlib", "pptx", "folium", "fontTools", "typst", "xlsxwriter", "streamlit"}


def function_of(write: Any) -> Any:
    return write.func if isinstance(write, partial) else write


COMMANDS = parser()._subparsers._group_actions[0].choices  # type: ignore[union-attr,index]
DEFERRED = {
    **{f"export {name}": function_of(export.write) for name, export in EXPORTS.items()},
    **{f"comparison {name}": function_of(write) for name, (_, write) in COMPARISON_EXPORTS.items()},
    **{f"command {name}": sub.get_default("run") for name, sub in dict(COMMANDS).items()},
}


@pytest.mark.parametrize("name", DEFERRED)
def test_every_name_refers_to_a_function(name: str) -> None:
    found = DEFERRED[name]
    if isinstance(found, Deferred):
        found = getattr(import_module(found.module), found.name)
    assert callable(found)


def test_starting_loads_no_drawing_library_and_no_typesetter() -> None:
    code = f"import sys, terminal.parser as p; p.parser(); print(sorted({HEAVY!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
