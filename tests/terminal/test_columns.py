"""Text in columns: a value never touches its label, whatever their lengths."""

import ast
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terminal.columns import GAP, columns
from tests.conftest import ROOT
from tests.support.source import tree

WORDS = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=40)
SENTENCES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
WIDTH = re.compile(r"[0-9]")


@given(st.integers(1, 5).flatmap(lambda n: st.lists(st.lists(SENTENCES, min_size=n, max_size=n), max_size=6)),
       st.sets(st.integers(0, 4)))
def test_adjacent_cells_are_separated(rows: list[list[str]], right: set[int]) -> None:
    lines = columns(rows, right)
    assert [[cell.strip() for cell in re.split(f"{GAP}+", line.strip())] for line in lines] == rows
    assert all(line == line.rstrip() for line in lines)


def test_figures_are_right_aligned_and_text_is_left_aligned() -> None:
    assert columns([("a", "1", "x"), ("bcd", "1,000", "y")], right=(1,)) == [
        "a        1  x", "bcd  1,000  y"]
    assert columns([]) == []


def specs(path: Path) -> list[str]:
    """Return the format specifications with a width in the f-strings of a file."""
    found = [node.format_spec for node in ast.walk(tree(path))
             if isinstance(node, ast.FormattedValue) and node.format_spec is not None]
    texts = [part.value for spec in found if isinstance(spec, ast.JoinedStr) for part in spec.values
             if isinstance(part, ast.Constant)]
    return [text for text in texts if WIDTH.match(text.split(".")[0].lstrip("<>^ "))]


def test_no_command_sets_columns_of_a_fixed_width() -> None:
    """Sooner or later a label is too long for a fixed width; `columns` measures instead."""
    files = sorted((ROOT / "terminal").glob("*.py"))
    assert len(files) > 5
    assert {path.name: specs(path) for path in files if specs(path)} == {}


@pytest.mark.parametrize("day", ["2025-11-21", "2026-08-22"])
def test_the_facts_about_a_zone_are_separated_from_their_labels(
    day: str, run: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    path = tmp_path / "zone.geojson"
    corners = [[37.3, 48.6], [37.8, 48.6], [37.8, 48.9], [37.3, 48.6]]
    path.write_text(json.dumps({"type": "Polygon", "coordinates": [corners]}), encoding="utf-8")
    code, out, err = run("zone", str(path), "--on", day)
    assert (code, err) == (0, "")
    facts = [re.split(r" {2,}", line) for line in out.split("\n\n")[0].splitlines()]
    assert all(len(fact) == 2 for fact in facts)
    assert [label for label, _ in facts if label.startswith("Held on ")]
