"""The page of one file measures a drawn zone as the atlas does: area, people, holders and plans."""

import json
import math
import random
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from geo.case import LIVEUAMAP, RECORD, LineChoice
from geo.control.origin import upload_origin
from geo.errors import ZoneError
from geo.outcomes.drawn_vertices import Corner
from geo.outcomes.drawn_zone import drawn_zone, overlay_zone
from geo.outcomes.figures import MIN_KM2
from geo.plans.library import Library
from geo.workspace import Workspace
from geo.world import World
from layers.export.drawn_geojson import plans_of, regions_of
from layers.html.drawn_zone import held_words, regions_words, towns_words
from layers.language import Language
from layers.one_file.standalone import standalone
from tests.support.browsing.axe import violations, with_axe
from tests.support.browsing.one_file import PAINTED, OpenMap
from tests.support.files.export_requests import DAY, PLAN, RequestOf

pytest_plugins = ["tests.support.browsing.browser", "tests.support.browsing.one_file"]
pytestmark = pytest.mark.browser

MEASURE = "(asked) => asked.map((one) => window.atlas.zone(one))"
REFUSED = """(corners) => { try { window.atlas.zone({corners}); return null; }
             catch (fault) { return fault.message; } }"""
NEAR_KM2 = 0.01 + 1e-6
LINES = ((DAY, RECORD), (date(2022, 3, 25), RECORD), (date(2024, 7, 8), LIVEUAMAP))
BOX = ((37.2, 48.2), (38.4, 48.2), (38.4, 49.0), (37.2, 49.0))
CODE = ";37.2_48.2~38.4_48.2~38.4_49~37.2_49"
MANY, FEW = 40, 8
"""How many zones are measured on the first of the lines, and on the others."""


def drawn_zones(world: World) -> list[tuple[Corner, ...]]:
    """Zones of all sizes, stars among them, both ways round; some with settlements on their very sides."""
    rng = random.Random(29)  # noqa: S311 - the same zones every time, nothing secret
    found: list[tuple[Corner, ...]] = [BOX, ((22, 44), (41, 44), (41, 53), (22, 53))]
    places = world.places.sample(12, random_state=3)
    found += [((lon, lat), (lon + 0.7, lat), (lon + 0.7, lat - 0.4), (lon, lat - 0.4))
              for lon, lat in zip(places["lon"], places["lat"], strict=True)]
    while len(found) < MANY:
        lon, lat, size = rng.uniform(22.5, 40), rng.uniform(44.5, 52.2), rng.choice([0.03, 0.2, 1, 3])
        count = rng.choice([3, 4, 7, 40])
        away = [(size * rng.uniform(0.3, 1), 2 * math.pi * n / count) for n in range(count)]
        corners = [(round(lon + 1.4 * far * math.cos(at), 4), round(lat + far * math.sin(at), 4))
                   for far, at in away]
        corners = corners if rng.random() < 0.5 else corners[::-1]
        if all(15 < x < 50 and 40 < y < 60 for x, y in corners) and is_measured(world, tuple(corners)):
            found.append(tuple(corners))
    return found


def is_measured(world: World, corners: tuple[Corner, ...]) -> bool:
    try:
        drawn_zone(world, corners)
    except ZoneError:
        return False
    return True


def by(rows: list[dict[str, Any]], *keys: str) -> dict[tuple[str, ...], tuple[float, int]]:
    return {tuple(str(row[key]) for key in keys): (row["area_km2"], row["people"]) for row in rows}


def unlike(found: dict[Any, tuple[float, int]], expected: dict[Any, tuple[float, int]]) -> list[Any]:
    """Return the keys whose area or people differ; what is smaller than rows are may be missing in one."""
    faults = []
    for key in found.keys() | expected.keys():
        (area, people), (right, residents) = found.get(key, (0, 0)), expected.get(key, (0, 0))
        near = NEAR_KM2 if key in found and key in expected else MIN_KM2 + NEAR_KM2
        if people != residents or abs(area - right) > near:
            faults.append((key, found.get(key), expected.get(key)))
    return faults


def test_each_zone_has_the_figures_of_the_atlas(
    open_map: OpenMap, world: World, library: Library, work: Workspace
) -> None:
    """To a hundredth of a km² and to the person, on lines of both records, under every plan."""
    page, every = open_map(), drawn_zones(world)
    for on, record in LINES:
        zones = every if (on, record) == LINES[0] else every[-FEW:]
        ground = work.ground(LineChoice(on, 0.0, record))
        asked = [{"corners": corners, "on": on.isoformat(), "record": record} for corners in zones]
        for corners, found in zip(zones, page.evaluate(MEASURE, asked), strict=True):
            drawn = drawn_zone(world, corners)
            laid = overlay_zone(world, drawn, ground)
            assert found["people"] == drawn.people, corners
            assert abs(found["area_km2"] - drawn.area_km2) <= NEAR_KM2, corners
            assert abs(found["outside_km2"] - drawn.outside_km2) <= NEAR_KM2, corners
            assert unlike(by(found["regions"], "key"), by(regions_of(drawn), "region")) == [], corners
            areas = laid.table.groupby("holder")["area_km2"].sum()
            people = laid.places.table.groupby("holder")["population"].sum()
            held = {(str(one),): (float(areas.get(one, 0)), int(people.get(one, 0)))
                    for one in {*areas.index, *people.index}}
            assert unlike(by(found["holders"], "key"), held) == [], corners
            keys = ("scenario", "status", "level")
            assert unlike(by(found["plans"], *keys), by(plans_of(laid, library), *keys)) == [], (corners, on)
            assert len(found["settlements"]) == len(drawn.settlements())


@pytest.mark.parametrize(("corners", "words"), [
    ([[37, 48], [38, 48]], "at least three corners"),
    ([[37, 48], [38, 49], [38, 48], [37, 49]], "Its sides cross"),
    ([[37, 48], [38, 48], [38, 49], [38, 48.5], [37.5, 48]], "Its sides cross"),
    ([[37, 48], [38, 49], [39, 50]], "enclose no ground"),
    ([[37, 48], [98, 48], [38, 49]], "Corner 2 lies far from Ukraine: longitude 98, latitude 48"),
    ([[16, 41], [17, 41], [17, 42]], "lies outside Ukraine"),
    ([[30 + n / 1000, 48 + n % 2] for n in range(502)], "at most 500 corners"),
])
def test_what_is_no_zone_is_refused_in_the_words_of_the_atlas(
    corners: list[list[float]], words: str, open_map: OpenMap, world: World
) -> None:
    said = open_map().evaluate(REFUSED, corners)
    with pytest.raises(ZoneError) as fault:
        drawn_zone(world, tuple((lon, lat) for lon, lat in corners))
    assert words in said
    assert said == str(fault.value)


def test_a_zone_is_clicked_closed_shared_and_cleared(open_map: OpenMap) -> None:
    page = open_map()
    page.locator("#zone summary").click()
    box = page.locator("#map").bounding_box()
    assert box is not None
    page.locator("#map").scroll_into_view_if_needed()
    for x, y in ((0.5, 0.4), (0.7, 0.4), (0.7, 0.6), (0.3, 0.9)):
        page.locator("#map").click(position={"x": box["width"] * x, "y": box["height"] * y})
    page.wait_for_function("() => document.getElementById('zone-corners').value.split('\\n').length === 4")
    page.locator("#zone-back").click()
    page.locator("#zone-close").click()
    assert "The drawn zone" in page.locator("#zone-card").inner_text()
    shared = page.evaluate("location.hash")
    assert shared.count("~") == 2
    text = page.locator("#zone-card").inner_text()
    assert open_map(shared).locator("#zone-card").inner_text() == text
    page.locator("#zone-clear").click()
    assert page.locator("#zone-card").inner_text() == ""
    assert page.evaluate("location.hash") == f"#{PLAN}"
    assert page.evaluate("() => window.atlas.it.corners") is None


def test_the_card_says_what_the_atlas_says_and_follows_the_day(
    open_map: OpenMap, world: World, work: Workspace, english: Language
) -> None:
    page, names = open_map(f"#{PLAN}{CODE}"), english.regions(world.regions)
    drawn = drawn_zone(world, BOX)
    for on in (DAY, date(2022, 3, 25)):
        page.locator("#day").fill(on.isoformat())
        page.locator("#day").dispatch_event("change")
        laid = overlay_zone(world, drawn, work.ground(LineChoice(on, 0.0)))
        text = page.locator("#zone-card").inner_text()
        for words in (english.area(drawn.area_km2, exact=True), regions_words(drawn, names, english),
                      held_words(laid, english), towns_words(drawn, english), english.day(on)):
            assert words in text
    assert page.evaluate("location.hash") == f"#{PLAN}@2022-03-25{CODE}"
    assert page.evaluate("() => window.atlas.it.drawing") is False


def test_typed_corners_are_read_in_either_order_and_faults_said(open_map: OpenMap) -> None:
    page = open_map()
    page.locator("#zone summary").click()
    typed = page.locator("#zone-corners")
    measured = []
    for text in ("37.2 48.2\n38.4 48.2\n38.4, 49.0\n37.2;49.0", "48.2 37.2\n48.2 38.4\n49 38.4\n49 37.2",
                 json.dumps({"type": "Polygon", "coordinates": [[*BOX, BOX[0]]]})):
        typed.fill(text)
        page.locator("#zone-close").click()
        measured.append(page.locator("#zone-card").inner_text())
    assert "7,874 km²" in measured[0]
    assert measured == [measured[0]] * 3
    for text, words in (("37.2 48.2\nhere <b>", "Line 2 is no pair 'longitude latitude': 'here <b>'."),
                        ("37.2 48.2\n38.4 48.2", "at least three corners"), ("{}", "at least three corners")):
        typed.fill(text)
        page.locator("#zone-close").click()
        assert words in page.locator("#zone-said").inner_text()


def test_a_hostile_zone_of_an_address_is_left_out(open_map: OpenMap) -> None:
    for code in (";<img src=x onerror=alert(1)>", ";1_1~2_2", ";37_48~38_49~38_48~37_49", ";__proto__"):
        assert open_map(f"#{PLAN}{code}").locator("#zone-card").inner_text() == ""


def test_on_a_line_of_no_record_nothing_is_measured(
    open_map: OpenMap, request_of: RequestOf, tmp_path: Path
) -> None:
    request = request_of(PLAN)
    control = replace(request.ground.control, origin=upload_origin("line.geojson"))
    path = tmp_path / "own.html"
    path.write_bytes(standalone(replace(request, ground=replace(request.ground, control=control))))
    page = open_map(f"#{PLAN}{CODE}", at=path)
    assert "choose a day of a record" in page.locator("#zone-said").inner_text()
    assert page.locator("#zone-card").inner_text() == ""


@with_axe
@pytest.mark.parametrize("size", [(1440, 900), (390, 844), (320, 700)])
def test_it_fits_and_breaks_no_rule(open_map: OpenMap, size: tuple[int, int]) -> None:
    page: Page = open_map(f"#{PLAN}{CODE}", size=size)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert violations(page) == []


def test_corners_are_taken_in_a_frame_without_an_origin(chromium: Browser, one_file: Path) -> None:
    page = chromium.new_page()
    page.set_content('<iframe sandbox="allow-scripts" width="1000" height="1200"></iframe>')
    page.evaluate("(words) => { document.querySelector('iframe').srcdoc = words; }",
                  one_file.read_text("utf-8"))
    frame = page.frames[1] if len(page.frames) > 1 else page.wait_for_event("frameattached")
    frame.wait_for_function(PAINTED)
    frame.locator("#zone summary").click()
    for x, y in ((300, 100), (400, 100), (400, 200)):
        frame.locator("#map").click(position={"x": x, "y": y})
    frame.wait_for_function("() => document.getElementById('zone-corners').value.split('\\n').length === 3")
    frame.locator("#zone-close").click()
    assert "The drawn zone" in frame.locator("#zone-card").inner_text()
    page.close()
