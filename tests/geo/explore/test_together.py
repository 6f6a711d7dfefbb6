"""What hangs together: connected parts, what they border, and towns cut off from their centre."""

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from geo.crs import to_degrees
from geo.errors import SourceError
from geo.explore.cells import Cells, cells_of
from geo.explore.report import together_report
from geo.explore.sides import Under, sides_of
from geo.explore.together import PartKind, Together, together_of
from geo.gazetteer.centres import load_centres
from geo.outcomes.outcome import apply, plan_line
from geo.plans.scenario import Scenario
from geo.world import World
from geo.zones.survey import survey
from tests.support.worlds import toy

CENTRES = {toy.NW: "a", toy.NE: "b", toy.SW: "c", toy.SE: "d"}
UKRAINE, OTHER, OPEN = (name.value for name in Under)


def of(shape: BaseGeometry, world: World | None = None, plan: Scenario | None = None) -> Together:
    """What hangs together with Russia holding a shape."""
    world = replace(world or toy.make_world(), centres=CENTRES)
    ground = survey(world, toy.held(shape), margin_km=0)
    return together_of(world, cells_of(world, ground), None if plan is None else apply(plan, ground))


def kinds(found: Together, side: str) -> list[str]:
    return list(found.parts.loc[found.parts["side"] == side, "kind"])


def test_the_toy_world_by_hand() -> None:
    found = of(toy.box_km(5, -10, 10, 0))
    assert list(found.parts["side"]) == [UKRAINE, OTHER]
    assert kinds(found, UKRAINE) == kinds(found, OTHER) == [PartKind.MAIN]
    near, beyond = found.sides.loc[UKRAINE], found.sides.loc[OTHER]
    assert list(near[["people", "parts", "enclaves", "islands"]]) == [400, 1, 0, 0]
    assert list(beyond[["people", "parts", "enclaves", "islands"]]) == [100, 1, 0, 0]
    assert near["area_km2"] == pytest.approx(350, rel=1e-4)
    assert near["border_km"] == pytest.approx(30, rel=1e-3)  # the north, and half of the east
    assert beyond["border_km"] == pytest.approx(10, rel=1e-3)
    assert near["coast_km"] == pytest.approx(35, rel=1e-3)  # the west, and three quarters of the south
    assert beyond["coast_km"] == pytest.approx(5, rel=1e-3)
    assert found.front_km == beyond[UKRAINE] == pytest.approx(15, rel=1e-3)
    assert found.borders.loc[UKRAINE].round(2).to_dict() == pytest.approx({"BY": 20, "RU": 10}, rel=1e-3)
    assert found.borders.loc[OTHER].round(2).to_dict() == pytest.approx({"BY": 0, "RU": 10}, abs=0.01)


def test_ground_without_coast_or_border_is_an_enclave() -> None:
    ring = shapely.difference(toy.box_km(1, -9, 9, -1), toy.box_km(2, -8, 8, -2))
    found = of(shapely.union_all([ring, toy.box_km(-2, 4, 1, 10)]))
    assert kinds(found, UKRAINE) == [PartKind.MAIN, PartKind.ENCLAVE]
    assert kinds(found, OTHER) == [PartKind.MAIN, PartKind.APART]
    enclave = found.parts[(found.parts["side"] == UKRAINE) & (found.parts["kind"] == PartKind.ENCLAVE)]
    assert enclave["area_km2"].tolist() == pytest.approx([36], rel=1e-4)
    assert enclave["people"].tolist() == [200]
    assert enclave[OTHER].tolist() == pytest.approx([24], rel=1e-3)


def test_ground_that_touches_in_a_point_is_not_connected() -> None:
    found = of(shapely.union_all([toy.box_km(-10, 0, 0, 10), toy.box_km(0, -10, 10, 0)]))
    assert kinds(found, UKRAINE) == kinds(found, OTHER) == [PartKind.MAIN, PartKind.APART]


def test_ground_surrounded_by_water_is_an_island() -> None:
    found = of(shapely.Polygon(), toy.make_world("14", "ade"))
    assert kinds(found, UKRAINE) == [PartKind.MAIN, PartKind.ISLAND]
    assert found.sides.at[UKRAINE, "islands"] == 1


def test_a_town_is_cut_off_if_another_side_or_other_ground_lies_between() -> None:
    """The middle of SE, with d, is its centre; e is on the other side of the line."""
    found = of(toy.box_km(5, -10, 10, 0))
    assert found.places.index[found.places["cut_off"]].tolist() == ["e"]
    # A corridor from north to south: e stays on the side of d, but on other ground.
    parted = of(toy.box_km(4, -10, 6, 10))
    assert parted.places.loc["e", "side"] == UKRAINE
    assert parted.places.index[parted.places["cut_off"]].tolist() == ["e"]


def test_a_plan_that_gives_ground_back_connects_its_towns() -> None:
    plan = toy.plan({"holder": "russia", "status": "returned"}, {"status": "ukrainian"})
    world = replace(toy.make_world(), centres=CENTRES)
    before = of(toy.box_km(5, -10, 10, 0))
    found = of(toy.box_km(5, -10, 10, 0), plan=plan)
    assert len(found.parts) == 1
    changes = together_report(found, world, before)["changes"]
    assert changes["connected"] == {"settlements": 1, "people": 100, "largest": ["e"]}
    assert changes["cut_off"]["people"] == 0
    back = together_report(before, world, found)["changes"]
    assert back["cut_off"] == changes["connected"]


def test_nothing_is_said_of_towns_that_a_plan_leaves_open() -> None:
    plan = toy.plan({"holder": "russia", "status": "open"}, {"status": "ukrainian"})
    found = of(toy.box_km(5, -10, 10, 0), plan=plan)
    assert found.sides.at[OPEN, "people"] == 100
    assert not found.places["cut_off"].any()
    assert found.front_km == 0
    assert found.sides.at[OPEN, UKRAINE] == pytest.approx(15, rel=1e-3)
    before = of(toy.box_km(5, -10, 10, 0))
    world = replace(toy.make_world(), centres=CENTRES)
    assert together_report(found, world, before)["changes"]["connected"]["people"] == 0


def boxes(seed: int) -> BaseGeometry:
    """A few random rectangles on a grid of half kilometres, so that some touch in edges and corners."""
    random = np.random.default_rng(seed)
    corners = random.integers(-20, 18, (6, 2)) / 2
    sizes = random.integers(1, 12, (6, 2)) / 2
    return shapely.union_all([toy.box_km(x, y, x + w, y + h)
                              for (x, y), (w, h) in zip(corners, sizes, strict=True)])


@pytest.mark.parametrize("seed", range(12))
def test_parts_add_up_to_the_whole_and_are_those_of_the_naive_way(seed: int) -> None:
    world = replace(toy.make_world(), centres=CENTRES)
    ground = survey(world, toy.held(boxes(seed)), margin_km=0)
    plan = toy.plan({"holder": "russia", "regions": [toy.SE, toy.NW], "status": "open"},
                    {"holder": "russia", "status": "frozen"},
                    {"regions": [toy.NE], "status": "handed_over"}, {"status": "ukrainian"})
    cells = cells_of(world, ground)
    for outcome in (None, apply(plan, ground)):
        found, sides = together_of(world, cells, outcome), sides_of(outcome, cells)
        assert_adds_up(found, ground.table, sides)
        for side in set(sides):
            zones = ground.zones.index[sides.loc[ground.zones.index] == side]
            whole = shapely.get_parts(shapely.coverage_union_all(ground.zones.loc[zones].geometry.to_numpy()))
            parts = found.parts.index[found.parts["side"] == side]
            assert len(whole) == len(parts)
            shapes = [found.shape(part) for part in parts]
            assert sorted(map(shapely.area, shapes)) == pytest.approx(sorted(map(shapely.area, whole)))
            assert all(shape.geom_type == "Polygon" for shape in shapes)
        if outcome is not None:
            assert found.front_km == pytest.approx(plan_line(outcome)["length_km"].sum())


def assert_adds_up(found: Together, table: pd.DataFrame, sides: pd.Series) -> None:
    """Areas and people of the parts are the zones', and lengths along a border the same from both sides."""
    zones = table.groupby(sides)[["area_km2", "people"]].sum()
    for side in zones.index:
        parts = found.parts[found.parts["side"] == side]
        for measure in ("area_km2", "people"):
            assert parts[measure].sum() == pytest.approx(zones.at[side, measure])
            assert found.sides.at[side, measure] == pytest.approx(zones.at[side, measure])
    for one in (UKRAINE, OTHER, OPEN):
        assert found.sides.at[one, one] == 0
        for other in (UKRAINE, OTHER, OPEN):
            assert found.sides.at[one, other] == pytest.approx(found.sides.at[other, one])
    outline = found.cells.outer["length_km"].sum()
    assert found.sides[["border_km", "coast_km"]].to_numpy().sum() == pytest.approx(outline)
    assert found.borders.to_numpy().sum() == pytest.approx(found.sides["border_km"].sum())
    assert found.places.groupby("part")["population"].sum().sum() == table["people"].sum()


def test_the_order_of_regions_and_places_changes_nothing() -> None:
    one = of(boxes(3)).parts
    other = of(boxes(3), toy.make_world("4213", "ecbda")).parts
    pd.testing.assert_frame_equal(one, other, rtol=1e-9)


def test_sites_count_for_the_side_of_their_ground_and_a_clause_is_named() -> None:
    sites = pd.DataFrame(
        [{"site": name, "name_en": name, "name_uk": name, "kind": kind, "x_m": x * 1000.0, "y_m": -5000.0,
          "region": toy.SE, "capacity_mw": power, "names": (name,)}
         for name, kind, x, power in (("station", "power_station", 7.5, 300.0), ("dam-1", "dam", 8.0, np.nan),
                                      ("port-1", "port", 2.5, np.nan), ("mine-1", "mine", 7.0, np.nan))]
    ).set_index("site")
    spots = to_degrees(np.array(shapely.points(sites["x_m"], sites["y_m"])))
    world = replace(toy.make_world(), centres=CENTRES,
                    sites=sites.assign(lon=shapely.get_x(spots), lat=shapely.get_y(spots)))
    said: dict[str, Any] = {"site": "station", "text": "Shared.", "clause": "point 1", "confidence": "text"}
    plan = toy.plan({"holder": "russia", "status": "frozen"}, {"status": "ukrainian"}, sites=[said])
    found = of(toy.box_km(5, -10, 10, 0), world, plan)
    columns = ["ports", "stations", "capacity_mw"]
    assert found.sides.loc[UKRAINE, columns].tolist() == [1, 0, 0]
    assert found.sides.loc[OTHER, columns].tolist() == [0, 2, 300]
    (near, beyond, _) = together_report(found, world)["sides"]
    assert [site["id"] for site in near["ports"]] == ["port-1"]
    assert beyond["sites_in_text"] == ["station"]
    assert beyond["stations"][1] == {"id": "dam-1", "name": "dam-1", "capacity_mw": None}


def test_a_table_of_centres_with_faults_names_them_all(tmp_path: Any) -> None:
    path = tmp_path / "centres.csv"
    path.write_text("region,settlement\nUA-01,a\nUA-99,b\nUA-02,zz\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"UA-99.*zz.*UA-03"):
        load_centres(["UA-01", "UA-02", "UA-03"], ["a", "b"], path)


OFFICIAL_KM = {"BY": 1084.2, "HU": 136.7, "MD": 1222, "PL": 542.4, "RO": 613.8, "RU": 1974}
"""Land borders as published by the State Border Guard Service of Ukraine; the Slovak one, 97.9 km in the
mountains, is too short for our outline."""


def test_the_country(world: World, ground_on: Any) -> None:
    cells: Cells = cells_of(world, ground_on(date(2025, 11, 21)))
    found = together_of(world, cells)
    assert_adds_up(found, cells.ground.table, sides_of(None, cells))
    assert found.front_km == pytest.approx(cells.ground.contact_km)
    lengths = found.borders.sum()
    for state, official in OFFICIAL_KM.items():
        assert lengths[state] == pytest.approx(official, rel=0.03)
    assert set(world.centres) == set(world.regions.index)
    assert found.parts.loc[0, "people"] > 34_000_000
