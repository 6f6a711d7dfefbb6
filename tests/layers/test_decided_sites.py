"""Sites that a plan itself decides on are marked on maps and plates, whoever wrote the plan."""

from dataclasses import replace

import pytest

from geo.outcomes.outcome import outcome_of
from geo.plans.edit.code import read_draft
from geo.plans.edit.draft import scenario_of
from geo.plans.library import Library
from geo.plans.scenario import Scenario
from layers.bundle.registry import EXPORTS
from layers.plate.scene import scene_of
from layers.plate.sizes import SIZES, layout_of
from layers.plate.text import sheet_of
from layers.text.legend import Spot, entries
from layers.web.map_state import map_state
from tests.support.export_requests import RequestOf

OWN = "1~freeze~site.ukraine.kherson-port~site.russia.zaporizhzhia-nuclear-plant"


def plans(library: Library, regions: frozenset[str]) -> list[Scenario]:
    draft = read_draft(OWN, library, regions, ())
    return [*library.plans.values(), scenario_of(draft, library["freeze"], regions)]


def test_map_legend_and_plate_mark_the_same_sites(request_of: RequestOf, library: Library) -> None:
    request = request_of("freeze")
    world, language = request.world, request.language
    for plan in plans(library, frozenset(world.regions.index)):
        asked = replace(request, outcome=outcome_of(world, plan, request.ground))
        state = map_state(asked.outcome, request.names, language, request.layers, "", "", None, None, "")
        ids = {item.site for item in plan.sites}
        assert set(state["sites"]) == ids
        assert {label.words for label in scene_of(asked).decided} == set(
            world.sites.loc[sorted(ids), language.name_column])
        signs = [entry.sign for entry in entries(asked.outcome, language, request.layers, request.shown)]
        assert signs.count(Spot()) == bool(ids), plan.id


def test_what_is_said_has_its_clause_once(request_of: RequestOf, library: Library) -> None:
    request = request_of("freeze")
    own = plans(library, frozenset(request.world.regions.index))[-1]
    outcome = outcome_of(request.world, own, request.ground)
    state = map_state(outcome, request.names, request.language, request.layers, "", "", None, None, "")
    assert state["sites"] == {
        "kherson-port": "Under Ukrainian control (the reader's own choice)",
        "zaporizhzhia-nuclear-plant": "Under Russian control (the reader's own choice)"}


@pytest.mark.parametrize("size", SIZES)
def test_a_plate_explains_the_mark_wherever_it_draws_one(request_of: RequestOf, size: str) -> None:
    request = request_of("us-28-point", size=size)
    signs = [entry.sign for entry in sheet_of(request).legend]
    drawn = 'id="decided-sites"' in EXPORTS["svg"].write(request).decode()
    assert drawn == (Spot() in signs)
    assert drawn != layout_of(size).brief


def test_a_region_that_is_not_shown_has_no_mark(request_of: RequestOf, names: dict[str, str]) -> None:
    request = request_of("us-28-point")
    elsewhere = frozenset(names) - {"UA-23"}
    state = map_state(request.plan(), names, request.language, request.layers, "", "", None, None, "",
                      elsewhere)
    signs = [entry.sign for entry in entries(request.plan(), request.language, request.layers, elsewhere)]
    assert state["sites"] == {}
    assert Spot() not in signs
