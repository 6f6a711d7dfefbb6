"""Files and names that once went wrong, kept outside of the project: each is read as expected, or refused."""

import json
from datetime import date
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from geo.crs import to_degrees, to_metres
from geo.errors import SourceError, ZoneError
from geo.gazetteer.names import Names, load_names
from geo.gazetteer.places import load_places
from geo.gazetteer.search import AmbiguousPlace, EmptyTown, find
from geo.line_sources.reader import parse_control
from geo.measure import areas_km2
from geo.outcomes.drawn_vertices import read_corners
from geo.outcomes.drawn_zone import drawn_zone
from geo.paths import DATA
from geo.plans.library import read_scenario
from geo.world import World
from tests.conftest import ROOT

CASES = ROOT.parent / "shared" / "cases"

TWO_SQUARES_KM2 = 8_969.6
READ = {
    "ok_plain": TWO_SQUARES_KM2, "a02": 2_614.3, "a03_statuses": TWO_SQUARES_KM2,
    "a03_wrapped": TWO_SQUARES_KM2,
    "a07": TWO_SQUARES_KM2, "b01": 4_696.3, "e03": 1_960.7,
    **dict.fromkeys(("c01", "c02", "c04", "c05", "c07", "c08", "c09", "d03", "e01", "e02", "e04", "e05",
                     "e07", "e09", "e10", "e11", "e12", "e14", "e15", "e16", "e20"), TWO_SQUARES_KM2)}
REFUSED = {"a05": "several dates", "d01": "views are not read", "e18": "export it in EPSG:4326",
           "e19": "draw the ground"}

pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="the cases are not here")


def case(name: str) -> Path:
    return next(path for path in CASES.iterdir() if path.name.startswith(name))


def held_km2(world: World, path: Path) -> float:
    parsed = parse_control(path.read_bytes(), path.name, date(2025, 11, 21), world.regions_m)
    country = shapely.coverage_union_all(world.regions_m.geometry.to_numpy())
    return float(areas_km2([to_degrees(shapely.intersection(parsed.control.held, country))])[0])


@pytest.mark.parametrize("name", READ)
def test_a_case_is_read_within_a_thousandth(world: World, name: str) -> None:
    assert held_km2(world, case(name)) == pytest.approx(READ[name], rel=1e-3)


@pytest.mark.parametrize("name", REFUSED)
def test_a_case_is_refused_with_what_to_do(world: World, name: str) -> None:
    with pytest.raises(SourceError, match=REFUSED[name]):
        held_km2(world, case(name))


def test_a_file_and_a_zone_of_the_same_corners_agree(world: World) -> None:
    """But for strips along the coast, of which the note tells."""
    path = case("a01")
    corners = json.loads(path.read_bytes())["features"][0]["geometry"]["coordinates"][0][:-1]
    zone = drawn_zone(world, tuple((x, y) for x, y in corners))
    assert held_km2(world, path) == pytest.approx(zone.area_km2, rel=2e-5)


def test_a_shift_of_its_own_is_applied_as_gdal_does(world: World) -> None:
    """Its area hardly changes if the outline lies a hundred metres off."""
    path = case("c08")
    drawn = gpd.read_file(path).to_crs("EPSG:4326").union_all()
    held = parse_control(path.read_bytes(), path.name, date(2025, 11, 21), world.regions_m).control.held
    assert shapely.hausdorff_distance(held, to_metres(shapely.segmentize(drawn, 0.01))) < 10
    assert shapely.hausdorff_distance(shapely.MultiPoint(shapely.get_coordinates(to_metres(drawn))), held) < 1


ZONE = dict.fromkeys(("f01", "f02", "f04", "f05", "f08", "f11"), 4_420.3)
ZONE_REFUSED = {"f07": "in SRID 3857", "f10": "it has 4 numbers"}


@pytest.mark.parametrize("name", ZONE)
def test_a_zone_is_measured_as_expected(world: World, name: str) -> None:
    zone = drawn_zone(world, read_corners(case(name).read_text("utf-8")))
    assert zone.area_km2 == pytest.approx(ZONE[name], abs=0.05)


@pytest.mark.parametrize("name", ZONE_REFUSED)
def test_a_zone_that_is_not_read_is_refused_with_the_reason(name: str) -> None:
    with pytest.raises(ZoneError, match=ZONE_REFUSED[name]):
        read_corners(case(name).read_text("utf-8"))


@pytest.mark.parametrize("name", ["e3-counter (1).toml", "g01_bom/e3-counter.toml"])
def test_a_plan_is_read_as_the_one_of_the_project(world: World, name: str, tmp_path: Path) -> None:
    regions = frozenset(world.regions["id"])
    plan = read_scenario(CASES / name, regions)
    copy = tmp_path / "e3-counter.toml"
    copy.write_bytes((CASES / name).read_bytes().removeprefix(b"\xef\xbb\xbf"))
    assert plan == read_scenario(copy, regions)
    assert plan.id == read_scenario(DATA / "scenarios" / "e3-counter.toml", regions).id


PLACES = {  # the place that is meant, or one that the question lists
    "Гришине": "UA1416021008", "Гришине, Покровський район": "UA1416021008", "Slovyansk": "UA1412021001",
    "Осипенко, Бердянський район": "UA2302011001", "Станіслав": "UA6510013001",
    "Ordzhonikidze": "UA0118043001", "Belaya Tserkva": "UA3202001001", "Zlatopil": "UA6310009001",
    "Євпаторія": "UA0108015001"}


@pytest.fixture(scope="module")
def names() -> Names:
    return load_names(load_places())


@pytest.mark.parametrize("name", PLACES)
def test_a_name_means_the_place_expected_or_asks(names: Names, name: str) -> None:
    try:
        found = [find(names, name)]
    except AmbiguousPlace as fault:
        found = list(fault.places)
    assert PLACES[name] in found
    assert all(names.settlements.at[place, column] == names.settlements.at[place, column].strip()
               for place in found for column in ("name_en", "name_uk"))


def test_an_empty_town_gets_a_sentence(names: Names) -> None:
    with pytest.raises(EmptyTown, match=r"Chornobyl .* was evacuated"):
        find(names, "Chornobyl")
