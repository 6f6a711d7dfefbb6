"""Faults that a review found in reading lines: each is read, noted or refused as it should be."""

import re
from typing import Any

import pytest

from geo.errors import SourceError
from geo.line_sources import kml
from geo.line_sources.json_forms import topojson


class Arc(list[Any]):
    """An arc that fails if it is turned round, which copies it."""

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, slice):
            raise AssertionError("copied before it was counted")
        return super().__getitem__(key)


@pytest.mark.parametrize("number", [0, ~0])
def test_arcs_are_counted_before_any_is_copied(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(topojson, "_arcs", lambda _: [Arc([[37.0, 48.0]] * 50_000)])
    tree = {"objects": {"x": {"type": "Polygon", "arcs": [[number] * 100]}}}
    with pytest.raises(SourceError, match="more than 500,000 vertices"):
        topojson.as_geojson(tree, "x")


def test_blanks_before_a_comma_are_passed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pattern of any number of blanks before a comma starts again at each of them."""
    seen: list[str] = []

    class Pattern:
        def sub(self, new: str, text: str) -> str:
            seen.append(text)
            return re.sub(" ?, ?", new, text)

    monkeypatch.setattr(kml, "BESIDE_COMMA", Pattern())
    assert kml._positions("1 " + " \n\t" * 9_000 + ",2 3,4") == ["1,2", "3,4"]
    assert seen == ["1 ,2 3,4"]
