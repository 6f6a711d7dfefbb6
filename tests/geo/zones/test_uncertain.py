"""The ground whose holder is in doubt: what changes hands between the line as drawn and any moved line."""

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest
import shapely

from geo.crs import to_degrees, to_metres
from geo.measure import areas_km2
from geo.world import World
from geo.zones.extent import ends_of
from geo.zones.ground import Ground
from geo.zones.survey import survey
from tests.support.worlds.toy import AREA_TOLERANCE, SE, box_km, held, right_half

ONE_OBSERVER, TWO_OBSERVERS = date(2023, 3, 1), date(2025, 11, 21)
SPOTS = 4000


@pytest.mark.parametrize("margin_km", [0.5, 1.0, 2.0])
def test_the_band_of_a_straight_line_is_twice_the_margin_wide(toy_world: World, margin_km: float) -> None:
    """Russia holds the whole right half: 20 km of front, and no corner inside the country."""
    control = held(box_km(5, -10, 10, 10))
    found = survey(toy_world, control, margin_km).uncertain_zones
    # The front is a metre shorter at either end, where it meets the border; a half circle closes it there.
    assert found["area_km2"].sum() == pytest.approx(20 * 2 * margin_km, rel=2e-3)
    bounds = shapely.total_bounds(to_metres(found.geometry.to_numpy()))
    assert bounds == pytest.approx(box_km(5 - margin_km, -10, 5 + margin_km, 10).bounds, abs=20)


def test_without_a_margin_nothing_is_in_doubt(toy_world: World) -> None:
    assert survey(toy_world, right_half(), 0).uncertain_zones.empty


def test_the_band_is_what_naively_differs_between_the_lines(toy_world: World) -> None:
    """Spots are in the band exactly if not all lines give them to the same holder."""
    control = right_half()
    found = survey(toy_world, control, 1.5)
    lines = [control, *ends_of(toy_world, control, 1.5)]
    across = np.arange(-9.95, 10, 0.1) * 1000
    x, y = (axis.ravel() for axis in np.meshgrid(across, across))
    russian = [shapely.contains_xy(line.held, x, y) for line in lines]
    differs = np.any(russian, axis=0) & ~np.all(russian, axis=0)
    band = shapely.union_all(to_metres(found.uncertain_zones.geometry.to_numpy()))
    assert differs.sum() > 1000
    assert (differs == shapely.contains_xy(band, x, y)).mean() > 0.9999
    assert SE in found.uncertain_zones.index


@pytest.mark.parametrize("day", [ONE_OBSERVER, TWO_OBSERVERS])
def test_on_a_real_day_spots_are_in_the_band_exactly_if_the_lines_differ_there(
    ground_on: Callable[[date], Ground], world: World, day: date
) -> None:
    ground = ground_on(day)
    lines = [ground.control, *ends_of(world, ground.control, ground.margin_km)]
    rng = np.random.default_rng(1)
    near = shapely.get_coordinates(ground.contact.geometry.to_numpy())
    spots = near[rng.integers(len(near), size=SPOTS)] + rng.uniform(-0.04, 0.04, (SPOTS, 2))
    inside = shapely.contains_xy(shapely.union_all(ground.zones.geometry.to_numpy()), *spots.T)
    spots = spots[inside]
    metres = shapely.get_coordinates(to_metres(shapely.points(spots)))
    russian = [shapely.contains_xy(line.held, *metres.T) for line in lines]
    differs = np.any(russian, axis=0) & ~np.all(russian, axis=0)
    band = shapely.union_all(ground.uncertain_zones.geometry.to_numpy())
    assert 0.1 < differs.mean() < 0.9
    assert (differs == shapely.contains_xy(band, *spots.T)).mean() > 0.998


def test_with_one_observer_its_area_is_the_range_of_each_region(
    ground_on: Callable[[date], Ground]
) -> None:
    ground = ground_on(ONE_OBSERVER)
    assert ground.observers == 1
    held_ = ground.table[ground.table["holder"] == "russia"].groupby("region")[
        ["area_km2_wider", "area_km2_narrower"]].sum()
    band = ground.uncertain_zones["area_km2"]
    spread = (held_["area_km2_wider"] - held_["area_km2_narrower"]).loc[lambda km2: km2 > 0.1]
    assert set(spread.index) <= set(band.index)
    assert band.reindex(spread.index).to_numpy() == pytest.approx(spread.to_numpy(), rel=1e-4, abs=0.05)


def test_with_two_observers_it_is_no_smaller_than_any_range(ground_on: Callable[[date], Ground]) -> None:
    ground = ground_on(TWO_OBSERVERS)
    assert ground.observers == 2
    columns = [name for name in ground.table if name.startswith("area_km2")]
    sums = ground.table.loc[ground.table["holder"] == "russia", columns].sum()
    assert ground.uncertain_zones["area_km2"].sum() >= sums.max() - sums.min()


def test_its_regions_add_up_to_its_part_of_the_country(ground_on: Callable[[date], Ground]) -> None:
    ground = ground_on(TWO_OBSERVERS)
    country = shapely.union_all(ground.zones.geometry.to_numpy())
    whole = shapely.intersection(to_degrees(ground.uncertain), country)
    assert ground.uncertain_zones["area_km2"].sum() == pytest.approx(
        float(areas_km2([whole])[0]), rel=10 * AREA_TOLERANCE)
