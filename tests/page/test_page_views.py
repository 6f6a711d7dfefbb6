"""All views without a browser: each works for every kind of plan, on several days, without messages."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from geo.outcomes.difference import difference
from geo.outcomes.figures import total
from geo.outcomes.outcome import outcome_of
from geo.plans.edit.code import read_draft
from geo.plans.edit.draft import scenario_of
from geo.plans.library import Library
from geo.status import Side
from geo.world import World
from geo.zones.ground import Ground
from layers.choice import VIEWS
from layers.language import Language
from layers.text.difference import sentence
from page.views.switch import SHOWN
from tests.page.test_page import heading, part, visit, warnings, words

PLANS = ("us-28-point", "kellogg-buffer", "istanbul-2022", "geneva-19-point", "peace-formula")
DAYS = ("2022-02-23", "2025-11-21", "2026-08-22")


def test_every_view_has_a_function_that_draws_it() -> None:
    assert set(SHOWN) == set(VIEWS)


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("view", [view for view in VIEWS if view != "plan"])
def test_a_view_runs_and_keeps_its_address(view: str, plan: str, day: str) -> None:
    page = visit(view=view, plan=plan, on=day)
    assert not warnings(page)
    query = page.query_params
    assert (query["view"], query["plan"], query["on"]) == (view, plan, day)
    assert heading(page)


@pytest.mark.parametrize("mode", ["present", "embed", "fit"])
@pytest.mark.parametrize("view", ["plan", "compare"])
def test_a_page_without_panels_has_sentence_map_and_credits(view: str, mode: str) -> None:
    page = visit(view=view, mode=mode, plan="20-point-zone")
    assert not warnings(page)
    html = "".join(item.proto.body for item in page.get("html"))
    assert "Line of contact: DeepStateMap.live" in html
    assert "do not imply endorsement" in html
    assert len(page.get("component_instance")) == 1
    assert ("Next plan" in {button.label for button in page.button}) == (mode == "present")


def test_braces_in_the_name_of_a_plan_are_no_code() -> None:
    """Folium takes what it sends to the browser for a template; the name stands in the tips of the map."""
    own = "1~freeze~open.14u~name._7b_7b_201_2f0_20_7d_7d_7b_25_20x"
    page = visit(view="compare", plan="freeze", own=own, against="us-28-point")
    assert not warnings(page)
    assert "{{ 1/0 }}{% x" in heading(page)
    assert len(page.get("component_instance")) == 1


@pytest.mark.parametrize("against", ["today", "freeze", "russia-june-2024"])
def test_the_comparison_has_the_sentence_of_the_terminal(
    against: str, library: Library, ground_on: Callable[[date], Ground], names: dict[str, str],
    english: Language,
) -> None:
    """The plan chosen first comes first, as in `compare A B`."""
    second = None if against == "today" else library[against]
    found = difference(ground_on(date(2025, 11, 21)), library["us-28-point"], second)
    page = visit(view="compare", plan="us-28-point", against=against, on="2025-11-21")
    assert heading(page) == sentence(found, names, english)


def test_switching_the_plan_in_the_address_leaves_nothing_of_the_previous_one() -> None:
    page = visit(plan="us-28-point", reading="kinburn=left-open")
    assert any("(interpretation: Kinburn left open)" in block.proto.body for block in page.get("html"))
    page.radio(key="plan-reference").set_value("freeze").run()
    assert not warnings(page)
    assert "reading" not in page.query_params


OWN = "1~freeze~handed_over.14u~name.Mine"
"""A freeze in which the reader hands over what Ukraine holds of Donetsk."""


def plans_named(page: AppTest, mark: str) -> list[str]:
    """Return the heads of the rows of the table that has this class."""
    return [words(head) for head in re.findall(r'<th scope="row".*?</th>', part(page, mark), re.DOTALL)]


def test_an_own_plan_stands_before_all_plans(
    library: Library, world: World, ground_on: Callable[[date], Ground], english: Language
) -> None:
    """Its map, its rows and its figures; the way to it keeps it, and the way to another plan leaves it."""
    page = visit(view="all", plan="freeze", own=OWN, on="2025-11-21")
    assert not warnings(page)
    ways = [button for button in page.button if str(button.key).startswith("go-")]
    first, *others = (str(button.key).removeprefix("go-") for button in ways)
    assert (first, sorted(others)) == ("own", sorted(library.plans))
    assert ways[0].label == r"Own plan\: Mine"
    assert len(page.get("image")) == len(library.plans) + 2
    assert "Your own plan stands before them." in part(page, "<h1")
    for mark in ("ledger matrix ranked", 'class="ledger matrix"'):
        assert plans_named(page, mark).count("Own plan: Mine") == 1, mark
        assert len(plans_named(page, mark)) == len(library.plans) + 1, mark
    regions = frozenset(world.regions.index)
    made = scenario_of(read_draft(OWN, library, regions, world.periods), library["freeze"], regions)
    left = total(outcome_of(world, made, ground_on(date(2025, 11, 21))).on_sides(Side.LEAVES))["area_km2"]
    assert left > 4_000
    row = re.findall(r"<tr>(?:(?!</tr>).)*Own plan: Mine.*?</tr>", part(page, "matrix ranked"), re.DOTALL)
    assert english.area_number(left) in words(row[0])
    assert f"own={OWN}" in unescape(part(page, 'class="ledger matrix"'))
    page.button(key="go-own").click().run()
    assert ("view" in page.query_params, page.query_params["own"]) == (False, OWN)
    page = visit(view="all", plan="freeze", own=OWN).button(key="go-freeze").click().run()
    assert not warnings(page)
    assert ("view" in page.query_params, "own" in page.query_params) == (False, False)


def test_without_an_own_plan_there_is_none_among_all_plans() -> None:
    page = visit(view="all", plan="freeze", on="2025-11-21")
    assert "go-own" not in {button.key for button in page.button}
    assert not any("own plan" in item.proto.body.lower() for item in page.get("html"))
