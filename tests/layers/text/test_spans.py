"""A range whose ends read the same is one number, wherever ranges are written."""

import ast

import pytest

from layers.language import load_language
from layers.text.outcome import areas
from tests.conftest import ROOT
from tests.support.source import tree

ROOMS = ("layers", "page", "terminal", "atlas")
SPAN = "{low} to {high}"
ELSEWHERE = {"layers/text/interpretations.py"}
"""A sentence of its own for a net figure without a range."""


@pytest.mark.parametrize("code, one, two", [("en", "127 km²", "127 to 190 km²"),
                                            ("uk", "127 км²", "від 127 до 190 км²")])
def test_equal_ends_are_one_number(code: str, one: str, two: str) -> None:
    language = load_language(code)
    assert areas(126.8, 127.3, language).replace("\u00a0", " ") == one
    assert areas(126.8, 190.2, language).replace("\u00a0", " ") == two
    assert language.span("127", "127") == "127"


def test_ranges_are_written_in_one_place() -> None:
    """What writes both ends by itself can write the same number twice."""
    found = set()
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            texts = [node.value for node in ast.walk(tree(path))
                     if isinstance(node, ast.Constant) and isinstance(node.value, str)]
            if any(SPAN in text for text in texts):
                found.add(path.relative_to(ROOT).as_posix())
    assert found == {"layers/language.py", *ELSEWHERE}
