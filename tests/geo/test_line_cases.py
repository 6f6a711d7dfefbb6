"""Files that once went wrong, kept outside of the project: each is read as expected, or refused."""

import json
from datetime import date
from pathlib import Path

import pytest
import shapely

from geo.crs import to_degrees
from geo.errors import SourceError
from geo.line_sources.reader import parse_control
from geo.measure import areas_km2
from geo.outcomes.drawn_zone import drawn_zone
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
