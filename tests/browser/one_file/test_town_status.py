"""The interactive map in one HTML file says of each settlement what the terminal says of it."""

import random
from datetime import date
from typing import Any

import pandas as pd
import pytest
import shapely

from geo.case import LIVEUAMAP, RECORD, LineChoice
from geo.crs import points_to_metres
from geo.outcomes.settlements import listed
from geo.plans.library import Library
from geo.workspace import Workspace
from geo.world import World
from layers.style.settlements import settlements
from tests.support.browsing.one_file import OpenMap
from tests.support.files.export_requests import DAY, PLAN

pytest_plugins = ["tests.support.browsing.browser", "tests.support.browsing.one_file"]
pytestmark = pytest.mark.browser

STATUS = "(asked) => asked.map((one) => window.atlas.place(one))"
LINES = ((DAY, RECORD), (date(2022, 3, 25), RECORD), (date(2024, 7, 8), LIVEUAMAP))
PLANS = (PLAN, "istanbul-2022", "freeze")
SAMPLE = 300


def sampled(world: World) -> list[str]:
    """Some settlements, among them all that are in parts, as these may be cut."""
    rng = random.Random(31729)  # noqa: S311 - the same settlements every time, nothing secret
    many = world.places["settlement"].value_counts()
    in_parts = sorted(many.index[many > 1])
    return [*rng.sample(sorted(world.cities.index), SAMPLE), *rng.sample(in_parts, min(100, len(in_parts)))]


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line[0]} {line[1]}")
def test_each_settlement_has_the_status_that_the_terminal_gives_it(
    line: tuple[date, str], open_map: OpenMap, world: World, library: Library, town_order: pd.Index
) -> None:
    """Holders, rules and people of each part, in the same order; on its own day from either source."""
    page, work, (on, record) = open_map(), Workspace(world, library), line
    towns = sampled(world)
    held = work.held_places(LineChoice(on, 0.0, record), *library.plans.values())
    for name in PLANS:
        plan = library.plans[name]
        places = held.seen_by(plan.reference_date)
        rows = listed(places[places["settlement"].isin(towns)], plan, world.cities)
        expected: dict[str, list[list[Any]]] = {}
        rows = rows.sort_values(["population", "rule", "holder"], ascending=[False, True, True])
        for row in rows.to_dict("records"):
            found = [row["rule"], row["holder"], row["status"], row["population"]]
            expected.setdefault(row["settlement"], []).append(found)
        for own in ([True, False] if (on, record) == LINES[0] else [False]):
            asked = [{"town": int(town_order.get_loc(town)), "plan": name, "on": on.isoformat(),
                      "record": record, "own": own} for town in towns]
            for town, answer in zip(towns, page.evaluate(STATUS, asked), strict=True):
                said = [[one["rule"], one["holder"], one["status"], one["people"]] for one in answer["rules"]]
                assert said == expected[town], (town, name, on, own)


@pytest.mark.parametrize("line", LINES[1:], ids=lambda line: f"{line[0]} {line[1]}")
def test_settlements_counted_with_a_neighbour_are_held_by_who_holds_their_spot(
    line: tuple[date, str], open_map: OpenMap, world: World, library: Library, town_order: pd.Index
) -> None:
    table, (on, record) = settlements(world).sort_index(), line
    rest = table[~table.index.isin(world.cities.index)].sample(SAMPLE, random_state=7)
    control = Workspace(world, library).control(LineChoice(on, 0.0, record))
    russia = shapely.contains(control.held, shapely.points(*points_to_metres(rest["lon"], rest["lat"])))
    asked = [{"town": int(town_order.get_loc(town)), "plan": "freeze", "on": on.isoformat(), "record": record}
             for town in rest.index]
    found = [[one["holder"] for one in answer["holders"]] for answer in open_map().evaluate(STATUS, asked)]
    assert russia.any()
    assert found == [["russia" if held else "ukraine"] for held in russia]
