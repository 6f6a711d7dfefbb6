"""The notebook: its cells run, and it is what the tool builds from the script."""

import json

import pytest

from tools.build_notebook import CELL, NOTEBOOK, SCRIPT, notebook

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("on_shared_data")]


def test_the_notebook_is_what_its_script_gives_when_run() -> None:
    """Bytes are compared, so that code, words and every figure in it are up to date."""
    pytest.importorskip("mapclassify")
    built = notebook(SCRIPT.read_text(encoding="utf-8"))
    assert built == NOTEBOOK.read_bytes(), "run 'make notebook'"


def test_the_notebook_has_all_cells_in_the_form_that_readers_of_notebooks_ask_for() -> None:
    read = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    cells = read["cells"]
    assert (read["nbformat"], read["nbformat_minor"]) == (4, 5)
    assert len(cells) == len(CELL.findall(SCRIPT.read_text(encoding="utf-8")))
    assert len({cell["id"] for cell in cells}) == len(cells)
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in code] == list(range(1, len(code) + 1))
    assert sum(bool(cell["outputs"]) for cell in code) >= 6
    assert sum("".join(cell["source"]).startswith("## ") for cell in cells) >= 3


def test_a_cell_that_fails_ends_the_build() -> None:
    with pytest.raises(ZeroDivisionError):
        notebook("# %%\n1 / 0\n")
