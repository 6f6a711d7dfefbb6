"""Zones from spreadsheets, messengers and other programs: read as meant, or refused with what to do."""

import json

import pytest

from geo.errors import ZoneError
from geo.outcomes.drawn_vertices import read_corners

ZONE = ((37.5, 48.25), (38.5, 48.25), (38.5, 49.0))
ANGLES = (("37", "30", "48", "15"), ("38", "30", "48", "15"), ("38", "30", "49", "00"))
MARKS = {
    "double acute": "°ʹ˝", "full width": "°＇＂", "low": "°'„", "reversed primes": "°‵‶",
    "ring operator": "∘′″",
    "superscript o": "⁰'\"", "asterisk": "*'\"", "modifier apostrophe": "°ʼ\"", "single acute twice": "°´´´",
    "words": (" deg ", " min ", " sec"), "Ukrainian words": (" град ", " хв ", " сек."),
    "Russian words": ("град.", "мин.", "сек."), "whole words": (" градусів ", " хвилин ", " секунд"),
}


@pytest.mark.parametrize("case", MARKS)
def test_angles_are_read_with_any_marks(case: str) -> None:
    degree, minute, second = MARKS[case][0], MARKS[case][1], "".join(MARKS[case][2:])
    lines = [f"{lat}{degree}{lat_min}{minute}00{second} N {lon}{degree}{lon_min}{minute}00{second} E"
             for lon, lon_min, lat, lat_min in ANGLES]
    assert read_corners("\n".join(lines)) == ZONE
    assert read_corners("; ".join(lines)) == ZONE


@pytest.mark.parametrize("between", [", ", " ", " – ", " - ", ",", ";\n", "\n• "])
@pytest.mark.parametrize("comma", [".", ","])
def test_corners_on_one_line_may_have_anything_between(between: str, comma: str) -> None:
    """Each angle ends with a letter, so that no comma is in doubt."""
    for form in ("{0}°{1}'00{4}0\"N{5}{2}°{3}'00{4}0\"E", "{0}° {1}{4}0' N{5}{2}° {3}{4}0' E"):
        for gap in (" ", ", "):
            corners = [form.format(lat, lat_min, lon, lon_min, comma, gap)
                       for lon, lon_min, lat, lat_min in ANGLES]
            assert read_corners(between.join(corners).replace("\n•", "\n• ", 1)) == ZONE


OTHERS = {
    "Lat and Lng": "Lat: {lat} Lng: {lon}", "German": "{lat}° Nord, {lon}° "
                                                      "Ost", "French": "{lat}° nord {lon}° est",
    "German labels": "Breite: {lat}, Länge: {lon}", "bullets": "• {lon} {lat}"}


@pytest.mark.parametrize("case", OTHERS)
def test_directions_and_labels_of_others_are_known(case: str) -> None:
    assert read_corners("\n".join(OTHERS[case].format(lon=lon, lat=lat) for lon, lat in ZONE)) == ZONE


def test_a_feature_of_qgis_may_name_its_system_before_the_shape() -> None:
    wkt = "POLYGON((37.5 48.25,38.5 48.25,38.5 49,37.5 48.25))"
    assert read_corners(f"wkt_geom\tid\nSRID=4326;{wkt}\t1") == ZONE
    with pytest.raises(ZoneError, match="in SRID 3857"):
        read_corners(f"wkt_geom\tid\nSRID=3857;{wkt}\t1")


def rows(*, separator: str = ",", comma: str = ".", flipped: bool = False, first: str = "") -> str:
    return "\n".join(first.format(at) + separator.join(
        str(value).replace(".", comma) for value in (corner[::-1] if flipped else corner))
        for at, corner in enumerate(ZONE, start=1))


TABLES = {
    "lon,lat": "lon,lat\n" + rows(),
    "latitude first": "Latitude\tLongitude\n" + rows(separator="\t", flipped=True),
    "with ids": "id,lat,lng\n" + rows(flipped=True, first="{},"),
    "QGIS": "X;Y\n" + rows(separator=";", comma=","),
    "Ukrainian": "№;Широта;Довгота\r\n" + rows(separator=";", comma=",", flipped=True, first="{};"),
    "in quotation marks": '"lon","lat"\n' + "\n".join(f'"{x}","{y}"' for x, y in ZONE),
    "decimal commas in quotation marks": "lon,lat\n" + "\n".join(
        f'"{x}","{y}"'.replace(".", ",") for x, y in ZONE),
    "WKT of ogr2ogr": 'WKT,name\n"POLYGON ((37.5 48.25,38.5 48.25,38.5 49,37.5 48.25))",zone\n',
    "WKT in a later column": "name\twkt_geom\nzone\tPolygon ((37.5 48.25,38.5 48.25,38.5 49,37.5 48.25))",
    "a numbered list": rows(separator=" ", first="{}. "), "a list with brackets": rows(first="{}) "),
    "numbers before": rows(separator=" ", first="{} "),
    "numbers in a column": rows(separator="\t", first="{}\t"),
    "capitals": json.dumps([{"Latitude": y, "Longitude": x} for x, y in ZONE]),
    "texts": json.dumps([{"lat": str(y), "lng": str(x)} for x, y in ZONE]),
    "x and y": json.dumps([{"x": x, "y": y} for x, y in ZONE]),
}


@pytest.mark.parametrize("case", TABLES)
def test_tables_and_lists_are_read_by_their_columns(case: str) -> None:
    assert read_corners(TABLES[case]) == ZONE


def geojson(crs: object, place: str) -> str:
    feature: dict[str, object] = {"type": "Feature", "geometry": {
        "type": "Polygon", "coordinates": [[*ZONE, ZONE[0]]]}}
    tree: dict[str, object] = {"type": "FeatureCollection", "features": [feature]}
    {"root": tree, "feature": feature, "geometry": feature["geometry"]}[place]["crs"] = crs  # type: ignore[index]
    return json.dumps(tree)


@pytest.mark.parametrize("place", ["root", "feature", "geometry"])
def test_a_zone_in_another_system_is_never_taken_for_degrees_on_wgs_84(place: str) -> None:
    """Degrees of SK-42 lie about 120 m off."""
    for name in ("EPSG:4284", "urn:ogc:def:crs:EPSG::4284", "Pulkovo 1942"):
        with pytest.raises(ZoneError, match="so convert them first"):
            read_corners(geojson({"type": "name", "properties": {"name": name}}, place))
    for name in ("EPSG:4326", "urn:ogc:def:crs:OGC:1.3:CRS84", "unknown"):
        assert read_corners(geojson({"type": "name", "properties": {"name": name}}, place)) == ZONE


REFUSED = {
    "UTM": ("37U 423456 5345678\n37U 433456 5345678\n37U 433456 5355678", "grid reference"),
    "MGRS": ("37UDQ1234567890\n37UDQ1334567890\n37UDQ1334568890", "grid reference"),
    "Gauss-Kruger": ("5345678 7423456\n5345678 7433456\n5355678 7433456", "convert them to EPSG:4326"),
    "SK-63": ("X=5345678.1 Y=4300456.3", "convert them to EPSG:4326"),
    "minutes run together": ("4815N03730E\n4815N03830E\n4900N03830E", "write degrees and minutes apart"),
    "KML": ("<coordinates>37.5,48.25,0 38.5,48.25,0 38.5,49,0</coordinates>",
            "paste the numbers of its element"),
    "a curve": ("CURVEPOLYGON ((37 48,38 48,38 49,37 48))", "Of WKT only a POLYGON"),
    "decimal commas in a table with commas": ("lat,lon\n48,25,37,5\n48,25,38,5\n49,0,38,5",
                                              "Line 2 is no pair"),
    "two zones in a table": ('WKT,id\n"POLYGON ((37 48,38 48,38 49,37 48))",1\n'
                             '"POLYGON ((33 48,34 48,34 49,33 48))",2',
                             "One polygon is read, and 2 were copied"),
    "a heading alone": ("широта\n48.5\n48.6", "'широта'; write one corner per line"),
    "aviation": ("481500N 0373000E - 481500N 0383000E - 490000N 0383000E", "write degrees and minutes apart"),
    "UTM in words": ("Zone 37 N E 423456 N 5345678", "grid reference"),
    "a minus and a letter": ("48.25N -37.5W\n48.25N 38.5E\n49N 38.5E", "either a minus or S and W"),
    "sides that cross": ("37 48\n38 49\n38 48\n37 49", "list the corners in their order"),
    "a comma too many": ("POLYGON((37,5 48,38 48,38 49,37,5 48))", "with decimal points"),
    "seconds as s in Cyrillic": ("48°15 хв 00 с\n48°15 хв 00 с\n49 хв", "needs one number with N or S"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_read_is_refused_in_the_words_written_and_with_what_to_do(case: str) -> None:
    text, said = REFUSED[case]
    with pytest.raises(ZoneError) as fault:
        read_corners(text)
    assert said in str(fault.value)
    assert str(fault.value).isprintable()
    assert len(str(fault.value)) < 200


@pytest.mark.parametrize("text", ["довгота 37,5 x", "37 s 48 q", "north 1 2 3", "lat lon"])
def test_a_message_quotes_a_line_as_it_was_written(text: str) -> None:
    """And not as the program has cleaned it, with other letters."""
    with pytest.raises(ZoneError, match=f"is no pair 'longitude latitude': '{text}'"):
        read_corners(text)
