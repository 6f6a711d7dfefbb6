"""Corners of a reader's zone: parsed, validated, encoded, and rejected in one sentence."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import ZoneError
from geo.outcomes.drawn_vertices import (
    MAX_BYTES,
    MAX_CORNERS,
    Corner,
    checked,
    corners_from,
    corners_text,
    read_corners,
)

FEW = settings(max_examples=150, deadline=None, derandomize=True, database=None)
TRIANGLE = ((37.6, 48.5), (38.6, 48.5), (38.6, 49.5))
RING = [[37.6, 48.5], [38.6, 48.5], [38.6, 49.5], [37.6, 48.5]]
POLYGON = {"type": "Polygon", "coordinates": [RING]}


def boxes() -> st.SearchStrategy[tuple[Corner, ...]]:
    """Rectangles in and around Ukraine, to a ten-thousandth of a degree."""
    def made(west: int, south: int, wide: int, high: int) -> tuple[Corner, ...]:
        spots = ((west, south), (west + wide, south), (west + wide, south + high), (west, south + high))
        return tuple((x / 10_000, y / 10_000) for x, y in spots)

    return st.builds(made, st.integers(220_000, 400_000), st.integers(440_000, 520_000),
                     st.integers(100, 50_000), st.integers(100, 20_000))


@FEW
@given(corners=boxes())
def test_corners_survive_every_notation(corners: tuple[Corner, ...]) -> None:
    assert checked(corners) == corners
    assert corners_from(corners_text(corners)) == corners
    plain = "\n".join(f"{lon} {lat}" for lon, lat in corners)
    assert read_corners(plain) == corners
    assert read_corners(plain.replace(" ", ", ")) == corners
    assert read_corners("\n".join(f"{lat} N {lon} E" for lon, lat in corners)) == corners
    ring = [list(corner) for corner in (*corners, corners[0])]
    assert read_corners(json.dumps({"type": "Polygon", "coordinates": [ring]})) == corners
    wkt = ", ".join(f"{lon} {lat}" for lon, lat in (*corners, corners[0]))
    assert read_corners(f"POLYGON (({wkt}))") == corners


@pytest.mark.parametrize("text", [
    "37.6 48.5\n38.6 48.5\n38.6 49.5", "37.6,48.5\r\n38.6,48.5\r\n38.6,49.5\r\n",
    "\n 37.6; 48.5 \n\n38.6\t48.5\n38.6  49.5\n37.6 48.5\n", "37.6000 48.50\n+38.6 48.5\n38.6 49.5",
    "48.5N 37.6E\n48.5 N, 38.6 E\n49.5°N 38.6°E", "N48.5 E37.6\nN 48.5 E 38.6\nE38.6 N49.5",
    "48°30'N 37°36'E\n48°30'00\"N, 38°36'00\"E\n49° 30′ 0″ N 38° 36′ E",
    "37.6 48.5\n37.6 48.5\n38.6 48.5\n38.6 49.5\n38.6 49.5",
    "\ufeff37.6 48.5\n38.6 48.5\n38.6 49.5",
    json.dumps(POLYGON), json.dumps({"type": "Feature", "properties": None, "geometry": POLYGON}),
    json.dumps({"type": "FeatureCollection", "features": [
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": [37, 48]}},
        {"type": "Feature", "geometry": POLYGON}]}),
    json.dumps({"type": "MultiPolygon", "coordinates": [[RING]]}),
    json.dumps({"type": "Polygon", "coordinates": [[[*spot, 120.5] for spot in RING]]}),
    "POLYGON((37.6 48.5, 38.6 48.5, 38.6 49.5, 37.6 48.5))",
    "srid=4326;polygon z ((37.6 48.5 1, 38.6 48.5 1, 38.6 49.5 1, 37.6 48.5 1))",
])
def test_the_usual_ways_to_write_a_zone_are_read(text: str) -> None:
    assert read_corners(text) == TRIANGLE


@pytest.mark.parametrize("text, said", [
    ("", "No coordinates are given."), (" \n\t", "No coordinates are given."),
    ("37.6 48.5\n38.6 48.5", "A zone needs at least three corners."),
    ("37.6 48.5\n38.6 48.5\n37.6 48.5", "A zone needs at least three corners."),
    ("48.5 37.6\n48.5 38.6\n49.5 38.6", "These are latitudes before longitudes: write the longitude first"),
    (json.dumps({"type": "Polygon", "coordinates": [[spot[::-1] for spot in RING]]}),
     "These are latitudes before longitudes"),
    ("37 48\n38 49\n38 48\n37 49", "Its sides cross: list"),
    ("37 48\n38 48\n39 48", "The corners enclose no ground."),
    ("37 48\n37.0002 48\n37 48.0002", "The corners enclose no ground."),
    ("abc", "Line 1 is no pair 'longitude latitude': 'abc'; write one"),
    ("37.6 48.5\n\n<script>alert(1)</script>", "Line 3 is no pair 'longitude latitude': '<script>"),
    ("37,6 48,5\n38,6 48,5\n38,6 49,5", "Line 1 is no pair"),
    ("37.6 48.5 1\n38 48\n38 49", "Line 1 is no pair"), ("37.6\n38", "Line 1 is no pair"),
    ("1e1 48\n38 48\n38 49", "Line 1 is no pair"), ("٣٧ ٤٨\n38 48\n38 49", "Line 1 is no pair"),
    ("nan inf\n38 48\n38 49", "Line 1 is no pair"), ("37" + "0" * 300 + " 48", "Line 1 is no pair"),
    ("37.6\x00 48.5", "Line 1 is no pair 'longitude latitude': '37.6? 48.5'; write"),
    ("37 N 48\n1 2\n3 4", "Line 1 needs one number with N or S and one with E or W"),
    ("37 N 48 N\n1 2\n3 4", "Line 1 needs one number with N or S"),
    ("37 E 48\n1 2\n3 4", "Line 1 needs one number with N or S"),
    ("48°99'N 37°36'E\n1 2\n3 4", "Minutes and seconds of an angle must be less than 60."),
    ("37.6 48.5\n38.6 48.5\n138.6 49.5", "Corner 3 lies far from Ukraine: longitude 138.6, latitude 49.5."),
    ("37 48 S\n1 2\n3 4", "Line 1 needs one number"), ("-37 48\n38 48\n38 49", "Corner 1 lies far"),
    ("POINT (37 48)", "Of WKT only a POLYGON without holes is read: "),
    ("POLYGON ((37 48, 38 48, 38 49, 37 48), (37.5 48.1, 37.6 48.1, 37.6 48.2, 37.5 48.1))",
     "Of WKT only a POLYGON without holes is read: "),
    ("POLYGON ((a b, c d, e f))", "Corner 1 is no pair"), ("MULTIPOLYGON (((37 48)))", "Of WKT only"),
    ("{", "The text looks like GeoJSON, but is none that can be read."),
    ("[" * 15_000, "The text looks like GeoJSON, but is none that can be read."),
    ("[1]", "Of GeoJSON one polygon is read"), ("{}", "Of GeoJSON one polygon is read"),
    (json.dumps({"type": "FeatureCollection", "features": [POLYGON, POLYGON]}), "Of GeoJSON one polygon"),
    (json.dumps({"type": "Polygon", "coordinates": [RING, RING]}), "A zone with holes is not read: leave"),
    (json.dumps({"type": "Polygon", "coordinates": [[[37, "48"], [38, 48], [38, 49]]]}),
     "A position in the GeoJSON is no pair"),
    (json.dumps({"type": "Polygon", "coordinates": [[[True, 48], [38, 48], [38, 49]]]}), "A position in the"),
    ('{"type": "Polygon", "coordinates": [[[NaN, 48], [38, 48], [38, 49]]]}', "A position in the GeoJSON"),
    ('{"type": "Polygon", "coordinates": [[[1e999, 48], [38, 48], [38, 49]]]}', "A position in the GeoJSON"),
    ('{"type": "Polygon", "coordinates": {"a": 1}}', "Of GeoJSON one polygon"),
    ('{"type": ["Polygon"]}', "Of GeoJSON one polygon"),
    ("x" * (MAX_BYTES + 1), "The coordinates are longer than 20 kB."),
    ("é" * (MAX_BYTES // 2 + 1), "The coordinates are longer than 20 kB."),
    ("\n".join(f"{30 + n / 100:.2f} {48 + n % 2}" for n in range(600)), "A zone may have at most 500"),
])
def test_invalid_input_is_reported_in_one_sentence(text: str, said: str) -> None:
    with pytest.raises(ZoneError) as found:
        read_corners(text)
    message = str(found.value)
    assert said in message
    assert message.endswith(".")
    assert len(message) < 200
    assert message.isprintable()


def test_nothing_is_swapped_silently_if_one_corner_fits_as_written() -> None:
    """A mixture is ambiguous; the first corner that is far away is reported."""
    with pytest.raises(ZoneError, match="Corner 2 lies far from Ukraine"):
        read_corners("37.6 48.5\n48.5 38.6\n38.6 49.5")


@pytest.mark.parametrize("text", [
    "", "37.6_48.5", "37.6_48.5~38.6_48.5", "37.6_48.5~38.6_48.5~38.6 49.5", "37.60000_48.5~38_48~38_49",
    "37.6_48.5~38.6_48.5~~38.6_49.5", "../../etc/passwd", "1e3_4~1_2~3_4", "nan_nan~1_2~3_4",
    "37_48~38_49~38_48~37_49", "٣٧_48~38_48~38_49", "37_48~" * 4000,
])
def test_a_text_of_an_address_is_read_strictly(text: str) -> None:
    with pytest.raises(ZoneError) as found:
        corners_from(text)
    assert len(str(found.value)) < 200


def test_the_text_of_an_address_is_short() -> None:
    """No character needs escaping in an address, and there are no trailing zeros."""
    assert corners_text(TRIANGLE) == "37.6_48.5~38.6_48.5~38.6_49.5"
    assert corners_text(((37.1234, 48.0), (-1.5, 0.0))) == "37.1234_48~-1.5_0"


def test_the_maximum_number_of_corners_is_read() -> None:
    """A comb of 500 corners, with or without a closing corner; one more is too many."""
    comb = [(30 + n / 100, 48.0 + (n % 2) / 10) for n in range(MAX_CORNERS - 2)]
    ring = [*comb, (36.0, 47.0), (30.0, 47.0)]
    assert len(checked(ring)) == MAX_CORNERS
    assert checked([*ring, ring[0]]) == checked(ring)
    with pytest.raises(ZoneError, match="at most 500 corners"):
        checked([*ring, (29.9, 47.5)])
