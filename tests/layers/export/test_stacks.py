"""Several plans or days in one file: each row once, with the figures of each, read back by others and us."""

import hashlib
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
import shapely

from geo.crs import to_degrees
from geo.errors import AmbiguousFile, SourceError
from geo.line_sources import polygons
from geo.line_sources.reader import ParsedControl, offer_in, parse_control
from geo.measure import areas_km2
from geo.outcomes.figures import total
from geo.outcomes.outcome import report
from geo.plans.library import TODAY
from geo.status import Holder
from geo.world import World
from layers.bundle.registry import EXPORTS, SHAPES, STACKED
from layers.export.shape_tables import COLUMNS, shape_tables
from layers.export.stack import Stack
from tests.support.files.export_requests import ALL_PARTS, DAY, PLAN, STRIP_PLAN, RequestOf

THINGS = (PLAN, STRIP_PLAN, TODAY)
DAYS = (date(2025, 11, 21), date(2026, 8, 22))
OF_SHAPES = [name for name in STACKED if EXPORTS[name].group == SHAPES]
ZONES = frozenset({"zones"})
ROUNDED_KM2 = 0.005
"""The figure of a piece is rounded to a hectare."""


@pytest.fixture(scope="module")
def plans(request_of: RequestOf) -> Callable[..., Stack]:
    return lambda parts=ALL_PARTS: Stack([request_of(thing, parts=parts) for thing in THINGS])


@pytest.fixture(scope="module")
def days(request_of: RequestOf) -> Callable[..., Stack]:
    return lambda parts=ZONES: Stack([request_of(PLAN, day, parts=parts) for day in DAYS], by_day=True)


@pytest.fixture(scope="module")
def file_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Stack], Path]:
    def write(name: str, stack: Stack) -> Path:
        path = tmp_path_factory.mktemp("stack") / f"all.{EXPORTS[name].suffix}"
        path.touch()
        make = EXPORTS[name].stack
        assert make is not None
        make(stack, path)
        return path
    return write


FileOf = Callable[[str, Stack], Path]


def zones_in(path: Path) -> gpd.GeoDataFrame:
    """Read zones with other people's software."""
    if path.suffix == ".parquet":
        table = gpd.read_parquet(path)
        return table[table["layer"] == "zones"]
    if path.suffix == ".geojson":
        table = pyogrio.read_dataframe(path)
        return table[table["layer"] == "zones"]
    return pyogrio.read_dataframe(path, layer="zones")


@pytest.mark.parametrize("name", OF_SHAPES)
def test_the_zones_of_each_plan_add_up_to_its_figures(
    name: str, plans: Callable[..., Stack], file_of: FileOf, world: World
) -> None:
    stack = plans()
    zones = zones_in(file_of(name, stack))
    assert zones["id"].is_unique
    assert all(row.id.startswith(f"{row.scenario}.{row.region}.") for row in zones.itertuples())
    assert set(zones["scenario"]) == set(THINGS)
    for request in stack.requests:
        mine = zones[zones["scenario"] == request.id]
        alone = shape_tables(request)["zones"]
        assert mine["area_km2"].sum() == pytest.approx(alone["area_km2"].sum(), abs=1e-6)
        for holder in Holder:
            whole = total(request.ground.table[request.ground.table["holder"] == holder])["area_km2"]
            rows = mine[mine["holder"] == holder]
            assert areas_km2(rows.geometry).sum() == pytest.approx(whole, abs=0.01)
            assert rows["area_km2"].sum() == pytest.approx(whole, abs=ROUNDED_KM2 * len(rows))
        if request.outcome is None:
            continue
        sizes = mine.assign(km2=areas_km2(mine.geometry)).groupby("status")["km2"].sum()
        for status, figures in report(request.outcome, world)["totals"].items():
            assert sizes[status] == pytest.approx(figures["area_km2"], abs=0.01)


@pytest.mark.parametrize("name", OF_SHAPES)
def test_every_row_of_every_part_is_that_of_its_own_file(
    name: str, plans: Callable[..., Stack], file_of: FileOf
) -> None:
    path = file_of(name, plans())
    for part, columns in COLUMNS.items():
        if name == "gpkg":
            found = pyogrio.read_dataframe(path, layer=part)
        else:
            found = gpd.read_parquet(path) if name == "parquet" else pyogrio.read_dataframe(path)
            found = found[found["layer"] == part]
        expected = [(f"{request.id}.{row.Index}", row.region, row.source)
                    for request in plans().requests
                    for row in shape_tables(request).get(part, pd.DataFrame()).itertuples()]
        assert list(zip(found["id"], found["region"], found["source"], strict=True)) == expected
        assert expected
        assert set(columns) <= set(found.columns)


@pytest.mark.parametrize("name", STACKED)
def test_the_days_of_a_plan_have_ids_of_their_own(
    name: str, days: Callable[..., Stack], file_of: FileOf
) -> None:
    path = file_of(name, days())
    if EXPORTS[name].group == SHAPES:
        rows = zones_in(path)
    else:
        rows = pd.read_csv(path, skiprows=[1] if name == "csv-hxl" else None)
    assert rows["id"].is_unique
    dated = pd.to_datetime(rows["line_date"]).dt.date
    assert sorted(set(dated)) == list(DAYS)
    assert all(name.startswith(f"{PLAN}.{day}.") for name, day in zip(rows["id"], dated, strict=True))


def test_a_table_has_the_rows_of_each_plan_below_one_head(
    plans: Callable[..., Stack], file_of: FileOf
) -> None:
    lines = file_of("csv", plans()).read_bytes().splitlines(keepends=True)
    alone = [EXPORTS["csv"].write(request).splitlines(keepends=True) for request in plans().requests]
    assert lines[0] == b"id," + alone[0][0]
    assert [line.split(b",", 1)[1] for line in lines[1:]] == [line for rows in alone for line in rows[1:]]
    names = [line.split(b",", 1)[0] for line in lines[1:]]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("name", STACKED)
def test_the_same_input_gives_the_same_bytes(name: str, plans: Callable[..., Stack], file_of: FileOf) -> None:
    first, second = (hashlib.sha256(file_of(name, plans()).read_bytes()).hexdigest() for _ in range(2))
    assert first == second


def held_km2(parsed: ParsedControl, world: World) -> float:
    """Measure the ground that Russia holds within Ukraine's borders."""
    country = shapely.coverage_union_all(world.regions_m.geometry.to_numpy())
    return float(areas_km2([to_degrees(shapely.intersection(parsed.control.held, country))])[0])


@pytest.mark.parametrize("name", OF_SHAPES)
def test_our_reader_finds_the_line_of_each_plan(
    name: str, plans: Callable[..., Stack], file_of: FileOf, request_of: RequestOf, world: World
) -> None:
    """Of several plans on one day the line is the same, so none has to be named."""
    data = file_of(name, plans(ZONES)).read_bytes()
    read = held_km2(parse_control(data, "all", DAY, world.regions_m), world)
    table = request_of(TODAY).ground.table
    recorded = total(table[table["holder"] == Holder.RUSSIA])["area_km2"]
    assert read == pytest.approx(recorded, abs=0.01)
    for thing in THINGS:
        one = parse_control(data, "all", DAY, world.regions_m, where=(("scenario", thing),))
        assert held_km2(one, world) == pytest.approx(recorded, abs=0.01)
    assert offer_in(data, "all") == ()
    with pytest.raises(SourceError, match="no feature with this value"):
        parse_control(data, "all", DAY, world.regions_m, where=(("scenario", "nobody"),))


@pytest.mark.parametrize("name", OF_SHAPES)
def test_our_reader_asks_which_of_several_days_is_meant(
    name: str, days: Callable[..., Stack], file_of: FileOf, request_of: RequestOf, world: World
) -> None:
    """Their union is the line of no day."""
    data = file_of(name, days()).read_bytes()
    with pytest.raises(AmbiguousFile, match="'2025-11-21', '2026-08-22' in column 'line_date'"):
        parse_control(data, "all", DAY, world.regions_m)
    (column,) = offer_in(data, "all")
    assert (column.name, [value.text[:10] for value in column.values]) == (
        "line_date", ["2025-11-21", "2026-08-22"])
    for day, offered in zip(DAYS, column.values, strict=True):
        chosen = parse_control(data, "all", day, world.regions_m, where=((column.name, offered.text),))
        alone = parse_control(EXPORTS[name].write(request_of(PLAN, day, parts=ZONES)), "one", day,
                              world.regions_m)
        assert chosen.exported_for == day.isoformat()
        assert held_km2(chosen, world) == pytest.approx(held_km2(alone, world), abs=0.01)
        zones = shape_tables(request_of(PLAN, day))["zones"]
        stated = zones.loc[zones["holder"] == Holder.RUSSIA, "area_km2"]
        assert offered.area_km2 == pytest.approx(stated.sum(), abs=ROUNDED_KM2 * len(stated))


@pytest.mark.parametrize("name", OF_SHAPES)
def test_only_what_counts_of_a_file_has_to_keep_within_the_limit(
    name: str, plans: Callable[..., Stack], file_of: FileOf, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All plans in one file have a million vertices, and the line of any of them a hundredth of that."""
    data = file_of(name, plans(ZONES)).read_bytes()
    whole = parse_control(data, "all", DAY, world.regions_m).control
    monkeypatch.setattr(polygons, "MAX_VERTICES", 20_000)
    assert parse_control(data, "all", DAY, world.regions_m).control.held.equals(whole.held)
    monkeypatch.setattr(polygons, "MAX_VERTICES", 2_000)
    with pytest.raises(SourceError, match="draws ground with more than 2,000 vertices"):
        parse_control(data, "all", DAY, world.regions_m)


def test_our_reader_asks_where_plans_lie_on_several_lines(
    plans: Callable[..., Stack], file_of: FileOf, world: World
) -> None:
    tree = json.loads(file_of("geojson", plans(ZONES)).read_bytes())
    taken = next(feature for feature in tree["features"] if feature["id"] == f"{PLAN}.UA-09.russia")
    tree["features"].remove(taken)
    with pytest.raises(AmbiguousFile, match=r"on several lines of contact .* --where scenario=ID"):
        parse_control(json.dumps(tree).encode(), "all", DAY, world.regions_m)
    (column,) = offer_in(json.dumps(tree).encode(), "all")
    assert (column.name, len(column.values)) == ("scenario", len(THINGS))
