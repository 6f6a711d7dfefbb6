"""Sites on a line of contact: their zone, the figures of a plan's zones, and what plan files say of them."""

from dataclasses import replace

import pandas as pd
import pytest
import shapely

from geo.crs import to_degrees
from geo.errors import ScenarioError
from geo.outcomes.outcome import outcome_of, report
from geo.plans.library import Library
from geo.plans.toml_file import read_plan, write_plan
from geo.world import World
from geo.zones.ground import Ground
from geo.zones.sites import distances_km, sites_in, zones_of
from geo.zones.survey import ground_for
from tests.support.worlds import toy

SPOTS_KM = {"held": (7.5, -5.0), "free": (2.5, -5.0), "near": (4.9, -5.0), "at-sea": (0.0, -11.0)}


@pytest.fixture(scope="module")
def coast() -> World:
    """The toy world with four sites: on each side of the line, 100 m from it, and 1 km off the south."""
    rows = []
    for name, (x_km, y_km) in SPOTS_KM.items():
        spot = to_degrees(shapely.Point(x_km * 1000, y_km * 1000))
        kind = "port" if name == "free" else "dam"
        rows.append({"site": name, "name_en": name, "name_uk": name, "kind": kind, "lon": spot.x,
                     "lat": spot.y, "x_m": x_km * 1000, "y_m": y_km * 1000, "region": toy.SE,
                     "capacity_mw": {"held": 100.0, "near": 20.0}.get(name, float("nan")), "names": (name,)})
    return replace(toy.make_world(), sites=pd.DataFrame(rows).set_index("site"))


@pytest.fixture(scope="module")
def ground(coast: World) -> Ground:
    return ground_for(coast, toy.right_half(), [], margin_km=0.0)


def test_a_site_stands_in_the_zone_around_it_or_offshore_in_the_nearest(coast: World, ground: Ground) -> None:
    zones = zones_of(ground, coast.sites)
    assert ground.table.loc[zones[["held", "free", "near"]], "holder"].tolist() == [
        "russia", "ukraine", "ukraine"]
    assert ground.table.at[zones["at-sea"], "region"] in {toy.SW, toy.SE}


def test_the_distance_is_that_from_the_line(coast: World, ground: Ground) -> None:
    away = distances_km(ground, coast.sites)
    assert away is not None
    assert away[:3] == pytest.approx([2.5, 2.5, 0.1], abs=0.01)


def test_figures_list_the_sites_of_each_zone_by_kind_with_their_power(coast: World, ground: Ground) -> None:
    rows = report(outcome_of(coast, toy.identity(), ground), coast)["sites"]
    found = {(row["region"], row["status"], row["kind"]): row for row in rows}
    assert found[toy.SE, "frozen", "dam"]["capacity_mw"] == 100
    assert [site["id"] for site in found[toy.SE, "frozen", "dam"]["sites"]] == ["held"]
    assert found[toy.SE, "ukrainian", "port"]["capacity_mw"] is None
    assert sum(len(row["sites"]) for row in rows) == len(SPOTS_KM)


def test_sites_come_in_the_order_of_kinds(coast: World, ground: Ground) -> None:
    assert list(sites_in(ground.table, ground, coast.sites)["kind"]) == ["dam", "dam", "dam", "port"]


def test_a_world_without_sites_has_an_empty_list(ground: Ground) -> None:
    world = toy.make_world()
    assert report(outcome_of(world, toy.identity(), ground), world)["sites"] == []


SAID = {"site": "held", "text": "It restarts.", "clause": "point 1", "confidence": "text"}
REGIONS = frozenset({"UA-01"})


def test_what_a_text_says_of_a_site_is_read_written_and_checked() -> None:
    plan = toy.plan({"holder": "russia", "status": "frozen"}, {"status": "ukrainian"}, sites=[SAID])
    raw = write_plan(plan)
    assert read_plan(raw, "toy-plan.toml", REGIONS, sites=["held"]) == plan
    assert read_plan(raw, "toy-plan.toml", REGIONS) == plan
    with pytest.raises(ScenarioError, match=r"sites\.1\.site: 'held' is unknown"):
        read_plan(raw, "toy-plan.toml", REGIONS, sites=["other"])


def test_a_plan_speaks_once_of_a_site_and_never_by_a_readers_choice() -> None:
    for sites, fault in (([SAID, SAID], "two entries of sites"), ([{**SAID, "confidence": "own"}], "'own'")):
        with pytest.raises(ValueError, match=fault):
            toy.plan({"holder": "russia", "status": "frozen"}, {"status": "ukrainian"}, sites=sites)


def test_a_term_on_the_nuclear_plant_stands_with_the_site_too(library: Library, world: World) -> None:
    for plan in library.plans.values():
        about = {item.site for item in plan.sites}
        assert about <= set(world.sites.index)
        assert ("zaporizhzhia-nuclear-plant" in about) == any(t.topic == "nuclear plant" for t in plan.terms)
