"""Comparing two lines of contact: laws of the differences, and real days."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest
import shapely

from geo.control.record import control_on
from geo.line_sources.dated_files import read_control
from geo.world import World
from geo.zones.line_difference import GAPS, gaps
from geo.zones.survey import survey
from tests.conftest import SHARED
from tests.support.worlds import toy
from tests.support.worlds.toy import AREA_TOLERANCE, NE, SE, box_km, held

ARCHIVE = SHARED / "reference" / "deepstate"
WEST = held(box_km(3, -10, 8, 2))
"""West of the toy world's line by two kilometres, without three in the east, and with a bit of NE."""

close = partial(pytest.approx, rel=AREA_TOLERANCE, abs=1e-4)


def test_each_region_has_the_ground_on_both_lines_and_on_one_alone(toy_world: World) -> None:
    table = gaps(toy_world, toy.right_half(), WEST)
    assert list(table.columns) == list(GAPS)
    assert table.index.name == "region"
    assert table.index.tolist() == [NE, SE]
    assert table.loc[SE].to_dict() == close(dict(zip(GAPS, (50, 50, 20, 20, 0), strict=True)))
    assert table.loc[NE].to_dict() == close(dict(zip(GAPS, (0, 10, 0, 10, 10), strict=True)))


def test_a_line_has_no_difference_from_itself(toy_world: World, world: World) -> None:
    real = control_on(world.record, date(2025, 11, 21))
    for there, line in ((toy_world, toy.right_half()), (toy_world, WEST), (world, real)):
        table = gaps(there, line, line)
        assert len(table)
        assert (table[["only_first_km2", "only_second_km2", "difference_km2"]] == 0).all(axis=None)
        assert (table["first_km2"] == table["second_km2"]).all()


TURNED = {"first_km2": "second_km2", "second_km2": "first_km2", "only_first_km2": "only_second_km2",
          "only_second_km2": "only_first_km2"}


@pytest.mark.parametrize("shift_m", [(-3_000, 0), (2_000, -2_000)])
def test_swapping_the_lines_swaps_the_signs(world: World, shift_m: tuple[int, int]) -> None:
    """The second line is the first, shifted as a whole."""
    first = control_on(world.record, date(2025, 11, 21))
    second = replace(first, held=shapely.transform(first.held, lambda xy: xy + shift_m))
    there, back = gaps(world, first, second), gaps(world, second, first)
    back = back.rename(columns=TURNED)[list(GAPS)]
    back["difference_km2"] *= -1
    assert there.equals(back)
    assert (there["only_first_km2"] > 1).any()
    assert (there["only_second_km2"] > 1).any()


def test_the_columns_add_up_and_equal_the_areas_of_the_figures(world: World) -> None:
    """The areas equal those of each line alone, except for faces under a hectare."""
    first, second = (control_on(world.record, date.fromisoformat(day))
                     for day in ("2025-11-21", "2026-08-22"))
    table = gaps(world, first, second)
    alone = table["only_second_km2"] - table["only_first_km2"]
    assert (alone == table["difference_km2"]).all()
    assert table["difference_km2"].to_numpy() == pytest.approx(
        (table["second_km2"] - table["first_km2"]).to_numpy(), abs=1e-6)
    for column, control in (("first_km2", first), ("second_km2", second)):
        ground = survey(world, control, margin_km=0).table
        ours = ground[ground["holder"] == "russia"].groupby("region")["area_km2"].sum()
        assert table[column].to_dict() == pytest.approx(
            ours.reindex(table.index, fill_value=0).to_dict(), abs=0.05)


def test_regions_that_neither_line_touches_have_no_row(toy_world: World) -> None:
    nothing = held(shapely.Polygon())
    assert gaps(toy_world, nothing, nothing).empty
    table = gaps(toy_world, nothing, toy.right_half())
    assert table.index.tolist() == [SE]
    assert table.loc[SE, "difference_km2"] == close(50)


@pytest.mark.skipif(not ARCHIVE.is_dir(), reason="the reference days are not here")
def test_the_bundled_and_the_archived_line_of_a_day(world: World) -> None:
    """The bundled total is 0.1 % smaller, and Donetsk differs by 137 km2, 0.7 %."""
    day = date(2025, 11, 21)
    archived = read_control(ARCHIVE / f"deepstatemap_data_{day:%Y%m%d}.geojson", day, world.regions_m)
    table = gaps(world, control_on(world.record, day), archived)
    assert table["first_km2"].sum() / table["second_km2"].sum() == pytest.approx(0.9990, abs=0.0002)
    assert abs(table.at["UA-14", "difference_km2"]) == pytest.approx(137, abs=1)
    assert table.at["UA-43", "difference_km2"] == pytest.approx(0, abs=0.1)
    assert (table.loc["UA-14", ["only_first_km2", "only_second_km2"]] > 50).all()
