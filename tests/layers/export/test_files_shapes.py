"""Geodata files: the tables behind them, GeoJSON and GeoPackage agree with the figures and each other."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
import shapely

from geo.crs import to_metres
from geo.errors import FormatError
from geo.measure import areas_km2, length_km
from geo.outcomes.figures import FIGURES_CHANGED, NUMBERS, total
from geo.outcomes.outcome import outcome_of, piece_shape, plan_line, report, wall_line
from geo.plans.library import TODAY, Library
from geo.plans.overlay import Baseline
from geo.status import Holder
from geo.world import World
from geo.zones.ground import Ground
from layers.captions.link import link_of
from layers.export.geojson import geojson
from layers.export.geopackage import geopackage
from layers.export.metadata import metadata
from layers.export.shape_tables import COLUMNS, shape_tables
from layers.language import Language
from layers.request import PARTS, ExportRequest
from layers.text.wording import DISCLAIMER
from tests.conftest import DAYS
from tests.support.files.export_requests import DAY, HOSTILE, LINELESS, PLAN, STRIP_PLAN, THINGS, RequestOf
from tests.support.files.rfc7946 import faults
from tests.support.worlds import toy

ZONES = frozenset({"zones"})
CASES = [*((thing, DAY) for thing in THINGS),
         *((thing, day) for thing in (PLAN, STRIP_PLAN, TODAY) for day in DAYS if day != DAY)]  # on every day


@pytest.mark.parametrize("plan, day", [case for case in CASES if case[0] != TODAY], ids=str)
def test_zones_add_up_to_the_report(plan: str, day: date, request_of: RequestOf, world: World) -> None:
    export_request = request_of(plan, day)
    zones, published = shape_tables(export_request)["zones"], report(export_request.plan(), world)
    sums = zones.groupby("status")[["area_km2", "people"]].sum()
    assert sums["area_km2"].to_dict() == pytest.approx(
        {name: figures["area_km2"] for name, figures in published["totals"].items()}, abs=0.3)
    assert sums["people"].to_dict() == {n: f["people"] for n, f in published["totals"].items()}
    assert shapely.coverage_is_valid(zones.geometry.to_numpy())


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_without_a_plan_zones_are_regions_by_holder(day: date, request_of: RequestOf) -> None:
    export_request = request_of(TODAY, day)
    tables = shape_tables(export_request)
    assert list(tables) == ["zones", "contact"]
    zones, table = tables["zones"], export_request.ground.table
    assert zones[["status", "clause", "level", "note"]].isna().all(axis=None)
    assert set(zones["scenario"]) == {TODAY}
    assert not zones.duplicated(["region", "holder"]).any()
    for holder in Holder:
        mine = zones[zones["holder"] == holder]
        assert mine["area_km2"].sum() == pytest.approx(
            total(table[table["holder"] == holder])["area_km2"], abs=0.3)


@pytest.mark.parametrize("thing, day", CASES, ids=str)
def test_lines_are_as_long_as_the_figures_say(thing: str, day: date, request_of: RequestOf) -> None:
    export_request = request_of(thing, day)
    tables = shape_tables(export_request)
    contact = tables["contact"]
    assert contact["length_km"].sum() == pytest.approx(export_request.ground.contact_km, abs=0.01)
    if export_request.outcome is not None:
        line = tables["plan_line"]
        length = plan_line(export_request.outcome)["length_km"].sum()
        assert line["plan_line_km"].sum() == pytest.approx(length, abs=0.01)
        walls = {wall.line: wall.text for wall in export_request.outcome.scenario.walls}
        for table, along in ((line, Baseline.PLAN_LINE), (contact, Baseline.LINE_OF_CONTACT)):
            assert set(table["wall"]) <= {along in walls}
            assert set(table["wall_text"].dropna()) <= {walls.get(along)}
    for table, column in ((contact, "length_km"), (tables.get("plan_line"), "plan_line_km")):
        if table is not None and len(table):
            measured = [length_km(shape) for shape in table.geometry]
            assert measured == pytest.approx(table[column].astype(float).tolist(), abs=0.01)


@pytest.mark.parametrize("line, part", [("line_of_contact", "contact"), ("plan_line", "plan_line")])
def test_a_wall_is_said_of_the_line_it_would_run_along(
    line: str, part: str, toy_world: World, toy_ground: Ground, english: Language
) -> None:
    scenario = toy.plan({"status": "frozen", "holder": "russia"}, {"status": "ukrainian"},
                        overlays=[{"kind": "wall", "line": line, "text": "A wall.", "source": "toy",
                                   "confidence": "report"}],
                        sources=[{"id": "toy", "publisher": "A paper", "url": "https://example.org/"}])
    outcome = outcome_of(toy_world, scenario, toy_ground)
    tables = shape_tables(ExportRequest(toy_world, Library({}), toy_ground, outcome, english,
                                        parts=frozenset({"contact", "plan_line"})))
    assert {name: set(table["wall"]) for name, table in tables.items()} == {
        "contact": {part == "contact"}, "plan_line": {part == "plan_line"}}
    assert set(tables[part]["wall_text"]) == {"A wall."}
    assert set(tables[part]["wall_source"]) == {"A paper"}


def test_each_of_two_walls_is_said_of_its_line(
    toy_world: World, toy_ground: Ground, english: Language) -> None:
    said = {"kind": "wall", "source": "toy", "confidence": "report"}
    lines = [Baseline.LINE_OF_CONTACT, Baseline.PLAN_LINE]
    walls = [{**said, "line": line, "text": f"A wall on {line}."} for line in lines]
    scenario = toy.plan({"status": "handed_over", "regions": [toy.SE], "holder": "ukraine"},
                        {"status": "frozen", "holder": "russia"}, {"status": "ukrainian"}, overlays=walls)
    outcome = outcome_of(toy_world, scenario, toy_ground)
    tables = shape_tables(ExportRequest(toy_world, Library({}), toy_ground, outcome, english,
                                        parts=frozenset({"contact", "plan_line"})))
    assert {name: set(table["wall_text"]) for name, table in tables.items()} == {
        "contact": {"A wall on line_of_contact."}, "plan_line": {"A wall on plan_line."}}
    there = plan_line(outcome)["length_km"].sum() + toy_ground.contact_km
    both = set(plan_line(outcome).index) & set(toy_ground.contact.index)
    shared = outcome.ground.edges.loc[sorted(both), "length_km"].sum()
    assert wall_line(outcome)["length_km"].sum() == pytest.approx(there - shared)


def test_each_side_of_a_line_matches_its_columns(request_of: RequestOf) -> None:
    """The near side of the line of contact is Ukrainian-held; a line between regions names both."""
    export_request = request_of(PLAN)
    tables = shape_tables(export_request)
    zones = tables["zones"]
    for row in tables["contact"].itertuples():
        for region, holder in ((row.region, "ukraine"), (row.region_beyond, "russia")):
            shape = zones.loc[(zones["region"] == region) & (zones["holder"] == holder)].geometry.union_all()
            assert shapely.intersection(row.geometry, shapely.boundary(shape)).length == pytest.approx(
                row.geometry.length, rel=1e-6)
    for row in tables["plan_line"].itertuples():
        for region, status in ((row.region, row.status), (row.region_beyond, row.status_beyond)):
            shape = zones.loc[(zones["region"] == region) & (zones["status"] == status)].geometry.union_all()
            assert shapely.intersection(row.geometry, shapely.boundary(shape)).length == pytest.approx(
                row.geometry.length, rel=1e-6)


def test_a_strip_adds_up_and_never_counts_ground_twice(request_of: RequestOf, world: World) -> None:
    export_request = request_of(STRIP_PLAN)
    strip, published = shape_tables(export_request)["strip"], report(export_request.plan(), world)
    assert strip["strip_area_km2"].sum() == pytest.approx(published["buffer"]["total"]["area_km2"], abs=0.2)
    assert strip["strip_people"].sum() == published["buffer"]["total"]["people"]
    assert set(strip["width_km"]) == {15.0}
    assert areas_km2(strip.geometry) == pytest.approx(strip["strip_area_km2"].astype(float), abs=0.01)
    rows = [feature["properties"] for feature in json.loads(geojson(export_request))["features"]]
    for name in NUMBERS:
        assert {row["layer"] for row in rows if name in row} == {"zones"}
    assert sum(row.get("area_km2", 0) for row in rows) == pytest.approx(
        published["country"]["area_km2"], abs=0.3)


def test_only_requested_parts_and_regions_are_included(request_of: RequestOf) -> None:
    shown = frozenset({"UA-14", "UA-09"})
    tables = shape_tables(request_of(STRIP_PLAN, regions=shown))
    assert list(tables) == list(PARTS)
    for part, table in tables.items():
        assert len(table), part
        sides = set(table["region"]) | set(table.get("region_beyond", table["region"]))
        assert all(region in shown or "beyond" in " ".join(table) for region in sides)
        assert list(table.columns) == [*COLUMNS[part], "geometry"]
        assert table.index.is_unique
    assert set(tables["zones"]["region"]) == shown
    assert list(shape_tables(request_of(PLAN, parts=ZONES))) == ["zones"]
    # The line between Kharkiv region, which is hidden, and Donetsk region, which is shown, belongs to both.
    assert "UA-63" in set(shape_tables(request_of(PLAN, regions=shown))["plan_line"]["region"])


@pytest.mark.parametrize("write", [geojson, geopackage], ids=lambda write: write.__name__)
def test_missing_parts_are_rejected_and_empty_parts_are_empty(
    write: Callable[[ExportRequest], bytes], request_of: RequestOf
) -> None:
    with pytest.raises(FormatError, match=r"nothing to write: us-28-point has no such part \(strip\)"):
        write(request_of(PLAN, parts=frozenset({"strip"})))
    with pytest.raises(FormatError, match="There is no part 'roads'; there are zones, contact"):
        write(request_of(PLAN, parts=frozenset({"zones", "roads"})))
    with pytest.raises(FormatError, match="nothing"):
        write(request_of(PLAN, parts=frozenset()))
    assert len(write(request_of(STRIP_PLAN, regions=frozenset()))) > 1000
    assert shape_tables(request_of(LINELESS))["plan_line"].empty


@pytest.mark.parametrize("thing", THINGS)
def test_geojson_conforms_to_rfc_7946(thing: str, request_of: RequestOf) -> None:
    content, tables = geojson(request_of(thing)), shape_tables(request_of(thing))
    assert faults(content) == []
    features = json.loads(content)["features"]
    assert len(features) == sum(len(table) for table in tables.values())
    for row in (feature["properties"] for feature in features):
        assert set(row) == {"layer", "on", *COLUMNS[row["layer"]]}
        assert row["on"] == row["line_date"]
    zones = [feature for feature in features if feature["properties"]["layer"] == "zones"]
    assert zones == json.loads(geojson(request_of(thing, parts=ZONES)))["features"]


def test_the_rounded_shapes_are_valid(request_of: RequestOf) -> None:
    """On every day, for every plan with its own pieces or strip."""
    for thing, day in [(thing, day) for day in DAYS for thing in (TODAY, "istanbul-2022", STRIP_PLAN)]:
        for feature in json.loads(geojson(request_of(thing, day)))["features"]:
            assert shapely.is_valid(shapely.geometry.shape(feature["geometry"])), (thing, day, feature["id"])


@pytest.mark.parametrize("thing", THINGS)
def test_a_file_describes_itself(thing: str, request_of: RequestOf, world: World) -> None:
    export_request = request_of(thing, regions=frozenset({"UA-14"}), address="https://atlas.example.org")
    said = metadata(export_request)
    assert json.loads(geojson(export_request))["metadata"] == said == json.loads(json.dumps(said))
    expected = {"scenario": thing, "on": "2025-11-21", "data_version": world.version, "margin_km": 1.0,
                "figures_changed": FIGURES_CHANGED, "disclaimer": DISCLAIMER, "regions": ["UA-14"],
                "control_source": export_request.ground.control.origin.source, "control_origin": "record",
                "control_url": "https://deepstatemap.live/", "reassigned_km2": 0.0,
                "address": link_of(export_request).address, "parts": list(shape_tables(export_request))}
    assert {name: said[name] for name in expected} == expected
    for name in ("title", "licence", "people", "range", "data_sources"):
        assert said[name], name
    assert bool(said["sources"]) == bool(said["text_status"]) == (thing != TODAY)
    assert "{" not in said["range"]


def test_russian_held_zones_are_the_control_they_were_cut_from(request_of: RequestOf, world: World) -> None:
    for day in DAYS:
        export_request = request_of(TODAY, day)
        zones = shape_tables(export_request)["zones"]
        held = to_metres(shapely.union_all(zones[zones["holder"] == "russia"].geometry.to_numpy()))
        country = shapely.union_all(world.regions_m.geometry.to_numpy())
        control = shapely.intersection(export_request.ground.control.held, country)
        gap_km2 = shapely.area(shapely.symmetric_difference(held, control)) / 1e6
        assert gap_km2 <= export_request.ground.slivers_km2 + 0.01, day


def test_shapes_are_those_of_the_figures(request_of: RequestOf) -> None:
    """The shortcut that merges zones into pieces gives the shapes and areas of `piece_shape`."""
    export_request = request_of("istanbul-2022", parts=ZONES)
    zones = shape_tables(export_request)["zones"]
    for piece, shape in zip(zones.index, zones.geometry, strict=True):
        assert shapely.equals_exact(shape, piece_shape(export_request.plan(), piece))
    assert areas_km2(zones.geometry) == pytest.approx(zones["area_km2"].astype(float), abs=0.01)


def test_text_is_in_the_language_of_the_request(request_of: RequestOf, english: Language) -> None:
    export_request = replace(request_of(PLAN), language=replace(english, code="uk"))
    zones = shape_tables(export_request)["zones"]
    assert set(zones["region_name"]) == set(export_request.names.values()) > {"Донецька область", "Київ"}
    assert set(zones["status"]) == set(shape_tables(request_of(PLAN))["zones"]["status"])


def test_hostile_text_remains_text(hostile: ExportRequest) -> None:
    content = geojson(hostile)
    assert faults(content) == []
    tree = json.loads(content)
    assert tree["metadata"]["title"] == HOSTILE
    assert {feature["properties"]["region_name"] for feature in tree["features"]} == {HOSTILE}
