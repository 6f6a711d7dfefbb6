"""The lineage of the texts: order, links, and the ground between two texts."""

import itertools
from datetime import date
from html import unescape

import pytest

from geo.control.record import control_on
from geo.outcomes.history import history, totals
from geo.plans.library import Library
from geo.plans.scenario import Group, Scenario
from geo.status import Holder
from geo.world import World
from layers.html.lineage import lineage_html, steps
from layers.language import Language
from tests.support.files.export_requests import HOSTILE
from tests.support.worlds import toy


def test_every_earlier_text_exists_and_is_older(library: Library) -> None:
    for plan in library.plans.values():
        for follow in plan.follows:
            assert library[follow.plan].published <= plan.published
    chain = ["20-point-stand", "geneva-19-point", "us-28-point"]
    for later, earlier in itertools.pairwise(chain):
        assert earlier in {follow.plan for follow in library[later].follows}


def test_texts_are_in_order_of_publication(library: Library) -> None:
    found = steps(library, {})
    assert [step.plan.published for step in found] == sorted(step.plan.published for step in found)
    assert Group.REFERENCE not in {step.plan.group for step in found}
    assert {step.held_km2 for step in found} == {step.since_km2 for step in found} == {None}


def test_what_changed_on_the_ground_is_measured(library: Library, world: World) -> None:
    days = [date(2025, 4, 25), date(2025, 11, 20), date(2025, 12, 24)]
    held = totals(history(world, None, days), "holder")["area_km2", Holder.RUSSIA]
    found = {step.plan.id: step for step in steps(library, dict(held))}
    assert found["us-28-point"].held_km2 == pytest.approx(held[days[1]])
    drawn = control_on(world.record, days[1]).held
    inside = sum(region.intersection(drawn).area for region in world.regions_m.geometry) / 1e6
    assert found["us-28-point"].held_km2 == pytest.approx(inside, rel=1e-5)
    assert found["istanbul-2022"].held_km2 is None
    alike = found["20-point-stand"], found["20-point-zone"]
    assert alike[1].since_km2 == 0
    assert alike[0].held_km2 == alike[1].held_km2


def test_the_table_leads_to_texts_and_comparisons(library: Library, english: Language) -> None:
    links = {plan: f"?plan={plan}" for plan in library.plans}
    page = lineage_html(steps(library, {}), library, english, links,
                        {("geneva-19-point", "us-28-point"): "?a&b=<c>"})
    assert page.count("<tr>") == len(library.plans)  # the header, and all plans but the reference case
    assert 'href="?a&amp;b=&lt;c&gt;"' in page
    assert "not known" in page


def test_hostile_words_and_unknown_plans_do_no_harm(english: Language) -> None:
    plan = toy.plan({"status": "open"}, follows=[{"plan": "nowhere", "text": HOSTILE}]).model_copy(
        update={"short_title": HOSTILE, "group": Group.TEXT})
    other: Scenario = plan.model_copy(update={"id": "b", "follows": plan.follows})
    named = other.model_copy(update={"follows": tuple(
        follow.model_copy(update={"plan": plan.id}) for follow in plan.follows)})
    library = Library({plan.id: plan, "b": named})
    page = lineage_html(steps(library, {}), library, english, {}, {})
    assert "<img" not in page
    assert "onerror=alert(1)" in unescape(page)
