"""The link on a picture reproduces the picture's figures, or the picture says what the link cannot carry."""

import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from geo.errors import GeoError
from geo.outcomes.difference import Difference, difference
from geo.outcomes.outcome import Outcome, report
from geo.plans.edit.code import draft_code, read_draft
from geo.plans.edit.draft import scenario_of
from geo.plans.interpretations import interpreted, parse_interpretations
from geo.plans.library import TODAY
from geo.plans.scenario import Scenario
from geo.world import World
from geo.zones.ground import Ground
from layers.address import MAX_LENGTH, read_query
from layers.captions.link import comparison_link, link_of
from layers.choice import Case, Choice
from layers.html.difference_ledger import as_dict
from layers.language import UNITS, load_language
from layers.parameter import Offered
from layers.plate.comparison import compared_plans, difference_plate, difference_sheet
from layers.plate.render import write_plate
from layers.plate.sizes import SIZES
from layers.plate.text import MAX_CODE_LENGTH, sheet_of
from layers.request import ExportRequest
from layers.selection import LAYERS
from tests.conftest import DAYS
from tests.support.files.export_requests import PLAN, STRIP_PLAN
from tests.support.worlds.choices import LANGUAGES, LIBRARY, PLANS, REGIONS, drafts, readings, tenths

PAGE = "https://example.org/atlas"
WORDS = ["", ""]
SHORT = settings(max_examples=10, deadline=None, derandomize=True, database=None)
SHORTER = settings(max_examples=8, deadline=None, derandomize=True, database=None)

GroundFor = Callable[..., Ground]
Ordered = Callable[[Choice, Ground], ExportRequest]


@st.composite
def pictured(draw: st.DrawFn) -> Choice:
    """Choices of a picture of a plan, on few lines of contact, so that each ground is surveyed once."""
    plan = draw(st.sampled_from([STRIP_PLAN, PLAN, *PLANS]))
    own = draw(st.just("") | drafts(plan, 6, days=(None, DAYS[0])).map(draft_code))
    has_strip = LIBRARY[plan].main_buffer is not None and not own
    return Choice(
        plan=plan, own=own, reading="" if own else draw(readings(plan)), on=draw(st.sampled_from(DAYS[2:])),
        strip_km=draw(st.none() | tenths(60)) if has_strip else None, margin_km=1.0,
        layers=draw(st.frozensets(st.sampled_from(LAYERS))), units=draw(st.sampled_from(UNITS)),
        language=draw(st.sampled_from(LANGUAGES)))


def plan_of(case: Case, offered: Offered) -> Scenario | None:
    """Return the plan of a case as on the page."""
    if case.plan == TODAY:
        return None
    library, regions = offered.library, frozenset(offered.regions)
    if case.own:
        draft = read_draft(case.own, library, regions, offered.periods)
        return scenario_of(draft, library[draft.base], regions)
    return interpreted(library[case.plan], parse_interpretations(case.reading, library[case.plan]))


@pytest.fixture(scope="module")
def ordered(offered: Offered, world: World, outcome_for: Callable[..., Outcome]) -> Ordered:
    """Return the request that the page makes for a choice."""
    return partial(_ordered, offered=offered, world=world, outcome_for=outcome_for)


def _ordered(choice: Choice, ground: Ground, offered: Offered, world: World,
             outcome_for: Callable[..., Outcome]) -> ExportRequest:
    plan = plan_of(choice.case, offered)
    outcome = None if plan is None else outcome_for(plan, ground, choice.strip_km)
    library = offered.library if plan is None else offered.library.with_plan(plan)
    # A link can ask for Ukrainian even without a Ukrainian catalogue.
    language = replace(load_language("en", choice.units), code=choice.language)
    return ExportRequest(world, library, ground, outcome, language, layers=choice.layers, address=PAGE,
                         choice=choice)


def opened(address: str | None, offered: Offered, version: str) -> tuple[Choice, list[GeoError]]:
    """Return the choice that the page reads from an address."""
    assert address is not None
    assert address.startswith(f"{PAGE}/?")
    return read_query(dict(parse_qsl(urlsplit(address).query, keep_blank_values=True)), offered, version)


def figures(outcome: Outcome | None, world: World) -> Mapping[str, Any]:
    assert outcome is not None
    return report(outcome, world)


@SHORT
@given(choice=pictured())
def test_the_link_of_a_picture_reproduces_its_figures(
    choice: Choice, world: World, offered: Offered, surveyed_for: GroundFor, ordered: Ordered
) -> None:
    """Any plan in its original form, edited or interpreted, with a strip of any width, on any day."""
    export_request = ordered(choice, surveyed_for(choice.on))
    link = link_of(export_request)
    assert len(link.query) <= MAX_LENGTH + 1
    again, faults = opened(link.address, offered, world.version)
    assert faults == []
    same = ordered(again, surveyed_for(again.on))
    assert figures(same.outcome, world) == figures(export_request.outcome, world)
    assert (same.language.code, same.language.units) == (choice.language, choice.units)
    assert (same.shown, same.layers, link.lost) == (export_request.shown, export_request.layers, ())
    assert link_of(same) == link


@st.composite
def pairs(draw: st.DrawFn) -> Choice:
    """Comparisons of a plan: with the line alone, any plan or an edit of it, or itself on another day."""
    choice = draw(pictured())
    against = draw(st.sampled_from([TODAY, choice.plan, "freeze"]))
    own = "" if against == TODAY else draw(
        st.just("") | drafts(against, 4, days=(None, DAYS[0])).map(draft_code))
    other_day = draw(st.sampled_from([None, *DAYS[2:]]))
    return replace(choice, view="compare", against=against, against_own=own, strip_km=None,
                   against_on=None if other_day == choice.on else other_day)


@SHORTER
@given(choice=pairs())
def test_the_link_of_a_comparison_reproduces_its_figures(
    choice: Choice, world: World, offered: Offered, surveyed_for: GroundFor, ordered: Ordered
) -> None:
    """The same two cases on the same two lines, with any edits and interpretations."""
    found = compared(choice, offered, surveyed_for)
    export_request = ordered(choice, found.ground)
    link = comparison_link(found, export_request)
    again, faults = opened(link.address, offered, world.version)
    assert (faults, link.lost, again.view) == ([], (), "compare")
    assert as_dict(compared(again, offered, surveyed_for), WORDS) == as_dict(found, WORDS)
    assert (again.layers & set(LAYERS), again.units) == (export_request.layers, choice.units)


def compared(choice: Choice, offered: Offered, surveyed_for: GroundFor) -> Difference:
    """Return the comparison that the page shows for a choice."""
    first, second = choice.cases
    ground = surveyed_for(first.front.on, second.front.on if second.front != first.front else None)
    return difference(ground, plan_of(first, offered), plan_of(second, offered))


NUMBERS = [region.removeprefix("UA-") for region in REGIONS]
STRIP = Choice(plan=STRIP_PLAN, strip_km=40.0)
OWN = Choice(plan="freeze", own="1~freeze~recognised.de_jure.09r.14r~name.My_20plan")
LONG = Choice(plan="freeze", own=f"1~freeze~demilitarised.{'u.'.join(sorted(NUMBERS))}u"
              f"~returned.{'r.'.join(sorted(NUMBERS))}r~buffer.12.3~name.{'_e1_83_90' * 60}")
"""A plan that changes all ground, with the longest possible name in three-byte letters."""
READ = Choice(plan=PLAN, reading="kinburn=left-open", on=DAYS[3], units="mi2",
              layers=frozenset(LAYERS) - {"crimea", "towns"})


@pytest.mark.parametrize("choice, size", [*((choice, "16x9") for choice in (STRIP, READ)),
                                          *((LONG, size) for size in SIZES)])
def test_the_qr_code_on_a_plate_can_be_read_and_leads_back(
    choice: Choice, size: str, world: World, offered: Offered, surveyed_for: GroundFor, ordered: Ordered
) -> None:
    export_request = replace(ordered(choice, surveyed_for(choice.on)), size=size)
    picture = Image.open(io.BytesIO(write_plate(export_request, "png"))).convert("RGB")
    texts = [found.text for found in zxingcpp.read_barcodes(picture)]
    assert texts == [link_of(export_request).address]
    again, faults = opened(texts[0], offered, world.version)
    assert faults == []
    same = ordered(again, surveyed_for(again.on))
    assert figures(same.outcome, world) == figures(export_request.outcome, world)


def test_the_longest_qr_code_that_is_drawn_is_tested_above(
    world: World, offered: Offered, surveyed_for: GroundFor, ordered: Ordered
) -> None:
    """A longer address is printed but not encoded, and the plate says so."""
    export_request = ordered(LONG, surveyed_for(LONG.on))
    assert MAX_CODE_LENGTH * 0.9 < len(str(link_of(export_request).address)) <= MAX_CODE_LENGTH
    longer = replace(export_request, address=PAGE + "/long" * 150)
    assert sheet_of(longer).code is None
    assert sheet_of(longer).link.endswith("(Too long for a code.)")


def test_the_qr_code_on_a_comparison_can_be_read_and_leads_back(
    world: World, offered: Offered, surveyed_for: GroundFor, ordered: Ordered
) -> None:
    choice = replace(OWN, view="compare", against=PLAN, against_on=DAYS[3])
    found = compared(choice, offered, surveyed_for)
    it = compared_plans(found, ordered(choice, found.ground))
    picture = Image.open(io.BytesIO(difference_plate(it, "png"))).convert("RGB")
    texts = [code.text for code in zxingcpp.read_barcodes(picture)]
    assert texts == [difference_sheet(it).code]
    again, faults = opened(texts[0], offered, world.version)
    assert faults == []
    assert as_dict(compared(again, offered, surveyed_for), WORDS) == as_dict(found, WORDS)


def from_elsewhere(export_request: ExportRequest, origin: Any) -> ExportRequest:
    ground = replace(export_request.ground, control=replace(export_request.ground.control, origin=origin))
    outcome = None if export_request.outcome is None else replace(export_request.outcome, ground=ground)
    return replace(export_request, ground=ground, outcome=outcome)
