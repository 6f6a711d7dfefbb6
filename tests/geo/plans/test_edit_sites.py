"""Sites in a reader's own plan: what is decided, written, opened again, and counted."""

from collections.abc import Callable
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as some

from geo.errors import DraftError, ScenarioError
from geo.explore.cells import Cells, cells_of
from geo.explore.sides import DECIDED, Under
from geo.explore.together import together_of
from geo.outcomes.outcome import apply
from geo.plans.edit.code import code_of, draft_code, parse_draft, read_draft
from geo.plans.edit.draft import Draft, draft_of, merged, opened, shortest
from geo.plans.edit.sites import TEXTS, SiteDecision
from geo.plans.library import load_library
from geo.plans.scenario import Confidence, Scenario
from geo.plans.site_clause import SiteControl
from geo.plans.toml_file import read_plan, write_plan
from geo.world import World, load_world
from geo.zones.ground import Ground
from tests.geo.plans.test_edit import REGIONS, own

WORLD: World = load_world()
SITES = tuple(WORLD.sites.index)
LIBRARY = load_library(REGIONS, periods=WORLD.periods, sites=frozenset(SITES))
PLANT, PORT = "zaporizhzhia-nuclear-plant", "kherson-port"
DECISIONS = some.dictionaries(some.sampled_from(SITES), some.sampled_from([*SiteControl, None]), max_size=12)
PLANS = some.sampled_from(sorted(LIBRARY.plans))


@pytest.fixture(scope="module")
def cells(ground_on: Callable[[date], Ground]) -> Cells:
    return cells_of(WORLD, ground_on(date(2025, 11, 21)))


def decided(sites: dict[str, SiteControl | None]) -> tuple[SiteDecision, ...]:
    return tuple(sorted(sites.items(), key=lambda item: item[0]))


def said(plan: Scenario) -> dict[str, SiteControl | None]:
    return {clause.site: clause.control for clause in plan.sites}


@given(PLANS, DECISIONS)
def test_decisions_survive_the_address_and_the_file(plan: str, sites: dict[str, SiteControl | None]) -> None:
    draft = shortest(Draft(plan, sites=decided(sites)), LIBRARY[plan], REGIONS)
    assert parse_draft(draft_code(draft)) == draft
    assert read_draft(draft_code(draft), LIBRARY, REGIONS, WORLD.periods) == draft
    made = own(draft)
    again = read_plan(write_plan(made), "own.toml", REGIONS, WORLD.periods, sites=frozenset(SITES))
    assert opened(again, LIBRARY.plans, REGIONS) == (LIBRARY[plan], draft)


@given(PLANS, DECISIONS)
def test_what_is_decided_is_said_and_all_else_stays(plan: str, sites: dict[str, SiteControl | None]) -> None:
    made, base = own(Draft(plan, sites=decided(sites))), LIBRARY[plan]
    for site in SITES:
        clause = next((item for item in made.sites if item.site == site), None)
        before = next((item for item in base.sites if item.site == site), None)
        if site not in sites or (before is not None and sites[site] is not None
                                 and before.control is sites[site]):
            assert clause == before
        elif sites[site] is None:
            assert clause is None
        else:
            assert clause is not None
            assert (clause.control, clause.confidence) == (sites[site], Confidence.OWN)
            assert clause.text == TEXTS[SiteControl(sites[site])]


def test_a_file_from_before_sites_opens_with_the_plans_sites_taken_out() -> None:
    """Such a file says nothing of sites, which is what its reader saw then."""
    older = own(Draft("us-28-point", name="Older")).model_copy(update={"sites": ()})
    base, draft = opened(older, LIBRARY.plans, REGIONS)
    assert (base.id, draft) == ("us-28-point", Draft("us-28-point", name="Older", sites=((PLANT, None),)))


def test_a_text_of_a_file_that_is_no_decision_is_not_replaced_by_the_edited_plans() -> None:
    plan = own(Draft("us-28-point", sites=((PLANT, SiteControl.SHARED),)))
    free = plan.model_copy(update={"sites": (plan.sites[0].model_copy(update={"control": None}),)})
    assert draft_of(free, LIBRARY["us-28-point"], REGIONS).sites == ((PLANT, None),)
    assert "site.silent" in code_of(free, LIBRARY, REGIONS)


@pytest.mark.parametrize("code", ["site.ukraine", "site", "site.nobody.kherson-port", "site.ukraine.no/where",
                                  "site.ukraine.nowhere", "site.ukraine.kherson-port.kherson-port",
                                  "site.ukraine.kherson-port~site.russia.kherson-port"])
def test_faulty_sites_in_an_address_are_one_sentence(code: str) -> None:
    with pytest.raises(DraftError) as fault:
        read_draft(f"1~us-28-point~{code}", LIBRARY, REGIONS, WORLD.periods)
    assert str(fault.value).endswith(".")


def test_a_shipped_plan_cannot_rest_on_a_readers_decision() -> None:
    made = own(Draft("us-28-point", sites=((PORT, SiteControl.OPEN),)))
    shipped = write_plan(made).decode().replace('group = "own"', 'group = "text"')
    shipped = shipped.replace('text_status = "own"', 'text_status = "leaked"')
    with pytest.raises(ScenarioError, match="own"):
        read_plan(shipped.encode(), "x.toml", REGIONS)


@pytest.mark.parametrize(("site", "control"), [*product([PLANT, PORT, "dnipro-dam"], SiteControl)])
def test_a_site_counts_where_the_text_decides_and_nothing_else_moves(
    site: str, control: SiteControl, cells: Cells
) -> None:
    """Capacity and ports are moved from one side to the other; together they stay the same."""
    plain, changed = (together_of(WORLD, cells, apply(plan, cells.ground)) for plan in (
        LIBRARY["us-28-point"], own(Draft("us-28-point", sites=((site, control),)))))
    side = DECIDED.get(control, Under(plain.sites.at[site, "side"]))
    assert changed.sites.at[site, "side"] == side.value
    assert (changed.sites["side"].drop(site) == plain.sites["side"].drop(site)).all()
    for measure in ("ports", "stations", "capacity_mw"):
        assert changed.sides[measure].sum() == plain.sides[measure].sum()
    assert changed.sides["area_km2"].equals(plain.sides["area_km2"])


def test_later_changes_decide() -> None:
    first = Draft("us-28-point", sites=((PORT, SiteControl.UKRAINE), (PLANT, None)), name="A")
    both = merged(first, Draft("us-28-point", sites=((PORT, SiteControl.RUSSIA),)))
    assert both == Draft("us-28-point", sites=((PORT, SiteControl.RUSSIA), (PLANT, None)), name="A")
    assert merged(Draft("us-28-point"), first) == first
