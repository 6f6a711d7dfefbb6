"""Four days of the public DeepState archive, where they are at hand: matched, and compared with ours."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from geo.control.margin import contact_line
from geo.control.origin import upload_origin
from geo.control.record import Control, control_on
from geo.crs import to_degrees, to_metres
from geo.line_sources.dated_files import read_control
from geo.world import World
from tests.conftest import SHARED
from tests.geo.line_sources.test_control_file import DAY, by_region, read

ARCHIVE = SHARED / "reference" / "deepstate"
ARCHIVE_DAYS = tuple(map(date.fromisoformat, ("2024-08-01", "2025-06-01", "2025-11-21", "2026-06-01")))

pytestmark = pytest.mark.skipif(not ARCHIVE.is_dir(), reason="the reference days are not here")


def archived(day: date) -> Path:
    return ARCHIVE / f"deepstatemap_data_{day:%Y%m%d}.geojson"


def as_drawn(day: date) -> BaseGeometry:
    """The archive's polygon in AREA_CRS, before anything is matched."""
    collection = shapely.from_geojson(archived(day).read_text(encoding="utf-8"))
    return to_metres(shapely.union_all(shapely.get_parts(collection)))


@pytest.fixture(scope="module")
def archive(world: World) -> Callable[[date], Control]:
    controls = {day: read_control(archived(day), day, world.regions_m) for day in ARCHIVE_DAYS}
    return controls.__getitem__


@pytest.mark.parametrize("day", ARCHIVE_DAYS, ids=str)
def test_an_archived_day_agrees_with_the_bundled_record(
    world: World, archive: Callable[[date], Control], day: date
) -> None:
    """To 4 % and 100 km2 a region: the bundled front lies halfway between settlements."""
    recorded = by_region(world, control_on(world.record, day).held)
    archived = by_region(world, archive(day).held)
    for region, km2 in recorded.items():
        assert archived[region] == pytest.approx(km2, abs=0.04 * km2 + 100), region
    assert sum(archived.values()) == pytest.approx(sum(recorded.values()), rel=0.02)


@pytest.mark.parametrize("day", ARCHIVE_DAYS, ids=str)
def test_an_archived_day_loses_its_false_strips_and_nothing_else(
    world: World, archive: Callable[[date], Control], day: date
) -> None:
    control = archive(day)
    drawn, held = by_region(world, as_drawn(day)), by_region(world, control.held)
    whole = {region: geometry.area / 1e6 for region, geometry in world.regions_m.geometry.items()}
    assert held["UA-43"] == pytest.approx(whole["UA-43"], abs=0.01)
    assert held["UA-40"] == pytest.approx(whole["UA-40"], abs=0.01)
    moved = {region: held[region] - drawn[region] for region in held}
    expected = {"UA-09": 15.5, "UA-14": 6.5, "UA-23": 16, "UA-43": 2.4, "UA-65": 79}
    assert {region: moved[region] for region in expected} == pytest.approx(expected, abs=2.5)
    assert control.reassigned_km2 == pytest.approx(123, abs=3)
    specks_km2 = 4
    assert sum(moved.values()) == pytest.approx(control.reassigned_km2, abs=specks_km2)
    spots = shapely.points(world.places["x_m"], world.places["y_m"])
    changed = shapely.contains(control.held, spots) != shapely.contains(as_drawn(day), spots)
    assert not changed.any(), "a settlement changed its holder"


def test_the_28_point_plans_day_has_the_free_ground_that_was_measured(
    world: World, archive: Callable[[date], Control]
) -> None:
    held = archive(DAY).held
    free = world.regions_m.geometry.difference(held)
    assert free["UA-09"].area / 1e6 == pytest.approx(88.6, abs=0.5)
    parts_km2 = shapely.area(shapely.get_parts(free["UA-14"])) / 1e6
    assert (parts_km2 > 1).sum() == 2, "some of the line runs along the border with Dnipropetrovsk"
    assert parts_km2[parts_km2 < 1].sum() < 1.5


def test_the_line_of_contact_has_no_seams_of_strips_in_it(
    world: World, archive: Callable[[date], Control]
) -> None:
    """Drawn as it comes, a third of the line is coast; strips put in without overlap leave 3 km."""
    as_it_comes = contact_line(Control(DAY, as_drawn(DAY), upload_origin("archive")), world.interior)
    assert as_it_comes.length / 1000 > 2_000
    line = contact_line(archive(DAY), world.interior)
    assert line.length / 1000 == pytest.approx(1377.8, abs=1)


@pytest.mark.parametrize("day", ARCHIVE_DAYS, ids=str)
def test_an_archived_day_survives_being_written_and_read(
    world: World, archive: Callable[[date], Control], day: date
) -> None:
    control = archive(day)
    again = read(world, to_degrees(control.held))
    assert again.reassigned_km2 == pytest.approx(0, abs=0.01)
    before, after = by_region(world, control.held), by_region(world, again.held)
    for region, km2 in before.items():
        assert after[region] == pytest.approx(km2, rel=1e-3, abs=0.01), region
