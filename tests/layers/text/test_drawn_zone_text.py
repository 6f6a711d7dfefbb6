"""The card, file and command of a drawn zone: figures, notes, and no injected markup."""

import argparse
import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from geo.cache import Cache
from geo.errors import GeoError, ZoneError
from geo.outcomes.drawn_vertices import read_corners
from geo.outcomes.drawn_zone import ZoneOnGround, drawn_zone, overlay_zone
from geo.outcomes.outcome import Outcome
from geo.plans.library import Library
from geo.world import World
from geo.zones.ground import Ground
from layers.export.drawn_geojson import drawn_file_name, drawn_geojson
from layers.html.drawn_zone import card_html, facts, notes_of
from layers.language import Language, load_language
from layers.request import ExportRequest
from terminal import zone as zone_command
from tests.conftest import DAYS
from tests.geo.drawn_zone.test_drawn_zone import DONBAS, toy_box
from tests.layers.captions.test_interpretations_words import Rows
from tests.support.files.rfc7946 import faults

TEXT = "\n".join(f"{lon} {lat}" for lon, lat in DONBAS)


@pytest.fixture(scope="module")
def zone_on_ground(world: World, ground_on: Callable[[date], Ground]) -> ZoneOnGround:
    return overlay_zone(world, drawn_zone(world, DONBAS), ground_on(DAYS[2]))


@pytest.fixture(scope="module")
def outcome(outcome_on: Callable[[str, date], Outcome]) -> Outcome:
    return outcome_on("us-28-point", DAYS[2])


def test_the_card_has_area_people_towns_and_holders(
    zone_on_ground: ZoneOnGround, outcome: Outcome, names: dict[str, str], english: Language
) -> None:
    said = dict(facts(zone_on_ground, outcome, names, english))
    assert said["Area"] == "15,978 km²"
    assert said["Where"] == "Donetsk 11,652 km², Luhansk 2,490 km², Kharkiv 1,836 km²"
    assert said["Held on 21 November 2025"] == (
        "Ukrainian-held 7,234 km² (778,571 residents before 2022); "
        "Russian-held 8,744 km² (2,557,761 residents before 2022)")
    assert said["Residents before 2022"] == f"{zone_on_ground.drawn.people:,}"
    assert said["Settlements"] == "49 cities, 81 settlements, 310 villages"
    assert said["The largest"].startswith("Donetsk (901,645), Makiivka (338,968), ")
    assert said["The largest"].endswith(", and 428 more")
    assert "1 January 2022" in " ".join(notes_of(zone_on_ground.drawn, english))


def test_a_strip_is_mentioned_for_the_plan_that_has_one(
    zone_on_ground: ZoneOnGround,
    outcome_on: Callable[[str, date], Outcome],
    names: dict[str, str],
    english: Language,
) -> None:
    said = dict(facts(zone_on_ground, outcome_on("kellogg-buffer", DAYS[2]), names, english))
    words = said["Buffer: within 15 km of the line of contact, on both sides"]
    assert words.endswith(" km²")
    assert int(words.split()[0].replace(",", "")) > 1000


def test_ground_outside_ukraine_is_mentioned(world: World, english: Language) -> None:
    coast = drawn_zone(world, ((30.0, 45.0), (33.0, 45.0), (33.0, 47.0), (30.0, 47.0)))
    assert notes_of(coast, english)[0] == (
        "32,900 km² of what is drawn lies in the sea or outside Ukraine and is not counted.")
    assert not any("outside Ukraine" in words for words in notes_of(drawn_zone(world, DONBAS), english))


def test_the_table_has_every_plan(
    zone_on_ground: ZoneOnGround, outcome: Outcome, library: Library, names: dict[str, str], english: Language
) -> None:
    html = card_html(zone_on_ground, outcome, library, names, english)
    for plan in library.plans.values():
        assert plan.short_title in unescape(html)
    assert html.count('<th scope="col"') == 4
    assert "5,339" in html
    assert "No range: " in html
    miles = card_html(zone_on_ground, outcome, library, names, load_language("en", "mi2"))
    assert "6,169 sq mi" in miles


def test_nothing_in_a_card_becomes_markup(hostile: ExportRequest) -> None:
    """All names of regions, places and plans, and the source of the line, are malicious here."""
    world, found = hostile.world, hostile.plan()
    zone_on_ground = overlay_zone(world, drawn_zone(world, toy_box(0, -10, 10, 10)), hostile.ground)
    html = card_html(zone_on_ground, found, hostile.library, hostile.names, hostile.language)
    assert set(Rows(html).tags) == {"div", "h2", "dl", "dt", "dd", "p", "table", "caption", "thead", "tbody",
                                    "tr", "th", "td"}
    content = drawn_geojson(zone_on_ground, hostile.ground, hostile.library, world, hostile.language)
    assert json.loads(content)["features"][1]["properties"]["name_en"] == world.places["name_en"].iloc[0]


def written(
    zone_on_ground: ZoneOnGround, ground: Ground, library: Library, world: World, english: Language
) -> Any:
    content = drawn_geojson(zone_on_ground, ground, library, world, english)
    assert content == drawn_geojson(zone_on_ground, ground, library, world, english)
    return json.loads(content)


def test_the_file_is_geojson_and_reproduces_the_zone(
    zone_on_ground: ZoneOnGround, outcome: Outcome, library: Library, world: World, english: Language
) -> None:
    ground = outcome.ground
    content = drawn_geojson(zone_on_ground, ground, library, world, english)
    assert read_corners(json.dumps(json.loads(content)["features"][0]["geometry"])) == DONBAS
    assert faults(content), "points are asked for"
    tree = written(zone_on_ground, ground, library, world, english)
    assert faults(content, ("Polygon", "Point")) == []
    zone, *towns = tree["features"]
    assert zone["properties"]["area_km2"] == pytest.approx(15_977.5, abs=0.1)
    assert zone["properties"]["people"] == sum(town["properties"]["population"] for town in towns)
    assert tree["metadata"]["on"] == "2025-11-21"
    for word in ("disclaimer", "licence", "data_version", "control_source", "range", "people"):
        assert tree["metadata"][word]
    plans = tree["metadata"]["plans"]
    assert {row["scenario"] for row in plans} == set(library.plans) == set(tree["metadata"]["titles"])
    ours = [row["area_km2"] for row in plans if row["scenario"] == "us-28-point"]
    assert sum(ours) == pytest.approx(zone["properties"]["area_km2"], abs=0.05)
    assert drawn_file_name(ground) == "drawn-zone_2025-11-21.geojson"


def test_a_small_file_is_read_unchanged(
    world: World, outcome: Outcome, library: Library, english: Language
) -> None:
    """A downloaded zone, including its towns, can be pasted or uploaded."""
    small = ((37.5, 48.7), (37.7, 48.7), (37.7, 48.8))
    zone_on_ground = overlay_zone(world, drawn_zone(world, small), outcome.ground)
    content = drawn_geojson(zone_on_ground, outcome.ground, library, world, english).decode()
    tree = json.loads(content)
    assert read_corners(json.dumps({**tree, "metadata": {}})) == small


@pytest.fixture
def measure(world: World, terminal_cache: Cache, monkeypatch: pytest.MonkeyPatch,
            capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Run the command on the loaded world and return its output."""
    monkeypatch.setattr("terminal.workspace.load_world", lambda: world)
    monkeypatch.setattr("terminal.workspace.remembering", lambda: terminal_cache)
    given = {"file": "-", "out": None, "force": False, "json": True, "on": "2025-11-21", "control": None,
             "language": "en"}

    def run(text: str | bytes, **more: object) -> str:
        raw = text if isinstance(text, bytes) else text.encode()
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))
        zone_command.zone(argparse.Namespace(**{**given, **more}))
        return capsys.readouterr().out

    return run


def test_the_terminal_measures_a_zone(measure: Callable[..., str], zone_on_ground: ZoneOnGround) -> None:
    value = json.loads(measure(TEXT))
    assert value["area_km2"] == round(zone_on_ground.drawn.area_km2, 2)
    assert value["people"] == zone_on_ground.drawn.people
    assert value["settlements"][0]["name_en"] == "Donetsk"
    assert value["corners"] == [list(corner) for corner in DONBAS]
    words = measure(TEXT, json=False)
    assert "15,978 km²" in words
    assert "us-28-point" in words


def test_the_terminal_reads_and_writes_files(measure: Callable[..., str], tmp_path: Path) -> None:
    source, out = tmp_path / "zone.txt", tmp_path / "zone.geojson"
    source.write_text(TEXT, encoding="utf-8")
    value = json.loads(measure("", file=str(source), out=str(out)))
    assert value["file"] == str(out)
    assert json.loads(out.read_bytes())["features"][0]["properties"]["people"] == value["people"]
    with pytest.raises(GeoError, match="already there"):
        measure("", file=str(source), out=str(out))


@pytest.mark.parametrize("text, said", [
    (b"\xff\xfe", "no text in UTF-8"), ("x" * 30_000, "longer than 20 kB"), ("", "No coordinates"),
    ("20 50\n21 50\n21 51", "outside Ukraine"),
])
def test_the_terminal_rejects_input_in_one_sentence(text: str | bytes, said: str,
                                            measure: Callable[..., str]) -> None:
    with pytest.raises(ZoneError, match=said):
        measure(text)


def test_a_missing_file_and_a_folder_are_rejected(measure: Callable[..., str], tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(ZoneError, match="there is no such file"):
            measure("", file=str(path))


def test_a_card_on_another_line_has_the_day_of_that_line(
    world: World, outcome: Outcome, names: dict[str, str], english: Language, zone_on_ground: ZoneOnGround
) -> None:
    control = replace(outcome.ground.control, on=date(2026, 1, 2))
    other = replace(outcome, ground=replace(outcome.ground, control=control))
    assert "Held on 2 January 2026" in dict(facts(zone_on_ground, other, names, english))
