"""Lines of contact from files: reading them, and matching their borders to those of the project."""

from datetime import date
from pathlib import Path

import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from geo.control.margin import contact_line
from geo.control.origin import upload_origin
from geo.control.record import Control
from geo.errors import SourceError
from geo.line_sources.border_match import matched
from geo.line_sources.dated_files import dated_files, read_control
from geo.line_sources.reader import parse_control
from geo.measure import areas_km2
from geo.world import World
from tests.support.worlds import toy
from tests.support.worlds.toy import box_km

DAY = date(2025, 11, 21)
NAME = "line.geojson"

INLAND = shapely.box(34, 49, 35, 49.5)  # in Poltava and Kharkiv regions, away from any border
SPECK = shapely.box(34.4, 49.2, 34.406, 49.206)  # about a third of a square kilometre
FRANCE = shapely.box(2, 48, 3, 49)


def as_text(shape: BaseGeometry) -> bytes:
    return shapely.to_geojson(shape).encode()


def read(world: World, shape: BaseGeometry, name: str = NAME) -> Control:
    """Read control from a file with a polygon in degrees."""
    return parse_control(as_text(shape), name, DAY, world.regions_m).control


def by_region(world: World, held: BaseGeometry) -> dict[str, float]:
    """Return the square kilometres of each region inside a polygon, both in AREA_CRS."""
    regions = world.regions_m.geometry
    return dict(zip(regions.index, shapely.area(regions.intersection(held)) / 1e6, strict=True))


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        (INLAND, INLAND),
        (INLAND - SPECK, INLAND),
        (INLAND | shapely.transform(SPECK, lambda xy: xy - 1), INLAND),
        (INLAND | FRANCE, INLAND),
        (INLAND - SPECK.buffer(0.1), INLAND - SPECK.buffer(0.1)),
    ],
    ids=["as it is", "a speck of a hole", "a speck beside", "a part in France", "a real hole"],
)
def test_ground_inland_is_held_as_drawn(
    world: World, shape: BaseGeometry, expected: BaseGeometry
) -> None:
    control = read(world, shape)
    assert control.on == DAY
    assert control.origin == upload_origin("line.geojson")
    assert control.reassigned_km2 == 0
    assert control.held.is_valid
    assert control.held.area / 1e6 == pytest.approx(areas_km2([expected])[0], rel=1e-4)


def test_ground_outside_ukraine_is_rejected(world: World) -> None:
    for shape in (FRANCE, SPECK, shapely.box(-147, -49, -146, -48)):
        with pytest.raises(SourceError, match=r"^line.geojson: lies outside Ukraine; bring the"):
            read(world, shape)


def test_swapped_coordinates_are_named_as_such(world: World) -> None:
    swapped = shapely.transform(INLAND, lambda xy: xy[:, ::-1])
    with pytest.raises(SourceError, match="are longitude and latitude swapped"):
        read(world, swapped)


def test_no_more_than_the_limit_of_a_file_is_read(world: World, tmp_path: Path) -> None:
    path = tmp_path / NAME
    with path.open("wb") as file:
        file.truncate(10**12)
    with pytest.raises(SourceError, match=r"^line.geojson: is larger than 30 MB; simplify it"):
        read_control(path, DAY, world.regions_m)


def test_a_file_is_read_like_its_text(world: World, tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_bytes(as_text(INLAND))
    assert read_control(path, DAY, world.regions_m) == read(world, INLAND)


def test_what_is_not_a_file_is_rejected(world: World, tmp_path: Path) -> None:
    for path in (tmp_path / NAME, tmp_path, Path("\0")):
        with pytest.raises(SourceError) as fault:
            read_control(path, DAY, world.regions_m)
        assert "no such file" in str(fault.value)
        assert str(tmp_path) not in str(fault.value)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("/home/somebody/x.geojson", "x.geojson"),
        (r"C:\Users\somebody\x.geojson", "x.geojson"),
        ("../../x\n\u202e.geojson", "x??.geojson"),
        ("somebody/", "somebody"),
        ("", "unnamed"),
        ("a" * 500, "a" * 80),
    ],
)
def test_a_name_is_shown_without_its_folders(world: World, name: str, shown: str) -> None:
    assert read(world, INLAND, name).origin == upload_origin(shown)
    with pytest.raises(SourceError) as fault:
        parse_control(b"", name, DAY, world.regions_m)
    assert str(fault.value).startswith(f"{shown}: ")


# A country of 100 x 100 km, in kilometres of AREA_CRS. Russia holds the part east of x = 50, and
# the sea begins at x = 100. A spit extends into the sea; an island lies two kilometres offshore.
MAINLAND = box_km(0, 0, 100, 100)
SPIT = box_km(100, 90, 130, 92)
ISLAND = box_km(102, 0, 104, 10)
COUNTRY = shapely.union_all([MAINLAND, SPIT, ISLAND])
EAST = box_km(50, 0, 100, 100).union(SPIT)

STRIPS: dict[str, tuple[BaseGeometry, float]] = {
    "nothing free": (EAST, 0),
    "a strip along the coast": (EAST - box_km(98, 20, 100, 45), 50),
    "two strips": (EAST - box_km(98, 20, 100, 45) - box_km(60, 0, 70, 1), 60),
    "a strip that is too large": (EAST - box_km(98, 20, 100, 51), 0),
    "a pocket that reaches too far inland": (EAST - box_km(96.5, 20, 100, 30), 0),
    "a pocket off the coast": (EAST - box_km(96, 20, 98, 30), 0),
    "a strip that joins ground not held": (EAST - box_km(40, 0, 90, 1), 0),
    "the spit not held": (EAST - SPIT, 0),
    "the spit drawn a little further south": (EAST - SPIT | box_km(100, 89.5, 130, 90.5), 45),
    "a bridgehead on its tip, which looks the same": (EAST - box_km(128, 90, 130, 92), 4),
}


@pytest.mark.parametrize("case", STRIPS)
def test_only_strips_between_held_ground_and_the_border_are_reassigned(case: str) -> None:
    held, moved_km2 = STRIPS[case]
    whole, reassigned_km2 = matched(held, COUNTRY)
    before, after = (shapely.intersection(COUNTRY, ground).area / 1e6 for ground in (held, whole))
    assert reassigned_km2 == pytest.approx(moved_km2, abs=1e-6)
    assert after - before == pytest.approx(moved_km2, abs=0.5)  # strips are one metre wider
    assert matched(whole, COUNTRY)[1] == 0
    assert shapely.intersection(whole, ISLAND).area == 0, "held ground is near, but does not touch"


@pytest.mark.parametrize(("islet", "is_held"), [
    (box_km(102, 40, 104, 42), True), (box_km(102, 40, 104, 42.6), False), (box_km(106, 40, 108, 42), False),
], ids=["small and near", "larger", "further off"])
def test_a_small_island_off_held_ground_goes_with_it(islet: BaseGeometry, is_held: bool) -> None:
    """A file that does not draw it says nothing about it; Tuzla, off Kerch, has two square kilometres."""
    whole, reassigned_km2 = matched(EAST, COUNTRY | islet)
    assert whole.contains(islet.centroid) == is_held
    assert reassigned_km2 == pytest.approx(islet.area / 1e6 if is_held else 0)
    off_free_ground = shapely.transform(islet, lambda xy: xy - [124_000, 0])  # beyond reach of both
    whole, reassigned_km2 = matched(EAST, COUNTRY | off_free_ground)
    assert reassigned_km2 == 0
    assert not whole.intersects(off_free_ground)


def test_no_line_of_contact_runs_along_a_closed_strip() -> None:
    interior = shapely.buffer(COUNTRY, -1)
    whole, _ = matched(STRIPS["two strips"][0], COUNTRY)
    line = contact_line(Control(DAY, whole, toy.ORIGIN), interior)
    assert line.length == pytest.approx(100_000, abs=5)


def test_a_quay_has_the_holder_of_the_adjacent_land() -> None:
    whole, _ = matched(box_km(50, 0, 100, 100), COUNTRY)
    in_the_sea = {(102, 50): True, (106, 50): False, (-1, 50): False, (75, -2): True, (44, -2): False}
    for (x_km, y_km), expected in in_the_sea.items():
        assert whole.contains(shapely.Point(x_km * 1000, y_km * 1000)) == expected, (x_km, y_km)


def test_dated_files_are_found_in_order(tmp_path: Path) -> None:
    assert dated_files(tmp_path / "absent") == {}
    for name in ("2026-01-02.geojson", "2025-11-21.geojson", ".hidden"):
        (tmp_path / name).touch()
    assert list(dated_files(tmp_path).items()) == [
        (date(2025, 11, 21), tmp_path / "2025-11-21.geojson"),
        (date(2026, 1, 2), tmp_path / "2026-01-02.geojson"),
    ]


def test_every_misnamed_dated_file_is_reported(tmp_path: Path) -> None:
    wrong = ("20251121.geojson", "2025-W47-5.geojson", "2025-11-21.json", "2025-02-30.geojson", "notes")
    for name in (*wrong, "2026-01-02.geojson"):
        (tmp_path / name).touch()
    (tmp_path / "2026-01-03.geojson").mkdir()
    with pytest.raises(SourceError) as fault:
        dated_files(tmp_path)
    message = str(fault.value)
    assert all(f"'{name}'" in message for name in (*wrong, "2026-01-03.geojson"))
    assert "2026-01-02" not in message
    assert message.startswith(f"{tmp_path.name}: ")
    assert str(tmp_path) not in message
