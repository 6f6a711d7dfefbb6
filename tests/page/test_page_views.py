"""All views without a browser: each works for every kind of plan, on several days, without messages."""

from collections.abc import Callable
from datetime import date

import pytest

from geo.outcomes.difference import difference
from geo.plans.library import Library
from geo.zones.ground import Ground
from layers.choice import VIEWS
from layers.language import Language
from layers.text.difference import sentence
from page.views.switch import SHOWN
from tests.page.test_page import heading, visit, warnings

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
