"""Zones as people paste them: in every notation the same zone, or a sentence with the reason."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import ZoneError
from geo.outcomes.drawn_vertices import Corner, _only_wkt, read_corners
from geo.zones.pasted_text import cleaned

FEW = settings(max_examples=60, deadline=None, derandomize=True, database=None)
ZONE = ((30.5, 47.25), (32.5, 47.25), (32.5, 48.0), (30.5, 48.0))


def minutes(value: float) -> str:
    """Write degrees as degrees, minutes and seconds."""
    seconds = round(value * 3600)
    return f"{seconds // 3600}°{seconds // 60 % 60:02}'{seconds % 60:02}"


def comma(value: float) -> str:
    return f"{value:.4f}".replace(".", ",")


NOTATIONS = {
    "two quotes": lambda x, y: f"{minutes(y)}''N {minutes(x)}''E",
    "primes": lambda x, y: f"{minutes(y)}″N, {minutes(x)}″E".replace("'", "′"),
    "colons": lambda x, y: f"{minutes(y)} N {minutes(x)} E".replace("°", ":").replace("'", ":"),
    "blanks": lambda x, y: f"{minutes(y)} N {minutes(x)} E".replace("°", " ").replace("'", " "),
    "decimal comma; semicolon": lambda x, y: f"{comma(x)}; {comma(y)}",
    "decimal comma, tab": lambda x, y: f"{comma(x)}\t{comma(y)}",
    "decimal comma, comma and blank": lambda x, y: f"{comma(x)}, {comma(y)}",
    "decimal comma, letters": lambda x, y: f"{comma(y)} N, {comma(x)} E",
    "height": lambda x, y: f"{x:.4f},{y:.4f},120.5",
    "height after blanks": lambda x, y: f"{x:.4f} {y:.4f} 0",
    "no-break space": lambda x, y: f"{x:.4f}\u00a0{y:.4f}\u202f",
    "Ukrainian": lambda x, y: f"{minutes(y)}″ пн. ш. {minutes(x)}″ сх. д.",
    "Ukrainian letters": lambda x, y: f"Пн {comma(y)}° Сх {comma(x)}°",
    "Ukrainian words": lambda x, y: f"{comma(y)} північної широти, {comma(x)} східної довготи",
    "Russian": lambda x, y: f"{minutes(y)}'' с.ш., {minutes(x)}'' в.д.",
    "named": lambda x, y: f"lat: {y:.4f}, lon: {x:.4f}",
    "comma at the end": lambda x, y: f"{x:.4f} {y:.4f},",
}


@st.composite
def zones(draw: st.DrawFn) -> tuple[Corner, ...]:
    """Rectangles in Ukraine with corners at whole hundredths, so that seconds are whole."""
    west, south = draw(st.integers(2201, 3800)), draw(st.integers(4401, 5100))
    east, north = west + draw(st.integers(1, 240)), south + draw(st.integers(1, 140))
    return tuple((x / 100, y / 100) for x, y in
                 ((west, south), (east, south), (east, north), (west, north)))


@pytest.mark.parametrize("notation", NOTATIONS)
@FEW
@given(zone=zones())
def test_a_zone_is_the_same_in_every_notation(notation: str, zone: tuple[Corner, ...]) -> None:
    assert read_corners("\n".join(NOTATIONS[notation](*corner) for corner in zone)) == zone


@FEW
@given(zone=zones())
def test_a_list_on_one_line_is_read_or_refused(zone: tuple[Corner, ...]) -> None:
    """Never as another zone."""
    pairs = [(f"{x:.2f}", f"{y:.2f}") for x, y in zone]
    for inner, outer in ((" ", ", "), (",", " "), (",", ";"), (", ", "; "), (" ", ";"), (", ", ", ")):
        assert read_corners(outer.join(inner.join(pair) for pair in pairs)) == zone, (inner, outer)
    assert read_corners(", ".join(f"({x}, {y})" for x, y in pairs)) == zone
    assert read_corners(" ".join(f"{x},{y},0" for x, y in pairs)) == zone
    assert read_corners("; ".join(f"{y} N {x} E" for x, y in pairs)) == zone


@FEW
@given(zone=zones(), inner=st.sampled_from([",", ", ", " ", ";", "\t"]), outer=st.sampled_from(
    ["\n", ";", ", ", ",", " ", "\t"]), commas=st.lists(st.booleans(), min_size=8, max_size=8))
def test_a_decimal_comma_never_gives_another_zone(
    zone: tuple[Corner, ...], inner: str, outer: str, commas: list[bool]
) -> None:
    """Decimal points and commas in any mixture, with any separators."""
    numbers = [f"{number:.2f}" for corner in zone for number in corner]
    written = [number.replace(".", ",") if by else number for number, by in zip(numbers, commas, strict=True)]
    lines = [inner.join(written[start:start + 2]) for start in range(0, len(written), 2)]
    try:
        read = read_corners(outer.join(lines))
    except ZoneError:
        return
    assert read == zone


@pytest.mark.parametrize("text", [
    "wkt_geom\tfid\tname\nMultiPolygon (((30.5 47.25, 32.5 47.25, 32.5 48, 30.5 48, 30.5 47.25)))\t7\tпо\n",
    "Polygon ((30.5 47.25, 32.5 47.25, 32.5 48, 30.5 48, 30.5 47.25))\t7\tділянка",
    "MULTIPOLYGON Z (((30.5 47.25 1, 32.5 47.25 1, 32.5 48 1, 30.5 48 1, 30.5 47.25 1)))",
    "SRID=4326; POLYGON((30.5 47.25,32.5 47.25,32.5 48,30.5 48,30.5 47.25))",
])
def test_wkt_of_one_part_is_read_with_what_comes_with_it(text: str) -> None:
    assert read_corners(text) == ZONE


@pytest.mark.parametrize("text, said", [
    ("SRID=3857;POLYGON((3395000 5980000,3600000 5980000,3600000 6100000,3395000 5980000))",
     "in SRID 3857: only longitude and latitude in degrees"),
    ("EPSG:32636;POLYGON((500000 5300000,600000 5300000,600000 5400000,500000 5300000))", "in SRID 32636"),
    ("POLYGON((3395000 5980000,3600000 5980000,3600000 6100000,3395000 5980000))", "seem to be metres"),
    ("3395000 5980000\n3600000 5980000\n3600000 6100000", "seem to be metres"),
    ('{"type": "Polygon", "coordinates": [[[30.5, 47.25, 0, 0], [32.5, 47.25, 0, 0], [32.5, 48, 0, 0]]]}',
     "it has 4 numbers"),
    ("MULTIPOLYGON(((30 47,31 47,31 48,30 47)),((33 47,34 47,34 48,33 47)))", "Of WKT only a POLYGON"),
    ("wkt_geom\tfid\nPolygon ((30 47,31 47,31 48,30 47))\t1\nPolygon ((33 47,34 47,34 48,33 47))\t2",
     "One polygon is read, and 2 were copied."),
    ("30,5,47,25\n32,5,47,25\n32,5,48,0", "with decimal commas, put a semicolon"),
    ("30,5 47,25\n32,5 47,25\n32,5 48,0", "with decimal commas, put a semicolon"),
    ("30.5,47,25\n32.5,47,25\n32.5,48,0", "with decimal commas, put a semicolon"),
    ("30.5;47,25\n32.5;47,25\n32.5;48,0", "Line 1 is no pair"),
    ("48.5°30'N 37E\n48N 38E\n49N 38E", "only the last may have decimals"),
    ("48.5 пн.ш. 37 пн.ш.\n48 N 38 E\n49 N 38 E", "needs one number with N or S"),
    ("N48 E37 12\nN48 E38 12\nN49 E38 12", "Line 1 is no pair"),
])
def test_what_cannot_be_read_is_refused_with_its_reason(text: str, said: str) -> None:
    with pytest.raises(ZoneError) as found:
        read_corners(text)
    assert said in str(found.value)
    assert len(str(found.value)) < 200
    assert str(found.value).isprintable()


@pytest.mark.parametrize("run", [" ", "\t", " \t", "\u00a0 ", "\u3000\x1f"])
def test_a_long_run_of_blanks_is_read_as_one(run: str) -> None:
    """Expressions with optional blanks side by side would take the square of its length."""
    single = "\t" if "\t" in run else " "
    assert cleaned(f"1{run * 5000}2\n\n3") == f"1{single}2\n\n3"
    assert read_corners("\n".join(f"{lon}{run * 900}{lat}" for lon, lat in ZONE)) == ZONE


@pytest.mark.parametrize("run", [" ", "\n", "\r\n", " \n"])
def test_wkt_with_long_runs_of_blanks_is_short_before_it_is_matched(run: str) -> None:
    corners = ", ".join(f"{lon}{run * 99}{lat}" for lon, lat in (*ZONE, ZONE[0]))
    text = f"POLYGON{run * 2000}({run * 2000}({corners}){run * 2000})"
    wkt = _only_wkt(cleaned(text))
    assert wkt is not None
    assert len(wkt) < 100
    assert read_corners(text) == ZONE
