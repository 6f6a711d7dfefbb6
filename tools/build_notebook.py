"""Build the notebook `docs/atlas.ipynb` from `docs/atlas_notebook.py`; `make notebook` runs this tool.

The script is divided by lines that begin with `# %%`. The cells are run, and tables, texts and numbers at
their ends are kept as plain text, so that the notebook can be read without running it; a map is drawn only
where it is run.
"""

import ast
import json
import re
import sys
from pathlib import Path
from typing import Any

import pandas as pd

DOCS = Path(__file__).resolve().parent.parent / "docs"
SCRIPT, NOTEBOOK = DOCS / "atlas_notebook.py", DOCS / "atlas.ipynb"

CELL = re.compile(r"^# %%(.*)\n", re.MULTILINE)
SHOWN = (pd.DataFrame, pd.Series, str, int, float)
WIDE = ("display.width", 120, "display.max_columns", None, "display.max_rows", None)
ANSWER = "_"
"""The name that the last value of a cell gets, as in Python itself."""


def notebook(script: str) -> bytes:
    """Return a notebook (nbformat 4.5) with the cells of a script and what they answer."""
    _, *parts = CELL.split(script)
    names: dict[str, Any] = {"__name__": "__main__"}
    cells: list[dict[str, Any]] = []
    run = 0
    for number, (kind, text) in enumerate(zip(parts[::2], parts[1::2], strict=True)):
        source = text.strip("\n")
        if kind.strip() == "[markdown]":
            lines = re.sub("^# ?", "", source, flags=re.MULTILINE)
            cells.append({"cell_type": "markdown", **_cell(number, lines)})
        else:
            run += 1
            cells.append({"cell_type": "code", "execution_count": run, **_cell(number, source),
                          "outputs": _outputs(source, names, run)})
    about = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
             "language_info": {"name": "python"}}
    whole = {"cells": cells, "metadata": about, "nbformat": 4, "nbformat_minor": 5}
    return (json.dumps(whole, indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode()


def _cell(number: int, source: str) -> dict[str, Any]:
    return {"id": f"cell-{number}", "metadata": {}, "source": source.splitlines(keepends=True)}


def _outputs(source: str, names: dict[str, Any], run: int) -> list[dict[str, Any]]:
    """Run a cell and return what it answers."""
    body = ast.parse(source)
    last = body.body[-1]
    names[ANSWER] = None
    if isinstance(last, ast.Expr):
        target = ast.Name(ANSWER, ast.Store())
        body.body[-1] = ast.copy_location(ast.Assign([target], last.value), last)
    exec(compile(ast.fix_missing_locations(body), SCRIPT.name, "exec"), names)
    if not isinstance(names[ANSWER], SHOWN):
        return []
    with pd.option_context(*WIDE):
        text = str(names[ANSWER])
    return [{"output_type": "execute_result", "execution_count": run, "metadata": {},
             "data": {"text/plain": text.splitlines(keepends=True)}}]


if __name__ == "__main__":
    NOTEBOOK.write_bytes(notebook(SCRIPT.read_text(encoding="utf-8")))
    sys.stdout.write(f"{NOTEBOOK.name} written\n")
