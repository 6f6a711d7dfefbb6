"""Files that leave the dashboard: right by their standard, equal to the figures, and repeatable."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest

from geo.errors import FormatError
from geo.figures import FIGURES_CHANGED, NUMBERS
from geo.ground import Ground
from geo.inquiry import outcome_of
from geo.measure import areas_km2
from geo.outcome import Outcome, apply, report
from geo.scenarios import Library
from geo.world import World
from layers.exports import EXPORTS, export_named, file_name, geojson, table_csv
from layers.ledger import CSV_COLUMNS
from layers.wording import DISCLAIMER
from tests import rfc7946, toy
from tests.conftest import DAYS, ROOT

DAY = DAYS[2]
PLAN = "us-28-point"
SAMPLE = (PLAN, "geneva-19-point", "istanbul-2022", "kellogg-buffer")

PROPERTIES = {  # conventions.md, and what a rule says about itself
    "region", "region_name", "holder", "status", "scenario", "on", "area_km2", "area_km2_low",
    "area_km2_high", "people", "people_low", "people_high", "clause", "source",
    "level", "confidence", "note",
}

OutcomeOn = Callable[[str, date], Outcome]


@pytest.fixture(scope="module")
def written(outcome_on: OutcomeOn, world: World) -> dict[str, bytes]:
    """The GeoJSON of some plans, by id."""
    return {plan: geojson(outcome_on(plan, DAY), world) for plan in SAMPLE}


def features(content: bytes) -> list[dict[str, Any]]:
    return json.loads(content)["features"]


@pytest.mark.parametrize("plan", SAMPLE)
def test_geojson_keeps_rfc_7946(plan: str, written: dict[str, bytes]) -> None:
    assert rfc7946.faults(written[plan]) == []


def test_the_reader_of_the_test_can_find_faults() -> None:
    """Clockwise, open, too precise, a wrong bbox, a crs: each is seen."""
    ring = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 0.0]]
    good = {"type": "FeatureCollection", "bbox": [0.0, 0.0, 1.0, 1.0], "features": [{
        "type": "Feature", "id": "a", "bbox": [0.0, 0.0, 1.0, 1.0], "properties": {},
        "geometry": {"type": "Polygon", "coordinates": [ring]}}]}

    def said(change: Callable[[dict[str, Any]], object]) -> str:
        tree = json.loads(json.dumps(good))
        change(tree)
        return " ".join(rfc7946.faults(json.dumps(tree).encode()))

    rings = ["features", 0, "geometry", "coordinates"]

    def inner(tree: Any) -> Any:
        for key in rings:
            tree = tree[key]
        return tree

    assert said(lambda _tree: None) == ""
    assert "wrong way" in said(lambda tree: inner(tree)[0].reverse())
    assert "not closed" in said(lambda tree: inner(tree)[0].append([0.5, 0.2]))
    assert "decimals" in said(lambda tree: inner(tree)[0][1].__setitem__(0, 1.12345678))
    assert "bbox" in said(lambda tree: tree.update(bbox=[0, 0, 1, 2]))
    assert "crs" in said(lambda tree: tree.update(crs=None))
    assert "twice in a row" in said(lambda tree: inner(tree)[0].insert(1, [0.0, 0.0]))


@pytest.mark.parametrize("plan", SAMPLE)
def test_each_zone_has_all_properties_and_the_file_says_what_it_is(
    plan: str, written: dict[str, bytes], world: World, library: Library
) -> None:
    for feature in features(written[plan]):
        assert set(feature["properties"]) == PROPERTIES
        assert feature["properties"]["scenario"] == plan
        assert feature["properties"]["on"] == "2025-11-21"
        assert feature["properties"]["clause"]
    said = json.loads(written[plan])["metadata"]
    assert said["scenario"] == plan
    assert said["title"] == library[plan].title
    assert said["on"] == "2025-11-21"
    assert said["data_version"] == world.version
    assert said["figures_changed"] == FIGURES_CHANGED
    assert said["disclaimer"] == DISCLAIMER
    for name in ("control_source", "licence", "people", "sources"):
        assert said[name], name


def test_gdal_reads_the_file_and_the_areas_are_those_of_the_figures(
    written: dict[str, bytes], tmp_path: Path
) -> None:
    """Valid polygons whose geodesic area is within 0.01 % of the property, in WGS 84."""
    for plan, content in written.items():
        path = tmp_path / f"{plan}.geojson"
        path.write_bytes(content)
        table = gpd.read_file(path, engine="pyogrio")
        assert table.crs == "EPSG:4326"
        assert table.is_valid.all()
        measured = areas_km2(table.geometry)
        assert measured == pytest.approx(table["area_km2"].to_numpy(), rel=1e-4, abs=0.01)


@pytest.mark.parametrize("plan", SAMPLE)
def test_the_zones_of_a_file_add_up_to_the_report(
    plan: str, written: dict[str, bytes], outcome_on: OutcomeOn, world: World
) -> None:
    totals = report(outcome_on(plan, DAY), world)["totals"]
    sums = dict.fromkeys(totals, 0.0)
    people = dict.fromkeys(totals, 0)
    for feature in features(written[plan]):
        row = feature["properties"]
        sums[row["status"]] += row["area_km2"]
        people[row["status"]] += row["people"]
    assert sums == pytest.approx({s: t["area_km2"] for s, t in totals.items()}, abs=0.3)
    assert people == {s: t["people"] for s, t in totals.items()}


def test_only_the_regions_shown_are_in_the_file(outcome_on: OutcomeOn, world: World) -> None:
    outcome = outcome_on(PLAN, DAY)
    shown = frozenset({"UA-14", "UA-09"})
    content = geojson(outcome, world, shown)
    assert {feature["properties"]["region"] for feature in features(content)} == shown
    assert rfc7946.faults(content) == []
    assert features(geojson(outcome, world, frozenset())) == []
    assert rfc7946.faults(geojson(outcome, world, frozenset())) == []


def test_csv_adds_up_to_the_totals(outcome_on: OutcomeOn, world: World) -> None:
    """UTF-8 without a mark, RFC 4180 lines, one row per region, status and holder."""
    for plan in SAMPLE:
        outcome = outcome_on(plan, DAY)
        content = table_csv(outcome, world)
        assert content.count(b"\n") == content.count(b"\r\n")
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))
        assert tuple(rows[0]) == CSV_COLUMNS
        published = report(outcome, world)
        keys = ("region", "status", "holder")
        assert sorted(tuple(row[k] for k in keys) for row in rows) == sorted(
            tuple(row[k] for k in keys) for row in published["rows"])
        assert sum(int(row["people"]) for row in rows) == published["country"]["people"]
        assert sum(float(row["area_km2"]) for row in rows) == pytest.approx(
            published["country"]["area_km2"], abs=0.3)
        for row in rows:
            for name in NUMBERS:
                assert float(row[name]) >= 0


def test_writing_twice_gives_the_same_bytes(outcome_on: OutcomeOn, world: World, library: Library) -> None:
    outcome = outcome_on(PLAN, DAY)
    again = outcome_of(world, library[PLAN], outcome.ground)
    for export in EXPORTS.values():
        assert export.write(outcome, world, None) == export.write(again, world, None)


def test_a_fresh_process_writes_the_same_bytes(
    outcome_on: OutcomeOn, world: World, tmp_path: Path
) -> None:
    """Whatever the seed of its hashes, so no set decides an order."""
    for name, export in EXPORTS.items():
        out = tmp_path / f"plan.{export.suffix}"
        command = [sys.executable, "cli.py", "export", PLAN, "--format", name, "--out", str(out)]
        environment = {**os.environ, "PYTHONHASHSEED": "12345"}
        subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
        assert out.read_bytes() == export.write(outcome_on(PLAN, DAY), world, None), name


HOSTILE = '=HYPERLINK("https://example.org","a")</script><img src=x onerror=alert(1)>\u2028,"\n{x}'


def test_a_hostile_title_stays_text(toy_ground: Ground, toy_world: World) -> None:
    """JSON escapes what it must, and no cell of the table starts a formula."""
    scenario = replace_text(toy.identity(), title=HOSTILE, short_title="=1+1", sentence_title="@x")
    ground = replace(toy_ground, control=replace(toy_ground.control, source=f"file {HOSTILE}"))
    outcome = apply(scenario, ground)
    content = geojson(outcome, toy_world)
    assert rfc7946.faults(content) == []
    assert json.loads(content)["metadata"]["title"] == HOSTILE
    table = table_csv(outcome, toy_world).decode("utf-8")
    rows = list(csv.reader(io.StringIO(table, newline="")))
    assert {len(row) for row in rows} == {len(CSV_COLUMNS)}
    for row in rows:
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row), row


def replace_text(scenario: Any, **texts: str) -> Any:
    return scenario.model_copy(update=texts)


@pytest.mark.parametrize("export", EXPORTS.values(), ids=EXPORTS.keys())
def test_a_format_is_a_whole_record(export: Any, outcome_on: OutcomeOn) -> None:
    """Its file name names plan and date in characters that every file system takes."""
    assert export_named(export.id) is export
    assert "/" in export.mime
    name = file_name(outcome_on(PLAN, DAY), "zones", export)
    assert name == f"us-28-point_2025-11-21_zones.{export.suffix}"


def test_an_unknown_format_is_refused_with_those_there_are() -> None:
    with pytest.raises(FormatError, match=r"There is no format 'shp'; there are geojson, csv"):
        export_named("shp")
    with pytest.raises(FormatError) as found:
        export_named("x" * 10_000)
    assert len(str(found.value)) < 120
