"""The way back: what a picture's link opens has the picture's figures, or says what it cannot carry."""

import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from geo.control.origin import archive_origin, dated_file_origin, upload_origin
from geo.errors import GeoError
from geo.outcomes.difference import Difference, difference
from geo.outcomes.outcome import Outcome, outcome_of, report
from geo.plans.edit import scenario_of
from geo.plans.edit_code import draft_code, read_draft
from geo.plans.interpretations import interpreted, parse_interpretations
from geo.plans.library import TODAY, Library, reference_days
from geo.plans.scenario import Scenario
from geo.world import World, control_for
from geo.zones.ground import Ground
from layers.address import MAX_LENGTH, read_query
from layers.bundle.page_context import notes_of
from layers.choice import Case, Choice
from layers.export.metadata import metadata
from layers.html.difference_ledger import as_dict
from layers.language import UNITS, load_language
from layers.parameter import RECORD, UPLOAD, Offered
from layers.plate.comparison import comparing, difference_plate, difference_sheet
from layers.plate.render import write_plate
from layers.plate.sizes import SIZES
from layers.plate.text import MAX_CODE_LENGTH, sheet_of
from layers.request import ExportRequest
from layers.selection import LAYERS, shown_regions
from layers.text.citation import citation, citation_cff
from layers.text.link import LOST_WORDS, Link, Lost, comparison_link, link_of
from tests.conftest import DAYS
from tests.support.choices import LANGUAGES, LIBRARY, PLANS, REGIONS, drafts, readings, tenths
from tests.support.orders import PLAN, STRIP_PLAN, OrderOf, toy_plan_named

PAGE = "https://example.org/atlas"
WORDS = ["", ""]
SHORT = settings(max_examples=30, deadline=None, derandomize=True, database=None)
SHORTER = settings(max_examples=20, deadline=None, derandomize=True, database=None)

GroundFor = Callable[..., Ground]


@st.composite
def pictured(draw: st.DrawFn) -> Choice:
    """What may be in a picture of a plan, on few lines, so that the ground is surveyed once for all."""
    plan = draw(st.sampled_from([STRIP_PLAN, PLAN, *PLANS]))
    own = draw(st.just("") | drafts(plan, 6, days=(None, DAYS[0])).map(draft_code))
    has_strip = LIBRARY[plan].buffer is not None and not own
    return Choice(
        plan=plan, own=own, reading="" if own else draw(readings(plan)), on=draw(st.sampled_from(DAYS[2:])),
        strip_km=draw(st.none() | tenths(60)) if has_strip else None, margin_km=1.0,
        layers=draw(st.frozensets(st.sampled_from(LAYERS))), units=draw(st.sampled_from(UNITS)),
        language=draw(st.sampled_from(LANGUAGES)))


@pytest.fixture(scope="session")
def offered(world: World, library: Library) -> Offered:
    return Offered(library, world.periods, LANGUAGES, world.regions.index)


@pytest.fixture(scope="session")
def surveyed_for(world: World, library: Library, surveyed: GroundFor) -> GroundFor:
    def ground(on: date, second: date | None = None) -> Ground:
        return surveyed(world, control_for(world, on), reference_days(library), 1.0,
                        control_for(world, second) if second else None)
    return ground


def plan_of(case: Case, offered: Offered) -> Scenario | None:
    """The plan of a case as the page has it."""
    if case.plan == TODAY:
        return None
    library, regions = offered.library, frozenset(offered.regions)
    if case.own:
        draft = read_draft(case.own, library, regions, offered.periods)
        return scenario_of(draft, library[draft.base], regions)
    return interpreted(library[case.plan], parse_interpretations(case.reading, library[case.plan]))


def ordered(choice: Choice, ground: Ground, offered: Offered, world: World) -> ExportRequest:
    """The order that the page gives for a choice."""
    plan = plan_of(choice.case, offered)
    outcome = None if plan is None else outcome_of(world, plan, ground, choice.strip_km)
    library = offered.library if plan is None else offered.library.with_plan(plan)
    # No catalogue of Ukrainian need be there for a link to ask for it.
    language = replace(load_language("en", choice.units), code=choice.language)
    return ExportRequest(world, library, ground, outcome, language, layers=choice.layers, address=PAGE)


def opened(address: str | None, offered: Offered, version: str) -> tuple[Choice, list[GeoError]]:
    """What the page makes of an address."""
    assert address is not None
    assert address.startswith(f"{PAGE}/?")
    return read_query(dict(parse_qsl(urlsplit(address).query, keep_blank_values=True)), offered, version)


def figures(outcome: Outcome | None, world: World) -> Mapping[str, Any]:
    assert outcome is not None
    return report(outcome, world)


@SHORT
@given(choice=pictured())
def test_the_link_of_a_picture_opens_its_figures(
    choice: Choice, world: World, offered: Offered, surveyed_for: GroundFor
) -> None:
    """Any plan as it stands, edited or read otherwise, with a strip of any width, on any day."""
    order = ordered(choice, surveyed_for(choice.on), offered, world)
    link = link_of(order)
    assert len(link.query) <= MAX_LENGTH + 1
    again, faults = opened(link.address, offered, world.version)
    assert faults == []
    same = ordered(again, surveyed_for(again.on), offered, world)
    assert figures(same.outcome, world) == figures(order.outcome, world)
    assert (same.language.code, same.language.units) == (choice.language, choice.units)
    assert (same.shown, same.layers, link.lost) == (order.shown, order.layers, ())
    assert link_of(same) == link


@st.composite
def pairs(draw: st.DrawFn) -> Choice:
    """What a plan may be compared with: the line alone, any plan or an edit of it, itself on another day."""
    choice = draw(pictured())
    against = draw(st.sampled_from([TODAY, choice.plan, "freeze"]))
    own = "" if against == TODAY else draw(
        st.just("") | drafts(against, 4, days=(None, DAYS[0])).map(draft_code))
    other_day = draw(st.sampled_from([None, *DAYS[2:]]))
    return replace(choice, view="compare", against=against, against_own=own, strip_km=None,
                   against_on=None if other_day == choice.on else other_day)


@SHORTER
@given(choice=pairs())
def test_the_link_of_a_comparison_opens_its_figures(
    choice: Choice, world: World, offered: Offered, surveyed_for: GroundFor
) -> None:
    """The same two cases on the same two lines, whatever was edited or is read otherwise."""
    found = compared(choice, offered, surveyed_for)
    order = ordered(choice, found.ground, offered, world)
    link = comparison_link(found, order)
    again, faults = opened(link.address, offered, world.version)
    assert (faults, link.lost, again.view) == ([], (), "compare")
    assert as_dict(compared(again, offered, surveyed_for), WORDS) == as_dict(found, WORDS)
    assert (again.layers & set(LAYERS), again.units) == (order.layers, choice.units)


def compared(choice: Choice, offered: Offered, surveyed_for: GroundFor) -> Difference:
    """The comparison that the page shows for a choice."""
    first, second = choice.cases
    ground = surveyed_for(first.front.on, second.front.on if second.front != first.front else None)
    return difference(ground, plan_of(first, offered), plan_of(second, offered))


NUMBERS = [region.removeprefix("UA-") for region in REGIONS]
STRIP = Choice(plan=STRIP_PLAN, strip_km=40.0)
OWN = Choice(plan="freeze", own="1~freeze~recognised.de_jure.09r.14r~name.My_20plan")
LONG = Choice(plan="freeze", own=f"1~freeze~demilitarised.{'u.'.join(sorted(NUMBERS))}u"
              f"~returned.{'r.'.join(sorted(NUMBERS))}r~buffer.12.3~name.{'_e1_83_90' * 60}")
"""A plan with something for all ground, under a name that is as long as any in letters of three bytes."""
READ = Choice(plan=PLAN, reading="kinburn=left-open", on=DAYS[3], units="mi2",
              layers=frozenset(LAYERS) - {"crimea", "towns"})


@pytest.mark.parametrize("choice, size", [*((choice, "16x9") for choice in (STRIP, OWN, READ)),
                                          *((LONG, size) for size in SIZES)])
def test_the_code_on_a_plate_can_be_read_and_leads_back(
    choice: Choice, size: str, world: World, offered: Offered, surveyed_for: GroundFor
) -> None:
    order = replace(ordered(choice, surveyed_for(choice.on), offered, world), size=size)
    picture = Image.open(io.BytesIO(write_plate(order, "png"))).convert("RGB")
    texts = [found.text for found in zxingcpp.read_barcodes(picture)]
    assert texts == [link_of(order).address]
    again, faults = opened(texts[0], offered, world.version)
    assert faults == []
    same = ordered(again, surveyed_for(again.on), offered, world)
    assert figures(same.outcome, world) == figures(order.outcome, world)


def test_the_longest_code_that_is_drawn_is_tried_above(
    world: World, offered: Offered, surveyed_for: GroundFor
) -> None:
    """A longer address is printed and not coded, and the plate says so."""
    order = ordered(LONG, surveyed_for(LONG.on), offered, world)
    assert MAX_CODE_LENGTH * 0.9 < len(str(link_of(order).address)) <= MAX_CODE_LENGTH
    longer = replace(order, address=PAGE + "/long" * 150)
    assert sheet_of(longer).code is None
    assert sheet_of(longer).link.endswith("(Too long for a code.)")


def test_the_code_on_a_comparison_can_be_read_and_leads_back(
    world: World, offered: Offered, surveyed_for: GroundFor
) -> None:
    choice = replace(OWN, view="compare", against=PLAN, against_on=DAYS[3])
    found = compared(choice, offered, surveyed_for)
    it = comparing(found, ordered(choice, found.ground, offered, world))
    picture = Image.open(io.BytesIO(difference_plate(it, "png"))).convert("RGB")
    texts = [code.text for code in zxingcpp.read_barcodes(picture)]
    assert texts == [difference_sheet(it).code]
    again, faults = opened(texts[0], offered, world.version)
    assert faults == []
    assert as_dict(compared(again, offered, surveyed_for), WORDS) == as_dict(found, WORDS)


def from_elsewhere(order: ExportRequest, origin: Any) -> ExportRequest:
    ground = replace(order.ground, control=replace(order.ground.control, origin=origin))
    outcome = None if order.outcome is None else replace(order.outcome, ground=ground)
    return replace(order, ground=ground, outcome=outcome)


def test_a_line_that_a_reader_brought_is_said_not_to_be_in_the_link(
    order_of: OrderOf, offered: Offered, world: World
) -> None:
    """On the plate, in files, in the citation; and the page that the link opens says it again."""
    order = from_elsewhere(order_of(PLAN, address=PAGE), upload_origin("mine.kml"))
    words = LOST_WORDS[Lost.LINE]
    assert link_of(order).lost == (Lost.LINE,)
    assert words in sheet_of(order).link
    assert words in citation(order)
    assert words in notes_of(order)["notes"]
    assert metadata(order)["address_note"] == words
    choice, faults = opened(link_of(order).address, offered, world.version)
    assert choice.line == RECORD
    assert ["cannot carry it" in str(fault) for fault in faults] == [True]
    assert f"line={UPLOAD}" in link_of(order).query


def test_the_archives_line_is_in_the_link(order_of: OrderOf, offered: Offered, world: World) -> None:
    order = from_elsewhere(order_of(PLAN, address=PAGE), archive_origin(world.sources, "a.geojson"))
    assert link_of(order).lost == ()
    assert opened(link_of(order).address, offered, world.version) == (Choice(line="archive"), [])
    dated = from_elsewhere(order, dated_file_origin("2025-11-21.geojson"))
    assert "line=" not in link_of(dated).query


def test_the_line_alone_is_shown_with_a_plan_and_that_is_said(order_of: OrderOf) -> None:
    link = link_of(order_of(TODAY, address=PAGE))
    assert link.lost == (Lost.PLAN,)
    assert LOST_WORDS[Lost.PLAN] in sheet_of(order_of(TODAY)).link


@pytest.mark.parametrize("ids, layers, lost", [
    ({"UA-14"}, {"donetsk"}, ()),
    ({"UA-14", "UA-09"}, {"donetsk", "luhansk"}, ()),
    ({"UA-43"}, {"crimea"}, (Lost.REGIONS,)),
    ({"UA-05", "UA-65"}, {"elsewhere", "kherson"}, (Lost.REGIONS,)),
], ids=["one", "two", "half a group", "some of many"])
def test_regions_of_a_picture_are_in_its_link(
    ids: set[str], layers: set[str], lost: tuple[Lost, ...], order_of: OrderOf, offered: Offered, world: World
) -> None:
    """The page switches groups; what that adds is said."""
    order = order_of(PLAN, regions=frozenset(ids), address=PAGE)
    again, _ = opened(link_of(order).address, offered, world.version)
    assert shown_regions(offered.regions, again.layers) >= ids
    assert {name for name in again.layers if shown_regions(offered.regions, {name})} == layers
    assert link_of(order).lost == lost


def link_between(first: Scenario | None, second: Scenario | None, ground: Ground, library: Library,
                 world: World) -> Link:
    order = ExportRequest(world, library, ground, None, load_language("en"), address=PAGE)
    return comparison_link(difference(ground, first, second), order)


def test_a_comparison_that_the_page_cannot_show_says_so(
    ground_on: GroundFor, surveyed_for: GroundFor, library: Library, world: World, offered: Offered
) -> None:
    """A plan and then the line alone; a plan on one day and an edit of it on another."""
    ground = ground_on(DAYS[2])
    for second in (None, library["freeze"]):
        link = link_between(library["freeze"], second, ground, library, world)
        assert (Lost.COMPARISON in link.lost) == (second is None)
        assert opened(link.address, offered, world.version)[1] == []
    assert opened(link_between(None, None, ground, library, world).address, offered, world.version)[1] == []
    two = surveyed_for(DAYS[2], DAYS[3])
    link = link_between(library["freeze"], plan_of(OWN.case, offered), two, library, world)
    assert link.lost == (Lost.COMPARISON,)
    again, faults = opened(link.address, offered, world.version)
    assert (again.view, again.own, again.on, faults) == ("plan", OWN.own, DAYS[3], [])


def test_without_a_public_address_there_is_no_code_and_no_lone_query(order_of: OrderOf, world: World) -> None:
    sheet = sheet_of(order_of(PLAN))
    assert sheet.code is None
    assert sheet.link == ("This view, after the address of the page: "
                          f"?plan=us-28-point&on=2025-11-21&data={world.version}")
    assert "plan=" not in citation(order_of(PLAN))


def test_citations_lead_to_the_view_that_they_cite(order_of: OrderOf) -> None:
    order = order_of(STRIP_PLAN, address=PAGE)
    assert citation(order).endswith(f" {link_of(order).address}")
    assert f'url: "{link_of(order).address}"' in citation_cff(order)


def test_a_plan_that_no_address_can_hold_is_said_not_to_be_in_the_link(
    world: World, ground_on: GroundFor, library: Library
) -> None:
    """A strip of a width that no code has: the plan that it was edited from is opened."""
    own = plan_of(Choice(plan=STRIP_PLAN, own=f"1~{STRIP_PLAN}~buffer.7").case,
                  Offered(library, world.periods, LANGUAGES, world.regions.index))
    assert own is not None
    assert own.buffer is not None
    wide = own.model_copy(update={"buffer": own.buffer.model_copy(update={"width_km": 250.0})})
    order = ExportRequest(world, library.with_plan(wide), ground_on(DAYS[2]),
                          outcome_of(world, own, ground_on(DAYS[2])), load_language("en"), address=PAGE)
    assert order.outcome is not None
    link = link_of(replace(order, outcome=replace(order.outcome, scenario=wide, strip_km=250.0)))
    assert link.lost == (Lost.OWN,)
    assert "own=" not in link.query


def test_the_link_of_any_plan_can_be_written(toy_world: World, toy_ground: Ground) -> None:
    """Also of one that no library holds, in a world of four squares where no group of regions is."""
    outcome = outcome_of(toy_world, toy_plan_named("x"), toy_ground)
    order = ExportRequest(toy_world, Library({}), toy_ground, outcome, load_language("en"), address=PAGE)
    assert link_of(order).query.startswith("?plan=toy-plan&on=2020-01-02&line=")
