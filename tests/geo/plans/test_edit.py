"""A reader's own plan: no changes give the base's figures, equal cells give equal figures."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import DraftError
from geo.gazetteer.regions import load_regions
from geo.outcomes.outcome import Outcome, apply, outcome_of, report
from geo.outcomes.overlays import overlays_of
from geo.plans.assign import rule_errors
from geo.plans.custom import clean_name, marked
from geo.plans.decision_table import (
    Condition,
    Disposition,
    conditions_of,
    fitting,
    pairs,
    rule_numbers,
    treated,
)
from geo.plans.edit.draft import Draft, draft_of, opened, ordered, scenario_of, shortest
from geo.plans.edit.overlays import bands_of
from geo.plans.edit.rules import CLAUSE
from geo.plans.library import Library, load_library, reference_days
from geo.plans.overlay import Band, Baseline, Neighbour
from geo.plans.scenario import Confidence, Level, Scenario
from geo.plans.site_clause import SiteControl
from geo.plans.toml_file import read_plan, write_plan
from geo.status import Holder, Status
from geo.world import World, control_for
from geo.zones.ground import Ground
from geo.zones.survey import ground_for
from tests.conftest import DAYS
from tests.support.files.export_requests import PLANS
from tests.support.worlds import overlays

FEW = settings(max_examples=40, deadline=None, derandomize=True, database=None)
EARLIER, OTHER_DAY = date(2022, 2, 23), date(2024, 7, 8)
REGIONS = frozenset(load_regions().index)
LIBRARY = load_library(REGIONS)
U, R = Holder.UKRAINE, Holder.RUSSIA
SITES = ("kherson-port", "kinburn-spit", "zaporizhzhia-nuclear-plant")


def changed(base: str, *changes: tuple[Condition, Disposition], **more: object) -> Draft:
    return Draft(base, ordered(dict(changes)), **more)


def contact_band(km: float) -> Band:
    return Band(Baseline.LINE_OF_CONTACT, km, km)


def own(draft: Draft) -> Scenario:
    return scenario_of(draft, LIBRARY[draft.base], REGIONS)


cells = st.builds(Condition, st.sampled_from(sorted(REGIONS)), st.sampled_from(Holder),
                  st.one_of(st.none(), st.sampled_from(Holder)))


bands = overlays.bands(st.integers(1, 10_000).map(lambda n: n / 100))


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    """Any draft of any plan; cells depend on an earlier day only if there is one."""
    base = LIBRARY[draw(st.sampled_from(PLANS))]
    day = draw(st.sampled_from([None, EARLIER, OTHER_DAY]))
    dated = day or base.reference_date
    changes = {cell: draw(st.sampled_from(fitting(cell.holder)))
               for cell in draw(st.lists(cells, max_size=12)) if dated or not cell.before}
    chosen_bands = draw(st.one_of(st.none(), bands))
    name = clean_name(draw(st.text(max_size=80)))
    sites = draw(st.dictionaries(st.sampled_from(SITES), st.sampled_from([*SiteControl, None])))
    return Draft(base.id, ordered(changes), chosen_bands, day, name,
                 sites=tuple((site, sites[site]) for site in SITES if site in sites))


def figures(outcome: Outcome, world: World) -> dict:
    """The output of `cli.py figures` without the names of the plan."""
    said = report(outcome, world)
    for overlay in [said.get("buffer", {}), *said.get("overlays", [])]:
        overlay.pop("clause", None)
    return {name: value for name, value in said.items() if name not in {"scenario", "title"}}


@pytest.mark.parametrize("day, plan", [*product(DAYS[2:3], PLANS), *product(DAYS, ["istanbul-2022"])])
def test_a_draft_without_changes_has_the_figures_of_its_base(
    day: date, plan: str, world: World, library: Library, ground_on: Callable[[date], Ground],
    outcome_on: Callable[[str, date], Outcome],
) -> None:
    made = scenario_of(Draft(plan), library[plan], frozenset(world.regions.index))
    assert made.rules == library[plan].rules
    assert figures(outcome_of(world, made, ground_on(day)), world) == figures(outcome_on(plan, day), world)


@pytest.mark.parametrize("target", PLANS)
def test_a_draft_equal_to_another_plan_has_its_figures(
    target: str, world: World, library: Library, ground_on: Callable[[date], Ground],
    outcome_on: Callable[[str, date], Outcome],
) -> None:
    """From plans with few and with many rules, with a reference date and with a strip."""
    expected, ground = figures(outcome_on(target, DAYS[2]), world), ground_on(DAYS[2])
    for base in ("freeze", "us-28-point", "istanbul-2022", "kellogg-buffer"):
        made = own(draft_of(library[target], library[base], REGIONS))
        assert conditions_of(made, REGIONS) == conditions_of(library[target], REGIONS)
        assert bands_of(made) == bands_of(library[target])
        # Equal bands would only repeat the same cuts.
        chosen_bands = (
            overlays_of(world, made, ground) if base == "freeze" else outcome_on(target, DAYS[2]).overlays
        )
        assert figures(apply(made, ground, chosen_bands), world) == expected, base


@pytest.mark.slow
@FEW
@given(draft=drafts())
def test_every_draft_is_a_whole_plan_that_does_what_it_says(draft: Draft) -> None:
    """Statuses fit, changed cells are as wanted, all others as in the base, and it is a valid plan file."""
    base, made = LIBRARY[draft.base], own(draft)
    assert rule_errors(made, REGIONS) == []
    expected = treated(base, REGIONS)
    for cell, done in sorted(draft.changes, key=lambda item: item[0].before is not None):
        earlier_days = [cell.before] if cell.before else [*Holder]
        expected |= {Condition(cell.region, cell.holder, before): done for before in earlier_days}
    assert treated(made, REGIONS) == expected
    assert read_plan(write_plan(made), "own.toml", REGIONS) == made
    assert marked(made) == made


@FEW
@given(draft=drafts())
def test_the_draft_of_a_plan_can_be_recovered(draft: Draft) -> None:
    """In its shortest form, which reproduces the plan; opening the file does the same."""
    base, made = LIBRARY[draft.base], own(draft)
    short = draft_of(made, base, REGIONS)
    assert own(short) == own(shortest(draft, base, REGIONS)) == made
    assert shortest(draft, base, REGIONS).changes == short.changes
    assert len(short.changes) <= 2 * len(draft.changes) + 4
    assert opened(made, LIBRARY.plans, REGIONS) == (base, short)


@FEW
@given(draft=drafts())
def test_what_the_reader_did_not_change_keeps_its_clause(draft: Draft) -> None:
    """Changes are marked as the reader's own and never attributed to the text."""
    base, made = LIBRARY[draft.base], own(draft)
    if draft.reference_date not in (None, base.reference_date):
        return  # the base's rules then refer to another day, see below
    before, after = (dict(clauses(plan)) for plan in (base, made))
    done_before = treated(base, REGIONS)
    same = {cell for cell, done in treated(made, REGIONS).items() if done == done_before[cell]}
    for cell, (clause, confidence) in after.items():
        assert (clause == CLAUSE) == (confidence is Confidence.OWN)
        assert confidence is Confidence.OWN or (clause, confidence) == before[cell]
        assert cell in same or clause == CLAUSE


@FEW
@given(draft=drafts())
def test_a_rule_names_only_ground_that_it_applies_to(draft: Draft) -> None:
    """So that the table of clauses never lists contradictory entries for a region."""
    made = own(draft)
    decided: dict[int, set[str]] = {}
    for cell, number in rule_numbers(made, REGIONS).items():
        decided.setdefault(number, set()).add(cell.region)
    for number, rule in enumerate(made.rules):
        assert rule.regions is None or set(rule.regions) == decided[number]


def clauses(plan: Scenario) -> Iterator[tuple[Condition, tuple[str, Confidence]]]:
    """The clause of each cell, found rule by rule, independently of `assign`."""
    for region, holder in pairs(REGIONS):
        for before in Holder:
            rule = next(r for r in plan.rules if r.holder in (None, holder) and r.before in (None, before)
                        and (r.regions is None or region in r.regions))
            yield Condition(region, holder, before), (rule.clause, rule.confidence)


def test_with_another_reference_date_rules_about_it_are_the_readers() -> None:
    """The clause of the base refers to its own date."""
    made = own(Draft("istanbul-2022", reference_date=OTHER_DAY))
    assert made.reference_date == OTHER_DAY
    asked = [rule for rule in made.rules if rule.before]
    assert asked
    assert {rule.confidence for rule in asked} == {Confidence.OWN}


def test_a_reference_date_that_no_rule_uses_cuts_nothing() -> None:
    assert own(Draft("us-28-point", reference_date=EARLIER)).reference_date is None
    made = own(
        changed("freeze", (Condition("UA-14", R, U), Disposition(Status.RETURNED)), reference_date=OTHER_DAY)
    )
    assert made.reference_date == OTHER_DAY


def test_a_draft_with_another_reference_date_can_be_computed(world: World, library: Library) -> None:
    """Only ground that changed hands after that day would be returned."""
    made = own(
        changed("freeze", (Condition("UA-14", R, U), Disposition(Status.RETURNED)), reference_date=OTHER_DAY)
    )
    ground = ground_for(world, control_for(world, DAYS[2]), reference_days(library, made), 0)
    table = outcome_of(world, made, ground).table
    before = ground.held_before[OTHER_DAY]
    moved = (table["region"] == "UA-14") & (table["holder"] == "russia") & (before == "ukraine")
    assert set(table.index[table["status"] == "returned"]) == set(table.index[moved])
    assert table.loc[moved, "area_km2"].sum() > 100


def test_strips() -> None:
    """As in the plan, none, or with a different width, which is then the reader's own."""
    plan = LIBRARY["kellogg-buffer"]
    same = own(Draft(plan.id, bands=(contact_band(15.0),)))
    assert own(Draft(plan.id)).buffer == same.buffer == plan.buffer
    assert own(Draft(plan.id, bands=())).all_overlays == ()
    wider = own(Draft(plan.id, bands=(contact_band(20.5),))).buffer
    assert wider
    assert (wider.width_km, wider.clause, wider.confidence) == (20.5, CLAUSE, Confidence.OWN)


def test_a_readers_own_buffers_are_written_and_opened_again() -> None:
    """Of any depth on either side, from either line, with a border strip; reported walls are left out."""
    wanted = (Band(Baseline.PLAN_LINE, 10.0, 5.0), Band(Baseline.LINE_OF_CONTACT, 0.0, 40.0),
              Band(Baseline.INTERNATIONAL_BORDER, 0.0, 20.0, (Neighbour.RUSSIA,)))
    plan = own(Draft("us-28-point", bands=wanted))
    assert bands_of(plan) == wanted
    assert plan.walls == ()
    assert {item.confidence for item in plan.all_overlays} == {Confidence.OWN}
    again = read_plan(write_plan(plan), "own.toml", REGIONS)
    base, draft = opened(again, LIBRARY.plans, REGIONS)
    assert (base.id, draft.bands) == ("us-28-point", wanted)


def test_only_effects_that_fit_the_holder_are_offered() -> None:
    for holder in Holder:
        for status, level in product(Status, [None, *Level]):
            one = changed("freeze", (Condition("UA-14", holder), Disposition(status, level)))
            if Disposition(status, level) in fitting(holder):
                assert own(one)
            else:
                with pytest.raises(DraftError, match="cannot happen to ground of UA-14"):
                    own(one)
