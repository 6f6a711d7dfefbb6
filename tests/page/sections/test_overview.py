"""All plans at a glance: the table and the small maps agree with each plan's own figures."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from xml.etree import ElementTree

import numpy as np
import pytest
import shapely
from streamlit.testing.v1 import AppTest

from geo.crs import to_metres
from geo.explore.ranking import ranked, ranking
from geo.outcomes.outcome import Outcome, outcome_of
from geo.plans.library import Library
from geo.status import Side, Status
from geo.world import World
from geo.zones.ground import Ground
from layers.html.matrix import key_html, matrix_html, parts_of, regions_in_play
from layers.language import Language
from layers.style.looks import looks
from layers.style.statuses import Shade
from layers.style.styles import HELD
from layers.svg.signs import signs_css
from layers.svg.small_maps import WIDTH, small_ground, small_map
from tests.conftest import DAYS
from tests.support.browsing.reader import ROOT
from tests.support.files.export_requests import HOSTILE, PLANS
from tests.support.worlds import toy

ON = date(2025, 11, 21)
FRONT = {"UA-43", "UA-40", "UA-09", "UA-14", "UA-23", "UA-65", "UA-63", "UA-59", "UA-12", "UA-48"}


@pytest.fixture(scope="module")
def outcomes(outcome_on: Callable[[str, date], Outcome]) -> dict[str, Outcome]:
    return {plan: outcome_on(plan, ON) for plan in PLANS}


def test_every_region_with_russian_held_ground_has_a_column(outcomes: dict[str, Outcome]) -> None:
    regions = regions_in_play(list(outcomes.values()))
    assert set(regions) == FRONT
    assert regions[:2] == ["UA-09", "UA-43"], "the most Russian-held first: Luhansk, then Crimea"
    assert regions_in_play(list(outcomes.values())[::-1]) == regions


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("plan", PLANS)
def test_cells_add_up_to_the_plan(
    plan: str, day: date, outcome_on: Callable[[str, date], Outcome]
) -> None:
    outcome = outcome_on(plan, day)
    everywhere = sorted(set(outcome.table["region"]))
    parts = [part for found in parts_of(outcome, everywhere).values() for part in found]
    moved = outcome.table[outcome.table["side"] != Side.KEEPS]
    left_out = moved.groupby(["region", "status"])["area_km2"].sum()
    assert sum(part.area_km2 for part in parts) == pytest.approx(
        moved["area_km2"].sum() - left_out[left_out < 0.5].sum())
    assert Status.UKRAINIAN not in {part.what for part in parts}


def test_the_table_links_to_each_plan_and_explains_every_sign(
    outcomes: dict[str, Outcome], names: dict[str, str], english: Language
) -> None:
    page = matrix_html(outcomes, names, english, {plan: f"?plan={plan}&x=<1>" for plan in outcomes})
    assert page.count("<tr>") == len(PLANS) + 1
    for plan in PLANS:
        assert f'href="?plan={plan}&amp;x=&lt;1&gt;"' in page
    signs = set(re.findall(r'class="sign (\w+)" role="img" aria-label="([^"]+)"', page))
    assert signs
    assert all(f".sign.{status}, " in signs_css() for status, _ in signs)
    assert all(words for _, words in signs)
    assert "Demilitarised zone" in unescape(key_html(outcomes, english))


@pytest.mark.parametrize("day", [DAYS[0], ON], ids=str)
@pytest.mark.parametrize("plan", PLANS)
def test_a_small_map_matches_the_plan(
    plan: str, day: date, outcome_on: Callable[[str, date], Outcome], ground_on: Callable[[date], Ground]
) -> None:
    outcome = outcome_on(plan, day)
    drawn = small_map(small_ground(ground_on(day)), outcome)
    root = ElementTree.fromstring(drawn)  # noqa: S314 - trusted input
    assert root.attrib["viewBox"].split()[2] == str(WIDTH + 8)
    moved = outcome.table[(outcome.table["side"] != Side.KEEPS) & (outcome.table["area_km2"] > 25)]
    painted = set(re.findall(r"url\(#(\w+)\)", drawn))
    look = looks(outcome)
    assert {look[str(zone)] for zone in moved.index} <= painted | {"open"}
    assert painted <= {*Status, *Shade}
    assert len(drawn) < 60_000


def test_the_line_without_a_plan_and_the_strip(
    ground_on: Callable[[date], Ground], outcome_on: Callable[[str, date], Outcome]
) -> None:
    small = small_ground(ground_on(ON))
    assert f'fill="{HELD.colour}" fill-opacity="{HELD.tint:g}"' in small_map(small, None)
    assert 'class="overlay"' in small_map(small, outcome_on("kellogg-buffer", ON))
    assert 'class="overlay"' not in small_map(small, outcome_on("freeze", ON))


@pytest.mark.parametrize("by", ["returns_km2", "swap"])
def test_small_maps_stand_in_the_order_of_the_ranking(by: str, outcomes: dict[str, Outcome],
                                                      library: Library) -> None:
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    page.query_params.update({"view": "all", "on": ON.isoformat(), "rank": by})
    page.run()
    assert not page.exception
    shown = [button.key.removeprefix("go-") for button in page.button if button.key.startswith("go-")]
    table = ranking({plan: outcomes[plan] for plan in library.plans})  # equal plans keep this order
    expected = list(ranked(table, by).index)
    assert shown == expected != list(library.plans)


def test_small_maps_are_filled_by_their_frame(world: World, ground_on: Callable[[date], Ground],
                                              outcome_on: Callable[[str, date], Outcome]) -> None:
    """Its ground is as wide as the picture, and zones that are outside of it are left out."""
    ground = ground_on(ON)
    frame = shapely.box(*world.regions.geometry["UA-14"].bounds)
    small, whole = small_ground(ground, frame), small_ground(ground)
    west, _south, east, north = shapely.total_bounds(to_metres(np.array([shapely.segmentize(frame, 0.01)])))
    assert (small.west_m, small.north_m) == pytest.approx((west, north), abs=100)
    assert small.scale * (east - west) == pytest.approx(WIDTH, abs=0.1)
    assert small.scale > 4 * whole.scale
    assert {small.regions[zone] for zone in small.zones} >= {"UA-14", "UA-09", "UA-23"}
    assert "UA-46" not in small.regions.values()  # Lviv
    painted = re.findall(r"url\(#(\w+)\)", small_map(small, outcome_on("us-28-point", ON)))
    assert "demilitarised" in painted
    assert len(small_map(small, outcome_on("us-28-point", ON))) < 60_000


def test_hostile_titles_remain_text(toy_world: World, toy_ground: Ground, english: Language) -> None:
    plan = toy.plan({"holder": "russia", "status": "frozen"}, {"status": "ukrainian"}).model_copy(
        update={"short_title": HOSTILE})
    page = matrix_html({"x": outcome_of(toy_world, plan, toy_ground)},
                       dict.fromkeys(toy_world.regions.index, HOSTILE), english, {"x": HOSTILE})
    assert "<img" not in page
    assert '"https' not in page.replace("&quot;", "")


def test_all_plans_fit_the_library(library: Library) -> None:
    assert set(PLANS) == set(library.plans)
