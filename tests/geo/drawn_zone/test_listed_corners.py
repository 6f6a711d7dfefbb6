"""Corners in brackets, as programs print them."""

import json

import pytest

from geo.errors import ZoneError
from geo.outcomes.drawn_vertices import read_corners

CORNERS = ((37.2, 48.2), (37.9, 48.2), (37.9, 48.7), (37.2, 48.7))
LISTS = {
    "a list": json.dumps([list(corner) for corner in CORNERS]),
    "coordinates of GeoJSON": json.dumps([[*CORNERS, CORNERS[0]]]),
    "coordinates of many": json.dumps([[[*CORNERS, CORNERS[0]]]]),
    "with heights": json.dumps([[*corner, 120.5] for corner in CORNERS]),
    "tuples": str(list(CORNERS)), "a tuple of tuples": str(CORNERS),
    "a line each": "\n".join(f"[{x}, {y}]," for x, y in CORNERS),
    "a line each, round": "\n".join(f"({x}, {y})" for x, y in CORNERS),
    "semicolons": "; ".join(f"({x}, {y})" for x, y in CORNERS),
    "objects": json.dumps([{"lat": y, "lng": x} for x, y in CORNERS]),
    "objects by line": "\n".join(json.dumps({"longitude": x, "latitude": y}) for x, y in CORNERS),
    "WKT in quotation marks": '"POLYGON((37.2 48.2, 37.9 48.2, 37.9 48.7, 37.2 48.7, 37.2 48.2))"',
}


@pytest.mark.parametrize("case", LISTS)
def test_lists_in_brackets_are_read(case: str) -> None:
    assert read_corners(LISTS[case]) == CORNERS


@pytest.mark.parametrize(("text", "said"), [
    ("[[37.2, 48.2], [37.9, 48.2], [37.9]]", "Of GeoJSON one polygon is read"),
    ("[[37.2, 48.2], [37.9, 1e999], [37.9, 48.7]]", "Of GeoJSON one polygon is read"),
    ("[[48.2, 37.2], [48.2, 37.9], [48.7, 37.9]]", "latitudes before longitudes"),
    ("[(37,2), (48,2), (37,9), (48,7)]", "lies far from Ukraine"),
    ("Point 1, 37.2, 48.2", "Line 1 is no pair"),
    ("[" * 5000, "none that can be read"),
])
def test_what_is_no_such_list_is_refused(text: str, said: str) -> None:
    with pytest.raises(ZoneError, match=said):
        read_corners(text)
